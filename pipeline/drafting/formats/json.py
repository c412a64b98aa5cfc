"""JSON: every sentence with its kind and its places in the minutes, and the editor's flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.drafting.letter import Letter
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
        "omitted": _omitted(draft),
        "sentences": [_sentence(sentence, text) for sentence in draft.sentences],
        "flags": [flag_as_json(flag, text) for flag in flags],
    }


def letter_as_json(letter: Letter, flags: Sequence[Sequence[Flag]] = ()) -> dict[str, Any]:
    """Return a letter as JSON values; "meeting" counts the meetings from 0, as sources need it.

    *flags* holds what the gate found in each meeting's part.
    """
    texts = [draft.minutes.text for draft in letter.drafts]
    lead = [(at, line) for at, draft in enumerate(letter.drafts) for line in draft.lead]
    told = flags or [()] * len(texts)
    return {
        "headline": _sentence(letter.headline, ""),
        "opening": _sentence(letter.opening, ""),
        "lead": [{"meeting": at, **_sentence(line, texts[at])} for at, line in lead],
        "stories": [
            {
                "brief": story.brief,
                "stages": [
                    {"meeting": one.meeting, **_paragraph(one.paragraph, texts[one.meeting])}
                    for one in story.stages
                ],
            }
            for story in letter.stories
        ],
        "next_steps": [{"meeting": at, **_step(one, texts[at])} for at, one in letter.next_steps],
        "closing": [{"meeting": at, **_sentence(one, texts[at])} for at, one in letter.closing],
        "meetings": [
            {
                "source": draft.minutes.source,
                "sha256": draft.minutes.sha256,
                "body": draft.minutes.body,
                "date": draft.minutes.date.isoformat() if draft.minutes.date else None,
                "omitted": _omitted(draft),
                "flags": [flag_as_json(flag, draft.minutes.text) for flag in own],
            }
            for draft, own in zip(letter.drafts, told, strict=True)
        ],
    }


def _omitted(draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "number": omission.item.item.number,
            "title": omission.item.item.title,
            "reason": omission.reason,
        }
        for omission in draft.omitted
    ]


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


def flag_as_json(flag: Flag, text: str) -> dict[str, Any]:
    """Return a flag with the words of *text*, the minutes', that it points to."""
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
