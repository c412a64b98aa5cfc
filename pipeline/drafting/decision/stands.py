"""Does what a decision prints stand as a sentence: with a subject, and a finite verb?

"Godkendt." and "Sendes i høring i maj" do not, "Forslaget vedtoges med 9 stemmer" does.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.verbs import (
    has_finite,
    is_finite,
    verb_of_participle,
    verb_of_passive,
    verb_of_past,
    verb_of_past_passive,
    verb_of_present,
)
from pipeline.drafting.decision.active import past_passives
from pipeline.drafting.people.names import HIDDEN
from pipeline.lexicon import load_lexicon


def is_sentence(text: str) -> bool:
    """Tell whether *text* is a sentence: a subject, and a finite verb.

    >>> is_sentence("Forslaget vedtoges med 9 stemmer"), is_sentence("God snak")
    (True, False)
    """
    text = text.replace(HIDDEN, "Personen")
    if VERB_FIRST_IF.match(text):
        return True
    if (not text[:1].isupper() and not _COUNTED.match(text)) or is_subjectless(text):
        return False
    if LEANS.match(text):
        return False
    main = _CLAUSE.split(text, maxsplit=1)[0]
    past = any(match.start() for match, _ in past_passives(main))
    after = _AFTER_CLAUSE.search(text)
    return past or has_finite(main) or bool(after or _SUBJECT_AND_VERB.match(main))


# "Et forslag om, at sagen udsættes, blev vedtaget": the verb comes after the clause.
_AFTER_CLAUSE = re.compile(r", (?:at|som|der) [^,]+, (?:blev|er|bliver|var|faldt|bortfaldt)\b")


_COUNTED = re.compile(r"\d+ stemte\b")
# "Kan der ikke skaffes penge inden maj, bortfalder projektet": the verb alone says "hvis".
VERB_FIRST_IF = re.compile(
    r"(?!Afventer )(?:Kan|Skal|Vil|Er|Bliver|[A-ZÆØÅ][a-zæøå]+(?:s|er)) (?:der|det|den|de|dette|"
    r"[a-zæøå-]+(?:en|et|ne))(?: (?:[^,.;]|\.(?= [a-zæøå])){3,90})?, "
    r"(?:så )?(?:[a-zæøå]+(?:r|s)|skal|kan|må|vil) \w"
)
# What a main clause ends before: a verb after it tells no sentence.
_CLAUSE = re.compile(r", (?:at|som|der|hvis|når|hvor|idet|da|så|fordi|dog|men)\b")
# No sentence of its own, and nothing that a reader can look up: "Ad 2", "Punkt 3".
LEANS = re.compile(
    r"(?:Som (?:foreslået|indstillet)|Dog|Men|Idet|Således|At|Herunder)\b|"
    r"(?:Ad|(?:Indstillingens )?(?:[Pp]kt\.?|[Pp]unkt\w*)|Indstillingspunkt\w*) ?(?:\d|[a-e]\b)|"
    r"(?:[A-Ha-h]|\d{1,2})(?:[.):]?(?: og|,)|[):])"
)


# A subject that can't be mistaken, and a verb that no table holds: "Ordningen udstrækkes".
_SUBJECT_AND_VERB = re.compile(
    r"(?:(?:Den|Det|De) [a-zæøå]+e )?[A-ZÆØÅ]?[a-zæøå]{2,}(?:en|et|ne|erne|rne)s? "
    r"(?:(?:[a-zæøå]+|\d+) ){0,3}?(?!flere |efter |eller |under |over |gamle |andre )"
    r"[a-zæøå]{3,}(?:er|år|es|ede|te)\b|"
    # "De øvrige sager kasseres, når …", "Endelig beslutning træffes i maj"
    r"(?:[A-ZÆØÅ][a-zæøå]+ ){1,2}(?:[a-zæøå-]{3,} ){0,2}[a-zæøå]{3,}(?<!rn)(?<!en)es"
    r"(?=[.,]|$| (?:i|på|til|af|med|fra|inden|ved|når|ikke|over|om|for|hos|efter|senest|kl)\b)|"
    r"Et medlem [a-zæøå]{3,}er\b|"
    r"(?:Der|[A-ZÆØÅ][a-zæøå]{4,}) (?!fælles\b|tilfreds\b)[a-zæøå]{4,}es\b|Der laves\b|"
    # "Flere ønskede at besøge dem", "Første viceborgmester ledede mødet"
    r"[A-ZÆØÅ][\wæøå-]+(?: [a-zæøå-]+){0,2} [a-zæøå]{3,}(?:ede|te) "
    r"(?:at|om|over|en|et|den|det|de|[a-zæøå]{3,}(?:en|et|ne))\b"
)


def is_subjectless(text: str) -> bool:
    """Tell whether a sentence opens with its verb: "Sendes i høring i maj"."""
    first, _, rest = text.partition(" ")
    first = first.strip(".,")
    if _verb_first().match(text):
        return True
    if is_finite(rest.partition(" ")[0].strip(".,")):
        # "Køber har trukket sit bud", "Ansatte kan melde sig": one who acts, and no act.
        return False
    if is_finite(first):
        return True
    readings = (
        verb_of_passive, verb_of_participle, verb_of_past, verb_of_past_passive, verb_of_present,
    )  # fmt: skip
    return first == "Tilbage" or any(reading(first) for reading in readings)


@cache
def _verb_first() -> re.Pattern[str]:
    """Return the pattern of a verb that opens a sentence, before a word that no subject is."""
    verbs = "|".join(load_lexicon("verbs")["opens"]["verbs"])
    return re.compile(
        rf"(?:{verbs}) (?:fra|til|i|på|med|om|for|af|ved|at|den|det|en|et|først|kun)\b"
    )
