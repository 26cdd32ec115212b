"""A read-only copy of the record's texts and offsets in one SQLite file (``catalog_writer.py`` writes it).

Articles, passages and statements are numbered in rows from 0, in the order in which the articles came in, as the
full-text indexes and the vectors number them. In the file an article has a key that never changes, and
its passages and statements have places in it; rows are counted when the file is opened. So an article that goes
moves no other in the file.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from retrieval.dedup.groups import REPEATED, Copies, fives, grouped, plain
from retrieval.model import Article, Speaker
from retrieval.store.catalog.articles import Articles, CatalogFile
from retrieval.store.catalog.passages import Passages
from retrieval.store.catalog.statements import Statements
from retrieval.store.catalog.who_is_who import SPEAKERS


@dataclass(frozen=True)
class Coverage:
    """How much there is to answer from; an article and its reprints are one."""

    articles: int
    passages: int
    statements: int
    first: date | None
    last: date | None


class Catalog:
    """A catalog's file, open for reading from any thread, also after it was deleted.

    Raises:
        sqlite3.Error: it is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = CatalogFile(path)
        self.articles = Articles(self._file)
        self.passages = Passages(self.articles)
        self.statements = Statements(self._file, self.articles)

    def fault(self) -> str | None:
        """What SQLite finds wrong in the file; None when it is whole."""
        ((told,),) = self._file.all("PRAGMA quick_check(1)")
        return None if told == "ok" else str(told).splitlines()[0]

    @cached_property
    def coverage(self) -> Coverage:
        """Counts, and the first and last day of publication."""
        days = sorted(day for day in self.articles.published if day)
        first, last = (days[0], days[-1]) if days else (None, None)
        articles = len(self.articles) - len(self.copies.lead)
        return Coverage(articles, len(self.passages), len(self.statements), first, last)

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Every speaker, the most quoted first. What a reprint repeats isn't counted again."""
        table = "speakers" if self.statements.is_of_version_26 else "parts"
        parts = self._file.all(f"SELECT records FROM {table} ORDER BY part")  # noqa: S608
        held = [each for (records,) in parts for each in SPEAKERS.validate_json(zlib.decompress(records))]
        found = [speaker for number in self.statements.speakers if (speaker := held[number]) is not None]
        repeats = Counter(self.statements.speaker_of(row) for row in self.copies.said_before)
        for row, count in repeats.items():
            if row is not None:
                found[row] = found[row].model_copy(update={"statements": found[row].statements - count})
        return found

    def without_copies(self) -> Iterator[Article]:
        """Every article but those that are copies of another, newest first."""
        return self.articles.newest_first(left_out=self.copies.lead)

    def copies_of(self, article_id: str) -> list[Article]:
        """The other articles of an article's group, in order of their days."""
        row = self.articles.row(article_id)
        if row is None:
            return []
        first = self.copies.lead.get(row, row)
        return [self.articles.at(each) for each in (first, *self.copies.of.get(first, ())) if each != row]

    @cached_property
    def copies(self) -> Copies:
        """Which articles are copies of one another, and what they repeat."""
        found = Copies()
        for group in grouped(self.articles.linked()):
            first, *others = sorted(group, key=lambda row: (self.articles.published[row] or date.max, row))
            found.of[first] = tuple(others)
            found.lead.update(dict.fromkeys(others, first))
            self._find_repeats((first, *others), found)
        return found

    def _find_repeats(self, rows: Sequence[int], found: Copies) -> None:
        """What the later articles of a group repeat of the earlier ones."""
        said: dict[tuple[str, int | None], int] = {}
        standing: set[tuple[str, ...]] = set()
        for row in rows:
            article = self.articles.at(row)
            own: dict[tuple[str, int | None], int] = {}
            for statement in self.statements.rows_of(article.id):
                words_and_speaker = plain(self.statements.at(statement)[0].text), self.statements.speaker_of(statement)
                if words_and_speaker in said:
                    found.said_before[statement] = said[words_and_speaker]
                    found.said_again[said[words_and_speaker]].append(statement)
                else:
                    own.setdefault(words_and_speaker, statement)
            said |= own
            for passage in self.passages.rows_of(article.id):
                shingles = fives(self.passages.at(passage)[0].text)
                if standing and len(shingles & standing) >= REPEATED * len(shingles):
                    found.passages.add(passage)
            standing |= fives(article.text)
