"""How many: what a sentence counts, and articles that count differently."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers.how_many import counted
from retrieval.model import Article, Passage
from retrieval.search.selector import Ranked


def ranked(*texts: str) -> list[Ranked[Passage]]:
    """Each text as an article of one passage, the first one the best."""
    found = []
    for number, text in enumerate(texts):
        article = Article(title=f"T{number}", text=text, published=date(2025, 2, 1 + number))
        passage = Passage(article_id=article.id, start=0, end=len(text), text=text, paragraph=1)
        found.append(Ranked(passage, article, 1.0, 1.0, 0.5, number))
    return found


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("how many boats sank?", "The storm sank four boats.", 4),
        ("How many boats sank?", "It took four of the harbour's boats.", 4),
        ("how many boats", "Some 1,250 boats were counted.", 1250),
        ("how many boats", "About 2.5 million boats are registered.", 2_500_000),
        ("how many boats", "No boats were lost.", 0),
        ("how many people died", "At least one person is dead.", 1),
        ("how many were killed in the storm", "The storm killed many; the toll rose to twelve dead.", 12),
        ("how many people were hurt", "Two more were injured.", 2),
        ("how many people were killed", "The storm killed at least 49 people.", 49),
        ("how many people died", "The toll rose to 49 on Friday.", 49),
        ("how many people were killed", "It was killed 2 hours later.", None),
        ("how many hot dogs did he eat", "He ate 63 hot dogs and buns in 10 minutes.", 63),
        ("how many cases are there", "There are 65 confirmed or probable monkeypox cases.", 65),
        ("how many emails did she delete", "At one time managed by Holm, her private email server failed.", None),
        ("how many emails did she delete", "She has 50 email addresses.", None),
        ("how many emails did she delete", "She deleted 31,000 additional emails.", 31_000),
        ("how many states did he win", "In two months he saw that the states were lost.", None),
        ("how many members has the assembly", "The 193-member assembly met.", 193),
        ("how many boats", "Four men waited. Boats came.", None),
        ("how many boats", "In 2019, boats were few.", None),
        ("how many boats", "The $40 boats are cheap.", None),
        ("how many boats", "A 12-year-old watched the boats.", None),
        ("how many boats", "At 10.30 the boats left.", None),
        ("where are the boats", "Four boats are here.", None),
        ("how many people are there", "Four boats are here.", None),
    ],
)
def test_a_number_counts_what_stands_behind_it(question: str, text: str, value: float | None) -> None:
    """In its clause, few words away; years, prices, ages and times count nothing."""
    found = counted(question, ranked(text))
    assert [each.value for each in found] == ([] if value is None else [value])


def test_the_first_count_of_each_article() -> None:
    """Best article first, with the sentence that holds it."""
    found = counted("how many boats", ranked("Rain fell. Four boats sank. Five boats came.", "Six boats sank."))
    assert [(each.value, each.article.text[each.start : each.end]) for each in found] == [
        (4, "Four boats sank."),
        (6, "Six boats sank."),
    ]


@given(st.text(max_size=80), st.text(min_size=1, max_size=200))
def test_any_text_counts_something_or_nothing(question: str, text: str) -> None:
    """Where it says, and no text breaks it."""
    for each in counted("how many " + question, ranked(text)):
        assert 0 <= each.start < each.end <= len(text)
