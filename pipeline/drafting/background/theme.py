"""What the meeting was to settle, told as what the case is about.

Under "Beslutningstema" many minutes name the case itself, and nowhere else: "Udvalget skal tage
stilling til en ansøgning fra Egeby Vandværk om garanti for et lån på 6 mio. kr.". That the body was
to settle it is past; what it was about stays true whatever was decided. The words stand in
``lexicon/asked.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import upper_first
from pipeline.lexicon import load_lexicon


def told_theme(text: str) -> str:
    """Return what a case is about where a sentence sets the meeting its task, "" in any other.

    >>> told_theme("Udvalget skal tage stilling til et forslag om at lukke Egeby Bibliotek.")
    'Forslaget går ud på at lukke Egeby Bibliotek.'
    >>> told_theme("Udvalget skal godkende dagsordenen.")
    ''
    """
    match = _task().fullmatch(" ".join(text.split()))
    if match is None:
        return ""
    for row in load_lexicon("asked")["theme"]:
        found = re.fullmatch(row["pattern"], match["what"])
        if found:
            return stop(upper_first(row["to"].format(**found.groupdict())))
    return ""


@cache
def _task() -> re.Pattern[str]:
    return re.compile(load_lexicon("asked")["task"]["pattern"])
