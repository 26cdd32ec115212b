"""Commands: the questions that they put, and their descriptions."""

from __future__ import annotations

import ast

import pytest

from bot.telegram_chat.handlers.commands import PRIVATE_ONLY, QUESTION_COMMANDS
from prompts import replies
from prompts.languages import LANGUAGES
from tests.bot.telegram_chat.rooms import Room
from tests.conftest import CHECKOUT
from tests.fakes.telegram_server import BOT

HANDLERS = CHECKOUT / "bot" / "telegram_chat" / "handlers"


@pytest.mark.parametrize(
    ("command", "words", "question"),
    [
        ("ask", "Why is the ferry late?", "Why is the ferry late?"),
        ("ask", "", None),
        ("quote", "McFaul about gifts?", "What did McFaul say about gifts?"),
        ("quote", "McFaul on gifts from abroad", "What did McFaul say about gifts from abroad?"),
        ("quote", "McFaul.", "What did McFaul say?"),
        ("quote", "", None),
        ("who", "McFaul?", "Who is McFaul?"),
        ("speakers", "", "Who is quoted?"),
        ("speakers", "NATO", "Who is quoted on NATO?"),
        ("latest", "{words}", "What is the latest on {words}?"),
    ],
)
def test_a_command_puts_a_question(command: str, words: str, question: str | None) -> None:
    """With the words behind it; None where it needs some and has none."""
    assert QUESTION_COMMANDS[command].question(words) == question


def test_a_command_that_needs_words_says_which() -> None:
    """Where it puts no question without any."""
    assert all(each.needs for each in QUESTION_COMMANDS.values() if each.asks is None)


def test_each_command_that_is_listed_has_a_handler() -> None:
    """And each that has one is listed, but for the first that Telegram itself sends, and the other name of /cancel."""
    handled = {
        node.args[0].value
        for path in HANDLERS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "CommandHandler"
        if isinstance(node.args[0], ast.Constant)
    }
    listed = replies.COMMANDS.keys() | replies.ADMIN_COMMANDS.keys()
    assert handled | QUESTION_COMMANDS.keys() == listed | {"start", "stop"}
    assert listed >= PRIVATE_ONLY


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/quote mcfaul", "] Michael McFaul, on X:"),
        ("/quote McFaul about NATO", "NATO"),
        ("/who McFaul", "] Michael McFaul, as introduced:"),
        ("/speakers", "statements [1]"),
        ("/articles", "8 articles"),
        ("/latest", "[1]"),
        ("/ask what did McFaul say", "] Michael McFaul, on X:"),
    ],
)
def test_commands_put_questions(room: Room, command: str, expected: str) -> None:
    """Each answered with citations."""
    answer = room.ask(command)
    assert expected in answer.text
    assert answer.spans("expandable_blockquote")


def test_the_first_words_are_two_lines_and_three_questions(room: Room) -> None:
    greeted = room.ask("/start")
    assert len(greeted.text.splitlines()) == 2
    assert len(greeted.buttons) == 3
    asked = greeted.buttons[0]["text"]
    assert asked in room.pressed(greeted, asked).text


def test_help_tells_what_may_be_done_here(room: Room, group: Room) -> None:
    """An admin's commands to admins; in a group, how to ask there."""
    assert "/forget_me" in room.ask("/help").text
    assert "/ingest" not in room.ask("/help").text
    assert "@verbatim_fake_bot" in group.ask("/help@verbatim_fake_bot").text
    admin = Room(room.server)
    admin.chat = admin.person = 9001
    assert "/ingest – " in admin.ask("/help").text


def test_the_bot_says_what_it_is(room: Room) -> None:
    """In its profile, in each language, unless whoever runs it has said so."""
    room.ask("/help")
    told = {each.fields.get("language_code"): each.fields for each in room.server.calls("setMyDescription")}
    assert told[None] == {"description": replies.DESCRIPTION}
    assert told.keys() == {None, *LANGUAGES}
    assert "по-английски" in told["ru"]["description"]
    short = {each.fields.get("language_code"): each.fields for each in room.server.calls("setMyShortDescription")}
    assert short[None] == {"short_description": replies.SHORT_DESCRIPTION}
    assert short.keys() == {None, *LANGUAGES}


@pytest.mark.parametrize(
    ("command", "words", "expected"),
    [
        ("/quote", "McFaul about NATO", "NATO"),
        ("/who", "McFaul", "Michael McFaul, as introduced"),
        ("/ask", "What did McFaul say?", "Michael McFaul"),
        ("/follow", "Michael McFaul", "You follow Michael McFaul"),
        ("/check", "Brandt: “The harbour of Sund will be closed for good in May”", "not in my articles"),
    ],
)
@pytest.mark.parametrize("kind", ["private", "supergroup"])
def test_a_command_without_its_words_asks_for_them(
    room: Room, group: Room, kind: str, command: str, words: str, expected: str
) -> None:
    """And takes the reply, in groups too; another one's message in the bot's words does nothing."""
    here = room if kind == "private" else group
    prompt = here.ask(f"{command}@{BOT['username']}")
    assert prompt.fields["reply_markup"] == {"force_reply": True, "selective": True}
    replied = {"message_id": prompt.id, "date": 1, "chat": {"id": here.chat, "type": kind}, "text": prompt.text}
    somebody = {"id": 5, "is_bot": False, "first_name": "Bo"}
    if kind == "supergroup":
        here.say(words, reply_to_message=replied | {"from": somebody})
    assert expected in here.ask(words, reply_to_message=replied | {"from": BOT}).text
    if command == "/follow":
        here.ask(f"/unfollow@{BOT['username']} Michael McFaul")


def test_commands_are_listed_by_scope(room: Room) -> None:
    """Everybody's, a group's, and an admin's, each with a description."""
    listed = {
        (call.fields["scope"]["type"], call.fields["scope"].get("chat_id")): [
            each["command"] for each in call.fields["commands"]
        ]
        for call in room.server.calls("setMyCommands")
        if "language_code" not in call.fields
    }
    assert {("default", None), ("all_private_chats", None), ("all_group_chats", None), ("chat", 9001)} == set(listed)
    assert {"ask", "quote", "follow", "settings", "forget_me"} <= set(listed["all_private_chats", None])
    assert not {"settings", "forget_me", "stats"} & set(listed["all_group_chats", None])
    assert {"ask", "stats", "ingest", "remove", "allow", "deny"} <= set(listed["chat", 9001])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_is_in_the_persons_language(room: Room, language: str) -> None:
    """The same commands, described otherwise; admins' are in English."""
    calls = [each.fields for each in room.server.calls("setMyCommands")]
    english, theirs = (
        {each["scope"]["type"]: each["commands"] for each in calls if each.get("language_code") == code}
        for code in (None, language)
    )
    assert theirs.keys() == {"all_private_chats", "all_group_chats"}
    for scope, commands in theirs.items():
        assert [each["command"] for each in commands] == [each["command"] for each in english[scope]]
        assert not {each["description"] for each in commands} & {each["description"] for each in english[scope]}
