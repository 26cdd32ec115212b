"""Where the text of a PDF's page lies; the pages are drawn here, row by row, as some newspapers' systems do."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from retrieval.errors import BadArticleData
from tests.retrieval.readers.test_pdf_file import pdf_article, placed

ONE = [
    "The dyke at Veere broke on",
    "Friday night, the province",
    "said. “We saw it too late,”",
    "its dyke master Piet Bol",
    "said. He is sorry for it.",
]
TWO = ["Farmer Ans Vos lost eleven", "cows. “I heard them call,”", "Vos said. “Then I heard", "nothing.”"]
THREE = [
    "The province will pay for",
    "them. “It is the least that",
    "we can do,” its treasurer",
    "Joop Smit said.",
    "It rained all the week.",
]
FOUR = ["Nobody else has asked it", "for money so far."]

Drawn = list[tuple[int, int, str]]


def by_row(*columns: list[str], width: int = 130, of_words: bool = False) -> Drawn:
    """The pieces of columns below a headline, row by row; of a line at once, or word by word."""
    pieces = [(40, 760, "Dyke breaks at Veere")]
    for n, row in enumerate(zip_longest(*columns, fillvalue="")):
        for column, line in enumerate(row):
            x = 40 + width * column
            for part in line.split() if of_words else [line] if line else []:
                pieces.append((x, 720 - 13 * n, part))
                x += 6 * len(part) + 5
    return pieces


@pytest.mark.parametrize("of_words", [False, True])
@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([ONE, TWO, THREE], id="a middle one that is shorter"),
        pytest.param([ONE + THREE, TWO + ONE, TWO], id="a last one that is shorter"),
        pytest.param([ONE, THREE, ONE, FOUR], id="a last one of two lines"),
    ],
)
def test_columns_that_were_drawn_by_rows_come_one_after_the_other(columns: list[list[str]], of_words: bool) -> None:
    """However many there are and however long each is: what one person says goes on in that column."""
    columns = [column * 2 for column in columns] if of_words else columns
    pieces = by_row(*columns, width=200 if of_words else 130, of_words=of_words)
    read = pdf_article(placed(pieces), "dyke.pdf").text
    wanted = "".join(["Dyke breaks at Veere", *(line for column in columns for line in column)])
    assert "".join(read.split()) == "".join(wanted.split())


def test_a_line_that_lies_in_no_column_for_certain_is_told() -> None:
    """Else it would run on into another one's, and nobody would see."""
    pieces = by_row(ONE, [], TWO)
    pieces.insert(2, (200, 720, "“Nor did I,” Lies Kok said."))
    with pytest.raises(BadArticleData, match="which column"):
        pdf_article(placed(pieces), "dyke.pdf")


def test_parts_of_lines_make_no_columns() -> None:
    """A word in bold may begin below another one."""
    lines = [
        (60, 720, "The dyke at Veere broke late"),
        (220, 720, "on Friday night, as its master"),
        (60, 706, "Piet Bol had feared for years"),
    ]
    lines += [
        (220, 706, "and told the province of it"),
        (60, 692, "in three letters that nobody has answered, and that he has kept."),
    ]
    read = pdf_article(placed([(60, 760, "Dyke breaks at Veere"), *lines]), "dyke.pdf").text
    assert "broke late on Friday night, as its master Piet Bol had feared for years and told the province" in read


def test_a_larger_gap_parts_paragraphs_and_a_head_from_them() -> None:
    """However full their last lines are; a gap within a sentence, as beside a picture, parts nothing."""
    lines = {
        760: "Dyke breaks at Veere",
        736: "By Ans Vos",
        724: "7 June 2025",
        700: "The dyke broke on Friday, and it will take a month to close it, he said.",
        676: "“We saw it too late, and we had written to the province about it a year",
        664: "before, and to the one before that, and nobody has ever answered any of",
        628: "our letters,” its master said.",
    }
    article = pdf_article(placed([(60, y, line) for y, line in lines.items()]), "dyke.pdf")
    assert (article.author, str(article.published)) == ("Ans Vos", "2025-06-07")
    assert article.text.split("\n\n")[1:] == [lines[700], f"{lines[676]} {lines[664]} {lines[628]}"]
