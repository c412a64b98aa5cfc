"""House style: the headings, frames, words and closing lines that a house wants.

The default is ``lexicon/style.toml`` with the frames of ``lexicon/frames.toml`` and the terms of
``lexicon/glossary.toml``. A house's own file holds only what it changes. What is read here has the
right form; that it says no more than the minutes do is proved in ``pipeline.checking.style``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from json import dumps
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

from pipeline.errors import StyleError
from pipeline.lexicon import load_lexicon

# The sentences that a house may word; the others are known to the gate word for word.
SENTENCES = ("passes_on", "step", "udgaaet")
_CHOICES = {"text.comma": ("start", "none"), "text.voice": ("kommunen", "vi")}
_TERM = ("term", "means", "internal", "external")
_POLICIES = ("keep", "explain")
_PLACE = re.compile(r"\{(\w*)\}")
_NOW = 'see "referat style"'


class Term(NamedTuple):
    """A word of administration: a pattern for it, what it means, and who needs that explained."""

    term: str
    means: str
    internal: str
    external: str


@dataclass(frozen=True, slots=True)
class Style:
    """A house's style, whole: its own choices over the default.

    ``frames`` holds a "precise" and a "plain" wording by name, ``count`` whether an audience is
    told how many items were closed. ``words`` goes from the word in the draft to the house's.
    """

    comma: Literal["start", "none"]
    voice: Literal["kommunen", "vi"]
    headings: Mapping[str, str]
    count: Mapping[str, bool]
    closing: Mapping[str, str]
    extra: tuple[str, ...]
    words: Mapping[str, str]
    frames: Mapping[str, Mapping[str, str]]
    sentences: Mapping[str, str]
    glossary: tuple[Term, ...]

    @property
    def own_lines(self) -> frozenset[str]:
        """The closing lines that are the house's word for word and tell nothing of a meeting."""
        return frozenset({self.closing["scope"], self.closing["contact"], *self.extra})


@cache
def default_style() -> Style:
    """Return the style that drafts have without a file.

    >>> default_style().headings["brief"]
    'Kort nyt'
    """
    return _built(_default_tables())


def read_style(path: Path) -> Style:
    """Read a house's style.

    Raises:
        StyleError: The file can't be read, is no TOML, or has a key, a value or a place in a
            frame that there is not.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise StyleError(
            f"can't be read ({error.strerror})", where=str(path), now="check the name"
        ) from error
    except UnicodeDecodeError:
        raise StyleError("not UTF-8", where=str(path), now="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        now = "mend the line; a key with æ, ø or å stands in quotes"
        raise StyleError(str(error), where=str(path), now=now) from error
    own_terms = tables.pop("glossary", [])
    merged = _merged(_default_tables(), tables, str(path), "")
    return _built(merged | {"glossary": _with_terms(merged["glossary"], own_terms, str(path))})


def style_as_toml() -> str:
    """Return the default style as the file to start from, comments and all."""
    tables = _default_tables()
    lines = [(files("pipeline.lexicon") / "style.toml").read_text("utf-8")]
    lines.append("# What a body did, after its name: {thing} {case} {about}, and {next} where the")
    lines.append('# default has it. "plain" is for --wording plain.')
    for name, frame in tables["frames"].items():
        lines += [f"[frames.{name}]", *(f"{key} = {_quoted(frame[key])}" for key in frame)]
    lines += ["", "[sentences]"]
    lines += [f"{name} = {_quoted(text)}" for name, text in tables["sentences"].items()]
    lines.append(
        '\n# Hard words: keep, or explain in brackets the first time. "term" is a pattern.'
    )
    for row in tables["glossary"]:
        lines += ["[[glossary]]", *(f"{key} = {_quoted(row[key])}" for key in _TERM)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A basic string of TOML is a string of JSON, but for letters that need no escape.
    return dumps(text, ensure_ascii=False)


def _default_tables() -> dict[str, Any]:
    frames = load_lexicon("frames")
    kept = {
        name: {"precise": row["precise"], "plain": row["plain"]}
        for name, row in frames["predicate"].items()
    }
    return {
        **load_lexicon("style"),
        "frames": kept,
        "sentences": {name: frames["sentence"][name] for name in SENTENCES},
        "glossary": [{key: row[key] for key in _TERM} for row in load_lexicon("glossary")["term"]],
    }


def _built(tables: Mapping[str, Any]) -> Style:
    closing = dict(tables["closing"])
    extra = tuple(closing.pop("extra"))
    return Style(
        comma=tables["text"]["comma"],
        voice=tables["text"]["voice"],
        headings=tables["headings"],
        count=tables["count"],
        closing=closing,
        extra=extra,
        words=tables["words"],
        frames=tables["frames"],
        sentences=tables["sentences"],
        glossary=tuple(Term(**row) for row in tables["glossary"]),
    )


def _merged(
    default: Mapping[str, Any], own: Mapping[str, Any], file: str, at: str
) -> dict[str, Any]:
    """Put *own* over *default*; what the default does not know is refused."""
    merged = dict(default)
    for key, value in own.items():
        name = f"{at}{key}"
        if at == "words.":
            _check_text(value, file, name)
        elif key not in default:
            _refuse_key(key, default, file, name)
        elif isinstance(default[key], dict):
            if not isinstance(value, dict):
                _refuse(f"{name} is a table", file, name, f"write [{name}]")
            merged[key] = _merged(default[key], value, file, f"{name}.")
            continue
        else:
            _check_value(default[key], value, file, name)
        merged[key] = value
    return merged


def _refuse_key(key: str, default: Mapping[str, Any], file: str, name: str) -> NoReturn:
    near = get_close_matches(key, [*default, "glossary"] if "." not in name else default, 1, 0.5)
    known = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(default)}"
    raise StyleError(f"no such key: {name}", where=file, now=f"{known} {_NOW}")


def _check_value(default: object, value: object, file: str, name: str) -> None:
    if isinstance(default, bool):
        if not isinstance(value, bool):
            _refuse("is true or false", file, name, "write it without quotes")
    elif isinstance(default, list):
        if not isinstance(value, list):
            _refuse("is a list of lines", file, name, 'write ["…", "…"]')
        for line in value:
            _check_text(line, file, name)
    else:
        text = _check_text(value, file, name)
        if name in _CHOICES and text not in _CHOICES[name]:
            _refuse(f"is not {text!r}", file, name, f"choose {' or '.join(_CHOICES[name])}")
        _check_places(str(default), text, file, name)


def _check_text(value: object, file: str, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        _refuse("is a text", file, name, "write it in quotes")
    if not value.isprintable():
        _refuse("is one line of plain characters", file, name, "take the line break out")
    return value


def _check_places(default: str, text: str, file: str, name: str) -> None:
    """Let a frame fill in what its default does; a case may be called by any of its names."""
    known = set(_PLACE.findall(default))
    named = {"thing", "case", "about"}
    allowed = known | (named if name.startswith("frames.") else set())
    places = _PLACE.findall(text)
    strange = [one for one in places if one not in allowed] or re.findall(
        r"[{}]", _PLACE.sub("", text)
    )
    if strange:
        there = " ".join(f"{{{one}}}" for one in sorted(allowed)) or "nothing in braces"
        _refuse(f"can't fill in {strange[0]!r}", file, name, f"it knows {there}")
    lost = [one for one in sorted(known - named) if one not in places]
    if lost or (known & named and not named & {*places}):
        _refuse("lost what it must name", file, name, f"keep {{{(lost or sorted(known))[0]}}}")


def _with_terms(default: list[dict[str, str]], own: object, file: str) -> list[dict[str, str]]:
    """Add the house's terms; one with the same pattern takes the default's place."""
    if not isinstance(own, list) or not all(isinstance(row, dict) for row in own):
        _refuse("is a list of terms", file, "glossary", "write [[glossary]] above each")
    terms = {row["term"]: row for row in default}
    for number, row in enumerate(own, 1):
        name = f"glossary {number}"
        for key in row:
            if key not in _TERM:
                _refuse_key(key, dict.fromkeys(_TERM), file, f"{name}.{key}")
        full = {"internal": "keep", "external": "explain", **row}
        for key in _TERM:
            _check_text(full.get(key), file, f"{name}.{key}")
        _check_term(full, file, name)
        terms[full["term"]] = full
    return list(terms.values())


def _check_term(row: Mapping[str, str], file: str, name: str) -> None:
    for key in ("internal", "external"):
        if row[key] not in _POLICIES:
            _refuse(f"is not {row[key]!r}", file, f"{name}.{key}", "choose keep or explain")
    try:
        matches_nothing = re.compile(row["term"]).match("") is not None
    except re.error as error:
        _refuse(f"is no pattern ({error})", file, f"{name}.term", "escape its marks with \\\\")
    if matches_nothing:
        _refuse("fits an empty text", file, f"{name}.term", "write the word")
    if re.search(r"[()]|[.!?]$", row["means"]):
        _refuse("stands in brackets itself", file, f"{name}.means", "no brackets, no full stop")


def _refuse(what: str, file: str, name: str, now: str) -> NoReturn:
    raise StyleError(f"{name} {what}", where=file, now=now)
