"""Those beside a named body who are asked in a hearing: "og alle lokale MED-udvalg"."""

from __future__ import annotations

import re

_HEARD = re.compile(r"\bhøring (?:i|hos|ved|blandt) (?P<who>[^.;:(]+)")
_ENDS = re.compile(
    r" (?:med|frem|til|indtil|fra|senest|inden|uden|så|der|som|i perioden|i \w+ uger?)\b|"
    r",? og (?=[a-zæøå]+(?:er|es)\b)|, (?:så|der|som|idet|men|hvor)\b"
)
_MANY = re.compile(
    r"(?:alle|de|samtlige) (?:[a-zæøå]+e )?[\wæøå-]*"
    r"(?:udvalg|råd|bestyrelser|foreninger|skoler|centre|klubber|MED)(?:ene|ne|erne)?|"
    r"(?:[a-zæøå]+e )?[\wæøå-]*(?:udvalgene|rådene|bestyrelserne|foreningerne|skolerne|klubberne)"
)


def also_heard(decision: str) -> list[str]:
    """Return those whom a decision asks in a hearing by no name of their own.

    >>> also_heard("Sendes i høring i Hovedudvalget og de lokale MED-udvalg med frist den 3. maj.")
    ['de lokale MED-udvalg']
    >>> also_heard("Sendes i høring i Ældrerådet, og de lokale foreninger inviteres.")
    []
    """
    found = _HEARD.search(decision)
    if found is None:
        return []
    listed = _ENDS.split(found["who"], maxsplit=1)[0]
    parts = (re.sub(r"^(?:i|hos|ved|blandt) ", "", one) for one in re.split(_AND, listed))
    return [one.strip() for one in parts if _MANY.fullmatch(one.strip())]


_AND = re.compile(r", (?!og )| og | samt ")
