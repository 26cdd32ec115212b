"""Full-text indexes in Tantivy, derived from the record: one over passages, one over statements.

A document is one passage or statement. Its number in the index is its article's key in the catalog and its place in
that article, which stay when other articles come or go; :class:`Numbering` turns it into a row of the catalog. Texts
are cut into :func:`retrieval.lang.tokens.terms` before they are indexed and aren't stored, nor are positions.

Segments of Tantivy's are never written to again. So an index is made from the one before it by linking its files and
committing what changed, and readers that have that one open aren't disturbed.
"""

from __future__ import annotations

import errno
import math
import os
import re
import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from retrieval.lang.tokens import terms

FIELDS = {"passages": ("own", "around"), "statements": ("own", "lead_in")}
"""By index, its text fields. ``own``: a passage with its title, a statement with its venue."""

MOST_TERMS = 256
"""Different terms of one query that are looked for: more come from nobody who asks."""

ROWS_FOR_A_NUMBER = 4
"""Documents that are found and read in the time that Tantivy takes to look up one document number."""

_PLACE_BITS = 20
"""Of a document's number, the bits that hold the place in its article; the others hold the article's key."""

_HEAP = 30_000_000
"""Bytes of new postings that the writer keeps in memory before it writes a segment."""

_OS_ERROR = re.compile(r"os error (\d+)")
"""The system's error in the text of the only exception that tantivy-py raises, ``ValueError``."""

_PIECE = re.compile(r"\S+")

_K1_PLUS_1 = 2.2
"""Tantivy multiplies BM25 by this constant (k1 = 1.2); it is divided out, so that scores are Robertson's."""


class Numbering:
    """Rows of the catalog as document numbers, and back: ``keys`` of the articles, the ``first`` row of each."""

    def __init__(self, keys: Sequence[int], first: Sequence[int]) -> None:
        self._keys = np.asarray(keys, dtype=np.int64)
        self._first = np.asarray(first, dtype=np.int64)

    def __len__(self) -> int:
        return int(self._first[-1])

    def numbers(self, rows: NDArray[np.int64]) -> list[int]:
        """The document numbers of rows."""
        articles = np.searchsorted(self._first, rows, side="right") - 1
        found: list[int] = ((self._keys[articles] << _PLACE_BITS) | (rows - self._first[articles])).tolist()
        return found

    def rows(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """The rows of document numbers."""
        listed = np.asarray(numbers, dtype=np.int64)
        articles = np.searchsorted(self._keys, listed >> _PLACE_BITS)
        return self._first[articles] + (listed & ((1 << _PLACE_BITS) - 1))


class Hits(NamedTuple):
    """Rows that a query found and the score of each: int64 and float32, (n,), best first, ties by row."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


class Words:
    """One full-text index, open for reading from any thread, also after its files were deleted.

    Raises:
        ValueError: a file is missing or damaged, or it holds other rows than those numbered.
    """

    def __init__(self, folder: Path, numbering: Numbering) -> None:
        if os.access(folder, os.W_OK):
            self._schema, self._searcher = _opened(folder)
        else:  # Tantivy makes a lock file to open an index: it is opened through links in a folder of its own
            with TemporaryDirectory() as beside:
                for file in folder.glob("[!.]*"):
                    (Path(beside) / file.name).symlink_to(file.absolute())
                self._schema, self._searcher = _opened(Path(beside))
        self._numbering = numbering
        self.knows = lru_cache(maxsize=8192)(self._knows)
        self._search(self._term("own", ""), 1)  # some files are opened at the first search only
        if self._searcher.num_docs != len(numbering):
            msg = f"the index in {folder} has {self._searcher.num_docs} documents instead of {len(numbering)}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return len(self._numbering)

    def best(self, query: str, k: int, weights: dict[str, float], left_out: Iterable[int] = ()) -> Hits:
        """The ``k`` rows with the highest BM25, summed over weighted fields; rows that are left out are passed over."""
        hidden = np.fromiter(left_out, dtype=np.int64)
        limit = k
        while True:
            found = self._search(self._any_of(query, weights), limit)
            kept = np.flatnonzero(~np.isin(found.rows, hidden)) if len(hidden) else np.arange(len(found.rows))
            if len(kept) >= k or len(found.rows) < limit:
                return Hits(found.rows[kept[:k]], found.scores[kept[:k]])
            limit *= 4

    def scores(
        self, query: str, rows: Sequence[int] | NDArray[np.integer[Any]], weights: dict[str, float]
    ) -> NDArray[np.float32]:
        """The same sum for these rows: float32, (rows,), 0 where no term occurs."""
        wanted = np.asarray(rows, dtype=np.int64)
        fields = [field for field, weight in weights.items() if weight]
        limit = min(len(self), sum(sum(self._frequencies(_terms(query), field)) for field in fields))
        hits = self._among(self._any_of(query, weights), limit, wanted)
        order = np.argsort(hits.rows)
        found, scores = hits.rows[order], np.append(hits.scores[order], np.float32(0))
        at = np.searchsorted(found, wanted)
        return scores[np.where(np.isin(wanted, found), at, len(found))]

    def covering(
        self,
        text: str,
        share: float,
        field: str = "own",
        *,
        rows: Sequence[int] | NDArray[np.integer[Any]] | None = None,
    ) -> NDArray[np.int64]:
        """The rows, ascending, whose field holds this share (0 to 1) of a text's different terms; of ``rows`` only."""
        wanted = _terms(text)
        least = max(1, math.ceil(share * len(wanted) - 1e-6))
        query = Query.boolean_query([(Occur.Should, self._term(field, term)) for term in wanted], least)
        if not wanted:
            return np.zeros(0, dtype=np.int64)
        frequencies = self._frequencies(wanted, field)
        limit = min(frequencies) if least == len(wanted) else min(len(self), sum(frequencies) // least)
        if rows is None:
            return np.sort(self._search(query, limit).rows)
        only = np.asarray(rows, dtype=np.int64)
        return np.unique(only[np.isin(only, self._among(query, limit, only).rows)])

    def holding(self, term: str) -> NDArray[np.int64]:
        """The rows that hold a term in their own words, ascending."""
        return np.sort(self._search(self._term("own", term), len(self)).rows)

    def weight(self, term: str) -> float:
        """BM25's inverse document frequency of a term in own words, above 0; largest for a term in no row."""
        holding = min(self._searcher.doc_freq("own", term), len(self))
        return math.log(1 + (len(self) - holding + 0.5) / (holding + 0.5))

    def _knows(self, word: str) -> bool:
        """Whether any row holds a word, in any inflected form."""
        held = (term for term in terms(word) if self._searcher.doc_freq("own", term))  # counts what was deleted, too
        return any(len(self._search(self._term("own", term), 1).rows) for term in held)

    def _frequencies(self, wanted: Iterable[str], field: str) -> list[int]:
        """How many documents hold each of these terms, those that went counted, too."""
        return [self._searcher.doc_freq(field, term) for term in wanted]

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, index_option="freq")

    def _any_of(self, query: str, weights: dict[str, float]) -> Query:
        """What holds any of a query's terms in one of these fields."""
        wanted = _terms(query)
        return Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(self._term(field, term), weight / _K1_PLUS_1))
                for field, weight in weights.items()
                if weight
                for term in wanted
            ]
        )

    def _among(self, query: Query, limit: int, rows: NDArray[np.int64]) -> Hits:
        """What a query finds, these rows at least; where it finds many more (``limit``), no others."""
        if limit > ROWS_FOR_A_NUMBER * len(rows):
            among = Query.term_set_query(self._schema, "number", self._numbering.numbers(rows))
            query = Query.boolean_query([(Occur.Must, Query.const_score_query(among, 0.0)), (Occur.Must, query)])
            limit = len(rows)
        return self._search(query, limit)

    def _search(self, query: Query, limit: int) -> Hits:
        hits = self._searcher.search(query, limit=max(1, limit), count=False).hits
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        numbers = cast(Sequence[int], self._searcher.fast_field_values("number", [at for _, at in hits]))
        rows = self._numbering.rows(numbers)
        order = np.lexsort((rows, -scores))
        return Hits(rows[order], scores[order])


def _opened(folder: Path) -> tuple[tantivy.Schema, tantivy.Searcher]:
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")  # a folder's index never changes
    index.reload()
    return index.schema, index.searcher()


def joined(text: str) -> str:
    """A text's terms, as they are indexed."""
    return " ".join(terms(text))


class Cut:
    """A text whose words are cut and stemmed once, for parts of it that overlap."""

    def __init__(self, text: str) -> None:
        found = [*_PIECE.finditer(text)]
        self._starts, self._ends = [each.start() for each in found], [each.end() for each in found]
        self._terms = [joined(each.group()) for each in found]

    def between(self, start: int, end: int) -> str:
        """The terms of the words that lie wholly between two offsets."""
        return " ".join(self._terms[bisect_left(self._starts, start) : bisect_right(self._ends, end)])


class Text(NamedTuple):
    """What is indexed of a passage or statement: its article's key, its place there, the terms of each field."""

    key: int
    place: int
    fields: dict[str, str]


class Writer:
    """An index of a ``kind`` of :data:`FIELDS` in the making, in a new folder; raises ``OSError`` where that can't be
    written.

    It goes on from the one ``before``, whose documents are in it.
    """

    def __init__(self, folder: Path, kind: str, before: Path | None) -> None:
        self._folder, self._schema = folder, _schema(kind)
        if before is None:
            folder.mkdir()
        else:
            shutil.copytree(before, folder, copy_function=link, ignore=shutil.ignore_patterns(".tantivy-*.lock"))
        with self._told():
            self._writer = tantivy.Index(self._schema, path=str(folder)).writer(_HEAP, 1)

    def remove(self, key: int) -> None:
        """Take out the documents of an article that are in it."""
        with self._told():
            self._writer.delete_documents_by_query(Query.term_query(self._schema, "article", key, index_option="basic"))

    def put(self, texts: Iterable[Text]) -> None:
        """Enter these behind the others."""
        for text in texts:
            document = tantivy.Document()
            document.add_unsigned("number", (text.key << _PLACE_BITS) | text.place)
            document.add_unsigned("article", text.key)
            for field, words in text.fields.items():
                document.add_text(field, words)
            with self._told():
                self._writer.add_document(document)

    def close(self) -> None:
        """Write down all that was changed."""
        with self._told():
            self._writer.commit()
            self._writer.wait_merging_threads()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            told = _OS_ERROR.search(str(error))
            raise OSError(int(told[1]) if told else errno.EIO, str(error), str(self._folder)) from error


def _schema(kind: str) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("article", indexed=True)
    for field in FIELDS[kind]:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _terms(text: str) -> list[str]:
    return list(dict.fromkeys(terms(text)))[:MOST_TERMS]


def link(source: Path | str, target: Path | str) -> None:
    """Link a file that nobody else has linked, or copy it, also where the file system has no links."""
    with suppress(OSError):
        if Path(source).stat().st_nlink == 1:
            os.link(source, target)
            return
    shutil.copy2(source, target)
