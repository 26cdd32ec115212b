"""Dialogs over a page are no article, whatever they are called; news of cookies is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

SYSTEMS = Path(__file__).parents[1] / "pages" / "systems"
LABELS = [json.loads(line) for line in (SYSTEMS / "labels.jsonl").read_text("utf-8").splitlines()]
BESIDE = (
    "cookies",
    "partners",
    "newsletter",
    "inbox",
    "lorries that use the lane",
    "a leaked paper",
    "broke a finger",
    "I have lived here",
    "Typical. Nobody",
    "Good article, thank you",
    "Already a subscriber",
    "become a supporter",
    "left the building",
    "Thank you for visiting",
    "Storm damage put",
    "ferry may never",
    "supporting our journalism",
    "covers the coast",
    "Photograph:",
)
"""Words of what stands beside the article on one or another of these pages."""

CONSENT = "We and our partners store cookies on your device to show you advertisements. You can withdraw your consent."
NEWS = [
    "The regulator fined the company over cookies that were set before anybody had agreed, it said on Monday.",
    "Consent must be freely given, the court found; personal data may not be the price of a page.",
    "“The dialog was built to wear people down,” commissioner Ines Barra said of the cookies.",
]


def text_of(page: str) -> str:
    """The text of the one article in a page."""
    (found,) = found_in(page.encode(), "a.html")
    assert isinstance(found, Article), found
    return found.text


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["page"])
def test_pages_of_large_systems(label: dict[str, Any]) -> None:
    """Each paragraph of the article is there, and nothing of what the system draws beside it."""
    text = text_of((SYSTEMS / f"{label['page']}.html").read_text("utf-8"))
    plain = re.sub(r"\W+", "", text)
    assert [each for each in label["paras"] if re.sub(r"\W+", "", each) not in plain] == []
    assert [each for each in BESIDE if each in text] == []


def test_most_particulars_of_large_systems_are_right() -> None:
    """None is wrong; at most two of 39 are missing of each kind."""
    missing = dict.fromkeys(("title", "outlet", "author", "day"), 0)
    for label in LABELS:
        (article,) = found_in((SYSTEMS / f"{label['page']}.html").read_bytes(), "a.html")
        assert isinstance(article, Article)
        told = {"outlet": article.publisher, "author": article.author, "day": article.published, "title": article.title}
        for name, value in told.items():
            assert value is None or str(value) == label[name]
            missing[name] += value is None
    assert max(missing.values()) <= 2, missing


@pytest.mark.parametrize(
    "box", ["<div class='x1 y9'>{}</div>", "<section id='a7'><div>{}</div></section>", "<ul><li>{}</li></ul>"]
)
@pytest.mark.parametrize("place", ["before", "behind"])
def test_consent_in_boxes_without_a_telling_name(box: str, place: str) -> None:
    """A dialog of more words than the article is left out, above or below it."""
    dialog = box.format("".join(f"<p>{CONSENT}</p>" for _ in range(12)))
    article = "<div><h1>Regulator fines company</h1>" + "".join(f"<p>{each}</p>" for each in NEWS * 2) + "</div>"
    page = (dialog + article) if place == "before" else (article + dialog)
    text = text_of(f"<html><body>{page}</body></html>")
    assert "your device" not in text
    assert NEWS[2] in text


def test_news_of_cookies_is_no_dialog() -> None:
    """An article that tells of cookies and consent is one, also outside of the box with the heading."""
    paragraphs = "".join(f"<p>{each}</p>" for each in NEWS)
    text = text_of(f"<html><body><h1>Regulator fines company</h1><div class='c'>{paragraphs}</div></body></html>")
    assert all(each in text for each in NEWS)


@pytest.mark.parametrize("how", ["role='dialog'", "role='alertdialog'", "aria-modal='true'"])
def test_a_dialog_by_its_role(how: str) -> None:
    """What a page draws as a dialog is none of its article; one that holds the heading is the page."""
    offer = f"<div {how}><p>Three months for the price of one. Offer ends on Sunday at midnight.</p></div>"
    article = "<h1>Regulator fines company</h1>" + "".join(f"<p>{each}</p>" for each in NEWS)
    assert "Offer ends" not in text_of(f"<html><body>{offer}{article}</body></html>")
    assert NEWS[0] in text_of(f"<html><body><div {how}>{article}</div></body></html>")


def test_paragraphs_that_are_repeated_stand_once() -> None:
    """A page that holds its text twice, once run together, is one article."""
    text = text_of(
        f"<html><body><h1>A fine</h1><p>{' '.join(NEWS)}</p>{''.join(f'<p>{each}</p>' for each in NEWS)}</body></html>"
    )
    assert text == "\n\n".join(NEWS)


@pytest.mark.parametrize(
    "heading", ["Recommended for you", "Comments (12)", "3 responses", "Most read", "Enjoying this story?"]
)
def test_a_box_headed_as_beside_the_article(heading: str) -> None:
    """What stands under such a heading, in a box of its own, is left out; a section of the article stays."""
    box = f"<div class='q1'><h3>{heading}</h3><p>The goalkeeper will miss the final, his club said.</p></div>"
    first, *others = (f"<div class='q1'><p>{each}</p></div>" for each in NEWS)
    section = (
        "<div class='q1'><h3>More than a fine</h3><p>The company must also delete what it has collected.</p></div>"
    )
    text = text_of(
        f"<html><body><article><h1>A fine</h1>{first}{box}{section}{''.join(others)}</article></body></html>"
    )
    assert "goalkeeper" not in text
    assert "must also delete" in text
