"""Inflect the verbs of administration: from "planen godkendes" to "godkendte planen".

The forms stand in ``lexicon/verbs.toml``. A verb that is not in the table gives None, and the
caller falls back to a frame that needs no inflection.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.lexicon import load_lexicon

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
MODALS = ("kan", "kunne", "skal", "skulle", "vil", "ville", "må", "måtte", "bør", "burde")

# The s-passive of a verb that no table holds, "leases"; a genitive in "-ens" or "-ernes" is none.
LIKE_PASSIVE = (
    r"(?!(?:fælles|indbyrdes|deres|vores|jeres|alles|andres)\b)"
    r"[a-zæøå]{3,}(?<!ern)(?<!en)es(?![a-zæøå])"
)
# A second one: "godkendes og sendes til revisionen".
SECOND_PASSIVE = re.compile(r"\b(?:og|samt) (?!fælles\b|deres\b)[a-zæøå]{3,}(?:es|ås)\b")


class Verb(NamedTuple):
    """The forms of one verb.

    ``particle`` follows the object ("sætte arbejdet *i gang*"), and the active forms are those
    of the verb without it. ``enacts`` tells that deciding it does it. ``noun`` is the noun
    phrase for the act, with its preposition ("koordineringen af"), or "".
    """

    infinitive: str
    present: str
    past: str
    participle: str
    passive: str
    particle: str
    enacts: bool
    noun: str


def verb_of_passive(form: str) -> Verb | None:
    """Return the verb whose present s-passive *form* is.

    >>> verb_of_passive("vedtages").past
    'vedtog'
    >>> verb_of_passive("tilfreds") is None
    True
    """
    return _tables().passives.get(form.lower())


def verb_of_infinitive(form: str) -> Verb | None:
    """Return the verb whose infinitive *form* is.

    >>> verb_of_infinitive("indgå").present
    'indgår'
    """
    return _tables().infinitives.get(form.lower())


def present_of(infinitive: str) -> str | None:
    """Return the active present of an *infinitive*, one that no table holds by the rule: + r.

    >>> [present_of(one) for one in ("nedsætte", "optage", "rådgøre", "være", "borgerne")]
    ['nedsætter', 'optager', 'rådgør', 'er', None]
    """
    low = infinitive.lower()
    known = verb_of_infinitive(low)
    if known:
        return known.present
    if low in _IRREGULAR or low.endswith("gøre"):
        return _IRREGULAR.get(low, low.removesuffix("e"))
    return f"{low}r" if _LIKE_INFINITIVE.fullmatch(low) else None


_IRREGULAR = {"være": "er", "have": "har", "vide": "ved"}
_LIKE_INFINITIVE = re.compile(r"[a-zæøå]{3,}(?<!rn)(?<!gør)(?:e|å)")


def verb_of_imperative(form: str) -> Verb | None:
    """Return the verb whose imperative *form* is; a noun may look the same.

    >>> [verb_of_imperative(one).infinitive for one in ("Fortsæt", "stop", "indgå")]
    ['fortsætte', 'stoppe', 'indgå']
    >>> verb_of_imperative("plads") is None
    True
    """
    low = form.lower()
    found = _tables().infinitives
    return found.get(low) or found.get(f"{low}e") or found.get(f"{low}{low[-1:]}e")


def verb_of_present(form: str) -> Verb | None:
    """Return the verb whose active present *form* is.

    >>> verb_of_present("drøfter").infinitive
    'drøfte'
    """
    return _tables().presents.get(form.lower())


def verb_of_past(form: str) -> Verb | None:
    """Return the verb whose active past *form* is.

    >>> verb_of_past("tog").infinitive
    'tage'
    """
    return _tables().pasts.get(form.lower())


def verb_of_participle(form: str) -> Verb | None:
    """Return the verb whose participle *form* is.

    >>> verb_of_participle("Tiltrådt").past
    'tiltrådte'
    """
    return _tables().participles.get(form.lower())


def verb_of_past_passive(form: str) -> Verb | None:
    """Return the verb whose s-passive of the past *form* is, a form of old minutes.

    >>> verb_of_past_passive("vedtoges").participle, verb_of_past_passive("sattes").participle
    ('vedtaget', 'sat')
    """
    pasts, low = _tables().pasts, form.lower()
    if low.endswith("es"):
        return pasts.get(low[:-1]) or pasts.get(low[:-2])
    return None


def is_finite(word: str) -> bool:
    """Tell whether *word* can be a finite verb that the tables know.

    >>> is_finite("skal"), is_finite("godkendte"), is_finite("godkendelse")
    (True, True, False)
    """
    return word.lower() in _tables().finite


@lru_cache(maxsize=1 << 11)
def has_finite(text: str) -> bool:
    """Tell whether *text* holds a finite verb: a fragment holds none.

    >>> has_finite("Mindreforbrug på 2 mio. kr."), has_finite("Sagen drøftes i maj.")
    (False, True)
    """
    return any(
        is_finite(match.group()) and not is_attribute(text[: match.end()])
        for match in WORD.finditer(text)
    )


def is_attribute(text: str) -> bool:
    """Tell whether *text* ends with a participle that stands before its noun.

    >>> is_attribute("Gebyret for de lukkede"), is_attribute("Udvalget lukkede")
    (True, False)
    >>> is_attribute("Hoved-MED lukkede")
    False
    """
    return _ATTRIBUTE.search(text) is not None


# "de lukkede skoler", "for ansatte": a participle before its noun is no verb of a sentence.
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:(?<=[\w.,] )(?:den|det|de)(?: [^\W\d_]+e)?|en|et|alle|nogle|flere|for|af|"
    r"til|med|på|om|fra|ved|blandt|kommunens) [^\W\d_]+(?:ede|te)$",
    re.IGNORECASE,
)


def main_clause(clause: str) -> str:
    """Give an at-clause the word order of a main clause.

    A sentence adverb moves from before the finite verb to after it; the rest stays.

    >>> main_clause("det ikke er hensigten at flytte børnene")
    'det er ikke hensigten at flytte børnene'
    >>> main_clause("alle ejere straks får besked"), main_clause("nogle slet ikke ønsker det")
    ('alle ejere får straks besked', 'nogle ønsker slet ikke det')
    >>> main_clause("der i maj plantes træer")
    'i maj plantes der træer'
    >>> main_clause("kurset efter hans mening bør ligge senere")
    'kurset bør efter hans mening ligge senere'
    >>> main_clause("planen ikke er ny og således ikke dækker skolen")
    'planen er ikke ny og dækker således ikke skolen'
    """
    there = _THERE.match(clause)
    if there and not any(map(is_finite, there["when"].split())):
        return f"{there['when']} {there['verb']} der {there['rest']}"
    view = _VIEW_FIRST.match(clause)
    if view and is_finite(view["verb"]):
        return f"{view['who']} {view['verb']} {view['view']}{clause[view.end() :]}"
    return _SECOND_VERB.sub(_swap, _ADVERB_FIRST.sub(_swap, clause, count=1), count=1)


class _Tables(NamedTuple):
    passives: dict[str, Verb]
    infinitives: dict[str, Verb]
    presents: dict[str, Verb]
    pasts: dict[str, Verb]
    participles: dict[str, Verb]
    finite: frozenset[str]


@cache
def _tables() -> _Tables:
    table = load_lexicon("verbs")
    verbs = [_verb(row) for row in table["verb"]]
    finite = {*table["finite"], *MODALS}
    for verb, row in zip(verbs, table["verb"], strict=True):
        # Of a separable verb the bare forms are another verb's ("rev" of "rive ned").
        finite |= {verb.passive} if verb.particle else {verb.passive, verb.past, verb.present}
        if row.get("homonym"):
            finite.discard(verb.present)
    return _Tables(
        passives={verb.passive: verb for verb in verbs},
        infinitives={verb.infinitive: verb for verb in verbs},
        presents={verb.present: verb for verb in verbs if not verb.particle},
        pasts={verb.past: verb for verb in verbs if not verb.particle},
        participles={verb.participle: verb for verb in verbs if not verb.particle},
        finite=frozenset(finite),
    )


def _verb(row: dict[str, Any]) -> Verb:
    infinitive = row["infinitive"]
    active = row.get("base", infinitive)
    return Verb(
        infinitive=infinitive,
        present=row.get("present", f"{active}r"),
        past=row["past"],
        participle=row["participle"],
        passive=row.get("passive", f"{infinitive}s"),
        particle=row.get("particle", ""),
        enacts=bool(row.get("enacts", False)),
        noun=row.get("noun", ""),
    )


_THERE = re.compile(
    r"der (?P<when>(?:i|på|fra|til|ved|efter|inden) [^,]{3,40}?) (?P<verb>[^\W\d_]{3,}e[sr]) "
    r"(?P<rest>.+)",
    re.DOTALL,
)
_VIEW_FIRST = re.compile(
    r"(?P<who>[^,]{3,60}?) (?P<view>(?:efter|ifølge) (?:[\w-]+ ){1,3}?"
    r"(?:opfattelse|vurdering|mening|skøn|beregning|udsagn)) (?P<verb>[^\W\d_]+)"
)
_ADVERBS = (
    "ikke|også|kun|nu|fortsat|stadig|derfor|altid|endnu|samtidig|desuden|alene|først|tidligst|højst|"
    "allerede|aldrig|ofte|normalt|formentlig|hidtil|straks|omgående|derudover|dermed|derved|således"
)
_ADVERB_FIRST = re.compile(
    rf"^([^,]*?)\b((?:(?:slet|heller) )?(?:{_ADVERBS})(?: (?:{_ADVERBS}|længere))*) ([^\W\d_]+)"
)
_SECOND_VERB = re.compile(
    rf"(\bog )((?:{_ADVERBS})(?: (?:{_ADVERBS}|længere))*) ([^\W\d_]+)(?= [a-zæøå])"
)


def _swap(match: re.Match[str]) -> str:
    before, adverb, verb = match.groups()
    return f"{before}{verb} {adverb}" if is_finite(verb) else match.group()
