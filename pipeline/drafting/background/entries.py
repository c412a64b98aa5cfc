"""One entry of a list told with what the line above it says: a result, a date, a share of all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.clauses import stop
from pipeline.danish.dates import MONTHS
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import join_list, lower_first
from pipeline.danish.verbs import has_finite, is_attribute, is_finite
from pipeline.drafting.noted.fields import told_field
from pipeline.drafting.noted.values import value_of

_RESULT = re.compile(
    r"(?P<what>[A-ZÆØÅ][^:\d]{2,50}): (?P<expected>forventet |ventet )?(?:et )?"
    r"(?P<word>mer|mindre)(?P<kind>forbrug|udgift|indtægt)(?:er)? på "
    r"(?P<sum>\d[\d.,]* (?:mio\. )?kr)\.?"
    r"(?P<base> i forhold til [^,;]+?)?"
    r"(?P<tail>(?:, (?:især|mest|primært|hovedsageligt?)| som følge af| på grund af) [^,;:]+)?\.?"
)
_BASE = re.compile(
    r"\b[Ii] forhold til (?:det )?(?P<base>(?:oprindelig|korrigered?|vedtagn?e)[a-zæøå]* budget)\b"
)
_ALL = re.compile(r"(?:I alt|Samlet|Total|Hele \w+|Alle \w+|Sum)$")
_SHOWS = re.compile(r"(?P<what>[A-ZÆØÅ][a-zæøå]+(?:en|et))\b.*\bviser$")
_DAY = rf"(?:den )?(?P<day>\d{{1,2}}\. (?:{'|'.join(MONTHS)})(?: (?:19|20)\d\d)?)"
_DATED = re.compile(rf"{_DAY}(?: kl\. [\d.:]+)?: (?P<what>.+?)\.?", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?P<what>[^:]{2,40}): "
    r"(?P<value>\d[\d.,]*(?: (?:mio\. )?(?:kr\.|pct\.|%|procent)| [a-zæøå]+){0,2})"
)
_MOST_WORDS, _LONGEST = 9, 24
_MOST_JOINED = 3
_MOST_SUBJECT = 8


def told_result(head: str, entry: str) -> str:
    """Return more or less than the budget as a sentence, with the base from entry or head.

    >>> told_result("Ventet i forhold til korrigeret budget", "Børn: merforbrug på 5 kr.")
    'For børn ventes et merforbrug på 5 kr. i forhold til det korrigerede budget.'
    >>> told_result("Opfølgningen viser", "I alt: mindreforbrug på 5 kr. i forhold til budgettet")
    'I alt viser opfølgningen et mindreforbrug på 5 kr. i forhold til budgettet.'
    >>> told_result("Opfølgningen viser", "Børn: merforbrug på 5 kr.")
    ''
    """
    match = _RESULT.fullmatch(entry)
    base = _BASE.search(entry) or _BASE.search(head)
    if match is None or not (base or match["base"]):
        return ""
    shows = _SHOWS.match(head)
    if re.search(
        r"\b(?:[Ff]or)?[Vv]ente[ts]\b|\b[Ff]orvente[ts]\b|\bpeger (?:\w+ )?på\b",
        f"{match['expected'] or ''}{head}",
    ):
        says = "ventes"
    elif shows:
        says = f"viser {lower_first(shows['what'])}"
    else:
        return ""
    of = "I alt" if _ALL.match(match["what"]) else f"For {_called(match['what'])}"
    article = "et" if match["kind"] == "forbrug" else "en"
    against = f" i forhold til {_definite(base['base'])}" if base else match["base"]
    tail = match["tail"] or ""
    return stop(
        f"{of} {says} {article} {match['word']}{match['kind']} på {match['sum']}.{against}{tail}"
    )


def _called(what: str) -> str:
    """Return what an entry is about as it reads behind "for": "Børn og Unge" is a name."""
    return what if re.search(r" [A-ZÆØÅ]", what) else lower_first(what)


def _definite(base: str) -> str:
    first = base.split(maxsplit=1)[0]
    said = {"oprindeligt": "oprindelige", "korrigeret": "korrigerede", "vedtaget": "vedtagne"}
    return f"det {said.get(first, first)} budget"


def told_dated(entry: str) -> str:
    """Return an entry that opens with a day as a sentence, "" where none is sure.

    >>> told_dated("1. april: Områderne afleverer forslag."), told_dated("20. juni: Høringsfrist.")
    ('Områderne afleverer forslag den 1. april.', 'Høringsfristen er den 20. juni.')
    >>> told_dated("11. marts: Sygefravær"), told_dated("1. april: Høringen slutter ikke.")
    ('', '')
    """
    match = _DATED.fullmatch(entry)
    if match is None:
        return ""
    what, day = match["what"].strip(), match["day"]
    if _NEGATED.search(what):
        # "Planen er ikke vedtaget den 2. maj" may mean another day.
        return ""
    if not has_finite(what):
        return (
            (told_field(what, day) or "") if len(what.split()) == 1 and _IS_DAY.search(what) else ""
        )
    told = stop(f"{what} den {day}")
    return told if "," not in what and len(what.split()) <= _MOST_WORDS and is_whole(told) else ""


_NEGATED = re.compile(r"\b(?:ikke|ingen|intet|aldrig)\b", re.IGNORECASE)
_IS_DAY = re.compile(r"(?:frist|start|møde|dag|slut|åbning)$", re.IGNORECASE)


def told_under(front: str, clause: str) -> str:
    """Return a sentence with a phrase in front, "" where its verb isn't found.

    >>> told_under("Ifølge målingen", "Tre har brugt den."), told_under("Efter tallene", "Fire")
    ('Ifølge målingen har tre brugt den.', '')
    >>> told_under("Efter tallene", "I maj er fraværet 7 pct.")
    ''
    """
    if _IN_FRONT.match(clause):
        return ""
    words = clause.split(" ")
    for place, word in enumerate(words[1 : _MOST_SUBJECT + 1], 1):
        if words[place - 1].endswith((",", ":", ";")):
            return ""
        known = is_finite(word) or (place == 1 and acts(clause))
        if known and not is_attribute(" ".join(words[: place + 1])):
            subject, rest = " ".join(words[:place]), " ".join(words[place + 1 :])
            told = f"{front} {word} {lower_first(subject)} {rest}"
            return told if is_whole(told) else ""
    return ""


# "I maj er fraværet 7 pct.": the subject stands behind the verb.
_IN_FRONT = re.compile(
    r"(?:I|På|Ved|Efter|Ifølge|Fra|Til|Med|Hos|For|Under|Siden|Hvis|Når|Da|Derfor|Der(?:udover|efter)|"
    r"Desuden|Nu|Her|Samtidig) "
)


def joined(head: str, entries: Sequence[str]) -> str | None:
    """Return a line and the short entries below it as one sentence, None where that isn't sure.

    >>> joined("Der var 38 tilsyn i 2019", ["33 uden anmærkninger.", "4 indskærpelser."])
    'Der var 38 tilsyn i 2019: 33 uden anmærkninger og 4 indskærpelser.'
    >>> joined("Tallene er klar", ["Velfærd: 6,9 pct.", "Teknik: 4,3 pct."]) is None
    True
    >>> joined("Planen har to spor", ["Lønspor, som skal rumme løn.", "Bilspor, der er nyt."])
    'Planen har to spor: lønspor og bilspor.'
    """
    said = [_of_kind(head, one) or _short(one) for one in entries]
    if not all(said) or len(said) < 2 or _FIGURES.search(head):
        return None
    for count in range(min(len(said), _MOST_JOINED), 1, -1):
        among = "" if count == len(said) else "blandt andet "
        told = stop(f"{head}: {among}{join_list([one for one in said[:count] if one])}")
        if len(told.split()) <= _LONGEST:
            return told
    return None


def _of_kind(head: str, entry: str) -> str | None:
    """Return the name of a part that the line above counts, without the clause on it."""
    counted, part = _COUNTED.search(head), _PART.match(entry)
    if counted is None or part is None or counted["what"] not in part["name"].lower():
        return None
    return lower_first(part["name"])


# "fire spor" above "Økonomisporet, som skal sikre …": a name, whatever the clause tells of it.
_COUNTED = re.compile(
    r"\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|\d+) (?P<what>[a-zæøå]{4,}?)(?:er|e)?$"
)
_PART = re.compile(r"(?P<name>[^\W\d_](?:[^\W\d_]|[ -]){2,60}), (?:som|der|hvor) ")


def _short(entry: str) -> str | None:
    """Return an entry without a verb as it may stand in a row, None for any other."""
    match = _LABELLED.match(entry)
    if match and entry[match.end() :].strip(". ")[:1] in ("", "("):
        return f"{match['what']} {match['value'].strip()}" if _has_no_verb(match["what"]) else None
    text = entry.rstrip(".;,") if not entry.endswith(("kr.", "pct.")) else entry
    plain = not re.search(r"[:;,()]", text) and len(text.split()) <= _MOST_WORDS
    return (
        lower_first(text) if plain and _has_no_verb(text) and _DATED.match(entry) is None else None
    )


def _has_no_verb(text: str) -> bool:
    return not (has_finite(text) or acts(text) or any(map(is_finite, text.split())))


def acts(text: str) -> bool:
    """Tell whether a verb of no table follows the definite subject of a sentence.

    >>> acts("Borgerne møder syv."), acts("Møder om syv.")
    (True, False)
    """
    return _ACTS.match(text) is not None


_ACTS = re.compile(
    r"[A-ZÆØÅ][a-zæøå-]+(?:erne|ene|en|et) "
    r"(?!(?:efter|eller|under|over|heller|især|senere|sidste)\b)[a-zæøå]{3,}(?:er|ede)\b"
)


def told_effect(entry: str) -> str:
    """Return what a part costs or saves as a sentence, "" where none is sure.

    >>> told_effect("Samlet indkøb: besparelse på 5 kr. om året.")
    'For samlet indkøb er besparelsen 5 kr. om året.'
    """
    match = _EFFECT.fullmatch(entry)
    if match is None:
        return ""
    of = "I alt" if _ALL.match(match["what"]) else f"For {_called(match['what'])}"
    kind = f"{match['kind'].removesuffix('e')}en"
    rest = match["rest"].rstrip(". ")
    return stop(f"{of} er {kind} {rest}{'.' if rest.endswith('kr') else ''}")


_EFFECT = re.compile(
    r"(?P<what>[A-ZÆØÅ][^:\d]{2,50}): (?:en )?(?P<kind>besparelse|(?:mer|mindre)?udgift|"
    r"(?:mer|mindre)?indtægt) på (?P<rest>\d[\d.,]* (?:mio\. )?kr\.[^;:]*)"
)


_FIGURES = re.compile(r"\b[Tt]al(?:lene)?\b")
# What was aimed at, and a sum, stand beside the parts that a figure is of.
_NO_PART = re.compile(r"(?:mål|måltal|budget|ramme|loft|i alt|samlet)\w*\b", re.IGNORECASE)
_THEN = re.compile(r" \((?P<year>(?:19|20)\d\d): (?P<sum>\d[\d,]*(?: pct\.| ?%)?)\)")


def told_figure(head: str, entry: str) -> str:
    """Return a figure of several below "Tallene for 2020 er klar" as a sentence.

    >>> told_figure("Tallene er klar", "Velfærd: 6,9 pct. (2018: 6,1 pct.)")
    'For velfærd er det 6,9 pct. mod 6,1 pct. i 2018.'
    >>> told_figure("Tallene er klar", "Mål: 5,0 pct.")
    ''
    """
    match = _LABELLED.match(entry)
    printed = _THEN.sub(r" mod \g<sum> i \g<year>", entry[match.start("value") :] if match else "")
    value = value_of(printed)
    if match is None or not value or not _FIGURES.search(head) or _NO_PART.match(match["what"]):
        return ""
    return stop(f"For {_called(match['what'])} er det {value}")


def told_measured(above: str, entry: str) -> str:
    """Return a figure of several below a sentence that says what was measured, "" where not sure.

    >>> told_measured("HR har opgjort fraværet for maj.", "Skoler: 5,3 pct. mod 5,7 pct. i 2024")
    'For skoler er fraværet 5,3 pct. mod 5,7 pct. i 2024.'
    >>> told_measured("Ventetiden er målt i uge 12.", "Mål: 9 dage")
    ''
    """
    said, match = _MEASURED.search(above), _LABELLED.match(entry)
    value = value_of(entry[match.start("value") :]) if match else ""
    if not said or not match or not value or _NO_PART.match(match["what"]):
        return ""
    what = lower_first(said["what"] or said["subject"])
    return stop(f"For {_called(match['what'])} er {what} {value}")


_MEASURED = re.compile(
    r"\bhar (?:opgjort|målt|beregnet) (?P<what>[a-zæøå]{4,}(?:et|en))\b|"
    r"^(?P<subject>[A-ZÆØÅ][a-zæøå]{3,}(?:et|en)) er (?:opgjort|målt|beregnet)\b"
)
_OF_PRICES = re.compile(r"\b(?:priser|tilbud|tilbuddene|prisen|udgiften|koster)\b", re.IGNORECASE)
_SUM = r"\d[\d.,]* (?:mio\. |mia\. )?kr\."
_BOUGHT = re.compile(rf"(?P<what>[A-ZÆØÅ][^:]{{2,60}}): (?P<sum>{_SUM}(?: (?:om året|årligt))?)")
_PRICE = re.compile(rf"Pris(?:en)?:? (?P<sum>{_SUM}(?: (?:om året|årligt))?)")


def told_price(head: str, parts: Sequence[str]) -> tuple[int, str] | None:
    """Return which of the sentences of an entry has a price, and that with what it buys.

    >>> told_price("Der er tre priser", ["Skydedør: 215.000 kr."])
    (0, 'For skydedør er prisen 215.000 kr.')
    >>> told_price("HR har set på", ["Egen vagt.", "Pris: 2 mio. kr. om året."])
    (1, 'For egen vagt er prisen 2 mio. kr. om året.')
    >>> told_price("Der er to bud", ["Nord: 215.000 kr."]) is None
    True
    """
    match = _BOUGHT.match(parts[0]) if _OF_PRICES.search(head) else None
    if match:
        return 0, _price_of(match["what"], match["sum"])
    what = parts[0].rstrip(".")
    if ":" in what or has_finite(what):
        return None
    found = ((at, _PRICE.match(one)) for at, one in enumerate(parts) if at)
    return next(((at, _price_of(what, one["sum"])) for at, one in found if one), None)


def _price_of(what: str, price: str) -> str:
    return stop(f"For {lower_first(what)} er prisen {price}")
