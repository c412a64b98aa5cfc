"""Items as Label Studio tasks and back (https://labelstud.io, its JSON format).

The decisions are marked in the text; topics, ``hard`` and ``negative`` are choices beside it.
What Label Studio doesn't show travels in the task's data and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from pipeline.corpus.fields import Fields
from pipeline.labels import Decision, Topic

_MARKED = ("decisions", "topic", "secondary", "hard", "negative", "annotator", "time")
_NOT_MARKED = "item"
# Decisions listed apart from their item have words, but none in its text to mark.
_APART = "apart"


def label_config() -> str:
    """Return the labelling interface that the tasks are made for.

    >>> label_config().startswith("<View>")
    True
    """
    marks = "".join(
        f'\n    <Label value="{one.value}" hint="{escape(one.definition)}"/>'
        for one in Decision
        if one is not Decision.INGEN_BESLUTNING
    )
    topics = "".join(f'\n    <Choice value="{one.value}"/>' for one in Topic)
    return f"""<View>
  <Header value="$title"/>
  <Labels name="decision" toName="text">{marks}
  </Labels>
  <Text name="text" value="$text"/>
  <Choices name="topic" toName="text" choice="single" required="true">{topics}
  </Choices>
  <Choices name="secondary" toName="text" choice="multiple">{topics}
  </Choices>
  <TextArea name="hard" toName="text" maxSubmissions="1"/>
  <Choices name="negative" toName="text" choice="single">
    <Choice value="negative"/>
  </Choices>
</View>
"""


def task_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return one exported item as a task with its labels as annotation."""
    text, start = record["text"], record["span"]["start"]
    results = [
        {
            "id": f"d{number}",
            "from_name": "decision",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": _units(text[: one["start"] - start]),
                "end": _units(text[: one["end"] - start]),
                "text": one["text"],
                "labels": [one["label"]],
            },
        }
        for number, one in enumerate(record["decisions"])
        if one["start"] is not None
    ]
    results.append(_choice("topic", [record["topic"]]))
    results.append(_choice("secondary", record["secondary"]))
    results.append(_choice("negative", ["negative"] if record["negative"] else []))
    if record["hard"] is not None:
        hard = {"from_name": "hard", "to_name": "text", "type": "textarea"}
        results.append({**hard, "value": {"text": [record["hard"]]}})
    rest = {name: value for name, value in record.items() if name not in _MARKED}
    apart = [one for one in record["decisions"] if one["start"] is None and one["text"]]
    kept = {_APART: apart} if apart else {}
    return {
        "data": {"text": text, "title": record["title"], _NOT_MARKED: rest, **kept},
        "annotations": [
            {
                "completed_by": {"email": record["annotator"]},
                "created_at": record["time"],
                "result": results,
            }
        ],
    }


def records_of_task(task: Fields) -> Iterator[dict[str, Any]]:
    """Yield the item as each person has labelled it, in the form of an exported record.

    Raises:
        CorpusError: The task isn't one of ours, or has a label that isn't.
    """
    data = task.record("data")
    rest, text = dict(data.record(_NOT_MARKED).values), data.text("text")
    span = data.record(_NOT_MARKED).record("span").span()
    for annotation in task.records("annotations"):
        if annotation.values.get("was_cancelled"):
            continue
        results = list(annotation.records("result"))
        choices = {
            name: [value for one in _named(results, name) for value in _chosen(one)]
            for name in ("topic", "secondary", "negative")
        }
        if len(choices["topic"]) != 1:
            raise annotation.wrong("result", "has not one topic", "choose one")
        hard = [line for one in _named(results, "hard") for line in _written(one)]
        yield {
            **rest,
            "decisions": _decisions(results, text, span.start, data.values.get(_APART, [])),
            "topic": choices["topic"][0],
            "secondary": choices["secondary"],
            "hard": hard[0] if hard else None,
            "negative": bool(choices["negative"]),
            "annotator": _annotator(annotation),
            "time": annotation.values.get("updated_at") or annotation.text("created_at"),
        }


def _decisions(
    results: list[Fields], text: str, offset: int, apart: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in _named(results, "decision"):
        value = one.record("value")
        start = _characters(text, value.whole("start"))
        end = _characters(text, value.whole("end"))
        place = {"start": offset + start, "end": offset + end, "text": text[start:end]}
        found += [{"label": label.value, **place} for label in value.choices("labels", Decision)]
    if found or apart:
        return [*sorted(found, key=lambda mark: mark["start"]), *apart]
    return [{"label": Decision.INGEN_BESLUTNING.value, "start": None, "end": None, "text": ""}]


def _choice(name: str, values: list[str]) -> dict[str, Any]:
    value = {"choices": values}
    return {"from_name": name, "to_name": "text", "type": "choices", "value": value}


def _named(results: list[Fields], name: str) -> Iterator[Fields]:
    return (one for one in results if one.text("from_name") == name)


def _chosen(one: Fields) -> list[str]:
    if one.text("from_name") == "negative":
        return list(one.record("value").texts("choices"))
    return [topic.value for topic in one.record("value").choices("choices", Topic)]


def _written(one: Fields) -> list[str]:
    value = one.record("value")
    return [value.text("text")] if isinstance(value.any("text"), str) else [*value.texts("text")]


def _annotator(annotation: Fields) -> str:
    """Return who labelled: Label Studio gives a number, or a record with an address."""
    by = annotation.any("completed_by")
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    if by in (None, ""):
        raise annotation.wrong("completed_by", "says nobody", "name the annotator")
    return str(by)


def _units(text: str) -> int:
    """Return the length of *text* as a browser counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """Return how many characters the first *units* of UTF-16 make."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
