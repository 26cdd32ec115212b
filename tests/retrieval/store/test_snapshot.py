"""What questions read, made step by step, equals what is made of the whole index at once."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
import zlib
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import chunking
from retrieval.model import Article
from retrieval.store import snapshot
from retrieval.store.catalog.who_is_who import SPEAKERS
from retrieval.store.entry import Entry, Recipe
from retrieval.store.snapshot import Snapshot
from tests.conftest import examples
from tests.fakes.embedder import FakeEmbedder
from tests.integrity import SAME
from tests.retrieval.conftest import FakeAnalyser, Open, write

HOLM = "Jon Holm"
RECIPE = Recipe("fake", "fake-1")
QUERIES = ("ferry", "the harbour bridge", "Mara Lindqvist budget", "ice", "summer zeppelin")
SENTENCES = (
    "The ferry froze in the sound.",
    "“The ice is thick,” said Mara Lindqvist.",
    "“It is thin,” said Jon Holm.",
    "“Not before summer,” said Lindqvist.",
    "“The harbour bridge stays,” said Maria Lindqvist.",
    "The budget of the harbour is thin, thin, thin.",
    "“We wait for the bridge,” said Holm.",
)


def told(found: Snapshot) -> dict[str, Any]:
    """All that a question can learn from a snapshot."""
    catalog = found.catalog
    fields = {"passages": (found.passages, "own", "around"), "statements": (found.statements, "own", "lead_in")}
    covered = {
        (name, field, query): index.covering(query, share, field).tolist()
        for name, (index, *both) in fields.items()
        for field in both
        for query in QUERIES
        for share in (0.5, 1.0)
    }
    return {
        "articles": [catalog.articles.get(key) for key in catalog.articles.ids],
        "listed": list(catalog.articles.newest_first()),
        "paths": [catalog.articles.paths_of(key) for key in catalog.articles.ids],
        "passages": [catalog.passages.at(row) for row in range(len(catalog.passages))],
        "passage rows": [catalog.passages.row(catalog.passages.id_of(row)) for row in range(len(catalog.passages))],
        "statements": [catalog.statements.at(row) for row in range(len(catalog.statements))],
        "speakers": catalog.speakers,
        "speaker of statement": catalog.statements.speaker_rows.tolist(),
        "passage of statement": catalog.statements.passage_rows.tolist(),
        "day of statement": catalog.statements.days.tolist(),
        "kind of statement": catalog.statements.kinds.tolist(),
        "article of passage": catalog.passages.article_of.tolist(),
        "coverage": catalog.coverage,
        "outlets": catalog.articles.outlets,
        "covered": covered,
        "vectors": found.vectors_of(slice(None)).tolist(),
        "names": [found.names.find(name) for name in ("Lindqvist", "Jon Holm", "Maria")],
    }


def record(article: Article) -> Entry:
    """An article with what the fakes find in it."""
    ((_, analysis),) = FakeAnalyser().analyse_all([article])
    cut = chunking.split(article)
    vectors = FakeEmbedder(8).embed([passage.text for passage in cut], kind="passage")
    return Entry(article, (article.path or "?",), cut, analysis.statements, (), vectors)


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("\n\n".join)
titles = st.sampled_from(["Ferry", "Harbour budget", "Bridge"])
steps = st.lists(
    st.tuples(st.lists(st.tuples(texts, titles), max_size=3), st.lists(st.integers(0, 5), max_size=2)),
    min_size=1,
    max_size=5,
)


@examples(15)
@given(steps)
def test_step_by_step_or_at_once(taken: list[tuple[list[tuple[str, str]], list[int]]]) -> None:
    """Whatever came, changed and went in whatever order: the same rows, the same words, the same speakers."""
    held: dict[str, Entry] = {}
    with TemporaryDirectory() as folder:
        before = None
        for number, (came, went) in enumerate(taken):
            gone = {list(held)[place] for place in went if place < len(held)}
            for key in gone:
                del held[key]
            changed: dict[str, Entry] = {}
            for text, title in came:
                new = record(Article(title=title, text=text, path=f"{number}.txt", publisher=title))
                if new.article.id not in gone:
                    changed[new.article.id] = new
            held |= changed
            root = Path(folder) / "steps"
            found = [each for key, each in held.items() if key in changed]
            target = snapshot.folder_of(root, f"{number}", RECIPE)
            before = snapshot.write(target, found, before=before, gone=gone)
        whole = snapshot.write(snapshot.folder_of(Path(folder) / "whole", "0", RECIPE), held.values())
        assert before is not None
        assert told(before) == told(whole)


def test_a_collection_that_lives_for_a_while(opened: Open, tmp_path: Path) -> None:
    """Through the index: after each ingest, change and removal questions read what a clean build would give them."""
    chance = random.Random(5)
    folder = tmp_path / "articles"
    folder.mkdir()
    library = opened()
    for step in range(6):
        for _ in range(chance.randint(1, 4)):
            text = " ".join(chance.sample(SENTENCES, chance.randint(1, 4)))
            write(folder / f"{chance.randint(0, 6)}.txt", text, publisher=chance.choice(["Harbour News", "Other"]))
        library.ingest([folder])
        if step % 3 == 2:
            held = library.snapshot()
            assert held is not None
            library.forget([chance.choice(held.catalog.articles.ids)])
        if step == 3:
            library = opened()
        shown = library.snapshot()
        assert shown is not None
        target = snapshot.folder_of(tmp_path / "whole", str(step), RECIPE)
        assert told(shown) == told(snapshot.write(target, library.record.entries()))


def test_who_reads_a_snapshot_isnt_disturbed(opened: Open, articles: Path) -> None:
    """A question that takes long ends on the files that it began with, in any thread, though they were swept away."""
    library = opened()
    library.ingest([articles])
    reading = library.snapshot()
    assert reading is not None
    expected = told(reading)
    held = opened().snapshot()
    assert held is not None
    shutil.rmtree(opened().home / "snapshots")
    found: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: found.append(told(held)))
    thread.start()
    thread.join()
    assert found == [expected]


def test_a_snapshot_that_is_swept_while_it_is_opened(
    opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that took its place is opened instead."""
    library = opened()
    library.ingest([articles])
    first = snapshot.current(library.home / "snapshots")
    assert first is not None
    write(articles / "late.txt", "It is late.")
    opened().ingest([articles])
    newest, asked = snapshot.current, []

    def late(root: Path) -> Path | None:
        asked.append(root)
        return first if len(asked) == 1 else newest(root)

    monkeypatch.setattr(snapshot, "current", late)
    shown = opened().snapshot()
    assert shown is not None
    assert len(shown.catalog.articles.ids) == 4


def test_vectors_stand_with_their_passages(opened: Open, articles: Path) -> None:
    """Also after the article before them went."""
    library = opened()
    library.ingest([articles])
    (first, *_) = library.record.changes(0).came
    library.forget([first])
    shown = library.snapshot()
    assert shown is not None
    for row in range(len(shown.catalog.passages)):
        passage, _ = shown.catalog.passages.at(row)
        vector = library.embedder.embed([passage.text], kind="passage")[0]
        assert shown.cosines(vector, [row])[0] > SAME
        assert shown.vectors_of([row])[0] @ vector > SAME


def test_a_snapshot_of_version_27_answers_the_same(opened: Open, articles: Path) -> None:
    """Vectors had a byte for each number there."""
    library = opened()
    library.ingest([articles])
    shown = library.snapshot()
    assert shown is not None
    older, rows = shown.folder.with_name("older"), slice(0, len(shown.places))
    shutil.copytree(shown.folder, older)
    (older / shown.file_of_vectors.name).unlink()
    vectors = shown.vectors_of(rows)
    numbers = np.rint(vectors * 127 / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)
    (older / f"vectors-{shown.dimensions}.i1").write_bytes(numbers.tobytes())
    read = snapshot.Snapshot(older)
    assert np.einsum("ij,ij->i", read.vectors_of(rows), vectors).min() > 0.999
    assert read.cosines(vectors[0], [0])[0] > 0.999


def test_a_snapshot_of_version_26_answers_the_same(opened: Open, articles: Path) -> None:
    """Names had the row of their speaker there, and speakers were written in that order."""
    library = opened()
    library.ingest([articles])
    shown = library.snapshot()
    assert shown is not None
    older = shown.folder.with_name("older")
    shutil.copytree(shown.folder, older)
    speakers, rows = shown.catalog.speakers, {each: row for row, each in enumerate(shown.catalog.statements.speakers)}
    with closing(sqlite3.connect(older / "catalog.sqlite")) as held:
        held.executescript("DROP TABLE parts; DROP TABLE speakers; CREATE TABLE speakers (part INTEGER, records BLOB)")
        for part, each in enumerate((speakers[:1], speakers[1:])):
            held.execute("INSERT INTO speakers VALUES (?, ?)", (part, zlib.compress(SPEAKERS.dump_json(each))))
        for number, row in sorted(rows.items()):
            held.execute("UPDATE names SET speaker = ? WHERE speaker = ?", (-2 - row, number))
        held.execute("UPDATE names SET speaker = CASE WHEN speaker < -1 THEN -2 - speaker ELSE -1 END")
        held.commit()
    read = Snapshot(older).catalog
    assert read.speakers == speakers
    assert read.statements.speaker_rows.tolist() == shown.catalog.statements.speaker_rows.tolist()
