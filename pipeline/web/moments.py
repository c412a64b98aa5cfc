"""Days and times as the page tells them: "i dag kl. 11.42", "12. maj 2025"."""

from __future__ import annotations

import datetime as dt

from pipeline.danish.dates import format_date


def day_of(day: dt.date | None) -> str:
    """Return a day in Danish, nothing where there is none.

    >>> day_of(dt.date(2025, 5, 12)), day_of(None)
    ('12. maj 2025', '')
    """
    return format_date(day) if day else ""


def clock_of(moment: dt.datetime) -> str:
    """Return the time of day where this machine is: hours and minutes with a full stop."""
    return f"{moment.astimezone():%H.%M}"


def moment_of(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return day and time, the day by its name where it is today or yesterday.

    >>> noon = dt.datetime(2025, 5, 12, 12, tzinfo=dt.UTC)
    >>> moment_of(noon, noon).split(" kl. ")[0]
    'i dag'
    >>> moment_of(noon, noon + dt.timedelta(days=1)).split(" kl. ")[0]
    'i går'
    >>> moment_of(noon, noon + dt.timedelta(days=9)).split(" kl. ")[0]
    '12. maj 2025'
    """
    today = (now or dt.datetime.now(dt.UTC)).astimezone().date()
    day = moment.astimezone().date()
    names = {today: "i dag", today - dt.timedelta(days=1): "i går"}
    return f"{names.get(day) or day_of(day)} kl. {clock_of(moment)}"
