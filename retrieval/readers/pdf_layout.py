"""The lines of a PDF's page, by where its text lies: its columns, and the gaps between its paragraphs.

Columns may be drawn row by row. Read as drawn, each line would run on into the next column's, and a quotation with it.
"""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*", b"'", b'"'))
_STAY = ([1, 0, 0, 1, 0, 0], b"cm")

_FEWEST_ROWS, _FEWEST_ROWS_OF_PARTS = 3, 5  # that begin at the same places; parts of lines and words do by chance
_NEAR, _MOST_NEAR = 3, 0.7  # rows above and below, and how many of these are most
_MOST_PIECES = 300  # of a row that are looked at
_FEWEST_LETTERS = 16  # in the middle one of a column's cells by length: a table's are shorter
_ASIDE = 1.5  # points
_NARROW, _LETTER, _WIDE = 0.35, 0.45, 0.6  # of the font's size: how wide a letter is at least, about, at most
_BLANK, _WIDE_BLANK = 0.5, 1.2  # of the font's size: between the columns, at least, and before an indent
_LEADING = 1.8  # of the font's size: between lines, at most
_GAP, _WIDE_GAP = 1.4, 3.0  # of the usual distance between lines: below columns, and where none goes on


class UncertainColumns(Exception):
    """A page has columns, and some of its text lies in none for certain."""


class _Piece(NamedTuple):
    """A text that was drawn at one place, with the white space around it; lengths are in points."""

    text: str
    x: float
    y: float
    size: float


class _Row(NamedTuple):
    """Pieces that were drawn one after the other from the left to the right, and the number of the first."""

    pieces: list[_Piece]
    start: int

    @property
    def y(self) -> float:
        return self.pieces[0].y


def lines_of_page(page: PageObject) -> list[str]:
    """The lines of a page in the order in which they were drawn, but for columns that were drawn row by row.

    A line without text stands where the gap between two is larger than it usually is.
    """
    plain = page.extract_text() or ""
    try:
        pieces = _pieces(page)
    except Exception:  # this is a second look: when it fails, the page was read
        pieces = []
    if "".join(piece.text for piece in pieces) != plain:
        return plain.split("\n")
    rows = _rows(pieces)
    below = _below_gaps(rows)
    drawn = ["\n" * (number in below) + piece.text for number, piece in enumerate(pieces)]
    text, at = "", 0
    for first, end, lines in _blocks(rows):
        text = "\n".join((text + "".join(drawn[at : rows[first].start]).rstrip("\n"), *lines, ""))
        at = rows[end].start if end < len(rows) else len(pieces)
    return (text + "".join(drawn[at:])).split("\n")


def _pieces(page: PageObject) -> list[_Piece]:
    """The texts of a page, one for each place at which drawing goes on."""
    from pypdf.generic import ContentStream, NameObject

    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    # pypdf tells where a text lies when the matrix changes: so it is set to itself before each move.
    content.operations = [
        each
        for operation in content.operations
        for each in ((_STAY, operation) if operation[1] in _MOVES else (operation,))
    ]
    page[NameObject("/Contents")] = content
    pieces: list[_Piece] = []

    def note(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text:
            x, y = (tm[4] * cm[n] + tm[5] * cm[n + 2] + cm[n + 4] for n in (0, 1))
            scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
            pieces.append(_Piece(text, x, y, abs(size) * scale))

    page.extract_text(visitor_text=note)
    return pieces


def _rows(pieces: list[_Piece]) -> list[_Row]:
    rows: list[_Row] = []
    for number, piece in enumerate(pieces):
        if not piece.text.strip():
            continue
        before = rows[-1].pieces[-1] if rows else None
        if before is not None and before.x < piece.x and abs(before.y - piece.y) < piece.size:
            rows[-1].pieces.append(piece)
        else:
            rows.append(_Row([piece], number))
    return rows


def _below_gaps(rows: list[_Row]) -> set[int]:
    """Where rows begin that are farther below the one before than rows of their size are from one another."""
    falls: dict[int, list[float]] = {}
    for one, other in pairwise(rows):
        if one.y > other.y:
            falls.setdefault(round(other.pieces[0].size), []).append(one.y - other.y)
    usual = {size: sorted(each)[len(each) // 4] for size, each in falls.items()}
    return {
        other.start
        for one, other in pairwise(rows)
        if one.y - other.y > _GAP * usual.get(round(other.pieces[0].size), math.inf)
    }


def _blocks(rows: list[_Row]) -> list[tuple[int, int, list[str]]]:
    """The first row of each part in columns, the one behind its last, and its lines, column by column."""
    grids = {n: _grid(rows, n) for n, row in enumerate(rows) if 1 < len(row.pieces) <= _MOST_PIECES}
    blocks: list[tuple[int, int, list[str]]] = []
    taken: set[int] = set()
    for seed, starts in sorted(grids.items(), key=lambda each: -len(each[1])):
        if len(starts) < 2 or seed in taken or not _is_full(_cells(rows[seed], starts)):
            continue
        first, end = _extent(rows, seed, starts, taken)
        within = rows[first:end]
        cells = [_cells(row, starts) for row in within]
        columns = [[cell for row in cells if (cell := row[n])] for n in range(len(starts))]
        is_parted = sum(len(row.pieces) for row in within) > sum(map(len, columns))
        if sum(map(_is_full, cells)) < (_FEWEST_ROWS_OF_PARTS if is_parted else _FEWEST_ROWS):
            continue
        beside = [(rows[n], rows[m]) for n, m in ((first, first - 1), (end - 1, end)) if m in grids and m not in taken]
        taken |= set(range(first, end))
        told = [column for column in columns if len(column) >= _FEWEST_ROWS]
        if all(sorted(map(len, column))[len(column) // 2] >= _FEWEST_LETTERS for column in told):
            if any(_is_alike(one, other, starts) for one, other in beside):
                raise UncertainColumns
            blocks.append((first, end, [line for column in columns for line in column]))
    return sorted(blocks)


def _grid(rows: list[_Row], number: int) -> list[float]:
    """Where the columns of a row begin: where pieces do in rows above and below it, too, behind a blank."""
    near = [
        [piece.x for piece in row.pieces[:_MOST_PIECES]] for row in rows[max(number - _NEAR, 0) : number + _NEAR + 1]
    ]
    pieces = rows[number].pieces
    fewest = max(
        _FEWEST_ROWS, 0 if any(map(_is_long, pieces)) else _MOST_NEAR * len(near)
    )  # single words stand so by chance
    starts: list[float] = []
    for n, piece in enumerate(pieces):
        seen = sum(any(abs(x - piece.x) <= _ASIDE for x in row) for row in near)
        # The last column may have a line only; it is as wide as the others.
        is_next = len(starts) > 1 and abs(piece.x - 2 * starts[-1] + starts[-2]) <= _ASIDE
        if (seen >= fewest or is_next) and (not n or _is_apart(pieces[n - 1], piece, _BLANK)):
            starts.append(piece.x)
    return starts


def _is_apart(one: _Piece, other: _Piece, blank: float) -> bool:
    """Whether there is room between two pieces; how long a long one is, is uncertain."""
    return _is_long(one) or _blank(one, other, _LETTER) >= blank


def _is_long(piece: _Piece) -> bool:
    return len(piece.text.strip()) >= _FEWEST_LETTERS


def _blank(one: _Piece, other: _Piece, letter: float) -> float:
    """How much is free between two pieces when a letter is that wide; both in parts of the font's size."""
    return (other.x - one.x) / (one.size or 1) - len(one.text.strip()) * letter


def _extent(rows: list[_Row], seed: int, starts: list[float], taken: set[int]) -> tuple[int, int]:
    """The first row around one whose texts all lie in its columns, and the one behind the last."""
    first, end = seed, seed + 1
    while first and first - 1 not in taken and _cells(rows[first - 1], starts):
        first -= 1
    while end < len(rows) and end not in taken and _cells(rows[end], starts):
        end += 1
    full = [n for n in range(first, end) if _is_full(_cells(rows[n], starts))]
    falls = [rows[n].y - rows[n + 1].y for n in range(full[0], end - 1)]
    usual = median_low(falls[: full[-1] - full[0]] or [0.0])
    below = [*falls[full[-1] - full[0] :], math.inf]
    end = full[-1] + 1
    # One column goes on: one line alone below a gap is something else.
    for fall, following in pairwise(below):
        if fall > usual * (_WIDE_GAP if following <= usual * _GAP else _GAP):
            break
        end += 1
    return full[0], end


def _is_full(cells: list[str]) -> bool:
    return sum(map(bool, cells)) > 1


def _is_alike(row: _Row, beside: _Row, starts: list[float]) -> bool:
    """Whether a row seems to go on with columns that it doesn't fit into."""
    size = row.pieces[0].size
    is_near = abs(row.y - beside.y) < _LEADING * size and abs(size - beside.pieces[0].size) < _ASIDE
    return is_near and sum(any(abs(piece.x - start) <= _ASIDE for piece in beside.pieces) for start in starts) > 1


def _cells(row: _Row, starts: list[float]) -> list[str]:
    """A row's texts, one for each column, empty where it has none there; [] where they don't lie in columns."""
    columns: list[list[_Piece]] = [[] for _ in starts]
    for piece in row.pieces:
        column = max((n for n, start in enumerate(starts) if start <= piece.x + _ASIDE), default=-1)
        if column < 0:
            return []
        columns[column].append(piece)
    width = min(behind - start for start, behind in pairwise(starts))
    for n, pieces in enumerate(columns):
        if not pieces:
            continue
        aside = pieces[0].x - starts[n]
        before = next((column[-1] for column in columns[:n][::-1] if column), None)
        blank = _WIDE_BLANK if aside > _ASIDE else _BLANK
        if aside > width / 2 or (before is not None and not _is_apart(before, pieces[0], blank)):
            return []
        if any(_is_long(one) and _blank(one, other, _WIDE) > _WIDE_BLANK for one, other in pairwise(pieces)):
            return []  # one more column
        last = pieces[-1]
        if n + 1 < len(starts) and _blank(last, last._replace(x=starts[n + 1]), _NARROW) < 0:
            return []
    return [" ".join("".join(piece.text for piece in pieces).split()) for pieces in columns]
