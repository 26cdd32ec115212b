"""The chat in a person's own language; the articles' words stay in theirs."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.rooms import Room, Talk


def says(language: str) -> dict[str, object]:
    """What Telegram tells of a person's client."""
    return {"from": {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": language}}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "nur Text"),
        ("es", "Solo puedo"),
        ("fr-ca", "que du texte"),
        ("pt-br", "Só consigo"),
        ("ru", "только текст"),
    ],
)
def test_the_bot_answers_in_the_persons_language(talk: Talk, language: str, expected: str) -> None:
    """Each message says which; the next person's is theirs, and an answer's words are the article's."""
    sticker = {"dice": {"emoji": "🎲", "value": 3}}
    assert expected in talk.ask(None, **sticker, **says(language)).text
    assert "I can only read text" in talk.ask(None, **sticker, **says("ja")).text
    assert "I can only read text" in talk.ask(None, **sticker).text
    answer = talk.ask("what did Brandt say", **says(language))
    assert "“We have tried everything < 3 > and it & we failed,”" in answer.text


@pytest.mark.parametrize("language", ["x" * 5000, "../de", "de_DE", "\u202e"])
def test_a_language_that_is_none_is_english(talk: Talk, language: str) -> None:
    assert "don't know that command" in talk.ask("/frobnicate", **says(language)).text


def test_buttons_and_menus_are_in_the_language_too(room: Room) -> None:
    """What a reply to the bot's own words answers is told in any language."""
    ukrainian = {"from": {"id": room.person, "is_bot": False, "first_name": "Ada", "language_code": "uk"}}
    answer = room.ask("What did McFaul say?", **ukrainian)
    assert any("Джерела" in each["text"] for each in answer.buttons)
    assert room.ask("/settings", **ukrainian).text.startswith("Ваші налаштування")
    prompt = room.ask("/who", **ukrainian)
    mine = {"message_id": prompt.id, "date": 1, "chat": {"id": room.chat, "type": "private"}, "text": prompt.text}
    me = {"from": {"id": 424242, "is_bot": True, "first_name": "Verbatim"}}
    assert "McFaul, as introduced" in room.ask("McFaul", reply_to_message=mine | me, **ukrainian).text


def test_a_question_in_another_language_is_refused_in_it(room: Room) -> None:
    german = {"from": {"id": room.person, "is_bot": False, "first_name": "Ada", "language_code": "de"}}
    assert "nur Fragen auf Englisch" in room.ask("Was hat der Kanzler gestern über die Rente gesagt?", **german).text
