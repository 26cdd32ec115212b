"""A chart as a page: a table that can be read aloud, and the statements with their sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import lxml.html

from bot.timelines.chart import Said, over_time
from bot.timelines.timeline_page import timeline_page
from retrieval.model import Article, Kind, Statement
from tests.browser import Tab, browsed, needs_chromium

EVIL = "<script>alert(1)</script>"
WORDS = f"“It is cold {EVIL},” she said."


def said(when: date | None, outlet: str = "Harbour News") -> Said:
    article = Article(
        title=f"Ice {EVIL}", text=WORDS, publisher=outlet, published=when, url="https://harbour.example/x"
    )
    return Statement(article_id=article.id, start=0, end=36, text=WORDS[:36], kind=Kind.DIRECT), article, f"Ada {EVIL}"


FOUND = [said(date(2025, 2, 3)), said(date(2025, 2, 5), EVIL), said(None)]


def test_a_table_has_the_counts() -> None:
    page = lxml.html.fromstring(timeline_page(over_time(FOUND, f"Ada {EVIL}"), FOUND))
    rows = [(row.findtext("th"), row.find("td").text_content().strip()) for row in page.xpath("//tbody/tr")]
    assert rows == [("3 Feb 2025", "1"), ("4 Feb 2025", "0"), ("5 Feb 2025", "1")]
    assert page.xpath("//thead//th/@scope") == ["col", "col"]
    assert not page.xpath("//script")


def test_every_statement_is_there_the_latest_first() -> None:
    page = lxml.html.fromstring(timeline_page(over_time(FOUND, "x"), FOUND))
    heads = [each.text_content() for each in page.xpath("//main/article/h2")]
    assert [("5 Feb" in head, "3 Feb" in head) for head in heads] == [(True, False), (False, True), (False, False)]
    assert page.xpath("//main/article/blockquote")[0].text_content() == WORDS[:36]
    assert page.xpath("//main/article/p/a/@href")[0].startswith("https://harbour.example/x#:~:text=")


@needs_chromium
def test_a_phone_shows_it_without_scrolling_aside(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    found = [said(date(2025, 2, 3), "An outlet of a long name, " * 4) for _ in range(30)]
    file.write_text(timeline_page(over_time(found, "x" * 90), found), encoding="utf-8")

    async def seen(tab: Tab) -> list[Any]:
        await tab.open(file.as_uri(), width=360)
        bar = "document.querySelector('.bar').getBoundingClientRect().width"
        return [await tab.js("document.documentElement.scrollWidth"), await tab.js(bar), tab.requests]

    width, bar, requests = browsed(seen)
    assert width == 360
    assert bar > 100
    assert requests == [file.as_uri()]
