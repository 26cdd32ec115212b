"""Names and offices of a draft beside those of the articles."""

from __future__ import annotations

import pytest

from bot.checking.speaker_names import other_name, other_office


@pytest.mark.parametrize(
    ("mine", "theirs", "other"),
    [
        ("Micheal McFaul", ["Michael McFaul"], "Michael McFaul"),
        ("McFall", ["Michael McFaul"], "Michael McFaul"),
        ("Senator Michelle McFaul", ["Michael McFaul"], "Michael McFaul"),
        ("Pete Hegset", ["Pete Hegseth"], "Pete Hegseth"),
        ("Zelensky", ["Volodymyr Zelenskyy"], "Volodymyr Zelenskyy"),
        ("Zelensky", ["Volodymyr Zelenskyy", "Zelensky"], None),
        ("Peter Hegseth", ["Pete Hegseth"], None),
        ("President Michael A. McFaul", ["Michael McFaul"], None),
        ("Ursula van der Leyen", ["Ursula von der Leyen"], "Ursula von der Leyen"),
        ("der Leyen", ["Ursula von der Leyen"], None),
        ("Jose Ramos", ["José Ramos"], None),
        ("Pat O’Brien", ["Pat O'Brien"], None),
        ("Juan Carlos Ruiz", ["Juan Ruiz"], None),
        ("Defense Ministry", ["Ministry of Defence"], None),
        ("the harbour master", ["Mara Lindqvist"], None),
        ("", ["Mara Lindqvist"], None),
        ("Mara Lindqvist", [], None),
    ],
)
def test_a_name_that_the_articles_have_otherwise(mine: str, theirs: list[str], other: str | None) -> None:
    assert other_name(mine, theirs) == other


SECRETARY = "Pete Hegseth, the American defense secretary"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Defence Minister Pete Hegseth", SECRETARY),
        ("Foreign Secretary Hegseth", SECRETARY),
        ("Pete Hegseth, the defence minister", SECRETARY),
        ("President Vance", "Vice President JD Vance"),
        ("Vice President Trump", "President Donald Trump"),
        ("President Orban", "Viktor Orban, prime minister of Hungary"),
        ("Sen. McFaul", "Michael McFaul, who was Barack Obama's ambassador in Moscow"),
    ],
)
def test_an_office_that_the_articles_do_not_give(mine: str, theirs: str) -> None:
    assert other_office([mine], [theirs]) == (mine, theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Defence Secretary Pete Hegseth", SECRETARY),
        ("Secretary Hegseth", SECRETARY),
        ("US Secretary of Defense Pete Hegseth", SECRETARY),
        ("Pete Hegseth, the Pentagon chief", SECRETARY),
        ("Mr. Hegseth", SECRETARY),
        ("Pete Hegseth, an aide to President Trump", SECRETARY),
        ("President Trump's man Pete Hegseth", SECRETARY),
        ("Sen. Warren", "Senator Elizabeth Warren"),
        ("spokeswoman Ada Holm", "spokesperson Ada Holm"),
        ("Justice Minister Kim", "Minister of Justice Kim"),
        ("Mayor Ada Holm", "Ada Holm, who sells boats"),
    ],
)
def test_an_office_in_other_words_is_the_same(mine: str, theirs: str) -> None:
    assert other_office([mine], [theirs]) is None


def test_an_article_that_gives_the_office_is_enough() -> None:
    assert other_office(["Mayor Ada Holm"], ["Senator Ada Holm", "Ada Holm, mayor of Northport"]) is None
