"""A draft as Markdown, an HTML fragment, plain text or JSON.

Flags are for the editor, not for the reader: they stand in the JSON alone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from pipeline.drafting.fronting import time_of
from pipeline.errors import ReferatError
from pipeline.records import Draft, Flag, NextStep, Paragraph, Sentence, Span

Format = Literal["md", "html", "txt", "json"]


def render(draft: Draft, flags: Sequence[Flag] = (), format: Format = "md") -> str:  # noqa: A002
    r"""Return *draft* in one of the formats.

    Raises:
        ReferatError: The format is not md, html, txt or json.

    >>> from pipeline.records import Minutes
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> empty = Draft(minutes, Sentence("Nyt fra Direktionen", "derived"), (), (), (), (), ())
    >>> render(empty)
    '# Nyt fra Direktionen\n'
    """
    if format == "json":
        return json.dumps(as_json(draft, flags), ensure_ascii=False, indent=2) + "\n"
    writers: dict[str, Callable[[Draft], str]] = {
        "md": _markdown,
        "html": _html,
        "txt": _plain,
    }
    if format not in writers:
        raise ReferatError("no such format", where=str(format), now="choose md, html, txt or json")
    return writers[format](draft)


def as_json(draft: Draft, flags: Sequence[Flag] = ()) -> dict[str, Any]:
    """Return the draft as JSON values: every sentence with its kind and its sources."""
    text = draft.minutes.text
    return {
        "source": draft.minutes.source,
        "sha256": draft.minutes.sha256,
        "headline": _sentence(draft.headline, text),
        "lead": [_sentence(sentence, text) for sentence in draft.lead],
        "paragraphs": [_paragraph(paragraph, text) for paragraph in draft.paragraphs],
        "next_steps": [_step(step, text) for step in draft.next_steps],
        "closing": [_sentence(sentence, text) for sentence in draft.closing],
        "omitted": [
            {
                "number": omission.item.item.number,
                "title": omission.item.item.title,
                "reason": omission.reason,
            }
            for omission in draft.omitted
        ],
        "sentences": [_sentence(sentence, text) for sentence in draft.sentences],
        "flags": [_flag(flag, text) for flag in flags],
    }


def _paragraph(paragraph: Paragraph, text: str) -> dict[str, Any]:
    return {
        "headline": _sentence(paragraph.headline, text),
        "brief": paragraph.brief,
        "items": [labelled.item.number for labelled in paragraph.items],
        "blocks": [[_sentence(sentence, text) for sentence in block] for block in paragraph.blocks],
    }


def _step(step: NextStep, text: str) -> dict[str, Any]:
    return {
        "when": step.when.isoformat() if step.when else None,
        "who": step.who,
        "item": step.item.item.number,
        **_sentence(step.sentence, text),
    }


def _flag(flag: Flag, text: str) -> dict[str, Any]:
    return {
        "level": flag.level,
        "rule": flag.rule,
        "message": flag.message,
        "sentence": flag.sentence,
        "sources": _spans(flag.sources, text),
    }


def _sentence(sentence: Sentence, text: str) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "sources": _spans(sentence.sources, text),
    }


def _spans(spans: Sequence[Span], text: str) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": span.of(text)} for span in spans]


def _markdown(draft: Draft) -> str:
    parts = [f"# {_escaped(draft.headline.text)}"]
    parts += _joined(draft.lead, _escaped)
    for paragraph in _full(draft):
        parts.append(f"## {_escaped(paragraph.headline.text)}")
        parts += [part for block in paragraph.blocks for part in _joined(block, _escaped)]
    if _brief(draft):
        parts.append("## Kort nyt")
    for paragraph in _brief(draft):
        line = " ".join(_line(paragraph, _escaped))
        parts.append(f"**{_escaped(paragraph.headline.text)}:** {line}")
    if draft.next_steps:
        steps = "\n".join(f"- {_bold(step, _escaped, '**', '**')}" for step in draft.next_steps)
        parts += ["## Det videre forløb", steps]
    parts += [part for block in _closing(draft) for part in _joined(block, str)]
    return "\n\n".join(parts) + "\n"


def _html(draft: Draft) -> str:
    parts = [f"<h1>{_safe(draft.headline.text)}</h1>"]
    parts += [f"<p>{part}</p>" for part in _joined(draft.lead, _safe)]
    for paragraph in _full(draft):
        parts.append(f"<h2>{_safe(paragraph.headline.text)}</h2>")
        parts += [f"<p>{part}</p>" for block in paragraph.blocks for part in _joined(block, _safe)]
    if _brief(draft):
        parts.append("<h2>Kort nyt</h2>")
    for paragraph in _brief(draft):
        line = " ".join(_line(paragraph, _safe))
        parts.append(f"<p><strong>{_safe(paragraph.headline.text)}:</strong> {line}</p>")
    if draft.next_steps:
        parts += ["<h2>Det videre forløb</h2>", "<ul>"]
        parts += [
            f"<li>{_bold(step, _safe, '<strong>', '</strong>')}</li>" for step in draft.next_steps
        ]
        parts.append("</ul>")
    parts += [f"<p>{part}</p>" for block in _closing(draft) for part in _joined(block, _safe)]
    body = "\n".join(parts)
    return f'<article lang="da">\n{body}\n</article>\n'


def _plain(draft: Draft) -> str:
    parts = [draft.headline.text]
    parts += _joined(draft.lead, str)
    for paragraph in _full(draft):
        parts.append(paragraph.headline.text)
        parts += [part for block in paragraph.blocks for part in _joined(block, str)]
    if _brief(draft):
        parts.append("Kort nyt")
    for paragraph in _brief(draft):
        parts.append(f"{paragraph.headline.text}: {' '.join(_line(paragraph, str))}")
    if draft.next_steps:
        steps = "\n".join(f"- {step.sentence.text}" for step in draft.next_steps)
        parts += ["Det videre forløb", steps]
    parts += [part for block in _closing(draft) for part in _joined(block, str)]
    return "\n\n".join(parts) + "\n"


def _full(draft: Draft) -> list[Paragraph]:
    return [paragraph for paragraph in draft.paragraphs if not paragraph.brief]


def _brief(draft: Draft) -> list[Paragraph]:
    return [paragraph for paragraph in draft.paragraphs if paragraph.brief]


def _line(paragraph: Paragraph, write: Callable[[str], str]) -> list[str]:
    return [part for block in paragraph.blocks for part in _joined(block, write)]


def _joined(sentences: Sequence[Sentence], write: Callable[[str], str]) -> list[str]:
    return [write(" ".join(sentence.text for sentence in sentences))] if sentences else []


def _closing(draft: Draft) -> list[tuple[Sentence, ...]]:
    """Split the closing lines into what the text covers and where to read on."""
    scope = tuple(line for line in draft.closing if "[" not in line.text)
    rest = tuple(line for line in draft.closing if "[" in line.text)
    return [block for block in (scope, rest) if block]


def _bold(step: NextStep, write: Callable[[str], str], before: str, after: str) -> str:
    text = step.sentence.text
    start = step.who if step.who and text.startswith(step.who) else time_of(text)
    if not start and (keyword := re.match(r"[^:.»]{3,60}:(?= )", text)):
        start = keyword.group()
    return f"{before}{write(start)}{after}{write(text[len(start) :])}" if start else write(text)


def _escaped(text: str) -> str:
    for mark in "\\*_`<#":
        text = text.replace(mark, f"\\{mark}")
    return text


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
