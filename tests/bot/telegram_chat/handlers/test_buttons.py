"""Buttons, commands and edits, through the production command over the bundled sample, as people see them."""

from __future__ import annotations

import io
import re

import docx
import pytest

from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import BOT


def labels(message: Sent) -> list[str]:
    return [each["text"] for each in message.buttons]


def test_sources_pages_through_the_passages_in_place(room: Room) -> None:
    """Each passage stands in the answer's place, its cited words bold, round and back to the answer."""
    answer = room.ask("What did McFaul say?")
    quotes = answer.spans("expandable_blockquote")
    assert len(quotes) > 1
    first = room.turned(answer, "Sources")
    assert first.text.startswith(f"Passage 1 of {len(quotes)}\n")
    assert quotes[0].startswith(first.spans("bold")[1] + "\n\n")
    assert first.spans("bold")[1] in first.spans("expandable_blockquote")[0]
    second = room.turned(answer, "›")
    assert quotes[1].startswith(second.spans("bold")[1] + "\n\n")
    assert room.turned(answer, "‹").text == first.text
    assert room.turned(answer, "‹").text.startswith(f"Passage {len(quotes)} of {len(quotes)}\n")
    back = room.turned(answer, "Answer")
    assert (back.text, labels(back)) == (answer.text, labels(answer))
    assert len(room.all()) == 1


def test_copy_quote_copies_the_words_and_whose_they_are(room: Room) -> None:
    """At most 256 characters: the quote whole, and a line that attributes it."""
    answer = room.ask("What did McFaul say?")
    copies = [each["copy_text"]["text"] for each in answer.buttons if "copy_text" in each]
    boxes = answer.spans("expandable_blockquote")
    assert len(copies) == len(boxes) > 1
    for copied, box in zip(copies, boxes, strict=True):
        quote, attribution = copied.split("\n")
        assert box.startswith(quote + "\n\n")
        assert attribution.startswith("— ")
    assert "\n— Michael McFaul, " in copies[0]


def test_file_sends_the_quotes_as_a_document(room: Room) -> None:
    answer = room.ask("What did McFaul say?")
    sent = room.pressed(answer, "File")
    document = docx.Document(io.BytesIO(sent.fields["document"].data))
    assert sent.fields["document"].name == "quotes.docx"
    assert any("McFaul" in each.text for each in document.paragraphs)
    assert sent.fields["reply_parameters"]["message_id"] == answer.id


def test_more_shows_what_was_found_besides(room: Room) -> None:
    """Below the answer that it belongs to, also after another question; then the button is gone."""
    answer = room.ask("Who is quoted?")
    room.ask("What did McFaul say?")
    [label] = [each for each in labels(answer) if "more" in each]
    assert re.fullmatch(r"8 of \d\d · more", label)
    more = room.pressed(answer, label)
    assert more.fields["reply_parameters"]["message_id"] == answer.id
    assert "[1]" in more.text
    assert not set(answer.text.split("\n\n")[0].split("\n")) & set(more.text.split("\n\n")[0].split("\n"))
    assert label not in labels(room.now(answer))


def test_a_thumb_is_thanked_for(room: Room) -> None:
    """And kept; the answer stays as it is."""
    answer = room.ask("What did McFaul say?")
    assert "Thanks" in room.told(room.server.press(answer, "good", person=room.person))
    assert room.now(answer) == answer


def test_a_suggestion_is_asked_by_a_tap(room: Room) -> None:
    """Help and refusals have them; the answer shows what was asked."""
    help_ = room.ask("/help")
    label = labels(help_)[0]
    answer = room.pressed(help_, label)
    assert answer.text.startswith(f"» {label}\n\n")
    assert "[1]" in answer.text
    refused = room.ask("What did McFaul say about gardening in Peru?")
    assert any("McFaul" in each for each in labels(refused))
    assert "[1]" in room.pressed(refused, "What did Michael McFaul say").text


@pytest.mark.parametrize("data", ["passage:99", "ask:99", "passage", "more:x", "x" * 64, "copy:0", "answer:1:2"])
def test_what_no_button_says_is_refused_kindly(room: Room, data: str) -> None:
    """Made-up data does nothing but tell that the answer isn't at hand."""
    answer = room.ask("What did McFaul say?")
    assert "again" in room.told(room.server.press(answer, data, person=room.person))
    assert len(room.all()) == 1


def test_a_button_says_nothing_where_there_is_no_answer(room: Room) -> None:
    """Data that fits another message's answer finds none below this one, and that answer stays as it is."""
    answer = room.ask("What did McFaul say?")
    menu = room.ask("/settings")
    assert "again" in room.told(room.server.press(menu, "passage:1", person=room.person))
    assert room.now(answer) == answer
    assert room.now(menu).text == menu.text


def test_an_edited_question_is_answered_in_place(room: Room) -> None:
    """The answer changes where it stands; an edit that leaves the words alone changes nothing."""
    asked = room.say("What did McFaul say?")
    [answer] = room.server.wait_for_messages(1, room.chat)
    room.say("What did Hegseth say?", edited=asked)
    room.server.wait(lambda: "Hegseth" in room.now(answer).text)
    assert len(room.all()) == 1
    room.say("What did Hegseth say?", edited=asked)
    assert "McFaul" in room.ask("What did McFaul say?").text
    assert [each.edits for each in room.all()] == [1, 0]


def test_a_reply_to_an_old_answer_follows_it_up(room: Room) -> None:
    """Whatever was asked in between."""
    asked = room.ask("What did Hegseth say?")
    room.ask("What did McFaul say?")
    mine = {"message_id": asked.id, "date": 1, "chat": {"id": room.chat, "type": "private"}, "from": BOT, "text": "x"}
    assert "Hegseth" in room.ask("and on NATO?", reply_to_message=mine).text


def test_a_shared_question_is_asked_by_its_link(room: Room) -> None:
    """Whoever opens the link asks the same; a key that nobody gave out is told."""
    answer = room.ask("What did McFaul say?")
    link = re.search(r"https://t\.me/(\w+)\?start=(q_[\w-]{1,62})$", room.pressed(answer, "Share").text)
    assert link is not None
    assert link[1] == BOT["username"]
    other = Room(room.server)
    assert other.ask(f"/start {link[2]}").text == f"» What did McFaul say?\n\n{answer.text}"
    assert "shared" in other.ask("/start q_nobodys").text


def test_there_is_nothing_to_cancel(room: Room) -> None:
    """Said in a line."""
    assert ["No answer of yours" in room.ask(each).text for each in ("/cancel", "/stop")] == [True, True]


def test_in_a_group_each_has_a_conversation(group: Room) -> None:
    """Somebody else's follow-up isn't completed from mine."""
    name = BOT["username"]
    answer = group.ask(f"/ask@{name} what did McFaul say")
    assert "Hegseth" in group.ask(f"@{name} what did Hegseth say", person=8).text
    assert "McFaul" in group.ask(f"@{name} and on NATO?").text
    assert group.turned(answer, "Sources").text.startswith("Passage 1")


def test_in_a_group_a_press_changes_only_the_pressers(group: Room) -> None:
    """Whoever else wants the passages has them in a message of their own, one an answer; the answer stays."""
    answer = group.ask(f"/ask@{BOT['username']} what did McFaul say")
    before = group.all()
    group.press(answer, "Sources", person=8)
    card = group.server.wait_for_messages(len(before) + 1, group.chat)[-1]
    assert card.text.startswith("Passage 1")
    assert group.now(answer).text == answer.text
    group.press(card, "›", person=8)
    group.server.wait(lambda: group.now(card).text.startswith("Passage 2"))
    group.press(answer, "Sources", person=8)
    group.server.wait(lambda: group.now(card).text.startswith("Passage 1"))
    assert "another one's" in group.told(group.server.press(group.now(card), "back", person=9))
    assert group.now(card).text.startswith("Passage 1")
    assert len(group.all()) == len(before) + 1
    long = group.ask(f"/speakers@{BOT['username']}")
    group.press(long, "more", person=8)
    group.server.wait_for_messages(len(before) + 3, group.chat)
    assert any("more" in each["text"] for each in group.now(long).buttons)
