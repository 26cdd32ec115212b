"""A checked draft in the terminal, through the command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from bot.cli import check_command, main
from retrieval.errors import VerbatimError
from retrieval.library import Library

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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_drafts_in_other_encodings(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = "Michael McFaul wrote in a café: “You never give up anything to them for free.”"
    piped(monkeypatch, draft.encode(encoding))
    assert main.run(["check", "--json", "--sample"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"verbatim": 1}


def test_a_word_document_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document()
    document.add_paragraph("Michael McFaul wrote: “You never give up anything to them for free.”")
    document.save(str(tmp_path / "draft.docx"))
    assert main.run(["check", str(tmp_path / "draft.docx"), "--sample"]) == 0
    assert "1: verbatim" in capsys.readouterr().out


def test_a_draft_from_right_to_left_has_its_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, "قال الرئيس: “نحن نريد السلام في المنطقة كلها”".encode())
    assert main.run(["check", "--sample"]) == 1
    assert "1 not_found" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"The wall held. " * 350_000, b"\x00" * 900], ids=["5 MB", "no text"])
def test_what_is_no_draft_is_one_line(
    data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, data)
    assert main.run(["check", "--sample"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


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


def draft_in(folder: Path, text: str = DRAFT) -> Path:
    path = folder / "draft.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_page_and_a_markdown_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To standard output, or to a file; the exit code is the same."""
    draft, page = draft_in(tmp_path), tmp_path / "report.html"
    assert main.run(["check", str(draft), "--html", "--output", str(page), "--sample"]) == 1
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main.run(["check", str(draft), "--md", "--sample"]) == 1
    assert "⚠️ different, line 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        ["DRAFT", "--output", "x"],
        ["DRAFT", "--html", "--output", "DRAFT"],
        ["--watch"],
    ],
)
def test_options_that_do_not_go_together_are_one_line(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the draft stays as it is."""
    piped(monkeypatch, b"")
    draft = draft_in(tmp_path)
    named = [str(draft) if each == "DRAFT" else each for each in options]
    assert main.run(["check", *named, "--sample"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_a_watched_draft_is_checked_when_it_or_the_collection_changes(
    sample_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not while it is being written, nor while nothing changes; a file that goes away and comes back is told."""
    path = draft_in(tmp_path)
    seen: list[str] = []
    steps = iter([None, "a", "ab", None, None, "gone", None, "back", None, None, "stop"])

    def check() -> None:
        seen.append(path.read_text(encoding="utf-8"))

    def wait() -> None:
        match next(steps):
            case "gone":
                path.unlink()
            case "stop":
                raise KeyboardInterrupt
            case str(text):
                path.write_text(text, encoding="utf-8")

    check_command.watch(check, path, sample_library, wait)
    assert seen == [DRAFT, "ab", "back"]
    assert "No such file" in capsys.readouterr().err


def test_what_goes_wrong_does_not_end_the_watching(
    sample_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = iter(["again", None, "stop"])

    def check() -> None:
        raise VerbatimError("It can't be read", "Save it again")

    def wait() -> None:
        if (step := next(steps)) == "stop":
            raise KeyboardInterrupt
        if step is not None:
            path.write_text(step, encoding="utf-8")

    path = draft_in(tmp_path)
    check_command.watch(check, path, sample_library, wait)
    assert capsys.readouterr().err.count("It can't be read") == 2
