"""What somebody has put forward, told as what the proposal comes to: a post names nobody.

"Bo Holm (A) har stillet forslag om, at der højst er 24 børn" says what the case is about.
"""

from __future__ import annotations

import re

from pipeline.danish.clauses import in_main_order, stop


def told_motion(text: str) -> str:
    """Return what a proposal comes to where somebody put it forward, "" in any other sentence.

    >>> told_motion("Bo Holm (A) har stillet forslag om, at der højst er 24 elever i en klasse.")
    'Forslaget går ud på, at der højst er 24 elever i en klasse.'
    >>> told_motion("Staben har lavet et forslag, hvorefter glas hentes hver uge.")
    'Efter forslaget hentes glas hver uge.'
    >>> told_motion("Bo Holm har stillet ændringsforslag om, at prisen er 9 kr.")
    ''
    """
    match = _PUT.match(" ".join(text.split()))
    if match is None:
        return ""
    if match["that"]:
        return stop(f"Forslaget går ud på, at {match['that']}")
    return in_main_order(f"{match['by']}.", "Efter forslaget") or ""


_PUT = re.compile(
    r"[A-ZÆØÅ][^,;:]*\b(?:har|havde) (?:[^,;:]* )?(?:fremsat|stillet|fremsendt|optaget|"
    r"udarbejdet|lavet|skrevet|rejst) (?:(?:et|sit) )?(?:nyt )?forslag\b[^,;:]*?"
    r"(?: om,? at (?P<that>[^;:]+)|, hvorefter (?P<by>[^;:]+))\.$"
)
