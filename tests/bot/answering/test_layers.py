"""Inside the core: answers ask the retriever, and every request has an answer."""

from __future__ import annotations

import ast
from typing import get_args

from bot.answering.answers.dispatch import ANSWERS
from bot.answering.query.request import AnyRequest
from tests.conftest import CHECKOUT

MODULES = sorted((CHECKOUT / "bot" / "answering").rglob("*.py"))


def test_no_module_reaches_for_the_catalog() -> None:
    """What a question needs of a snapshot is a question of the retriever's."""
    reaching = {
        path.relative_to(CHECKOUT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "catalog"
    }
    assert reaching == set()


def test_imports_stand_at_the_top() -> None:
    """One inside a function hides a cycle."""
    hidden = {
        path.relative_to(CHECKOUT).as_posix()
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_every_request_has_an_answer() -> None:
    """The table of the dispatch is complete."""
    assert set(get_args(AnyRequest)) == set(ANSWERS)
