"""What stands on a web page and is not the minutes: menus, banners, buttons, hidden parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

SILENT_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "aside",
        "input",
        "select",
        "option",
        "textarea",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "dialog",
        "head",
        "meta",
        "link",
        "colgroup",
        "img",
        "picture",
        "footer",
    ]
)
_SILENT_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "complementary",
        "tooltip",
    ]
)
# Whole words of class and id ("cookie-banner", "navbar_top"), so that "menukort" stays.
_SILENT_NAMES = re.compile(
    r"(?<![a-z])(?:cookies?|cookiebanner|cookieconsent|consent|coi-banner|navbar|navigation|"
    r"nav|menu|submenu|breadcrumbs?|sidebar|footer|modal|dropdown|skip-?link|skip-to|share|"
    r"sharing|social|pagination|pager|toolbar|to-?top|back-to-top|tilbage|spinner|toast|"
    r"tooltip|sr-only|visually-hidden|pdf-label|print|searchbox|feedback|newsletter)(?![a-z])",
    re.IGNORECASE,
)
# Names of the parts of a page that hold the text itself, whatever else they are called.
_SPEAKING_NAMES = re.compile(
    r"(?<![a-z])(?:details|accordion|collapse|collapsible|panel|punkt|content|indhold|tab|"
    r"referat|dagsorden)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINES = re.compile(
    r"(?:til toppen|tilbage til (?:toppen|forsiden|oversigten)|hent (?:som )?pdf|"
    r"hent hele (?:referatet|dagsordenen)|hent (?:punkt(?:et)?|bilag) som pdf|kopi[eé]r link|"
    r"udskriv(?: siden)?|print|del(?: siden| på .{1,20})?|læs op|lyt(?: til siden)?|luk|"
    r"vis (?:mere|mindre|alle)|"
    r"åbn/luk punkt|åbn alle|luk alle|fold (?:ud|ind|alle ud|alle ind)|åbner i nyt vindue|"
    r"accept[eé]r(?: alle| cookies| alle cookies)?|afvis(?: alle)?|"
    r"(?:gå|spring) til (?:hoved)?indhold(?:et)?|tip en ven|søg|menu|pdf)[.:»›>↑×]?",
    re.IGNORECASE,
)


def is_noise_line(line: str) -> bool:
    """Tell whether *line* is the text of a button and nothing else.

    >>> is_noise_line("Til toppen"), is_noise_line("Til toppen af Bakken")
    (True, False)
    """
    return _LINES.fullmatch(line.strip()) is not None


def is_silent(tag: str, attributes: Mapping[str, str | None], shown: frozenset[str]) -> bool:
    """Tell whether an element says nothing of the meeting.

    Args:
        tag: The element's name, in lower case.
        attributes: Its attributes.
        shown: The ids that a button of the page unfolds; being folded they may be marked hidden
            and still hold an item's text.

    >>> is_silent("div", {"class": "cookie-banner"}, frozenset())
    True
    >>> is_silent("div", {"style": "display: none", "id": "details1"}, frozenset({"details1"}))
    False
    """
    if tag in SILENT_TAGS:
        return True
    if not attributes:
        return False
    if (attributes.get("role") or "").lower() in _SILENT_ROLES:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    speaks = _SPEAKING_NAMES.search(names) is not None
    if tag not in ("body", "html", "main", "article", "form") and _SILENT_NAMES.search(names):
        return not speaks or "cookie" in names.lower() or "modal" in names.lower()
    hidden = (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(attributes.get("style") or "")
    )
    return bool(hidden) and not speaks and attributes.get("id") not in shown
