"""The rooms keep their import directions; heavy libraries stay behind the door that needs them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import eventcoder

PACKAGE = Path(eventcoder.__file__).parent
STAGE_ROOMS = {"read", "find", "code", "resolve"}
_BASE = {"schema", "errors"}
_STAGE = _BASE | {"analysis", "knowledge", "time_expressions"}
_BELOW_SHOW = (
    _STAGE | STAGE_ROOMS | {"settings", "version", "pipeline", "registry", "store", "stories", "scoring", "samples"}
)
MAY_IMPORT = {  # room or module -> what it may import of the package, beside itself
    "errors": set(),
    "version": set(),
    "schema": {"errors"},
    "analysis": {"schema", "time_expressions"},
    "time_expressions": set(),
    "settings": {"errors"},
    "knowledge": _BASE,
    **dict.fromkeys(sorted(STAGE_ROOMS), _STAGE),
    "store": _BASE,
    "stories": _BASE | {"knowledge"},
    "scoring": set(),
    "samples": _BASE,
    "pipeline": _BASE | {"analysis"},
    "registry": _STAGE | STAGE_ROOMS | {"settings", "version", "pipeline"},
    "bench": _BELOW_SHOW,
    "show": _BELOW_SHOW,
    "run": _BELOW_SHOW | {"show"},
    "api": _BELOW_SHOW | {"show", "run"},
    "__init__": _BASE | {"api", "version", "code"},
    "cli": _BELOW_SHOW | {"show", "run", "api", "bench"},
    "__main__": {"cli"},
}
HEAVY = {"spacy", "thinc", "numpy", "pandas", "pyarrow", "trafilatura", "rich", "click", "ahocorasick_rs", "rensa"}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import; the house writes full names"
            yield node.lineno, str(node.module)


def test_every_room_is_in_the_table() -> None:
    assert {room_of(file) for file in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_rooms_import_only_what_they_may(room: str) -> None:
    wrong = []
    for file in (f for f in modules() if room_of(f) == room):
        for line, name in imported(file):
            parts = name.split(".")
            if parts[0] != "eventcoder" or len(parts) == 1:
                continue
            if parts[1] != room and parts[1] not in MAY_IMPORT[room]:
                wrong.append(f"{file.relative_to(PACKAGE)}:{line} imports {name}")
    assert wrong == []


def test_stage_rooms_never_import_each_other() -> None:
    assert all(not MAY_IMPORT[room] & (STAGE_ROOMS - {room}) for room in STAGE_ROOMS)


@pytest.mark.parametrize("room", ["schema", "errors", "analysis", "settings", "scoring"])
def test_the_base_needs_the_standard_library_only(room: str) -> None:
    for file in (f for f in modules() if room_of(f) == room):
        for line, name in imported(file):
            assert name.split(".")[0] in {*sys.stdlib_module_names, "eventcoder"}, f"{file.name}:{line} imports {name}"


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import eventcoder", set()),
        ("import eventcoder.cli.main", {"click"}),
        ("import eventcoder.show.records, eventcoder.show.tables, eventcoder.show.page, eventcoder.show.cards", set()),
        ("import eventcoder.scoring", set()),
    ],
)
def test_light_modules_load_no_heavy_library(statement: str, allowed: set[str]) -> None:
    script = f"import sys; {statement}; print(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & HEAVY <= allowed


def test_no_file_grows_past_five_hundred_lines() -> None:
    long = {str(f.relative_to(PACKAGE)): n for f in modules() if (n := len(f.read_text("utf-8").splitlines())) > 500}
    assert long == {}


def test_only_the_command_line_prints_and_exits() -> None:
    wrong = []
    for file in (f for f in modules() if room_of(f) not in ("cli", "__main__")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in ("print", "sys.exit", "exit", "quit"):
                wrong.append(f"{file.relative_to(PACKAGE)}:{node.lineno} calls {name}")
    assert wrong == []
