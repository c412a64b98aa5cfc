"""Three hundred damaged files: each is answered or refused, and nothing else ever happens."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from typeset import typeset_docx, typeset_html, typeset_pdf

from pipeline import label_items, read_document, split_items
from pipeline.errors import ReferatError
from pipeline.jsonl import items_as_json
from pipeline.reading import Limits

EXAMPLE = Path(__file__).parents[1] / "pipeline" / "examples" / "direktionen.txt"
ROUNDS = 60
Damage = Callable[[bytes, random.Random], bytes]


def as_xml(text: str) -> bytes:
    """Return the minutes as a case system hands them on: an element an item and section."""
    head, *items = re.split(r"^Punkt (\d+): ", text, flags=re.MULTILINE)
    parts = [f"<Udvalg>Direktionen</Udvalg><Hoved>{escape(head[:200])}</Hoved>"]
    for number, inside in zip(items[::2], items[1::2], strict=True):
        title, *sections = re.split(r"^(Beslutning|Indstillinger|Bilag)$", inside, flags=re.M)
        fields = "".join(
            f"<Felt><Navn>{name}</Navn><Indhold>{escape(body)}</Indhold></Felt>"
            for name, body in zip(sections[::2], sections[1::2], strict=True)
        )
        parts.append(
            f"<Punkt><Nummer>{number}</Nummer><Titel>{escape(title.splitlines()[0])}</Titel>"
            f"<Aaben>{str('Lukket' not in title).lower()}</Aaben><Felter>{fields}</Felter></Punkt>"
        )
    whole = "\n".join(parts)
    return f"<?xml version='1.0' encoding='utf-8'?>\n<Moede>{whole}</Moede>".encode()


def inside_docx(data: bytes, damage: Damage, chance: random.Random) -> bytes:
    """Damage the text within a DOCX: damaged from outside it is a zip that no one can open."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(made, "w") as copy:
        for name in whole.namelist():
            part = whole.read(name)
            copy.writestr(name, damage(part, chance) if name == "word/document.xml" else part)
    return made.getvalue()


def cut(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:end] if chance.random() < 0.7 else data[start:end]


def shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = sorted((chance.randrange(len(lines) + 1), chance.randrange(len(lines) + 1)))
    middle = lines[start:end]
    chance.shuffle(middle)
    return b"".join([*lines[:start], *middle, *lines[end:]])


def reencode(data: bytes, chance: random.Random) -> bytes:
    told = chance.choice(["utf-8", "cp1252", "utf-16", "utf-16-le", "latin-1"])
    meant = chance.choice(["utf-8", "cp1252", "utf-16", "utf-16-be", "cp865", "utf-7"])
    return data.decode(told, "replace").encode(meant, "replace")


def zero(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = chance.choice([1, 16, 400])
    return data[:start] + b"\0" * length + data[start + length :]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 60, 500])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def double(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data + data[at:]


def drop_breaks(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", b" " if chance.random() < 0.5 else b"")


DAMAGES: tuple[Damage, ...] = (cut, shuffle, reencode, zero, flip, double, drop_breaks)
SUFFIXES = ("pdf", "docx", "html", "xml", "txt", "jpg", "")


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    text = EXAMPLE.read_text("utf-8")
    return {
        "txt": text.encode(),
        "html": typeset_html(text),
        "xml": as_xml(text),
        "pdf": typeset_pdf(text),
        "docx": typeset_docx(text),
    }


@pytest.mark.parametrize("kind", ["txt", "html", "xml", "pdf", "docx"])
def test_damaged_files_are_answered_or_refused(
    whole: dict[str, bytes], kind: str, tmp_path: Path
) -> None:
    chance = random.Random(f"referat {kind}")
    ends: Counter[str] = Counter()
    for number in range(ROUNDS):
        data = whole[kind]
        damages = chance.sample(DAMAGES, chance.choice([1, 1, 2]))
        if kind == "docx" and chance.random() < 0.5:
            data = inside_docx(data, damages.pop(), chance)
        for damage in damages:
            data = damage(data, chance) or b"\0"
        # The suffix is as likely to be wrong as right: only the content counts.
        path = tmp_path / f"{number}.{chance.choice([kind, *SUFFIXES])}"
        path.write_bytes(data)
        try:
            minutes = split_items(read_document(path, limits=Limits(seconds=20)))
            lines = list(items_as_json(minutes, label_items(minutes)))
        except ReferatError as error:
            ends[type(error).__name__] += 1
            assert str(error).startswith(f"{path}: ")  # noqa: PT017
        except Exception as error:
            names = [damage.__name__ for damage in damages]
            raise AssertionError(f"{path.name} ({names}): {type(error).__name__}") from error
        else:
            ends["answered"] += 1
            assert len(lines) == len(minutes.items) > 0
            for item in minutes.open_items:
                assert 0 <= item.span.start <= item.span.end <= len(minutes.text)
    assert sum(ends.values()) == ROUNDS
    # The damage is neither so small that all pass nor so great that none does.
    assert 0 < ends["answered"] < ROUNDS, ends


def test_whole_files_are_answered(whole: dict[str, bytes], tmp_path: Path) -> None:
    for kind, data in whole.items():
        path = tmp_path / f"hel.{kind}"
        path.write_bytes(data)
        minutes = split_items(read_document(path))
        assert (kind, len(minutes.open_items), minutes.closed_count) == (kind, 6, 4)
