"""Who acts in a decision: passives turned around where the sentence, or the body, tells it.

"Planen fremlægges af afdelingen" hides who acts, "Lejegarantien afslås" that it was the body, and
"Forslaget vedtoges" stands in a form that nobody speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import (
    WORD,
    Verb,
    has_finite,
    verb_of_participle,
    verb_of_passive,
    verb_of_past_passive,
)
from pipeline.drafting.case import Case
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon


def in_active(case: Case, text: str) -> str:
    """Turn a whole sentence of a decision active where it says, or tells by itself, who acts."""
    agent = _by_agent(case, text)
    if agent:
        return agent
    decided = _decided(case, text) or _at_one(case, text)
    if decided:
        return decided
    return _spoken_past(text)


_AGENT = re.compile(
    r"(?P<what>[^,;]{3,90}?) (?P<verb>[a-zæøå]+s)(?P<between>(?: (?:herefter|derfor|også))?) "
    r"af (?P<who>[A-ZÆØÅa-zæøå]\S*(?: og [A-ZÆØÅ][a-zæøå]+| [A-ZÆØÅ][a-zæøå]+)*)(?P<rest>[ ,].*)?$"
)
# "af chefen for Ejendom og Service": what one is head of goes with the head.
_HEADS = re.compile(r"(?:chef|direktør|leder)(?:en)?$", re.IGNORECASE)
_OFFICE = re.compile(r" (?:for|af) [A-ZÆØÅ][\w-]*(?:(?:,| og| samt) [A-ZÆØÅ][\w-]*)*")
_MANY_VERBS = re.compile(r"\b(?:er|skal|kan|vil|bør|må|bliver|blev|har|at|der|som|og)\b")


def _by_agent(case: Case, text: str) -> str | None:
    """Turn "Planen fremlægges af afdelingen i maj" into "Afdelingen fremlægger planen i maj"."""
    match = _AGENT.match(text)
    verb = verb_of_passive(match["verb"]) if match else None
    if match is None or verb is None or not acts(match["who"]):
        return None
    if re.search(r"\b(?:og|samt) \w+s\b", match["rest"] or ""):
        return None
    if _MANY_VERBS.search(match["what"]) or match["what"].startswith(("Der ", "Dette ")):
        return None
    what, rest = in_sentence(case, match["what"]), match["rest"] or ""
    who, office = match["who"], _OFFICE.match(rest)
    if office and _HEADS.search(who):
        if find_bodies(office.group()):
            return None
        who, rest = who + office.group(), rest[office.end() :]
    particle = f" {verb.particle}" if verb.particle else ""
    return f"{upper_first(who)} {verb.present}{match['between']} {what}{particle}{rest}"


@cache
def _actors() -> re.Pattern[str]:
    return re.compile(rf"[\w-]*(?:{'|'.join(load_lexicon('outright')['actors']['ends'])})$", re.I)


def acts(who: str) -> bool:
    """Tell whether words name somebody who can act: an office, a body.

    >>> acts("Personalechefen"), acts("Udkastet")
    (True, False)
    """
    words = who.split(" ", maxsplit=1)[0]
    return bool(_actors().match(words)) or any(m.span.start == 0 for m in find_bodies(who))


_WHAT = (
    r"(?P<what>(?:[A-ZÆØÅ][a-zæøå]+s )?[A-ZÆØÅa-zæøå][a-zæøå-]*"
    r"(?:en|et|ne|ningen|ing)(?: (?:om|på|til|for) [^,;]{3,60}?)?)"
)
_DECIDED = re.compile(
    rf"(?:(?P<there>Der)|{_WHAT}) "
    r"(?P<verb>[a-zæøå]+s)(?P<not> ikke)?(?P<rest>[ ,].*)?$"
)
_WAS_DECIDED = re.compile(
    rf"{_WHAT} (?:blev|er)(?: (?:herefter|derefter|dermed|hermed|således))?(?P<not> ikke)? "
    r"(?P<verb>[a-zæøå]+t)(?P<rest>[ ,].*)?$"
)
# "Der ydes 60.000 kr. som hidtil"
_GIVES = re.compile(
    r"Der (?:gives|ydes) (?:ca\. |indtil |op til |højst )?\d[\d.,]* (?:mio\. )?kr\."
)
# "… blev godkendt i 2019": another day's decision.
_BEFORE = re.compile(r"\b(?:19|20)\d\d\b|\bden \d|\b(?:tidligere|allerede|sidste|i fjor)\b")
_BY_OTHERS = re.compile(r"\baf (?:[A-ZÆØÅ]|udvalget|rådet|forvaltningen|administrationen)")


def _decided(case: Case, text: str) -> str | None:
    """Turn "Lejegarantien afslås" and "Der bevilges 300.000 kr." into acts of the body."""
    match = _DECIDED.match(text)
    verb = verb_of_passive(match["verb"]) if match else None
    form = verb.present if verb else ""
    if verb is None:
        match = _WAS_DECIDED.match(text)
        verb = verb_of_participle(match["verb"]) if match else None
        form = verb.past if verb else ""
    gives = _GIVES.match(text) is not None
    if match is None or verb is None or verb.particle or not (gives or body_does(verb)):
        return None
    if only_advises(case) and verb.infinitive != "anbefale":
        # "Anbefales. Løbetiden fastsættes til 20 år.": for the next body to fix.
        return None
    if match["what"] and _MANY_VERBS.search(match["what"]):
        # "Lukning om fredagen kan ikke tiltrædes": its verb is the one before.
        return None
    rest = match["rest"] or ""
    two = re.search(r"\b(?:og|samt) (?!at\b)[a-zæøå]+[st]\b|, og [a-zæøå]+r\b", rest)
    if _BY_OTHERS.search(rest) or two or (form == verb.past and _BEFORE.search(rest)):
        return None
    # "Det godkendes, at …" has its thing in the clause.
    named = match["what"] and not (match["what"] == "Det" and rest.startswith((", at ", " at ")))
    what = f" {in_sentence(case, match['what'])}" if named else ""
    return f"{case.body} {form}{match['not'] or ''}{what}{rest}"


_AT_ONE = re.compile(r"Enstemmigt (?P<verb>[a-zæøå]+s) (?P<rest>(?!der\b)[a-zæøå].*)$")


def _at_one(case: Case, text: str) -> str | None:
    """Turn "Enstemmigt stilledes garanti" into an act of the body."""
    match = _AT_ONE.match(text)
    verb = verb_of_past_passive(match["verb"]) or verb_of_passive(match["verb"]) if match else None
    if not match or not verb or verb.particle or re.search(r"\bog \w+s\b", match["rest"]):
        return None
    return f"{case.body} {verb.past} enstemmigt {match['rest']}"


def only_advises(case: Case) -> bool:
    """Tell whether a body recommends, and settles nothing itself."""
    values = case.labelled.outcomes
    return Decision.ANBEFALES in values and Decision.GODKENDT not in values


def body_does(verb: Verb) -> bool:
    """Tell whether a body does it itself by deciding it: it refuses, it does not build."""
    return verb.infinitive in load_lexicon("outright")["acts"]["verbs"]


def past_passives(text: str) -> Iterator[tuple[re.Match[str], Verb]]:
    """Yield the verbs that stand in the s-passive of the past; not "de ansattes løn".

    >>> [verb.infinitive for _, verb in past_passives("De ansattes ønske forkastedes")]
    ['forkaste']
    """
    for match in WORD.finditer(text):
        verb = verb_of_past_passive(match.group())
        if verb is not None and not _OWNER.search(text, 0, match.start()):
            yield match, verb


_OWNER = re.compile(
    r"\b(?:de|den|det|alle|af|for|til|med|om|hos|blandt|på|ved|nye|kommunens) (?:[a-zæøå]*-)?$",
    re.IGNORECASE,
)


def _spoken_past(text: str) -> str:
    """Say "blev vedtaget" for "vedtoges".

    >>> _spoken_past("Model A sattes under afstemning og forkastedes med 12 stemmer mod 13")
    'Model A blev sat under afstemning og forkastet med 12 stemmer mod 13'
    >>> _spoken_past("Forslaget sattes herefter under afstemning")
    'Forslaget blev herefter sat under afstemning'
    >>> _spoken_past("Efter en pause, hvor to gik, henvistes forslaget til maj")
    'Efter en pause, hvor to gik, blev forslaget henvist til maj'
    """
    found = [one for one in past_passives(text) if one[0].start()]
    for match, verb in reversed(found):
        before = text[: match.start()]
        again = before.endswith(" og ") and any(one.start() < match.start() for one, _ in found)
        said = f"{'' if again else 'blev '}{verb.participle}"
        said += f" {verb.particle}" if verb.particle else ""
        after = text[match.end() :]
        adverb = _ADVERB.match(after)
        subject = _SUBJECT_AFTER.match(after) if before.endswith(", ") else None
        if subject and not again:
            # "Efter en drøftelse, henvistes forslaget til …": the verb came first.
            said = f"blev{subject.group()} {said.removeprefix('blev ')}"
            after = after[subject.end() :]
        elif adverb and not again:
            # "sattes herefter" is "blev herefter sat".
            said = f"blev{adverb.group()} {said.removeprefix('blev ')}"
            after = after[adverb.end() :]
        text = f"{before}{said}{after}"
    return text


_SUBJECT_AFTER = re.compile(r" [a-zæøå-]{3,}(?:en|et|erne|ene)\b")
_ADVERB = re.compile(r" (?:herefter|derefter|dermed|hermed|derfor|således|også|ikke|enstemmigt)\b")


_CHOSEN = re.compile(r"(?P<verb>[A-ZÆØÅ][a-zæøå]+t) (?:blev|er) (?P<rest>.+)$")


def act_without_er(case: Case, text: str) -> str | None:
    """Turn "Regnskabet godkendt" and "Nedsat blev et udvalg": the body did it."""
    chosen = _CHOSEN.match(text)
    verb = verb_of_participle(chosen["verb"]) if chosen else None
    if chosen and verb and body_does(verb):
        return f"{case.body} {verb.past} {chosen['rest']}"
    for word in list(WORD.finditer(text))[1:]:
        verb = verb_of_participle(word.group())
        if verb is None or not body_does(verb):
            continue
        what, rest = text[: word.start()].strip(), text[word.end() :]
        plain = _MARKS.sub(" ", what)
        if re.search(r"[,;:]|\b(?:ikke|ej)$", plain, re.I) or has_finite(what):
            return None
        if _BY_OTHERS.search(rest) or not re.match(r"$|[ ,]", rest):
            return None
        if _HOW.fullmatch(what):
            # "Delvist godkendt": of what, the sentence doesn't say.
            what = f"{'forslaget' if case.proposals else case.matter.thing} {what.lower()}"
        adverb = re.search(r" (endelig|enstemmigt)$", what)
        what = what[: adverb.start()] if adverb else what
        after = f" {adverb[1]}" if adverb else ""
        told = f"{case.body} {verb.past} {in_sentence(case, what)}{after}"
        if re.match(r" (?:og|samt) \w+s\b", rest):
            return _sent_too(told, what, rest) or f"{what} blev {verb.participle}{rest}"
        return f"{told}{rest}"
    return None


def _sent_too(told: str, what: str, rest: str) -> str | None:
    """Say that the body sends what it approved; others may do what else happens to it.

    >>> _sent_too("Byrådet godkendte planen", "Planen", " og sendes i høring i maj")
    'Byrådet godkendte planen og sender planen i høring i maj'
    >>> _sent_too("Byrådet godkendte svaret", "Svaret", " og afsendes i maj") is None
    True
    """
    too = re.match(r" (?:og|samt) (?P<verb>\w+s)(?P<rest> (?:i|til|på) .+)", rest)
    verb = verb_of_passive(too["verb"]) if too else None
    if not too or not verb or verb.infinitive not in _SENDS or not _THING.fullmatch(what):
        return None
    return f"{told} og {verb.present} {what.lower()}{too['rest']}"


_SENDS = frozenset(("sende", "oversende", "fremsende"))
_THING = re.compile(r"[\w-]+(?:en|et|ne)")
_HOW = re.compile(r"(?:Delvist?|Foreløbigt?|Midlertidigt?|Principielt)")
# "Forslag a, b og d godkendt": the commas part no clauses.
_MARKS = re.compile(r"(?<=[a-h\d]), (?=(?:[a-h]|\d{1,2})(?: og |, ))")


def in_sentence(case: Case, phrase: str) -> str:
    """Return *phrase* for the middle of a sentence: its first letter low unless a name's."""
    first = phrase.partition(" ")[0]
    name = first[:1].isupper() and re.search(rf"[a-zæøå,] {re.escape(first)}\b", case.minutes.text)
    return phrase if name else lower_first(phrase)
