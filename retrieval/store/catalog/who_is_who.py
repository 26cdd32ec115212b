"""Who is who in a catalog in the making: settled for the names that came or went, and for those that these may change.

Which others that are is told by what :mod:`retrieval.entities.registry` compares: spellings of one full name, a bare
name that may be a surname or a first name of it, namesakes in the same articles. What is reached is settled with
all of its uses, so the outcome is that of settling everything; a test holds that.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from rapidfuzz.distance import Levenshtein

from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.entities.registry import Home, Registered, Use, register
from retrieval.entities.spellings import FEW_LETTERS, may_be_one, transcribed
from retrieval.lang.en.first_names import GENDER
from retrieval.model import Introduction, Speaker
from retrieval.store.catalog.articles import introductions_of
from retrieval.store.compression import text_of

SPEAKERS = TypeAdapter(list[Speaker | None])
"""What a row of ``parts`` holds, compressed: those of some ids, in their order."""

TOGETHER = 25
"""Speakers of a part: they are compressed, and written again, together."""

SCHEMA = """
CREATE TABLE names (article INTEGER REFERENCES articles ON DELETE CASCADE, place INTEGER,
                    name TEXT NOT NULL, full_name TEXT, key INTEGER NOT NULL, statements INTEGER NOT NULL,
                    introductions TEXT NOT NULL, speaker INTEGER NOT NULL,
                    owner TEXT, is_there INTEGER, roles TEXT NOT NULL, traits TEXT NOT NULL,
                    PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE INDEX names_by_key ON names (key);
CREATE INDEX names_by_speaker ON names (speaker);
CREATE TABLE keys (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, last TEXT NOT NULL, sound TEXT,
                   owner TEXT, is_full INTEGER NOT NULL, is_several INTEGER NOT NULL);
CREATE INDEX keys_by_last ON keys (last);
CREATE INDEX keys_by_sound ON keys (sound) WHERE sound IS NOT NULL;
CREATE TABLE speakers (id INTEGER PRIMARY KEY, owner TEXT NOT NULL UNIQUE, statements INTEGER NOT NULL);
CREATE TABLE parts (part INTEGER PRIMARY KEY, records BLOB NOT NULL);
"""

_NAMES = (
    "SELECT article, place, speaker, speakers.owner, names.owner, is_there, roles, traits,"
    " articles.id, name, coalesce(full_name, name), keys.key, names.statements"
    " FROM names CROSS JOIN articles ON article = articles.key CROSS JOIN keys ON keys.id = names.key"
    " LEFT JOIN speakers ON speakers.id = speaker"
)

_OF_KEYS = "(SELECT id FROM keys WHERE key IN (SELECT value FROM json_each(?)))"

_LAST = "\U0010ffff"
"""What no word goes on with."""


class WhoIsWho:
    """The names of a catalog; ``told``: what a person says of who is who."""

    def __init__(self, database: sqlite3.Connection, told: Corrections) -> None:
        self._database = database
        self._told = told
        self._changed: set[str] = set()  # keys of names that came or went
        self._less: set[int] = set()  # speakers whose names went
        self._by_letter: dict[tuple[str, bool], set[str]] = {}

    def put(self, article: int, names: Sequence[Use]) -> None:
        """Enter an article's names."""
        for use in names:
            last = use.key.rpartition(" ")[2]
            sound = transcribed(last)
            noted = use.key, last, None if sound == last else sound
            self._database.execute("INSERT OR IGNORE INTO keys VALUES (NULL, ?, ?, ?, NULL, 0, 0)", noted)
            self._changed.add(use.key)
        self._database.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, (SELECT id FROM keys WHERE key = ?), ?, ?, -1, NULL, NULL, ?, ?)",
            [
                (
                    *(article, place, use.name, None if use.full_name == use.name else use.full_name),
                    *(use.key, use.statements),
                    json.dumps([(each.start, each.text) for each in use.introductions]),
                    *("\n".join(" ".join(sorted(role)) for role in use.roles), " ".join(sorted(use.traits))),
                )
                for place, use in enumerate(names)
            ],
        )

    def remove(self, article_id: str) -> None:
        """Strike an article's names out."""
        article = "(SELECT key FROM articles WHERE id = ?)"
        used = f"SELECT keys.key, speaker FROM names JOIN keys ON keys.id = names.key WHERE article = {article}"  # noqa: S608
        for key, speaker in self._all(used, article_id):
            self._changed.add(key)
            self._less.add(speaker)
        self._database.execute(f"DELETE FROM names WHERE article = {article}", (article_id,))  # noqa: S608

    def settle(self) -> None:
        """See who is who now, and write the speakers down."""
        ((was_told,),) = self._all("PRAGMA user_version")
        is_told = self._told != corrections.NONE
        self._database.execute(f"PRAGMA user_version = {int(is_told)}")
        unused = "DELETE FROM keys WHERE key = ? AND NOT EXISTS (SELECT 1 FROM names WHERE names.key = keys.id)"
        self._database.executemany(unused, ((key,) for key in self._changed))
        if is_told or was_told or not self._all("SELECT 1 FROM speakers LIMIT 1"):
            names = Some(self._database, None)
            self._keep(names, register(names, self._told.one, self._told.two))
            return
        changed = set(self._changed)
        while True:
            reached = self._reached(changed)
            names = Some(self._database, reached)
            found = register(names)
            more = self._also_reached(names, found)
            if not more:
                self._keep(names, found)
                return
            changed |= more

    def _all(self, query: str, *values: object) -> list[Any]:
        return self._database.execute(query, values).fetchall()

    def _reached(self, changed: set[str]) -> Reach:
        """What depends on these keys: full names on other spellings of theirs, bare ones on the full ones that they
        may stand for.
        """
        full = {key for key in changed if " " in key}
        to_do = [*full]
        while to_do:
            new = self._alike(to_do.pop()) - full
            full |= new
            to_do += new
        bare = {key for key in changed if " " not in key}
        bare.update(each for key in full for each in self._bare_of(key))
        return Reach(full | bare, {each for key in bare for each in self._full_of(key, full)} - full)

    def _alike(self, key: str) -> set[str]:
        last = key.rpartition(" ")[2]
        near = "SELECT key FROM keys WHERE (last BETWEEN ? AND ? OR last = ? OR sound = ?) AND key <> last"
        found = self._all(near, last[:3], last[:3] + _LAST, *(transcribed(last),) * 2)
        return {other for (other,) in found if may_be_one(key, other)}

    def _bare_of(self, key: str) -> set[str]:
        """The bare names in use that may stand for a full one."""
        first, *_, last = key.split()
        may_be = {last, first} if first in GENDER else {last}
        known = {each for part in {first[:1], last[:1]} for each in self._beginning(part, is_bare=True)}
        return known & (may_be | _a_letter_from(last, known, least=FEW_LETTERS + 2))

    def _full_of(self, key: str, changed: set[str]) -> set[str]:
        """The full names that a bare one may stand for, looked for as the registry does."""
        found: set[str] = set()
        for look in (self._by_surname, self._by_near_surname, self._by_first_name):
            rows = look(key)
            found.update(each for each, _ in rows)
            if any(is_full and each not in changed for each, is_full in rows):
                break
        return found

    def _by_surname(self, key: str) -> list[tuple[str, bool]]:
        return self._all("SELECT key, is_full FROM keys WHERE last = ? AND key <> last", key)

    def _by_near_surname(self, key: str) -> list[tuple[str, bool]]:
        if len(key) <= FEW_LETTERS + 1:
            return []
        near = _a_letter_from(key, self._beginning(key[:1], is_bare=False))
        return [row for surname in near for row in self._by_surname(surname)]

    def _by_first_name(self, key: str) -> list[tuple[str, bool]]:
        if key not in GENDER:
            return []
        return self._all("SELECT key, is_full FROM keys WHERE key BETWEEN ? AND ?", f"{key} ", f"{key} {_LAST}")

    def _beginning(self, letter: str, *, is_bare: bool) -> set[str]:
        """The bare names, or the surnames of full ones, that begin with a letter."""
        asked = letter, is_bare
        if asked not in self._by_letter:
            found = "SELECT DISTINCT last FROM keys WHERE last BETWEEN ? AND ? AND (key = last) = ?"
            self._by_letter[asked] = {each for (each,) in self._all(found, letter, letter + _LAST, is_bare)}
        return self._by_letter[asked]

    def _also_reached(self, names: Some, found: Registered) -> set[str]:
        """The namesakes who are told apart by what has changed: articles that have a name of theirs, or their company
        there.
        """
        settled = names.reach.settled if names.reach else set()
        owners: set[str] = set()
        for row, owner in zip(names.rows(), found.owners, strict=True):
            if row.use.key in settled and " " not in row.use.key and owner != row.owner:
                owners.update(each.partition(" (")[0] for each in (owner, row.owner or ""))
        told_apart = {
            key for key in owners - settled if self._all("SELECT 1 FROM keys WHERE key = ? AND is_several", key)
        }
        for key in settled:
            ((before,),) = self._all("SELECT coalesce(owner, key) FROM keys WHERE key = ?", key) or [(key,)]
            if found.same_as.get(key, key) != before:
                told_apart.update(
                    owner
                    for (owner,) in self._all(
                        "SELECT DISTINCT coalesce(keys.owner, keys.key) FROM names JOIN keys ON keys.id = names.key"
                        " WHERE is_several AND article IN"
                        " (SELECT article FROM names WHERE key = (SELECT id FROM keys WHERE key = ?))",
                        key,
                    )
                )
        return told_apart - settled

    def _keep(self, names: Some, found: Registered) -> None:
        """Write down whom each name means, and the speakers of which that tells something new."""
        ids: dict[str, int] = {}
        told: list[tuple[object, ...]] = []
        keys: set[str] = set()
        for row, owner in zip(names.rows(), found.owners, strict=True):
            if names.reach and row.use.key not in names.reach.settled:
                continue
            keys.add(row.use.key)
            home = found.homes.get((row.use.article_id, row.use.name))
            if owner == row.owner and home == row.use.home:
                continue
            if owner not in ids:
                ids[owner] = self._id(owner)
            self._less.update({row.speaker, ids[owner]})
            told.append((ids[owner], *(home or (None, None)), row.article, row.place))
        self._database.executemany(
            "UPDATE names SET speaker = ?, owner = ?, is_there = ? WHERE article = ? AND place = ?", told
        )
        same = ((found.same_as.get(key, key), key) for key in keys)
        self._database.executemany(
            "UPDATE keys SET owner = ?, is_full = ?, is_several = ? WHERE key = ?",
            ((None if owner == key else owner, key in found.full, owner in found.several, key) for owner, key in same),
        )
        every = self._all("SELECT id FROM speakers") if names.reach is None else ()
        for part in sorted({each // TOGETHER for each in {*self._less, *(each for (each,) in every)} if each >= 0}):
            self._write_part(part, found)

    def _id(self, owner: str) -> int:
        found = self._all("SELECT id FROM speakers WHERE owner = ?", owner)
        if found:
            return int(found[0][0])
        return int(self._database.execute("INSERT INTO speakers VALUES (NULL, ?, 0)", (owner,)).lastrowid or 0)

    def _write_part(self, part: int, found: Registered) -> None:
        span = part * TOGETHER, (part + 1) * TOGETHER - 1
        used = self._all(
            "SELECT speaker, name, coalesce(full_name, name), '', names.statements, id, published, introductions"
            " FROM names JOIN articles ON article = articles.key"
            " WHERE speaker BETWEEN ? AND ? ORDER BY speaker, article, place",
            *span,
        )
        of_each = {speaker: [*rows] for speaker, rows in groupby(used, key=itemgetter(0))}
        records: list[Speaker | None] = [None] * TOGETHER
        for speaker, owner in self._all("SELECT id, owner FROM speakers WHERE id BETWEEN ? AND ?", *span):
            rows = of_each.get(speaker, [])
            uses = [Use(article_id, *told) for _, *told, article_id, _, _ in rows]
            made = found.speaker(owner, uses)
            if made is not None:
                made = made.model_copy(update={"introductions": tuple(_introductions(rows))})
            records[speaker - span[0]] = made
            statements = made.statements if made else 0
            self._database.execute("UPDATE speakers SET statements = ? WHERE id = ?", (statements, speaker))
        packed = zlib.compress(SPEAKERS.dump_json(records))
        self._database.execute("INSERT OR REPLACE INTO parts VALUES (?, ?)", (part, packed))


def _introductions(rows: Iterable[Sequence[Any]]) -> Iterator[Introduction]:
    for _, name, *_, article_id, published, told in rows:
        for each in introductions_of(article_id, name, told) if told != "[]" else ():
            yield each.model_copy(update={"told_on": published and date.fromisoformat(published)})


def _a_letter_from(word: str, others: Iterable[str], least: int = 0) -> set[str]:
    """Those of other words, of this length at least, that differ by a letter at most."""
    return {each for each in others if len(each) >= least and Levenshtein.distance(each, word, score_cutoff=1) <= 1}


class Reach(NamedTuple):
    """Keys that are to be settled, and those that stay as they are and are looked at for that."""

    settled: set[str]
    around: set[str]


class Row(NamedTuple):
    """A name in an article, the speaker whom it meant before (-1 for none), and by which key."""

    article: int
    place: int
    speaker: int
    owner: str | None
    use: Use


class Some:
    """The names within a ``reach``, None: all, as the registry reads them."""

    def __init__(self, database: sqlite3.Connection, reach: Reach | None) -> None:
        self._database = database
        self.reach = reach
        self.settled = lru_cache(maxsize=None)(self._settled)

    def rows(self) -> Iterator[Row]:
        """The names as they are, in the order of the articles."""
        if self.reach is None:
            return self._read("")
        keys = json.dumps([*self.reach.settled, *self.reach.around])
        return self._read(f"WHERE names.key IN {_OF_KEYS}", keys)

    def uses(self) -> Iterator[Use]:
        """The same, without where they stand."""
        return (row.use for row in self.rows())

    def beside(self, keys: set[str]) -> Iterator[Use]:
        """All names of the articles that use one with one of these keys."""
        wanted = json.dumps([*(keys if self.reach is None else keys & self.reach.settled)])
        articles = f"(SELECT article FROM names WHERE key IN {_OF_KEYS})"  # noqa: S608
        return (row.use for row in self._read(f"WHERE article IN {articles}", wanted))

    def _read(self, which: str, *values: str) -> Iterator[Row]:
        found = self._database.execute(f"{_NAMES} {which} ORDER BY article, place", values)
        for *at, owner, is_there, roles, traits, article_id, name, full_name, key, statements in found:
            home = None if owner is None else Home(owner, bool(is_there))
            held = tuple(frozenset(role.split()) for role in roles.splitlines())
            told = article_id, name, full_name, key, statements, ()
            yield Row._make((*at, Use(*told, held, frozenset(traits.split()), home)))

    def _settled(self, key: str) -> tuple[str, bool] | None:
        """Whose spelling a key is, and whether it is a full name that is looked for by its surname."""
        if self.reach is None or key in self.reach.settled:
            return None
        found = self._database.execute(
            "SELECT coalesce(owner, key), is_full FROM keys WHERE key = ?", (key,)
        ).fetchone()
        return (found[0], bool(found[1])) if found else None

    def text(self, article_id: str) -> str:
        """The text of an article."""
        ((body,),) = self._database.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchall()
        return text_of(body)
