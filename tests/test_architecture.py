"""Which module may know which."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

PACKAGES = ("bot", "retrieval", "prompts")
MODULES = sorted(path for package in PACKAGES for path in (CHECKOUT / package).rglob("*.py"))
VENDORS = ("openai", "anthropic", "ollama", "llama_index.llms")


def name_of(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside of functions."""
    package = path.relative_to(CHECKOUT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_imports_go_one_way() -> None:
    """``bot`` knows ``retrieval`` and ``prompts``; these know neither it nor each other; nothing knows the tests."""
    assert {name for name in importers("bot") if not name.startswith("bot")} == set()
    assert {name for name in importers("retrieval") if name.startswith("prompts")} == set()
    assert {name for name in importers("prompts") if name.startswith("retrieval")} == set()
    assert importers("tests") == set()


def test_one_module_knows_chroma() -> None:
    """Everything that Chroma does, and everything that it raises, goes through the index."""
    assert importers("chromadb", "llama_index.vector_stores.chroma") <= {
        "retrieval.store.chroma_client",
        "retrieval.search.llamaindex",
    }
    assert importers("chromadb") == {"retrieval.store.chroma_client"}


def test_only_the_telegram_chat_knows_telegram() -> None:
    """The core and the other fronts can do without."""
    assert all(name.startswith("bot.telegram_chat") for name in importers("telegram"))


def test_model_vendors_are_imported_where_a_model_is_built() -> None:
    """One module builds models; the core is handed one."""
    assert len(importers(*VENDORS)) <= 1


def test_a_terminal_is_drawn_by_the_terminal_only() -> None:
    """The core holds no colours."""
    assert all(name.startswith("bot.") for name in importers("rich", "prompt_toolkit"))


def test_only_the_settings_read_the_environment() -> None:
    """A variable that is read elsewhere is a setting that nobody can find."""
    reading = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"}
            imported = isinstance(node, ast.ImportFrom) and node.module == "os"
            if named or (imported and {alias.name for alias in node.names} & {"environ", "getenv"}):
                reading.add(name_of(path))
    assert reading <= {"bot.settings"}


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
    "dateparser",
)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("bot.cli.main", HEAVY),
        ("bot.json_output", HEAVY),
        ("prompts", (*HEAVY, "pydantic")),
        ("retrieval.model", HEAVY),
        ("bot.wiring", ("spacy", "llama_index", "telegram", "chromadb", "onnxruntime", "prompt_toolkit", "dateparser")),
        (
            "bot.cli.repl",
            ("spacy", "llama_index", "telegram", "chromadb", "onnxruntime", "prompt_toolkit", "dateparser"),
        ),
        ("bot.answering.answerer", ("llama_index", "telegram", "rich", "prompt_toolkit")),
        ("retrieval.store.index", ("spacy", "llama_index", "telegram")),
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


def test_modules_are_small() -> None:
    """One that grows past this has two subjects."""
    assert {name_of(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 450} == set()
