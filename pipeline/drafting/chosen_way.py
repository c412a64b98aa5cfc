"""The chosen option in a lead: with what it is, "model B: fælles telefoni", or not at all.

Its letter alone says nothing to who has not read the case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.drafting.decision.options import Option, named_options
from pipeline.drafting.plain.compress import count_words


def with_option(rest: str, told: Sequence[str]) -> str | None:
    """Return what follows a verb with what the option is that it names; None where that is untold.

    *told* are the sentences of the decision, those that describe the chosen option among them.

    >>> with_option("model B", ["Model B omfatter fælles telefoni, 815.000 kr."])
    'model B: fælles telefoni'
    >>> with_option("model B for et år", ["Model B er, at staben flytter."])
    'model B for et år: staben flytter'
    >>> with_option("model B", ["Model B er en ny ordning, hvor borgerne ringer."])
    'model B: en ny ordning, hvor borgerne ringer'
    >>> with_option("løsning 2", ["Løsning 2 er at lukke mandag og spare 300.000 kr. om året."])
    'løsning 2: at lukke mandag'
    >>> with_option("model B", ["Model B giver faste hold, som er på fire ansatte."])
    'model B, der giver faste hold'
    >>> with_option("model B", ["Model B er, at staben flytter, mens salen bliver."])
    'model B: staben flytter, mens salen bliver'
    >>> with_option("model B", []), with_option("planen", [])
    (None, 'planen')
    """
    lettered = [one for one in named_options(rest) if one.is_lettered]
    if not lettered:
        return rest
    what = _what(lettered[0], told) if len(lettered) == 1 else ""
    at_end = re.search(rf"\b{re.escape(lettered[0].mark)}(?: (?:for|fra) [^,]+)?$", rest)
    return f"{rest}{what}" if what and at_end else None


def _what(option: Option, told: Sequence[str]) -> str:
    """Return what the sentences of a decision say that an option is, behind its name."""
    name = re.compile(
        rf"(?:^|, (?:mens |og |men )?| og | mens )(?i:{re.escape(option.known)})(?= )"
    )
    for one in told:
        opens = name.search(one)
        match = _IS.match(one[opens.end() :]) if opens else None
        if match is None:
            continue
        who = f" fra {match['who']}" if match["who"] else ""
        if match["bid"]:
            return who
        said = match["what"].removesuffix(".")
        what = _LOOSE.sub("", _AFTER.split(said, maxsplit=1)[0])
        halves = said.startswith(", mens ", len(what))
        if halves:
            # Of two halves the one tells what the option is no more than the other.
            what = said
        # "et nyt system" alone could be any.
        elif count_words(what) > _MOST:
            # "saltning af de store veje hele døgnet, af små veje kun om dagen"
            what = what.partition(",")[0]
        bare = not match["does"] and count_words(what) <= _FEW
        more = _WHERE.fullmatch(said, len(what)) if bare else None
        what += more.group() if more else ""
        link = f"{who}, der {match['does']} " if match["does"] else f"{who}: "
        most = _MOST_HALVES if halves else _MOST
        if count_words(what) <= most and not _LEANS.search(what):
            return f"{link}{what}"
    return ""


_MOST, _FEW, _MOST_HALVES = 14, 3, 20
_WHERE = re.compile(r", (?:hvor|som|der) [^,\d]+")
_IS = re.compile(
    r"(?: fra (?P<who>[A-ZÆØÅ][\w&/.]*(?: [A-ZÆØÅ][\w&/.]*)*))? "
    r"(?:(?P<bid>er på \d.*)$|"
    r"(?:(?:omfatter|er,? at(?= (?:der|[a-zæøåA-ZÆØÅ]+(?:en|et|ne) ))|går ud på, at|er|ligger)|"
    r"(?P<does>(?!koster|giver en (?:besparelse|udgift))[a-zæøå]{3,}(?:er|år))) (?P<what>\S.+)$)"
)
# What is told further down: a clause about it, and what it costs.
_AFTER = re.compile(
    r", (?:som|der|hvor|så|men|mens|da|idet|har|koster|kræver|giver|sparer|tager) |"
    r"(?:,| og (?:koster?|sparer?|give|kræve))? \d[\d.,]*\s(?:mio\.?\s)?kr"
)
# "en hal til 20 mio. kr.": what led to the sum goes with it.
_LOOSE = re.compile(r" (?:til|på|for|med|og)(?: (?:i alt|cirka|omkring))?$")
_LEANS = re.compile(
    r"\b(?:den|det|de|dem|dette|denne)\b(?! \w+e\b)|\b(?:alle|de) (?:to|tre|fire|fem|seks|\d+)$"
)


def hides_case(about: str) -> bool:
    """Tell whether a case's name only says that there is something to settle: "valg af model".

    >>> hides_case("sagen om valg af model"), hides_case("sagen om valg af ny skole")
    (True, False)
    """
    return _HIDES.fullmatch(about) is not None


_HIDES = re.compile(
    r"sagen om (?:(?:(?:valg|valget|stillingtagen|forslag|beslutning) (?:af|om|til) )?"
    r"(?:model|løsning|scenarie|alternativ|variant|placering|leverandør|mulighed)(?:er)?|"
    r"(?:den )?videre proces|prioritering|valg|beslutning|opfølgning|sagen)"
)
