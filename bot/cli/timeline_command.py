"""``verbatim timeline`` and ``/timeline``: a chart of statements, as bars in the terminal, a picture or a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli import render
from bot.collection import written
from bot.timelines.bar_chart import bar_chart
from bot.timelines.chart import Chart, charted
from prompts import chart_replies
from retrieval.errors import VerbatimError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from rich.console import Console

    from bot.answering.answerer import Answerer
    from bot.timelines.chart import Said

_STYLES = ("blue", "yellow", "green", "magenta", "cyan", "bright_black")
_WIDTH = 100
# Columns at most; a pipe says that it has a million.


def run(options: Namespace, answerer: Answerer) -> bool:
    """Draw what the options ask for; whether there was anything to draw.

    Raises:
        VerbatimError: a picture is asked for, and what draws them isn't installed.
        OSError: a file can't be written.
    """
    to = render.console()
    who = " ".join(options.name) or None
    _, found, chart = charted(answerer.statements(speaker=who, about=options.about), who, options.about, options.by)
    if why := nothing_in(chart, found, who):
        render.console(error=True).print(render.printable(f"verbatim: {why}"))
        return False
    pictures = {"png": options.png, "svg": options.svg}
    for form, path in pictures.items():
        if path is not None:
            from bot.timelines.picture import drawn

            picture = drawn(chart, form)  # type: ignore[arg-type]
            if str(path) == "-" and sys.stdout.isatty():
                raise VerbatimError(chart_replies.NO_PICTURE_HERE, chart_replies.NAME_A_PICTURE)
            with written(None if str(path) == "-" else path) as file:
                file.flush()
                file.buffer.write(picture)
    if options.html is not None:
        from bot.timelines.timeline_page import timeline_page

        with written(None if str(options.html) == "-" else options.html) as file:
            file.write(timeline_page(chart, found))
    if options.html is None and not any(pictures.values()):
        show(to, chart)
    return True


def nothing_in(chart: Chart, found: Sequence[Said], who: str | None) -> str:
    """Why a chart shows nothing; empty where it shows something."""
    if chart.total:
        return ""
    if found:
        return f"{chart_replies.NO_DAYS_TO_DRAW}. {chart_replies.LOOK_FOR_NAMES}"
    nobody = chart_replies.NOBODY_TO_DRAW.format(who=who) if who else chart_replies.NOTHING_TO_DRAW
    return f"{nobody}. {chart_replies.LOOK_FOR_NAMES}"


def show(to: Console, chart: Chart) -> None:
    """Print a chart as bars, in colour where the terminal has any."""
    from rich.text import Text

    to.print(Text(render.printable(chart.title), "bold"))
    for line in filter(None, (chart.subtitle, chart.note)):
        to.print(Text(render.printable(line), "dim"))
    to.print()
    for segments in bar_chart(chart, min(to.width, _WIDTH)):
        styled = [(text, _STYLES[series] if series is not None else "") for text, series in segments]
        to.print(Text.assemble(*styled), soft_wrap=True)
