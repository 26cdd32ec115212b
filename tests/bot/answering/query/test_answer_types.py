"""What kind of thing answers a question, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.query.answer_types import marked


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("how much does it cost", "It costs $1,250 million, they say.", ["$1,250 million"]),
        ("what share voted", "Some 62.5% voted.", ["62.5%"]),
        ("how many came", "Twenty-two came, two or three hundred said.", ["Twenty-two", "two", "three hundred"]),
        ("how much of the ice is gone", "About one fifth of it.", ["one fifth"]),
        ("how many were hurt when it struck", "Three were hurt on Monday.", ["Three"]),
        ("when it struck, how many were hurt", "Three were hurt on Monday.", ["Three"]),
        ("when was it", "It was on 12 February 2025, a Wednesday.", ["12 February 2025", "Wednesday"]),
        ("when was it", "They met last Monday and on March 3.", ["last Monday", "March 3"]),
        ("when was it", "It may end in May, as they march on.", ["May"]),
        ("why did he go", "He went because the ice was thin, and slept.", ["because the ice was thin"]),
        ("where did Holm go", "In May, Holm went to the Isle of Sund.", ["Isle of Sund"]),
        ("when is it", "It will come later this summer.", ["this summer"]),
        ("what did he do", "He sold 4 boats in May.", []),
        ("when did the 2024 storm come", "The 2024 storm came at night.", []),
    ],
)
def test_what_was_asked_for_is_marked(question: str, text: str, found: list[str]) -> None:
    """Not what the question names itself."""
    assert [text[start:end] for start, end in marked(question, text, 0, len(text))] == found


@given(st.sampled_from(["how many", "when", "why", "who", "what"]), st.text(max_size=200), st.integers(0, 50))
def test_marks_lie_inside(question: str, text: str, start: int) -> None:
    """In the span, in order, none empty."""
    at = min(start, len(text))
    for first, last in marked(question, text, at, len(text)):
        assert at <= first < last <= len(text)
        at = last
