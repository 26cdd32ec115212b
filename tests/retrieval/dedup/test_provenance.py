"""Which articles at one address are versions of one, and which of the places of a text is shown."""

from __future__ import annotations

from retrieval.dedup.provenance import by_name, is_version, shown
from retrieval.model import Appearance, Article


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
