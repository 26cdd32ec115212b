"""Tables of articles (.csv, .tsv, .xlsx): a row an article, its columns known by their usual names."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby, islice
from typing import Any

from retrieval.errors import BadArticleData
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.json_file import named_articles
from retrieval.readers.metadata.field_names import HIGHLIGHT, field_named
from retrieval.readers.office.packed import refuse_bomb
from retrieval.readers.source import Found, Source

_DELIMITERS = ",;\t|"
_SAMPLE = 100_000  # code points of a table that tell what parts its columns
_MOST_NAMES, _LONGEST_NAME = 12, 30  # that a message repeats
_TEXTS = frozenset(("text", "body", "content"))
_FEWEST_LETTERS = 60  # of the longest cell of a column of texts
_HEAD = 10  # rows in which the columns' names are sought
_DAYS_LOOKED_AT, _MONTHS = 1_000, 12  # rows whose days tell the order of day and month
_IN_FIGURES = re.compile(r"(?P<one>[0-9]{1,2})[/-](?P<other>[0-9]{1,2})[/-](?P<year>(?:19|20)[0-9]{2})(?![0-9])")
_NAME = "name the columns: title, text, date, outlet, author, url"


_Rows = Iterator[tuple[int, dict[str, Any]]]
"""Lines, and what the fields of their rows say."""


def csv_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a table as text; the first row names the columns.

    Raises:
        BadArticleData: no column holds the articles' text.
    """
    content = decode(data, source.shown).removeprefix("\ufeff")
    marked = re.match(r"sep=(.)\r?\n", content)  # how Excel is told
    content = content[marked.end() :] if marked else content
    delimiter = marked[1] if marked else _delimiter(content)
    before = csv.field_size_limit(max(len(content), 1))
    try:
        yield from _articles(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), source, source.shown)
    except csv.Error as error:
        message = f"the table can't be read ({error})"
        raise BadArticleData(source.shown, message, "Save it again as .csv.") from None
    finally:
        csv.field_size_limit(before)


def xlsx_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a workbook: of each sheet that has a column of texts.

    Raises:
        BadArticleData: it isn't a workbook, or no sheet holds articles' texts.
        ArticleTooLarge: it would unpack to a hundred times its size.
    """
    from openpyxl import load_workbook

    refuse_bomb(data, source)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        message = f"it isn't a workbook, or it is broken ({type(error).__name__})"
        raise BadArticleData(source.shown, message, "Save it again as .xlsx, or as .csv.") from None
    refused: BadArticleData | None = None
    is_taken = False
    try:
        for sheet in book.worksheets:
            try:
                yield from _articles(sheet.iter_rows(values_only=True), source, f"{source.shown}#{sheet.title}")
                is_taken = True
            except BadArticleData as error:
                refused = refused or error
    finally:
        book.close()
    if refused is not None and not is_taken:
        raise refused


def _delimiter(content: str) -> str:
    """What parts the columns: the mark that the first line has most often outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", content[:_SAMPLE].lstrip("\n").partition("\n")[0])
    return max(_DELIMITERS, key=first.count)


def _articles(rows: Iterable[Iterable[Any]], source: Source, table: str) -> Iterator[Found]:
    waiting = iter(rows)
    head = [[str(cell if cell is not None else "") for cell in row] for row in islice(waiting, _HEAD)]
    named = ((n, names) for n, cells in enumerate(head) if "text" in (names := _names(cells, head[n + 1 :])))
    number, names = next(named, (0, []))
    if not names:
        shown = next(filter(None, ([cell for cell in cells if cell.strip()] for cells in head)), [])
        listed = ", ".join(repr(name[:_LONGEST_NAME]) for name in shown[:_MOST_NAMES]) or "nothing"
        message = f"no column of the table holds the articles' text; the first row has {listed}"
        raise BadArticleData(source.shown, message, f"In the first row, {_NAME}.")
    columns = source.noted.columns.setdefault(table, {})
    for name, cell in zip(names, head[number], strict=True):
        if name is not None:
            columns.setdefault(name, cell.strip())
    below = chain(head[number + 1 :], waiting)
    first = list(islice(below, _DAYS_LOOKED_AT))
    order = _order_of_days(_row(names, row).get("published", "") for row in first)
    told: _Rows = (
        (line, _row(names, row)) for line, row in enumerate(chain(first, below), start=number + 2) if any(_cells(row))
    )
    if columns.get("text", "").lower().startswith(HIGHLIGHT):
        told = _of_one_text(told)
    yield from named_articles(((line, _dated(row, order)) for line, row in told), source)


def _of_one_text(rows: _Rows) -> _Rows:
    """Rows of pieces that a reader marked, those of one text after the other made one article, which isn't whole."""
    for _, pieces in groupby(rows, key=lambda row: (row[1].get("title"), row[1].get("author"))):
        (line, first), *others = pieces
        parts = [row["text"] for row in (first, *(row for _, row in others)) if "text" in row]
        yield line, {**first, "text": "\n\n".join(parts), "incomplete": True}


def _order_of_days(written: Iterable[str]) -> str | None:
    """How a column writes days in figures, "day" or "month" first, where some of its days have one reading only."""
    found = set[str]()
    for each in filter(None, map(_IN_FIGURES.match, written)):
        if (int(each["one"]) > _MONTHS) != (int(each["other"]) > _MONTHS):
            found.add("day" if int(each["one"]) > _MONTHS else "month")
    return found.pop() if len(found) == 1 else None


def _dated(row: dict[str, Any], order: str | None) -> dict[str, Any]:
    """A row whose day in figures is written the year first, by the order that its column has."""
    day = _IN_FIGURES.match(row.get("published", "")) if order else None
    if day is None:
        return row
    one, other = day.group("one", "other") if order == "month" else day.group("other", "one")
    return {**row, "published": f"{day['year']}-{int(one):02}-{int(other):02}"}


def _names(cells: list[str], below: list[list[str]]) -> list[str | None]:
    """The fields that a row of columns' names tells; the text may be in one that is called so among other words, and
    holds it ("story_text", "body (clean)").
    """
    names = [field_named(cell) for cell in cells]
    if "text" in names or not any(names):
        return names
    longest = {
        n: max((len(row[n]) for row in below if n < len(row)), default=0)
        for n, cell in enumerate(cells)
        if names[n] is None and not _TEXTS.isdisjoint(re.split(r"[\W_]+", cell.lower()))
    }
    best = max(longest, key=lambda n: longest[n], default=None)
    if best is not None and longest[best] >= _FEWEST_LETTERS:
        names[best] = "text"
    return names


def _cells(row: Iterable[Any]) -> list[str]:
    return [
        cell.isoformat() if isinstance(cell, date) else str(cell if cell is not None else "").strip() for cell in row
    ]


def _row(names: list[str | None], row: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cell in zip(names, _cells(row), strict=False):
        if name is not None and cell:
            found.setdefault(name, cell)
    return found
