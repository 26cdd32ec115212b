"""Who may ask, as people in the chat see it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.state.admissions import Admissions, Standing
from bot.state.database import State
from bot.telegram_chat.handlers.access import Access
from retrieval.errors import SettingsError
from tests.bot.telegram_chat.conftest import ChatProcess, chat_process
from tests.fakes.telegram_records import Fault, Sent
from tests.fakes.telegram_server import BOT, TelegramServer

ADMIN, OTHER_ADMIN, LISTED_GROUP, LISTED_PERSON = 11, 12, -77, 13

_people = itertools.count(2000)


@pytest.fixture(scope="module")
def bot(shared_server: TelegramServer) -> Iterator[ChatProcess]:
    """One that strangers need to be let in to, by either of two admins; three questions a minute."""
    settings = {
        "TELEGRAM_ACCESS": "approval",
        "TELEGRAM_ADMINS": f"{ADMIN}, {OTHER_ADMIN}",
        "TELEGRAM_ALLOWED": f"{LISTED_GROUP}, {LISTED_PERSON}, -79, -80",
        "QUESTIONS_PER_MINUTE": "3",
    }
    with chat_process(shared_server, **settings) as running:
        for admin in (ADMIN, OTHER_ADMIN):
            shared_server.say("/start", chat=admin, person=admin)
            shared_server.wait_for_messages(1, admin)
        yield running
        assert running.stop() == 0, running.output


@pytest.fixture
def server(shared_server: TelegramServer, bot: ChatProcess) -> TelegramServer:
    return shared_server


@pytest.fixture
def stranger() -> int:
    return next(_people)


def said(server: TelegramServer, person: int, text: str) -> str:
    """The answer to what a person writes to the bot."""
    before = len(server.messages(person))
    server.say(text, chat=person, person=person)
    return server.wait_for_messages(before + 1, person)[before].text


def reply_to(server: TelegramServer, method: str, **query: str) -> dict[str, Any]:
    """What the bot answers to a press or an inline query."""
    found = lambda: [call.fields for call in server.calls(method) if query.items() <= call.fields.items()]  # noqa: E731
    server.wait(lambda: bool(found()))
    return found()[0]


def asked(server: TelegramServer, stranger: int, admin: int = ADMIN) -> Sent:
    """What an admin is asked about a stranger."""

    def found(of: int) -> list[Sent]:
        return [each for each in server.messages(of) if f"id {stranger}" in each.text]

    server.wait(lambda: bool(found(ADMIN) and found(OTHER_ADMIN)))
    return found(admin)[0]


def test_a_stranger_is_let_in_with_one_tap(server: TelegramServer, stranger: int) -> None:
    """Every admin is asked once, the stranger is told, and told again when they may ask, with the answers."""
    assert "asked the admins" in said(server, stranger, "what did Brandt say")
    assert "still waiting" in said(server, stranger, "and what did the council say?")
    question = asked(server, stranger)
    assert asked(server, stranger, OTHER_ADMIN).text == question.text
    assert question.text.startswith("Ada (id")
    assert question.text.endswith("\n» what did Brandt say")
    assert [button["text"] for button in question.buttons] == ["Allow", "Deny"]
    server.press(question, question.buttons[0]["callback_data"], person=ADMIN)
    told, first, second = server.wait_for_messages(5, stranger)[2:]
    assert "You may ask me now" in told.text
    assert "(what did Brandt say)" in first.text
    assert "(and what did the council say?)" in second.text
    assert "Ilse Brandt" in said(server, stranger, "what did Brandt say")
    assert len(server.messages(stranger)) == 6


def test_a_request_is_decided_once_for_all_admins(server: TelegramServer, stranger: int) -> None:
    """Every card says so; the second admin's press on one that was still open changes nothing."""
    said(server, stranger, "hello")
    question, others = asked(server, stranger), asked(server, stranger, OTHER_ADMIN)
    server.press(question, question.buttons[1]["callback_data"], person=ADMIN)
    for admin in (ADMIN, OTHER_ADMIN):
        server.wait(lambda admin=admin: "Denied by Ada (id 11)" in asked(server, stranger, admin).text)
        assert asked(server, stranger, admin).buttons == []
    data = others.buttons[0]["callback_data"]
    late = server.press(asked(server, stranger, OTHER_ADMIN), data, person=OTHER_ADMIN)
    assert reply_to(server, "answerCallbackQuery", callback_query_id=late)["text"] == "Denied"
    assert "invited people only" in said(server, stranger, "hello?")


def test_a_request_that_is_gone_can_be_decided_no_more(server: TelegramServer, stranger: int) -> None:
    """Nobody gets in by a button that is left."""
    query = server.press(server.messages(ADMIN)[0], f"access:allowed:{stranger}", person=ADMIN)
    assert "isn't there" in reply_to(server, "answerCallbackQuery", callback_query_id=query)["text"]
    assert "asked the admins" in said(server, stranger, "hello?")


def test_a_stranger_who_is_denied_hears_it_once(server: TelegramServer, stranger: int) -> None:
    """And no admin is asked again."""
    said(server, stranger, "hello")
    question = asked(server, stranger)
    server.press(question, question.buttons[1]["callback_data"], person=ADMIN)
    server.wait(lambda: "Denied by" in asked(server, stranger).text)
    assert "invited people only" in said(server, stranger, "hello?")
    server.say("hello??", chat=stranger, person=stranger)
    assert "Ilse" in said(server, ADMIN, "what did Brandt say")  # behind it
    assert len(server.messages(stranger)) == 2


def test_a_denial_outlives_that_everything_is_forgotten(server: TelegramServer, stranger: int) -> None:
    """Who was let in and asks to be forgotten is a stranger again; who is kept out can't ask for that."""
    said(server, stranger, "hello")
    server.press(asked(server, stranger), f"access:allowed:{stranger}", person=ADMIN)
    server.wait_for_messages(3, stranger)
    server.say("/forget_me", chat=stranger, person=stranger)
    menu = server.wait_for_messages(4, stranger)[3]
    offered = menu.text
    server.press(menu, "forget", person=stranger)
    server.wait(lambda: any(each.id == menu.id and each.text != offered for each in server.messages(stranger)))
    assert "asked the admins" in said(server, stranger, "hello again")
    card = [each for each in server.messages(ADMIN) if f"id {stranger}" in each.text][-1]
    server.press(card, f"access:denied:{stranger}", person=ADMIN)
    server.wait(lambda: any("Denied by" in each.text for each in server.messages(ADMIN) if each.id == card.id))
    forged = server.press(menu, "forget", person=stranger)
    assert "invited people only" in said(server, stranger, "/forget_me")
    assert not [each for each in server.calls("answerCallbackQuery") if each.fields["callback_query_id"] == forged]


def test_only_admins_decide(server: TelegramServer, stranger: int) -> None:
    """A press by anybody else, and one that no button of ours sends, changes nothing."""
    said(server, stranger, "hello")
    question = asked(server, stranger)
    data = question.buttons[0]["callback_data"]
    for who, pressed in [(stranger, data), (ADMIN, f"access:owner:{stranger}"), (ADMIN, data + "0" * 30)]:
        server.press(question, pressed, person=who)
    assert "still waiting" in said(server, stranger, "hello?")


def test_a_strangers_name_is_shown_as_text(server: TelegramServer, stranger: int) -> None:
    """It is theirs to choose: markup and line ends in it do nothing."""
    sender = {
        "id": stranger,
        "is_bot": False,
        "first_name": "<b>You</b> &\nAdmin",
        "last_name": "\u202eallow",
        "username": "x_y",
    }
    server.say("hello", chat=stranger, person=stranger, **{"from": sender})
    question = asked(server, stranger)
    assert question.text == (
        f"\u2068<b>You</b> & Admin \u202eallow\u2069 (@x_y, id {stranger}) wants to ask me questions.\n» hello"
    )
    assert question.parsed.entities == []


def test_admins_who_cannot_be_reached_are_asked_at_the_next_message(server: TelegramServer, stranger: int) -> None:
    """A request that nobody saw isn't one."""
    for admin in (ADMIN, OTHER_ADMIN):
        server.fail(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=admin))
    assert "waiting" in said(server, stranger, "hello")
    assert "asked the admins" in said(server, stranger, "hello?")
    asked(server, stranger)


def test_a_group_on_the_list_may_ask_and_another_is_left_alone(server: TelegramServer, stranger: int) -> None:
    """In a group nobody is told off in front of the others; nor where the bot is a guest.

    The chat of two people has the id of one of them: that one may ask there, the other may not.
    """
    text = f"@{BOT['username']} what did Brandt say"
    kinds = {-78: "supergroup", LISTED_PERSON: "private", LISTED_GROUP: "supergroup"}
    guest = {chat: server.summon(text, chat=chat, kind=kind, person=stranger) for chat, kind in kinds.items()}
    reply_to(server, "answerGuestQuery", guest_query_id=guest[LISTED_GROUP])
    for group in (-78, LISTED_GROUP):
        server.say(text, chat=group, kind="group", person=stranger)
    server.wait_for_messages(1, LISTED_GROUP)
    assert server.messages(-78) == server.messages(stranger) == []
    answered = {call.fields["guest_query_id"] for call in server.calls("answerGuestQuery")}
    assert not answered & {guest[-78], guest[LISTED_PERSON]}


@pytest.mark.parametrize("command", ["/help", "/settings", ""])
def test_what_a_guest_is_asked_counts(server: TelegramServer, stranger: int, command: str) -> None:
    """Also behind a word that is a command elsewhere, since a guest has none."""
    text = f"{command} @{BOT['username']} what did Brandt say"
    queries = [server.summon(text, chat=LISTED_GROUP, person=who) for who in (*[stranger] * 4, ADMIN)]
    reply_to(server, "answerGuestQuery", guest_query_id=queries[4])
    answered = {call.fields["guest_query_id"] for call in server.calls("answerGuestQuery")}
    assert [each in answered for each in queries] == [True, True, True, False, True]


def test_who_asks_too_much_is_told_when_to_ask_again(server: TelegramServer, stranger: int) -> None:
    """Once, not at each question; admins may ask as they like; what is no question doesn't count."""
    group = {"chat": LISTED_GROUP, "kind": "group", "person": stranger}
    before = len(server.messages(LISTED_GROUP))
    for _ in range(3):
        server.say("/help", **group)
        server.say("just talking", **group)
    for _ in range(5):
        server.say(f"@{BOT['username']} what did Brandt say", **group)
    server.say(f"@{BOT['username']} what did Brandt say", chat=LISTED_GROUP, kind="group", person=ADMIN)
    texts = [each.text for each in server.wait_for_messages(before + 8, LISTED_GROUP)[before + 3 :]]
    assert ["Ilse" in text for text in texts] == [True, True, True, False, True]
    assert "3 questions a minute" in texts[3]


def test_shared_questions_and_presses_count(server: TelegramServer, stranger: int) -> None:
    """Whatever has the core work is a question."""
    group = {"chat": LISTED_GROUP, "kind": "group", "person": stranger}
    before = len(server.messages(LISTED_GROUP))
    server.say(f"@{BOT['username']} what did Brandt say", **group)
    answer = server.wait_for_messages(before + 1, LISTED_GROUP)[before]
    for _ in range(2):
        server.say("/start q_nothing", **group)
    server.wait_for_messages(before + 3, LISTED_GROUP)
    query = server.press(answer, "more", person=stranger)
    told = reply_to(server, "answerCallbackQuery", callback_query_id=query)
    assert "3 questions a minute" in str(told["text"])


def test_inline_queries_have_an_end_too(server: TelegramServer, stranger: int) -> None:
    """Ten letters count as a question; what is too much gets an empty list, not silence."""
    said(server, stranger, "hello")
    server.press(asked(server, stranger), f"access:allowed:{stranger}", person=ADMIN)
    server.wait_for_messages(3, stranger)
    for number in range(31):
        query = server.ask_inline(f"Brandt {number}", person=stranger)
    told = reply_to(server, "answerInlineQuery", inline_query_id=query)
    assert (told["results"], told["is_personal"]) == ([], True)


@pytest.mark.parametrize("told", [True, False])
def test_a_group_that_becomes_a_supergroup_may_go_on_asking(server: TelegramServer, stranger: int, told: bool) -> None:
    """Under its new id, which no setting names, also where only a refusal tells of it; its answers go there."""
    group = -79 if told else -80
    new = group - 1_000_000
    asked = f"@{BOT['username']} slow 0.3"
    server.say(asked, chat=group, kind="group", person=stranger)
    server.wait_for_messages(1, group)
    server.say(asked, chat=group, kind="group", person=stranger)
    server.migrate(group, new, told=told)
    server.wait_for_messages(1, new)
    server.say(f"@{BOT['username']} whole thing", chat=new, kind="supergroup", person=stranger)
    assert "whole thing" in server.wait_for_messages(2, new)[1].text
    query = server.press(server.messages(new)[0], "good", person=stranger)
    assert reply_to(server, "answerCallbackQuery", callback_query_id=query)["text"] == "Thanks, noted."


@pytest.mark.parametrize(
    ("kind", "standing", "admitted"),
    [
        ("open", None, True),
        ("open", Standing.DENIED, False),
        ("list", None, False),
        ("list", Standing.ALLOWED, True),
        ("list", Standing.ASKED, False),
        ("approval", Standing.ASKED, False),
        ("approval", Standing.ALLOWED, True),
    ],
)
def test_who_is_admitted(kind: str, standing: Standing | None, admitted: bool, tmp_path: Path) -> None:
    """By the setting and by what an admin decided; admins, and who is on the list, always."""
    state = State.open(None, tmp_path / "state.sqlite", 1)
    settings = Settings(telegram_access=kind, telegram_admins="11", telegram_allowed="12 -77")
    admissions = Admissions(state)
    access = Access(settings, admissions)
    if standing is Standing.ASKED:
        admissions.ask(7, "Ada")
    elif standing is not None:
        admissions.decide(7, standing, by=11)
    assert access.admits(7) is admitted
    assert all((access.admits(11), access.admits(12), access.admits(7, -77) or standing is Standing.DENIED))
    state.close()


def test_approval_needs_somebody_who_approves(tmp_path: Path) -> None:
    """The line names the setting."""
    state = State.open(None, tmp_path / "state.sqlite", 1)
    with pytest.raises(SettingsError, match="TELEGRAM_ADMINS"):
        Access(Settings(telegram_access="approval"), Admissions(state))
    state.close()
