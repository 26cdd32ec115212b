"""``verbatim timeline``: bars in the terminal, pictures, a page."""

from __future__ import annotations

import sys
from pathlib import Path

import lxml.html
import pytest

from tests.bot.conftest import Verbatim


def test_bars_stand_in_the_terminal(verbatim: Verbatim) -> None:
    """Under the registered name, in order of time."""
    run = verbatim("timeline", "--sample", "Hegseth")
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "Pete Hegseth"
    assert "by day, by outlet" in lines[1]
    assert any(line.startswith("12 Feb 2025") and "█" in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_a_topic_limits_it(verbatim: Verbatim) -> None:
    whole, part = (
        verbatim("timeline", "--sample", "Hegseth"),
        verbatim("timeline", "--sample", "Hegseth", "--about", "troops"),
    )
    assert part.out.splitlines()[0] == "Pete Hegseth on troops"
    assert int(part.out.splitlines()[1].split()[0]) < int(whole.out.splitlines()[1].split()[0])
    assert verbatim("timeline", "--sample", "Hegseth", "--by", "topic").code == 0


def test_without_a_name_it_shows_who_is_quoted(verbatim: Verbatim) -> None:
    run = verbatim("timeline", "--sample")
    assert run.out.startswith("Who is quoted\n")
    assert "Michael McFaul" in run.out


def test_files_are_written(verbatim: Verbatim, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    files = {form: tmp_path / f"x.{form}" for form in ("png", "svg", "html")}
    run = verbatim(
        "timeline", "--sample", "Hegseth", *(each for form, path in files.items() for each in (f"--{form}", str(path)))
    )
    assert (run.code, run.out, run.err) == (0, "", "")
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert b"Pete Hegseth" in files["svg"].read_bytes()
    assert lxml.html.fromstring(files["html"].read_text()).findtext(".//h1") == "Pete Hegseth"


def test_without_matplotlib_a_picture_is_one_line_and_a_page_is_there(
    verbatim: Verbatim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    run = verbatim("timeline", "--sample", "Hegseth", "--png", str(tmp_path / "x.png"))
    assert (run.code, run.out) == (2, "")
    assert run.err.count("\n") == 1
    assert '.venv/bin/uv pip install -e ".[pictures]"' in run.err
    assert not list(tmp_path.iterdir())
    assert verbatim("timeline", "--sample", "Hegseth", "--html", str(tmp_path / "x.html")).code == 0


def test_nobodys_timeline_is_one_line(verbatim: Verbatim) -> None:
    run = verbatim("timeline", "--sample", "Nobody", "Here")
    assert (run.code, run.out) == (1, "")
    assert "no statements of Nobody Here" in run.err
