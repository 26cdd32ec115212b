"""What older versions kept in Chroma is taken over at the first start, with nothing parsed or embedded again."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from datetime import date
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from retrieval.errors import IndexMismatch
from retrieval.library import Library
from retrieval.model import Article, article_id
from retrieval.store.entry import Superseded, span_id
from tests.fakes.embedder import FakeEmbedder
from tests.integrity import contents, faults
from tests.retrieval.conftest import FakeAnalyser, Open, write


def older(library: Library, home: Path, *, embedder: str | None = None, key: str = "00000000") -> None:
    """Write what a library holds as an older version kept it."""
    recipe = library.record.recipe
    client = chromadb.PersistentClient(str(home / "chroma"), settings=Settings(anonymized_telemetry=False))
    told = {
        "embedder": embedder or recipe.embedder,
        "passages": recipe.passages,
        "statements": recipe.statements,
        "generation": "0123456789abcdef",
    }
    articles, passages = (
        client.create_collection(f"verbatim-{kind}-{key}", metadata=told, embedding_function=None)
        for kind in ("articles", "passages")
    )
    archive = client.get_or_create_collection("verbatim-archive", embedding_function=None)
    for entry in library.record.entries():
        assert entry.fingerprint is not None
        metadata = entry.article.model_dump(mode="json", include={"title", "publisher", "author", "url", "path"})
        metadata["published"] = entry.article.published and entry.article.published.isoformat()
        said = [each.model_dump(mode="json", exclude={"article_id", "text"}) for each in entry.statements]
        metadata |= {
            "also": json.dumps([each.model_dump(mode="json") for each in entry.article.also]),
            "paths": list(entry.paths),
            "fingerprint": b64encode(entry.fingerprint.astype("<u4").tobytes()).decode(),
            "introductions": "[]",
            "passages": len(entry.passages),
            "statements": json.dumps(said),
        }
        articles.add(
            ids=[entry.article.id],
            documents=[entry.article.text],
            metadatas=[{name: value for name, value in metadata.items() if value is not None}],
            embeddings=entry.passage_vectors[:1],
        )
        passages.add(
            ids=[span_id(entry.article.id, n) for n in range(len(entry.passages))],
            documents=[passage.text for passage in entry.passages],
            metadatas=[
                {"article": entry.article.id, "start": each.start, "end": each.end, "paragraph": each.paragraph}
                for each in entry.passages
            ],
            embeddings=entry.passage_vectors,
        )
    for old_id in library.record.versions.successors():
        old = library.record.versions.find(old_id)
        assert isinstance(old, Superseded)
        archive.add(
            ids=[old_id],
            documents=[old.article.text],
            metadatas=[
                {
                    "title": old.article.title,
                    "paths": list(old.paths),
                    "replaced_by": old.replaced_by,
                    "replaced_on": old.replaced_on.isoformat(),
                }
            ],
            embeddings=[[1.0]],
        )
    client.close()


@pytest.fixture
def filled(opened: Open, articles: Path, tmp_path: Path) -> Library:
    """Three articles, one of which was edited."""
    library = opened(tmp_path / "now")
    library.ingest([articles])
    write(articles / "ferry.txt", "The ferry sails. “The ice is gone,” said Mara Lindqvist.", day="2025-02-13")
    library.ingest([articles])
    return library


def test_an_older_home_is_taken_over(
    filled: Library, opened: Open, articles: Path, embedder: FakeEmbedder, analyser: FakeAnalyser
) -> None:
    """With its replaced versions, at the first start; the old folder goes; an ingest finds nothing new."""
    older(filled, opened().home)
    expected, done = contents(filled), (len(embedder.calls), len(analyser.analysed))
    library = opened()
    library.refresh()
    assert contents(library) == expected
    (old,) = library.record.versions.successors()
    found = library.version(old)
    assert found is not None
    assert found.since_changed
    assert (len(embedder.calls), len(analyser.analysed)) == done
    assert not (library.home / "chroma").exists()
    assert faults(library) == []
    assert len(library.ingest([articles]).unchanged) == 3


@pytest.mark.parametrize("taken", [1, 2])
def test_a_kill_in_the_middle_goes_on_at_the_next_start(
    filled: Library, opened: Open, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old folder is there until all is in the record."""
    from retrieval.store import takeover
    from retrieval.store.record import Record

    older(filled, opened().home)
    put, done = Record.put, []

    def killed(*arguments: object, **options: object) -> None:
        if len(done) == taken:
            raise SystemExit
        done.append(1)
        put(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(takeover, "TOGETHER", 1)
    with monkeypatch.context() as patch:
        patch.setattr(Record, "put", killed)
        with pytest.raises(SystemExit):
            opened().refresh()
    assert (opened().home / "chroma").exists()
    library = opened()
    library.refresh()
    assert contents(library) == contents(filled)
    assert faults(library) == []


def test_vectors_of_another_embedder_are_made_again(filled: Library, opened: Open) -> None:
    """By a rebuild, as ever; nothing is lost by the refusal."""
    older(filled, opened().home, embedder="another")
    with pytest.raises(IndexMismatch, match="--rebuild"):
        opened().refresh()
    opened().rebuild()
    assert contents(opened()) == contents(filled)


def test_the_fuller_one_of_a_rebuild_that_was_cut_off(filled: Library, opened: Open, tmp_path: Path) -> None:
    """Two were there then; the one that it was made from has all articles."""
    older(filled, opened().home)
    part = opened(tmp_path / "part")
    part.add([Article(title="One", text="One text.", path="one.txt")])
    older(part, opened().home, key="11111111")
    library = opened()
    library.refresh()
    assert set(library.record.articles()) == {*filled.record.articles(), article_id("One text.")}


def test_an_older_home_that_can_not_be_read_is_restored_from_what_questions_read(
    filled: Library, opened: Open, articles: Path
) -> None:
    """The damaged folder is set aside."""
    home = opened().home
    shutil.copytree(filled.home / "snapshots", home / "snapshots")
    (home / "chroma").mkdir()
    (home / "chroma" / "chroma.sqlite3").write_bytes(b"garbage " * 512)
    library = opened()
    library.refresh()
    assert contents(library) == contents(filled)
    assert faults(library) == []
    assert len(list(home.glob("chroma.damaged-*"))) == 1
    assert len(library.ingest([articles]).unchanged) == 3


def test_what_was_forgotten_since_stays_forgotten(filled: Library, opened: Open) -> None:
    """Though the older version's folder comes back, from a backup."""
    older(filled, opened().home)
    kept = shutil.copytree(opened().home / "chroma", opened().home.parent / "backup")
    library = opened()
    library.refresh()
    key = library.record.changes(0).came[0]
    library.forget([key])
    shutil.copytree(kept, library.home / "chroma")
    library = opened()
    library.refresh()
    assert key not in library.record.articles()
    assert library.record.count() == 2


def test_days_come_over(filled: Library, opened: Open) -> None:
    older(filled, opened().home)
    library = opened()
    library.refresh()
    days = sorted(article.published for article, _ in library.record.articles().values() if article.published)
    assert days == [date(2025, 2, 11), date(2025, 2, 12), date(2025, 2, 13)]
