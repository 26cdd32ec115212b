"""What goes into the collection, what comes out, and what an interruption leaves."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from retrieval.attribution import Analysis
from retrieval.errors import IndexCorrupt, IndexMismatch, IndexReadOnly
from retrieval.library import Library
from retrieval.model import Article
from retrieval.readers.source import UNANALYSED
from retrieval.search.retriever import Retriever
from retrieval.store import snapshot
from retrieval.store.engine import Engine
from retrieval.store.record import Record
from tests.fakes.embedder import FakeEmbedder
from tests.integrity import faults
from tests.retrieval.conftest import FakeAnalyser, Open, write


def _articles(library: Library) -> list[Article]:
    return [each.article for each in library.record.entries()]


def held(library: Library) -> dict[str, list[str]]:
    """Title to file names of every article, as questions see them, checked against the record."""
    library.refresh()
    shown = library.snapshot()
    assert shown is not None
    in_index = {
        entry.article.title: sorted(Path(path).name for path in entry.paths) for entry in library.record.entries()
    }
    assert sorted(in_index) == sorted(article.title for article in shown.catalog.articles.newest_first())
    expected = sum(len(record.passages) for record in library.record.entries())
    assert len(shown.passages) == shown.catalog.coverage.passages == expected
    return in_index


def test_new_then_unchanged(opened: Open, articles: Path, embedder: FakeEmbedder, analyser: FakeAnalyser) -> None:
    """A second ingest of the same files embeds nothing, analyses nothing and changes nothing."""
    report = opened().ingest([articles])
    assert [Path(path).name for path in report.new] == ["bridge.txt", "budget.txt", "ferry.txt"]
    before, calls, analysed = opened().record.revision, len(embedder.calls), len(analyser.analysed)
    report = opened().ingest([articles, articles / "ferry.txt"])
    assert (len(report.unchanged), report.new, report.changed, report.failed) == (4, [], [], [])
    assert (opened().record.revision, len(embedder.calls), len(analyser.analysed)) == (before, calls, analysed)


def test_an_article_that_the_analysis_fails_on_is_in_and_told(
    opened: Open, articles: Path, analyser: FakeAnalyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others keep their statements."""
    found = analyser.analyse_all

    def analyse_all(wanted: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        for article, analysis in found(wanted):
            failed = Analysis(statements=(), introductions=(), failed="KeyError: 'ferry'")
            yield article, failed if "ferry" in article.text else analysis

    monkeypatch.setattr(analyser, "analyse_all", analyse_all)
    report = opened().ingest([articles])
    assert len(report.new) == 3
    assert (report.skipped[UNANALYSED], report.skipped.names[UNANALYSED]) == (1, [str(articles / "ferry.txt")])
    assert len(_articles(opened())) == 3


def test_a_changed_file_replaces_its_article(opened: Open, articles: Path) -> None:
    """The text that was there before is gone: from the record, its passages and its statements."""
    library = opened()
    library.ingest([articles])
    write(articles / "ferry.txt", "The ferry sails again. “All is well,” said Mara Lindqvist.")
    report = library.ingest([articles])
    assert [Path(path).name for path in report.changed] == ["ferry.txt"]
    assert set(held(library)) == {"The ferry sails again", "The council has a budget", "A bridge is planned"}
    texts = [text for record in library.record.entries() for text in [s.text for s in record.statements]]
    assert "“The ice is thick,”" not in texts
    assert not library.snapshot().passages.knows("froze")  # type: ignore[union-attr]


def test_the_same_text_in_two_files_is_one_article(opened: Open, articles: Path) -> None:
    """It stands in both files, also when both came at once; it goes when the last one lets go of it."""
    library = opened()
    shutil.copy(articles / "ferry.txt", articles / "copy.txt")
    report = library.ingest([articles])
    assert (len(report.new), len(report.unchanged)) == (3, 1)
    assert held(library)["The ferry froze in the sound"] == ["copy.txt", "ferry.txt"]

    write(articles / "copy.txt", "The copy is another text now.")
    library.ingest([articles / "copy.txt"])
    assert held(library)["The ferry froze in the sound"] == ["ferry.txt"]
    (article,) = [each for each in library.snapshot().catalog.articles.newest_first() if "ferry" in each.title]  # type: ignore[union-attr]
    assert article.path == str(articles / "ferry.txt")

    write(articles / "ferry.txt", "The ferry sails again.")
    library.ingest([articles / "ferry.txt"])
    assert "The ferry froze in the sound" not in held(library)


@pytest.mark.parametrize("moved", ["renamed.txt", "sub/ferry.txt"])
def test_a_moved_file_takes_its_article_along(opened: Open, articles: Path, analyser: FakeAnalyser, moved: str) -> None:
    """It stands in the new place alone, nothing is found anew, and an edit there replaces it."""
    library = opened()
    library.ingest([articles])
    (articles / "sub").mkdir()
    (articles / "ferry.txt").rename(articles / moved)
    analysed = len(analyser.analysed)
    report = library.ingest([articles])
    assert (len(report.unchanged), report.new, report.changed) == (3, [], [])
    assert len(analyser.analysed) == analysed
    assert held(library)["The ferry froze in the sound"] == [Path(moved).name]
    (article,) = [each for each in library.snapshot().catalog.articles.newest_first() if "ferry" in each.title]  # type: ignore[union-attr]
    assert (article.path, article.also) == (str(articles / moved), ())

    write(articles / moved, "The ferry sails again.")
    assert len(library.ingest([articles]).changed) == 1
    assert set(held(library)) == {"The ferry sails again", "The council has a budget", "A bridge is planned"}


def test_a_place_is_kept_until_it_is_gone(opened: Open, articles: Path, tmp_path: Path) -> None:
    """A member of an archive is no file of its own, and stands there as long as the archive does."""
    library = opened()
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.write(articles / "ferry.txt", "boat.txt")
    library.ingest([tmp_path / "old.zip", articles / "ferry.txt"])
    library.ingest([articles / "ferry.txt"])
    assert held(library) == {"The ferry froze in the sound": ["boat.txt", "ferry.txt"]}
    (tmp_path / "old.zip").unlink()
    library.ingest([articles / "ferry.txt"])
    assert held(library) == {"The ferry froze in the sound": ["ferry.txt"]}


def test_a_file_may_take_over_what_another_file_held(opened: Open, articles: Path) -> None:
    """Two files swap their texts, in one ingest: both articles are still there, each in its new file."""
    library = opened()
    library.ingest([articles])
    ferry, budget = (articles / "ferry.txt").read_text(), (articles / "budget.txt").read_text()
    (articles / "ferry.txt").write_text(budget)
    (articles / "budget.txt").write_text(ferry)
    library.ingest([articles])
    assert held(library) == {
        "The ferry froze in the sound": ["budget.txt"],
        "The council has a budget": ["ferry.txt"],
        "A bridge is planned": ["bridge.txt"],
    }
    assert library.record.versions.successors() == {}
    assert library.ingest([articles]).changed == []


def test_two_changed_files_with_one_new_text(opened: Open, articles: Path) -> None:
    """What each held before goes, in the same ingest."""
    library = opened()
    library.ingest([articles])
    for name in ("ferry.txt", "budget.txt"):
        write(articles / name, "All is new.")
    assert len(library.ingest([articles]).changed) == 2
    assert held(library) == {"All is new": ["budget.txt", "ferry.txt"], "A bridge is planned": ["bridge.txt"]}


def test_only_what_is_told_beside_the_text_changed(opened: Open, articles: Path) -> None:
    """Another day: the same article, shown with the new day; its text is the same."""
    library = opened()
    library.ingest([articles])
    text = "The ferry froze in the sound. “The ice is thick,” said Mara Lindqvist."
    write(articles / "ferry.txt", text, day="2025-03-01")
    assert len(library.ingest([articles]).changed) == 1
    newest = next(iter(library.snapshot().catalog.articles.newest_first()))  # type: ignore[union-attr]
    assert newest.published is not None
    assert (newest.title, newest.published.isoformat()) == ("The ferry froze in the sound", "2025-03-01")
    assert len(held(library)) == 3


def test_two_files_that_tell_different_things_about_one_text(opened: Open, articles: Path) -> None:
    """The first one counts, and nothing flips back and forth at each ingest."""
    library = opened()
    write(articles / "other.txt", "A bridge is planned. “Not before summer,” said Mara Lindqvist.", publisher="Other")
    library.ingest([articles])
    for _ in range(2):
        report = library.ingest([articles])
        assert (len(report.unchanged), report.changed, report.new) == (4, [], [])
    write(articles / "bridge.txt", "The bridge is off.")
    library.ingest([articles])
    library.ingest([articles])
    (left,) = [each for each in _articles(library) if each.title == "A bridge is planned"]
    assert (left.publisher, Path(left.path or "").name) == ("Other", "other.txt")


def test_a_file_that_can_not_be_read_stops_nothing(opened: Open, articles: Path, tmp_path: Path) -> None:
    """Each is reported, the rest goes on, and what a broken file held before stays."""
    library = opened()
    library.ingest([articles])
    (articles / "ferry.txt").write_bytes(b"\x00\x01\x02" * 100)
    (articles / "empty.txt").write_bytes(b"")
    write(articles / "late.txt", "It is late.")
    report = library.ingest([tmp_path / "nowhere", articles])
    assert sorted(Path(error.path).name for error in report.failed) == ["empty.txt", "ferry.txt", "nowhere"]
    assert [Path(path).name for path in report.new] == ["late.txt"]
    assert "The ferry froze in the sound" in held(library)


def test_a_file_that_is_gone_takes_nothing_with_it(opened: Open, articles: Path) -> None:
    """A folder that isn't mounted today must not empty the collection; ``forget`` takes articles out."""
    library = opened()
    library.ingest([articles])
    (articles / "ferry.txt").unlink()
    library.ingest([articles])
    assert len(held(library)) == 3


def test_one_file_under_two_names_is_one_file(opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path, and one with ``..`` in it, name the file that an absolute one names."""
    library = opened()
    library.ingest([articles])
    monkeypatch.chdir(articles)
    report = library.ingest([Path("ferry.txt"), Path("../articles/ferry.txt"), articles / ".." / "articles"])
    assert (len(report.unchanged), report.new, report.changed) == (5, [], [])
    assert held(library)["The ferry froze in the sound"] == ["ferry.txt"]


def test_a_file_name_that_is_no_text(opened: Open, articles: Path) -> None:
    """Bytes that are no UTF-8 in a name are no reason to fail, and two such names stay two."""
    library = opened()
    for name in (b"r\xe9sum\xe9.txt", b"r\xe8sum\xe9.txt"):
        path = os.path.join(os.fsencode(articles), name)  # noqa: PTH118 - bytes
        shutil.copy(os.fsencode(articles / "ferry.txt"), path)
        with open(path, "ab") as file:  # noqa: PTH123
            file.write(name[:2].hex().encode())
    report = library.ingest([articles])
    assert (len(report.new), report.failed) == (5, [])
    assert library.ingest([articles]).new == []
    assert library.ingest([articles]).changed == []


def test_forgetting(opened: Open, articles: Path) -> None:
    """The article, its passages and its statements go; an id that isn't there is named; an ingest brings it back."""
    library = opened()
    library.ingest([articles])
    (ferry,) = [each.id for each in _articles(library) if "ferry" in each.title]
    assert library.forget([ferry, "0000"]) == ["0000"]
    assert len(held(library)) == 2
    assert len(library.ingest([articles]).new) == 1
    assert len(held(library)) == 3


def test_more_articles_than_a_group(opened: Open, tmp_path: Path) -> None:
    """Groups are only how the work is cut."""
    library = opened()
    (tmp_path / "many").mkdir()
    for number in range(70):
        write(tmp_path / "many" / f"{number}.txt", f"Report {number}. “Number {number},” said Jon Holm.")
    assert len(library.ingest([tmp_path / "many"]).new) == 70
    assert len(held(library)) == 70
    assert library.snapshot().catalog.speakers[0].statements == 70  # type: ignore[union-attr]


def test_a_kill_between_index_and_snapshot_is_healed(
    opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next open derives what questions read from what the record holds."""
    opened().ingest([articles / "ferry.txt"])

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "derive", killed)
        with pytest.raises(SystemExit):
            opened().ingest([articles])
    assert opened().record.count() == 3
    assert set(held(opened())) == {"A bridge is planned", "The council has a budget", "The ferry froze in the sound"}


def test_an_article_and_the_one_that_it_replaces_change_together(
    opened: Open, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill in between leaves the old one, and the next ingest the new one."""
    opened().ingest([articles])
    write(articles / "ferry.txt", "The ferry sails again.")

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Record, "remove", killed)
        with pytest.raises(SystemExit):
            opened().ingest([articles])
    assert set(held(opened())) == {"A bridge is planned", "The council has a budget", "The ferry froze in the sound"}
    opened().ingest([articles])
    assert set(held(opened())) == {"A bridge is planned", "The council has a budget", "The ferry sails again"}


def test_ctrl_c_keeps_what_is_complete(opened: Open, tmp_path: Path) -> None:
    """The groups that are written can be asked about; a second ingest does the rest only."""
    (tmp_path / "many").mkdir()
    for number in range(80):
        write(tmp_path / "many" / f"{number:02d}.txt", f"Report {number}.")

    def stop(done: int, *_: object) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened().ingest([tmp_path / "many"], stop)
    assert len(held(opened())) == 32
    report = opened().ingest([tmp_path / "many"])
    assert (len(report.unchanged), len(report.new)) == (32, 48)


def test_progress_is_told_article_by_article(opened: Open, tmp_path: Path) -> None:
    """Also of many in one file, and by what is worked on, not by what is only read."""
    lines = [json.dumps({"title": f"Report {n}", "text": f"The ferry {n} sails again."}) for n in range(50)]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines[:20], "no JSON", *lines[20:]]) + "\n")
    write(tmp_path / "one.txt", "The council has a budget.")
    told: list[tuple[int, int, int]] = []
    report = opened().ingest(
        [tmp_path / "many.jsonl", tmp_path / "one.txt"],
        lambda done, total, report: told.append((done, total, report.written)),
    )
    assert (report.written, len(report.failed)) == (51, 1)
    done = [each for each, _, _ in told]
    assert (done[0], done[-1]) == (0, 52)
    assert set(range(1, 52)) < set(done)
    assert done == sorted(done)
    assert {total for _, total, _ in told} == {52}
    assert all(done >= written for done, _, written in told)


def damage(path: Path) -> None:
    write_anew(path, b"garbage " * 512)


def cut_off(path: Path) -> None:
    write_anew(path, path.read_bytes()[: path.stat().st_size // 2])


def write_anew(path: Path, content: bytes) -> None:
    """In another file's place: one that is mapped into memory and shrinks ends the process that reads it."""
    other = path.with_name("other")
    other.write_bytes(content)
    other.replace(path)


@pytest.mark.parametrize("harm", [damage, cut_off, Path.unlink], ids=["garbage", "cut off", "missing"])
@pytest.mark.parametrize(
    "file",
    ["catalog.sqlite", "vectors-*.u4", "passages/meta.json", "passages/*.term", "statements/*.fast"],
)
def test_derived_files_that_are_damaged_are_made_anew(opened: Open, articles: Path, file: str, harm: object) -> None:
    """They can be thrown away: the next open derives them from the record."""
    opened().ingest([articles])
    folder = snapshot.current(opened().home / "snapshots")
    assert folder is not None
    harm(next(folder.glob(file)))  # type: ignore[operator]
    if file != "catalog.sqlite" or harm is not Path.unlink:
        with pytest.raises(IndexCorrupt, match="makes them again"):
            opened().snapshot()
    assert len(held(opened())) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no-such-generation", b"../../.."])
def test_a_damaged_pointer_is_written_anew(opened: Open, articles: Path, content: bytes) -> None:
    """Whatever stands in ``CURRENT``."""
    opened().ingest([articles])
    (opened().home / "snapshots" / "CURRENT").write_bytes(content)
    assert len(held(opened())) == 3


def test_snapshots_do_not_pile_up(opened: Open, articles: Path) -> None:
    """Only the one in use stays: who still reads one before has its files open."""
    library = opened()
    for number in range(3):
        write(articles / "ferry.txt", f"Report {number}.")
        library.ingest([articles])
    assert len([each for each in (library.home / "snapshots").iterdir() if each.is_dir()]) == 1


def test_no_writer_keeps_what_finds_statements(opened: Open, articles: Path, analyser: FakeAnalyser) -> None:
    """A bot that runs for days holds no processes of an ingest, a rebuild or a repair."""
    library = opened()
    library.ingest([articles])
    assert not analyser.is_at_work
    library.rebuild()
    assert not analyser.is_at_work
    assert len(analyser.analysed) == 6


def test_another_embedder_is_refused_until_a_rebuild(opened: Open, articles: Path) -> None:
    """Nothing is deleted by the refusal; the rebuild makes the vectors again and keeps texts and files."""
    opened().ingest([articles])
    before = held(opened())
    other = FakeEmbedder(64, name="another-model")
    for do in (lambda library: library.ingest([articles]), lambda library: library.forget(["x"])):
        with pytest.raises(IndexMismatch, match=r"fake-words.*another-model.*--rebuild"):
            do(opened(embedder=other))
    assert held(opened()) == before

    report = opened(embedder=other).rebuild()
    assert (len(report.new), report.failed) == (3, [])
    assert held(opened(embedder=other)) == before
    assert opened(embedder=other).ingest([articles]).unchanged != []
    assert not opened(embedder=other).awaits_rebuild


def test_a_changed_embedder_costs_no_analysis(opened: Open, articles: Path, analyser: FakeAnalyser) -> None:
    """Statements stay as they are, but for those of an article that an older analyser worked on."""
    opened().ingest([articles])
    record, other = opened().record, FakeEmbedder(64, name="another-model")
    before = list(record.entries())
    record.put(before[1:2], analyser="an older one")
    done = len(analyser.analysed)
    assert opened(embedder=other).rebuild().written == 3
    assert analyser.analysed[done:] == [before[1].article.id]
    after = list(opened(embedder=other).record.entries())
    assert [each.statements for each in after] == [each.statements for each in before] != [[], [], []]
    assert {each.passage_vectors.shape[1] for each in after} == {64}


def first_of(library: Library, question: str) -> str:
    library.refresh()
    snapshot = library.snapshot()
    assert snapshot is not None
    ranks = Retriever(snapshot, library.searchable(), library.embedder_of(snapshot))
    return ranks.passages(question, 1)[0].article.title


def test_the_earlier_vectors_answer_while_another_embedder_is_chosen(opened: Open, articles: Path) -> None:
    """By the embedder before, or by words where it can't be had; who still runs with the earlier one goes on."""
    opened().ingest([articles])
    earlier, other = FakeEmbedder(), FakeEmbedder(64, name="another-model")
    began = opened(embedder=other, other_embedder={earlier.name: earlier}.get)
    assert began.awaits_rebuild
    assert "ferry" in first_of(began, "Which ferry is late?")
    assert [kind for kind, _ in earlier.calls] == ["query"]
    assert "ferry" in first_of(opened(embedder=other), "Which ferry is late?")
    assert other.calls == []

    still_running = opened()
    assert "ferry" in first_of(still_running, "Which ferry is late?")
    opened(embedder=other).rebuild()
    assert "ferry" in first_of(still_running, "Is the ferry late?")
    assert "ferry" in first_of(began, "Which ferry is late?")
    assert ("query", ("Which ferry is late?",)) in other.calls
    assert not began.awaits_rebuild


def test_a_model_whose_vectors_are_longer_than_before_is_told(opened: Open, articles: Path) -> None:
    """A server may put another model behind a name: words find until a rebuild, which goes on after a kill."""
    opened().ingest([articles])
    longer = FakeEmbedder(512)
    assert "ferry" in first_of(opened(embedder=longer), "Which ferry is late?")
    write(articles / "late.txt", "It is late.")
    with pytest.raises(IndexMismatch, match=r"512 numbers, not 384.*--rebuild"):
        opened(embedder=longer).ingest([articles])
    assert len(held(opened())) == 3
    assert opened(embedder=longer).rebuild().written == 3
    assert opened(embedder=longer).ingest([articles]).written == 1
    assert "ferry" in first_of(opened(embedder=longer), "Which ferry froze in the sound?")
    assert faults(opened(embedder=longer)) == []


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_rebuild_that_was_cut_off_goes_on(
    opened: Open, articles: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vectors of two embedders aren't asked together; the second rebuild does the rest, and all keep their files."""
    monkeypatch.setattr("retrieval.ingestion.pipeline.GROUP", 1)
    shutil.copy(articles / "ferry.txt", articles / "copy.txt")
    opened().ingest([articles])
    before = held(opened())
    other = FakeEmbedder(64, name="another-model")
    put, done = Record.put, []

    def killed(*arguments: object, **options: object) -> None:
        if len(done) == after:
            raise SystemExit
        done.append(1)
        put(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Record, "put", killed)
        with pytest.raises(SystemExit):
            opened(embedder=other).rebuild()
    assert "ferry" in first_of(opened(embedder=other), "Which ferry is late?")
    with pytest.raises(IndexMismatch, match="--rebuild"):
        opened(embedder=other).ingest([articles])
    assert opened(embedder=other).rebuild().written == 3 - after
    assert held(opened(embedder=other)) == before
    assert faults(opened(embedder=other)) == []


def test_articles_of_an_older_analyser_answer_until_they_are_up_to_date(opened: Open, articles: Path) -> None:
    """Nothing is to be done before a question; an ingest works on them again, the newest first."""
    opened().ingest([articles])
    newer = FakeAnalyser("fake-2")
    library = opened(analyser=newer)
    library.refresh()
    assert len(held(library)) == 3
    assert newer.analysed == []
    report = library.ingest([write(articles / "late.txt", "It is late.")])
    assert (len(report.new), report.written) == (1, 4)
    others = newer.analysed[1:]
    assert [each.article.title.split()[1] for key in others for each in library.record.entries([key])] == [
        "bridge",
        "council",
        "ferry",
    ]
    assert opened(analyser=newer).ingest([articles]).written == 0
    assert faults(library) == []


def test_reindexing_parses_and_embeds_nothing(
    opened: Open, articles: Path, embedder: FakeEmbedder, analyser: FakeAnalyser
) -> None:
    """Either index is made again from the record; what was there, whatever it was, is gone."""
    opened().ingest([articles])
    for options in ({"words": False}, {"vectors": False}, {}):
        library = opened()
        done = len(embedder.calls), len(analyser.analysed)
        shutil.rmtree(library.home / "vectors")
        (library.home / "vectors").mkdir()
        library.reindex(**options)  # type: ignore[arg-type]
        assert (len(embedder.calls), len(analyser.analysed)) == done
        assert options or faults(library) == []


def test_articles_without_a_file(opened: Open) -> None:
    """They are known by their address, else by themselves; the same address with another text replaces."""
    library = opened()
    library.add(
        [Article(title="One", text="One text.", url="https://news.example/1"), Article(title="Two", text="Two.")]
    )
    report = library.add([Article(title="One", text="Another text.", url="https://news.example/1")])
    assert report.changed == ["https://news.example/1"]
    assert set(held(library)) == {"One", "Two"}
    assert all(article.path is None for article in _articles(library))


def test_a_home_that_can_not_be_made(opened: Open, articles: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be: one line that says what to do."""
    (tmp_path / "file").write_text("")
    library = opened(tmp_path / "file" / "home")
    library.refresh()
    assert library.snapshot() is None
    with pytest.raises(IndexReadOnly, match="VERBATIM_HOME"):
        library.ingest([articles])
    assert (tmp_path / "file").read_text() == ""


def test_an_empty_collection(opened: Open, tmp_path: Path) -> None:
    """Nothing to read is no error for the library, and makes nothing up."""
    (tmp_path / "nothing").mkdir()
    library = opened()
    library.refresh()
    assert library.snapshot() is None
    report = library.ingest([tmp_path / "nothing"])
    assert report.failed == []
    assert library.forget(["x"]) == ["x"]


def test_corrections_of_speakers_outlast_everything_that_is_made_again(opened: Open, tmp_path: Path) -> None:
    """Ingesting again, new indexes, a rebuilt record: who a person says is one stays one."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "one.txt", "The ferry froze. “The ice is thick,” said Robbie Kerr.")
    write(folder / "two.txt", "The council met. “It is thin,” said Bob Carr.", day="2025-02-11")

    def names() -> set[str]:
        snapshot = opened().snapshot()
        assert snapshot is not None
        return {each.name for each in snapshot.catalog.speakers}

    library = opened()
    library.ingest([folder])
    assert names() == {"Bob Carr", "Robbie Kerr"}
    library.correct_speakers(lambda held: held.merged("Bob Carr", "Robbie Kerr"))
    assert names() == {"Bob Carr"}
    write(folder / "three.txt", "A bridge is planned. “Not before summer,” said Robbie Kerr.", day="2025-02-12")
    library.ingest([folder])
    assert names() == {"Bob Carr"}
    library.reindex()
    assert names() == {"Bob Carr"}
    library.rebuild()
    assert names() == {"Bob Carr"}


def test_an_index_of_before_the_first_release_is_told(
    opened: Open, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A question says what to do, an ingest does it, and nothing that lies there is touched."""
    left = opened().home / "chroma" / "chroma.sqlite3"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of an older version")
    (opened().home / "snapshots" / "0-old").mkdir(parents=True)
    (opened().home / "snapshots" / "CURRENT").write_text("0-old")
    opened().refresh()
    assert "`verbatim ingest`" in caplog.text
    assert len(opened().ingest([articles]).new) == 3
    caplog.clear()
    opened().refresh()
    assert caplog.text == ""
    opened().forget(opened().record.changes(0).came[:1])
    assert "chroma" in caplog.text
    assert left.read_bytes() == b"of an older version"
