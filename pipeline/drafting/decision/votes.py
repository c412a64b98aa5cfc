"""How the votes fell on what was decided, and never how they fell on a motion that was lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.danish.bodies import find_bodies
from pipeline.danish.cues import ByCue, Cued, Row, folded, rows_by_cue
from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

_LOST = Cued(r"\b(?:faldt|forkastet|nedstemt|bortfald\w*|ikke vedtaget)\b", re.IGNORECASE)
_MOVED = re.compile(r"\bforeslog\b|\bstill(?:ede|et) (?:\w+ )?(?:ændrings)?forslag\b")
_COUNTED = re.compile(r"\d+\W*(?:stemmer|stemte|for|imod|undlod)\b|\b(?:for|imod)\W*\d", re.I)


def vote_sentence(text: str, *, refused: bool = False) -> str | None:
    """Say how the votes fell, or None where the text does not count them.

    >>> vote_sentence("Vedtaget med 34 stemmer imod 15.")
    'Det skete med 34 stemmer mod 15.'

    Those for a proposal that was *refused* are told as such:

    >>> vote_sentence("Forslaget faldt med 4 stemmer mod 9.", refused=True)
    'Der stemte fire for og ni imod.'
    """
    found = _first_count(text)
    if found is None:
        return None
    row, votes = found
    counts = dict(zip("abc", map(number_word, votes), strict=False))
    if refused and row["to"].startswith("Det skete") and votes[0] < votes[1]:
        return f"Der stemte {counts['a']} for og {counts['b']} imod."
    return str(row["to"].format(**counts))


def _first_count(text: str) -> tuple[Mapping[str, Any], list[int]] | None:
    """Return the first frame that a text counts its votes by, and the votes: for, against."""
    bare = re.sub(r" \([^()]*\)", "", text)
    for pattern, row in _frames().asked(f"{folded(text)}\n{folded(bare)}"):
        match = pattern.search(text) or pattern.search(bare)
        if match:
            return row, [int(value) for value in match.groups()]
    return None


@cache
def _frames() -> ByCue[Row]:
    return rows_by_cue(load_lexicon("frames")["vote"], "from", re.IGNORECASE | re.DOTALL)


def with_ballots(spans: Sequence[Span], text: str) -> list[Span]:
    """Return the sentences of a decision with "For stemte … Imod stemte …" as one.

    >>> two = "For: A (3). Imod: V (4). Udsat."
    >>> [span.of(two) for span in with_ballots([Span(0, 11), Span(12, 24), Span(25, 31)], two)]
    ['For: A (3). Imod: V (4).', 'Udsat.']
    """
    joined: list[Span] = []
    for span in spans:
        before = joined[-1].of(text) if joined else ""
        if re.match(r"Imod\b", span.of(text)) and _FOR.match(before) and "mod" not in before:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def is_ballot(text: str) -> bool:
    """Tell whether a sentence holds nothing but who voted for and against.

    >>> is_ballot("For stemte A, F (10)."), is_ballot("For budgettet stemte alle, og det gælder.")
    (True, False)
    """
    return _BALLOT.fullmatch(text) is not None


_FOR = re.compile(
    r"(?:[^A-ZÆØÅ]{1,12}: )?For(?: (?:ændrings)?(?:forslaget|indstillingen))?(?: stemte\b|:)"
)
_BALLOT = re.compile(
    r"(?:(?:For|Imod)(?: (?:ændrings)?(?:forslaget|indstillingen))?(?: stemte:?|:)"
    r"(?:(?!\b(?:idet|da|fordi|som|der|med)\b)[^.;])+[.;]?\s*)+"
)


def told_votes(case: Case, used: tuple[Span, ...] = ()) -> tuple[Sentence, ...]:
    """Say the count that settled the item; none where that is for a person to find out.

    With a motion voted down on the way, only a count in the sentence of the decision itself is
    sure to be its own. *used* are the sentences that have been said.
    """
    text = case.minutes.text
    spans = with_ballots(case.decision, text)
    counted = [span for span in spans if _COUNTED.search(span.of(text)) or _is_paired(span, text)]
    own = [span for span in counted if case.has_evidence(span) and _settles(case, span)]
    own = own or [
        one
        for one, after in pairwise(spans)
        if _is_paired(one, text) and case.has_evidence(after) and _OF_IT.match(after.of(text))
    ]
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
    counts = _first_count(chosen.of(text))
    if counts and not _refused(case) and len(counts[1]) > 1 and counts[1][0] < counts[1][1]:
        return ()  # what was carried had more for it than against it
    passages = case.passages("vote")
    place = next((one for one in passages if one.overlaps(chosen)), None)
    if said is None or place is None or any(chosen.overlaps(one) for one in used):
        return ()
    return (Sentence(said, "realised", (place,)),)


def without_half_counts(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Leave out how many were for where who was against is not told, and the count of a motion.

    "For model B stemte fire" looks like all who voted, and "To stemte for og fem imod" beside what
    was carried like the count of that.
    """
    moved = any(_MOVED.search(span.of(case.minutes.text)) for span in case.decision)
    return tuple(
        one
        for one in said
        if not (_HALF.fullmatch(one.text) or (moved and _WHOLE.fullmatch(one.text)))
    )


_HALF = re.compile(r"(?:For|Imod)(?: [^,.;]+)? stemte [\wæøå]+\.|\w+ stemte (?:for|imod)\.")
_WHOLE = re.compile(r"\w+ stemte for og \w+ imod\.")
# "For stemte 3. Imod stemte 4. Forslaget faldt dermed."
_OF_IT = re.compile(
    r"(?:Forslaget|Indstillingen) (?:er|var|blev|faldt|bortfaldt)\b|"
    r"(?:Dermed |Herefter |Hermed )?(?:vedtaget|godkendt|tiltrådt|anbefales)\W*$",
    re.IGNORECASE,
)


def _is_paired(span: Span, text: str) -> bool:
    printed = span.of(text)
    return is_ballot(printed) and "Imod" in printed and printed.startswith("For")


def is_lost(text: str) -> bool:
    """Tell whether a sentence says that a motion was lost.

    >>> is_lost("Forslaget faldt med 6 stemmer mod 15."), is_lost("Vedtaget med 9 stemmer mod 2.")
    (True, False)
    """
    return _LOST.search(text) is not None


def _settles(case: Case, span: Span) -> bool:
    return _refused(case) or not _LOST.search(span.of(case.minutes.text))


def _refused(case: Case) -> bool:
    return case.labelled.outcomes == {Decision.AFVIST}


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


def tells_more(case: Case, vote: Span) -> bool:
    """Tell whether a vote was on something else than was proposed: "et flertal pegede på B"."""
    plain = " ".join(re.findall(r"(?<![A-ZÆØÅ])\b[a-zæøå][\w-]*", vote.of(case.minutes.text)))
    asked = content_words(case.asked)
    return case.has_evidence(vote) and len(content_words(plain) - asked - _OF_VOTES) > _FEW


_FEW = 3
_OF_VOTES = content_words(
    "stemte stemmer stemme flertal flertallet mindretal for imod mod medlem medlemmer enig enigt "
    "enstemmigt undlod hverken indstillingen forslaget sagen vedtaget godkendt tiltrådt anbefales "
    "anbefaler dermed herefter blev bestående gruppe grupper udvalget byrådet et to tre fire fem "
    "seks syv otte ni ti"
)


def without_votes(rest: str) -> tuple[str, tuple[str, str] | None, str]:
    """Return what is left after votes and the body it goes to, the votes, and who were for it.

    "Et flertal i", "Tre medlemmer af", or "" for all.
    """
    bracket = re.match(r"\((?P<in>[^()]*)\)", rest)
    # Who voted how: "med 14 stemmer (A og F) mod 11".
    rest = re.sub(r" \((?![^()]*\d)[^()]*\)", "", rest)
    votes = count_of(rest)
    rest = without_count(rest)
    rest = rest[bracket.end() :] if bracket else rest
    rest = re.sub(r"^ ?enstemmigt", "", rest)
    most = re.match(r"af (?:et )?flertal(?:let)?(?: \([^()]*\))?", rest.strip())
    few = _SOME_OF.match(rest.strip())
    counted = few and (number_word(int(few["n"])) if few["n"].isdigit() else few["n"])
    some = "Et flertal i" if most else f"{upper_first(counted)} medlemmer af" if counted else ""
    shown = most or few
    rest = rest.strip()[shown.end() :] if shown else rest
    to = re.match(r"(?:til|over ?for) (?P<who>\S+(?: og \S+)?)", rest.strip())
    whom = find_bodies(to["who"]) if to else ()
    # "til Direktionens møde i maj" tells when.
    if to and whom and whom[0].span.start == 0 and not _WHOSE.match(to["who"], whom[-1].span.end):
        rest = rest.strip()[to.end() :]
    return rest.strip(" ."), votes, some


_WHOSE = re.compile(r"s(?!\w)")


def without_agent(printed: str, body: str) -> str:
    """Leave out that the body itself agreed: "godkendt af et enigt udvalg"; another one stays.

    >>> without_agent("af et enigt udvalg", "Skoleudvalget")
    ''
    >>> without_agent("af et enigt udvalg", "Byrådet")
    'af et enigt udvalg'
    """
    found = _AGENT.search(printed)
    own = found is not None and found["kind"].lower() in body.lower()
    return f"{printed[: found.start()]}{printed[found.end() :]}" if found and own else printed


_AGENT = re.compile(
    r"(?:(?:^| )af (?:et|en|det|den) (?:enigt?|samle(?:t|de)) |^af (?=[a-zæøå]+e[nt](?:[ .,]|$)))"
    r"[a-zæøå]*(?P<kind>direktion|udvalg|bestyrelse|råd|gruppe|nævn)(?:n|en|et)?(?=[ .,]|$)",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    r"af (?P<n>\d+|to|tre|fire|fem|seks|syv|otte)(?: medlemmer)?(?: \([^()]*\))?(?=[.,]|$)"
)
