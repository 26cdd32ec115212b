"""Articles in and out from an admin's chat, through the production command."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Fault

LINK = "https://example.org/lervik"
TITLE = "A lock for Lervik"
PAGE = f"""<html><head><title>A lock for Lervik</title><link rel="canonical" href="{LINK}"></head><body><article>
<h1>A lock for Lervik</h1>
<p>The town of Lervik gets a lock in its canal, the council decided on Monday after a debate that went on all day.</p>
<p>“The lock will be open before the ice comes,” said Tora Lindqvist, who chairs the council, on Monday.</p>
</article></body></html>""".encode()


def send_file(room: Room, data: bytes, name: str, **more: object) -> str:
    document = room.server.upload(data) | {"file_name": name} | more
    return room.ask(None, document=document).text


def test_a_file_is_put_in_and_taken_out(admin: Room, room: Room) -> None:
    """What it says can be asked for at once; taken out, it is gone."""
    assert send_file(admin, PAGE, "lervik.html") == f"Added: {TITLE} · 1 statement"
    assert "The lock will be open before the ice comes" in room.ask("What did Lindqvist say?").text
    assert send_file(admin, PAGE, "lervik.html") == "1 unchanged."
    assert "no article" in admin.ask("/remove nonsense").text
    assert "/remove" in admin.ask("/remove").text
    assert admin.ask(f"/remove {LINK}").text == f"Taken out: {TITLE}"
    assert "isn't quoted" in room.ask("What did Lindqvist say?").text


def test_what_was_added_is_undone_by_a_press(admin: Room, room: Room) -> None:
    """By an admin's alone; a press that comes again finds nothing."""
    document = admin.server.upload(PAGE) | {"file_name": "lervik.html"}
    added = admin.ask(None, document=document)
    assert [each["text"] for each in added.buttons] == ["↩ Undo"]
    data = added.buttons[0]["callback_data"]
    query = admin.server.press(added, data, person=room.person)
    assert "Only admins" in admin.told(query)
    assert "“The lock" in room.ask("What did Lindqvist say?").text
    assert admin.turned(added, "Undo").text == f"Taken out: {TITLE}"
    assert "isn't quoted" in room.ask("What did Lindqvist say?").text
    again = admin.now(added).edits
    admin.server.press(admin.now(added), data, person=9001)
    admin.server.wait(lambda: admin.now(added).edits > again)
    assert "no article" in admin.now(added).text


def test_the_list_has_buttons_that_ask_once_more(admin: Room, room: Room) -> None:
    """Page by page, or by words; whoever isn't an admin gets the list as everybody does."""
    send_file(admin, PAGE, "lervik.html")
    first = admin.ask("/articles")
    assert len(first.text.splitlines()) == 8
    assert admin.turned(first, "›").text.startswith("9. ")
    assert admin.turned(first, "‹").text.startswith("1. ")
    found = admin.ask("/articles lock Lervik")
    assert found.text.startswith(f"1. {TITLE}")
    assert admin.turned(found, "✕ 1.").text.startswith(f"Take out {TITLE}?")
    assert admin.turned(found, "Keep it").text.startswith("1. ")
    found = admin.ask("/articles lock Lervik")
    admin.turned(found, "✕ 1.")
    assert admin.turned(found, "Take it out").text == f"Taken out: {TITLE}"
    assert "No article" in admin.ask("/articles lock Lervik").text
    assert not any("✕" in each["text"] for each in room.ask("/articles").buttons)


def post(text: str, **chat: object) -> dict[str, object]:
    """What comes with a message that sends a channel's post on."""
    channel = {"id": -1001234567890, "type": "channel", "title": "Lervik <b>Now</b>", **chat}
    return {"forward_origin": {"type": "channel", "date": 1_739_000_000, "chat": channel, "message_id": 42}}


@pytest.mark.parametrize(
    ("chat", "link"), [({"username": "lervik_now"}, "https://t.me/lervik_now/42"), ({}, "https://t.me/c/1234567890/42")]
)
def test_a_channels_post_that_is_sent_on_is_put_in(admin: Room, room: Room, chat: dict[str, object], link: str) -> None:
    """Its outlet is the channel, its day the post's, its address the post; an edited one takes its place."""
    text = "The pier of Lervik is sold.\n\n“We got nothing for it,” said Tora Lindqvist, who chairs the council."
    assert admin.ask(text, **post(text, **chat)).text.endswith("· 1 statement")
    answer = room.ask("What did Lindqvist say?")
    assert "“We got nothing for it,”" in answer.text
    assert "Lervik <b>Now</b>" in answer.text
    assert "8 Feb 2025" in answer.text
    assert any(entity.url and entity.url.startswith(link) for entity in answer.parsed.entities)
    edited = text.replace("nothing", "too little")
    assert admin.ask(edited, **post(edited, **chat)).text == "1 changed."
    assert "too little" in room.ask("What did Lindqvist say?").text
    assert admin.ask(f"/remove {link}").text.startswith("Taken out: ")


@pytest.mark.parametrize("title", ["", "\u202etsoP\nline two", "\u200b", "<b>&" * 100])
def test_a_hostile_channel_is_an_outlet_on_one_line(admin: Room, room: Room, title: str) -> None:
    """Whatever it calls itself; a name that nobody can see is none."""
    text = "The quay of Lervik is sold.\n\n“We got even less for it,” said Tora Lindqvist, who chairs the council."
    added = admin.ask(text, **post(text, title=title))
    answer = room.ask("What did Lindqvist say?")
    assert "“We got even less for it,”" in answer.text
    assert "\nline two" not in answer.text
    admin.turned(added, "Undo")


def test_nobody_elses_post_is_put_in(room: Room) -> None:
    """It is checked, as whatever they send on."""
    text = "The pier of Lervik is sold. “We got nothing for it,” said Tora Lindqvist, who chairs the council."
    assert "not in my articles" in room.ask(text, **post(text)).text


def test_a_link_is_fetched_where_it_may_be(admin: Room) -> None:
    """Sent alone or behind the command; one into the machine itself is refused, in words."""
    for text in ("http://127.0.0.1:1/article", "/ingest http://127.0.0.1:1/article"):
        told = admin.ask(text).text
        assert told.startswith("1 failed.\n• http://127.0.0.1:1/article")
    two = admin.ask("/ingest http://127.0.0.1:1/ferry, http://127.0.0.1:1/barge.").text
    assert "• http://127.0.0.1:1/ferry: " in two
    assert "• http://127.0.0.1:1/barge: " in two
    assert "/ingest https" in admin.ask("/ingest").text


def test_what_cannot_be_read_is_told(admin: Room) -> None:
    """And what is too large isn't fetched."""
    assert "1 failed." in send_file(admin, b"\x00\x01\x02" * 100, "noise.txt")
    fetched = len(admin.server.calls("getFile"))
    assert "20 MB" in send_file(admin, b"x", "large.txt", file_size=30_000_000)
    assert len(admin.server.calls("getFile")) == fetched
    admin.server.fail(Fault("getFile", 400, "Bad Request: file is too big"))
    assert "20 MB" in send_file(admin, b"x", "large.txt", file_size=None)


@pytest.mark.parametrize(
    "text", ["/ingest https://example.org/a", "/remove x", "/allow 1", "/deny 1", "/stats", "/people", "/review"]
)
def test_nobody_else_has_these_commands(room: Room, text: str) -> None:
    """They are told that there is none, as for any other word."""
    assert "/help" in room.ask(text).text


@pytest.mark.parametrize(
    "data", ["article:remove:" + "0" * 15, "article:page:99999", "article:ask:../../etc", "article:"]
)
def test_forged_buttons_do_nothing(admin: Room, data: str) -> None:
    """Also where an admin's own client sends them."""
    shown = admin.ask("/stats")
    assert "answer" in admin.told(admin.server.press(shown, data, person=9001))
    assert admin.now(shown).text == shown.text


def test_nobody_elses_file_is_put_in(room: Room) -> None:
    """It is checked. Nor is a link that they send."""
    assert "not in my articles" in send_file(room, PAGE, "lervik.html")
    assert "Lindqvist" not in room.ask("What did Lindqvist say?").text.partition("isn't quoted")[2]
    assert "failed" not in room.ask("http://127.0.0.1:1/article").text
