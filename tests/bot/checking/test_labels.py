"""Names beside a quotation, as posts, captions and slides have them."""

from __future__ import annotations

import pytest

from bot.checking.labels import labelled_speaker
from retrieval.lang.quotation_marks import quoted_spans


def speaker(text: str, *known: str) -> str | None:
    (quote,) = quoted_spans(text)
    return labelled_speaker(text, quote.start, quote.end, set(known).__contains__)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm: “The ice is very thin”",
        "Ada Holm:\n“The ice is very thin”",
        "**Ada Holm:** “The ice is very thin”",
        "> Ada Holm: “The ice is very thin”",
        "• Ada Holm (harbour master): “The ice is very thin”",
        "Ada Holm, the harbour master: “The ice is very thin”",
        "Monday’s news.\nAda Holm: “The ice is very thin”",
        "“The ice is very thin” — Ada Holm",
        "“The ice is very thin.”\n– Ada Holm, harbour master",
        "“The ice is very thin” - Ada Holm.\nMore text",
        '"The ice is very thin" -- Ada Holm',
    ],
)
def test_a_name_beside_a_quotation_is_its_speaker(text: str) -> None:
    assert speaker(text) == "Ada Holm"


@pytest.mark.parametrize("name", ["Ludwig van der Berg", "Jean-Luc O’Brien", "Éva Ó Sé", "Al Roe Jr."])
def test_names_of_many_forms(name: str) -> None:
    assert speaker(f"{name}: “The ice is very thin”") == name


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: “The ice is very thin”",
        "Read more: “The ice is very thin”",
        "Fact Check: “The ice is very thin”",
        "Holm: “The ice is very thin”",
        "she said this yesterday: “The ice is very thin”",
        "12:30: “The ice is very thin”",
        "“The ice is very thin” — and nobody asked",
        "“The ice is very thin” – Ada Holm said, and went home",
        "“The ice is very thin”",
    ],
)
def test_what_names_nobody(text: str) -> None:
    """Headings, and words of a sentence; a single word only where somebody is known by it."""
    assert speaker(text) is None


def test_a_single_name_that_is_known() -> None:
    assert speaker("Holm: “The ice is very thin”", "Holm") == "Holm"


def test_a_description_that_somebody_is_known_by() -> None:
    assert speaker("Harbour official: “The ice is very thin”", "Harbour official") == "Harbour official"
    assert speaker("“The ice is very thin” — the boy", "the boy") == "the boy"
    assert speaker("Harbour official: “The ice is very thin”") is None
