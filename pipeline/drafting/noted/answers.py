"""The answer to a question of a case told as a sentence: "Hvad koster det? – 9.000 kr. om året"."""

from __future__ import annotations

import re

from pipeline.danish.clauses import stop
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import verb_of_infinitive
from pipeline.drafting.noted.values import is_a
from pipeline.lexicon import load_lexicon

_ASKED = re.compile(r"(?:Spørgsmål|Sp\.?|Q): *", re.IGNORECASE)
_ANSWER = re.compile(r"(?:(?:Svar|Sv\.?|A): *|[-–—] +)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>(?:(?:ca\.|cirka|knap|godt|over) )?\d+(?:\.\d{3})*)(?P<rest>\D.*|)$"
)
_MOST_WORDS = 24


def told_answer(question: str, answer: str) -> str | None:
    """Return a question and its answer as one sentence, None where none is sure.

    >>> told_answer("Hvad koster det?", "– 9.000 kr. om året, hvis der er vagt på.")
    'Prisen er 9.000 kr. om året, hvis der er vagt på.'
    >>> told_answer("Hvor mange pladser mangler?", "Ca. 35 om formiddagen.")
    'Der mangler ca. 35 pladser om formiddagen.'
    >>> told_answer("Hvad siger personalet?", "At planen ikke kan nås.")
    'Personalet siger, at planen ikke kan nås.'
    """
    asked = _ASKED.sub("", " ".join(question.split()), count=1).rstrip("? ")
    said = _ANSWER.sub("", " ".join(answer.split()), count=1).strip()
    if not said or len(said.split()) > _MOST_WORDS or re.search(r"[?»|]", said):
        return None
    told = _counted(asked, lower_first(said)) or _quoted(asked, said) or _framed(asked, said)
    return told if told and is_whole(told) else None


def _framed(asked: str, said: str) -> str | None:
    for row in load_lexicon("notes")["asked"]:
        match = re.fullmatch(row["question"], asked, re.IGNORECASE)
        value = lower_first(said)
        if match and (is_a(row["takes"], value) or ("known" in row and _KNOWN.match(said))):
            return stop(row["says"].format(value=value, **match.groupdict()))
    return None


_KNOWN = re.compile(r"[A-ZÆØÅ][a-zæøå-]{3,}(?:en|et|erne|ene)\b")


def _counted(asked: str, said: str) -> str | None:
    match = re.fullmatch(
        r"Hvor mange (?P<what>[a-zæøå]+) (?P<verb>mangler|er)(?: der)?(?P<rest> .+)?", asked
    )
    found = _NUMBER.match(said) if match else None
    if match is None or found is None:
        return None
    rest = found["rest"] if found["rest"] != "." else ""
    return stop(f"Der {match['verb']} {found['number']} {match['what']}{match['rest'] or ''}{rest}")


def _quoted(asked: str, said: str) -> str | None:
    """Tell what somebody says or wants: "Hvad siger politiet? At …", "Ingen indvendinger …"."""
    match = _WHO_SAYS.fullmatch(asked)
    if match is None:
        return None
    who = upper_first(match["who"])
    if said.startswith("Ingen ") and match["verb"] in ("siger", "mener"):
        return stop(f"{who} har {lower_first(said)}")
    if not said.startswith("At "):
        return None
    infinitive = verb_of_infinitive(said.split()[1])
    return stop(f"{who} {match['verb']}{'' if infinitive else ','} {lower_first(said)}")


_WHO_SAYS = re.compile(
    r"Hvad (?P<verb>foreslog|foreslår|siger|mener|sagde|mente) "
    r"(?P<who>(?!de\b|I\b|vi\b|man\b)[\w-]+(?:en|et|ne)|[A-ZÆØÅ][\w-]+)"
)
