"""A chart as bars of characters, for a terminal and for a message in a fixed-width font."""

from __future__ import annotations

from bot.timelines.chart import Chart, columns, shortened

FILLS = "█▓▒░▚·"
"""A character a series: told apart without colours, too."""

SHORTEST_BAR = 8
"""Columns that the longest bar has at least, where names leave less."""

_LONGEST_LABEL = 24

Segment = tuple[str, int | None]
"""A run of characters and the series that it belongs to; None: none."""


def bar_chart(chart: Chart, width: int) -> list[list[Segment]]:
    """The lines of a chart, each in segments: a row a line, then the legend.

    Args:
        chart: what is drawn.
        width: columns of a line.
    """
    labels = [shortened(label, min(_LONGEST_LABEL, max(8, width // 2))) for label in chart.labels]
    column = max(map(columns, labels), default=0)
    counts = [str(sum(row)) for row in chart.counts]
    room = max(SHORTEST_BAR, width - column - 2 - max(map(len, counts), default=0) - 1)
    lines: list[list[Segment]] = []
    for label, row, count in zip(labels, chart.counts, counts, strict=True):
        bar = [(FILLS[n] * size, n) for n, size in enumerate(_sizes(row, room, chart.longest)) if size]
        end = f" {count}" if bar else count
        lines.append([(f"{label}{' ' * (column - columns(label))}  ", None), *bar, (end, None)])
    if len(chart.series) > 1:
        lines.append([("", None)])
        lines += [[(FILLS[n] * 2, n), (f" {shortened(name, width - 3)}", None)] for n, name in enumerate(chart.series)]
    return lines


def as_text(lines: list[list[Segment]]) -> str:
    """The lines without their series."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def _sizes(row: tuple[int, ...], room: int, longest: int) -> list[int]:
    """Columns of each series: in proportion to the longest row, and at least one for each that is there."""
    ends, total = [], 0
    for count in row:
        total += count
        ends.append(round(total * room / max(1, longest)))
    sizes = [end - before for before, end in zip([0, *ends], ends, strict=False)]
    return [max(1, size) if count else 0 for size, count in zip(sizes, row, strict=True)]
