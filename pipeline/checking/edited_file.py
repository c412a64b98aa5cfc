"""Edited texts from files: Markdown and plain text, DOCX, HTML and PDF, and a draft's own JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, FileMissing, ReferatError
from pipeline.records import (
    Draft,
    LabelledItem,
    Minutes,
    NextStep,
    Omission,
    Paragraph,
    Sentence,
    Span,
)

_PLAIN = (".md", ".markdown", ".txt")
Fields = dict[str, Any]


def read_text(path: Path) -> str:
    """Return the text of a file, with its headings marked as in Markdown.

    Raises:
        ReadError: The file can't be read, or holds no text.
    """
    if path.suffix.lower() in _PLAIN:
        return _plain(path)
    from pipeline.reading import read_document

    document = read_document(str(path))
    lines = [(line.level, line.span.of(document.text)) for line in document.lines]
    return "\n\n".join(f"{'#' * level} {text}" if level else text for level, text in lines)


def read_json(path: Path, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Draft:
    """Return the draft that ``referat draft --format json`` wrote, edited or not.

    Raises:
        ReferatError: It is no such file, or the draft of other minutes.
    """
    try:
        fields: Fields = json.loads(_plain(path))
        if fields["sha256"] != minutes.sha256:
            now = "name the minutes that the draft was made from"
            raise ReferatError("is a draft of other minutes", where=str(path), now=now)
        return _draft(fields, minutes, labelled)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        now = "write it anew: referat draft MINUTES --format json"
        raise DamagedFile("is no draft as JSON", where=str(path), now=now) from error


def _plain(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        now = "save it as UTF-8"
        raise DamagedFile("is no text in UTF-8", where=str(path), now=now) from error
    except OSError as error:
        what = error.strerror or "can't be read"
        raise FileMissing(what, where=str(path), now="check the name") from error
    if not text.strip():
        raise EmptyFile("holds no text", where=str(path), now="name the text to check")
    return text


def _draft(fields: Fields, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Draft:
    def about(spans: tuple[Span, ...]) -> tuple[LabelledItem, ...]:
        return tuple(
            one
            for one in labelled
            if any(one.item.span.start <= s.start and s.end <= one.item.span.end for s in spans)
        )

    def paragraph(made: Fields) -> Paragraph:
        blocks = tuple(tuple(_sentence(one) for one in block) for block in made["blocks"])
        headline = _sentence(made["headline"])
        spans = headline.sources + tuple(s for b in blocks for one in b for s in one.sources)
        return Paragraph(headline, blocks, about(spans), brief=made["brief"])

    def step(made: Fields) -> NextStep:
        sentence = _sentence(made)
        when = date.fromisoformat(made["when"]) if made["when"] else None
        item = next(iter(about(sentence.sources)), labelled[0])
        return NextStep(when, made["who"], sentence, item)

    paragraphs = tuple(paragraph(one) for one in fields["paragraphs"])
    told = {one.item for made in paragraphs for one in made.items}
    return Draft(
        minutes,
        _sentence(fields["headline"]),
        tuple(_sentence(one) for one in fields["lead"]),
        paragraphs,
        tuple(step(one) for one in fields["next_steps"]),
        tuple(_sentence(one) for one in fields["closing"]),
        tuple(Omission(one, "Ikke med i teksten") for one in labelled if one.item not in told),
    )


def _sentence(fields: Fields) -> Sentence:
    spans = tuple(Span(one["start"], one["end"]) for one in fields["sources"])
    return Sentence(fields["text"], fields["kind"], spans)
