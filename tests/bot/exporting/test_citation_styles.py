"""Entries of a list of works cited."""

from __future__ import annotations

from datetime import date

import pytest

from bot.exporting.citation_styles import apa, chicago, csl, mla
from retrieval.model import Article

URL = "https://harbour.example/ice"
ICE = Article(
    title="“Thin” ice holds",
    text="Ice lies in the sound.",
    publisher="Harbour News",
    author="By Mary Ann Holm and Jean-Luc van Dyke",
    published=date(2025, 9, 2),
    url=URL,
)


def test_an_article_with_everything() -> None:
    """Names turned around, the day as each style writes it, marks in a title made single."""
    assert mla(ICE) == (
        f"Holm, Mary Ann, and Jean-Luc van Dyke. “‘Thin’ ice holds.” Harbour News, 2 Sept. 2025, {URL}."
    )
    assert apa(ICE) == f"Holm, M. A., & van Dyke, J.-L. (2025, September 2). “Thin” ice holds. Harbour News. {URL}"
    assert chicago(ICE) == (
        f"Holm, Mary Ann, and Jean-Luc van Dyke. “‘Thin’ ice holds.” Harbour News, September 2, 2025. {URL}"
    )


def test_an_article_with_a_title_alone() -> None:
    """What isn't known is left out, and a missing day is told where the style asks for it."""
    bare = Article(title="Who pays?", text="Nobody.")
    assert mla(bare) == "“Who pays?”"
    assert apa(bare) == "Who pays? (n.d.)."
    assert chicago(bare) == "“Who pays?” n.d."
    assert csl(bare) == {"id": bare.id, "type": "article-newspaper", "title": "Who pays?"}


@pytest.mark.parametrize(
    ("author", "cited"),
    [
        ("Reuters", "Reuters."),
        ("The Associated Press", "The Associated Press."),
        ("Harbour News", "Harbour News."),
        ("Department of Health and Human Services", "Department of Health and Human Services."),
        ("Mary Holm, Reuters", "Mary Holm, Reuters."),
        ("Holm, Mary", "Holm, Mary."),
        ("J. K. Holm", "Holm, J. K."),
        ("Martin Luther King Jr.", "Martin Luther King Jr."),
        ("Mary Holm, Peter Brandt & Anna Roe", "Holm, Mary, Peter Brandt, and Anna Roe."),
        ("Mary Holm, Peter Brandt, and Anna Roe", "Holm, Mary, Peter Brandt, and Anna Roe."),
        ("  \n ", "Harbour News."),
    ],
)
def test_only_names_that_are_certain_are_turned_around(author: str, cited: str) -> None:
    """An agency, an office, a byline that holds more than names stands as it is written."""
    assert chicago(ICE.model_copy(update={"author": author})).partition(" “")[0] == cited


def test_three_authors_in_mla_are_et_al() -> None:
    article = ICE.model_copy(update={"author": "Mary Holm, Peter Brandt and Anna Roe"})
    assert mla(article).startswith("Holm, Mary, et al. “")


def test_csl_has_names_and_day_in_parts() -> None:
    """As Zotero imports them; a name that isn't certain is a literal."""
    assert csl(ICE)["author"] == [
        {"family": "Holm", "given": "Mary Ann"},
        {"family": "van Dyke", "given": "Jean-Luc"},
    ]
    assert csl(ICE)["issued"] == {"date-parts": [[2025, 9, 2]]}
    assert csl(ICE.model_copy(update={"author": "Reuters"}))["author"] == [{"literal": "Reuters"}]
