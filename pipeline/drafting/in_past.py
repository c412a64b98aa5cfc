"""Verbs of a decision in the past, as a lead tells them."""

from __future__ import annotations

import re

from pipeline.danish.dates import MONTHS
from pipeline.danish.verbs import MODALS, verb_of_past, verb_of_present
from pipeline.lexicon import load_lexicon


def past_of(verb: str) -> str | None:
    """Return the past of a verb, which may be told in the present.

    >>> past_of("anbefaler"), past_of("kan"), past_of("vedtog"), past_of("zapper")
    ('anbefalede', 'kunne', 'vedtog', None)
    """
    if verb in MODALS:
        return dict(zip(MODALS[::2], MODALS[1::2], strict=True)).get(verb, verb)
    present = verb_of_present(verb)
    if present is not None:
        return present.past
    return verb if verb_of_past(verb) else load_lexicon("lead")["past"].get(verb)


def all_past(rest: str) -> str:
    """Put a second verb of the body in the past as the first.

    >>> all_past("planen, men beder om en status"), all_past("planen og sender den i høring")
    ('planen, men bad om en status', 'planen og sendte den i høring')
    >>> all_past(", at hallen lukkes og sælger sine redskaber")
    ', at hallen lukkes og sælger sine redskaber'
    >>> all_past("planen og sender den til Trafikrådet i maj")
    'planen og sender den til Trafikrådet i maj'
    """
    match = _SECOND_VERB.match(rest)
    ahead = match and match["verb"].endswith("sender") and _AHEAD.search(rest, match.end())
    past = past_of(match["verb"]) if match and not ahead else None
    return f"{match['before']}{past}{rest[match.end() :]}" if match and past else rest


# What is still to be sent when the meeting ends; it was asked for then and there.
_AHEAD = re.compile(rf" (?:i (?:{'|'.join(MONTHS)})|næste [a-zæøå]+|inden [a-zæøå]+|senest)\b")
_SECOND_VERB = re.compile(
    r"(?P<before>(?:(?!, at |, (?:som|der|hvis|når|så) ).)*?(?:(?<!-) og |, (?:men|og) ))"
    r"(?P<verb>(?:er|kan|skal|vil|bør|må)|[a-zæøå]{3,}(?:er|år))(?= )"
)
