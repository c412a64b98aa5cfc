"""Where the signatures begin that stand under the last item of the minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What stands above signatures, or is the line to sign on. A row of underscores is taken whole
# (possessive): where one line ends and the next begins, 80 of them have millions of answers.
_MARK = re.compile(
    r"underskrifts?(?:ark|blad|side|liste)\b.{0,80}|(?:_{5,}+\s*+)++"
    r"|(?:protokollen |referatet )?(?:er )?underskrevet af (?:de |samtlige |alle )*"
    r"(?:tilstedeværende|fremmødte|deltagende|mødende|udvalgets|byrådets|rådets)\b.{0,60}",
    re.IGNORECASE,
)
# What a signature sheet may say below its heading; by itself it may be a decision.
_HOW = re.compile(
    r"(?:referatet |protokollen |mødet )?(?:er |bliver |blev )?"
    r"(?:godkende[st]|underskrive[st]|underskrevet|signere[st])\b.{0,20}"
    r"(?:elektronisk|digitalt)\b.{0,60}",
    re.IGNORECASE,
)
_OFFICE = r"(?:[Ff]ormand|[Nn]æstformand|[Bb]orgmester|[Vv]iceborgmester|[Mm]edlem)"
_NAME = r"[A-ZÆØÅ][\wæøåéü.'’-]*(?: (?:(?:af|de|von|van) )?[A-ZÆØÅ][\wæøåéü.'’-]*)+(?<!\.)"
# Names beside each other, with their party or office: "Bo Holm (A)     Eva Lind, formand". Each is
# taken whole (atomic): where one ends and the next begins a row of names has countless answers.
_NAMES = re.compile(
    rf"(?:(?>{_NAME}(?: ?\([^()]{{1,20}}\))?(?:, {_OFFICE})?|{_OFFICE})(?:[\s/|]+|$))++"
)


def signed_from(lines: Sequence[str]) -> int | None:
    """Return the number of the line from which *lines* hold signatures to their end, if they do.

    >>> signed_from(["Godkendt.", "Underskriftsark for mødet i maj", "_______", "Bo Holm"])
    1
    >>> signed_from(["Underskriftsark for mødet i maj", "Godkendt."]), signed_from(["Bo Holm"])
    (None, None)
    >>> signed_from(["Til efterretning.", "Underskriftsblad", "Godkendes elektronisk af alle."])
    1
    """
    found = None
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at].strip()
        if _MARK.fullmatch(line):
            found = at
        elif not _NAMES.fullmatch(line) and not _HOW.fullmatch(line):
            break
    return found
