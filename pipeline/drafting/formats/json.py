"""JSON: every sentence with its kind and its places in the minutes, and the editor's flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.records import Draft, Flag, NextStep, Paragraph, Sentence, Span


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
