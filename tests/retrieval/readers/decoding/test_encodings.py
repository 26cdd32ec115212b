"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from retrieval.errors import BinaryArticle, UnreadableArticle
from retrieval.readers.decoding.encodings import decode_declared
from tests.retrieval.readers.conftest import Read

SHORT = "“It’s naïve,” said José at the café – “and that’s that…”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_short_text_with_curly_marks_is_right(read: Read, encoding: str) -> None:
    """Quotation marks, apostrophes, dashes and accents of a single line come through."""
    assert read(SHORT.encode(encoding)).text == SHORT


@pytest.mark.parametrize("order", ["be", "le"])
def test_utf16_of_either_byte_order_is_read(read: Read, order: str) -> None:
    """The byte order mark says which it is, and is no part of the text."""
    mark = codecs.BOM_UTF16_BE if order == "be" else codecs.BOM_UTF16_LE
    assert read(mark + SHORT.encode(f"utf-16-{order}")).text == SHORT


@pytest.mark.parametrize(
    ("before", "broken", "line"),
    [
        ("“Yes,” she said.\n“No”".encode(), b"\xe9 \n", 2),
        ("The party’s vote is due".encode(), b"\xff.\n", 1),  # one good character, one broken
        (b"One line.\nThe party", b"\xe2\x80s vote is due.", 2),  # the only one, its last byte lost
        (b"One line.\nThe party", b"\x80\x99s vote is due.", 2),  # its first
        (b"A dash ", b"\xe2\x94 and nothing else.", 1),  # its second
        (b"At the Caf", b"\xa9 Dupont.", 1),
        (b"At the Caf", b"\xc3 Dupont.", 1),
        (b"He says he\n\nis cut o\n", b"\xe2", 4),  # the file ends inside a character
        (b"It is \xc2\xa35 and 1", b"\x925 \x93 too", 1),
        (b"In the or", b"\xb6ganisation", 1),
        (codecs.BOM_UTF8 + b"A mark says that it is UTF-8.\nA na", b"\xefve one", 2),
    ],
)
def test_damaged_utf8_is_refused_and_not_garbled(read: Read, before: bytes, broken: bytes, line: int) -> None:
    """One broken byte in UTF-8 doesn't turn every quotation mark into three other characters."""
    with pytest.raises(UnreadableArticle, match=rf"article\.txt, line {line}: it") as caught:
        read(before + broken)
    assert "behind" in caught.value.message or before.endswith(b"\n")
    assert "save it as UTF-8" in caught.value.mend.replace("Save", "save")


def test_a_broken_place_is_shown(read: Read) -> None:
    """A line may be a whole article: the words before the place say where to look."""
    with pytest.raises(UnreadableArticle) as caught:
        read("“Yes,” she said. ".encode() * 50 + b"The caf\xe9")
    assert caught.value.message.endswith(" she said. The caf'")
    assert len(caught.value.message.partition(": ")[2]) < 80


def test_utf16_that_is_cut_off_is_refused(read: Read) -> None:
    """As its mark says, and not as anything else."""
    with pytest.raises(UnreadableArticle, match="opens as UTF-16 does"):
        read(codecs.BOM_UTF16_LE + b"a")


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1252", "koi8-r", "gbk", "utf-16", "utf-7", None, "x", "\0"]
)
def test_utf8_stays_that_whatever_is_declared(declared: str | None) -> None:
    """A page that is named wrongly isn't garbled."""
    text = "“It’s naïve,” said José at the café – “and that’s that…”"
    assert decode_declared(text.encode(), declared, "a") == text
    assert decode_declared(codecs.BOM_UTF8 + text.encode(), declared, "a") == text
    with pytest.raises(UnreadableArticle, match="UTF-8 with a broken character"):
        decode_declared(text.encode() + b"\xe9 ", "iso-8859-1", "a")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("koi8-r", "Её"),  # valid UTF-8, by chance
        ("gb2312", "联通"),
        ("iso-8859-2", "Wałęsa"),
        ("iso-8859-1", "It’s a “quote”"),
        ("shift_jis", "会談"),
        ("iso-2022-jp", "会談"),
        ("macintosh", "don’t"),
    ],
)
def test_what_is_declared_counts_where_bytes_are_few(declared: str, text: str) -> None:
    """They fit several encodings."""
    data = text.encode("cp1252" if declared == "iso-8859-1" else declared)
    assert decode_declared(data, declared, "a") == text


@pytest.mark.parametrize("declared", ["utf-16", "utf-7", "unicode_escape", "punycode", "idna", "hz"])
def test_no_declaration_alters_plain_text(declared: str) -> None:
    """ASCII stays what it is: what a page names is no way to make other words of it."""
    text = r"He said +AGE- and \u0041 and ~{ab~} and abc-. "
    assert decode_declared(text.encode(), declared, "a") == text


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\ntext",
        b"PK\x03\x04text",
        b"\x89PNG\r\n\x1a\n",
        b"{\\rtf1 text}",
        b"A text\0 with a NUL",
        "UTF-16 without its mark".encode("utf-16-le"),
        "\ufeffA NUL\0 in UTF-16".encode("utf-16-le"),
        bytes(range(1, 32)) * 4,
    ],
)
def test_other_kinds_of_files_are_binary(read: Read, data: bytes) -> None:
    """A file that is no text is named as what it is, with what to do about it."""
    with pytest.raises(BinaryArticle, match=r"article\.txt: it .*text") as caught:
        read(data)
    assert "take" in caught.value.mend
