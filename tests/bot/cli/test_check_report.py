"""A checked draft in the terminal, through the command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import main

DRAFT = (
    "A line.\n"
    'Michael McFaul wrote: "You never give up anything to them for free."\n'
    'Michael McFaul wrote: "You always give up everything to them for free."\n'
)


@pytest.fixture(autouse=True)
def _sample(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBATIM_HOME", str(sample_home))


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_each_item_has_its_line_and_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    assert main.run(["check", str(draft), "--sample"]) == 1
    shown = capsys.readouterr().out
    assert "2: verbatim: You never give up" in shown
    assert "3: altered: You always give up" in shown
    assert "always → never" in shown
    assert "1 verbatim, 1 altered" in shown


def test_a_draft_comes_by_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    piped(monkeypatch, DRAFT.splitlines()[1].encode())
    assert main.run(["check", "--json", "--sample"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"verbatim": 1}


@pytest.mark.parametrize("data", [b"", b"Nothing is quoted here.", "«»\u202e".encode()])
def test_nothing_to_check_is_one_line(
    data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, data)
    assert main.run(["check", "--sample"]) == 0
    assert "no quotations" in capsys.readouterr().err


def test_a_draft_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["check", "nowhere.md", "--sample"]) == 2
    assert "nowhere.md" in capsys.readouterr().err
