"""A chart as a picture: the same for the same, of a width that a phone shows, with everything that the chart says."""

from __future__ import annotations

import struct
import sys

import lxml.etree
import pytest

from bot.timelines.chart import Chart
from bot.timelines.picture import NoPictures, drawn

CHART = Chart(
    "Ada Holm on $ice$ & <fog>",
    "12 statements by month, by outlet",
    ("Feb 2025", "Mar 2025", "Apr 2025"),
    ("Harbour <b>News</b>", "北京日报"),
    ((4, 3), (0, 0), (0, 5)),
    "1 statement without a date",
)
WITH_PICTURES = pytest.importorskip("matplotlib")


def text_of(chart: Chart) -> list[str]:
    root = lxml.etree.fromstring(drawn(chart, "svg"))
    return ["".join(each.itertext()).strip() for each in root.iter("{*}text", "{*}tspan")]


def test_a_picture_says_what_its_chart_says() -> None:
    """As text, which can be searched and read aloud."""
    shown = " ".join(text_of(CHART))
    for words in (CHART.title, CHART.subtitle, CHART.note, *CHART.labels, *CHART.series):
        assert words in shown
    assert [each for each in text_of(CHART) if each in ("7", "5")]


def test_rows_stand_from_the_top_and_bars_in_proportion() -> None:
    """Structure, not dots: other versions of matplotlib draw other dots."""
    root = lxml.etree.fromstring(drawn(CHART, "svg"))
    ticks = [each for each in root.iter("{*}text") if "".join(each.itertext()) in CHART.labels]
    assert ["".join(each.itertext()) for each in ticks] == list(CHART.labels)
    bars = [each for each in root.iter("{*}g") if (each.get("id") or "").startswith("patch_")]
    assert len(bars) >= 6


def test_the_same_chart_makes_the_same_picture() -> None:
    for form in ("png", "svg"):
        assert drawn(CHART, form) == drawn(CHART, form)  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [0, 1, 16])
def test_a_png_is_as_wide_as_a_phone(rows: int) -> None:
    names = tuple(f"Row {n} with a name that is quite long for a phone" for n in range(rows))
    chart = Chart("x" * 200, "y", names, ("A" * 90,), tuple((n + 1,) for n in range(rows)))
    data = drawn(chart, "png")
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert width == 1080
    assert width / 4 <= height <= 3 * width
    assert len(data) < 1_000_000


@pytest.mark.parametrize("name", ["\u202e\u0000\x1b", "$x^{$", "ශ්‍රී", "😀" * 30, "a\nb", "_hidden"])
def test_any_name_is_drawn(name: str) -> None:
    chart = Chart(name, name, (name,), (name, "B"), ((1, 2),), name)
    assert drawn(chart, "png")
    lxml.etree.fromstring(drawn(chart, "svg"))


def test_without_matplotlib_one_line_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(NoPictures, match=r"\.\[pictures\]"):
        drawn(CHART, "png")
