"""How much there is of everything, beside how much there should be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.corpus.drafts import count_drafts
from pipeline.corpus.finding import Count
from pipeline.corpus.rows import Corpus
from pipeline.labels import Decision, Topic

EACH_LABEL = 40
MANY = frozenset({Topic.BUDGET, Topic.HR, Topic.FLEET, Topic.CULTURE})
MANY_OF = 90
FORMATS = ("pdf", "docx", "html")


def count_corpus(corpus: Corpus) -> Iterator[Count]:
    """Yield what a corpus should have enough of, from documents down to drafts.

    A label counts once an item; a chain is a case that two meetings or more have treated.
    """
    rows, documents = corpus.open_rows, corpus.documents
    yield Count("documents", len(documents), 120)
    yield Count("open items", len(rows), 1000)
    yield Count("closed items", len(corpus.closed_rows), 150)
    places = {document.municipality for document in documents if not document.region}
    yield Count("municipalities", len(places), 30)
    yield Count("regions", len({one.municipality for one in documents if one.region}), 2)
    yield Count("layouts", len({document.layout for document in documents}), 12)
    yield Count("kinds of body", len({document.body_kind for document in documents}), 6)
    years = {document.date.year for document in documents}
    yield Count("years", len(years), 15)
    yield from _labels(corpus)
    yield Count("hard items", sum(row.hard is not None for row in rows), 250)
    yield Count("hard negatives", sum(row.negative and row.hard is not None for row in rows), 60)
    yield Count("chains through three bodies", len(_chains(corpus)), 20)
    seconded = len({(one.document, one.position) for one in corpus.second})
    yield Count("second labels, % of open items", round(100 * seconded / max(1, len(rows)), 1), 20)
    yield from _test_only(corpus)
    yield from _made(corpus)


def _labels(corpus: Corpus) -> Iterator[Count]:
    decisions = Counter(kind for row in corpus.open_rows for kind in row.types)
    topics = Counter(row.topic for row in corpus.open_rows)
    for decision in Decision:
        yield Count(f"decision {decision.value}", decisions[decision], EACH_LABEL)
    for topic in Topic:
        yield Count(f"topic {topic.value}", topics[topic], MANY_OF if topic in MANY else EACH_LABEL)


def _chains(corpus: Corpus) -> set[str]:
    """Return the cases that stand in several meetings and go through three bodies or more."""
    meetings: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, set[str]] = defaultdict(set)
    for row in corpus.open_rows:
        if row.chain:
            meetings[row.chain].add(row.document)
            bodies[row.chain].update(row.route)
    return {chain for chain in meetings if len(meetings[chain]) > 1 and len(bodies[chain]) > 2}


def _test_only(corpus: Corpus) -> Iterator[Count]:
    yield Count("municipalities in test", len(corpus.sides.test), 8)
    yield Count("layouts only in test", len(corpus.sides.test_only_layouts), 3)


def _made(corpus: Corpus) -> Iterator[Count]:
    folder = corpus.folder
    stems = [{path.stem for path in (folder / "rendered").glob(f"*.{kind}")} for kind in FORMATS]
    yield Count("rendered as PDF, DOCX and HTML", len(set.intersection(*stems)), 25)
    yield Count("items with two reference drafts", count_drafts(corpus), 160)
    yield Count("whole posts", len(list((folder / "drafts" / "posts").glob("*.md"))), 14)
