"""What a body recommends where it sends a case on "med bemærkning, at …": that is its decision."""

from __future__ import annotations

import re
from datetime import date

from pipeline.danish.dates import find_dates
from pipeline.danish.nouns import upper_first

_SENT = (
    r"^\W*(?:sagen |punktet |forslaget |ansøgningen )?"
    r"(?:fremsend|oversend|videresend|indsend|send|indstill|forelæg|gå)(?:es|s|t|er|r|te|tes)\b"
    r"[^.;:]{0,90}?"
)
_JOINT = (
    r"(?:,? med (?:den |følgende )?(?:bemærkning|påtegning|tilkendegivelse|udtalelse)(?:en)?"
    r"(?: om)?,? at |,? idet )"
)
# A body of another name than these is another one: "at Handicaprådet anbefaler …".
_WHO = (
    r"(?:(?:et (?:\w+ )?)?flertal(?:let)?(?: (?:i|af) (?=magistrat|udvalg|direktion|råd))?|"
    r"(?:et |det )?(?:enigt?|enige|samlede|samlet) )?(?:(?:den|det|man)\b|"
    r"(?:magistrat|økonomiudvalg|udvalg|direktion|byråd|kommunalbestyrels|bestyrels)(?:en|et)?\b)?"
)
_DOES = (
    r"(?=[^,;:]{0,60}?\b(?:(?:anbefal|indstill|tilråd)(?:er|ede)|"
    r"(?:kan|kunne|vil|ville) (?:ikke )?(?:anbefale|indstille|tilråde|tiltræde))\b)"
)
_REMARK = re.compile(rf"{_SENT}{_JOINT}(?={_WHO} {_DOES})(?=\w)", re.IGNORECASE)


def recommends_from(sentence: str) -> int:
    """Return where what the body recommends begins in the sentence that sends a case on, or 0.

    >>> text = "Fremsendes til Byrådet med bemærkning, at Magistraten den 4. maj anbefaler planen."
    >>> text[recommends_from(text) :]
    'Magistraten den 4. maj anbefaler planen.'
    >>> recommends_from("Sendes til Byrådet med bemærkning om, at Handicaprådet anbefaler planen.")
    0
    """
    found = _REMARK.match(sentence)
    return found.end() if found else 0


_ORDER = re.compile(
    r"(?P<who>[A-ZÆØÅa-zæøå][\w -]{2,60}?)"
    r"(?P<when> (?:i|på) (?:sit )?møde[t]?(?: den [^,;:]{3,25}?)?| den \d[^,;:]{3,22}?)?"
    r"(?P<how> enstemmigt| enigt| ikke)? "
    r"(?P<verb>(?:anbefal|indstill|tilråd)(?:er|ede)|kan|kunne|vil|ville) ?"
)


def remark_alone(text: str, meeting: date | None) -> str:
    """Return a remark that stood behind "at" as a main clause, the meeting's own day left out.

    >>> remark_alone("Magistraten i mødet den 4. maj ikke kan anbefale planen.", date(2020, 5, 4))
    'Magistraten kan ikke anbefale planen.'
    >>> remark_alone("udvalget den 2. maj anbefaler planen.", date(2020, 5, 4))
    'Udvalget anbefaler den 2. maj planen.'
    """
    found = _ORDER.match(text)
    if found is None or not (found["when"] or found["how"]):
        return upper_first(text)
    days = {one.date for one in find_dates(found["when"] or "", meeting=meeting)}
    when = "" if days <= {meeting} else found["when"] or ""
    does = f"{found['verb']}{when}{found['how'] or ''}"
    return f"{upper_first(found['who'])} {does} {text[found.end() :]}"
