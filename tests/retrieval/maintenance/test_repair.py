"""Damaged indexes: what is off is told, and mended without losing an article."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.errors import IndexCorrupt
from retrieval.library import Library
from retrieval.model import Article
from retrieval.store import snapshot
from retrieval.store.snapshot import Snapshot
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser, Open, write

ARTICLES = 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which all is well: articles of two paragraphs and a statement, one of them an edited version."""
    home, folder = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("articles")
    library = Library(home, embedder=FakeEmbedder(), analyser=FakeAnalyser())
    for number in range(ARTICLES):
        text = f"Ship {number} lies in the ice.\n\n“I can wait {number} days,” said Mara Lindqvist. So she did."
        write(folder / f"{number}.txt", text, day=f"2025-02-1{number}")
    library.ingest([folder])
    write(folder / "0.txt", "Ship 0 sails.\n\n“I can't wait,” said Mara Lindqvist.", day="2025-02-20")
    library.ingest([folder])
    assert library.verify().findings == []
    library.index.close()
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "damaged")


def everything(library: Library) -> tuple[Any, ...]:
    """All that the index holds and questions read."""
    library.refresh()
    held = {
        record.article.id: (record.article, record.paths, tuple(record.passages), tuple(record.statements))
        for record in library.index.records()
    }
    shown = library.snapshot()
    assert shown is not None
    replaced = {old.article.id: old for old in library.index.archive.all()}
    return held, replaced, shown.catalog.coverage, [each.model_dump() for each in shown.catalog.speakers]


def some(library: Library, name: str, most: int = 1) -> list[str]:
    """Ids of records."""
    return [row[0] for row in library.index.rows(name)][:most]


def collection(library: Library, name: str) -> Any:
    return library.index.collections.named(name)


def change(name: str, **metadata: Any) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        collection(library, name).update(ids=some(library, name), metadatas=[metadata])

    return damage


def delete(name: str, most: int = 1) -> Callable[[Library], None]:
    return lambda library: library.index.delete_rows(name, some(library, name, most))


def other_text(name: str) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        key, _, _, vector = next(library.index.rows(name))
        collection(library, name).update(ids=[key], documents=["These words were never in it."], embeddings=[vector])

    return damage


def other_vector(name: str) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        collection(library, name).update(ids=some(library, name), embeddings=np.full((1, 384), 0.5, dtype=np.float32))

    return damage


def copied(name: str, key: str) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        _, text, metadata, vector = next(library.index.rows(name))
        collection(library, name).add(
            ids=[key.format(metadata["article"])], documents=[text], metadatas=[metadata], embeddings=[vector]
        )

    return damage


def orphan(name: str) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        _, text, metadata, vector = next(library.index.rows(name))
        metadata = {**metadata, "article": "0123456789abcdef"}
        collection(library, name).add(
            ids=["0123456789abcdef:00000"], documents=[text], metadatas=[metadata], embeddings=[vector]
        )

    return damage


def without_files(*names: str) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        folder = snapshot.current(library.home / "snapshots")
        assert folder is not None
        for name in names:
            for path in [path for path in folder.rglob(name) if path.is_file()]:
                path.unlink()

    return damage


def cut_off(name: str, size: int) -> Callable[[Library], None]:
    def damage(library: Library) -> None:
        for path in (library.home / "snapshots").rglob(name):
            os.truncate(path, size)

    return damage


def all_snapshots(library: Library) -> None:
    shutil.rmtree(library.home / "snapshots")


def another_speaker_in_the_catalog(library: Library) -> None:
    for path in (library.home / "snapshots").rglob("catalog.sqlite"):
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE statements SET record = replace(record, 'Mara', 'Moira') WHERE place = 0")


def replaced_and_still_there(library: Library) -> None:
    """As after a kill: the new version is written, the old one not yet taken out."""
    (old,) = library.index.archive.all()
    library.index.archive.forget([old.article.id])
    library.add([old.article.model_copy(update={"path": "again"})])
    library.index.archive.keep(old)


def statements(told: str, wrong: str) -> Callable[[Library], None]:
    """The first article's statements tell something else."""

    def damage(library: Library) -> None:
        key, _, metadata, _ = next(library.index.rows("articles"))
        assert told in metadata["statements"]
        changed = metadata["statements"].replace(told, wrong)
        collection(library, "articles").update(ids=[key], metadatas=[{"statements": changed}])

    return damage


DAMAGES: dict[str, tuple[Callable[[Library], None], str]] = {
    "an article's record is gone": (delete("articles"), "article"),
    "all articles' records are gone": (delete("articles", ARTICLES), "article"),
    "an article has another text": (other_text("articles"), "article"),
    "an article has another title": (change("articles", title="Nothing happened"), "passages"),
    "an article has no title": (change("articles", title=None), "article"),
    "an article has a count that is wrong": (change("articles", passages=7), "passages"),
    "an article has a vector too long": (other_vector("articles"), "article"),
    "a passage is gone": (delete("passages"), "passages"),
    "a passage has another text": (other_text("passages"), "passages"),
    "a passage has another span": (change("passages", start=3), "passages"),
    "a passage belongs to nothing": (change("passages", article="0123456789abcdef"), "passages"),
    "a passage has a vector too long": (other_vector("passages"), "passages"),
    "a passage is there twice": (copied("passages", "{}:00077"), "passages"),
    "an orphan among passages": (orphan("passages"), "passages"),
    "a statement has another speaker": (statements("Mara Lindqvist", "Jon Holm"), "snapshot"),
    "a statement has another kind": (statements("direct", "shouted"), "statements"),
    "a statement has another place": (statements('"start": 2', '"start": '), "snapshot"),
    "a statement stands where no text is": (statements('"end": ', '"end": 10'), "statements"),
    "a statement is gone": (change("articles", statements="[]"), "snapshot"),
    "statements are cut off": (change("articles", statements='[{"start": 3, "en'), "statements"),
    "a replaced article still answers": (replaced_and_still_there, "archive"),
    "all snapshots are gone": (all_snapshots, "snapshot"),
    "a snapshot without catalog": (without_files("catalog.sqlite"), "snapshot"),
    "a snapshot whose catalog is cut off": (cut_off("catalog.sqlite", 9000), "snapshot"),
    "a snapshot whose vectors are cut off": (cut_off("*.npy", 200), "snapshot"),
    "a snapshot with another speaker": (another_speaker_in_the_catalog, "snapshot"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_told_and_mended(opened: Open, home: Path, name: str) -> None:
    """Afterwards all is as it was: every article, passage, statement, version and count."""
    damage, part = DAMAGES[name]
    library = opened(home)
    before = everything(library)
    damage(library)
    found = library.verify().findings
    assert part in {each.part for each in found}
    assert {each.message for each in library.repair()} == {each.message for each in found}
    assert library.repair() == []
    assert everything(opened(home)) == before


def test_a_cut_off_forget_is_no_loss(opened: Open, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person took out doesn't come back by a repair."""
    library = opened(home)
    (gone,) = some(library, "articles")
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise InterruptedError

        patch.setattr(type(library.index), "remove_passages", killed)
        with pytest.raises(InterruptedError):
            library.forget([gone])
    library = opened(home)
    assert library.repair() == []
    assert gone not in everything(library)[0]
    assert library.verify().findings == []


def test_a_text_that_nothing_else_knows_is_kept(opened: Open, home: Path) -> None:
    """Where no snapshot tells what an article's text was, what stands there now becomes an article of its own."""
    library = opened(home)
    other_text("articles")(library)
    all_snapshots(library)
    library.repair()
    texts = {article.text for article, *_ in everything(library)[0].values()}
    assert "These words were never in it." in texts
    assert len(texts) == ARTICLES
    assert library.verify().findings == []


def another_process() -> None:
    """Forget what Chroma has seen of the files, as nobody does who starts anew."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


@pytest.mark.parametrize("size", [0, 100, 60_000])
def test_a_database_that_is_cut_off(opened: Open, home: Path, size: int) -> None:
    """It is renamed, and made anew from what the snapshot shows."""
    before = everything(opened(home))
    another_process()
    os.truncate(home / "chroma" / "chroma.sqlite3", size)
    with pytest.raises(IndexCorrupt, match="--repair"):
        opened(home).verify()
    another_process()
    (found,) = opened(home).repair()
    assert (found.part, str(ARTICLES) in found.message) == ("index", True)
    another_process()
    library = opened(home)
    assert library.verify().findings == []
    assert everything(library)[0] == before[0]
    assert (home / "chroma.damaged-1" / "chroma.sqlite3").stat().st_size == size
    library.add([Article(title="Later", text="Something later.", path="later")])
    assert isinstance(library.snapshot(), Snapshot)


@pytest.mark.parametrize(("name", "size"), [("header.bin", 20), ("data_level0.bin", 5_000), ("length.bin", 0)])
def test_vectors_that_are_cut_off(opened: Open, home: Path, name: str, size: int) -> None:
    """Told before Chroma reads them, which it may not survive; mended as a damaged database is."""
    before = everything(opened(home))
    another_process()
    os.truncate(next((home / "chroma").glob(f"*/{name}")), size)
    with pytest.raises(IndexCorrupt, match="--repair"):
        opened(home).verify()
    assert [found.part for found in opened(home).repair()] == ["index"]
    another_process()
    assert opened(home).verify().findings == []
    assert everything(opened(home)) == before
