"""What programs send and get: the forms that /api/openapi.json tells of."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_LONGEST = 10_000_000
_Name = Field("referat.txt", max_length=200, description="How the minutes are called in answers.")
_Today = Field(None, description="The day of publication: what has passed by then is told so.")


class LabelAsk(BaseModel):
    """Minutes as text."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=_LONGEST, description="The minutes.")
    name: str = _Name


class DraftAsk(LabelAsk):
    """Minutes as text, and what kind of draft is wanted."""

    audience: Literal["internal", "leaders", "external"] = "internal"
    length: Literal["short", "normal", "long"] = "normal"
    wording: Literal["precise", "plain"] = "precise"
    today: dt.date | None = _Today


class CheckAsk(BaseModel):
    """Minutes, and a text about them."""

    model_config = ConfigDict(extra="forbid")
    minutes: str = Field(min_length=1, max_length=_LONGEST, description="The minutes.")
    text: str = Field(min_length=1, max_length=_LONGEST, description="Markdown or plain text.")
    name: str = _Name
    today: dt.date | None = _Today


class Place(BaseModel):
    """Characters of the minutes: from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


class FlagAnswer(BaseModel):
    """Something a person should look at, in Danish."""

    level: Literal["red", "yellow"]
    rule: str
    message: str
    sentence: str | None
    sources: list[Place]


class RunnerUpAnswer(BaseModel):
    """What a label nearly was."""

    label: str
    score: float


class LabelGiven(BaseModel):
    """A label, how sure, who says so, and on which words."""

    label: str
    score: float
    by: str
    evidence: list[Place]
    runner_up: RunnerUpAnswer | None


class SectionAnswer(BaseModel):
    """A headed part of an item."""

    kind: str
    start: int
    end: int


class OpenItemAnswer(BaseModel):
    """An open item with its labels."""

    source: str
    sha256: str
    body: str | None
    date: dt.date | None
    number: str
    title: str
    case_number: str | None
    closed: Literal[False]
    decisions: list[LabelGiven]
    topics: list[LabelGiven]
    route: list[str]
    sections: list[SectionAnswer]


class ClosedItemAnswer(BaseModel):
    """A closed item: its number, and nothing else."""

    model_config = ConfigDict(extra="forbid")
    source: str
    sha256: str
    number: str
    closed: Literal[True]


class LabelAnswer(BaseModel):
    """A meeting: its items with their labels, and what did not add up while reading."""

    source: str
    sha256: str
    body: str | None
    date: dt.date | None
    items: list[OpenItemAnswer | ClosedItemAnswer]
    flags: list[FlagAnswer]


class SentenceAnswer(BaseModel):
    """A sentence: how it came about, and the places it was made from."""

    text: str
    kind: Literal["extracted", "realised", "derived", "model"]
    sources: list[Place]


class ParagraphAnswer(BaseModel):
    """What a draft says of one or more items; ``brief`` ones stand under "Kort nyt"."""

    headline: SentenceAnswer
    brief: bool
    items: list[str]
    blocks: list[list[SentenceAnswer]]


class StepAnswer(SentenceAnswer):
    """A next step: when, who, and the item it comes from."""

    when: dt.date | None
    who: str
    item: str


class OmittedAnswer(BaseModel):
    """An open item that the draft leaves out, and why."""

    number: str
    title: str
    reason: str


class DraftAnswer(BaseModel):
    """A draft: every sentence with its kind and its sources, and the flags, worst first."""

    source: str
    sha256: str
    headline: SentenceAnswer
    lead: list[SentenceAnswer]
    paragraphs: list[ParagraphAnswer]
    next_steps: list[StepAnswer]
    closing: list[SentenceAnswer]
    omitted: list[OmittedAnswer]
    sentences: list[SentenceAnswer]
    flags: list[FlagAnswer]


class CheckAnswer(BaseModel):
    """What is wrong with a text: how many flags of each level, and each, worst first."""

    source: str
    sha256: str
    red: int
    yellow: int
    flags: list[FlagAnswer]


class Health(BaseModel):
    """The server answers."""

    status: Literal["ok"]
    version: str


class ErrorTold(BaseModel):
    """What is wrong, where, and what to do now. Never a word of what was sent."""

    what: str
    where: str
    now: str


class ErrorAnswer(BaseModel):
    """Why nothing came of it."""

    error: ErrorTold


_TOLD = {
    400: "The form or the JSON is damaged.",
    401: "The server has a password, and none or another was sent.",
    403: "The request comes from another site, or not through the proxy.",
    413: "Too big.",
    415: "Neither JSON nor a form with a file.",
    422: "A field is wrong, or the document can't be read or holds no minutes.",
    429: "Too many wrong passwords.",
    503: "Too many documents wait.",
}
ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer, "description": told} for code, told in _TOLD.items()
}


def body_of(ask: type[BaseModel], main: str) -> dict[str, Any]:
    """Return how OpenAPI tells of a body: *ask* as JSON, or a form with a file for its *main*.

    >>> sorted(body_of(LabelAsk, "text")["requestBody"]["content"])
    ['application/json', 'multipart/form-data']
    """
    schema = ask.model_json_schema()
    fields = {name: one for name, one in schema["properties"].items() if name not in (main, "name")}
    file = {"type": "string", "format": "binary", "description": "PDF, DOCX, HTML, XML or text."}
    form = {
        "type": "object",
        "properties": {"file": file, **fields},
        "required": ["file", *(name for name in schema["required"] if name != main)],
        "additionalProperties": False,
    }
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}
