"""Who published, who wrote, and when: what an article's own text certainly tells, and what it doesn't."""

from __future__ import annotations

from datetime import date

import pytest

from tests.retrieval.readers.conftest import Read

BODY = "The minister left on Monday. She said nothing.\n\nHer aides left on Tuesday, at noon."


@pytest.mark.parametrize(
    ("credit", "outlet"),
    [
        (
            "This article was originally published by Radio Sample/Free Sample and is reprinted with permission.",
            "Radio Sample/Free Sample",
        ),
        ("This story first appeared in The Sample Post.", "The Sample Post"),
        ("*This piece was first published in the Sample Review on February 3, 2025.*", "The Sample Review"),
        ("This article was originally published in German by Der Beispiel.", "Der Beispiel"),
        ("This article was originally published on Feb. 3, 2025 by Sample & Sons Monthly.", "Sample & Sons Monthly"),
        ("(This story originally appeared on sample.com under the headline “Gone”.)", "sample.com"),
        ("This article is republished from The Sample under a Creative Commons licence.", "The Sample"),
        ("This story was first published by the SBC and has been updated.", "SBC"),
        ("This story was first published by U.S. Sample Report.", "U.S. Sample Report"),
        ("Originally published by Bulletin of the Sample Scientists, a magazine.", "Bulletin of the Sample Scientists"),
        ("Reprinted with permission from Sample Journal", "Sample Journal"),
        ("Source: The Sample Independent", "The Sample Independent"),
        ("**Source:** Samplezine", "Samplezine"),
        ("— Reuters", "Reuters"),
        ("© 2025 The Associated Press. All rights reserved.", "The Associated Press"),
        ("Copyright 2025 Sample Broadcasting, Inc. All rights reserved.", "Sample Broadcasting"),
    ],
)
def test_a_credit_line_names_the_outlet(read: Read, credit: str, outlet: str) -> None:
    """A credit that closes the text is read, and stays in it."""
    article = read(f"{BODY}\n\n{credit}")
    assert article.publisher == outlet
    assert article.text.endswith(credit)


@pytest.mark.parametrize("glue", ["\n\n", "\n", " ", ""])
def test_an_opening_credit_may_be_glued_to_the_text(read: Read, glue: str) -> None:
    """The credit is the same on a line of its own, before the text, or run into it."""
    credit = "This article was originally published by Radio Sample and is reprinted with permission."
    article = read(f"{credit}{glue}U.S. officials left on Monday. {BODY}")
    assert article.publisher == "Radio Sample"
    assert article.title == "U.S. officials left on Monday"
    assert article.text.startswith(credit)


def test_a_closing_credit_may_be_glued_to_the_last_sentence(read: Read) -> None:
    """A credit at the end of the last paragraph counts as one."""
    assert read(f"{BODY} This story first appeared in The Sample Post.").publisher == "The Sample Post"


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("(Reuters) - ", "Reuters"),
        ("KYIV, Ukraine (AP) — ", "AP"),
        ("WASHINGTON, Feb 12 (UPI) -- ", "UPI"),
        ("Seoul, South Korea (CNN) ", "CNN"),
        ("London CNN —\n\n", "CNN"),
        ("BRUSSELS (Sample News Agency) – ", "Sample News Agency"),
        ("Minister leaves\n\nKYIV (AFP) — ", "AFP"),
        ("Jane Doe\n\nThe Sample Post\n\n", "The Sample Post"),
    ],
)
def test_a_dateline_names_the_agency(read: Read, opening: str, outlet: str) -> None:
    """An agency in brackets where the text starts is who published it."""
    assert read(opening + BODY).publisher == outlet


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\nThe palace at night, Feb. 3, 2025. (EPA Photo)",
        f"The minister (AP Photo) left. {BODY}",
        f"“This story was first published by the Sample Post,” she said. {BODY}",
        f'She said: "This story was first published by the Sample Post."\n\n{BODY}',
        f"{BODY}\n\nThis story was first published in February 2025.",
        f"{BODY}\n\nThis article originally appeared in print.",
        f"{BODY}\n\nThis article first appeared on Page 4 of the New York edition.",
        f"{BODY}\n\nFirst published in Britain, the book sold well.",
        f"{BODY}\n\n— Jane Doe",
        f"{BODY}\n\n© 2025 Jane Doe",
        f"{BODY}\n\n© Getty Images",
        f"{BODY}\n\n2024: 3\n2025: 4\nSource: Ministry",
        f"The report was published by the Ministry of Samples. {BODY}",
        f"Ohio (R) - {BODY}",
    ],
)
def test_no_outlet_rather_than_a_wrong_one(read: Read, text: str) -> None:
    """A caption, a quotation, a month, a person and a table's figures name no outlet."""
    assert read(text).publisher is None


@pytest.mark.parametrize(
    ("top", "author"),
    [
        ("By Jane Doe\n\n", "Jane Doe"),
        ("Minister leaves\n\nBY JANE DOE\n", "JANE DOE"),
        ("Minister leaves\n\nBy Jane van der Doe and John Q. Roe-Smith\n\n", "Jane van der Doe and John Q. Roe-Smith"),
        ("By Jane Doe, Sample Post\n\n", "Jane Doe"),
        ("By Jane O'Doe in Kyiv\n\n", "Jane O'Doe"),
        ("*By Zoë Doe* \n\n", "Zoë Doe"),
        ("By Reuters Staff\n\n", None),
        ("By The Associated Press\n\n", None),
        ("By Popular Demand\n\n", None),
        ("By Tuesday Evening\n\n", None),
        ("By Jane Doe's account, it rained.\n\n", None),
        ("By jane\n\n", None),
        ("", None),
    ],
)
def test_a_byline_names_the_author(read: Read, top: str, author: str | None) -> None:
    """A line "By …" at the top with people's names in it, and nothing else, is a byline."""
    assert read(top + BODY).author == author


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Published: 12 February 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"Minister leaves\n\nPosted on Feb. 12, 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"{BODY}\n\nFirst published: 2025-02-12", date(2025, 2, 12)),
        (f"Published Wed, February 12, 2025, 10:30 GMT | Updated Feb. 13, 2025\n{BODY}", date(2025, 2, 12)),
        (f"Minister leaves\nBy Jane Doe\nFebruary 12, 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12, 2025 (AP) — {BODY}", date(2025, 2, 12)),
        (f"Brussels, Belgium, 12 February 2025 (AP) – {BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12, 2025 – {BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12 (AP) — {BODY}", None),
        (f"On Monday, 12 February 2025 – the last day – she left. {BODY}", None),
        (f"Published 12 February 2025 in a journal, the study is new. {BODY}", None),
        (f"The palace in Kyiv, Ukraine, Feb. 12, 2025. (Agency Photo)\n\n{BODY}", None),
        (f"On February 12, 2025, the minister left. {BODY}", None),
        (f"{BODY}\n\nOn 12 February 2025 – a Wednesday – she left.", None),
        (f"Published: 31 February 2025\n\n{BODY}", None),
        (f"Published: 12 February 2025\nPosted: 13 February 2025\n\n{BODY}", None),
        (f"Updated: 12 February 2025\n\n{BODY}", None),
    ],
)
def test_a_day_counts_when_it_is_certain(read: Read, text: str, day: date | None) -> None:
    """A line that says when it was published, or a dateline with a year; never a date in passing."""
    assert read(text).published == day
