"""Mails as articles."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import ArticleError, BadArticleData, UnreadableArticle
from retrieval.readers.mail_file import mail_article
from tests.conftest import examples

TEXT = (
    "The ferry froze in the sound on Monday.\n\n“The ice is thick – too thick,” said Mara Lindqvist, harbour master,"
    " who has seen many winters here and none like this one.\n"
)


def mail(text: str | None = TEXT, page: str | None = None, **heads: str) -> EmailMessage:
    message = EmailMessage()
    told = {"Subject": "Fwd: Ice closes the sound", "From": "Harbour News <wire@news.example>", **heads}
    for name, value in {"Date": "Mon, 10 Feb 2025 23:30:00 -0500", **told}.items():
        message[name] = value
    if text is not None:
        message.set_content(text, charset="utf-8", cte="quoted-printable")
    if page is not None:
        message.add_alternative(page, subtype="html") if text is not None else message.set_content(page, subtype="html")
    return message


def test_a_mail_is_an_article() -> None:
    """Subject, outlet, the day in the sender's zone, and the text as it was written."""
    article = mail_article(bytes(mail()), "wire.eml")
    assert (article.title, article.publisher, article.author) == ("Ice closes the sound", "Harbour News", None)
    assert article.published == date(2025, 2, 10)
    assert article.text == TEXT.strip()


def test_a_person_who_sends_is_the_author() -> None:
    """An outlet is told by its name; heads may be encoded."""
    article = mail_article(bytes(mail(From="Idå Berg <ida@news.example>", Subject="Ice – “thick”")), "wire.eml")
    assert (article.author, article.publisher, article.title) == ("Idå Berg", None, "Ice – “thick”")


def test_html_counts_where_the_plain_text_says_too_little() -> None:
    """A newsletter's plain part often only says that there is a page."""
    page = (
        "<html><body><h1>Ice</h1>"
        + "".join(f"<p>{part}</p>" for part in [*TEXT.strip().split("\n\n")] * 2)
        + "</body></html>"
    )
    article = mail_article(bytes(mail("View this in your browser.", page)), "wire.eml")
    assert "“The ice is thick – too thick,” said Mara Lindqvist" in article.text
    assert article.title == "Ice closes the sound"


def test_a_signature_and_attachments_are_left_out() -> None:
    """Flowed lines are put together."""
    message = mail("The ferry froze \nin the sound.\n\nIt rained.\n-- \nIda Berg\nHarbour News\n")
    message.set_param("format", "flowed")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="../../x.bin")
    assert mail_article(bytes(message), "wire.eml").text == "The ferry froze in the sound.\n\nIt rained."


def test_what_is_no_mail_is_told() -> None:
    """A text with the wrong suffix."""
    with pytest.raises(BadArticleData, match=r"wire\.eml: it isn't made as a mail is"):
        mail_article(b"The ferry froze.\n", "wire.eml")


@examples(40)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_any_bytes_are_an_article_or_an_error(noise: bytes, at: int) -> None:
    """A mail that is broken anywhere is no reason to stop."""
    data = bytes(mail(page="<p>Hello</p>"))
    try:
        mail_article(data[:at] + noise + data[at:], "wire.eml")
    except ArticleError:
        return


def test_a_mail_is_found_in_a_folder(tmp_path: Path) -> None:
    """By its suffix."""
    from retrieval.readers import find_files

    (tmp_path / "wire.eml").write_bytes(bytes(mail()))
    assert find_files(tmp_path) == [tmp_path / "wire.eml"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "utf-8"])
def test_a_mail_that_names_the_wrong_encoding_is_right(declared: str) -> None:
    """Its quotation marks are what they are; a broken one is told without a line, which would be one of the part."""
    data = bytes(mail()).replace(b'charset="utf-8"', b'charset="' + declared.encode() + b'"')
    assert mail_article(data, "wire.eml").text == TEXT.strip()
    with pytest.raises(UnreadableArticle, match=r"^wire\.eml: it is UTF-8 with a broken character behind"):
        mail_article(data.replace(b"=E2=80=94", b"=E2=94").replace(b"=E2=80=93", b"=E2=93"), "wire.eml")


def test_heads_in_bare_utf8_are_read() -> None:
    """Against the older standards, as many programs write them."""
    data = b"From: Id\xc3\xa5 Berg <ida@news.example>\nSubject: Ice \xe2\x80\x93 thick\n\n" + TEXT.encode()
    article = mail_article(data, "wire.eml")
    assert (article.title, article.author) == ("Ice – thick", "Idå Berg")
    assert article.text == TEXT.strip()


HEADS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Harbour News <news@hn.example>\nDate: Mon, Feb 10, 2025 at"
    " 11:30 PM\nSubject: Ice closes the sound\nTo: <jo@x.example>\n\n\n",
    "Outlook": "-----Original Message-----\nFrom: Harbour News <news@hn.example>\nSent: Monday, February 10, 2025 11:30"
    " PM\nTo: Jo Doe\nSubject: Ice closes the sound\n\n",
    "Apple": "Begin forwarded message:\n\nFrom: Harbour News <news@hn.example>\nSubject: Ice closes the sound\nDate: 10"
    " February 2025 at 23:30:00 CET\nTo: Jo Doe <jo@x.example>\n\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_forwarded_mail_is_who_wrote_it_and_when(head: str) -> None:
    """Not who passed it on, and its head is no text."""
    sent = {"From": "Jo Doe <jo@x.example>", "Date": "Wed, 12 Feb 2025 09:00:00 +0100", "Subject": "FW: look at this"}
    article = mail_article(bytes(mail(f"FYI, see below.\n\n{head}{TEXT}", **sent)), "wire.eml")
    assert article.text == TEXT.strip()
    assert (article.publisher, article.author, article.title) == ("Harbour News", None, "Ice closes the sound")
    assert article.published == date(2025, 2, 10)


def test_an_answer_above_the_mail_that_it_answers_is_the_text() -> None:
    """Who answers writes more than who passes on."""
    answer = TEXT * 3 + "\n\n" + HEADS["Outlook"] + "Thank you.\n"
    article = mail_article(bytes(mail(answer, From="Ida Berg <ida@x.example>")), "wire.eml")
    assert article.author == "Ida Berg"
    assert article.text.startswith(TEXT.strip())


def test_a_mail_that_is_all_quoted_is_what_it_quotes() -> None:
    """Without the marks before its lines."""
    quoted = "\n".join(f"> {line}" for line in TEXT.strip().split("\n"))
    assert mail_article(bytes(mail(quoted)), "wire.eml").text == TEXT.strip()


def test_a_mail_that_is_attached_to_another_is_read() -> None:
    """Many programs forward so."""
    outer = mail("See attached.", From="Jo Doe <jo@x.example>", Subject="Fwd: look")
    outer.add_attachment(mail())
    article = mail_article(bytes(outer), "wire.eml")
    assert (article.text, article.publisher) == (TEXT.strip(), "Harbour News")


def test_what_newsletters_say_about_themselves_is_no_text() -> None:
    """Where to see it, how to get out of it."""
    around = ("View this email in your browser: https://n.example/v", "You are receiving this email because you asked.")
    text = f"{around[0]}\n\n{TEXT}\n\n{around[1]}\n\nUnsubscribe: https://n.example/u\n"
    assert mail_article(bytes(mail(text)), "wire.eml").text == TEXT.strip()


@pytest.mark.parametrize("sender", ["Bay Letter <bay@news.example>", "Jon Holm <jon@news.example>"])
def test_a_byline_in_a_newsletter_beats_who_sends_it(sender: str) -> None:
    """In its plain text or its page."""
    page = "".join(f"<p>{part}</p>" for part in [*TEXT.strip().split("\n\n")] * 2)
    page = f"<html><body><h1>Ice</h1><p class='byline'>By Ida Berg</p>{page}</body></html>"
    for message in (mail(f"By Ida Berg\n\n{TEXT}", From=sender), mail(None, page, From=sender)):
        assert mail_article(bytes(message), "wire.eml").author == "Ida Berg"


def test_who_writes_a_letter_and_what_it_is_called_are_two() -> None:
    article = mail_article(bytes(mail(From="Ida Berg from The Floe <floe@letters.example>")), "letter.eml")
    assert (article.author, article.publisher) == ("Ida Berg", "The Floe")
