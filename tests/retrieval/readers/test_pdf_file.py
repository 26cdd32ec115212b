"""PDFs as articles; the files are made here, line by line, as a printer's driver does."""

from __future__ import annotations

from time import process_time

import pytest

from retrieval.errors import ArticleError, BadArticleData, EmptyArticle
from retrieval.model import Article
from retrieval.readers.pdf_file import pdf_articles
from retrieval.readers.source import Source

ESCAPED = str.maketrans({"(": "\\(", ")": "\\)"})


def pdf_article(data: bytes, name: str) -> Article:
    """The one article in a PDF's bytes."""
    (found,) = pdf_articles(data, Source(name, 10_000_000))
    assert isinstance(found, Article)
    return found


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF of pages of lines, in Helvetica."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.translate(ESCAPED)}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 780 Td {shown}ET"
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        page = f"/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
        objects.append(f"<<{page}/Resources<</Font<</F1 3 0 R>>>>>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    objects.append(f"<</Title({title})>>")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def placed(pieces: list[tuple[int, int, str]]) -> bytes:
    """A PDF of one page, each piece of text drawn at its place, in this order."""
    shown = "".join(f"1 0 0 1 {x} {y} Tm ({text.translate(ESCAPED)}) Tj " for x, y, text in pieces)
    one = "The harbour"
    return pdf([one]).replace(f"({one}) Tj 0 -14 Td ".encode(), shown.encode("cp1252"))


def _seconds(data: bytes) -> float:
    start = process_time()
    pdf_article(data, "a.pdf")
    return process_time() - start


ARTICLE = [
    "Harbour News",
    "Ice closes the sound",
    "The ferry froze in the sound on Monday, and nobody could say when it would sail again, as the har-",
    "bour master told the council in the evening.",
    "“The ice is thick,” said Mara Lindqvist. “We have asked for the ice-breaker, and the ice-",
    "breaker has asked for an engineer.”",
    "1",
]
NEXT = [
    "Harbour News",
    "",
    "She spoke for an hour, and at the end of it most of the people in the room had their",
    "coats on.",
    "2",
]


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    """A paragraph ends where a sentence ends before the line does; what each page repeats is no text."""
    text = pdf_article(pdf(ARTICLE, NEXT, ["Harbour News", "The end came late.", "3"]), "ice.pdf").text
    assert text.split("\n\n")[-4:] == [
        "The ferry froze in the sound on Monday, and nobody could say when it would sail again, as the harbour master"
        " told the council in the evening.",
        "“The ice is thick,” said Mara Lindqvist. “We have asked for the ice-breaker, and the ice-breaker has asked for"
        " an engineer.”",
        "She spoke for an hour, and at the end of it most of the people in the room had their coats on.",
        "The end came late.",
    ]
    assert "Harbour News" not in text


def test_its_title_counts_unless_a_program_made_it_up() -> None:
    """Word's name for a file is none."""
    assert pdf_article(pdf(ARTICLE, title="Ice and no end"), "ice.pdf").title == "Ice and no end"
    assert (
        pdf_article(pdf(ARTICLE, title="Microsoft Word - ice_final.docx"), "ice.pdf").title
        != "Microsoft Word - ice_final.docx"
    )


def test_a_scan_and_a_broken_file_are_told() -> None:
    """With what to do."""
    with pytest.raises(EmptyArticle, match="only pictures") as caught:
        pdf_article(pdf([]), "scan.pdf")
    assert "text recognition (OCR)" in caught.value.mend
    with pytest.raises(BadArticleData):
        pdf_article(b"%PDF-1.4\nnothing more", "broken.pdf")


@pytest.mark.parametrize("cut", range(0, 1200, 100))
def test_a_pdf_cut_off_anywhere_is_an_article_or_an_error(cut: int) -> None:
    """Downloads end early."""
    try:
        pdf_article(pdf(ARTICLE)[:cut], "cut.pdf")
    except ArticleError:
        return


LEFT = [
    "The harbour board voted on Mon-",
    "day to raise the fee for every",
    "crossing by four crowns.",
    "“Nobody asked the people who",
    "have to cross,” said Mara Lind-",
    "qvist, who chairs the union.",
]
RIGHT = [
    "The board will meet again in the",
    "spring to look at the figures.",
    "Jon Holm, the treasurer, said it",
    "was “no other way” to pay for the",
    "new breakwater, and that he had",
    "slept badly over it.",
]


@pytest.mark.parametrize("order", ["by column", "by row"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    """However they were drawn: else a quotation would run on into the other column."""
    left = [(60, 700 - 14 * number, line) for number, line in enumerate(LEFT)]
    right = [(320, 700 - 14 * number, line) for number, line in enumerate(RIGHT)]
    rows = [each for row in zip(left, right, strict=True) for each in row]
    columns = [*left, *right] if order == "by column" else rows
    text = pdf_article(placed([(60, 740, "Harbour fee rises"), *columns, (60, 600, "It rained.")]), "fee.pdf").text
    assert "“Nobody asked the people who have to cross,” said Mara Lindqvist, who chairs the union." in text
    assert "Jon Holm, the treasurer, said it was “no other way” to pay for the new breakwater" in text
    assert text.startswith("Harbour fee rises\n\nThe harbour board")
    assert text.endswith("It rained.")


def test_three_columns_are_read_one_after_the_other() -> None:
    """Drawn row by row, as some systems do."""
    third = [
        "The ferry will sail again",
        "in the first week of May",
        "if the ice lets it, said",
        "its captain, Nils Aker.",
    ]
    columns = [LEFT, RIGHT, third + ["He has said that before."] * (len(LEFT) - len(third))]
    rows = zip(*columns, strict=False)
    pieces = [(60 + 180 * x, 700 - 14 * n, text) for n, row in enumerate(rows) for x, text in enumerate(row)]
    text = pdf_article(placed([(60, 740, "Harbour fee rises"), *pieces]), "fee.pdf").text
    assert "“Nobody asked the people who have to cross,” said Mara Lindqvist, who chairs the union." in text
    assert "sail again in the first week of May if the ice lets it, said its captain, Nils Aker." in text


def test_a_letter_that_was_set_large_begins_its_word() -> None:
    """And a hyphen before a capital stays, without a blank."""
    lines = [
        "Pier falls",
        "T",
        "he pier fell on Friday, and the Anglo-",
        "Saxon cross beside it did not, its keeper said.",
    ]
    text = pdf_article(pdf(lines), "pier.pdf").text
    assert "The pier fell on Friday, and the Anglo-Saxon cross beside it did not" in text
    assert (
        "A ferry waited"
        in pdf_article(pdf(["Pier falls", "A", "ferry waited at the pier, it was said."]), "a.pdf").text
    )


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a 24-year-|old boat", "a 24-year-old boat"),
        ("a state-|of-the-art pier", "a state-of-the-art pier"),
        ("of twenty-|five people", "of twenty-five people"),
        ("an anti-|corruption office", "an anti-corruption office"),
        ("after nine-|teen years", "after nineteen years"),
        ("the far-|mer below", "the farmer below"),
        ("its co-operat-|ion with us", "its co-operation with us"),
        ("a Reyk-|javik-based firm", "a Reykjavik-based firm"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_the_word_has_one(broken: str, whole: str) -> None:
    """Other words were broken there, and are one again."""
    article = pdf_article(
        pdf(["Pier falls", *f"“We all think of {broken} here,” the harbour's keeper said.".split("|")]), "a.pdf"
    )
    assert whole in article.text


def test_a_table_is_read_row_by_row() -> None:
    """Its cells are short."""
    cells = [(x, 700 - 14 * n, text) for n in range(8) for x, text in ((60, f"Diver {n}"), (320, f"dived {n} times"))]
    above = (60, 740, "The divers of the harbour and how many times each of them dived in the winter, as counted.")
    text = pdf_article(placed([above, *cells]), "dives.pdf").text
    assert "Diver 3 dived 3 times" in " ".join(text.split())


def test_printed_heads_and_feet_are_no_text() -> None:
    """Two pages are enough to tell, also where their numbers differ; a word goes on below them."""
    pages = [
        [
            "BAY POST   6 March 2025   page 1",
            "Ferry stops",
            "The ferry stopped and the harbour is a long-",
            "© Bay Post.",
        ],
        [
            "BAY POST   6 March 2025   page 2",
            "standing worry of the well-",
            "known Mara Lindqvist, she said.",
            "© Bay Post.",
        ],
    ]
    article = pdf_article(pdf(*pages), "a.pdf")
    assert "BAY POST" not in article.text
    assert "©" not in article.text
    assert "is a long-standing worry of the well-known Mara Lindqvist" in article.text


def test_the_heads_of_left_and_right_pages_are_no_text() -> None:
    """They differ, and their numbers go with the pages; a line of a table has a number, too."""
    pages = [
        ["8 | BAY POST", "Ferry stops", "The ferry stopped for good, said its captain Bo", "Sinks | 3"],
        ["FERRY STOPS | 9", "Dahl. “We have no more oil,” he said.", "Baths | 5"],
    ]
    article = pdf_article(pdf(*pages), "a.pdf")
    assert article.title == "Ferry stops"
    assert "said its captain Bo Sinks | 3 Dahl. “We have" in " ".join(article.text.split())


def test_a_document_of_one_paragraph_is_read_in_time() -> None:
    """Each line costs itself, however much stands before it."""
    page = ["The ferry froze in the sound that day of the frost, and nobody on the pier could say more of it."] * 45
    one, ten = (_seconds(pdf(*[page] * n)) for n in (4, 40))
    assert ten < 25 * one


def test_a_title_that_heads_the_next_page_stays() -> None:
    """On its own page it is the title."""
    pages = [["Ferry stops", "The ferry stopped, its owner said."], ["Ferry stops", "Ice came on Monday, he said."]]
    article = pdf_article(pdf(*pages), "a.pdf")
    assert article.text.count("Ferry stops") == 1
    assert article.text.startswith("Ferry stops")


def test_a_headline_nearly_as_wide_as_its_column_is_one() -> None:
    """It ends where the next word would have had room on the line."""
    lines = [
        "Harbour shut for eleven days",
        "The harbour was shut on Friday for",
        "eleven days, its master said.",
        "It rained.",
    ]
    article = pdf_article(pdf([*lines, "The ferry waited in the sound for", "three days more, he told them."]), "a.pdf")
    assert article.title == "Harbour shut for eleven days"
    assert article.text.split("\n\n")[1].startswith("The harbour was shut on Friday for eleven days")


def test_a_line_that_ends_with_a_small_word_goes_on() -> None:
    """A headline of two lines is one, and a paragraph isn't parted where a name begins its second line."""
    lines = [
        "Board keeps the",
        "Low Island ferry",
        "The harbour board met on",
        "Tuesday and kept the old ferry for a year.",
        "The ferry waited in the sound for three days.",
    ]
    article = pdf_article(pdf(lines), "a.pdf")
    headline, paragraph = article.text.split("\n\n")
    assert headline == "Board keeps the Low Island ferry"
    assert paragraph.startswith("The harbour board met on Tuesday and kept the old ferry")
