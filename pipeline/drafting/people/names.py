"""People's names out of a text: a post names nobody, and a decision keeps its other words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.danish.bodies import find_bodies
from pipeline.danish.cues import Cued
from pipeline.danish.nouns import find_noun
from pipeline.danish.verbs import is_finite, verb_of_infinitive
from pipeline.drafting.people.personal import find_personal
from pipeline.lexicon import load_lexicon

HIDDEN = "[navn]"
_CAPITAL = re.compile(
    # What stands before a capital is looked at from behind it: small letters are passed by at once.
    r"[A-ZÆØÅ](?<![\w.»-].)(?:[a-zæøåéü]{2,}|[a-zæøåéü]+-[A-ZÆØÅ][a-zæøåéü]+)(?![\w-]|’s)"
)
_AFTER = re.compile(r"(?:\s(?P<next>[\w-]+)|:)?")
_BEFORE = re.compile(
    r"\b(?:til|med|af|fra|hos|ved|så|og|som|at|for|hvilket|hvor|da|når|mens|men|fordi)\s$"
)


@lru_cache(maxsize=64)
def initials_of(participants: tuple[str, ...]) -> Mapping[str, str]:
    """Return the initials that minutes may write for the people of a meeting, with whose they are.

    >>> dict(initials_of(("Jens Otto Bro", "Hanne Rask")))
    {'JOB': 'Jens Otto Bro', 'JB': 'Jens Otto Bro'}
    """
    common = frozenset(load_lexicon("personal")["initials"]["common"].upper().split())
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name in participants:
        words = [one for one in re.split(r"[ -]", name) if one[:1].isupper()]
        words = [one for one in words if not _ROLE.search(one)]
        letters = "".join(one[0] for one in words)
        for short in {letters: None, f"{letters[:1]}{letters[-1:]}": None} if words[1:] else ():
            twice |= {short} & set(found)
            found[short] = name
    return {short: name for short, name in found.items() if short not in twice | common}


def with_full_names(text: str, participants: tuple[str, ...]) -> str:
    """Return *text* with names in full for initials that act, or that something is done by.

    >>> with_full_names("JOB indkalder rådet (ET, HR).", ("Jens Otto Bro", "Eva Toft"))
    'Jens Otto Bro indkalder rådet (Eva Toft, HR).'
    """
    known = initials_of(participants)

    def full(match: re.Match[str]) -> str:
        name = known.get(match.group())
        acts = acts_next(text[match.end() :].lstrip().replace(",", " "))
        return name if name and (acts or _BY.search(text[: match.start()])) else match.group()

    return _INITIALS.sub(full, text) if known else text


_INITIALS = re.compile(r"[A-ZÆØÅ](?<![\w./&-].)[A-ZÆØÅ]{1,3}(?![\w/&-])")
_BY = re.compile(
    r"(?:\b(?:af|fra|bliver|bad|beder|til|med|og|hos|ved|Ansvarlig:|Tovholder:) |[(,] ?)$"
)


@lru_cache(maxsize=2048)
def hide_names(text: str, participants: tuple[str, ...] = ()) -> str:
    """Return *text* with "[navn]" for every person's name that is found in it.

    Full names are found as in :mod:`pipeline.drafting.people.personal`; a given name alone counts
    where it can only be a person: before a verb ("Trine følger op") or after "til", "med" and the
    like.

    >>> hide_names("Bevillingen gives til Karen Lyngholm.")
    'Bevillingen gives til [navn].'
    >>> hide_names("Trine følger op."), hide_names("Hans plan er klar.")
    ('[navn] følger op.', 'Hans plan er klar.')

    A name that no table has is known by its shape: after "borger", by initials, by "-sen".

    >>> hide_names("Støjen fra borger Ulvhild Nørremark og A.B. Kvist er målt.")
    'Støjen fra borger [navn] og [navn] er målt.'
    >>> hide_names("Valgt er Karen Holm, Ofelia Bæk og planchefen.")
    'Valgt er [navn], [navn] og planchefen.'
    >>> hide_names("Herefter foreslog Ofelia Bæk, at sagen udsættes.")
    'Herefter foreslog [navn], at sagen udsættes.'
    >>> hide_names("Direktøren for Teknik foreslog en bro. Vi sagde nej.")
    'Direktøren for Teknik foreslog en bro. Vi sagde nej.'
    """
    text = with_full_names(text, participants)
    found = [one.span for one in find_personal(text, participants=participants)
             if one.kind in ("person", "deltager")]  # fmt: skip
    for span in reversed(found):
        text = f"{text[: span.start]}{HIDDEN}{text[span.end :]}"
    text = _SHAPED.sub(HIDDEN, text)
    if HIDDEN in text or "efter " in text:
        text = _BESIDE.sub(HIDDEN, text)
    text = _SPEAKS.sub(_speaker, text)
    return _CAPITAL.sub(lambda match: _lone(match, text, participants), text)


def singles_out(text: str) -> bool:
    """Tell whether a sentence counts so few people of a named house that they can be known.

    >>> singles_out("63 sager vedrørte to borgere på Bofællesskabet Elmegården.")
    True
    >>> singles_out("To borgere i Nordby har skrevet."), singles_out("Der er to biler på Lunden.")
    (False, False)
    """
    return _FEW.search(text) is not None


_FEW = Cued(
    r"\b(?:[Ee]n|[Éé]n|[Tt]o|[Tt]re|[Ff]ire|[Ff]em|[1-5])(?: [a-zæøå]+e)? "
    r"(?:borger|beboer|lejer|barn|børn|elev|patient|ung|anbragt)(?:e|er|ere)? "
    r"(?:på|fra|i|hos|ved) (?:(?<=på )[A-ZÆØÅ]|[A-ZÆØÅ][\w-]*(?:fællesskab|center|centr|hjem|"
    r"botilbud|skole|børnehus|institution|opholdssted|bosted))"
)


# What follows makes it a place or a firm: "H.C. Andersens Skole", "Holm Petersen A/S".
_NOT_A_FIRM = r"(?!(?<=s) [A-ZÆØÅ])(?! (?:A/S|ApS|I/S|K/S|og Søn|& Søn|Fond|Legat|Skole))"
_SURNAME = r"[A-ZÆØÅ][a-zæøåéü]{2,}(?:-[A-ZÆØÅ][a-zæøåéü]+)?"
# What looks ahead to the first letter changes nothing: other words are passed by ten times as fast.
_SHAPED = re.compile(
    r"(?=[A-ZÆØÅ])(?:"
    rf"(?:(?<=\bborger )|(?<=\bborgeren )|(?<=\bansøger )|(?<=\bfru )|(?<=\bhr\. ))"
    rf"{_SURNAME}(?: {_SURNAME}){{0,2}}(?![\w-]){_NOT_A_FIRM}|"
    rf"(?<![\w.])(?:[A-ZÆØÅ]\. ?){{2,3}}{_SURNAME}(?![\w-]){_NOT_A_FIRM}|"
    rf"(?<![.!?:»] )(?<!^)(?<![\w-])[A-ZÆØÅ][a-zæøåéü]{{2,}}(?<!en)(?<!et) "
    rf"(?:{_SURNAME} )?[A-ZÆØÅ][a-zæøå]+sen(?![\w-]){_NOT_A_FIRM})"
)


_SAID = (
    "fortalte|gjorde opmærksom|spurgte|mente|syntes|sagde|fremførte|bemærkede|nævnte|foreslog|"
    "roste|takkede|tilføjede|svarede|efterlyste|kunne godt ønske"
)
_TWO = rf"{_SURNAME} {_SURNAME}(?![\w-]){_NOT_A_FIRM}"
# Beside a name, and behind what only people do, a rare name is one, too: "Karen Holm, Ofelia Bæk
# og Per Lund", "Herefter foreslog Ofelia Bæk".
_BESIDE = re.compile(
    rf"(?:(?<=\[navn\], )|(?<=\[navn\] og )){_TWO}(?=[,.;]|$| og | \()|"
    rf"(?<=[:,] ){_TWO}(?=(?:,| og)(?: [a-zæøå]+)? \[navn\])|"
    rf"(?:{'|'.join(rf'(?<=efter {one} )' for one in _SAID.split('|'))}){_TWO}"
)


# Only people speak. A word with a common noun's ending may be an office: "Formanden oplyste".
_SPEAKS = re.compile(
    rf"(?P<who>[A-ZÆØÅ](?<![\w.»-].)[a-zæøåéü]{{1,}})(?= (?:{_SAID})\b(?! [\[A-ZÆØÅ]))"
)


_PRONOUNS = "han hun man det den de der flere nogle mange andre alle ingen vi jeg begge samtlige"
_COUNTS = "to tre fire fem seks syv otte ni ti"
_ADVERBS = (
    "her desuden samtidig endelig herefter derefter derfor således dermed dernæst senere først "
    "siden nu så dog endvidere ligeledes efterfølgende afslutningsvis indledningsvis derudover"
)
_NOT_NAMES = frozenset(f"{_PRONOUNS} {_COUNTS} {_ADVERBS}".split())


# "Direktøren for Teknik foreslog": what somebody is in charge of.
_FIELD_OF = re.compile(r"(?:direktør|chef|leder|udvalg)\w* for $", re.IGNORECASE)


def _speaker(match: re.Match[str]) -> str:
    who = match["who"]
    office = re.search(r"(?:e[nt]|erne|ene|ne|ing|ion|hed|skab|rådet)$", who) and len(who) > 5
    known = office or find_noun(who.lower()) or find_bodies(who)
    in_charge = _FIELD_OF.search(match.string, 0, match.start())
    return who if known or in_charge or who.lower() in _NOT_NAMES else HIDDEN


def is_given(word: str, participants: tuple[str, ...] = ()) -> bool:
    """Tell whether *word* is a given name, of the table or of the meeting's people.

    >>> is_given("Trine"), is_given("Anne-Grethe"), is_given("Planen")
    (True, True, False)
    """
    first = word.partition("-")[0].lower()
    return _meets(word, participants) or (first in _given() and word.lower() not in _words())


def _meets(word: str, participants: tuple[str, ...]) -> bool:
    """Tell whether *word* is the given name of one of the meeting's people."""
    return word in _given_of(participants)


@lru_cache(maxsize=64)
def _given_of(participants: tuple[str, ...]) -> frozenset[str]:
    """Return the given names of those who meet, "Villy" also of "Borgmester Villy Holm"."""
    people = (name for name in participants if " " in name and not find_bodies(name))
    firsts = (
        next((word for word in name.split() if not _ROLE.search(word)), "")
        for name in people
        if not name.endswith(("Kommune", "Region"))
    )
    return frozenset(firsts)


_ROLE = re.compile(
    r"(?:mester|chef|direktør|sekretær|[Ff]ormand|leder|[Rr]evisor|fortræder|foged)$"
)


def _lone(match: re.Match[str], text: str, participants: tuple[str, ...]) -> str:
    word = match.group()
    if not is_given(word, participants):
        return word
    after = _AFTER.match(text, match.end())
    following = after["next"] if after else None
    before = text[: match.start()]
    told = after is not None and after.group() == ":"
    acts = following is not None and (_is_verb(following) or following in ("og", "samt"))
    if following and following[0].isupper():
        return word
    # Who sits at the table is known by the given name alone: "når Tage er med".
    theirs = _meets(word, participants) and word.lower() not in _words()
    return HIDDEN if told or acts or theirs or _BEFORE.search(before) else word


def opens_with_actor(text: str, participants: tuple[str, ...] = ()) -> bool:
    """Tell whether a given name and its verb open *text*.

    >>> opens_with_actor("Trine skriver svaret."), opens_with_actor("Planen er klar.")
    (True, False)
    """
    first, _, rest = text.partition(" ")
    return is_given(first, participants) and _is_verb(rest.partition(" ")[0])


def acts_next(text: str) -> bool:
    """Tell whether *text* opens with a finite verb: what stands before it is the one who acts.

    >>> acts_next("tager tallene med"), acts_next("og hans plan")
    (True, False)
    """
    return _is_verb(text.partition(" ")[0])


def _is_verb(word: str) -> bool:
    if is_finite(word):
        return True
    return bool(re.fullmatch(r"[a-zæøå]{3,}(?:er|ede|te)", word)) and not verb_of_infinitive(word)


@cache
def _given() -> frozenset[str]:
    return frozenset(load_lexicon("personal")["given"]["names"].split())


@cache
def _words() -> frozenset[str]:
    """Return the given names that are words, too: alone they prove nothing."""
    return frozenset(load_lexicon("personal")["given"]["words"].split())
