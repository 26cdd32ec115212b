"""What articles tell of a person, and when that makes two people of one name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.entities.namesakes import Particulars, Told, conflict, told_apart, traits_of
from retrieval.model import Article, Introduction


def traits(name: str, text: str, introduction: str | None = None) -> set[str]:
    article = Article(title="T", text=text, published=date(2020, 6, 1))
    told = []
    if introduction is not None:
        start = text.index(introduction)
        told = [
            Introduction(
                article_id=article.id, start=start, end=start + len(introduction), text=introduction, speaker=name
            )
        ]
    return set(traits_of(name, Particulars(article), told))


@pytest.mark.parametrize(
    ("introduction", "told"),
    [
        ("striker Jon Holm", {"is:sport:striker"}),
        ("Jon Holm, the MP for Sundby", {"is:politics:MP"}),
        ("Jon Holm, a lawyer for the striker", {"is:law:lawyer"}),
        ("the striker's lawyer Jon Holm", {"is:law:lawyer"}),
        ("Jon Holm, who was elected mayor", {"is:politics:mayor"}),
        ("Jon Holm, who met the mayor", set()),
        ("former striker Jon Holm, now a senator", {"was:sport:striker", "is:politics:senator"}),
        ("ex-striker Jon Holm", {"was:sport:striker"}),
        ("Jon Holm, a farmer and lawyer", {"is:crafts:farmer", "is:law:lawyer"}),
        ("Jon Holm, a friend", set()),
    ],
)
def test_an_introduction_tells_the_field(introduction: str, told: set[str]) -> None:
    """Of the one who is introduced, and not of whom they work for."""
    assert traits("Jon Holm", f"Here is {introduction}.", introduction) == told


def test_a_name_is_no_trade() -> None:
    """Jon Baker bakes nothing."""
    assert traits("Jon Baker", "Here is senator Jon Baker.", "senator Jon Baker") == {"is:politics:senator"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“It is late,” said Arden Oduya, 34, of Sundby.", {"born:1986"}),
        ("The 34-year-old fisherman Arden Oduya waited.", {"born:1986"}),
        ("Arden Oduya, 34, and Arden Oduya, 60, waited.", set()),
        ("Arden Oduya, 34,000 votes ahead, waited.", set()),
        ("Arden Oduya, 2, waited.", set()),
        ("Arden Oduya waited. Mrs. Oduya left.", {"sex:f"}),
        ("Arden Oduya waited. Mrs. Oduya and Mr. Oduya left.", set()),
        ("Arden Oduya waited. Dr. Oduya left.", set()),
    ],
)
def test_a_text_tells_age_and_address(text: str, told: set[str]) -> None:
    """Where it tells one of each."""
    assert traits("Arden Oduya", text) == told


def test_an_address_against_the_first_name_is_another_person_s() -> None:
    """ "Ms. Marsh" in an article on Donald Marsh is his daughter."""
    assert traits("Donald Marsh", "Donald Marsh waited. Ms. Marsh left.") == set()


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("is:politics:MP", "is:sport:striker", True),
        ("is:politics:MP", "is:politics:senator", False),
        ("is:law:lawyer", "is:politics:senator", False),
        ("is:religion:priest", "is:sport:boxer", True),
        ("is:medicine:surgeon was:sport:rower", "is:sport:rower", False),
        ("is:politics:MP", "", False),
        ("born:1950", "born:2001", True),
        ("born:1950", "born:1951", False),
        ("is:politics:MP born:1950", "is:politics:MP born:1980", True),
        ("is:politics:MP born:1950", "is:sport:striker born:1950", False),
        ("sex:m", "sex:f", True),
    ],
)
def test_what_contradicts_is_two_people(one: str, other: str, two: bool) -> None:
    """Fields that nobody combines without a word, years of birth, forms of address."""
    assert conflict([frozenset(one.split()), frozenset(other.split())]) is two
    assert conflict([frozenset(other.split()), frozenset(one.split())]) is two


def test_each_has_a_label_of_their_own() -> None:
    """Two strikers are told apart by their years of birth, and an article that tells nothing means neither."""
    told = [
        Told("a", frozenset({"is:sport:striker", "born:1950"}), frozenset()),
        Told("b", frozenset({"is:sport:striker", "born:1990"}), frozenset()),
        Told("c", frozenset({"is:law:judge"}), frozenset()),
        Told("d", frozenset(), frozenset()),
    ]
    apart = told_apart(told)
    assert apart is not None
    assert apart.by_article == {"a": "striker, born 1950", "b": "striker, born 1990", "c": "judge", "d": ""}


def test_shared_company_makes_one_of_two_fields() -> None:
    """A singer and a councillor who is named beside the same two people."""
    band = frozenset({"karl vester", "ida strand"})
    told = [
        Told("a", frozenset({"is:arts:singer"}), band),
        Told("b", frozenset({"is:crafts:baker"}), band),
        Told("c", frozenset({"is:sport:boxer"}), frozenset({"karl vester"})),
    ]
    apart = told_apart(told)
    assert apart is not None
    assert apart.by_article["a"] == apart.by_article["b"] != apart.by_article["c"]


_TOLD = "is:politics:MP is:sport:striker was:sport:striker is:arts:actor born:1950 born:1990 sex:m sex:f"
TRAITS = st.frozensets(st.sampled_from(_TOLD.split()), max_size=3)


@given(st.lists(TRAITS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(held: list[frozenset[str]], random: object) -> None:
    """Whatever they tell."""
    told = [Told(str(number), each, frozenset()) for number, each in enumerate(held)]
    shuffled = [*told]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told_apart(told) == told_apart(shuffled)
