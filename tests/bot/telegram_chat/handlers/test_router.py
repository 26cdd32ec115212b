"""Which messages are answered, and what each command does."""

from __future__ import annotations

from prompts import replies
from tests.bot.telegram_chat.rooms import Talk
from tests.fakes.telegram_server import BOT

PHOTO = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]


def test_start_and_help_greet(talk: Talk) -> None:
    """In two lines, and in all that can be done; below stand the questions that the core begins with."""
    for text in ("/start", "/start inline"):
        greeted = talk.ask(text)
        assert greeted.text == replies.START
        assert [each["text"] for each in greeted.buttons] == ["whole first", "whole second"]
    for text in ("/help", f"/help@{BOT['username']}"):
        helped = talk.ask(text)
        assert "/quote" in helped.text
        assert "/ingest" not in helped.text
        assert [each["text"] for each in helped.buttons] == ["whole first", "whole second"]


def test_thanks_are_a_word(talk: Talk) -> None:
    """No help, no answer, no buttons."""
    thanked = talk.ask("Thank you!")
    assert thanked.text == replies.WELCOME
    assert not thanked.buttons


def test_ask_is_a_question(talk: Talk) -> None:
    """/ask puts what follows it; alone it asks for a question."""
    assert "'whole thing'" in talk.ask("/ask whole thing").text
    assert "question" in talk.ask("/ask").text


def test_an_unknown_command_gets_a_line(talk: Talk) -> None:
    """A command that isn't ours isn't taken for a question."""
    assert "/help" in talk.ask("/frobnicate now").text


def test_what_is_no_text_gets_a_line(talk: Talk) -> None:
    """A photo or a sticker is answered in a friendly line."""
    assert "text" in talk.ask(None, photo=PHOTO).text


def test_a_caption_asks_and_an_album_is_one(talk: Talk) -> None:
    """Its pictures come in a message each: the one with the words asks, the others are no questions."""
    for words in ({}, {}, {"caption": "whose words are these"}, {}):
        talk.say(None, photo=PHOTO, media_group_id="album", **words)
    told, answer = talk.heard(2)
    assert "text" in told.text
    assert "whose words are these" in answer.text
    assert "again" in talk.ask("again, please").text


def test_what_is_sent_on_is_looked_up(talk: Talk) -> None:
    origin = {"type": "hidden_user", "date": 1_770_000_000, "sender_user_name": "Somebody"}
    text = "Look!\n“The ferry stops in May and never comes back,” she said"
    assert 'Who said "The ferry stops in May and never comes back,"?' in talk.ask(text, forward_origin=origin).text


def test_service_messages_are_left_alone(talk: Talk) -> None:
    """Telegram's own notices are no questions."""
    talk.say(None, message_auto_delete_timer_changed={"message_auto_delete_time": 5})
    talk.only("a real question")


def test_a_group_is_answered_when_it_asks(group_talk: Talk) -> None:
    """By a mention, in any case and place, by a reply to the bot, or by command; else it is left alone."""
    name = str(BOT["username"])
    group_talk.say("just talking")
    group_talk.say("hey @somebody_else look")
    group_talk.say("/ask@another_bot whole")
    group_talk.say("/unknown")
    group_talk.say(None, photo=[{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}])
    assert "'whole 😀  what was said?'" in group_talk.only(f"whole 😀 @{name.upper()} what was said?").text
    assert "'whole by command'" in group_talk.ask(f"/ask@{name} whole by command").text
    mine = {"message_id": 1, "date": 1, "chat": {"id": group_talk.chat, "type": "supergroup"}, "from": BOT, "text": "x"}
    assert "'whole by reply'" in group_talk.ask("whole by reply", reply_to_message=mine).text
    assert "question" in group_talk.ask(f"@{name}").text


def test_a_topics_first_message_is_no_reply_to_the_bot(group_talk: Talk) -> None:
    """In a topic that the bot opened, people may talk among themselves; answers stay in the topic."""
    opened = {"forum_topic_created": {"name": "News", "icon_color": 7322096}}
    opener = {"message_id": 1, "date": 1, "chat": {"id": group_talk.chat, "type": "supergroup"}, "from": BOT} | opened
    topic = {"message_thread_id": 1, "is_topic_message": True, "reply_to_message": opener}
    group_talk.say("just talking", **topic)
    assert group_talk.only(f"@{BOT['username']} whole", **topic).fields["message_thread_id"] == 1


def test_a_topic_that_is_gone_leaves_the_general_one(group_talk: Talk) -> None:
    """The answer to what was asked in a topic that was deleted meanwhile is there, in all its parts."""
    topic = {"message_thread_id": 4, "is_topic_message": True}
    assert group_talk.ask("/ask whole first", **topic).fields["message_thread_id"] == 4
    group_talk.server.delete_topic(group_talk.chat, 4)
    group_talk.say("/ask long one", **topic)
    assert all("message_thread_id" not in each.fields for each in group_talk.heard(6)[1:])


def test_other_bots_are_not_answered(group_talk: Talk) -> None:
    """Or two would answer each other without end; an anonymous admin, for whom Telegram names a bot, is."""
    robot = {"id": 99, "is_bot": True, "first_name": "Quotes", "username": "quotes_bot"}
    for text in (f"@{BOT['username']} whole", "/ask whole", "/help"):
        group_talk.say(text, **{"from": robot})
    here = {"id": group_talk.chat, "type": "supergroup", "title": "A group"}
    group_talk.only("/ask whole admin", **{"from": robot, "sender_chat": here})
