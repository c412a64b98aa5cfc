"""What a file is, told from its bytes and never from its name."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["pdf", "zip", "ole", "rtf", "html", "xml", "text"]

_OTHER = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound file"),
)
_LEADING = re.compile(
    r"(?:\s+|<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*(?:\[.*?\])?\s*>)*", re.DOTALL | re.I
)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_ROOT = re.compile(r"<([^\W\d][\w.:-]*)(?:\s[^<>]*)?/?>")
_HTML_TAGS = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "main",
        "article",
        "section",
        "span",
        "ul",
        "ol",
        "header",
        "nav",
        "br",
        "b",
        "strong",
        "font",
        "center",
        "style",
        "script",
        "form",
    ]
)


def kind_of_bytes(data: bytes) -> Kind | None:
    """Return the kind that the first bytes tell, None for anything that may be text.

    >>> kind_of_bytes(b"%PDF-1.7")
    'pdf'
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    return "rtf" if data.startswith(b"{\\rtf") else None


def other_kind(data: bytes) -> str | None:
    """Return what a file is that can't hold minutes as text, None if it may.

    >>> other_kind(b"GIF89a")
    'a GIF picture'
    """
    return next((name for magic, name in _OTHER if data.startswith(magic)), None)


def kind_of_text(text: str) -> Kind:
    """Return whether decoded *text* is HTML, XML or plain text.

    >>> kind_of_text("<!DOCTYPE html><p>Referat"), kind_of_text("Punkt 1"), kind_of_text("<m/>")
    ('html', 'text', 'xml')
    """
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    root = _ROOT.match(text, start)
    name = root.group(1).rsplit(":", 1)[-1].lower() if root else ""
    if name in _HTML_TAGS or _HTML_DOCTYPE.search(text[:start]):
        return "html"
    declared = text.lstrip().startswith(("<?xml", "<!DOCTYPE"))
    closed = root is not None and (root.group().endswith("/>") or "</" in text)
    return "xml" if declared or closed else "text"
