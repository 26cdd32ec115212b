"""``verbatim quotes`` with a format, and with days."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.bot.conftest import Verbatim

FEATURED = "there will not be U.S. troops deployed to Ukraine"


@pytest.mark.parametrize("form", ["md", "csv", "html", "csl"])
def test_a_format_goes_to_standard_output(verbatim: Verbatim, form: str) -> None:
    run = verbatim("quotes", "--sample", "--speaker", "Hegseth", "--format", form)
    assert (run.code, run.err) == (0, "")
    assert "Verbatim Sample Daily" in run.out
    assert (FEATURED in run.out) == (form != "csl")


def test_a_word_document_goes_to_a_file(verbatim: Verbatim, tmp_path: Path) -> None:
    file = tmp_path / "quotes.docx"
    run = verbatim("quotes", "--sample", "--speaker", "Hegseth", "--format", "docx", "--output", str(file))
    assert (run.code, run.out, run.err) == (0, "", "")
    assert any(FEATURED in each.text for each in docx.Document(str(file)).paragraphs)


@pytest.mark.parametrize("arguments", [["--json", "--format", "md"], ["--output", "x.md"]])
def test_options_that_contradict_each_other_are_told(verbatim: Verbatim, arguments: list[str]) -> None:
    run = verbatim("quotes", "--sample", *arguments)
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1


def test_days_split_the_statements(verbatim: Verbatim) -> None:
    """Each is said, or else published, before a day or on it and later."""
    every, before, since = (
        set(verbatim("quotes", "--sample", "--json", *days).out.splitlines())
        for days in ([], ["--before", "2025-02-12"], ["--since", "2025-02-12"])
    )
    assert before | since == every
    assert since
    assert not before & since
    for line in since:
        said = json.loads(line)
        assert (said["said_on"] or said["article"]["published"]) >= "2025-02-12"
