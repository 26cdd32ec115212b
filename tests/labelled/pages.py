"""Pages of ours in the forms of as many systems, each line of their text labelled: of the article, or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from retrieval.readers.html.lost_paragraphs import BLOCKS, pieces


class Page(NamedTuple):
    """A page's markup, and the keys of its lines: those of the article, and those that stand beside it."""

    name: str
    markup: str
    article: list[str]
    beside: list[str]

    def is_article(self, line: str) -> bool | None:
        """Whether a line that was found is the article's; None where readers could differ."""
        of = key(line)
        if any(of in each or each in of for each in self.article):
            return True
        return False if any(of in each or each in of for each in self.beside) else None


def labelled(half: str) -> Iterator[Page]:
    """The pages of a half, ``fit`` or ``held``."""
    text = (Path(__file__).parent / f"pages_{half}.txt").read_text("utf-8")
    for part in text.split("=== ")[1:]:
        name, _, body = part.partition("\n")
        lines = body.splitlines()
        found = {mark: [each for line in lines if line[0] == mark for each in _keys(line[1:])] for mark in "+-"}
        markup = "\n".join(line[1:] for line in lines)
        yield Page(name, f"<!doctype html><html>{markup}</html>", found["+"], found["-"])


def key(text: str) -> str:
    """A text's letters and digits."""
    return re.sub(r"\W+", "", text).casefold()


def _keys(markup: str) -> list[str]:
    from lxml import html

    root = html.fromstring(f"<div>{markup}</div>")
    return [made for piece in pieces(root, BLOCKS, "a") if (made := key(piece.line))]
