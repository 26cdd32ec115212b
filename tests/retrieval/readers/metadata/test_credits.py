"""Who published, who wrote, and when: what an article's own text certainly tells, and what it doesn't."""

from __future__ import annotations

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
