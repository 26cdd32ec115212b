"""How likely each one is whom "he said" may stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.attribution.coref.antecedent_odds import NOBODY, Antecedents
from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.parse import Parse
from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (  # who shrugs is told something, and answers
            "“We go on,” said Gert Marais. Steve Banda, known as the Professor, was not without humour. Told that a "
            "supporter had asked him to go home, he shrugged.\n\n“He spelled it rightly,” he said.",
            "Steve Banda",
        ),
        (  # somebody without a name
            "“I have a store,” said Marisol Quint, the clerk.\n\nOutside the hall, a man in a red jacket who did not "
            "want to give his name leaned on a broom.\n\n“I have more than thirty cousins,” he said.",
            "a man in a red jacket",
        ),
    ],
)
def test_the_likeliest_speaks(statements: Found, text: str, speaker: str) -> None:
    """Where the one who stands out by weights set by hand is another one, or nobody does."""
    assert [s.speaker for s in statements(text) if s.kind is Kind.DIRECT][-1] == speaker


def test_nobody_is_likely_where_nobody_was_named() -> None:
    """An article may begin with "he said"."""
    parse = Parse()
    columns = {"word": "He", "lower": "he", "tag": "PRP", "dep": "nsubj", "head": 0, "start": 0, "end": 2}
    for column, value in {**columns, "sentence": 0, "paragraph": 0, "quote": -1, "stand_in": False}.items():
        getattr(parse, column).append(value)
    parse.sentences.append((0, 1))
    assert Antecedents(parse, NameBook(parse), {}, {}).likely(0, "m", {}) == {NOBODY: 1.0}
