"""Whose words a question asks for, and on what, is told in any phrasing."""

from __future__ import annotations

import pytest

from bot.answering.query.slot_tagger import slots


def found(text: str, *names: str) -> tuple[list[str], str]:
    """The speakers of a question, and its topic."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    speakers, topics = slots(text, spans)
    return [text[a:b] for a, b in speakers], " ".join(text[a:b] for a, b in topics)


@pytest.mark.parametrize(
    ("question", "name", "topic"),
    [
        ("Got anything Berg has said about the harbour dredging? All of it please.", "Berg", "harbour dredging"),
        ("what's Berg's line on the ferry subsidy", "Berg", "ferry subsidy"),
        ("where does Berg stand on the tram extension", "Berg", "tram extension"),
    ],
)
def test_both_are_found_in_any_phrasing(question: str, name: str, topic: str) -> None:
    """Without the words that ask."""
    assert found(question, name) == ([name], topic)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("need the harbour master's quote about the ferry strike", "harbour master"),
        ("anything from the widow on the ferry strike?", "widow"),
    ],
)
def test_a_speaker_may_be_described(question: str, speaker: str) -> None:
    """By an office, or by whose relative they are."""
    (who,), topic = found(question)
    assert speaker in who
    assert "ferry strike" in topic


@pytest.mark.parametrize("question", ["when did Berg buy the ferry", "who came out against the tram extension"])
def test_who_is_not_asked_for_words_is_no_speaker(question: str) -> None:
    """A fact is asked, or others' words."""
    assert found(question, *(["Berg"] if "Berg" in question else []))[0] == []


@pytest.mark.parametrize("text", ["", "?", "Who is quoted most?", "\ue000\ue000", "x " * 5_000])
def test_where_there_is_nothing_nothing_is_found(text: str) -> None:
    """Nothing is made up of the words that ask, nor of a text that is none."""
    speakers, topic = found(text)
    assert speakers == []
    assert len(topic) < 300
    assert found("Who is quoted most?") == ([], "")
