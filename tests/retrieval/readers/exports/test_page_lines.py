"""Pages that hold several articles."""

from __future__ import annotations

from retrieval.readers.exports.page_lines import is_exported, lines_of_page


def test_blocks_are_lines() -> None:
    """Rows and cells too; scripts are no text."""
    row = "<tr><td><b>HD</b></td><td>Ice  came</td></tr>"
    page = f"<html><head><title>x</title></head><body>{row}<script>x</script><p>It<br>went</p>"
    assert [line for line in lines_of_page(page) if line] == ["HD", "Ice came", "It", "went"]


def test_the_marks_of_an_export_are_looked_for() -> None:
    """They part its articles."""
    assert is_exported(b"<p>Document HBN0000020250210el2a0000x</p>")
    assert is_exported(b"<p>End of Document</p>")
    assert not is_exported(b"<p>The document ended.</p>")
