"""A draft as a file: Markdown, a page or fragment of HTML, plain text, Word, JSON or a calendar.

Each format has a module: ``markdown``, ``html``, ``mail``, ``word``, ``json`` and ``calendar``.
All but the last two write the same blocks, laid out once in ``outline``. Flags are for the editor,
not for the reader: they stand in the JSON alone, and nothing else names the tool that made the
file.
"""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from typing import Any, Literal, get_args, overload

from pipeline.drafting.formats.calendar import to_calendar
from pipeline.drafting.formats.html import to_fragment, to_page
from pipeline.drafting.formats.json import as_json, letter_as_json
from pipeline.drafting.formats.mail import to_mail
from pipeline.drafting.formats.markdown import to_markdown
from pipeline.drafting.formats.outline import lay_out
from pipeline.drafting.formats.word import to_docx
from pipeline.drafting.letter import Letter
from pipeline.drafting.style import Style
from pipeline.errors import ReferatError
from pipeline.records import Draft, Flag

Format = Literal["md", "html", "fragment", "txt", "docx", "json", "ics"]
_WRITERS = {"md": to_markdown, "html": to_page, "fragment": to_fragment, "txt": to_mail}


@overload
def render(
    draft: Draft,
    flags: Sequence[Flag] = (),
    format: Literal["md", "html", "fragment", "txt", "json", "ics"] = "md",
    *,
    style: Style | None = None,
) -> str: ...


@overload
def render(
    draft: Draft,
    flags: Sequence[Flag],
    format: Literal["docx"],
    *,
    style: Style | None = None,
) -> bytes: ...


@overload
def render(
    draft: Draft, flags: Sequence[Flag], format: Format, *, style: Style | None = None
) -> str | bytes: ...


def render(
    draft: Draft,
    flags: Sequence[Flag] = (),
    format: Format = "md",  # noqa: A002
    *,
    style: Style | None = None,
) -> str | bytes:
    r"""Return *draft* in one of the formats.

    Args:
        draft: The draft.
        flags: What :func:`pipeline.check_draft` found; only JSON holds it.
        format: "md", "html" (a whole page), "fragment" (HTML to paste), "txt" (for a mail),
            "docx", "json", or "ics" (the next steps that have a date).
        style: The house's headings; without it the default ones.

    Returns:
        Text; bytes for "docx".

    Raises:
        ReferatError: There is no such format, or no next step has a date for "ics".

    >>> from pipeline.records import Minutes, Sentence, Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> empty = Draft(minutes, Sentence("Nyt fra Direktionen", "derived"), (), (), (), (), ())
    >>> render(empty)
    '# Nyt fra Direktionen\n'
    """
    if format == "json":
        return _dumped(as_json(draft, flags))
    return _written(draft, (draft,), format, style)


def render_letter(
    letter: Letter,
    flags: Sequence[Sequence[Flag]] = (),
    format: Format = "md",  # noqa: A002
    *,
    style: Style | None = None,
) -> str | bytes:
    """Return a letter of several meetings in one of the formats, as :func:`render` does.

    *flags* holds what :func:`pipeline.check_draft` found in each of its drafts.

    Raises:
        ReferatError: As :func:`render`.
    """
    if format == "json":
        return _dumped(letter_as_json(letter, flags))
    return _written(letter, letter.drafts, format, style)


def _dumped(values: dict[str, Any]) -> str:
    return dumps(values, ensure_ascii=False, indent=2) + "\n"


def _written(
    post: Draft | Letter,
    drafts: Sequence[Draft],
    format: Format,  # noqa: A002
    style: Style | None,
) -> str | bytes:
    if format == "ics":
        return to_calendar(drafts)
    if format == "docx":
        return to_docx(lay_out(post, style))
    if format not in _WRITERS:
        names = ", ".join(get_args(Format))
        raise ReferatError("no such format", where=str(format), now=f"choose one of {names}")
    return _WRITERS[format](lay_out(post, style))
