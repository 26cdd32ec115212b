"""A chart as a page: a table with bars, and every statement with its source below it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from bot.answering.drafting.line_builder import day
from bot.pages.document import document, element, link
from bot.pages.text_links import at_words
from bot.timelines.chart import Chart, Said, day_of
from bot.timelines.picture import COLOURS
from prompts import chart_replies, replies

MOST_STATEMENTS = 500
"""Statements listed below a chart; `verbatim quotes` has the rest."""

_LOOKS = """
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .95rem }
th { text-align: left; font-weight: normal; white-space: nowrap; padding: .15rem .6rem .15rem 0; vertical-align: top }
thead th { color: var(--quiet) }
td { width: 100%; padding: .15rem 0 }
.bar { display: inline-block; height: 1em; vertical-align: -.12em; border-right: 1px solid var(--page) }
.key { display: inline-block; width: 1.4em; height: 1em; vertical-align: -.12em; margin-right: .5em }
ul { list-style: none; padding: 0 }
""" + "".join(f".s{n} {{ background: {colour}; forced-color-adjust: none }}\n" for n, colour in enumerate(COLOURS))


def timeline_page(chart: Chart, found: Sequence[Said]) -> str:
    """The page of a chart; ``found`` are the statements that it counts, listed with the latest first."""
    parts = [element("header", element("h1", chart.title), element("p", chart.subtitle, class_="quiet"))]
    if chart.labels:
        parts.append(_table(chart))
    if len(chart.series) > 1:
        keys = [
            element("li", element("span", class_=f"key s{n}", aria_hidden="true"), name)
            for n, name in enumerate(chart.series)
        ]
        parts.append(element("ul", *keys))
    if chart.note:
        parts.append(element("p", chart.note, class_="quiet"))
    latest = sorted(found, key=lambda each: (day_of(each) is not None, str(day_of(each))), reverse=True)
    main = element("main", *parts[1:], *map(_statement, latest[:MOST_STATEMENTS]))
    if len(latest) > MOST_STATEMENTS:
        main.append(element("p", replies.AND_MORE.format(n=len(latest) - MOST_STATEMENTS), class_="quiet"))
    return document(chart.title, parts[0], main, looks=_LOOKS)


def _table(chart: Chart) -> HtmlElement:
    head = element("tr", *(element("th", each, scope="col") for each in (chart.rows, chart_replies.CHART_COUNT)))
    body = element("tbody")
    for label, row in zip(chart.labels, chart.counts, strict=True):
        bars = []
        for number, (name, count) in enumerate(zip(chart.series, row, strict=True)):
            if count:
                wide = f"width: {80 * count / chart.longest:.1f}%"
                bars.append(element("span", class_=f"bar s{number}", style=wide, title=f"{name}: {count}"))
        cell = element("td", *bars, f" {sum(row)}")
        body.append(element("tr", element("th", label, scope="row"), cell))
    return element("table", element("thead", head), body)


def _statement(said: Said) -> HtmlElement:
    statement, article, speaker = said
    when = day_of(said)
    head = [speaker or replies.NO_SPEAKER, when and day(when), article.publisher]
    lead = ", ".join(part for part in head if part) + replies.KIND_NOTES[statement.kind]
    address = at_words(article.url, article.text, statement.start, statement.end)
    hedge = f" ({replies.HEDGE_NOTES[statement.hedge.value]})" if statement.hedge else ""
    cut = replies.BREAKS_OFF * article.breaks_off_at(statement.end)
    source = element("p", link(article.title, address), cut, class_="quiet")
    return element("article", element("h2", f"{lead}{hedge}"), element("blockquote", statement.text), source)
