"""XML: the meeting files that case systems hand to portals (SBSYS, Acadre, OS2web).

The systems differ in names, not in kind: a meeting with a head, items with a flag that says
whether they are open, and fields of text or escaped HTML. An item whose flag is missing or says
anything but yes is closed, and of a closed item nothing is read but its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import DamagedFile, LimitExceeded, UnknownKind, UnsafeFile
from pipeline.reading.blocks import Block, squeeze
from pipeline.reading.html import read_html
from pipeline.reading.limits import Budget

_ITEMS = frozenset(["dagsordenpunkt", "punkt", "moedepunkt", "agendaitem"])
_NUMBER = frozenset(["nummer", "nr", "punktnummer", "punktnr", "dagsordenpunktnummer"])
_TITLE = frozenset(["overskrift", "titel", "emne", "punkttitel"])
_CASE = frozenset(["sagsnummer", "sagsnr", "sagnr", "esdhsagsnummer", "journalnummer"])
_OPEN = frozenset(["aaben", "aabent", "aabentpunkt", "eraaben", "eraabent", "offentlig"])
_SHUT = frozenset(["lukket", "lukketpunkt", "erlukket"])
_PUBLISHED = frozenset(["maapubliceres", "publiceres"])
_ATTACHMENTS = frozenset(["bilag", "bilagsliste", "dokumenter"])
_FIELD_NAME = frozenset(["navn", "overskrift", "titel", "felttype", "label"])
_FIELD_TEXT = frozenset(["indhold", "tekst", "html", "vaerdi", "feltindhold"])
_FIELDS = frozenset(["felter", "indhold", "felt", "sektion", "sektioner", "afsnit", "tekster"])
_YES = frozenset(["true", "1", "ja", "aaben", "aabent", "yes"])
_NO = frozenset(["false", "0", "nej", "no"])
_HEAD = {
    "udvalg": "Udvalg", "udvalgsnavn": "Udvalg", "dato": "Mødedato", "moededato": "Mødedato",
    "start": "Mødedato", "starttidspunkt": "Mødedato", "tid": "Tidspunkt", "sted": "Mødested",
    "moedested": "Mødested", "lokale": "Mødested", "deltagere": "Mødedeltagere",
    "moededeltagere": "Mødedeltagere", "fravaerende": "Fraværende", "afbud": "Afbud",
}  # fmt: skip
_MEETING_TITLE = frozenset(["titel", "overskrift", "moedetitel"])
_FRAMES = frozenset(
    ["moede", "moedehoved", "hoved", "dagsorden", "referat", "moedeinfo", "moedeoplysninger"]
)
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+[^<>\[]*(\[)?", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?(?:[:.+Z]\S*)?")
_CAMEL = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])|_")
_FOLD = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "_": None, "-": None})


def read_xml(text: str, budget: Budget) -> list[Block]:
    """Return the blocks of a meeting file: its head, then the items.

    Raises:
        UnsafeFile: Defines entities or asks for other files.
        DamagedFile: Cut off or not XML.
        UnknownKind: XML of something else than a meeting.
        LimitExceeded: Elements nested too deep, or out of time.

    >>> from pipeline.reading.limits import Limits, start_budget
    >>> item = "<Punkt><Nummer>1</Nummer><Titel>Løn</Titel></Punkt>"  # no word that it is open
    >>> blocks = read_xml(f"<M>{item}</M>", start_budget(Limits(), "a.xml"))
    >>> [block.text for block in blocks]
    ['Punkt 1: Lukket']
    """
    refuse_doctype(text, budget.source)
    root = _parse(text, budget)
    items = [root] if _fold(root.tag) in _ITEMS else list(_items(root))
    if not items:
        raise UnknownKind(
            "XML without agenda items",
            where=budget.source,
            now="give the meeting's own file, or the minutes as PDF",
        )
    blocks = [] if items == [root] else list(_head(root, budget))
    for item in items:
        budget.check_time()
        blocks += _item(item, budget)
    return blocks


def refuse_doctype(text: str, source: str) -> None:
    """Raise UnsafeFile if an XML file defines entities or asks for other files.

    >>> refuse_doctype("<?xml version='1.0'?><m/>", "a.xml")
    """
    prolog = _PROLOG.match(text)
    found = _DOCTYPE.match(text, prolog.end() if prolog else 0)
    if found and (found.group(1) or _OUTSIDE.search(found.group())):
        raise UnsafeFile(
            "defines entities or asks for other files",
            where=source,
            now="remove the DOCTYPE, or ask the sender for a plain file",
        )


def _parse(text: str, budget: Budget) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        if "xcessive depth" in str(error):
            raise LimitExceeded(
                "elements nested too deep", where=budget.source, now="ask for a plain file"
            ) from None
        # The error's own words may quote the file.
        raise DamagedFile(
            "cut off or not XML", where=budget.source, now="get a whole copy of the file"
        ) from None
    _check_depth(root, budget)
    return root


def _check_depth(root: Any, budget: Budget) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        budget.check_depth(depth)


def _fold(name: Any) -> str:
    """Return an element's or attribute's name without namespace, case and Danish letters."""
    return str(name).rsplit("}", 1)[-1].casefold().translate(_FOLD)


def _items(root: Any) -> Iterator[Any]:
    """Yield the agenda items, those inside another item (sub-items) not by themselves."""
    for child in root:
        if not isinstance(child.tag, str):
            continue
        if _fold(child.tag) in _ITEMS:
            yield child
        else:
            yield from _items(child)


def _head(root: Any, budget: Budget) -> Iterator[Block]:
    """Yield title, body, date and place: only what is known to be no part of an item."""
    found = [(_fold(name), squeeze(value)) for name, value in root.attrib.items()]
    found += [(_fold(element.tag), _head_words(element)) for element in _head_elements(root)]
    budget.check_time()
    title = next((words for name, words in found if words and name in _MEETING_TITLE), None)
    if title is not None:
        yield Block(title, 1)
    lines = (
        f"{_HEAD[name]}: {_danish_date(words)}" for name, words in found if name in _HEAD and words
    )
    for place, line in enumerate(dict.fromkeys(lines)):
        yield Block(line, tight=place > 0)


def _head_elements(root: Any) -> Iterator[Any]:
    """Yield the elements of the meeting's head, in the root or a part known to be the head."""
    for child in root:
        name = _fold(child.tag) if isinstance(child.tag, str) else ""
        if name in _FRAMES:
            yield from _head_elements(child)
        elif name in _HEAD or name in _MEETING_TITLE:
            yield child


def _head_words(element: Any) -> str:
    """Return what an element of the head says: its name where it has one among other things."""
    names = _values(element, frozenset(("navn", "titel")))
    return names[0] if names else _words(element, ", ")


def _danish_date(words: str) -> str:
    found = _ISO.fullmatch(words)
    if not found:
        return words
    year, month, day, hour, minute = found.groups()
    time = f" kl. {hour}:{minute}" if hour and (hour, minute) != ("00", "00") else ""
    return f"{day}-{month}-{year}{time}"


def _words(element: Any, between: str = " ") -> str:
    return between.join(words for part in element.itertext() if (words := squeeze(part)))


def _values(item: Any, names: frozenset[str]) -> list[str]:
    """Return what attributes and children of one of *names* say."""
    found = [squeeze(value) for name, value in item.attrib.items() if _fold(name) in names]
    children = (child for child in item if isinstance(child.tag, str))
    return found + [_words(child) for child in children if _fold(child.tag) in names]


def _is_open(item: Any) -> bool:
    """Tell whether an item says that it is open, and nothing in it says otherwise."""
    yes = [_fold(value) in _YES for value in _values(item, _OPEN)]
    yes += [_fold(value) in _NO for value in _values(item, _SHUT)]
    published = [_fold(value) in _YES for value in _values(item, _PUBLISHED)]
    return bool(yes) and all(yes) and all(published)


def _item(item: Any, budget: Budget) -> Iterator[Block]:
    number = next(iter(_values(item, _NUMBER)), "")
    prefix = f"Punkt {number}: " if number else "Punkt: "
    if not _is_open(item):
        yield Block(f"{prefix}Lukket", 2)
    else:
        title = next(iter(_values(item, _TITLE)), "")
        yield Block(f"{prefix}{title}".strip(), 2)
        yield from (Block(case) for case in dict.fromkeys(_values(item, _CASE)) if case)
        yield from _fields(item, budget)
        yield from _attachments(item)
    # An item inside this one has a flag of its own.
    for inner in _items(item):
        yield from _item(inner, budget)


def _fields(parent: Any, budget: Budget) -> Iterator[Block]:
    """Yield the fields of an open item, each with its heading."""
    known = _ITEMS | _NUMBER | _TITLE | _CASE | _OPEN | _SHUT | _PUBLISHED | _ATTACHMENTS
    for child in parent:
        name = _fold(child.tag) if isinstance(child.tag, str) else ""
        if not name or name in known or not _may_be_read(child):
            continue
        if name in _FIELDS and any(_is_field(inner) for inner in child):
            yield from _fields(child, budget)
        else:
            yield from _field(child, name, budget)


def _is_field(element: Any) -> bool:
    """Tell whether an element is a field of its own and no name or text of one."""
    if not isinstance(element.tag, str):
        return False
    name = _fold(element.tag)
    return name not in _FIELD_NAME and (name not in _FIELD_TEXT or len(element) > 0)


def _field(element: Any, name: str, budget: Budget) -> Iterator[Block]:
    heading = next(iter(_values(element, _FIELD_NAME)), "")
    texts = [
        part for part in element if isinstance(part.tag, str) and _fold(part.tag) in _FIELD_TEXT
    ]
    blocks = [block for part in texts or [element] for block in _content(part, budget)]
    if not blocks:
        return
    if not heading and name not in _FIELDS:
        heading = _CAMEL.sub(" ", str(element.tag).rsplit("}", 1)[-1]).capitalize()
    if heading:
        yield Block(heading, 3)
    yield from blocks


def _content(element: Any, budget: Budget) -> list[Block]:
    """Return the text of a field, which may be HTML, escaped or not."""
    from lxml import etree

    inner = "".join(etree.tostring(part, encoding="unicode") for part in element)
    text = (element.text or "") + inner
    if "<" not in text:
        lines = filter(None, map(squeeze, text.splitlines()))
        return [Block(line) for line in lines]
    blocks = read_html(text, budget)
    # Headings inside a field stand under the field's own.
    return [block._replace(level=4 if block.level else None) for block in blocks]


def _may_be_read(element: Any) -> bool:
    return all(_fold(value) in _YES for value in _values(element, _PUBLISHED | _OPEN))


def _attachments(item: Any) -> Iterator[Block]:
    """Yield the attachments that are marked for publishing, by name."""
    names = []
    for part in item.iter():
        if not isinstance(part.tag, str) or _fold(part.tag) not in ("bilag", "dokument"):
            continue
        owner = next(above for above in part.iterancestors() if _fold(above.tag) in _ITEMS)
        flags = _values(part, _PUBLISHED)
        if owner is item and flags and all(_fold(flag) in _YES for flag in flags):
            shown = _values(part, frozenset(("navn", "titel", "overskrift", "filnavn")))
            names.append(shown[0] if shown else "" if len(part) else _words(part))
    for place, name in enumerate(filter(None, names)):
        if place == 0:
            yield Block("Bilag", 3)
        yield Block(name, tight=place > 0)
