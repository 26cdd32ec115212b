"""Words and documents that people send to have them checked, through the production command over the sample."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import TelegramServer

TRUE = "there will not be U.S. troops deployed to Ukraine"
FORGED = "there will soon be U.S. troops deployed to Ukraine"
SAID_BY = f"Hegseth: “To be clear as part of any security guarantee, {TRUE}”"
SOMEBODY = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}


def send_file(room: Room, data: bytes, name: str | None, caption: str | None = None, **more: object) -> Sent:
    document = room.server.upload(data) | ({"file_name": name} if name is not None else {}) | more
    words = {"caption": caption} if caption is not None else {}
    return room.ask(None, document=document, **words)


def word_document(*lines: str) -> bytes:
    to, document = io.BytesIO(), docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(to)
    return to.getvalue()


def test_a_claim_is_checked_and_its_source_shown(room: Room) -> None:
    """The article's own words stand below, and the buttons lead to their passage."""
    answer = room.ask(SAID_BY)
    assert answer.text.startswith("✅ verbatim: Pete Hegseth, Verbatim Sample Daily, 12 Feb 2025 [1]")
    assert TRUE in answer.spans("expandable_blockquote")[0]
    assert TRUE in room.turned(answer, "Sources").text


def test_a_forged_word_is_told_apart(room: Room) -> None:
    answer = room.ask(SAID_BY.replace(TRUE, FORGED))
    assert "⚠️ differs: soon → " in answer.text or "not → " in answer.text or "→ not" in answer.text
    assert FORGED not in answer.text


def test_words_in_anothers_mouth_are_told(room: Room) -> None:
    assert room.ask(SAID_BY.replace("Hegseth", "McFaul")).text.startswith("❌ said by Pete Hegseth, not ")


def test_words_that_are_nowhere_are_told(room: Room) -> None:
    answer = room.ask("Hegseth: “My grandmother keeps four purple elephants behind the bakery”")
    assert answer.text.startswith("❌ not in my articles")


def test_what_is_sent_on_is_checked(room: Room) -> None:
    assert room.ask(SAID_BY, forward_origin=SOMEBODY).text.startswith("✅ verbatim")
    assert "⚠️ differs" in room.ask(SAID_BY.replace("will not", "will soon"), forward_origin=SOMEBODY).text


def test_words_that_hold_nothing_to_check_are_asked_after(room: Room) -> None:
    """As before: whose they are."""
    answer = room.ask(TRUE, forward_origin=SOMEBODY)
    assert "Hegseth" in answer.text
    assert "✅" not in answer.text


@pytest.mark.parametrize("words", ["is this true?", "source?", "/check"])
def test_a_group_asks_about_somebodys_words(group: Room, words: str) -> None:
    said = group.say(SAID_BY, person=8)
    them = {"id": 8, "is_bot": False, "first_name": "Bo"}
    above = {
        "message_id": said,
        "date": 1,
        "chat": {"id": group.chat, "type": "supergroup"},
        "from": them,
        "text": SAID_BY,
    }
    text = words if words.startswith("/") else f"@verbatim_fake_bot {words}"
    assert group.ask(text, reply_to_message=above).text.startswith("✅ verbatim")


def test_a_question_stays_one(room: Room) -> None:
    """Though it quotes; only what asks nothing is checked."""
    for question in (f'Did Hegseth say "{TRUE}"?', f'who said "{TRUE}"'):
        assert "✅" not in room.ask(question).text


def test_several_quotations_get_a_line_each(room: Room) -> None:
    answer = room.ask(f"{SAID_BY}\n\nMcFaul said on Monday: “My grandmother keeps four purple elephants in a box.”")
    first = answer.text.splitlines()[0]
    assert "1 ✅ verbatim" in first
    assert "1 ❌ not found" in first
    assert answer.text.count("» ") == 2


@pytest.mark.parametrize("name", ["draft.docx", "draft.md", "draft.html", "draft.txt", "draft", None])
def test_a_document_is_checked(room: Room, name: str | None) -> None:
    draft = f"My article.\n\n{SAID_BY}"
    data = draft.encode()
    if name == "draft.docx":
        data = word_document(*draft.split("\n\n"))
    elif name == "draft.html":
        data = (
            f"<html><body><article><p>My article, which is long.</p><p>{SAID_BY}</p></article></body></html>".encode()
        )
    assert "✅ verbatim" in send_file(room, data, name).text


def test_a_document_without_quotations_is_told_so(room: Room) -> None:
    assert "no quotations" in send_file(room, b"Nothing was said, and nobody wrote.", "draft.txt").text
    assert "no quotations" in send_file(room, b" \n ", "draft.txt").text


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.png", "can't check a .png file"),
        (b"PK\x03\x04" + bytes(200), "broken.docx", "broken.docx"),
        (b"\x00\x01\x02" * 100, "noise.txt", "noise.txt"),
        (b"x", "x" * 300 + ".exe" + "e" * 300, "can't check a "),
        (b"MZ", "../../etc/passwd.html", ""),
    ],
)
def test_a_document_that_holds_no_draft_is_told_in_a_line(room: Room, data: bytes, name: str, told: str) -> None:
    text = send_file(room, data, name).text
    assert told in text
    assert "error id" not in text
    assert "\n" not in text


def test_a_document_that_swells_is_refused(room: Room) -> None:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"<w>" + bytes(200_000_000))
    text = send_file(room, to.getvalue(), "bomb.docx").text
    assert "bomb.docx" in text


def test_a_document_of_a_hundred_thousand_words_is_not_parsed(room: Room) -> None:
    assert "too long to check here" in send_file(room, b"It is cold and so on. " * 20_000, "long.txt").text


def test_a_document_over_20_mb_is_not_fetched(room: Room) -> None:
    before = len(room.server.calls("getFile"))
    assert "20 MB" in send_file(room, b"x", "large.txt", file_size=20_000_001).text
    assert len(room.server.calls("getFile")) == before


def test_an_admins_document_is_checked_where_its_caption_asks_for_it(
    production_server: TelegramServer, production: ChatProcess
) -> None:
    """Without one it is put in."""
    admin = Room(production_server)
    admin.chat = admin.person = 9001
    for caption in ("/check", "check this", "is this true?"):
        assert "✅ verbatim" in send_file(admin, SAID_BY.encode(), "draft.txt", caption).text


def test_check_alone_says_how_it_is_written(room: Room) -> None:
    assert "NAME: “" in room.ask("/check").text
    assert room.ask(f"/check {SAID_BY}").text.startswith("✅ verbatim")


def test_an_edited_claim_is_checked_in_place(room: Room) -> None:
    before = len(room.all())
    said = room.say(SAID_BY.replace(TRUE, FORGED))
    answer = room.server.wait_for_messages(before + 1, room.chat)[before]
    assert "⚠️" in answer.text
    room.say(SAID_BY, edited=said)
    room.server.wait(lambda: room.now(answer).edits > 0)
    assert room.now(answer).text.startswith("✅ verbatim")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 300,
        "Holm: “" + "a b c d " * 400 + "”",
        "“a b c d” " * 380,
        "\u202eHolm: “a b c d e”",
        "NAME: “<b>a & b</b> c d”",
    ],
)
def test_hostile_words_get_one_valid_message_or_more(room: Room, text: str) -> None:
    """What Telegram doesn't take, the server would tell at the end."""
    assert "error id" not in room.ask(text).text
