"""Who "vi" and "man" are in a decision: the body that meets, the municipality, or anybody.

"Prisen tager vi i maj" is the body's to take up, "vi klarer det selv" the municipality's to do, and
"man må gerne cykle" is of those who read it. A pronoun would be taken for the thing before it.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.bodies import is_not_the_municipality
from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import (
    is_finite,
    verb_of_passive,
    verb_of_past,
    verb_of_past_passive,
    verb_of_present,
)
from pipeline.drafting.case import Case
from pipeline.lexicon import load_lexicon


def by_name(text: str, body: str, pronoun: str) -> str:
    """Name *body* for the "vi" and "man" that stand for it; no change where one may be others.

    *pronoun* is "den", "det" or "de", for the body.

    >>> by_name("Prisen tager vi i maj, når vi kender den", "Chefgruppen", "den")
    'Prisen tager Chefgruppen i maj, når den kender den'
    >>> by_name("Grænsen er vi ikke enige om", "HovedMED", "det")
    'Grænsen er HovedMED ikke enigt om'
    >>> by_name("Vi gør det selv", "Direktionen", "den"), by_name("Man må gå", "Byrådet", "det")
    ('Kommunen gør det selv', 'Man må gå')
    >>> by_name("Den tager vi 3. maj", "Byrådet", "det")
    'Den tager Byrådet den 3. maj'
    """
    if _COUNTED.search(text):
        return text
    found = [one for one in _WE.finditer(text) if _is_meant(text, one)]
    told, end, named = "", 0, ""
    for one in found:
        who = _who(text, one, body)
        if who is None:
            return text
        again = who == named
        said = ("den" if who == _TOWN else pronoun) if again else who
        said = "kommunen" if said == _TOWN else said
        told += text[end : one.start()] + (upper_first(said) if one.group()[0].isupper() else said)
        end, named = one.end(), who
        clause = _REST.match(text, end)
        if clause:
            told += _agreeing(clause.group(), "den" if who == _TOWN else pronoun)
            end = clause.end()
    return _UNDATED.sub(r"\1 den \2", told + text[end:]) if found else text


def acting(text: str, case: Case) -> str:
    """Return a step of a decision with the body named, and before its verb where that reads on."""
    parts = re.split(r"(?<=[a-zæøå]\.) (?=[A-ZÆØÅ])", by_name(text, case.body, case.pronoun))
    return " ".join(subject_first(one, case.body) for one in parts)


def subject_first(text: str, body: str) -> str:
    """Put *body* before its verb, where what it does that to stands first.

    >>> subject_first("Prisen på mad tager Chefgruppen i maj.", "Chefgruppen")
    'Chefgruppen tager prisen på mad i maj.'
    >>> subject_first("I maj tager Chefgruppen prisen.", "Chefgruppen")
    'I maj tager Chefgruppen prisen.'
    """
    match = re.match(rf"{_OBJECT} (?P<verb>[a-zæøå]+) {re.escape(body)} (?P<rest>\S.*)$", text)
    if match is None or not (_is_verb(match["verb"]) or match["verb"].endswith(("er", "ede"))):
        return text
    then = re.match(r"(?:(?:ikke|også|først|så|derfor) )*", match["rest"])
    adverbs = then.group() if then else ""
    rest = match["rest"][len(adverbs) :]
    return f"{body} {match['verb']} {adverbs}{lower_first(match['what'])} {rest}"


# "vi var 1.200 sidste år": whoever was there.
_COUNTED = re.compile(r"\b(?:vi (?:var|er|bliver)|(?:var|er|bliver) vi) \d", re.IGNORECASE)
_OBJECT = (
    r"(?P<what>(?:(?:De|Den|Det) [a-zæøå]+e )?[A-ZÆØÅa-zæøå][a-zæøå-]{2,}(?:en|et|ne)"
    r"(?: (?:på|om|for|til|af|i) [a-zæøå-]+)?)"
)
_WE = re.compile(r"\b(?:[Vv]i|[Mm]an)\b")
_TOWN = "Kommunen"
# "Den tager vi 18. april": behind a name the day wants its "den".
_UNDATED = re.compile(rf"([A-ZÆØÅ][\w-]+) (\d{{1,2}}\. (?:{'|'.join(MONTHS)})\b)")
# To the end of the clause, or the next of them.
_REST = re.compile(r"(?:(?!\b(?:vi|man)\b)[^.;])*")
_MODAL = re.compile(r"(?:kan|kunne|må|måtte|skal|skulle|bør|burde|vil|ville)$")


def _is_meant(text: str, one: re.Match[str]) -> bool:
    """Tell whether a "man" acts as the body does: it decided, or found; all "vi" do."""
    if one.group().lower() == "vi":
        return True
    verb = _verb_of(text, one)
    if verb is None:
        return False
    if _MODAL.fullmatch(verb):
        after = re.findall(r"[a-zæøå]+", text[one.end() :].partition(",")[0])[:5]
        return any(word in _acts() for word in after)
    present = verb_of_present(verb)
    return verb_of_past(verb) is not None or bool(present and present.infinitive in _acts())


@cache
def _acts() -> frozenset[str]:
    """Return the infinitives of what only a body that meets can do."""
    lists = load_lexicon("verbs")["decides"].values()
    acts = load_lexicon("outright")["acts"]
    own = load_lexicon("ourselves")["body"]
    return frozenset(
        (*acts["verbs"], *acts["past"], *own, *(one for some in lists for one in some))
    )


def _verb_of(text: str, one: re.Match[str]) -> str | None:
    """Return the finite verb that a "vi" or "man" goes with: before it, or else behind it."""
    before = re.search(r"([a-zæøå]+) $", text[: one.start()].lower())
    if before and _is_verb(before[1]) and not _JOINS.fullmatch(before[1]):
        return before[1]
    if before and not _JOINS.fullmatch(before[1]):
        return None
    after = re.match(r"(?: (?:ikke|også|selv|så|derfor|kun))* ([a-zæøå]+)", text[one.end() :])
    return after[1] if after and _is_verb(after[1]) else None


_JOINS = re.compile(
    r"at|som|der|hvis|når|så|mens|fordi|da|hvad|hvor|om|og|men|hvornår|hvordan|indtil|før|inden|end"
)


def _is_verb(word: str) -> bool:
    if verb_of_passive(word) or verb_of_past_passive(word):
        return False
    return bool(is_finite(word) or verb_of_present(word) or verb_of_past(word))


def _who(text: str, one: re.Match[str], body: str) -> str | None:
    """Return who a "vi" is: the body, or the municipality; None where it may be others."""
    rows = _rows()
    verb = _verb_of(text, one)
    present = verb_of_present(verb) if verb else None
    past = verb_of_past(verb) if verb else None
    infinitive = present.infinitive if present else past.infinitive if past else verb
    clause = text[_clause_start(text, one.start()) :].partition(";")[0]
    clause = re.split(r"(?<=[a-zæøå.]) ?, |\. ", clause)[0]
    if verb and _MODAL.fullmatch(verb):
        infinitive = next((w for w in clause.split() if w in rows), infinitive)
    does = infinitive in rows or _SELVES.search(clause) or _PAYS.search(clause)
    if not does or (
        infinitive in _acts() and not _SELVES.search(clause) and not _PAYS.search(clause)
    ):
        return body
    return None if is_not_the_municipality(body) else _TOWN


def _clause_start(text: str, place: int) -> int:
    return max((m.end() for m in re.finditer(r"[.;,] (?:og |men |så )?", text[:place])), default=0)


@cache
def _rows() -> frozenset[str]:
    return frozenset(load_lexicon("ourselves")["municipality"])


# "Vi klarer det selv", "Vi gør det med egne folk"
_SELVES = re.compile(
    r"\b(?:gør|gjorde|gøre|klare[rt]?|klarede|løse[rt]?|laver?|udføre[rt]?|driver?|står|stå) "
    r"(?:[a-zæøå]+ ){0,3}?(?:selv|med egne)\b"
)
_PAYS = re.compile(
    r"\btage[rt]? (?:[a-zæøå]+ )?(?:underskuddet|regningen|tabet|udgiften|merudgiften)\b"
)


def _agreeing(rest: str, pronoun: str) -> str:
    """Put what is said of several into the singular: "enige" of a body is "enig", "os" is "sig".

    >>> _agreeing(" er enige om det", "det"), _agreeing(" samlede os om det", "den")
    (' er enigt om det', ' samlede sig om det')
    """
    if pronoun == "de":
        return re.sub(r"\bos\b", "sig", rest)
    forms = load_lexicon("ourselves")["said_of_one"]
    place = 1 if pronoun == "det" else 0
    for plural, singular in forms.items():
        rest = re.sub(
            rf"(?<![a-zæøå] de )\b{plural}\b(?= (?:om|i|med|for|på|over|til|nok)\b|[,.]|$)",
            singular[place],
            rest,
        )
    return re.sub(r"^((?: [a-zæøå]+)?) os\b(?! alle)", r"\1 sig", rest)
