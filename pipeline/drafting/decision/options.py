"""The options that a text names, and which of them a decision chooses.

An option is known by its noun and a number, a letter or a name: "model C", "forslag a og b",
"placering Nord", "placeringen ved Skovmarken", "tilbuddet fra Nordlast A/S", "kontrolbuddet".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.danish.blocks import BULLETS
from pipeline.danish.cues import Cued
from pipeline.drafting.decision.cautions import finds
from pipeline.lexicon import load_lexicon

MARK = r"(?:[A-ZÆØÅ]|[a-h]|\d{1,2}|[IVX]{1,4}|Nord|Syd|Øst|Vest)"
# "Øernes El A/S", "J. Høgh Byg ApS"; a firm without such an ending only behind "tilbud fra".
_NAME = r"[A-ZÆØÅ](?:[\w&-]+|\.)(?: (?:& |og (?=[A-ZÆØÅ]))?[A-ZÆØÅ](?:[\w&/-]+|\.))*"
_FIRM = Cued(
    r"(?:[A-ZÆØÅ](?:[\w&-]*|\.) (?:& )?){1,4}(?:A/S|ApS|P/S|I/S|K/S|IVS|A\.m\.b\.a\.)(?!\w)"
)
_OFFER = Cued(rf"\b(?:[Tt]ilbud|[Bb]ud)(?:det|dene|ene)? fra (?P<firm>{_NAME})")
_OWN_BID = Cued(r"\b[Kk]ontrolbud(?:det)?\b")
_PLACES = "placering|beliggenhed|linjeføring|lokation"
_PLACE = Cued(rf"\b(?P<kind>(?i:{_PLACES}))(?:en|er|erne)? (?:ved|på|langs|bag) (?P<name>{_NAME})")
# What has a noun of its own lies somewhere, too, and that tells it apart from another such.
_SITE = re.compile(
    rf"\b(?:(?:{_PLACES})en|grunden|stedet|pladsen|bygningen|løsningen|huset|hallen|skolen|arealet|"
    r"lokalet|lokalerne) (?:ved|på|i|langs|hos|bag) (?P<where>\w+)",
    re.IGNORECASE,
)


# "Den lille udgave" beside "Den store udgave".
_SIZE = r"lille|store|mellemste|korte|lange|billige|dyre|enkle|fulde|brede|smalle|gamle|nye"
_SIZED = Cued(
    rf"\b[Dd]en (?P<mark>{_SIZE}) (?P<kind>udgave|løsning|model|version|variant|pakke)(?!\w)"
)


class Option(NamedTuple):
    """One of several ways to decide: the noun without its ending, and what tells it apart.

    ``mark`` is a number, a letter or a name; "kontrolbud" of the municipality's own bid.
    """

    kind: str
    mark: str

    @property
    def is_offer(self) -> bool:
        """Whether it is an offer that is known by who made it."""
        return self.kind == OFFER and len(self.mark) > _LETTERS

    @property
    def is_lettered(self) -> bool:
        """Whether a number, a letter or a side of the sky tells it apart, and no name."""
        return re.fullmatch(MARK, self.mark) is not None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by, however its letter is printed: "model b" is "Model B"."""
        return self.kind, self.mark.lower()

    @property
    def known(self) -> str:
        """How a sentence names it that is about it: "Model C", "Tilbuddet fra Nordlast A/S"."""
        if self.mark == OWN_BID:
            return "Kontrolbuddet"
        if self.mark in _SIZE.split("|"):
            return f"Den {self.mark} {self.kind}"
        if self.is_offer:
            return f"Tilbuddet fra {self.mark}"
        noun = "scenarie" if self.kind == "scenari" else self.kind
        return f"{noun[:1].upper()}{noun[1:]} {self.mark}"


def are_kin(one: str, other: str) -> bool:
    """Tell whether two nouns may name the same options: "model 2" and "finansieringsmodel 2".

    >>> are_kin("finansieringsmodel", "model"), are_kin("model", "forslag")
    (True, False)
    """
    return one.endswith(other) or other.endswith(one)


OFFER, OWN_BID = "tilbud", "kontrolbud"
_LETTERS = 4


@cache
def _option() -> Cued:
    nouns = "|".join(load_lexicon("nouns")["options"]["nouns"])
    more = rf"{MARK}(?!\w| (?:mio|kr|procent))"
    mark = rf"{MARK}(?!\w|[,/]\d|\.\d|\. ?[a-zæøå]|-(?!{more})| (?:mio|kr|procent))"
    return Cued(
        rf"(?<![\w-])(?P<kind>(?i:{nouns}))(?:l?er|l?erne|e|en|et|s)? (?P<mark>{mark})"
        rf"(?P<more>(?:(?:, | og | samt | eller |[–-]){more})*)"
    )


@cache
def _unmarked() -> Cued:
    # "Forslaget" is what the case proposes, whatever else is called so.
    nouns = "|".join(one for one in load_lexicon("nouns")["options"]["nouns"] if one != "forslag")
    return Cued(rf"(?<![\w-])(?P<kind>(?i:{nouns}))(?:len|en|et|det)s?\b(?! {MARK}\b)")


def unmarked_kinds(text: str) -> frozenset[str]:
    """Return the kinds of options that a text names as known without saying which.

    >>> sorted(unmarked_kinds("Modellen koster 2 mio. kr., men løsning B er gratis."))
    ['model']
    >>> unmarked_kinds("Tilbuddet fra Nord A/S er lavest.")
    frozenset()
    """
    by_maker = {one.start() for one in _OFFER.finditer(text)}
    by_place = {one.start() for one in _PLACE.finditer(text)}
    return frozenset(
        one["kind"].lower()
        for one in _unmarked().finditer(text)
        if one.start() not in by_maker | by_place
    )


def named_options(text: str) -> tuple[Option, ...]:
    """Return the options that a text names, in order.

    >>> named_options("Byrådet valgte model C frem for model A.")
    (Option(kind='model', mark='C'), Option(kind='model', mark='A'))
    >>> named_options("Punkt 3, tre modeller og model B-C")
    (Option(kind='model', mark='B'), Option(kind='model', mark='C'))
    >>> [one.known for one in named_options("Vi tager buddet fra Klar Sikt ApS.")]
    ['Tilbuddet fra Klar Sikt ApS']
    >>> named_options("Placeringen ved Skovmarken blev valgt.")
    (Option(kind='placering', mark='Skovmarken'),)
    """
    found = sorted(_named(text), key=lambda one: one[0])
    return tuple(dict.fromkeys(option for _, option in found))


def _named(text: str) -> Iterator[tuple[int, Option]]:
    for one in _option().finditer(text):
        kind, last = one["kind"].lower(), one["mark"]
        yield one.start(), Option(kind, last)
        for link, mark in re.findall(rf"(, | og | samt | eller |[–-])({MARK})(?!\w)", one["more"]):
            between = range(ord(last) + 1, ord(mark)) if len(last) == len(mark) == 1 else ()
            for code in between if link in "–-" else ():
                yield one.start(), Option(kind, chr(code))
            yield one.start(), Option(kind, mark)
            last = mark
    for one in _OFFER.finditer(text):
        yield one.start(), Option(OFFER, one["firm"])
    for one in _OWN_BID.finditer(text):
        yield one.start(), Option(OFFER, OWN_BID)
    for one in _SIZED.finditer(text):
        yield one.start(), Option(one["kind"], one["mark"])
    for one in _PLACE.finditer(text):
        yield one.start(), Option(one["kind"].lower(), one["name"])


def offers_in(text: str) -> tuple[Option, ...]:
    """Return the offers of a case: each firm that it names beside them, and the own bid.

    >>> [one.mark for one in offers_in("Nord A/S har budt 3 kr., kontrolbuddet er på 2 kr.")]
    ['Nord A/S', 'kontrolbud']
    >>> offers_in("Nord A/S er flyttet.")
    ()
    """
    found = [(at, one) for at, one in _named(text) if one.is_offer]
    if found or _OFFERED.search(text):
        found += [(one.start(), Option(OFFER, one.group())) for one in _FIRM.finditer(text)]
    return tuple(dict.fromkeys(one for _, one in sorted(found, key=lambda one: one[0])))


_OFFERED = Cued(r"\b(?:tilbud\w*|bud(?:det|dene|ene)?|budt|tilbyder|kontrolbud\w*)\b", re.I)


def options_of(text: str, offers: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that a text names, those of *offers* by the firm's name alone as well.

    >>> options_of("Nord A/S vil have 9 kr.", (Option("tilbud", "Nord A/S"),))
    (Option(kind='tilbud', mark='Nord A/S'),)
    """
    by_name = [one for one in offers if one.mark in text]
    return tuple(dict.fromkeys((*named_options(text), *by_name)))


def lies_elsewhere(decided: str, proposed: str) -> bool:
    """Tell whether a decision chooses a thing by its place, and a proposal another.

    >>> lies_elsewhere("Grunden ved havnen vælges.", "grunden ved skoven")
    True
    >>> lies_elsewhere("Grunden ved havnen vælges.", "grunden")
    False
    """
    return len({match["where"] for match in _SITE.finditer(f"{decided} {proposed}")}) > 1


def starts_of_options(text: str) -> list[int]:
    """Return where options are named in a text."""
    return sorted({at for at, _ in _named(text)})


def chosen_options(text: str) -> tuple[Option, ...]:
    """Return the options that the text of a decision chooses, not those that it drops.

    >>> chosen_options("Byrådet vedtog model 2. Model 3 udgår.")
    (Option(kind='model', mark='2'),)
    >>> chosen_options("Forvaltningen foreslog, at model 1 vælges. Den valgte model 2.")
    (Option(kind='model', mark='2'),)
    >>> chosen_options("Model B vælges i stedet for model A.")
    (Option(kind='model', mark='B'),)
    """
    clauses = [one for one in _CLAUSE.split(text) if finds("dropped", one) is None]
    return tuple(dict.fromkeys(option for one in clauses for option in named_options(one)))


# A clause, and not the comma of a number.
_CLAUSE = re.compile(
    r"(?<=[.;!»])\s+|, (?:men|mens)\b|,? (?=(?:frem for|fremfor|i stedet for) (?!de[nt]? fore))|"
    r" og (?=(?:kan|kunne) ikke\b|sagde nej|afviste|udsatte|forkastede|"
    r"send(?:er|te)\b|henvis(?:er|te)\b|frigives\b)"
)
# "Model B: …", "- Scenarie 2 – …", "B. …": a line that is all about one of them.
LISTED = re.compile(
    rf"[ \t{BULLETS}]*(?:(?P<kind>[A-ZÆØÅa-zæøå]+) )?(?P<mark>{MARK})(?::|\.|\)| [–—-])\s+(?=\S)"
)
