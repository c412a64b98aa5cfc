"""Which way an amount goes and what it is measured against, read from the words around it.

Both functions look only inside the amount's own clause and not past the amounts beside it, and
say None rather than guess.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from pipeline.danish.cues import AnyOf, ByCue, cues_of, folded
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

Direction = Literal["more", "less", "up", "down"]

_CLAUSE_END = re.compile(
    r"[.!?]\s+(?=[A-ZÆØÅ])|[;\n]|,?\s(?:men|mens|hvorimod|hvoraf|heraf)\b|"
    r",\s(?:og|hvilket|samt|der)\b"
)
_REACH = 160
# Between the word and the number only these may stand last: "merforbrug på (ca.) 2 mio. kr."
_LINK = re.compile(
    r"(?:\bpå|\bmed|\bom|\baf|\ber|\budgør|\bsvarende til|:|\(|^)\s*"
    r"(?:(?:i alt|ca\.?|omkring|cirka|knap|godt|netto|brutto|samlet|op til|omtrent|mellem|minus|"
    r"yderligere|kr\.?)\s*)*$",
    re.IGNORECASE,
)

# How many words a word of direction may stand before its amount, if another stands behind it.
_FAR = 4


def find_direction(
    text: str, span: Span, left: int = 0, right: int | None = None
) -> tuple[Direction | None, str | None]:
    """Return the direction of the amount at *span* and the word that gives it.

    *left* and *right* are where the amounts beside it end and start.

    >>> find_direction("et mindreforbrug på 9,5 mio. kr.", Span(20, 32))
    ('less', 'mindreforbrug')
    >>> find_direction("et budget på 9,5 mio. kr.", Span(13, 25))
    (None, None)
    """
    before = _before(text, span.start, left)
    after = _after(text, span.end, len(text) if right is None else right)
    asked = _rows("adjacent", "before").asked(folded(before))
    for place, direction, pattern in asked:
        if place == "adjacent" and (match := pattern.search(before)):
            return direction, match.group().strip().lower()
    nearest: tuple[int, Direction, str] | None = None
    for place, direction, pattern in asked:
        for match in pattern.finditer(before) if place == "before" else ():
            linked = _linked(before[match.end() :])
            if linked and (nearest is None or match.start() > nearest[0]):
                nearest = (match.start(), direction, match.group().lower())
    # "et overskredet budget og en udgift, som er 9 mio. kr. mindre": the word behind is nearer.
    far = nearest is not None and len(before[nearest[0] :].split()) > _FAR
    if nearest is not None and not far:
        return nearest[1], nearest[2]
    for _, direction, pattern in _rows("after").asked(folded(after)):
        if match := pattern.match(after):
            return direction, match.group(1).lower()
    return (nearest[1], nearest[2]) if nearest is not None else (None, None)


def find_base(text: str, span: Span, left: int = 0, right: int | None = None) -> str | None:
    """Return what the amount at *span* is measured against, without its article, or None.

    >>> find_base("2 mio. kr. mere end det oprindelige budget", Span(0, 10))
    'oprindeligt budget'
    >>> find_base("3 mio. kr. i forhold til det korrigerede.", Span(0, 10))
    'korrigeret budget'
    >>> find_base("2 mio. kr. til en ny skole", Span(0, 10)) is None
    True
    """
    after = _after(text, span.end, len(text) if right is None else right)
    if _may_lead().found_in(after) and (match := _after_pattern().search(after)):
        return _plain(match["base"])
    # "Ift. budgettet er der mindreudgifter på 2 og merindtægter på 1": said once for both.
    if not _may_front().found_in(text[max(0, span.start - _REACH) : span.start]):
        return None
    near = _before(text, span.start, left)
    clause = _before(text, span.start, 0).lstrip()
    for match, window in (
        (_fronted_pattern().search(near), near),
        (_fronted_pattern().match(clause), clause),
    ):
        # In "ift. budgettet på 11 mio. kr." the amount is the base itself.
        if match and not re.fullmatch(r"\s+på\s+(?:\S+\s+)?", window[match.end() :]):
            return _plain(match["base"])
    return None


def _linked(gap: str) -> bool:
    return len(gap.split()) <= 8 and bool(_LINK.search(gap))


def _before(text: str, start: int, left: int) -> str:
    window = text[max(left, start - _REACH) : start]
    cuts = [match.end() for match in _CLAUSE_END.finditer(window)]
    return window[cuts[-1] :] if cuts else window


def _after(text: str, end: int, right: int) -> str:
    window = text[end : min(right, end + _REACH)]
    cut = _CLAUSE_END.search(window)
    return window[: cut.start()] if cut else window


@cache
def _rows(*places: str) -> ByCue[tuple[str, Direction, re.Pattern[str]]]:
    """Return the directions, and how their words stand right before, before or after an amount."""
    forms = {
        "adjacent": r"\b(?:{})\s*$",
        "before": r"(?<![\w/])(?:{})\b(?!/)",
        "after": r"\s*(?:\(|i\s)?\s*(?:\w+t\s|et\s|en\s)?({})\b",
    }
    rows = [
        (place, row["direction"], re.compile(forms[place].format(row["pattern"]), re.IGNORECASE))
        for place in places
        for row in load_lexicon("amounts")["direction"]
        if row["place"] in (place, "both" if place != "adjacent" else place)
    ]
    return ByCue([(row, cues_of(row[2])) for row in rows])


@cache
def _base() -> dict[str, Any]:
    base: dict[str, Any] = load_lexicon("amounts")["base"]
    return base


def _phrase() -> str:
    # At most eight words before the head; commas may set off an insertion ("det, af KL, nye …").
    words = r"(?:[\wæøå.'’-]+,?\s+){0,8}?(?:opr\.|korr\.)?"
    when = r"(?:\s(?:for|i)\s(?:20\d\d|foråret|efteråret)|\s20\d\d|\sfør)?"
    # "… korrigeret budget og 12,9 mio. kr. i forhold til det oprindelige": the head is left out.
    alone = r"det (?:oprindelige|korrigerede|vedtagne)(?=[.,;]|$|\s(?:og|men|mens)\b)"
    return rf"(?P<base>{words}{_base()['head']}{when}|{alone})(?![\w-])"


def _leads(name: str) -> str:
    return "|".join(re.escape(lead) for lead in _base()[name])


@cache
def _after_pattern() -> re.Pattern[str]:
    # "over" and "under" compare only right after the amount: "2 mio. kr. under budgettet".
    lead = rf"(?<!\w)(?:{_leads('lead')}|(?:(?<=^)|(?<=^\s))(?:over|under))"
    return re.compile(rf"{lead}\s+{_phrase()}", re.IGNORECASE)


@cache
def _may_lead() -> AnyOf:
    return AnyOf([_leads("lead"), r"^\s?(?:over|under)"])


@cache
def _may_front() -> AnyOf:
    return AnyOf([_leads("fronted")])


@cache
def _fronted_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_leads('fronted')})\s+{_phrase()}", re.IGNORECASE)


def _plain(phrase: str) -> str:
    """Return a noun phrase in lower case, without article and insertion, adjectives in place."""
    phrase = re.sub(r",\s*(?:af|fra)\s[^,]{1,30},", "", phrase)
    spaced = re.sub(r"\b(opr|korr|oprind)\.(?=\S)", r"\1. ", phrase, flags=re.IGNORECASE)
    words = [_lower(word) for word in spaced.replace(",", "").split()]
    article = words[0] if words[0] in ("det", "den", "de", "et", "en") else ""
    words = words[1:] if article else words
    # After a genitive and in the plural an adjective keeps its -e: "KL's nye sigtepunkt".
    if article != "de" and not words[0].endswith("s"):
        gender = 1 if article in ("den", "en") else 0
        forms = _base()["adjective"]
        words = [forms[word][gender] if word in forms else word for word in words]
        words += ["budget"] if len(words) == 1 and words[0] in _NEUTER else []
    short = _base()["short"]
    return " ".join(short.get(word, word) for word in words)


_NEUTER = frozenset({"oprindeligt", "korrigeret", "vedtaget"})


def _lower(word: str) -> str:
    return word if word[:2].isupper() else word.lower()
