"""The page of a checked draft: marks and sources side by side, and nothing that a stranger wrote becomes markup."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest

from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.checking.report_page import report_page
from retrieval.model import Article, Citation, Kind

HOSTILE = "<img src=x onerror=alert(1)>\"'&\x00\u202e"
TEXT = f"“The ice is thick,” said {HOSTILE}."
ARTICLE = Article(
    title=HOSTILE, text=TEXT, publisher=HOSTILE, url="https://news.example/ferry?a=1&b=2", published=date(2025, 2, 3)
)


def citation(speaker: str | None = HOSTILE, article: Article = ARTICLE) -> Citation:
    return Citation(number=1, article=article, quote=TEXT[1:17], start=1, end=17, kind=Kind.DIRECT, speaker=speaker)


def item(draft: str, words: str, verdict: Verdict, **more: object) -> Item:
    start = draft.index(words)
    fields = {"sources": (citation(),)} | more
    return Item(words, start, start + len(words), "quotation", HOSTILE, verdict, **fields)  # type: ignore[arg-type]


DRAFT = (
    f"{HOSTILE}\n\n“The ice is thick,” he said. “The ice is very thin,” she said.\n\n“Nobody ever said this at all.”"
)
CHECKED = CheckedDraft(
    DRAFT,
    [
        item(DRAFT, "The ice is thick,", Verdict.VERBATIM),
        item(DRAFT, "The ice is very thin,", Verdict.ALTERED, differences=((HOSTILE, "thick"), ("very", ""))),
        item(DRAFT, "Nobody ever said this at all.", Verdict.NOT_FOUND, sources=(), note=HOSTILE),
    ],
)


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(report_page(CHECKED, HOSTILE))


def test_nothing_becomes_markup(page: lxml.html.HtmlElement) -> None:
    """Names, titles, notes and the draft itself are text."""
    assert page.xpath("//img | //script | //iframe | //@onerror | //@onclick | //link") == []
    assert "alert(1)" in page.text_content()
    assert all(not each.startswith("javascript") for each in page.xpath("//@href | //@src"))


def test_each_mark_leads_to_its_item_and_back(page: lxml.html.HtmlElement) -> None:
    """By links, which a keyboard reaches; every target is there once."""
    marks = page.xpath("//mark")
    assert [each.text_content() for each in marks] == [each.text for each in CHECKED.items]
    for number, mark in enumerate(marks, 1):
        assert mark.get("id") == f"words-{number}"
        assert mark.xpath("a/@href") == [f"#item-{number}"]
        (section,) = page.xpath(f"//section[@id='item-{number}']")
        assert section.xpath("h2/a/@href") == [f"#words-{number}"]


def test_an_item_stands_beside_its_paragraph(page: lxml.html.HtmlElement) -> None:
    rows = page.xpath("//main/div")
    assert [len(row.xpath(".//section")) for row in rows] == [0, 2, 1]
    assert [len(row.xpath("p//mark")) for row in rows] == [0, 2, 1]


def test_the_first_wrong_words_can_be_skipped_to(page: lxml.html.HtmlElement) -> None:
    assert page.xpath("//a[@class='skip']/@href") == ["#words-2"]


def test_what_differs_and_where_it_stands(page: lxml.html.HtmlElement) -> None:
    section = page.xpath("//section[@id='item-2']")[0]
    assert [each.text_content() for each in section.xpath(".//ins")] == ["thick", "no words"]
    assert section.xpath(".//blockquote")[0].text_content() == "The ice is thick"
    assert section.xpath(".//p/a/@href")[0].startswith("https://news.example/ferry?a=1&b=2#:~:text=")
    assert "3 Feb 2025" in section.text_content()


def test_a_draft_without_quotations_says_so() -> None:
    page = lxml.html.document_fromstring(report_page(CheckedDraft("Nothing here.", []), "draft.txt"))
    assert "no quotations" in page.text_content()
    assert "Nothing here." in page.text_content()


def test_marks_that_overlap_show_every_word_once() -> None:
    """A claim with a quotation in it."""
    draft = "He said that “the ice is very thick” again."
    both = [item(draft, "that “the ice is very thick” again", Verdict.COMPARE), item(draft, "ice is", Verdict.VERBATIM)]
    page = lxml.html.document_fromstring(report_page(CheckedDraft(draft, both), "draft.txt"))
    assert page.xpath("//main/div/p")[0].text_content() == draft
