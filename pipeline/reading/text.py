"""Plain text: which letters the bytes stand for, and where the lines are."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import DamagedFile, UnknownKind
from pipeline.reading.blocks import Block, clean_text
from pipeline.reading.limits import Budget

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = re.compile("Ã|â€|Â")
_DANISH_LETTERS = {letter.encode().decode("cp1252"): letter for letter in "æøåÆØÅé"}
_DANISH = re.compile("|".join(_DANISH_LETTERS))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode_bytes(data: bytes, source: str, encoding: str | None = None) -> str:
    """Return the text that *data* holds.

    Tried in order: *encoding*, a byte order mark, strict UTF-8, Windows-1252. Nothing is
    guessed from the frequency of letters, which goes wrong on short Danish texts.

    Raises:
        UnknownKind: Binary, or in neither encoding, or *encoding* does not exist.
        DamagedFile: Not in *encoding*, cut off inside a letter, or in two encodings at once.

    >>> decode_bytes("Børn".encode("cp1252"), "a.txt")
    'Børn'
    """
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is not None:
        text = _decode_as(encoding, data, source)
    elif marked is not None:
        text = _decode_as(marked, data, source)
    elif b"\0" in data:
        raise _binary(source)
    else:
        text = _decode_unmarked(data, source)
    if len(_CONTROL.findall(text)) * 20 > len(text):
        raise _binary(source)
    return mend_letters(text.removeprefix("\ufeff"))


def mend_letters(text: str) -> str:
    """Return *text* with letters put right that were saved in one encoding and read in another.

    Only some letters of a text may be broken, as where it was pasted together.

    >>> mend_letters("PÃ¥ mÃ¸det â€“ i Ærø Hallen")
    'På mødet – i Ærø Hallen'
    """
    if not _BROKEN.search(text):
        return text
    from ftfy import fix_encoding

    # ftfy leaves "Ã¥" alone after a letter, where other languages may mean it; Danish never does.
    return _DANISH.sub(lambda pair: _DANISH_LETTERS[pair.group()], fix_encoding(text))


def read_text(text: str, budget: Budget) -> list[Block]:
    r"""Return the lines of *text* as blocks, blank lines kept; a form feed starts a page.

    Raises:
        LimitExceeded: More pages than allowed.

    >>> from pipeline.reading.limits import Limits, start_budget
    >>> [block.text for block in read_text("A\r\n\r\nB", start_budget(Limits(), "a.txt"))]
    ['A', '', 'B']
    """
    pages = text.split("\f")
    budget.check_pages(len(pages))
    blocks = []
    for number, page in enumerate(pages):
        for row, line in enumerate(clean_text(page).split("\n")):
            starts = (0,) if row == 0 else ()
            blocks.append(Block(line.rstrip(), tight=True, page_starts=starts))
        if number:
            budget.check_time()
    return blocks


def _decode_as(encoding: str, data: bytes, source: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise UnknownKind(
            f"no text encoding is called {encoding!r}", where=source, now="try utf-8 or cp1252"
        ) from None
    except ValueError:  # what UnicodeError is
        raise DamagedFile(
            f"not {encoding} text", where=source, now="give another encoding, or none"
        ) from None


def _decode_unmarked(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = _wide_letters(data)
        if error.reason == "unexpected end of data" and wide:
            raise DamagedFile(
                "cut off inside a letter", where=source, now="get a whole copy of the file"
            ) from None
        if wide > 3 * _wrong_bytes(data):
            raise DamagedFile(
                "UTF-8 text with bytes in it that are not UTF-8",
                where=source,
                now="save it as UTF-8 again, or give an encoding",
            ) from None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnknownKind(
            "neither UTF-8 nor Windows-1252 text", where=source, now="give its encoding"
        ) from None


def _wide_letters(data: bytes) -> int:
    """Count the letters that are more than one byte in UTF-8."""
    return sum(letter > "\x7f" for letter in data.decode("utf-8", "ignore"))


def _wrong_bytes(data: bytes) -> int:
    return data.decode("utf-8", "replace").count("\ufffd")


def _binary(source: str) -> UnknownKind:
    return UnknownKind(
        "binary data, not minutes",
        where=source,
        now="give a PDF, DOCX, HTML, XML or text file",
    )
