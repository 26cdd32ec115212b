"""Where the lines of a page stand: in blocks like most of the article, in boxes between them, set as they are or not.

It is told by elements alone, so it holds for pages in any language and for names made by a machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple

_MAIN = 0.25  # of an article's letters that stand in blocks of one kind
_MOST, _UNIFORM = 0.9, 0.8  # of the letters
_CELLS = frozenset(("td", "th"))
_ITEMS = frozenset(("li", "dd", "dt"))
_FONTS = frozenset(("font", "small", "big", "center"))
_SHORT = 8  # words of a line, on average, of a box that isn't told in sentences

Kind = tuple[Any, ...]
"""What an element is and is called, with the one around it: lines of one kind look alike."""


class Placed(NamedTuple):
    """A line's text, the block that it stands in, and the innermost element that its first words stand in."""

    text: str
    block: Any
    inline: Any


class Layout:
    """How the lines of one page stand to each other.

    Args:
        lines: in order, at least one.
    """

    def __init__(self, lines: Sequence[Placed]) -> None:
        self._lines = lines
        self._total = sum(len(line.text) for line in lines)
        self.kinds = [_kind(line) for line in lines]
        held, parents = Counter[Kind](), Counter[Any]()
        for line, kind in zip(lines, self.kinds, strict=True):
            held[kind] += len(line.text)
            parents[line.block.getparent()] += len(line.text)
        self.usual = [held[kind] >= _MAIN * self._total for kind in self.kinds]
        self.home = max(parents, key=lambda each: parents[each])
        self.boxes = list(self._boxes())

    def signs(self) -> list[frozenset[str]]:
        """What the place of each line tells, by name."""
        usual = [line for line, is_usual in zip(self._lines, self.usual, strict=True) if is_usual]
        paths = {self._path(line.block) for line in usual}
        classes = {(line.block.tag, line.block.get("class")) for line in usual}
        names = {name for line in usual for name in self._names(line.block)}
        letters = sum(len(line.text) for line in usual)
        is_uniform = letters >= _UNIFORM * self._total
        counts = Counter(self.kinds)
        numbers = [n for n, is_usual in enumerate(self.usual) if is_usual]
        found = []
        for n, (line, kind) in enumerate(zip(self._lines, self.kinds, strict=True)):
            box, is_usual = self.boxes[n], self.usual[n]
            is_boxed = box is not None and box is not line.block
            is_framed = is_boxed and (line.block.tag not in _ITEMS or box is not line.block.getparent())
            is_within = bool(numbers) and numbers[0] < n < numbers[-1]
            is_plain = line.block.tag not in _CELLS and not any(
                each.tag == "blockquote" for each in self._inside(line.block)
            )
            is_item = line.block.tag in _ITEMS
            own = (line.block.tag, line.block.get("class"))
            signs = {
                "is usual": is_usual,
                "is at home": line.block.getparent() is self.home,
                "has the usual path": self._path(line.block) in paths,
                "has a usual name": own[1] is not None and own in classes,
                "shares names": not is_usual and not names.isdisjoint(self._names(line.block)),
                "stands out": not is_usual and is_uniform,
                "is boxed": is_boxed,
                "is boxed within": is_boxed and is_within,
                "is a plain box within": is_framed and is_within and is_plain,
                "is a plain box outside": is_boxed and not is_within and is_plain and not is_item,
                "is one of its kind": counts[kind] == 1,
                "is in a box of short lines": is_boxed and self._words[box] < _SHORT,
                "is in a box of several lines": is_boxed and self._sizes[box] > 1,
            }
            found.append(frozenset(name for name, holds in signs.items() if holds))
        return found

    @cached_property
    def _sizes(self) -> Counter[Any]:
        return Counter(self.boxes)

    @cached_property
    def _words(self) -> dict[Any, float]:
        said = Counter[Any]()
        for line, box in zip(self._lines, self.boxes, strict=True):
            said[box] += len(line.text.split())
        return {box: said[box] / number for box, number in self._sizes.items()}

    @cached_property
    def _container(self) -> Any:
        """The innermost element that holds most of the letters."""
        held = Counter[Any]()
        for line in self._lines:
            for each in (line.block, *line.block.iterancestors()):
                held[each] += len(line.text)
        longest = max(self._lines, key=lambda line: len(line.text))
        around = (longest.block, *longest.block.iterancestors())
        return next((each for each in around if held[each] >= _MOST * self._total), around[-1])

    def _path(self, block: Any) -> tuple[str, ...]:
        return tuple(each.tag for each in self._inside(block))

    def _names(self, block: Any) -> Iterator[str]:
        for each in (block, *self._inside(block.getparent())) if block.getparent() is not None else (block,):
            yield from (each.get("class") or "").split()

    def _inside(self, block: Any) -> Iterator[Any]:
        around = (block, *block.iterancestors())
        return takewhile(lambda each: each is not self._container, around)

    def _boxes(self) -> Iterator[Any]:
        """For each line the largest box that holds none of the article's usual paragraphs; None for one of those."""
        usual = {line.block for line, is_usual in zip(self._lines, self.usual, strict=True) if is_usual}
        around = {each for block in usual for each in block.iterancestors()}
        for line in self._lines:
            if line.block in usual or line.block in around:
                yield None
                continue
            box = line.block
            while (parent := box.getparent()) is not None and parent not in around:
                box = parent
            yield box


def _kind(line: Placed) -> Kind:
    """In a cell that a page is laid out with, lines differ by their fonts."""
    parent = line.block.getparent()
    around = ("", "") if parent is None else (parent.tag, parent.get("class") or "")
    cell = line.block if line.block.tag in _CELLS else None
    inside = takewhile(lambda each: each is not line.block, (line.inline, *line.inline.iterancestors()))
    fonts = tuple((each.tag, *sorted(each.items())) for each in inside if each.tag in _FONTS)
    return line.block.tag, line.block.get("class") or "", *around, cell, fonts
