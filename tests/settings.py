"""The ways in which known minutes are set anew: titles, headings, decisions, pages, damage.

Each stands for a habit of real systems. A form in braces is filled for each item: ``{n}`` is its
place, ``{m}`` a number that goes on from another meeting, ``{t}`` its title, ``{c}`` its case
number. In forms of headings ``{w}`` are its words, ``{W}`` the same in capitals, and ``{x}`` the
text that runs on from it; ``{body}``, ``{day}`` and ``{long}`` are those of the meeting. A setting
returns nothing of minutes that it doesn't fit.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from random import Random

from relaid import SECRET, Known, Line, text_of

from pipeline.danish.dates import MONTHS
from pipeline.labels import SectionKind
from pipeline.splitting.headings import table_kind

Setting = Callable[[Known, Random], Sequence[Line]]

ITEMS = (
    "Punkt {n}: {t}", "Pkt. {m} {t}", "({n}) {t}", "{n}) {t}", "Sag {n} / {t}", "{n} - {t}",
    "{n} : {t}", "{n}.{t}", "{m}{t}", "{n:03}. {t}", "Nr.{m} - {t}", "• {m}. {t}", "åbent {n} {t}",
    "KFU-{n}/06-B {t}", "Nr. {n} BR {m}/07. {t}", "{m}/2019 {t}", "{roman}. {t}", "{n}.\n{t}",
    "{n}\n\n{t}", "DP{n:02} {t}", "#{n} {t}", "{n} | {t}", "{n}. {t}", "1. {t}", "{t}", "{t} ({n})",
    "Dagsordenens punkt {n}, {t}", "»{n}« {t}", "{t} Sag nr. {m}", "{n}. {t} - Beslutning",
    "{n}. {t} (O)", "{n}) {t} (B)", "Åbn/luk punkt {n}. {t}", "{n}. {t}\n{n}. {t}",
    "{n}. {t}\n{t}\n{t}\n{t}", "{n}. {c} {t}", "{c}\n{n}. {t}", "{t}\nSagsnr. {c}",
    "{n}. {t}\nHent som PDF   Kopier link",
)  # fmt: skip
CLOSED = (
    "{n}. Lukket: {t}", "{n}. Lukket - {t}", "{n}. - Lukket punkt", "LUKKET PUNKT - {t}",
    "{n}. {t} (Lukket)", "{n}. Lukket sag: {t}", "{n}. Lukket - TM - {t}", "Closed: {t}",
    "{n}. Closed item", "{n}. {t}\nPunktet er lukket af hensyn til en forhandling.",
    "{n}. {t}\n(for lukkede døre)", "Punkt {n}Lukket - {t}", "{n}. {t}Lukket punkt",
)  # fmt: skip
CLOSED_PARTS = (
    "Lukkede sager",
    "LUKKET DAGSORDEN",
    "FOR LUKKEDE DØRE",
    "Lukkede dagsordenspunkter",
)
CONTENTS = {
    "numbered": ("Dagsorden", "{n}. {t}"),
    "with dots and pages": ("Indholdsfortegnelse", "{n} {t} ........ {m}"),
    "with dots glued": ("", "{n}. {t}.....{m}"),
    "without numbers": ("", "{t}"),
    "with tabs": ("Dagsorden", "{n}\t{t}\t{m}"),
    "cut": ("Indhold", "{n}. {cut}"),
}
HEADINGS = ("{w}:", "{W}", "== {w} ==", "({w})", "{w}", "{w} :", "* {w}", "{n}.1 {w}")
# Only headings that a table holds are glued to their text: no other could be told from it.
GLUED = "{w}{x}"
RUN_IN = ("{w}. {x}", "{w}: {x}", "{w} – {x}", "[{w}] {x}", "{W}: {x}", GLUED)
DECISIONS = (
    "Beslutning i {body} den {day}", "{body}, {long}:", "{body}, {long}, pkt. {n}:",
    "{body}s beslutning i mødet den {day}:", "BESLUTNING: {body} den {long}",
    "Beslutning fra {body}, {day}, pkt. {n}:", "POLITISK BEHANDLING", "Referat:", "Beslutninger",
    "Beslutning :", "{body} den {day}",
)  # fmt: skip
UNHEARD_FORMS = (*HEADINGS[:4], *RUN_IN[:3])
# Words for sections that no table holds.
UNHEARD = {
    SectionKind.BESLUTNING: ("Facit", "Landingen", "Sådan gik det", "Ud af det kom", "Mødets ord"),
    SectionKind.INDSTILLING: ("Kurs", "Vi spørger om", "Peger på", "Lægges frem", "Ønske"),
    SectionKind.SAGSFREMSTILLING: ("Hvorfor nu", "Om det", "Kernen", "Rammen", "Situationen"),
    SectionKind.RESUME: ("I korte træk", "Hurtigt set", "Kort"),
    SectionKind.OEKONOMI: ("Pung", "Kroner", "Tal"),
    SectionKind.BILAG: ("Blade", "Ved siden af"),
}
OTHER = ("Sidespor", "Rundt om", "Vinkler", "Tråde", "Kanten", "Andre hensyn")
MENU = (
    "Til indhold",
    "Søg",
    "Log ind",
    "Cookies",
    "Vi bruger cookies til statistik. Accepter alle",
)
MATRIX = "DIR  FOU  BFU  KFU  TMU  ØU  BR\nx              x"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_PAGE, _WIDTH = 38, 68
_READ_WRONG = {"l": "1", "i": "l", "o": "0", "e": "c", "n": "ri", "ø": "o", "æ": "ae", "m": "rn"}
_GARBLED = {"æ": "Ã¦", "ø": "Ã¸", "å": "Ã¥"}
_KEPT = SectionKind.BESLUTNING


def settings() -> dict[str, Setting]:
    """Return all settings by name: what is set anew, and how."""
    return {
        "as it is": lambda known, _: known.lines,
        **{f"item {form!r}": titled(form) for form in ITEMS},
        **{f"closed {form!r}": titled("{n}. {t}", form) for form in CLOSED},
        **{f"closed below {words!r}": closed_part(words) for words in CLOSED_PARTS},
        **{f"contents {name}": listed(*form) for name, form in CONTENTS.items()},
        **{f"heading {form!r}": headed(form) for form in (*HEADINGS, *RUN_IN)},
        **{
            f"unheard {form!r}": headed(form, unheard=True) for form in (*HEADINGS[:4], *RUN_IN[:3])
        },
        **{f"decision {form!r}": decided(form) for form in DECISIONS},
        "decision first": decision_first,
        "decision without heading": decided(""),
        "decision under the recommendation's heading": both_in_one,
        "decisions of others before": others("Beslutning i {body} den {day}", days=-14),
        "decisions of others after": others("Beslutning i {body} den {day}", days=21),
        "decisions of others by day and month": others("{body} {short}", days=-14, below=True),
        **LINES,
    }


def titled(form: str, closed: str = "") -> Setting:
    """Set the headings of items in *form*, those of closed items as *closed* says."""

    def setting(known: Known, _: Random) -> Sequence[Line]:
        if known.decided_apart or (closed and all(not one.closed for one in known.titles)):
            return ()
        out: list[Line] = []
        for line in whole(known) if closed else known.lines:
            if line.role == "case" and "{c}" in form:
                continue
            if line.role != "title":
                out.append(line)
                continue
            first, *more = filled(form, known, line.item, closed).split("\n")
            out.append(line._replace(text=first, blank=True, below=tuple(filter(None, more))))
        return out

    return setting


def filled(form: str, known: Known, place: int, closed: str) -> str:
    """Return the heading of an item in *form*."""
    title = known.titles[place]
    words = title.text or "Sag"
    if title.closed and closed:
        form, words = closed, SECRET[0]
    elif title.closed:
        words = f"Lukket: {words}"
    roman = "X" * ((place + 1) // 10) + ("", *_ROMAN)[(place + 1) % 10]
    case_number = title.case_number or f"24-0{1500 + 37 * place}"
    return form.format(
        n=place + 1, m=place + 242, t=words, cut=words[:25], c=case_number, roman=roman
    )


def whole(known: Known) -> list[Line]:
    """Return the lines with each closed item printed whole, as it never should be."""
    out: list[Line] = []
    for line in known.lines:
        out.append(line)
        if line.role == "title" and known.titles[line.item].closed:
            told = line._replace(role="text", below=(), blank=True)
            out += [told._replace(text="Sagsfremstilling"), told._replace(text=SECRET[1])]
            out += [told._replace(text="Beslutning"), told._replace(text=SECRET[2])]
    return out


def closed_part(words: str) -> Setting:
    """Set all closed items last, below the heading *words*, and say no more of any."""

    def setting(known: Known, chance: Random) -> Sequence[Line]:
        lines = titled("{n}. {t}", "{n}. {t}")(known, chance)
        last = [one for one in lines if one.item >= 0 and known.titles[one.item].closed]
        first = [one for one in lines if one not in last]
        return [*first, Line("top", words, 0, True), *last] if lines else ()

    return setting


def listed(above: str, form: str) -> Setting:
    """Put a list of contents above the first item."""

    def setting(known: Known, _: Random) -> Sequence[Line]:
        lines = [Line("top", above, 0, True)] if above else []
        for place in range(len(known.titles)):
            entry = filled(form, known, place, "")
            lines.append(Line("top", entry, 0, place == 0 and not above))
        first = next((at for at, one in enumerate(known.lines) if one.item >= 0), 0)
        return [*known.lines[:first], *lines, *known.lines[first:]]

    return setting


def headed(form: str, *, unheard: bool = False) -> Setting:
    """Set the headings of sections in *form*, in words of its own where *unheard*."""

    def setting(known: Known, chance: Random) -> Sequence[Line]:
        words: dict[SectionKind, str] = {}
        out: list[Line] = []
        above: Line | None = None
        for line in known.lines:
            if above is not None:
                run = line.role == "text" and "{x}" in form
                said = said_by(form, above, line.text if run else "")
                out.append(above._replace(text=said))
                above = None
                if run:
                    continue
            glued = form == GLUED and table_kind(line.words) is None
            if line.role != "heading" or line.kind is None or glued:
                out.append(line)
                continue
            if unheard and line.kind not in words:
                pool = [one for one in UNHEARD.get(line.kind, OTHER) if one not in words.values()]
                words[line.kind] = chance.choice(pool or ["Mere"])
            rest = line.text[line.text.find(line.words) + len(line.words) :].strip(" :*_=#)]")
            above = line._replace(words=words.get(line.kind, line.words))
            if rest:
                told = line._replace(role="text", text=rest, blank=False)
                said = said_by(form, above, rest if "{x}" in form else "")
                out += [above._replace(text=said), *([] if "{x}" in form else [told])]
                above = None
        return [*out, above._replace(text=said_by(form, above, ""))] if above else out

    return setting


def said_by(form: str, line: Line, text: str) -> str:
    """Return a section's heading in *form*, before the text that runs on from it."""
    words = line.words
    return form.format(w=words, W=words.upper(), x=text, n=line.item + 1).strip()


def decided(form: str) -> Setting:
    """Set the headings of decisions in *form*; leave them out where it is empty."""

    def setting(known: Known, _: Random) -> Sequence[Line]:
        out: list[Line] = []
        apart = False
        for line in known.lines:
            if line.kind is _KEPT:
                words = said_of(form, known, line.item)
                rest = line.text[line.text.find(line.words) + len(line.words) :].strip(" :*_=#)]")
                out += [line._replace(text=words, kind=None)] if words else []
                told = line._replace(role="text", kind=None, text=rest, blank=not words)
                out += [told] if rest else []
                apart = not words and not rest
            else:
                out.append(line._replace(blank=line.blank or apart))
                apart = False
        return out

    return setting


def said_of(form: str, known: Known, place: int) -> str:
    """Return the heading of a decision in *form*, for the body and day of the meeting."""
    day = known.date
    long = f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    return form.format(body=known.body, day=f"{day:%d-%m-%Y}", long=long, n=place + 1)


def by_item(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines of each item, and of what stands above them."""
    return [list(group) for _, group in groupby(lines, key=lambda line: line.item)]


def parts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of an item, cut at the headings of its sections."""
    edges = [0, *(at for at, line in enumerate(lines) if line.role == "heading"), len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(edges) if a < b]


def decision_first(known: Known, _: Random) -> Sequence[Line]:
    """Set each decision above the case it decides."""
    out: list[Line] = []
    for lines in by_item(known.lines):
        first, *rest = parts_of(lines)
        head = [one for one in first if one.role in ("title", "case")]
        rest = [[one for one in first if one not in head], *rest]
        rest.sort(key=lambda part: not (part and part[0].kind is _KEPT))
        out += [*head, *(one for part in rest for one in part)]
    return out


def both_in_one(known: Known, _: Random) -> Sequence[Line]:
    """Head recommendation and decision by one line, and let the decision follow unmarked."""
    out: list[Line] = []
    for lines in by_item(known.lines):
        kinds = [line.kind for line in lines if line.role == "heading"]
        pair = (SectionKind.INDSTILLING, _KEPT)
        joined = pair in list(pairwise(kinds)) and kinds.count(_KEPT) == 1
        joined = joined and all(one.text.strip(" :") == one.words for one in lines if one.kind)
        apart = False
        for line in lines:
            if joined and line.kind is SectionKind.INDSTILLING:
                out.append(line._replace(text="INDSTILLING OG BESLUTNING"))
            elif joined and line.kind is _KEPT:
                apart = True
                continue
            else:
                out.append(line._replace(blank=line.blank or apart))
            apart = False
    return out


def others(form: str, *, days: int, below: bool = False) -> Setting:
    """Print what another body decided so many *days* later, headed in *form*.

    What was decided before stands before this meeting's decision, if not *below* it.
    """

    def setting(known: Known, _: Random) -> Sequence[Line]:
        body = "Kulturudvalget" if "Kultur" not in known.body else "Teknisk Udvalg"
        day = known.date + timedelta(days=days)
        short = f"{day.day}. {MONTHS[day.month - 1]}"
        heading = form.format(body=body, day=f"{day:%d-%m-%Y}", short=short)
        said = "Anbefales over for de øvrige udvalg." if days < 0 else "Godkendt som foreslået."
        out: list[Line] = []
        for lines in by_item(decided("Beslutning i {body} den {day}")(known, Random(0))):
            for part in parts_of(lines):
                decides = part[0].role == "heading" and part[0].text.startswith("Beslutning i ")
                if not decides or part[0].item < 0 or known.titles[part[0].item].closed:
                    out += part
                    continue
                head = part[0]._replace(text=heading)
                other = [head, head._replace(role="text", text=said, blank=False)]
                out += [*part, *other] if below or days > 0 else [*other, *part]
        return out

    return setting


def each(change: Callable[[Line], Line]) -> Setting:
    """Change line after line."""
    return lambda known, _: [change(line) for line in known.lines]


def wrapped(width: int) -> Setting:
    """Break the lines, as mail and old systems do."""

    def setting(known: Known, _: Random) -> Sequence[Line]:
        out: list[Line] = []
        for line in known.lines:
            first, *more = textwrap.wrap(line.text, width) or [line.text]
            out.append(line._replace(text=first, below=(*more, *line.below)))
        return out

    return setting


def paged(head: str, foot: str, *, narrow: bool = False) -> Setting:
    """Print a page's foot and the next one's head in the middle of whatever stands there."""

    def setting(known: Known, chance: Random) -> Sequence[Line]:
        lines = wrapped(_WIDTH)(known, chance) if narrow else known.lines
        rows = text_of(lines).split("\n")
        out: list[str] = []
        for page, first in enumerate(range(0, len(rows), _PAGE), 1):
            fill = {"p": page, "body": known.body, "day": f"{known.date:%d-%m-%Y}"}
            out += [head.format(**fill)] if page > 1 else []
            out += [*rows[first : first + _PAGE], foot.format(**fill)]
        return [Line("top", "\n".join(out))]

    return setting


def text(change: Callable[[str, Known, Random], str]) -> Setting:
    """Change the whole text."""
    return lambda known, chance: [Line("top", change(text_of(known.lines), known, chance))]


def two_meetings(whole_text: str, known: Known, _: Random) -> str:
    """Print another meeting's head, and one item, below this one."""
    day = known.date + timedelta(days=28)
    return f"{whole_text}\n\nReferat {known.body} den {day:%d-%m-%Y}\n\n1. Godkendelse af referat\n"


def damaged(signs: dict[str, str], share: float) -> Setting:
    """Put other signs in the place of some."""

    def change(whole_text: str, _: Known, chance: Random) -> str:
        return "".join(
            signs[sign] if sign in signs and chance.random() < share else sign
            for sign in whole_text
        )

    return text(change)


def spaced(line: Line) -> Line:
    """Space the letters of a heading."""
    alone = line.text.strip(" :") == line.words
    return line._replace(text=" ".join(line.text)) if line.kind and alone else line


def broken(line: Line) -> Line:
    """Break a long word of a heading in two."""
    cut = re.sub(r"(\w{6})(\w{4})", r"\1 \2", line.text, count=1)
    return line._replace(text=cut) if line.kind else line


def marked(title: str, heading: str) -> Setting:
    """Mark the titles of items, and the headings of their sections."""

    def change(line: Line) -> Line:
        form = title if line.role == "title" else heading if line.kind else ""
        said = " ".join((line.text, *line.below))
        return line._replace(text=form.format(said), blank=True, below=()) if form else line

    return each(change)


def beside(role: str, above: str = "", below: str = "") -> Setting:
    """Print a line above or below those of one role."""

    def setting(known: Known, _: Random) -> Sequence[Line]:
        out: list[Line] = []
        for line in known.lines:
            fits = role in (line.role, line.kind)
            extra = Line("top", "", 0, True, line.item)
            out += [extra._replace(text=above)] if fits and above else []
            out.append(line)
            out += [extra._replace(text=below, blank=False)] if fits and below else []
        return out

    return setting


LINES: dict[str, Setting] = {
    "no blank lines": each(lambda line: line._replace(blank=False)),
    "blank lines everywhere": each(lambda line: line._replace(blank=True)),
    "broken lines": wrapped(_WIDTH),
    "narrow lines": wrapped(44),
    "no case numbers": lambda known, _: [one for one in known.lines if one.role != "case"],
    "no indents": each(lambda line: line._replace(indent=0)),
    "text indented": each(lambda line: line._replace(indent=6 * (line.role in ("text", "case")))),
    "all indented": each(lambda line: line._replace(indent=line.indent + 8)),
    "pages numbered": paged("", "{body}   {day}\n                              Side {p}"),
    "pages with bare numbers": paged("{body} - Referat", "                    {p}\n"),
    "pages in broken lines": paged("{body}, {day}", "Side {p}", narrow=True),
    "titles in capitals": each(
        lambda line: line._replace(text=line.text.upper()) if line.role == "title" else line
    ),
    "Markdown": marked("## {}", "### {}"),
    "bold signs": marked("**{}**", "**{}**"),
    "rules between items": beside("title", above="_" * 60),
    "Til toppen": beside("title", above="Til toppen"),
    "a menu above": lambda known, _: [*(Line("top", one) for one in MENU), *known.lines],
    "a matrix of bodies": beside("title", below=MATRIX),
    "names of files": beside("bilag", below="Notat.pdfBilag 1.pdfKort over vejen.pdfSvar.pdf"),
    "spaced headings": each(spaced),
    "broken headings": each(broken),
    "by mail": text(lambda told, *_: "Hej!\n\n> " + told.replace("\n", "\n> ")),
    "lines end in CR": text(lambda told, *_: told.replace("\n", "\r\n")),
    "one line": text(lambda told, *_: " ".join(told.split())),
    "two meetings": text(two_meetings),
    "read by a scanner": damaged(_READ_WRONG, 0.012),
    "garbled letters": damaged(_GARBLED, 0.3),
}
