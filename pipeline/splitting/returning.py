"""Whether a case comes back to the body that sent it out for an opinion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.bodies import body_named

# "… sendes i høring i HovedMED, før Direktionen tager stilling", "… og genoptages i december".
_COMES_BACK = re.compile(
    r"\b(?:før|inden|hvorefter|derefter|herefter) [^.;]{0,40}"
    r"(?:tager (?:endeligt? )?stilling|kommer tilbage|behandler|beslutter|godkender)\b"
    r"|\b(?:genoptages|tages op igen|kommer (?:igen|tilbage)|vender tilbage hertil)\b"
    r"|\b(?:ser på|behandler|drøfter|tager) (?:sagen|udkastet|den|det|høringssvarene|svarene)"
    r"(?: op)? (?:igen|på ny|i (?:[a-zæøå]+)|den \d)",
    re.IGNORECASE,
)


def with_return(route: Sequence[str], own: str | None, decided: Sequence[str]) -> tuple[str, ...]:
    """Return a route with its own body once more behind those that are only heard.

    Args:
        route: The bodies in order.
        own: The meeting's body.
        decided: What its decision says, section by section.

    >>> said = ["Udkastet sendes i høring i HovedMED, før Direktionen tager stilling."]
    >>> with_return(["Direktionen", "HovedMED"], "Direktionen", said)
    ('Direktionen', 'HovedMED', 'Direktionen')
    >>> with_return(["Direktionen", "Byrådet"], "Direktionen", said)
    ('Direktionen', 'Byrådet')
    """
    if own is None or own not in route or not any(_COMES_BACK.search(one) for one in decided):
        return tuple(route)
    start = end = list(route).index(own) + 1
    while end < len(route) and body_named(route[end]).is_heard:
        end += 1
    return (*route[:end], own, *route[end:]) if end > start else tuple(route)


def in_turn(names: Sequence[str]) -> tuple[str, ...]:
    """Return the bodies of a printed plan, each once, but for one that has the case again.

    >>> in_turn(["Direktionen", "HovedMED", "Direktionen", "Direktionen"])
    ('Direktionen', 'HovedMED', 'Direktionen')
    """
    kept: list[str] = []
    for name in names:
        again = name == names[0] and kept.count(name) == 1 and kept[-1] != name
        if name not in kept or again:
            kept.append(name)
    return tuple(kept)
