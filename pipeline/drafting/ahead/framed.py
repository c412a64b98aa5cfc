"""Steps that are told by a frame: what happens when, where the time can't simply be put first.

The frames stand in ``lexicon/times.toml``: "Udsættes til maj" is "I maj tager udvalget sagen op".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import opens_with_place, upper_first
from pipeline.drafting.ahead.times import times_ahead
from pipeline.drafting.case import Case
from pipeline.lexicon import load_lexicon


def framed(case: Case, statement: str, share: str | None = None) -> str | None:
    """Return a statement by the frames of the table, None where none fits.

    *share* is what part of the case the statement is about, None for all of it.
    """
    for time in times_ahead(statement, case.meeting) if case.meeting else ():
        marked = f"{statement[: time.start]}¤{statement[time.end :].rstrip('.')}"
        for pattern, fits, final, to in _frames("frame"):
            match = pattern.fullmatch(marked)
            if match and fits.match(time.words) and not (final and case.next_bodies):
                groups = _groups(match)
                thing, about = share or case.matter.thing, _HEARD.sub("", case.matter.about)
                about = share.removeprefix("spørgsmålet om ") if share else about
                lasts = fits is _UNTIL or "frem til" in fits.pattern
                until = lasts and time.words.startswith("til den")
                # What rests until August comes back then.
                words = _REST.sub("", time.words) if "op igen" in to else time.words
                when = f"Frem {words}" if until else _when(words)
                # A rule that is brought in one day holds from that day on.
                when = re.sub(r"^Den\b", "Fra den", when) if to.startswith(_HOLDS) else when
                line = to.format(when=when, body=case.body, thing=thing, about=about, **groups)
                opened, _, rest = line.partition(": ")
                return f"{opened}: {upper_first(rest)}" if to.startswith("{when}: ") else line
    return None


def framed_untimed(case: Case, statement: str, share: str | None = None) -> str | None:
    """Return a statement without a time by the frames for it: "genoptages, når …"."""
    for pattern, _, _, to in _frames("untimed"):
        match = pattern.fullmatch(statement.rstrip("."))
        if match:
            return to.format(body=case.body, thing=share or case.matter.thing, **_groups(match))
    return None


# Nobody is heard about an answer or a hearing, but about what those are about.
_HEARD = re.compile(r"^høring(?:ssvar|en)?(?:et)? (?:om|over|til|af|vedrørende) ")
_HOLDS = "{when} gælder "
_REST = re.compile(r"^(?:ind|frem )(?=til\b)")
_DUE = re.compile(r"(?:senest|inden)\b")
_UNTIL = re.compile(r"(?:frem )?til den|til og med|indtil|fra|i perioden|.*[–-]")


def _groups(match: re.Match[str]) -> dict[str, str]:
    """Return the groups of a frame, without a clause that would hang on the wrong word.

    One about "en person" tells a reader nothing, and "hvor" belongs to the time, which goes first.
    A reason is that of putting off, and not of taking up again.
    """
    said = {name: text or "" for name, text in match.groupdict().items()}
    # Who acts may be an office: "By og Miljø".
    said = {name: text if name == "who" else _lowered(text) for name, text in said.items()}
    if "who" in said:
        said["who"] = _LINK.sub("", said["who"])
    if re.match(r"[A-ZÆØÅ][a-zæøå]+(?:en|et|ne)\b|De[nt]? ", said.get("who", "")):
        said["who"] = _lowered(said["who"])
    if "rest" in said and _HANGS.search(said["rest"]):
        said["rest"] = ""
    return said


# "Udvalget beder i stedet Elevrådet om …": the adverb is the verb's, and no part of who is asked.
_LINK = re.compile(
    r"^(?:(?:i stedet|samtidig|derfor|dog|også|desuden|endvidere|derudover|herudover|ligeledes|"
    r"tillige|herefter|derefter) )+"
)
_HANGS = re.compile(r"\b(?:en person|et medlem)\b|^,? ?(?:hvor|da|fordi|idet)\b")


def _lowered(said: str) -> str:
    common = re.match(r"[A-ZÆØÅ][a-zæøå]+(?:en|et|ne)?\b", said)
    return said[:1].lower() + said[1:] if common and not opens_with_place(said) else said


def _when(words: str) -> str:
    """Return a time as it opens a sentence.

    >>> _when("til april"), _when("til næste møde"), _when("til den 3. maj")
    ('I april', 'På næste møde', 'Den 3. maj')
    """
    words = re.sub(r"^til (?=den \d)", "", words)
    words = re.sub(r"^(?:til|på) møde\b", "på mødet", words)
    words = re.sub(r"^til (?=(?:\S+ ){0,2}\S*(?:møde|gang))", "på ", words)
    words = re.sub(
        rf"^til (?=uge|foråret|sommeren|efteråret|vinteren|{'|'.join(MONTHS)})", "i ", words
    )
    return upper_first(words)


@cache
def _frames(table: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool, str], ...]:
    """Return each row: what it fits, what its time looks like, whether it is final, its line."""
    rows = load_lexicon("times")[table]
    return tuple(
        (re.compile(row["from"]), _times_of(row), row.get("final", False), row["to"])
        for row in rows
    )


def _times_of(row: dict[str, Any]) -> re.Pattern[str]:
    lasts = row.get("lasts")
    return re.compile(row.get("when", "")) if lasts is None else _UNTIL if lasts else _DUE
