"""Plain text as Markdown."""

from __future__ import annotations

import pytest

from bot.exporting.markdown_text import as_markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. A list?", "1\\. A list?"),
        ("# *no* [head](x)", "\\# \\*no\\* \\[head\\](x)"),
        ("see https://news.example/a_b.", "see <https://news.example/a_b>."),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_text_stays_text(text: str, markdown: str) -> None:
    assert as_markdown(text) == markdown
