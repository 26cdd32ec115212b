"""Which articles at one address are versions of one, and which of the places of a text is shown."""

from __future__ import annotations

from datetime import date

from retrieval.dedup.provenance import by_name, is_version, shown
from retrieval.model import Appearance, Article, ParagraphKind, Review
from tests.retrieval.conftest import Open


def _article(text: str, title: str = "Ice", day: str | None = None, **told: str) -> Article:
    return Article.model_validate({"title": title, "text": text, "published": day, **told})


def test_a_section_is_no_article() -> None:
    """Articles that tell their section's page as their url stay apart; versions that share their words don't."""
    ice, fog = _article("The ferry froze in the northern sound."), _article("Fog closed two airports.", "Fog")
    again = _article("The ferry froze in the northern sound, and sails again.", "Sails")
    assert not is_version(ice, fog, "example.com/weather")
    assert is_version(ice, again, "example.com/weather")
    assert is_version(ice, fog, "example.com/weather/live-2025")


def test_the_earliest_place_is_shown() -> None:
    """The others follow in order of their days, those without one last; each name keeps what it tells."""
    told = {
        "c": Appearance(title="Undated"),
        "b": Appearance.model_validate({"title": "Copy", "published": "2025-02-02", "publisher": "B"}),
        "a": Appearance.model_validate({"title": "First", "published": "2025-02-01", "publisher": "A"}),
    }
    article, names = shown("The text.", told)
    assert (article.title, article.publisher, names) == ("First", "A", ("a", "b", "c"))
    assert [place.title for place in article.also] == ["Copy", "Undated"]
    assert by_name(article, names) == told


def test_all_that_a_reader_tells_of_an_article_is_kept(opened: Open) -> None:
    """Every field, also what it says of paragraphs whose form doesn't tell it."""
    told = Article(
        title="A hall",
        text="What of the hall?\n\nIt is sound.",
        publisher="Post",
        author="Ada Holm",
        published=date(2025, 3, 4),
        url="https://post.example/hall",
        path="hall.html",
        incomplete=True,
        reviews=(Review(claim="It is sound", rating="False"),),
        kinds=((19, ParagraphKind.QUOTE),),
    )
    assert not set(Article.model_fields) - set(told.model_fields_set) - {"also"}
    opened().add([told])
    assert [entry.article for entry in opened().record.entries()] == [told]
