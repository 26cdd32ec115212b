"""Listing, taking out and taking away articles, on the command line."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.collection import Filter, chosen, embed_again_beside, export, left_out, tables_read, written
from retrieval.embedding.base import Absent
from retrieval.ingestion.report import Report
from retrieval.library import Library
from retrieval.model import Article
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
from tests.retrieval.dedup.test_near_duplicates import CUT, FIRST

ICE = Article(
    title="Ice", text="Ice lies in the sound.", publisher="Harbour News", published=date(2025, 2, 1), path="ice"
)
COPY = ICE.model_copy(update={"publisher": "The Gazette", "published": date(2025, 2, 3), "path": "copy"})
FOG = Article(title="Fog", text="“Fog closes ports,” said Jon Holm. Nobody sails.", path="fog")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    library.add([ICE, COPY, FOG, FIRST, CUT])
    return library


@pytest.fixture
def as_a_person(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The command line works on this library."""
    from bot import wiring

    monkeypatch.setattr(wiring, "library", lambda *_, **__: library)
    return library


def test_a_report_names_what_it_tells() -> None:
    """The columns of tables, and files of kinds that are told together."""
    report = Report()
    for number in range(8):
        report.skipped.note(f".k{number}", f"a.k{number}")
    report.skipped.columns["a.csv"] = {"title": "Headline", "text": "Body"}
    assert left_out(report).split("\n")[-1] == "left out: 2 of other kinds (format not supported): a.k6, a.k7"
    assert tables_read(report) == "a.csv was read by its columns: title = Headline, text = Body"


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        (Filter(), [FIRST.title, "Ice", "Fog"]),
        (Filter(outlet="gazette"), ["Ice"]),
        (Filter(outlet="harbour news"), ["Ice"]),
        (Filter(outlet="island"), [FIRST.title]),
        (Filter(since=date(2025, 2, 10)), [FIRST.title]),
        (Filter(since=date(2025, 2, 11)), [FIRST.title]),
        (Filter(before=date(2025, 2, 1)), []),
        (Filter(before=date(2025, 2, 2)), ["Ice"]),
        (Filter(text="PORT closing"), ["Fog"]),
        (Filter(text="ice sound"), [FIRST.title, "Ice"]),
        (Filter(text="ice sound", before=date(2025, 2, 9)), ["Ice"]),
        (Filter(text="nowhere"), []),
        (Filter(text="?!"), []),
    ],
)
def test_filters(library: Library, which: Filter, titles: list[str]) -> None:
    """By outlet, also one that has the text or a reprint; by day, a reprint's too; by words in any form."""
    snapshot = library.snapshot()
    assert snapshot is not None
    assert [article.title for article, _ in chosen(snapshot, which)] == titles


def test_list_for_a_person(as_a_person: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """One line an article, with every outlet that has it; exit code 1 when none fits, 2 for a day that is none."""
    assert main.run(["articles"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].endswith("Coast Agency (also in Island Post)")
    assert lines[1].endswith("Harbour News (also in The Gazette)")
    assert main.run(["articles", "--outlet", "Nobody"]) == 1
    assert "No article fits" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main.run(["articles", "--since", "yesterday"])
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_list_for_a_script(as_a_person: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Where else it stands: under its own id where the text is the same, under another where it is a reprint's."""
    assert main.run(["articles", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[(each["id"], each["publisher"]) for each in article.get("also_in", [])] for article in found] == [
        [(CUT.id, "Island Post")],
        [(ICE.id, "The Gazette")],
        [],
    ]


def test_forget(as_a_person: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Several at once, one of them twice, one unknown: told; reprints stay and are named."""
    assert main.run(["forget", FIRST.id, FOG.id, FOG.id, "0123456789abcdef"]) == 2
    told = capsys.readouterr()
    assert "2 articles forgotten" in told.out
    assert f"verbatim forget {CUT.id}" in told.out
    assert told.err == "verbatim: there is no article 0123456789abcdef; `verbatim articles` lists them\n"
    assert {each.article.id for each in as_a_person.record.entries()} == {ICE.id, CUT.id}


def everything(library: Library) -> list[Any]:
    """All articles with their statements, but for the files in which they stand."""
    lines = []
    for record in sorted(library.record.entries(), key=lambda each: each.article.id):
        shown = record.article.model_dump(mode="json", exclude={"path"})
        shown["also"] = [{**place, "path": None} for place in shown["also"]]
        lines.append((shown, record.passages, record.statements))
    return lines


def test_export_comes_back_the_same(as_a_person: Library, tmp_path: Path) -> None:
    """Ingested into an empty collection: equal ids, texts, outlets, statements; again: nothing changes."""
    text = "\n Left \ttoo\n\n\n wide, \u2028and &amp; “cut\n"
    as_a_person.add([Article(title="Odd", text=text, path="odd", incomplete=True)])
    file = tmp_path / "all.jsonl"
    assert main.run(["export", str(file)]) == 0
    other = Library(tmp_path / "other", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    report = other.ingest([file])
    assert (len(report.new), report.failed, report.changed) == (4, [], [])
    assert everything(other) == everything(as_a_person)
    assert len(other.ingest([file]).unchanged) == 6


def test_an_export_holds_the_statements(library: Library, tmp_path: Path) -> None:
    """Each a span of its article's text; one line an article."""
    snapshot = library.snapshot()
    assert snapshot is not None
    with written(tmp_path / "all.jsonl") as to:
        assert export(snapshot, to) == 4
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    said = [(line, statement) for line in lines for statement in line["statements"]]
    assert [statement["speaker"] for _, statement in said if statement["speaker"] == "Jon Holm"] == ["Jon Holm"] * 2
    assert all(line["text"][each["start"] : each["end"]] == each["quote"] for line, each in said)


def test_an_export_that_fails_leaves_no_file(tmp_path: Path) -> None:
    """Nor touches the one that was there."""
    file = tmp_path / "all.jsonl"
    file.write_text("before")

    def half() -> None:
        with written(file) as to:
            to.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]
    assert file.read_text() == "before"


@pytest.mark.parametrize("name", ["nowhere/all.jsonl", "folder", "x" * 300])
def test_an_export_that_fails_names_the_file_that_was_asked_for(
    as_a_person: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """And not the one that is written first."""
    (tmp_path / "folder").mkdir()
    assert main.run(["export", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.endswith(f" ({tmp_path / name})\n")
    assert not list((tmp_path / "folder").iterdir())


def test_an_export_goes_through_links_and_into_pipes(library: Library, tmp_path: Path) -> None:
    """A link stays a link, and a pipe or a device isn't replaced by a file."""
    snapshot = library.snapshot()
    assert snapshot is not None
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    with written(tmp_path / "link.jsonl") as to:
        export(snapshot, to)
    assert (tmp_path / "link.jsonl").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        with written(tmp_path / "pipe") as to:
            to.write("one line\n")
        assert os.read(reading, 100) == b"one line\n"
    finally:
        os.close(reading)
    assert (tmp_path / "pipe").is_fifo()
    long = tmp_path / ("é" * 120 + ".jsonl")
    with written(long) as to:
        to.write("x")
    assert long.read_text() == "x"


def test_an_article_as_it_was_cited(as_a_person: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own text, that it changed since, and what; one that nobody has is told."""
    as_a_person.add([Article(title="Fog", text="“Fog opens ports,” said Jon Holm. Nobody sails.", path="fog")])
    assert main.run(["article", FOG.id]) == 0
    shown = capsys.readouterr().out
    assert FOG.text in shown
    assert "Changed since" in shown
    assert "- “Fog closes ports,” said Jon Holm.\n+ “Fog opens ports,” said Jon Holm." in shown
    assert main.run(["article", "--json", FOG.id]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["since_changed"], told["text"], len(told["changes"])) == (True, FOG.text, 1)
    assert main.run(["article", ICE.id]) == 0
    assert "Changed" not in capsys.readouterr().out
    assert main.run(["article", "nothing"]) == 2
    assert "There is no article nothing" in capsys.readouterr().err


def test_a_changed_embedder_embeds_again_beside_the_answers(library: Library) -> None:
    """Only where it has changed; questions go on reading the earlier vectors until it is done."""
    other = Library(library.home, embedder=FakeEmbedder(64, name="another-model"), analyser=FakeAnalyser())
    before = other.snapshot()
    assert before is not None
    assert embed_again_beside(library) is None
    thread = embed_again_beside(other)
    assert thread is not None
    thread.join()
    after = other.snapshot()
    assert after is not None
    assert (before.dimensions, after.dimensions) == (384, 64)
    assert embed_again_beside(other) is None


def test_an_embedder_that_is_away_leaves_the_earlier_vectors(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told in the log, and the next start goes on."""
    away = Library(library.home, embedder=Absent("another-model"), analyser=FakeAnalyser())
    thread = embed_again_beside(away)
    assert thread is not None
    thread.join()
    assert "the next start goes on: The embedder another-model can't be used" in caplog.text
    snapshot = library.snapshot()
    assert snapshot is not None
    assert snapshot.dimensions == 384
