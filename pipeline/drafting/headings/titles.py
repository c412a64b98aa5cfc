"""Titles as noun phrases: what an item is about, in a sentence and in a headline.

The frames stand in ``lexicon/titles.toml``. Where the form of a noun is unknown, "sagen om …" is
always grammatical.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.cues import ByCue, Row, folded, rows_by_cue
from pipeline.danish.nouns import calm, definite, is_approved, is_definite, lower_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.headings.bare import is_bare
from pipeline.drafting.headings.shortened import LIST, LOOSE_END
from pipeline.drafting.headings.told_titles import subject_of
from pipeline.drafting.plain.wording import plain_words
from pipeline.lexicon import load_lexicon

_LEADING = re.compile(
    r"^(?:(?:[A-ZÆØÅ]{1,4}|Åben(?:t punkt)?) ?[-–:] |"
    r"(?:Emne|Sag|Overskrift|Titel|Vedr\.?|Vedrørende|Ang\.?|Angående): (?=\S)|"
    r"[a-zæøå]\) |[IVX]+[.)] |"
    r"\((?:optaget|tilføjet|udsat|genoptaget)[^)]*\) |"
    r"\((?:[A-ZÆØÅ](?:, )?)?(?:[^()]*\d{1,2}[.:]\d\d[^()]*)?\) )"
)
# "(17/8450)", "(j.nr. 00.30.10Ø01/0004)", "sag 23/04410 · 10.10.2023": what an archive needs.
_NUMBER = r"(?:\d\d/\d{4,6}|\d{4}-\d{5,}|\d{2}\.\d{2}[\w.]*[-/][\w./-]+|[A-Z]{1,3}-\d{4}/\d+)"
_FILED = re.compile(
    rf"\s*\((?:j\.? ?nr\.?|sag(?:s?nr\.?)?|jr\.?nr\.?)? ?{_NUMBER}\)|"
    rf",?(?: [(]?[A-ZÆØÅ](?:/[A-ZÆØÅ])?[)]?,)?[ ,]+(?:j\.? ?nr\.?|sag(?:s?nr\.?)?)? ?{_NUMBER}"
    r"(?: ·.*)?$|"
    r"\s+\((?:[A-ZÆØÅ](?:/[A-ZÆØÅ])?)\)(?=, \d|$)|"
    r"\s*(?:Læs op|Lyt|Udskriv|Print|Del) [|·▾].*$|\s*[▾►→]+$|\s*`[^`]*`|(?<=\w) \| [A-Z].*$|"
    rf"\s*\([^()]*$|\s+Journal(?:nr\.?)?(?::.*)?$|\s+[Jj]\.? ?nr\.? {_NUMBER}.*$|"
    r"\s+(?:Sag|Dok)(?:\.|s?nr\.)?:? [\d-]{5,}.*$"
)
_SHOUTED = re.compile(r"^([A-ZÆØÅ])([A-ZÆØÅ]{4,})(?=: )")
_DASH = re.compile(r"\s[-–]\s|: |(?<!\b[NG][rl])(?<!dr|kt)\. [A-ZÆØÅ]|[?!;»«\"”]")


class Matter(NamedTuple):
    """An item in words.

    ``thing`` stands after a verb ("budgetopfølgningen"), ``about`` after "orienteringen om",
    ``case`` is "sagen om …", and ``topic`` is for headlines. ``approved`` stands after
    "godkendte": a body discusses "sygefraværet" and approves "sagen om sygefravær".
    """

    thing: str
    about: str
    case: str
    topic: str
    approved: str


@lru_cache(maxsize=1024)
def matter_of(title: str, meeting: date | None = None) -> Matter:
    """Return the phrases for an item with this title.

    >>> matter_of("Samlet budgetopfølgning pr. 1. maj").thing
    'den samlede budgetopfølgning pr. 1. maj'
    >>> matter_of("GPS Trackere i kommunens biler").thing
    'GPS-trackerne i kommunens biler'
    >>> matter_of("Havnen - hvad nu?").case
    'sagen »Havnen - hvad nu?«'
    >>> matter_of("Varmen ned - temperaturen i bygningerne").case
    'sagen om temperaturen i bygningerne'
    """
    title = _FROM_WHOM.sub(_about, subject_of(clean_title(title, meeting)))
    title = _SLOGAN.sub("", title)
    comma = ", " in title and not LIST.search(title)
    if not title.split():
        return Matter("sagen", "sagen", "sagen", "punkt uden titel", "sagen")
    head = _before_subtitle(title)
    if head and clean_title(head, meeting):
        return matter_of(head, meeting)._replace(topic=_with_colon(title))
    part = _one_part(title) if comma or re.search(r": |\s[-–]\s", title) else None
    if part and clean_title(part, meeting):
        one = matter_of(part, meeting)
        # Of the whole that the part belongs to, nothing was said yes to.
        return Matter(one.case, one.about, one.case, _with_colon(title), one.case)
    if _DASH.search(title) or comma:
        quoted = f"sagen »{title}«"
        return Matter(quoted, f"»{title}«", quoted, _with_colon(title), quoted)
    for pattern, row in _rows("frame").asked(folded(title)):
        match = pattern.fullmatch(title)
        if match:
            return _matter(row, lower_first(match["x"]), lower_first(title))
    raise AssertionError("the last frame takes any title")


# "Varmen ned, lyset slukket – temperaturen i bygningerne": a slogan names no case.
_SLOGAN = re.compile(
    r"^(?:[^:–]{3,40}? (?:ned|op|ud|ind|væk|hjem)(?:,[^:–]*)?|(?:Tilbage|Videre|Sammen|Klar|Snart) "
    r"(?:på|til|i|om|med) [^:–-]{2,40}?)(?: [–-] |: )(?=\S{4,} \S.{5})"
)
# "Forslag fra Liste K: 40 km/t i byen": what it is about stands after the colon.
_FROM_WHOM = re.compile(
    r"^((?:Forslag|Ansøgning|Henvendelse|Anmodning|Initiativsag) fra [^:]{2,40}): (\S.*)$"
)


def _about(match: re.Match[str]) -> str:
    if has_finite(match[2]):
        return match[0]
    return f"{match[1]} om {lower_first(match[2])}"


def _before_subtitle(title: str) -> str | None:
    """Return what stands before a dash or colon, where it names the case by itself.

    >>> _before_subtitle("Solceller på marker - principper")
    'Solceller på marker'
    >>> _before_subtitle("Høring: kvalitetsstandard"), _before_subtitle("Havnen - hvad nu?")
    (None, None)
    """
    parts = re.split(r"\s[-–]\s|: ", title)
    head = parts[0].strip()
    plain = len(parts) > 1 and not re.search(r"[?!;»«\"”()]|\. [A-ZÆØÅ]", title)
    if _BETWEEN.search(title) or (": " in title and ", " in head):
        return None
    weak = len(head.split()) < 2 or len(head) < 12
    return head if plain and not weak else None


# "cykelsti Hjulmose - Agerlykke": a stretch, no subtitle.
_BETWEEN = re.compile(r"(?<=\w )[A-ZÆØÅ]\w+ [-–] [A-ZÆØÅ]\w+(?=,|$)")


def _one_part(title: str) -> str | None:
    """Return the part of a title with a comma, colon or dash that names the case by itself.

    >>> _one_part("Digital kørebog, varsling"), _one_part("Høring: ny struktur for bibliotekerne")
    ('Digital kørebog', 'ny struktur for bibliotekerne')
    >>> _one_part("Havn, skole og vej"), _one_part("Spildevandsplan 2011-2018, tillæg 2 om vej")
    (None, None)
    >>> _one_part("Musikskolen - takster for 2027"), _one_part("Halvårsregnskab, status pr. 1. maj")
    ('Musikskolen', None)
    """
    parts = re.split(r": |, |\s[-–]\s", title)
    if len(parts) != 2 or re.search(r"[?!;»«\"”()]|\. [A-ZÆØÅ]", title):
        return None
    head, rest = parts
    if is_bare(head):
        return lower_first(rest) if len(rest.split()) > 2 else None
    if _NARROWS.match(rest) or LIST.search(title):
        return None
    if re.fullmatch(r"[A-ZÆØÅ][a-zæøå]{8,}", head) and not _OF_MANY.fullmatch(head):
        return head
    if ", " not in title:
        return None
    return head if len(head.split()) > 1 and len(head) > 9 else None


# What there is one of for each thing: by itself it names none.
_OF_MANY = re.compile(
    r"\w*(?:regnskab|rapport|beretning|opgørelse|ansøgning|ansøgninger|konstituering|drøftelse|behandling)",
    re.IGNORECASE,
)
# "havn, skole og vej"
# "spildevandsplan 2011-2018, tillæg 2": only that part of it was decided.
_NARROWS = re.compile(
    r"(?:forslag|ansøgning|ønske|klage) (?:om|til|fra)\b|\d\. behandling\b|"
    r"(?:\w+ )?(?:tillæg|ændring|del|etape|afsnit|fase)\b|\w*tillæg\b",
    re.IGNORECASE,
)


def _with_colon(title: str) -> str:
    """Put a colon for the dash before a subtitle, which goes on with a small letter.

    >>> _with_colon("Skolestruktur - Tre små skoler"), _with_colon("Budgetopfølgning 2 - 2014")
    ('Skolestruktur: tre små skoler', 'Budgetopfølgning 2 i 2014')
    """
    head, *rest = re.split(r"\s[-–]\s|: ", title)
    if len(rest) == 1 and re.fullmatch(r"(?:19|20)\d\d", rest[0]):
        return f"{head} i {rest[0]}"
    return ": ".join([head, *map(lower_first, rest)])


@lru_cache(maxsize=1024)
def clean_title(title: str, meeting: date | None = None) -> str:
    """Return the title in plain spelling, its noise tail off.

    >>> clean_title("Ny legeplads - Beslutning"), clean_title("Ny hal - finansiering")
    ('Ny legeplads', 'Finansiering af ny hal')
    """
    title = calm(title) if " " in title else title
    title = _FILED.sub("", _LEADING.sub("", title.strip()))
    title = _SHOUTED.sub(lambda match: match[1] + match[2].lower(), title)
    title = _LEADING.sub("", (plain_words(title, meeting) or title).strip(" .*-–"))
    title = _rows("tail").rewritten(title, _without_tail)
    title = LOOSE_END.sub("", title.strip(" -–,"))
    return f"{title}." if title.endswith(("m.fl", "m.m", " mv", "m.v")) else title


def _without_tail(one: Row, title: str) -> str:
    match = one.pattern.search(title)
    if match is None or not match.start():
        return title
    head, to = title[: match.start()], one.row["to"]
    x = head if to.startswith("{x}") else lower_first(head)
    return match.expand(to.replace("$", "\\")).replace("{x}", x)


# The names of a case are asked for by its headline, its lines and the post's.
@lru_cache(maxsize=1024)
def headed(topic: str) -> str:
    """Return what a topic is about, without what kind of paper it came on.

    >>> headed("lokalplan 2.14 for boliger på Skovmark"), headed("ansøgning om støtte til teater")
    ('lokalplan for boliger på Skovmark', 'støtte til teater')
    """
    return _rows("headed", "(?:{})$").rewritten(topic, _without_kind)


def _without_kind(one: Row, topic: str) -> str:
    match = one.pattern.match(topic)
    return str(one.row["to"]).replace("{x}", match["x"]) if match else topic


def _matter(row: Mapping[str, str], x: str, title: str) -> Matter:
    known = definite(x)
    case = str(row.get("case", "sagen om {x}")).replace("{x}", x)
    if "{X}" in row["thing"]:
        thing = row["thing"].replace("{X}", known) if known else case
    else:
        thing = row["thing"].replace("{x}", known or x)
    if "{x}" in row["about"] and row["about"] != "{x}":
        about = row["about"].replace("{x}", known or x)
    elif "{x}" in row["about"]:
        about = known or x
    else:
        about = row["about"]
    topic = row["topic"].replace("{x}", x)
    if row["topic"] == "{x}" and not is_definite(title) and row["pattern"].startswith("(?P"):
        topic = title
    approved = thing if is_approved(x) else case
    if "approved" in row and known:
        approved = row["approved"].replace("{X}", known)
    return Matter(thing, about, case, topic, approved)


@cache
def _rows(table: str, form: str = "{}") -> ByCue[Row]:
    return rows_by_cue(load_lexicon("titles")[table], form=form)
