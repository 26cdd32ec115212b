"""Pieces of HTML in the fields of data."""

from __future__ import annotations

import pytest

from retrieval.model import ParagraphKind
from retrieval.readers.html.fragments import out_of_html


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>The ice\nis old.</p><p>It&rsquo;s thin.</p>", "The ice is old.\n\nIt’s thin."),
        ("The ice is old.<br/>It is thin.", "The ice is old.\n\nIt is thin."),
        ("<p>Ice.</p><script>x()</script><figcaption>A floe.</figcaption>", "Ice."),
    ],
)
def test_paragraphs_are_those_of_its_elements(written: str, text: str) -> None:
    assert out_of_html(written) == (text, {})


def test_headings_and_quotations_are_told_with_who_signs_them() -> None:
    """A signature in its ``cite`` is set off with a dash, as everybody signs."""
    text, kinds = out_of_html(
        "<h2>Ice</h2><blockquote><p>It sings.</p><cite>Ada Berg</cite></blockquote><p>It does.</p>"
    )
    assert text == "Ice\n\nIt sings.\n\n— Ada Berg\n\nIt does."
    assert kinds == {
        "Ice": ParagraphKind.HEADING,
        "It sings.": ParagraphKind.QUOTE,
        "— Ada Berg": ParagraphKind.QUOTE,
    }
