"""Alerts, with the real core on a small collection."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.answering.answerer import Answerer
from bot.errors import StateUnreachable
from bot.state.conversations import ShownAnswers, StoredTurns
from bot.state.database import State
from bot.state.follows import Following, Follows
from bot.state.preferences import Liked, Preferences
from bot.telegram_chat.handlers.alerts import MOST_AT_ONCE, MOST_REFUSALS, Alerts
from bot.telegram_chat.transport.rate_limiter import Outgoing
from prompts import replies
from retrieval.attribution import Analyst
from retrieval.library import Library
from retrieval.model import Article, Question
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer

NOON = datetime(2025, 2, 14, 12, 0, tzinfo=UTC)

OLD = "The bridge at Sund stays closed. “We have no money for it,” said Mara Holm, the mayor of Sund, on Monday."

NEW = "A ferry comes to Sund in May. “It will run every hour,” said Mara Holm, the mayor of Sund, on Tuesday."

TOPIC = "The harbour at Vik is too shallow. “Every ferry will need it deeper,” said Jon Brandt, a captain, on Friday."


def article(text: str, title: str = "Sund", day: int = 10) -> Article:
    return Article(title=title, text=text, publisher="The Sund Post", published=date(2025, 2, day))


class Town:
    """A collection, its followers, and the chats that they hear in."""

    def __init__(self, home: Path, server: TelegramServer) -> None:
        self.server = server
        self.library = Library(home / "collection", embedder=FakeEmbedder(), analyser=Analyst())
        self.state = State.open(None, home / "state.sqlite", 424242)
        self.answers = Answerer(self.library, strict=True)
        self.answers.keep_turns_in(StoredTurns(self.state))
        self.follows, self.preferences = Follows(self.state), Preferences(self.state)

    def follow(self, person: int, *followed: str) -> None:
        self.server.say("hello", chat=person, person=person)
        for each in followed:
            self.follows.add(Following(person, person, None, each))

    def run(self, do: Callable[[Alerts, ExtBot[None]], Awaitable[None]]) -> None:
        """One run of the bot's alerts."""

        async def running() -> None:
            outgoing = Outgoing()
            outgoing.moved = lambda old, new: asyncio.to_thread(self.state.move, old, new)
            bot = ExtBot(self.server.token, base_url=f"{self.server.url}/bot", rate_limiter=outgoing)
            async with bot:
                await do(Alerts(self.answers, self.state, self.follows, lambda person, chat: person != 13), bot)

        asyncio.run(running())

    def look_and_deliver(self, moment: datetime = NOON) -> None:
        async def do(alerts: Alerts, bot: ExtBot[None]) -> None:
            await alerts.look()
            await alerts.deliver(bot, moment)

        self.run(do)

    def heard(self, person: int) -> list[str]:
        return [each.text for each in self.server.messages(person)]


@pytest.fixture
def town(tmp_path: Path, server: TelegramServer) -> Iterator[Town]:
    """Where one article is known, and was looked at."""
    made = Town(tmp_path, server)
    made.library.add([article(OLD)])
    made.look_and_deliver()
    yield made
    made.state.close()


def test_a_follower_hears_of_a_new_statement_once(town: Town) -> None:
    """Cited, with its buttons; what was there before is no news, nor is it after a restart."""
    town.follow(1, "Mara Holm")
    town.look_and_deliver()
    assert town.heard(1) == []
    town.library.add([article(NEW, day=11)])
    for _ in range(3):
        town.look_and_deliver()
    [message] = town.server.messages(1)
    assert message.text.startswith(
        "🔔 New on what you follow: Mara Holm\n\n[1] Mara Holm:\n“It will run every hour,”\n"
    )
    assert message.spans("bold")[-1] == "“It will run every hour,”"
    assert any("Sources" in each["text"] for each in message.buttons)
    assert any(each["text"].startswith("✕ Unfollow ") for each in message.buttons)


def test_another_process_may_have_put_it_in(town: Town, tmp_path: Path) -> None:
    """The collection is what is looked at, not who writes to it."""
    town.follow(1, "holm")
    Library(tmp_path / "collection", embedder=FakeEmbedder(), analyser=Analyst()).add([article(NEW, day=11)])
    town.look_and_deliver()
    assert ["It will run every hour" in each for each in town.heard(1)] == [True]


def test_a_topic_is_followed_too(town: Town) -> None:
    """Whoever speaks on it; who follows another hears of nothing."""
    town.follow(1, "ferry")
    town.follow(2, "elections")
    town.library.add([article(TOPIC, "Vik", 12)])
    town.look_and_deliver()
    [text] = town.heard(1)
    assert "[1] Jon Brandt, 7 Feb 2025:\n“Every ferry will need it deeper,”\n" in text
    assert town.heard(2) == []


def test_a_burst_is_bundled(town: Town) -> None:
    """Several articles and several follows make one message; a large burst makes few."""
    town.follow(1, "Mara Holm", "ferry")
    town.library.add([article(NEW, day=11), article(TOPIC, "Vik", 12)])
    town.look_and_deliver()
    [text] = town.heard(1)
    assert "Mara Holm, ferry\n" in text
    assert "[2]" in text
    assert "[3]" not in text
    many = " ".join(f"“Number {n} is the one that we will take now,” said Mara Holm." for n in range(MOST_AT_ONCE + 1))
    town.library.add([article(f"Numbers were read out. {many}", "Numbers", 13)])
    town.look_and_deliver()
    assert sum("🔔" in each for each in town.heard(1)) == 3


def test_an_edited_version_is_no_news(town: Town) -> None:
    """The same words in another article are not heard twice."""
    town.follow(1, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    town.look_and_deliver()
    town.library.add([article(f"{NEW} The timetable is out.", "Sund, again", 12)])
    town.look_and_deliver()
    assert len(town.heard(1)) == 1


def test_quiet_hours_and_alerts_that_are_off_hold_it_back(town: Town) -> None:
    """Nothing is lost: it comes when the person wants to hear."""
    town.follow(1, "Mara Holm")
    town.preferences.put(1, Liked(quiet=(11, 14)))
    town.library.add([article(NEW, day=11)])
    town.look_and_deliver()
    town.preferences.put(1, Liked(alerts=False))
    town.look_and_deliver(NOON.replace(hour=20))
    assert town.heard(1) == []
    town.preferences.put(1, Liked(quiet=(11, 14)))
    town.look_and_deliver(NOON.replace(hour=14))
    assert len(town.heard(1)) == 1


def test_a_digest_tells_it_once_a_day(town: Town) -> None:
    """At the hour that the person has chosen, together; what comes in that hour waits a day."""
    town.follow(1, "Mara Holm", "ferry")
    town.preferences.put(1, Liked(digest=8, zone="Europe/Paris"))
    town.library.add([article(NEW, day=11)])
    town.library.add([article(TOPIC, "Vik", 12)])
    now = datetime.now(UTC)
    town.look_and_deliver(now)
    assert town.heard(1) == []
    town.look_and_deliver(now + timedelta(days=1))
    [text] = town.heard(1)
    assert text.startswith("🗞 Your daily digest: ")
    assert "[2]" in text


def test_who_may_not_ask_hears_of_nothing(town: Town) -> None:
    """An admin's word counts for alerts too."""
    town.follow(13, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    town.look_and_deliver()
    assert town.heard(13) == []


def test_what_does_not_go_out_waits_and_ends(town: Town) -> None:
    """Refused, it is tried twice in the first minute, then more and more seldom, until it is dropped.

    It waits for a chat that is gone; where it may be lost it is offered. Others hear of it meanwhile.
    """
    refused, gone, blocked, lost, other = range(1, 6)
    for person in (refused, gone, blocked, lost, other):
        town.follow(person, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    server, tries = town.server, {refused: MOST_REFUSALS, gone: 1, blocked: 1, lost: 2, other: 1}
    server.fail(Fault("sendMessage", 400, "Bad Request: not now", times=99, chat=refused))
    server.fail(Fault("sendMessage", 400, "Bad Request: chat not found", chat=gone))
    server.fail(Fault("sendMessage", chat=lost))
    server.membership(blocked, "kicked")

    async def an_evening(alerts: Alerts, bot: ExtBot[None]) -> None:
        await alerts.look()
        for second in (*range(0, 60, 3), *range(60, 6 * 3600, 90)):
            await alerts.deliver(bot, NOON + timedelta(seconds=second))
            if second < 60:
                tried = Counter(call.fields["chat_id"] for call in server.calls("sendMessage"))
                assert tried[refused] <= 2
        assert Counter(call.fields["chat_id"] for call in server.calls("sendMessage")) == tries

    town.run(an_evening)
    assert [len(town.heard(person)) for person in (refused, gone, blocked, other)] == [0, 0, 0, 1]
    [line] = server.messages(lost)
    assert line.text == replies.MAYBE_MISSED
    question = ShownAnswers(town.state).question(lost, line.id)
    assert question is not None
    assert town.answers.recalled(question) is not None
    server.membership(blocked, "member")
    for person in (gone, blocked):
        town.follows.resume(person)
    town.look_and_deliver()
    assert [len(town.heard(person)) for person in (refused, gone, blocked)] == [0, 1, 1]


@pytest.mark.parametrize("refused", [False, True])
def test_a_group_that_becomes_a_supergroup_hears_once(town: Town, refused: bool) -> None:
    """Under its new id, each bundle, also where that refuses the first one at first."""
    town.server.say("hello", chat=-50, kind="group", person=1)
    town.follows.add(Following(1, -50, None, "Mara Holm"))
    many = " ".join(f"“Number {n} is the one that we will take now,” said Mara Holm." for n in range(MOST_AT_ONCE + 1))
    town.library.add([article(f"Numbers were read out. {many}", "Numbers", 13)])
    town.server.migrate(-50, -1050, told=False)
    if refused:
        town.server.fail(Fault("sendMessage", 400, "Bad Request: not now", chat=-1050))
    for _ in range(3):
        town.look_and_deliver()
    assert sum("🔔" in each for each in town.heard(-1050)) == 2


def test_a_refusal_delays_nothing_that_is_followed_later(town: Town) -> None:
    """Once what was refused is unfollowed."""
    town.follow(1, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    town.server.fail(Fault("sendMessage", 400, "Bad Request: not now", chat=1))

    async def do(alerts: Alerts, bot: ExtBot[None]) -> None:
        await alerts.look()
        await alerts.deliver(bot, NOON)
        town.follows.remove(1, "Mara Holm")
        await alerts.deliver(bot, NOON + timedelta(seconds=1))
        town.follow(1, "ferry")
        town.library.add([article(TOPIC, "Vik", 12)])
        await alerts.look()
        await alerts.deliver(bot, NOON + timedelta(seconds=2))

    town.run(do)
    assert len(town.heard(1)) == 1


def test_a_pause_that_is_not_kept_loses_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The news waits also where the database fails just after Telegram has refused it."""
    town.follow(1, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    town.server.membership(1, "kicked")

    def fails(chat: int) -> None:
        raise StateUnreachable("The state's database doesn't answer", "Look at it")

    monkeypatch.setattr(town.follows, "pause", fails)
    with pytest.raises(StateUnreachable):
        town.look_and_deliver()
    town.server.membership(1, "member")
    town.look_and_deliver()
    assert len(town.heard(1)) == 1


def test_an_alert_can_be_followed_up(town: Town) -> None:
    """It is known by its message, as an answer is; the chat's own conversation doesn't lean on it."""
    town.follow(1, "Mara Holm")
    town.library.add([article(NEW, day=11)])
    town.look_and_deliver()
    [message] = town.server.messages(1)
    question = ShownAnswers(town.state).question(1, message.id)
    assert question is not None
    recalled = town.answers.recalled(question)
    assert recalled is not None
    assert [each.quote for each in recalled.citations] == ["“It will run every hour,”"]
    asked = Question(text="and on money?", chat="1:0:1", id="1:99", asked=NOON.date())
    assert not town.answers.answer(asked).text.startswith("Mara Holm")
    after = asked.model_copy(update={"id": "1:100", "after": question})
    assert town.answers.answer(after).text.startswith("Mara Holm")
