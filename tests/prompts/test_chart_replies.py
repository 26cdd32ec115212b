"""What charts say; ``test_replies`` holds that it is whole and used."""

from __future__ import annotations

from prompts import chart_replies


def test_charts_say_lines_without_a_full_stop() -> None:
    """They stand in titles, below axes and before a hint."""
    lines = [said for name, said in vars(chart_replies).items() if name.isupper() and isinstance(said, str)]
    assert [each for each in lines if each.endswith(".")] == []
