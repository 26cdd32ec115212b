"""An article as a page: its words in order, the cited ones marked, whatever it holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages.article_page import CITED, Mark, article_page
from retrieval.model import Article
from retrieval.store.versions import Version
from tests.browser import Tab, browsed, needs_chromium
from tests.conftest import examples

TEXT = (
    "The ice on the harbour is thin.\n\n“Nobody should walk there,” said Ada Holm.\n\nShe added: “Not even <b>I</b>.”"
)
ICE = Article(
    title="Thin ice",
    text=TEXT,
    publisher="Harbour News",
    author="J. Roe",
    published=date(2025, 2, 3),
    url="https://harbour.example/ice?a=1&b=2",
)


def page(*marks: Mark, article: Article = ICE, version: Version | None = None) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(article_page(article, marks, version))


def span(words: str) -> Mark:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_cited_words_are_marked_and_gone_to() -> None:
    """By a fragment, by focus without one, and by a link for who uses a keyboard."""
    shown = page(span("“Nobody should walk there,”"))
    (mark,) = shown.xpath("//mark")
    assert mark.text_content() == "“Nobody should walk there,”"
    assert mark.get("id") == CITED
    assert mark.get("tabindex") == "-1"
    assert "autofocus" in mark.attrib
    assert shown.xpath("//body/*[1]/@href") == [f"#{CITED}"]


def test_title_outlet_author_and_day_stand_above() -> None:
    shown = page(span("“Nobody should walk there,”"))
    assert shown.findtext(".//h1/a") == "Thin ice"
    assert shown.xpath("//h1/a/@href")[0].endswith("#:~:text=Nobody%20should%20walk%20there")
    assert shown.xpath("string(//header/p)") == "Harbour News · J. Roe · 3 Feb 2025"


def test_words_over_several_paragraphs_are_marked_in_each() -> None:
    start, end = span("Nobody")[0], span("Not even")[1]
    marks = page((start, end)).xpath("//mark")
    assert [each.text_content() for each in marks] == [
        "Nobody should walk there,” said Ada Holm.",
        "She added: “Not even",
    ]
    assert [each.get("id") for each in marks] == [CITED, None]


def test_an_article_without_marks_is_shown_from_its_beginning() -> None:
    shown = page()
    assert not shown.xpath("//mark | //*[@autofocus] | //a[@class='skip']")
    assert [each.text_content() for each in shown.xpath("//main/p")] == TEXT.split("\n\n")


def test_markup_of_an_article_is_shown_as_it_is_written() -> None:
    article = Article(
        title="<i>x</i>", text="<script>alert(1)</script> & <b>", publisher="<u>", url="javascript:alert(1)"
    )
    shown = page((0, 8), article=article)
    assert shown.xpath("string(//main)") == article.text
    assert not shown.xpath("//script | //i | //u | //b | //h1/a")


def test_what_changed_since_is_told_above() -> None:
    newer = Article(title="Thin ice", text=TEXT.replace("thin", "safe"))
    shown = page(version=Version(ICE, newer, date(2025, 2, 5)))
    assert shown.xpath("string(//header//del)") == "The ice on the harbour is thin."
    assert shown.xpath("string(//header//ins)") == "The ice on the harbour is safe."


@given(
    st.text(st.characters(codec=None), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))),
)
@examples(100)
def test_any_text_and_any_marks_make_a_page(text: str, marks: list[Mark]) -> None:
    """All words are there once, in order; nothing is marked that isn't cited."""
    article = Article(title="x", text=text)
    inside = [(min(pair), min(max(pair), len(text))) for pair in marks]
    shown = page(*inside, article=article)
    assert len(shown.xpath("//*[@autofocus]")) <= 1
    marked = sum(len(each.text_content()) for each in shown.xpath("//mark"))
    assert marked <= len({at for start, end in inside for at in range(start, end)})


@needs_chromium
@pytest.mark.parametrize("fragment", ["", f"#{CITED}"])
def test_a_browser_goes_to_the_cited_words(tmp_path: Path, fragment: str) -> None:
    """At phone width, in both colour schemes, by keyboard, and without asking anybody for anything."""
    text = "\n\n".join([*(f"Paragraph {n}. {'The harbour froze over. ' * 12}" for n in range(60)), "A" * 400, TEXT])
    start = text.index("“Nobody")
    file = tmp_path / "ice.html"
    file.write_text(article_page(ICE.model_copy(update={"text": text}), [(start, start + 28)]), encoding="utf-8")

    async def seen(tab: Tab) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for scheme in ("light", "dark"):
            await tab.open(file.as_uri() + fragment, width=360, height=640, scheme=scheme)
            found[scheme] = await tab.js("getComputedStyle(document.body).backgroundColor")
        found["top"] = await tab.js("document.querySelector('mark').getBoundingClientRect().top")
        found["target"] = await tab.js("(document.querySelector(':target') || document.activeElement).tagName")
        found["width"] = await tab.js("document.documentElement.scrollWidth")
        found["requests"] = tab.requests
        return found

    found = browsed(seen)
    assert 0 <= found["top"] <= 600
    assert found["target"] == "MARK"
    assert found["width"] == 360
    assert found["light"] != found["dark"]
    assert {each.partition("#")[0] for each in found["requests"]} == {file.as_uri()}


@needs_chromium
def test_the_first_key_reaches_the_link_to_the_cited_words(tmp_path: Path) -> None:
    file = tmp_path / "ice.html"
    file.write_text(article_page(ICE).replace("<main", '<a class="skip" href="#x">x</a><main'), encoding="utf-8")

    async def seen(tab: Tab) -> list[Any]:
        await tab.open(file.as_uri())
        await tab.press("Tab")
        await tab.press("Tab")
        return [await tab.js("document.activeElement.className"), await tab.js("document.activeElement.offsetLeft")]

    name, left = browsed(seen)
    assert name == "skip"
    assert left >= 0
