"""Score a whole post: its language, its length, its order, its form."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from pipeline.corpus import Corpus
from pipeline.corpus.posts import order_in, read_wanted
from pipeline.danish.words import content_words, tokenize
from pipeline.drafting import compose_draft
from pipeline.drafting.formats import render
from pipeline.drafting.plain.glossary import without_explanations
from pipeline.evaluation.drafts.cases import DraftCase
from pipeline.evaluation.drafts.gates import Home, closed_gates
from pipeline.evaluation.drafts.language import count_active, count_prose, faults, officialese
from pipeline.evaluation.drafts.likeness import chrf, edit_distance, kendall
from pipeline.evaluation.drafts.measures import GATES, Count, counted
from pipeline.evaluation.drafts.told import told_of
from pipeline.lexicon import load_lexicon
from pipeline.records import Draft, Flag, Sentence

HEADLINE, LEAD, POST = 75, 45, 320
_LEXICA = ("frames", "verbs", "nouns", "titles", "glossary", "kancelli", "bodies")


def score_post(
    case: DraftCase, draft: Draft, flags: tuple[Flag, ...], vocabulary: Container[str]
) -> tuple[Count, ...]:
    """Score what is measured of a post as a whole.

    Args:
        case: The meeting.
        draft: A draft of it.
        flags: The flags of the draft.
        vocabulary: Words that are Danish, in lower case.
    """
    return (
        *_frame_gates(case, draft, flags),
        *_language(draft, vocabulary),
        *_form(draft),
        *_order(case, draft),
        *_likeness(case, draft),
    )


def body_of(draft: Draft) -> list[Sentence]:
    """Return the running text: lead and paragraphs, without headlines, lists and closing lines."""
    every = (one for part in draft.paragraphs for block in part.blocks for one in block)
    return [*draft.lead, *every]


def unexplained(case: DraftCase) -> Count:
    """Count the hard words in the version for citizens, and those nowhere explained there."""
    draft = compose_draft(case.minutes, case.labelled, audience="external")
    text = " ".join(one.text for part in draft.paragraphs for block in part.blocks for one in block)
    found = missed = 0
    for row in load_lexicon("glossary")["term"]:
        if row["external"] != "explain":
            continue
        if re.search(rf"(?<![\w-])(?:{row['term']})(?![\w-])", without_explanations(text), re.I):
            found += 1
            missed += row["means"] not in text
    return counted("unexplained", missed, found)


def vocabulary_of(corpus: Corpus | None, cases: Sequence[DraftCase] = ()) -> frozenset[str]:
    """Return the words that a draft may use: those of corpus, meetings and tables of drafting.

    Of a corpus, the open items and the references count. The table of verbs gives their forms:

    >>> "udskudt" in vocabulary_of(None), "udskydt" in vocabulary_of(None)
    (True, False)
    """
    texts = [text for case in cases for text in (case.minutes.text, case.post or "")]
    if corpus:
        texts += corpus.texts.values()
        texts += [text for one in read_wanted(corpus).values() for text in one.texts]
    words = {word for text in texts for word in _words(text)}
    return frozenset(words | _table_words())


def _frame_gates(case: DraftCase, draft: Draft, flags: tuple[Flag, ...]) -> Iterator[Count]:
    """Hold headline, lead and closing lines against all open items together."""
    parts = [draft.headline, *draft.lead, *draft.closing]
    texts = {one.text for one in parts}
    own = [flag for flag in flags if flag.sentence in texts]
    spans = [one.item.span for one in case.labelled] + [
        one.row.span for one in case.items if one.row
    ]
    head = case.minutes.preamble.of(case.minutes.text)
    source = "\n".join([head, *(span.of(case.minutes.text) for span in spans)])
    routes = {name for one in case.labelled for name in one.item.route}
    routes |= {name for one in case.items if one.row for name in one.row.route}
    home = Home(source, (*routes, case.minutes.body or ""), case.minutes.date)
    told = "\n".join(one.text for one in (draft.headline, *draft.lead))
    wrong = closed_gates(told, home, own, case.secret)
    yield from (counted(name, not wrong[name]) for name in GATES[:-1])


def _language(draft: Draft, vocabulary: Container[str]) -> Iterator[Count]:
    texts = [one.text for one in body_of(draft)]
    prose = count_prose(texts)
    yield Count("lix", (prose.words, prose.sentences, prose.long))
    yield Count("lix_adjusted", (prose.words, prose.sentences, prose.other_long))
    yield counted("sentence_mean", prose.words, prose.sentences)
    yield counted("sentence_over", prose.over, prose.sentences)
    yield counted("active", *count_active(texts))
    yield counted("officialese", sum(len(officialese(text)) for text in texts), prose.words)
    known = _Both(vocabulary, set(_words(draft.minutes.text)))
    yield counted("faults", sum(len(faults(text, known)) for text in texts), prose.words)
    yield counted("repeats", repeats([content_words(text) for text in texts]), prose.sentences)
    runs = [draft.lead, *(block for part in draft.paragraphs for block in part.blocks)]
    alike = openings([one.text for block in runs for one in block])
    yield counted("openings", alike, prose.sentences)


def _form(draft: Draft) -> Iterator[Count]:
    words = len(tokenize(" ".join(one.text for one in draft.sentences)))
    yield counted("post_words", words)
    yield counted("length", words <= POST)
    yield counted("length", len(draft.headline.text) <= HEADLINE)
    if draft.lead:
        yield counted("length", len(tokenize(" ".join(one.text for one in draft.lead))) <= LEAD)
    page = render(draft, format="html")
    headings = re.findall(r"<h(\d)>(.*?)</h\1>", page)
    one = [level for level, _ in headings].count("1") == 1
    full = all(text.strip() for _, text in headings)
    lists = not re.search(r"<p>\s*[-•]\s", page) and page.count("<ul>") == page.count("</ul>")
    yield counted("access", one and full and lists and 'lang="da"' in page)


def _order(case: DraftCase, draft: Draft) -> Iterator[Count]:
    """Compare the order with that of the post by a person, or else with the priorities."""
    texts, by_priority = {}, {}
    for number, one in enumerate(case.items):
        if one.reference and not one.reference.routine:
            texts[number] = f"{one.reference.heading} {one.reference.ref}"
            by_priority[number] = int(one.reference.priority)
        elif one.found and one.reference is None:
            texts[number] = one.found.item.title
    wanted = order_in(case.post, texts) if case.post else by_priority
    found = {}
    for number, one in enumerate(case.items):
        told = told_of(draft, one.found) if one.found else None
        if told and told.places:
            found[number] = told.places[0]
    if not wanted or not found:
        return
    tau = kendall(found, wanted)
    if tau is not None:
        yield counted("tau", tau)
    first = {number for number, place in wanted.items() if place == min(wanted.values())}
    yield counted("top", any(found.get(one) == 0 for one in first))


def _likeness(case: DraftCase, draft: Draft) -> Iterator[Count]:
    if case.post:
        told = " ".join(one.text for one in draft.sentences)
        wanted = re.sub(r"[#*]+|^- ", "", case.post, flags=re.MULTILINE)
        yield counted("post_chrf", chrf(told, [wanted]))
        yield counted("post_edit", edit_distance(told, [wanted]))


def repeats(sentences: list[frozenset[str]]) -> int:
    """Return how many sentences share seven in ten of their words with an earlier one.

    >>> repeats([frozenset("abc"), frozenset("abc"), frozenset("xyz")])
    1
    """
    pairs = combinations(enumerate(sentences), 2)
    alike = {
        later
        for (_, one), (later, other) in pairs
        if one | other and len(one & other) / len(one | other) >= 0.7
    }
    return len(alike)


def openings(sentences: list[str]) -> int:
    """Return how many sentences open as the two before them do.

    >>> openings(["Den er ny.", "Den er rød.", "Den er her.", "Nu er den væk."])
    1
    """
    first = [text.split()[0].lower() for text in sentences if text.split()]
    return sum(a == b == c for a, b, c in zip(first, first[1:], first[2:], strict=False))


class _Both(Container[str]):
    """Two sets of words as one."""

    def __init__(self, one: Container[str], other: Container[str]) -> None:
        self._sets = (one, other)

    def __contains__(self, word: object) -> bool:
        return any(word in one for one in self._sets)


def _words(text: str) -> Iterator[str]:
    return (span.of(text).lower() for span in tokenize(text))


@cache
def _table_words() -> frozenset[str]:
    words = {
        word for name in _LEXICA for text in _strings(load_lexicon(name)) for word in _words(text)
    }
    verbs = [row for row in load_lexicon("verbs")["verb"] if "infinitive" in row]
    for row in verbs:
        infinitive = str(row["infinitive"])
        words |= {f"{infinitive}r", f"{infinitive}s", infinitive, row["past"], row["participle"]}
    return frozenset(words)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
