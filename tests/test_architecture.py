"""Which module may know which: the contracts of ``[tool.importlinter]`` in pyproject.toml, and what those can't say."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

PACKAGES = ("bot", "retrieval", "prompts")
MODULES = sorted(path for package in PACKAGES for path in (CHECKOUT / package).rglob("*.py"))

MOST_LINES = 600
"""Lines of a module; one that grows past this has two subjects."""

MOST_MODULES = 13
"""Modules of a folder, ``__init__`` aside."""

SHARED_NAMES = {"__init__", "__main__", "errors", "env"}
"""The only names that more than one module may have."""

TESTED_THROUGH_A_DOOR = {
    "retrieval.attribution": "texts go in, statements come out: a step alone has no behaviour that anybody asks for",
    "retrieval.lang.en": "facts of English, which the tests of their readers hold",
    "retrieval.store": "all of it is tested through Record, Snapshot and Library",
    "retrieval.ingestion": "all of it is tested through Library",
    "bot.state.migrations.versions": "what they make is compared with the tables' classes",
}
"""Rooms of which not every module has a test of its own name, and why."""

WITHOUT_A_TEST = {
    "bot.answering.query.request": "types",
    "bot.errors": "types",
    "bot.evaluation.labelled": "the labelled sets are tests",
    "bot.state.migrations.env": "two lines for Alembic",
    "bot.telegram_chat.ports": "a type",
    "retrieval.embedding.base": "a type",
    "retrieval.entities.lookup": "tested with the registry that it looks up",
    "retrieval.errors": "types",
    "retrieval.lang.days": "one line, tested with the dates that call it",
    "retrieval.lang.patterns": "one line, tested with the patterns that call it",
    "retrieval.search.topic": "tested with the retriever that weighs by it",
    "retrieval.system.heap": "tells the C library; what comes of it, the bench measures",
}
"""Single modules without a test of their own name, and why. Neither table is to grow."""


def name_of(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, also inside of functions."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = path.relative_to(CHECKOUT).parts[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def importers(*libraries: str) -> set[str]:
    """The modules that import one of these libraries."""
    return {
        name_of(path)
        for path in MODULES
        for module in imports(path)
        if any(module == library or module.startswith(f"{library}.") for library in libraries)
    }


def test_imports_keep_the_contracts() -> None:
    """Layers, cycles, and the doors of ``retrieval``, as pyproject.toml has them.

    In a process of its own: import-linter sets up logging anew.
    """
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_imports_the_tests() -> None:
    assert importers("tests") == set()


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("chromadb", ("retrieval.store",)),
        ("telegram", ("bot.telegram_chat",)),
        (
            "llama_index",
            ("bot.llm", "bot.llamaindex_engines", "bot.verbatim", "retrieval.llamaindex", "retrieval.ingestion"),
        ),
        ("llama_index.llms", ("bot.llm.providers",)),
        ("sqlalchemy", ("bot.state", "retrieval.store", "retrieval.system.sql")),
        ("alembic", ("bot.state", "retrieval.store.migrations", "retrieval.system.sql")),
        ("spacy", ("retrieval.attribution",)),
        ("onnxruntime", ("retrieval.embedding",)),
        ("aiohttp", ("bot.telegram_chat", "retrieval.web")),
        ("matplotlib", ("bot.timelines.picture",)),
        ("mcp", ("bot.cli.mcp_server",)),
        ("rich", ("bot.cli",)),
        ("prompt_toolkit", ("bot.cli",)),
    ],
)
def test_a_library_is_known_in_its_rooms_only(library: str, rooms: tuple[str, ...]) -> None:
    """Whoever replaces a library, or follows it to its next version, reads these rooms and no other."""
    known = importers(library)
    assert known
    assert {name for name in known if not any(f"{name}.".startswith(f"{room}.") for room in rooms)} == set()


@pytest.mark.parametrize("vendor", ["openai", "anthropic", "ollama"])
def test_a_models_vendor_is_reached_through_llamaindex(vendor: str) -> None:
    assert importers(vendor) == set()


def test_only_the_settings_read_the_environment() -> None:
    """A variable that is read elsewhere is a setting that nobody can find."""
    reading = set()
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            named = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"}
            imported = isinstance(node, ast.ImportFrom) and node.module == "os"
            if named or (imported and {alias.name for alias in node.names} & {"environ", "getenv"}):
                reading.add(name_of(path))
    # These pass a few on to their processes, so that the others (tokens) stay here; they read no setting.
    assert reading <= {"bot.settings", "bot.voice.transcriber", "retrieval.readers.sandbox"}


def test_no_private_module_of_a_library_is_imported() -> None:
    """What is named with an underscore may be gone in the next version; ruff's SLF holds it of attributes."""
    private = {
        (name_of(path), module)
        for path in [*MODULES, *sorted((CHECKOUT / "tests").rglob("*.py"))]
        for module in imports(path)
        if module.split(".")[0] not in (*PACKAGES, "tests")
        and any(part.startswith("_") and not part.endswith("__") for part in module.split("."))
    }
    assert private == set()


HEAVY = (
    "spacy",
    "llama_index",
    "telegram",
    "sqlalchemy",
    "chromadb",
    "onnxruntime",
    "numpy",
    "rich",
    "prompt_toolkit",
)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("bot.cli.main", HEAVY),
        ("bot.json_output", HEAVY),
        ("prompts", (*HEAVY, "pydantic")),
        ("retrieval.model", HEAVY),
        ("bot.wiring", ("spacy", "llama_index", "telegram", "chromadb", "onnxruntime", "prompt_toolkit")),
        (
            "bot.cli.repl",
            ("spacy", "llama_index", "telegram", "chromadb", "onnxruntime", "prompt_toolkit"),
        ),
        ("bot.answering.answerer", ("llama_index", "telegram", "rich", "prompt_toolkit")),
        ("retrieval.store.vectors", ("spacy", "llama_index", "telegram")),
    ],
)
def test_what_is_heavy_is_paid_where_it_is_used(
    module: str, heavy: tuple[str, ...], program_environment: dict[str, str]
) -> None:
    """A question at the command line waits for none of what it doesn't need."""
    script = f"import sys; import {module}; print(*sorted(set(sys.modules) & set({heavy!r})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=program_environment, timeout=60
    )
    assert done.stdout.strip() == ""


def test_modules_have_a_test_of_their_own_name() -> None:
    """Whoever changes one finds what holds it, in the same place below ``tests``."""
    untested = {
        name_of(path)
        for path in MODULES
        if not path.stem.startswith("__")
        and not (CHECKOUT / "tests" / path.relative_to(CHECKOUT).with_name(f"test_{path.name}")).exists()
    }
    through_doors = {name for name in untested for room in TESTED_THROUGH_A_DOOR if name.startswith(f"{room}.")}
    assert untested - through_doors == set(WITHOUT_A_TEST)
    assert {
        room for room in TESTED_THROUGH_A_DOOR if any(name.startswith(f"{room}.") for name in through_doors)
    } == set(TESTED_THROUGH_A_DOOR)


def test_modules_are_small() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_folders_are_small() -> None:
    """A folder of more modules than one sees at once has two subjects."""
    modules = Counter(path.parent for path in MODULES if path.stem != "__init__")
    assert {name_of(folder): count for folder, count in modules.items() if count > MOST_MODULES} == {}


def test_a_name_is_one_modules_only() -> None:
    """Two modules of one name are told apart by nobody who hears of one."""
    names = Counter(path.stem for path in MODULES)
    assert {name for name, count in names.items() if count > 1} - SHARED_NAMES == set()
