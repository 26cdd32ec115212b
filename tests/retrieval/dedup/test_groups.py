"""Which articles are one group, and which sentence of one repeats another's words."""

from __future__ import annotations

from retrieval.dedup.groups import fives, grouped, plain, same_words
from retrieval.model import Article


def test_a_copy_of_a_copy_is_of_the_group() -> None:
    """Whichever of the two names the other."""
    groups = sorted(map(sorted, grouped({1: [2], 3: [2], 5: [6]})))
    assert groups == [[1, 2, 3], [5, 6]]
    assert list(grouped({})) == []


def test_the_sentence_with_the_same_words() -> None:
    """Case, marks and white space don't count; other words do."""
    article = Article(title="Ice", text="It froze. The  ferry stays, said Holm! Nobody came.")
    assert same_words(article, "“The ferry stays,” said Holm.") == (10, 38)
    assert same_words(article, "The ferry sails, said Holm.") is None


def test_words_as_they_are_compared() -> None:
    """Five in a row tell a text, and a shorter one has none."""
    assert plain("The Ferry, Łódź!") == "the ferry lodz"
    assert fives("a b c d e f") == {("a", "b", "c", "d", "e"), ("b", "c", "d", "e", "f")}
    assert fives("a b c d") == set()
