"""The words that are a question's topic are told from those that ask."""

from __future__ import annotations

import pytest

from bot.answering.query.topic_tagger import topic_words


def topic(text: str, *names: str) -> str:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return " ".join(text[start:end] for start, end in topic_words(text, spans))


@pytest.mark.parametrize(
    ("question", "name", "found"),
    [
        ("Got anything Berg has said about the harbour dredging? All of it please.", "Berg", "harbour dredging"),
        ("what's Berg's line on the ferry subsidy", "Berg", "ferry subsidy"),
        ("who came out against the tram extension", "", "tram extension"),
    ],
)
def test_the_topic_is_found_in_any_phrasing(question: str, name: str, found: str) -> None:
    """Without the words that ask, and without the speaker."""
    assert topic(question, *([name] if name else [])) == found


@pytest.mark.parametrize("text", ["", "?", "Who is quoted most?", "\ue000\ue000", "x " * 5_000])
def test_where_there_is_no_topic_none_is_found(text: str) -> None:
    """Nothing is made up of the words that ask, nor of a text that is none."""
    assert len(topic(text)) < 300
    assert topic("Who is quoted most?") == ""
