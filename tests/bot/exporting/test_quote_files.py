"""Statements in files that other programs read, also where an article is hostile."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import docx
import lxml.html
import pytest

from bot.exporting.quote_files import FORMATS, Quotation
from retrieval.model import Article, Hedge, Kind, Statement

EVIL = "<script>alert(1)</script> & [x](javascript:alert(1)) **b**\x00"
TEXT = "“Ice is thin <b>today</b> & *tomorrow*,” said Ada Holm.\n=1+1 is due."


def quotation(
    hedge: Hedge | None = None, url: str | None = "https://harbour.example/a?b=1&c=2", **told: str
) -> Quotation:
    article = Article(
        title=told.get("title", "Ice"),
        text=TEXT,
        publisher=told.get("publisher", "Harbour News"),
        published=date(2025, 9, 2),
        url=url,
    )
    end = TEXT.index("”") + 1
    said = Statement(
        article_id=article.id,
        start=0,
        end=end,
        text=TEXT[:end],
        kind=Kind.DIRECT,
        said_on=date(2025, 9, 1),
        hedge=hedge,
    )
    return Quotation(said, article, told.get("speaker", "Ada Holm"), told.get("role", "harbour master"))


def text_of(form: str, data: bytes) -> str:
    """What a reader sees."""
    if form == "docx":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    if form == "html":
        return str(lxml.html.fromstring(data.decode()).text_content())
    return data.decode()


@pytest.mark.parametrize("form", ["csv", "html", "docx"])
def test_words_speaker_role_outlet_and_day_stand_in_every_file(form: str) -> None:
    """The words are the article's, code point for code point."""
    shown = text_of(form, FORMATS[form]([quotation()], "chicago"))
    for part in (TEXT[: TEXT.index("”") + 1], "Ada Holm", "harbour master", "Harbour News", "September 2, 2025"):
        assert part in shown


def test_markdown_shows_what_the_article_says() -> None:
    """Marks of Markdown stand behind backslashes, and an address is a link."""
    shown = FORMATS["md"]([quotation()], "mla").decode()
    assert "**Ada Holm, harbour master, 1 Sep 2025**" in shown
    assert r"> “Ice is thin \<b\>today\</b\> \& \*tomorrow\*,”" in shown
    assert "Harbour News, 2 Sept. 2025, <https://harbour.example/a?b=1&c=2>." in shown


@pytest.mark.parametrize("style", ["mla", "apa", "chicago"])
def test_a_page_links_to_the_article_and_loads_nothing(style: str) -> None:
    page = lxml.html.fromstring(FORMATS["html"]([quotation()], style).decode())
    assert page.xpath("//a/@href") == ["https://harbour.example/a?b=1&c=2"]
    assert page.xpath("//@src | //script | //link") == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<script>", 'https://x.example/"onload="x', None]
)
def test_hostile_names_and_addresses_stay_text(form: str, url: str | None) -> None:
    """No element, no link and no attribute comes from an article."""
    data = FORMATS[form]([quotation(url=url, title=EVIL, publisher=EVIL, speaker=EVIL, role=EVIL)], "mla")
    if form == "html":
        page = lxml.html.fromstring(data.decode())
        assert page.xpath("//script | //b | //a[not(starts-with(@href, 'https://x.example/'))] | //@onload") == []
    if form == "md":
        assert "<script>" not in data.decode()
        assert "\\[x\\](javascript" in data.decode()
    text_of(form, data)


@pytest.mark.parametrize("head", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(head: str) -> None:
    data = FORMATS["csv"]([quotation(title=f"{head}HYPERLINK(1)", speaker=f"{head}1")], "mla").decode()
    (row,) = csv.DictReader(io.StringIO(data, newline=""))
    assert row["title"] == f"'{head}HYPERLINK(1)"
    assert row["speaker"] == f"'{head}1"


@pytest.mark.parametrize("form", ["md", "csv", "html", "docx"])
def test_words_that_were_not_said_stand_under_nobody(form: str) -> None:
    """A file shows the article's reservation in place of a name."""
    shown = text_of(form, FORMATS[form]([quotation(hedge=Hedge.FALSE, role="")], "apa"))
    assert "false" in shown
    assert shown.count("Ada Holm") == 0
    assert "Ada Holm" in text_of(form, FORMATS[form]([quotation(hedge=Hedge.ALLEGED)], "apa"))


def test_those_who_were_told_are_not_taken_for_a_role() -> None:
    """Who was told is behind "to"; who passed the words on is told too."""
    given = quotation()
    said = given.statement.model_copy(update={"venue": "the council", "via": "her aide"})
    shown = FORMATS["md"]([Quotation(said, given.article, "Ada Holm")], "mla").decode()
    assert "**Ada Holm, 1 Sep 2025, to the council, according to her aide**" in shown


def test_references_list_each_article_once() -> None:
    found = json.loads(FORMATS["csl"]([quotation(), quotation()], "mla"))
    assert [each["container-title"] for each in found] == ["Harbour News"]
