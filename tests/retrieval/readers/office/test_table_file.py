"""Tables of articles."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from retrieval.errors import BadArticleData
from retrieval.model import Article
from retrieval.readers import Found
from retrieval.readers.source import Tally
from tests.retrieval.readers.conftest import found_in

TEXT = "The ferry froze.\n\n“The ice is thick, and “old”,” said Mara Lindqvist; she left."
ROWS = [["Ice", TEXT, "2025-02-10", "Harbour News", "Ida Berg", "https://bay.example/ice"]]
HEADS = [
    ["title", "text", "date", "publisher", "author", "url"],
    ["Headline", "Article Text", "Publication Date", "Newspaper", "Byline", "Link"],
    ["TITLE", "content", "published_at", "Source", "Authors", "URL"],
    ["story_title", "Body (clean)", "publish_date", "media_name", "reporter", "story_url"],
    ["name", "fullText", "pubDate", "outlet", "Journalist", "web_url"],
    ["Überschrift", "Volltext", "Datum", "Quelle", "Autor", "URL"],
    ["titulo", "texto", "fecha", "medio", "autor", "url"],
]


def as_csv(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check(found: list[Found]) -> None:
    (article,) = found
    assert isinstance(article, Article), article
    assert (article.title, article.publisher, article.author) == ("Ice", "Harbour News", "Ida Berg")
    assert (article.text, article.published, article.url) == (TEXT, date(2025, 2, 10), "https://bay.example/ice")


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head[1])
@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")])
def test_a_row_is_an_article(head: list[str], name: str, delimiter: str) -> None:
    """Whatever parts the columns and by whatever usual name they are called."""
    check(found_in(as_csv([head, *ROWS], delimiter), name))


def test_how_spreadsheets_write_tables() -> None:
    """A mark of the byte order, UTF-16, a line for Excel, a code page of western Europe."""
    check(found_in(b"\xef\xbb\xbf" + as_csv([HEADS[0], *ROWS]), "a.csv"))
    check(found_in(b"\xff\xfe" + as_csv([HEADS[0], *ROWS], "\t", "utf-16-le"), "a.csv"))
    check(found_in(b"sep=;\r\n" + as_csv([HEADS[0], *ROWS], ";"), "a.csv"))
    check(found_in(as_csv([HEADS[0], *ROWS], ",", "cp1252"), "a.csv"))


def test_the_columns_that_were_read_are_noted() -> None:
    """By table; a workbook has several."""
    noted = Tally()
    rows = [["Headline", "No", "Body", "Story"], ["Ice", "1", TEXT, "Old"]]
    assert (
        len([*found_in(as_csv(rows), "a.csv", skipped=noted), *found_in(as_xlsx([*rows]), "a.xlsx", skipped=noted)])
        == 2
    )
    assert noted.columns == {key: {"title": "Headline", "text": "Body"} for key in ("a.csv", "a.xlsx#Sheet")}


def test_a_workbook_is_read() -> None:
    """Its cells may be days, and its names may stand below a title."""
    check(
        found_in(as_xlsx([["News"], list(HEADS[1]), [*ROWS[0][:2], datetime(2025, 2, 10, 8), *ROWS[0][3:]]]), "a.xlsx")
    )


def test_a_table_of_something_else_is_told_with_its_columns() -> None:
    """What the first row has, and what it should have."""
    for name, data in (("a.csv", b"x,y\n1,2\n"), ("a.xlsx", as_xlsx([["x", "y"], [1, 2]]))):
        (error,) = found_in(data, name)
        assert isinstance(error, BadArticleData)
        assert "the first row has 'x', 'y'" in str(error)
        assert "name the columns" in error.mend


def test_rows_without_text_are_passed_over_and_a_broken_file_is_told() -> None:
    """A row costs itself."""
    found = found_in(as_csv([HEADS[0], ["Fog", "", "", "", "", ""], *ROWS]), "a.csv")
    check(found)
    (error,) = found_in(b"none of this", "a.xlsx")
    assert isinstance(error, BadArticleData)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["29/01/2016", "11/02/2016 08:00"], [date(2016, 1, 29), date(2016, 2, 11)]),
        (["01/29/2016", "11/02/2016"], [date(2016, 1, 29), date(2016, 11, 2)]),
        (["10/03/2016", "11/02/2016"], [None, None]),
        (["29/01/2016", "02/28/2016", "11/02/2016"], [date(2016, 1, 29), date(2016, 2, 28), None]),
    ],
)
def test_the_other_days_of_a_column_tell_which_figure_is_the_month(
    days: list[str], expected: list[date | None]
) -> None:
    """Where they agree."""
    found = found_in(as_csv([["title", "text", "date"], *([f"Ice {day}", TEXT + day, day] for day in days)]), "a.csv")
    assert [each.published for each in found if isinstance(each, Article)] == expected


def test_columns_of_other_languages_and_of_scripts_are_known() -> None:
    """By the words of their names that count; seconds since 1970 are a day."""
    head = ["Titre", "Texte", "Date de parution", "Journal"]
    found = found_in(as_csv([head, ["Glace", TEXT, "23/10/2026", "Le Val"]], ";"), "a.csv")
    assert [(each.published, each.publisher) for each in found if isinstance(each, Article)] == [
        (date(2026, 10, 23), "Le Val")
    ]
    head = ["ts", "hl", "author_name", "art_text"]
    found = found_in(as_csv([head, ["1787292000", "Ice", "Ida Berg", TEXT]]), "a.csv")
    assert [(each.title, each.author, str(each.published)) for each in found if isinstance(each, Article)] == [
        ("Ice", "Ida Berg", "2026-08-21")
    ]


def test_what_a_reader_marked_in_one_text_is_one_article() -> None:
    """It isn't whole, and says so."""
    head = ["Highlight", "Book Title", "Book Author"]
    rows = [["Ice is old.", "Ice", "Ida Berg"], ["It sings.", "Ice", "Ida Berg"], ["Floes drift.", "Floes", "Ida Berg"]]
    found = [each for each in found_in(as_csv([head, *rows]), "marks.csv") if isinstance(each, Article)]
    assert [(each.title, each.text, each.incomplete) for each in found] == [
        ("Ice", "Ice is old.\n\nIt sings.", True),
        ("Floes", "Floes drift.", True),
    ]
