"""The Markdown report of a checked draft."""

from __future__ import annotations

from bot.checking.checked_draft import CheckedDraft
from bot.checking.report_markdown import report_markdown
from tests.bot.checking.test_report_page import CHECKED


def test_each_item_has_its_line_its_differences_and_its_source() -> None:
    report = report_markdown(CHECKED, "draft.md")
    assert report.startswith("# Check of draft.md\n\n1 ✅ verbatim · 1 ⚠️ different · 1 ❌ not found\n")
    assert "**⚠️ different, line 3**" in report
    assert "- ~~very~~ → **no words**" in report
    assert "<https://news.example/ferry?a=1&b=2>" in report


def test_markup_is_escaped() -> None:
    report = report_markdown(CHECKED, "<b>*draft*")
    assert "<img" not in report.replace("\\<img", "")
    assert "# Check of \\<b\\>\\*draft\\*" in report


def test_a_draft_without_quotations_says_so() -> None:
    assert "no quotations" in report_markdown(CheckedDraft("Nothing here.", []), "draft.txt")
