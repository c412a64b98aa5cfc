"""The shape of the code: imports run one way, and everything stays small and said for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1] / "pipeline"
# A part may import parts of lower layers, and its own. Parts of one layer don't know each other.
LAYERS = (
    ("errors", "labels"),
    ("records", "lexicon"),
    ("danish",),
    ("reading", "splitting", "labelling", "drafting"),
    ("checking",),
    ("writers",),
    ("editing",),
    ("corpus",),
    ("training",),
    ("evaluation",),
    ("jsonl", "messages"),
    ("archive", "store"),
    ("web",),
    ("cli_drafts", "cli_writers"),
    ("table", "cli_reading", "cli_corpus", "cli_evaluate", "cli_models", "cli_check", "cli_web"),
    ("cli_draft", "cli_suggest", "cli_archive_ask", "cli_archive_whole"),
    ("cli_archive",),
    ("cli",),
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
HEAVY = {
    "spacy", "sklearn", "datasets", "torch", "transformers",
    "matplotlib", "nltk", "jinja2", "sacrebleu", "rapidfuzz",
    "pypdfium2", "docx", "lxml", "selectolax", "numpy", "icalendar", "scipy", "skops",
    "pyarrow", "duckdb", "pyspark", "tantivy", "tqdm",
    "fastapi", "starlette", "uvicorn", "sqlalchemy", "pydantic", "itsdangerous",
}  # fmt: skip
LEAVES = {
    "pipeline.reading.html", "pipeline.reading.xml", "pipeline.labelling.linear",
    "pipeline.labelling.marks", "pipeline.labelling.decision_model",
    "pipeline.labelling.word_sums", "pipeline.training.decision_linear",
    "pipeline.training.linear", "pipeline.training.features", "pipeline.training.search",
    "pipeline.labelling.text_model", "pipeline.labelling.spacy_textcat",
    "pipeline.labelling.encoder", "pipeline.training.text_examples",
    "pipeline.training.spacy_textcat", "pipeline.training.encoder", "pipeline.training.instruct",
    "pipeline.training.suggest",
}  # fmt: skip
# Whole parts that stand on a heavy library. Who imports them does so late.
LEAF_PARTS = {"store", "web"}
MODULE_LINES = 330
FUNCTION_LINES = 45

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A source file and what it says."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def doc(self) -> str:
        return ast.get_docstring(self.tree) or ""


class Import(NamedTuple):
    """A module that another one imports, and whether it does so as it is loaded."""

    name: str
    at_once: bool
    line: int


def read_modules() -> Iterator[Module]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield Module(name, path, ast.parse(path.read_text("utf-8")))


MODULES = tuple(read_modules())


def imports_of(module: Module) -> Iterator[Import]:
    late = {
        id(node)
        for function in ast.walk(module.tree)
        if isinstance(function, Function)
        for node in ast.walk(function)
    }
    typing_only = {
        id(node)
        for branch in ast.walk(module.tree)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    for node in ast.walk(module.tree):
        at_once = id(node) not in late | typing_only
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(name.name, at_once, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}:{node.lineno} imports relatively"
            assert node.module is not None
            yield Import(node.module, at_once, node.lineno)


IMPORTS = tuple((module, found) for module in MODULES for found in imports_of(module))


def functions_of(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def length_of(function: Function) -> int:
    """Count the lines of a function without its docstring: examples are not complexity."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def at(module: Module, node: ast.AST | Import, what: str) -> str:
    line = node.line if isinstance(node, Import) else getattr(node, "lineno", 1)
    return f"{module.path.relative_to(ROOT.parent)}:{line}: {what}"


def test_every_part_has_its_layer() -> None:
    assert {module.part for module in MODULES} - {""} == set(RANK)


def test_imports_run_one_way() -> None:
    against = []
    for module, found in IMPORTS:
        if module.part in ("", "cli") and found.name == "pipeline":
            continue  # the package names every step, so only the command line may use it
        if not found.name.startswith("pipeline") or module.part == "":
            continue
        other = found.name.partition(".")[2].split(".")[0]
        if other != module.part and RANK.get(other, 99) >= RANK[module.part]:
            against.append(at(module, found, f"imports {found.name}"))
    assert against == []


def test_records_use_labels_and_nothing_else() -> None:
    names = {found.name for module, found in IMPORTS if module.part == "records"}
    assert {name for name in names if name.startswith("pipeline")} == {"pipeline.labels"}


def test_heavy_libraries_are_loaded_late() -> None:
    """Within a function, or in a leaf that is itself loaded late."""
    early = []
    for module, found in IMPORTS:
        part = found.name.partition(".")[2].split(".")[0]
        heavy = found.name.split(".")[0] in HEAVY or found.name in LEAVES or part in LEAF_PARTS
        leaf = module.name in LEAVES or module.part in LEAF_PARTS
        if heavy and found.at_once and not leaf:
            early.append(at(module, found, f"imports {found.name}"))
    assert early == []


def test_click_is_never_imported() -> None:
    """Typer brings its own copy, and no other need be installed."""
    assert not {found.name.split(".")[0] for _, found in IMPORTS} & {"click"}


def test_modules_are_short() -> None:
    lengths = {module.name: len(module.path.read_text("utf-8").splitlines()) for module in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_modules_have_one_reason() -> None:
    names = {part for module in MODULES for part in module.name.split(".")}
    assert not names & {"utils", "util", "helpers", "common", "misc", "base", "core"}
    assert [module.name for module in MODULES if not ast.get_docstring(module.tree)] == []


def test_functions_are_short() -> None:
    long = [
        at(module, function, f"{function.name} has {length_of(function)} lines")
        for module in MODULES
        for function in functions_of(module)
        if length_of(function) > FUNCTION_LINES
    ]
    assert long == []


def public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """Yield the public functions, classes and methods, not what stands within a function."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_what_is_public_says_what_it_does() -> None:
    silent = [
        at(module, node, node.name)
        for module in MODULES
        for node in public(module.tree.body)
        if not ast.get_docstring(node) and "overload" not in map(ast.unparse, node.decorator_list)
    ]
    assert silent == []


def test_no_function_hides_a_module() -> None:
    """``from .split import split`` in a package hides the module from everyone."""
    hidden = []
    for module in MODULES:
        beside = {path.stem for path in module.path.parent.glob("*.py")}
        if module.path.name == "__init__.py":
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ImportFrom):
                    names = {alias.asname or alias.name for alias in node.names}
                    hidden += [at(module, node, name) for name in names & beside]
    assert hidden == []


def test_records_are_frozen() -> None:
    loose = []
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                made = [ast.unparse(one) for one in node.decorator_list]
                loose += [
                    at(module, node, node.name)
                    for one in made
                    if "dataclass" in one and not ("frozen=True" in one and "slots=True" in one)
                ]
    assert loose == []


def test_the_maps_of_drafting_name_every_module() -> None:
    """The docstring of each room tells a newcomer where a thing lives: all of it, and no more."""
    drafting = [one for one in MODULES if one.part == "drafting"]
    known = {one.name.split(".")[-1] for one in drafting}
    for room in (one for one in drafting if one.path.name == "__init__.py"):
        named = {one.split(".")[-1] for one in re.findall(r"``([\w.]+)``", room.doc)}
        here = {path.stem for path in room.path.parent.glob("*.py")} - {"__init__"}
        assert (room.name, here - named, named - known) == (room.name, set(), set())
