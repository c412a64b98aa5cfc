"""What "den" and "det" stand for in a point of a recommendation: the thing of the point before.

"2. at det udvides til to dagtilbud" is read without "1. at forsøget forlænges", and a title that
names something else would be taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.verbs import has_finite


def named_back(clauses: Sequence[str]) -> list[str]:
    """Return the clauses with the noun of the one before for the pronoun that they open with.

    >>> named_back(["forsøget forlænges", "det udvides til to skoler"])
    ['forsøget forlænges', 'forsøget udvides til to skoler']
    >>> named_back(["forsøget forlænges", "det undersøges, om skolerne vil være med"])[1]
    'det undersøges, om skolerne vil være med'
    >>> named_back(["planen godkendes", "de sendes ud"])[1]
    'de sendes ud'
    """
    told: list[str] = []
    thing = ""
    for printed in clauses:
        clause, pronoun = printed, _PRONOUN.match(printed)
        agrees = pronoun is not None and bool(thing) and _ENDS[pronoun["it"].lower()].search(thing)
        if pronoun and agrees and not _FORMAL.search(clause):
            clause = f"{thing} {clause[pronoun.end() :]}"
        found = _THING.match(clause)
        named = found and has_finite(found["rest"])
        thing = found["what"] if found and named else thing if agrees else ""
        told.append(clause)
    return told


_PRONOUN = re.compile(r"(?P<it>den|det|de) (?=(?:[a-zæøå]{3,}(?:es|ås|er|år)|får|skal|kan) )", re.I)
_ENDS = {
    "den": re.compile(r"(?<!m)en$"),
    "det": re.compile(r"et$"),
    "de": re.compile(r"(?:erne|ene)$"),
}
# "det sikres, at …", "det er en forudsætning, at …"
_FORMAL = re.compile(r"^det\b.*(?:,| )(?:at|om|hv[a-zæøå]+) |^det (?:er|bliver) ", re.IGNORECASE)
_THING = re.compile(
    r"(?P<what>(?!(?:direktionen|udvalget|byrådet|forvaltningen|administrationen|der)\b)"
    r"[a-zæøå-]{4,}(?:en|et|erne|ene)) (?P<rest>[a-zæøå]+(?: .*)?)$"
)
