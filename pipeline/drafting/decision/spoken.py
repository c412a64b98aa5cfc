"""Decisions in the words that people use: no "tiltrådte", no "meddeler", votes in one spelling.

The rows stand in ``lexicon/outright.toml``; each replaces like with like.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.cues import ByCue, Cued, cues_of
from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.verbs import has_finite, verb_of_infinitive, verb_of_present
from pipeline.lexicon import load_lexicon


def spoken(text: str) -> str:
    """Return a sentence of a decision without the words of the board room.

    >>> spoken("Byrådet meddeler dispensation og tiltræder planen.")
    'Byrådet giver dispensation og godkender planen.'
    """
    text = _spoken().rewritten(text, lambda row, told: row.pattern.sub(row.said, told))
    return upper_first(with_counts(text))


class _Word(NamedTuple):
    pattern: re.Pattern[str]
    to: str
    forms: dict[str, str]

    def said(self, match: re.Match[str]) -> str:
        return self.forms[match.group()] if self.forms else match.expand(self.to)


@cache
def _spoken() -> ByCue[_Word]:
    rows = [
        _Word(re.compile(row["from"]), row.get("to", ""), row.get("forms", {}))
        for row in load_lexicon("outright")["spoken"]
    ]
    return ByCue([(row, cues_of(row.pattern)) for row in rows])


def with_counts(text: str) -> str:
    """Spell both numbers of a vote or neither.

    >>> with_counts("med fire stemmer mod 2"), with_counts("med 14 stemmer mod otte")
    ('med fire stemmer mod to', 'med 14 stemmer mod otte')
    >>> with_counts("med 4 stemmer mod 2")
    'med fire stemmer mod to'
    """
    text = _FEW.sub(
        lambda match: f"{number_word(int(match[1]))} stemmer mod {number_word(int(match[2]))}", text
    )
    text = _STOOD.sub(lambda match: number_word(int(match[1])), text)
    return _VOTES.sub(lambda match: f"{match[1]}{number_word(int(match[2]))}", text)


def members_counted(text: str) -> str:
    """Say how many stood for something as a sentence opens, without the letters of their parties.

    >>> members_counted("5 medlemmer (…) indstiller planen vedtaget")
    'Fem medlemmer indstiller planen vedtaget'
    >>> members_counted("Et flertal bestående af 4 medlemmer (A og F) stemte for")
    'Et flertal på fire medlemmer stemte for'
    """
    found = _MEMBERS.match(text)
    if found is None:
        return text
    printed = found["all"] or found["some"]
    count = number_word(int(printed)) if printed.isdigit() else printed.lower()
    who = f"{found['most']} på {count}" if found["most"] else upper_first(count)
    who = f"{'Et' if found['of'] == 'medlem' else who} {found['of'] or 'medlemmer'}"
    return f"{who} {text[found.end() :]}"


_NUMBER = r"\d{1,2}|[Ee]t|[Tt]o|[Tt]re|[Ff]ire|[Ff]em|[Ss]eks|[Ss]yv|[Oo]tte|[Nn]i|[Tt]i"
_MEMBERS = re.compile(
    rf"(?:(?P<most>(?:Et )?[Ff]lertal(?:let)?|(?:Et )?[Mm]indretal(?:let)?),? (?:bestående af|på) "
    rf"(?P<all>{_NUMBER})(?: medlem(?:mer)?)?|(?P<some>{_NUMBER}) (?P<of>medlem(?:mer)?))"
    r"(?: \([^()]*\))?,? (?=(?:kan|kunne|stem|indstil|anbefal|tiltr|godkend|støtte|ønske|ta?og)\w*)"
)
_FEW = Cued(r"(?<![\d.,])(\d|10) stemmer mod (\d|10)(?![\d.,]\d|\d)")
_STOOD = Cued(r"(?<![\d.,])(\d)(?= (?:stemte|medlemmer)\b)")
_VOTES = re.compile(r"(\b[a-zæøåé]+ stemmer (?:i?mod|for og) )(\d{1,2})(?!\d|[.,]\d)")


def decided(text: str, body: str) -> str:
    """Tell what *body* did by deciding it in the past, as the rest of the post does.

    >>> decided("Byrådet godkender planen og beder om en status.", "Byrådet")
    'Byrådet godkendte planen og bad om en status.'
    >>> decided("Det afslår garantien.", "Byrådet"), decided("Byrådet sender et brev.", "Byrådet")
    ('Det afslog garantien.', 'Byrådet sender et brev.')

    What is to happen first when something else has is still to come:

    >>> decided("Byrådet frigiver pengene, når planen er klar.", "Byrådet")
    'Byrådet frigiver pengene, når planen er klar.'
    """
    first = _ACTS.match(text)
    verb = verb_of_present(first["verb"]) if first else None
    whose = first["who"].removeprefix("Et flertal i ") if first else ""
    if first is None or verb is None or whose not in {body, "Det", "Den"}:
        return text
    ahead = _AHEAD.search(text) and not verb.infinitive.startswith("ud")
    if verb.infinitive not in _verbs() or ahead:
        return text
    text = f"{first['who']} {verb.past}{text[first.end() :]}"
    second = _ACTS_TOO.search(text)
    too = verb_of_present(second["verb"]) if second else None
    if second and too and too.infinitive in _verbs() | {"bede"}:
        text = f"{text[: second.start('verb')]}{too.past}{text[second.end('verb') :]}"
    return text


def without_doubling(text: str) -> str:
    """Say once that something is recommended, and to whom; "at" before an infinitive has no comma.

    >>> without_doubling("Rådet anbefaler forslaget om, at flytte 9 kr., over for Byrådet.")
    'Rådet anbefaler Byrådet at flytte 9 kr.'
    >>> without_doubling("Rådet anbefaler, at der over for Byrådet anbefales en bevilling på 9 kr.")
    'Rådet anbefaler over for Byrådet en bevilling på 9 kr.'
    >>> without_doubling("Rådet godkendte, at afsætte 9 kr., og at leje en hal.")
    'Rådet godkendte at afsætte 9 kr. og at leje en hal.'
    >>> without_doubling("Rådet godkendte, at leje stiger i maj.")
    'Rådet godkendte, at leje stiger i maj.'
    >>> without_doubling("Rådet godkendte, at åbne porte spærres i maj.")
    'Rådet godkendte, at åbne porte spærres i maj.'
    """
    text = _TO_WHOM.sub(r"\g<advises> over for \g<who> ", text)
    text = _AT.sub(_without_comma, text)
    return _PUT_TO.sub(r"\g<advises> \g<who> \g<what>.", text)


_TO_WHOM = re.compile(
    r"(?P<advises>\banbefal(?:er|ede)), at der over for (?P<who>[A-ZÆØÅ][\w-]+) anbefales "
)
_AT = re.compile(r",(?P<at>(?: og)? at (?P<verb>[a-zæøå]+)\b)(?P<rest>[^,;.]*)")
_PUT_TO = re.compile(
    r"(?P<advises>\banbefal(?:er|ede)) forslaget om (?P<what>at (?:[^,]|,\d)+?)\.?, "
    r"over for (?P<who>[A-ZÆØÅ][\w-]+)\.$"
)


def _without_comma(match: re.Match[str]) -> str:
    clause = has_finite(f"Det {match['rest']}") or _PASSIVE.search(match["rest"])
    infinitive = verb_of_infinitive(match["verb"]) and not clause
    return f"{match['at']}{match['rest']}" if infinitive else match.group()


# "at åbne porte spærres": with a passive behind its noun "åbne" is an adjective. "skolernes" is
# no verb.
_PASSIVE = re.compile(r"\b(?!(?:fælles|deres|alles|begges|kommunes)\b)[a-zæøå]{3,}(?<!n)es\b")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load_lexicon("outright")["acts"]["past"])


_ACTS = re.compile(r"(?P<who>(?:Et flertal i )?[A-ZÆØÅ].*?) (?P<verb>[a-zæøå]+r)(?= )")
_AHEAD = re.compile(r"\b(?:først|når|hvis|såfremt|fremover)\b")
_ACTS_TOO = re.compile(r"(?:(?<! at)(?<!,) og|, og) (?P<verb>[a-zæøå]+r)(?= )")
