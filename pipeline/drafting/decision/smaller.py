"""A no with a smaller yes, "Ikke fire, men to biler indkøbes": told in one breath or not at all.

Who reads "nej til fire biler" takes it that none were bought. So neither half stands alone, in no
headline and no lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.danish.clauses import stop, without_stop
from pipeline.danish.nouns import calm, lower_first, upper_first
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import LIKE_PASSIVE, MODALS, has_finite, verb_of_past
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.attributed import attributed_clauses
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.other_numbers import alike_counts
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.parts import in_parts
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.stands import is_sentence
from pipeline.drafting.in_past import past_of
from pipeline.drafting.people.members import without_names
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.plain.wording import plain_words
from pipeline.labels import SAID_YES, Decision
from pipeline.records import Sentence, Span

# A word or two over what a sentence may have is better than a no that stands alone.
LONGEST = 28


class Half(NamedTuple):
    """A clause of a decision that says yes to less, and the one that says no.

    ``yes_first`` tells that the yes comes before: "Der købes to. Der søges ikke tillægsbevilling".
    """

    no: str
    yes: str
    spans: tuple[Span, ...]
    yes_first: bool = False


def smaller_yes(case: Case) -> Half | None:
    """Return the yes beside the no of a decision, as printed; None where there is none."""
    if Decision.AFVIST not in case.labelled.outcomes:
        return None
    refused: tuple[str, Span] | None = None
    before: tuple[str, Span] | None = None
    for span in case.decision:
        read = case.outcomes_in(span)
        if refused is None and read & SAID_YES and Decision.AFVIST not in read:
            # "Forslag a, b og d godkendt. Forslag c kan ikke godkendes.": the no is a part's.
            return None
        for unit in () if case.is_aside(span) else _units(case, span):
            if refused and _is_yes(unit, case.asked, refused[0]):
                return Half(refused[0], unit, tuple(dict.fromkeys((refused[1], span))))
            if refused is None and _REFUSES.search(unit) and Decision.AFVIST in read:
                refused = (unit, span)
            elif before is None and finds("grants", unit) and _is_yes(unit, case.asked, ""):
                before = (unit, span)
    if refused is None or before is None or before[1] == refused[1]:
        return None
    if case.labelled.outcomes & SAID_YES:
        # Told as the outcome that it is.
        return None
    return Half(refused[0], before[0], (before[1], refused[1]), yes_first=True)


def _units(case: Case, span: Span) -> list[str]:
    printed = calm(case.printed(span))
    return [one.strip() for one in _UNIT.split(printed) if one.strip(" .")]


def _is_yes(unit: str, asked: str, refused: str) -> bool:
    """Tell whether a clause behind a no says yes to something of it, or to something else."""
    if _REFUSES.search(unit) or finds("no_yes", unit):
        return False
    less = _CONTRAST.match(unit) or " dog " in unit or _COUNT.search(unit) or _ALL.search(refused)
    if less and finds("grants", unit):
        return True
    if _YES_LAST.search(unit) or (_CONTRAST.match(unit) and _count_alone(unit)):
        return True
    counts = alike_counts(f"{asked} {refused}", unit)
    return any(one["n"] != other["n"] for one, other in counts)


def _count_alone(unit: str) -> bool:
    """Tell whether "men" joins no clause, but another count or thing: "men til 10 meter"."""
    rest = _CONTRAST.sub("", unit)
    return not has_finite(rest) and _PASSIVE.search(rest) is None


_UNIT = re.compile(
    r"; |(?<=[a-zæøå]{4})\. (?=\d+ [a-zæøå])|, (?=(?:men|dog)\b)|"
    r", (?=[a-zæøå]+(?:en|et|erne|ene) [a-zæøå]+es\b)|(?<=nej), (?=der )"
)
_REFUSES = re.compile(
    r"\bikke\b(?! kun| alene)|"
    r"\b(?:nej|afslag|afslå\w*|afslog|afvis\w*|forkast\w*|nedstem\w*|faldt)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"(?:men|dog|i stedet)\b(?: dog\b| i stedet\b)* ?", re.IGNORECASE)
_COUNT = re.compile(rf"\b(?:\d[\d.,]*|en|et|én|ét|halv\w*|{'|'.join(NUMERALS)})\b", re.IGNORECASE)
# "Ikke begge. Boligen i Skallerup sælges."
_ALL = re.compile(r"\b(?:begge|alle|samtlige|hele)\b", re.IGNORECASE)
_YES_LAST = re.compile(
    r"(?::? ja| (?:godkend(?:t|es)|bevilget|accepteret|tilladt|imødekommet))\.?$"
)
_PASSIVE = re.compile(rf"\b(?:{LIKE_PASSIVE}|[a-zæøå]+ås\b)")


def with_smaller_yes(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Tell the no of a decision with the smaller yes beside it, and neither of them alone."""
    half = smaller_yes(case)
    if half is None or in_parts(case.decision_text):
        return said
    if half.yes_first:
        return tuple(_as_printed(case, half._replace(spans=_own(case))))
    kept = [one for one in said if not _says_no(case, one.text) and not _is_of(case, one, half)]
    no, yes = _no(case, half, said), _yes(case, half)
    if _is_whole(case, half):
        return (*_as_printed(case, half), *kept)
    if not no or not yes or any("»" in one.text for one in kept):
        return said if _tells(said, half.yes) else (*_as_printed(case, half), *kept)
    joined = stop(f"{no}, men {yes}")
    told = (joined,) if count_words(joined) <= LONGEST else (stop(no), _alone(case, yes))
    sources = (*half.spans, *(point.span for point in case.proposals))
    return (*(Sentence(one, "realised", sources) for one in told), *kept)


def _tells(said: tuple[Sentence, ...], yes: str) -> bool:
    """Tell whether the sentences of a decision hold most of what its smaller yes says."""
    words = content_words(yes)
    told = content_words(" ".join(one.text for one in said))
    return 2 * len(words - told) <= len(words)


def _own(case: Case) -> tuple[Span, ...]:
    return tuple(span for span in case.decision if not case.is_aside(span))


def _is_whole(case: Case, half: Half) -> bool:
    """Tell whether one sentence says what is not to be, and what is: "Der gives ikke …, men …"."""
    printed = case.printed(half.spans[0])
    own = len(half.spans) == 1 and "ikke" in half.no and not _OF_PROPOSAL.match(printed)
    return own and is_sentence(printed) and " men " in printed


# To what the proposal asked for, or of the body that said it.
_OF_PROPOSAL = re.compile(
    r"(?:Forslag|Indstilling|Man|Vi|Direktionen|Byrådet|Udvalget|Beløbet|Ansøgning)\w*\b|\w*udvalget\b|"
    r"[^,]*\b(?:godkend|tiltr|vedtag|imødekom|støtte|bevilge)\w*"
)


def _as_printed(case: Case, half: Half) -> Iterator[Sentence]:
    """Yield both halves in the decision's own words, as a quotation where they need to be."""
    for span in half.spans:
        printed = without_names(case, case.printed(span))
        lines = say_outright(case, printed, opens=False) if printed else ()
        lines = lines or ((quote(printed),) if printed else ())
        yield from (Sentence(line, "realised", (span,)) for line in lines)


def _alone(case: Case, yes: str) -> str:
    """Return a yes as a sentence of its own."""
    acts = verb_of_past(yes.partition(" ")[0]) is not None
    return stop(f"{case.pronoun.capitalize()} {yes}" if acts else upper_first(yes))


def _is_of(case: Case, one: Sentence, half: Half) -> bool:
    """Tell whether a sentence tells one of the halves and nothing else of the decision."""
    own = [span for span in case.decision if any(span.overlaps(one) for one in one.sources)]
    only = bool(own) and all(span in half.spans for span in own)
    return only or _TREATED.search(one.text) is not None


_TREATED = re.compile(r" behandlede (?:sagen|punktet)\b|^(?:Sagen|Punktet) blev afvist")


def _no(case: Case, half: Half, said: tuple[Sentence, ...]) -> str:
    """Return the no as the body's act, without its full stop: as told, or to what was proposed."""
    told = next((one.text for one in said if _says_no(case, one.text)), "")
    clauses = attributed_clauses(case) if len(case.proposals) == 1 else ()
    counted = _count_of(half)
    thing = _THING.fullmatch(clauses[0]) if clauses else None
    option = _OPTION.fullmatch(clauses[0]) if clauses else None
    thing = option if option and named_options(option["what"]) else thing
    if counted or thing:
        return f"{case.body} sagde nej til {thing['what'] if thing else counted}"
    if clauses and (not told or _UNTOLD.search(told) or clauses[0] in told):
        says = "godkendte ikke" if "ikke" in half.no else "sagde nej til"
        return f"{case.body} {says} forslaget om, at {clauses[0]}"
    return without_stop(told) if told and not _UNTOLD.search(told) else ""


# "der købes fire nye biler": the thing says it all.
_THING = re.compile(
    r"der (?:ind)?(?:købes|ansættes|oprettes|opsættes|opstilles|anlægges|etableres|bevilges|"
    rf"anskaffes|gives|ydes|lejes)\s(?P<what>(?:\d[\d.,]*|{'|'.join(NUMERALS)})\s[^,]+)"
)


# "forslag 1 godkendes"
_OPTION = re.compile(r"(?P<what>[a-zæøå]+ [\w]+) (?:godkendes|vedtages|vælges|tiltrædes|følges)")


def _count_of(half: Half) -> str:
    """Return what was refused where it is a count alone: "20 elcykler" for "Ikke 20, men 12 …"."""
    count = re.fullmatch(rf"[Ii]kke (?P<n>{_COUNT.pattern})", half.no)
    other = re.match(rf"{_CONTRAST.pattern}{_COUNT.pattern} (?P<of>[a-zæøå]+(?:er|e))\b", half.yes)
    return f"{count['n']} {other['of']}" if count and other else ""


def _says_no(case: Case, text: str) -> bool:
    return re.match(rf"{re.escape(case.body)} {_NO_VERB}", text) is not None and "»" not in text


_NO_VERB = (
    r"(?:sagde (?:\w+ )?nej til|imødekom ikke|afslog|afviste|(?:kunne|kan) ikke|godkendte ikke|"
    r"tiltrådte ikke|vedtog ikke|forkastede|gav (?:ikke|afslag))\b"
)
# A no to what only the minutes name, or one that tells the yes already.
_UNTOLD = re.compile(
    r" (?:afslag|indstillingen|forslaget|sagen|ansøgningen)(?: i sagen [^,]*)?\.?$|"
    r", men |\bbeløbet\b"
)


def _yes(case: Case, half: Half) -> str:
    """Return the yes as it stands behind "men", without a full stop; "" where it can't be told."""
    text = without_stop(half.yes.replace(" dog ", " ")).strip()
    text = _INSTEAD.sub(r"der \g<verb> i stedet \g<rest>", text)
    text = _INVERTED.sub(r"der \g<verb> \g<rest>", _CONTRAST.sub("", text))
    first = text.partition(" ")[0].lower()
    if _YES_LAST.search(text) or _count_alone(text):
        # A no by its label has no yes that is said outright.
        agreed = Decision.GODKENDT in case.labelled.outcomes
        return _of_fragment(case, text) if agreed else ""
    if verb_of_past(first):
        return _plain(case, f"{case.body} {lower_first(text)}").removeprefix(f"{case.body} ")
    if _PASSIVE.fullmatch(first) and (subject := _SUBJECT.match(half.no)):
        text = f"{subject['what']} {text}"
    told = lower_first(_plain(case, text))
    does, _, rest = told.removeprefix(f"{case.body} ").partition(" ")
    acted = past_of(does) if does not in MODALS and told.startswith(f"{case.body} ") else None
    return f"{acted or does} {rest}" if told.startswith(f"{case.body} ") else told


def _of_fragment(case: Case, text: str) -> str:
    """Say yes to what stands without a verb: "150 m ud for nr. 12 godkendt", "til 10 meter"."""
    what = _YES_LAST.sub("", text)
    what = re.sub(r"^(?:til|kun|ja til|for) ", "", what)
    if not re.match(r"kl\.|\d|[a-zæøåA-ZÆØÅ]", what) or count_words(what) > _SHORT:
        return ""
    named = without_names(case, upper_first(what))
    said = plain_words(lower_first(named), case.meeting) if named else None
    return without_stop(f"sagde ja til {said}") if said else ""


_SHORT = 12
_INVERTED = re.compile(r"^(?P<verb>[a-zæøå]+) der (?P<rest>\S.*)$")
_INSTEAD = re.compile(
    r"^[Ii] stedet (?P<verb>[a-zæøå]+s) (?P<rest>(?:\d|(?:en|et|to|tre|fire)\b).*)$"
)
_SUBJECT = re.compile(r"(?P<what>[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene)) ")


def _plain(case: Case, text: str) -> str:
    """Return a clause of the decision in plain words, as one sentence without its full stop."""
    named = without_names(case, upper_first(text))
    lines = say_outright(case, named, opens=False) if named else ()
    if not lines and named and _COUNTED_SUBJECT.match(named):
        lines = (plain_words(named, case.meeting) or "",)
    told = without_stop(" ".join(lines))
    return "" if "»" in told or len(lines) > 1 else told


# "20 kan komme i år", "6 standere sættes op": what is counted is the subject.
_COUNTED_SUBJECT = re.compile(r"\d+ (?:[a-zæøå]+ )?(?:kan|skal|må|får|[a-zæøå]+(?:es|ås))\b")
