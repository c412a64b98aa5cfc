"""An amendment that was moved and carried: what it says is what was decided.

"V stillede ændringsforslag om, at hallen holder åbent. For stemte 4. Imod stemte 3.
Ændringsforslaget er vedtaget." is told as one sentence, and the case's own figures no longer hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.danish.cues import Cued
from pipeline.drafting.case import Case
from pipeline.drafting.decision.votes import is_ballot, is_lost, vote_sentence
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.plain.wording import plain_words
from pipeline.records import Sentence, Span


@dataclass(frozen=True, slots=True)
class Motion:
    """An amendment that was put to the vote: what it is about, and which sentences tell of it.

    ``alone`` says that its outcome, and the votes, are all else that they tell.
    """

    what: str
    carried: bool
    places: tuple[int, ...]
    alone: bool


def read_motions(sentences: Sequence[str]) -> tuple[Motion, ...]:
    """Return the amendments that the sentences of a decision put to the vote, with their outcome.

    >>> said = "A stiller ændringsforslag om en bro.", "For: 4. Imod: 3.", "Det faldt."
    >>> [(one.what, one.carried, one.places) for one in read_motions(said)]
    [('om en bro', False, (0, 1, 2))]
    >>> read_motions(["Ændringsforslaget er vedtaget."])
    ()
    """
    found: list[Motion] = []
    for place, sentence in enumerate(sentences):
        put = _PUT.match(" ".join(sentence.split()))
        if put is None:
            continue
        last = place + 1
        while last < len(sentences) and is_ballot(" ".join(sentences[last].split())):
            last += 1
        ends = put["ends"] or (sentences[last] if last < len(sentences) else "")
        lost, carried = is_lost(ends), bool(_CARRIED.search(ends) or _BARE_YES.fullmatch(ends))
        if not (lost or carried):
            continue
        alone = _OUTCOME.fullmatch(ends.strip()) is not None
        if not put["ends"] and not alone:
            # What else it says is told with the rest.
            found.append(Motion(put["what"].strip(" ,"), not lost, tuple(range(place, last)), True))
            continue
        last += not put["ends"]
        while last < len(sentences) and is_ballot(" ".join(sentences[last].split())):
            last += 1
        found.append(Motion(put["what"].strip(" ,"), not lost, tuple(range(place, last)), alone))
    return tuple(found)


# "V stillede ændringsforslag om, at …", "Et ændringsforslag fra C om, at …, blev vedtaget."
_PUT = re.compile(
    r"(?:(?:[A-ZÆØÅ][^.;:]{0,80}? (?:stillede|stiller|fremsatte|fremsætter|rejste)"
    r"(?: (?:et|følgende|herefter|dernæst|derpå))*|(?:Et |Der blev stillet (?:et )?)?)"
    r"(?: ?(?i:ændringsforslag))(?: (?:fra|af) [^.;:]{1,60}?)?) "
    r"(?P<what>om,? (?:at )?[^;:]{5,}?)"
    r"(?P<ends>,? (?:blev|er) (?:herefter |enstemmigt )?(?:vedtaget|godkendt|tiltrådt|forkastet|"
    r"nedstemt|faldet)\b[^;]*|,? faldt\b[^;]*)?"
    r"(?:,? (?:blev |er )?(?:sat|bragt|sendt) til afstemning)?(?P<ballot>: For\b.+)?\.?$"
)
_BARE_YES = re.compile(r"(?:Vedtaget|Godkendt|Tiltrådt)\.?")
# "…, og sagen går dermed tilbage": that would be lost.
_OUTCOME = re.compile(
    r"[^,;.]*(?:, (?:mens |og )?\d+ (?:undlod|stemte|hverken)[^,;.]*)?(?: \([^()]*\))?\.?"
)
_CARRIED = Cued(
    r"^,? ?(?:Dermed |Herefter |Hermed )?(?:(?:er |blev )?ændringsforslaget|(?:er|blev))\b"
    r"[^.;]{0,40}?\b(?:vedtag\w*|vedtog\w*|godkend\w*|tiltr[åæ]d\w*)",
    re.IGNORECASE,
)


def is_amended(sentences: Sequence[str]) -> bool:
    """Tell whether an amendment to what was proposed was carried.

    >>> is_amended(["Ændringsforslaget er vedtaget."]), is_amended(["Ændringsforslaget faldt."])
    (True, False)
    """
    motions = read_motions(sentences)
    return any(one.carried for one in motions) or any(
        _CARRIED.search(one) and not is_lost(one) for one in sentences
    )


def supposes(sentence: str) -> bool:
    """Tell whether a sentence of a case tells what would be so if something else were decided.

    >>> supposes("Holdes pladsen åben i juli, bliver udgiften 9 kr."), supposes("Den koster 9 kr.")
    (True, False)
    """
    return _SUPPOSES.match(sentence) is not None


_SUPPOSES = re.compile(
    r"(?:Hvis|Såfremt)\b|(?:Er|Kan|Skal|Får|Bliver|[A-ZÆØÅ][a-zæøå]+(?:s|er)) "
    r"(?:der|det|den|man|[a-zæøå-]+(?:en|et|ne))\b(?:[^;.]|\.(?=[\d,]| [a-zæøå]))*, "
    r"(?:så )?[a-zæøå]+(?:r|s) "
)


def carried_amendment(case: Case) -> tuple[tuple[Sentence, ...], tuple[Span, ...]]:
    """Tell the one amendment that was carried, with its votes, and which sentences that used.

    Nothing where there is none, or where what it says can't be told without its mover.
    """
    text = case.minutes.text
    motions = read_motions([span.of(text) for span in case.decision])
    carried = [one for one in motions if one.carried]
    if len(carried) != 1 or not carried[0].alone:
        return (), ()
    used = tuple(case.decision[place] for one in motions for place in one.places)
    own = tuple(case.decision[place] for place in carried[0].places)
    what = plain_words(carried[0].what, case.meeting) or carried[0].what
    told = without_names(case, f"{case.body} vedtog et ændringsforslag {what.rstrip('.')}.")
    if told is None or HIDDEN in told:
        return (), ()
    printed = [case.printed(span) for span in own]
    inside = _PUT.match(printed[0])
    ballots = [*filter(is_ballot, printed), ((inside and inside["ballot"]) or "").strip(" :")]
    votes = vote_sentence(" ".join(ballots))
    votes = votes or next(filter(None, map(vote_sentence, printed[:1:-1] or printed)), None)
    said = [Sentence(told, "realised", (own[0], own[-1]))]
    return (*said, *([Sentence(votes, "realised", own)] if votes else [])), used
