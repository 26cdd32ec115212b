"""A chart as a picture (PNG, SVG), drawn by matplotlib, which is an extra."""

from __future__ import annotations

import io
import threading
import warnings
from typing import Any, Literal

from bot.timelines.chart import Chart, shortened
from prompts import chart_replies
from retrieval.errors import VerbatimError

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c8c8c")
"""Told apart by everybody (Okabe and Ito, Color Universal Design, 2008)."""

_HATCHES = ("", "///", "...", "xxx", "---", "")
# So that they are told apart in black and white.
_WIDTH_INCHES, _ROW_INCHES, _DOTS = 5.4, 0.32, 200
# 1080 dots across, what a phone shows; 12 points are 33 of them.
_LONGEST_LABEL = 26

_DRAWING = threading.Lock()
# matplotlib isn't safe to draw with from several threads (its documentation, "Thread safety").


class NoPictures(VerbatimError):
    """matplotlib isn't installed."""


def drawn(chart: Chart, form: Literal["png", "svg"]) -> bytes:
    """The picture of a chart, 1080 dots wide as PNG.

    The same chart makes the same bytes.

    Raises:
        NoPictures: the extra isn't installed.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("matplotlib"):
            raise
        raise NoPictures(chart_replies.NO_PICTURES, chart_replies.INSTALL_PICTURES) from None
    settings: Any = {
        "font.size": 11,
        "font.family": "sans-serif",
        "svg.fonttype": "none",
        "svg.hashsalt": "verbatim",
        "hatch.linewidth": 0.6,
        "text.parse_math": False,  # "$" in a name is a dollar
        "axes.unicode_minus": False,
    }
    with _DRAWING, matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "constrained_layout not applied")
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a name in a script that no font here has
        rows, keys = max(1, len(chart.labels)), len(chart.series) if len(chart.series) > 1 else 0
        height = 1.5 + rows * _ROW_INCHES + keys * 0.25
        figure = Figure(figsize=(_WIDTH_INCHES, height), dpi=_DOTS, facecolor="white", layout="constrained")
        _plot(figure.add_subplot(), chart)
        figure.suptitle(shortened(chart.title, 44), x=0.02, ha="left", fontsize=14, fontweight="bold")
        said = "\n".join(shortened(each, 60) for each in (chart.subtitle, chart.note) if each)
        figure.axes[0].set_title(said, loc="left", fontsize=11, color="#444444", x=0, pad=8)
        if keys:
            figure.legend(loc="outside lower left", frameon=False, fontsize=11, reverse=False)
        to = io.BytesIO()
        figure.savefig(to, format=form, metadata={"Date": None} if form == "svg" else {"Software": None})
    return to.getvalue()


def _plot(axes: object, chart: Chart) -> None:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    assert isinstance(axes, Axes)  # noqa: S101 - matplotlib's type for the checker
    places = range(len(chart.labels))
    left = [0] * len(chart.labels)
    for number, name in enumerate(chart.series):
        counts = [row[number] for row in chart.counts]
        look = {"color": COLOURS[number], "hatch": _HATCHES[number], "edgecolor": "white", "linewidth": 0.5}
        axes.barh(places, counts, left=left, height=0.72, label=shortened(name, 40), **look)  # type: ignore[arg-type]
        left = [one + other for one, other in zip(left, counts, strict=True)]
    for place, count in zip(places, left, strict=True):
        if count:
            axes.annotate(str(count), (count, place), xytext=(4, 0), textcoords="offset points", va="center")
    axes.set_yticks(list(places), [shortened(label, _LONGEST_LABEL) for label in chart.labels])
    axes.invert_yaxis()
    axes.margins(x=0.12, y=0.01)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
