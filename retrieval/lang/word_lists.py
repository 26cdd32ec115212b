"""Reads the word lists that stand in text files beside a language's modules.

A ``#`` opens a comment. A list of words is in sections: a line ``[name]``, then words with blanks between them. A table
has a line an entry: its key, then what belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def sections(module: str, file: str) -> dict[str, frozenset[str]]:
    """The words of each section of a file in the folder of a module."""
    words: dict[str, list[str]] = {}
    for line in _lines(module, file):
        if line.startswith("["):
            section = words.setdefault(line.strip("[]"), [])
        else:
            section += line.split()
    return {name: frozenset(section) for name, section in words.items()}


def table(module: str, file: str) -> dict[str, tuple[str, ...]]:
    """What belongs to each key of a file in the folder of a module."""
    return {key: tuple(values) for key, *values in map(str.split, _lines(module, file))}


def _lines(module: str, file: str) -> Iterator[str]:
    text = files(module.rpartition(".")[0]).joinpath(file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if words := line.partition("#")[0].strip():
            yield words
