"""How the votes fell on what was decided, and never how they fell on a motion that was lost."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.danish.numerals import number_word
from pipeline.drafting.case import Case, overlaps
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

_LOST = re.compile(r"\b(?:faldt|forkastet|nedstemt|bortfald\w*|ikke vedtaget)\b", re.IGNORECASE)
_MOVED = re.compile(r"\bforeslog\b|\bstill(?:ede|et) (?:\w+ )?(?:ændrings)?forslag\b")
_COUNTED = re.compile(r"\d+\W*(?:stemmer|stemte|for|imod|undlod)\b|\b(?:for|imod)\W*\d", re.I)


def vote_sentence(text: str, *, refused: bool = False) -> str | None:
    """Say how the votes fell, or None where the text does not count them.

    >>> vote_sentence("Vedtaget med 34 stemmer imod 15.")
    'Det skete med 34 stemmer mod 15.'

    Those for a proposal that was *refused* are told as such:

    >>> vote_sentence("Forslaget faldt med 4 stemmer mod 9.", refused=True)
    'Stemmerne faldt med fire for og ni imod.'
    """
    for row in load_lexicon("frames")["vote"]:
        match = re.search(row["from"], text, re.IGNORECASE | re.DOTALL)
        if match:
            counts = {name: number_word(int(value)) for name, value in match.groupdict().items()}
            votes = [int(value) for value in match.groups()]
            if refused and row["to"].startswith("Det skete") and votes[0] < votes[1]:
                return f"Stemmerne faldt med {counts['a']} for og {counts['b']} imod."
            return str(row["to"].format(**counts))
    return None


def told_votes(case: Case, used: tuple[Span, ...] = ()) -> tuple[Sentence, ...]:
    """Say the count that settled the item; none where that is for a person to find out.

    With a motion voted down on the way, only a count in the sentence of the decision itself is
    sure to be its own. *used* are the sentences that have been said.
    """
    text = case.minutes.text
    counted = [span for span in case.decision if _COUNTED.search(span.of(text))]
    own = [span for span in counted if case.has_evidence(span) and _settles(case, span)]
    lost = any(_LOST.search(span.of(text)) for span in case.decision) and not _refused(case)
    # "A foreslog at vente. For stemte 2, imod 5. Anbefales.": the count is that of the motion.
    lost = lost or any(_MOVED.search(span.of(text)) for span in case.decision)
    if len(own) == 1:
        chosen = own[0]
    elif len(counted) == 1 and not own and not lost:
        chosen = counted[0]
    else:
        return ()
    said = vote_sentence(chosen.of(text), refused=_refused(case))
    passages = case.passages("vote")
    place = next((one for one in passages if overlaps(one, chosen)), None)
    if said is None or place is None or any(overlaps(chosen, one) for one in used):
        return ()
    return (Sentence(said, "realised", (place,)),)


def is_lost(text: str) -> bool:
    """Tell whether a sentence says that a motion was lost.

    >>> is_lost("Forslaget faldt med 6 stemmer mod 15."), is_lost("Vedtaget med 9 stemmer mod 2.")
    (True, False)
    """
    return _LOST.search(text) is not None


def _settles(case: Case, span: Span) -> bool:
    return _refused(case) or not _LOST.search(span.of(case.minutes.text))


def _refused(case: Case) -> bool:
    return {label.value for label in case.labelled.decisions} == {Decision.AFVIST}


def by_majority(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say "Et flertal i Byrådet godkendte planen" where the decision is told as a majority's."""
    text = case.minutes.text
    own = [span.of(text) for span in case.decision if case.has_evidence(span)]
    first = said[0] if said else None
    if first is None or not own or not all(_BY_MOST.search(one) for one in own):
        return said
    if not first.text.startswith(f"{case.body} ") or _TREATED.match(first.text, len(case.body) + 1):
        return said
    return (replace(first, text=f"Et flertal i {first.text}"), *said[1:])


# Not "Forslaget fik flertal": that tells the same as a yes.
_BY_MOST = re.compile(
    r"^\s*(?:Et )?(?:stort |snævert )?flertal(?:let)?\b|\baf (?:et )?flertal(?:let)?\b",
    re.IGNORECASE,
)
_TREATED = re.compile(r"behandle[dr]")


_VOTED = re.compile(r"^,? ?(?:med|af) \d+ (?:stemmer )?(?:for og |mod |imod )\d+(?: \([^()]*\))?")


def count_of(rest: str) -> tuple[str, str] | None:
    """Return how many voted for and against, in the words of a post.

    >>> count_of("(16 for, 23 imod)"), count_of("med 9 stemmer mod 4")
    (('16', '23'), ('ni', 'fire'))
    """
    match = _COUNT.search(rest)
    if match is None:
        return None
    return number_word(int(match["a"])), number_word(int(match["b"]))


_COUNT = re.compile(
    r"\b(?P<a>\d+)(?: stemmer| stemte)?(?: for(?: og|,)?| mod| imod) (?P<b>\d+)\b", re.IGNORECASE
)


def without_count(rest: str) -> str:
    """Return what follows an outcome without the count that it opens with.

    >>> without_count("med 9 stemmer mod 4, dog kun i maj")
    ', dog kun i maj'
    """
    return _VOTED.sub("", rest)
