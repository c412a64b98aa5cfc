"""The cards of the shipped models, for the page: what they are, and how good they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.labelling.shipped import models_folder
from pipeline.web.moments import day_of

_TASKS = {
    "decision": ("Beslutning", "Siger, hvad der blev besluttet, hvor ingen regel er sikker."),
    "topic": ("Emne", "Siger, hvad et punkt handler om, hvor ordlisten ikke er sikker."),
}
_SETS = {
    "items": "Punkter i hele referater",
    "bare": "De samme punkter, kun efter titlen",
    "titles": "Titler fra dagsordener",
    "hidden": "De samme punkter uden overskriften »Beslutning«",
}
_MEASURES = {
    "combined": "Rigtige, regler og model sammen",
    "rules": "Rigtige, reglerne alene",
    "lexicon": "Rigtige, ordlisten alene",
    "accuracy": "Rigtige, modellen alene",
    "accuracy_at_70": "Rigtige blandt de 70 % sikreste",
    "macro_f1": "Makro-F1 (snit over mærkerne)",
    "spoken": "Andel, som modellen tager stilling til",
    "spoken_right": "Rigtige blandt dem",
    "approved": "Kaldt godkendt, uden at et menneske gjorde det",
    "ece": "Kalibreringsfejl (ECE)",
}


class ModelView(NamedTuple):
    """A model: what it is called, what it does, what it was made of, and its fingerprint."""

    name: str
    what: str
    facts: tuple[tuple[str, str], ...]
    sha: str


class Figure(NamedTuple):
    """A figure from a card: what it measures, its value, and on what."""

    what: str
    value: str
    how: str


@cache
def read_models() -> tuple[ModelView, ...]:
    """Return the models that ship with Referat, by what their cards say."""
    return tuple(map(_model, _cards()))


@cache
def read_figures() -> tuple[Figure, ...]:
    """Return the figures in the cards: all on invented minutes that no model has learned from.

    >>> {figure.what.split(":")[0] for figure in read_figures()} == {"Beslutning", "Emne"}
    True
    """
    return tuple(
        Figure(
            f"{_TASKS[card['task']][0]}: {danish}",
            f"{scores[key]:.3f}".replace(".", ","),
            f"{_SETS.get(name, name)} ({scores['count']})",
        )
        for card in _cards()
        for name, scores in card["scores"].items()
        for key, danish in _MEASURES.items()
        if key in scores
    )


@cache
def read_card_page() -> str:
    """Return the card of the models as HTML, its headings one level down and without links.

    What it links to are files beside it, which the page doesn't serve.
    """
    path = models_folder() / "README.md"
    if not path.is_file():
        return ""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(path.read_text("utf-8"))
    return str(markdown.renderer.render(list(_tamed(tokens)), markdown.options, {}))


def _cards() -> Iterator[dict[str, Any]]:
    for task in _TASKS:
        yield json.loads((models_folder() / task / "card.json").read_text("utf-8"))


def _model(card: dict[str, Any]) -> ModelView:
    name, what = _TASKS[card["task"]]
    learned = card["examples"]["train"]
    facts = (
        ("Lavet", day_of(date.fromisoformat(card["date"]))),
        ("Udgave", card["version"]),
        ("Lært af", f"{learned['items']} opdigtede punkter og {learned['titles']} titler"),
        ("Biblioteker", ", ".join(f"{one} {at}" for one, at in card["libraries"].items())),
    )
    return ModelView(name, what, facts, card["files"]["model.skops"])


def _tamed(tokens: Sequence[Token]) -> Sequence[Token]:
    tamed = []
    for place, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + 1}"
        empty = token.type == "th_open" and not tokens[place + 1].content
        if empty or (token.type == "th_close" and not tokens[place - 1].content):
            token.tag = "td"  # a heading without words heads nothing
        token.children = [
            child for child in token.children or () if child.type not in ("link_open", "link_close")
        ]
        tamed.append(token)
    return tamed
