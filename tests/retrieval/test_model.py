"""The words of the product refuse to exist when they would break the promise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from retrieval.model import Answer, Article, Citation, Kind, Passage, Question, Statement, Status

ARTICLE = Article(title="A ferry is late", text="The ferry was late. “Ice,” said Mara Lindqvist.")
ICE = (ARTICLE.text.index("“Ice"), ARTICLE.text.index("“Ice") + len("“Ice,”"))


def citation(number: int = 1, **changes: object) -> Citation:
    values = {"number": number, "article": ARTICLE, "quote": "“Ice,”", "start": ICE[0], "end": ICE[1]}
    return Citation.model_validate({**values, "kind": Kind.DIRECT, **changes})


def test_an_article_is_known_by_its_text() -> None:
    """Where it was found, and what it is called there, don't change the id; the text does."""
    elsewhere = ARTICLE.model_copy(update={"title": "Late", "path": "/elsewhere.txt"})
    assert elsewhere.id == ARTICLE.id
    assert len(ARTICLE.id) == 16
    assert Article(title="A ferry is late", text=ARTICLE.text + " ").id != ARTICLE.id


@pytest.mark.parametrize("word", [ARTICLE, citation(), Question(text="who?", asked=date(2025, 2, 13))])
def test_the_words_are_frozen(word: Article | Citation | Question) -> None:
    """What was checked can't be changed afterwards."""
    with pytest.raises(ValidationError):
        word.text = "other"  # type: ignore[misc, union-attr]


@pytest.mark.parametrize("missing", [{"title": "", "text": "x"}, {"title": "x", "text": ""}, {"text": "x"}])
def test_an_article_has_a_title_and_a_text(missing: dict[str, str]) -> None:
    """Neither may be missing or empty."""
    with pytest.raises(ValidationError):
        Article.model_validate(missing)


@given(start=st.integers(-3, 60), end=st.integers(-3, 60))
def test_a_span_lies_inside_its_article(start: int, end: int) -> None:
    """Offsets from either side of the text, crossed, or equal, raise; all others give the text's own words."""
    if 0 <= start < end <= len(ARTICLE.text):
        assert ARTICLE.span(start, end) == ARTICLE.text[start:end]
    else:
        with pytest.raises(ValueError, match="not inside"):
            ARTICLE.span(start, end)


def test_a_passage_is_as_long_as_its_text() -> None:
    """A span whose text has another length can't be built."""
    with pytest.raises(ValidationError):
        Passage(article_id=ARTICLE.id, start=0, end=5, text="The ferry", paragraph=1)


def test_a_span_is_checked_against_its_article() -> None:
    """Right words at the wrong place, and another article, are found out."""
    right = Passage(article_id=ARTICLE.id, start=4, end=9, text="ferry", paragraph=1)
    right.check(ARTICLE)
    with pytest.raises(ValueError, match="other words"):
        right.model_copy(update={"start": 5, "end": 10}).check(ARTICLE)
    with pytest.raises(ValueError, match="checked against article"):
        right.check(Article(title="x", text="The ferry was early."))


def test_a_mention_is_checked_too() -> None:
    """The name must stand in the article where the statement says."""
    at = ARTICLE.text.index("Mara")
    said = Statement(
        article_id=ARTICLE.id,
        start=ICE[0],
        end=ICE[1],
        text="“Ice,”",
        kind=Kind.DIRECT,
        speaker="Mara Lindqvist",
        mention="Mara Lindqvist",
        mention_start=at,
    )
    said.check(ARTICLE)
    with pytest.raises(ValueError, match="mention"):
        said.model_copy(update={"mention_start": at - 1}).check(ARTICLE)


def test_a_passage_is_no_statement() -> None:
    """A statement is direct, partial or indirect."""
    with pytest.raises(ValidationError):
        Statement(article_id=ARTICLE.id, start=0, end=3, text="The", kind=Kind.PASSAGE)


@pytest.mark.parametrize("changes", [{"quote": "“ice,”"}, {"start": ICE[0] - 1}, {"article": None}, {"number": 0}])
def test_a_citation_quotes_its_article_to_the_letter(changes: dict[str, object]) -> None:
    """One code point off, one place off, or no article: no citation."""
    assert citation().quote == ARTICLE.text[slice(*ICE)]
    with pytest.raises(ValidationError):
        citation(**changes)


@pytest.mark.parametrize("numbers", [(2,), (1, 3), (2, 1), (1, 1)])
def test_citations_are_numbered_from_one(numbers: tuple[int, ...]) -> None:
    """No number is skipped, repeated or out of order."""
    with pytest.raises(ValidationError):
        Answer(
            question="?",
            status=Status.ANSWERED,
            text="…",
            citations=tuple(citation(number) for number in numbers),
        )


def test_an_answer_without_a_citation_is_no_answer() -> None:
    """A refusal needs none."""
    with pytest.raises(ValidationError):
        Answer(question="?", status=Status.ANSWERED, text="So it is.")
    assert Answer(question="?", status=Status.REFUSED, text="I found nothing.").citations == ()
