"""What the doctor says of an index."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from retrieval.library import Library
from retrieval.model import Article
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """What the command line works on."""
    from bot import wiring

    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    library.add([Article(title="Fog", text="“Fog closes ports,” said Jon Holm.\n\nNobody sails.", path="fog")])
    monkeypatch.setattr(wiring, "library", lambda *_, **__: library)
    return library


def test_all_is_well(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with the counts, exit code 0, whatever is asked for."""
    for options in ([], ["--index"], ["--index", "--repair"]):
        assert main.run(["doctor", *options]) == 0
        assert capsys.readouterr().out.endswith("ok    index: 1 article, 2 passages, 1 statement\n")


def test_damage(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Told, with what mends it and exit code 1; mended; then all is well."""
    library.close()
    shutil.rmtree(library.home / "vectors")
    assert main.run(["doctor", "--index"]) == 1
    assert "WRONG vectors: The passages' vectors aren't in Chroma" in (shown := capsys.readouterr().out)
    assert "doctor --index --repair" in shown
    assert main.run(["doctor", "--index", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], [each["check"] for each in told["findings"] if not each["ok"]]) == (False, ["vectors"])
    assert main.run(["doctor", "--index", "--repair"]) == 0
    assert "ok    vectors: repaired: The passages' vectors" in capsys.readouterr().out
    assert main.run(["doctor", "--index"]) == 0


def test_reindex(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Either index, or both."""
    for options in ([], ["--vectors"], ["--words"]):
        library.close()  # each command is a program of its own
        shutil.rmtree(library.home / "vectors")
        assert main.run(["reindex", *options]) == 0
        assert "The indexes are made again." in capsys.readouterr().err
    assert main.run(["doctor", "--index"]) == 1
    assert main.run(["reindex"]) == 0
    assert main.run(["doctor", "--index"]) == 0


def test_an_empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong with it."""
    from bot import wiring

    empty = Library(tmp_path / "empty", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    monkeypatch.setattr(wiring, "library", lambda *_, **__: empty)
    assert main.run(["doctor", "--index", "--repair"]) == 0
    assert "no articles yet" in capsys.readouterr().out


def test_an_index_that_can_not_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told as what it is, in one line."""
    from bot import wiring

    (tmp_path / "record.db").write_bytes(b"garbage " * 512)
    broken = Library(tmp_path, embedder=FakeEmbedder(), analyser=FakeAnalyser())
    monkeypatch.setattr(wiring, "library", lambda *_, **__: broken)
    assert main.run(["doctor", "--index"]) == 1
    assert "is damaged" in capsys.readouterr().out
