"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from retrieval.errors import BinaryArticle, UnreadableArticle
from tests.retrieval.ingest.conftest import Read

SHORT = "“It’s naïve,” said José at the café – “and that’s that…”"
LONG = {
    "cp1252": "Le président l’a déclaré à l’Élysée : « Jamais », a-t-il répété. Les négociations reprendront. " * 4,
    "latin-1": "El ministro señaló que la situación mejoró. ¿Qué pasará mañana? «No lo sé», respondió. " * 4,
    "cp1250": "Předseda vlády řekl, že situace je vážná a že Česko bude dál pomáhat. Ústupky nejsou možné. " * 4,
    "iso8859_2": "Prezydent powiedział, że Polska będzie wspierać sąsiadów. Żadne ustępstwa nie są możliwe. " * 4,
    "cp1251": "Президент заявил, что переговоры продолжатся. «Мы готовы», — сказал он журналистам. " * 4,
    "koi8_r": "Президент заявил, что переговоры продолжатся. Мы готовы, сказал он журналистам. " * 4,
    "cp1253": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στην Αθήνα. " * 4,
    "shift_jis": "大統領は月曜日に会談が来週も続くと述べた。「用意がある」と彼は語った。" * 4,
    "gb18030": "总统星期一表示，会谈将于下周继续。“我们准备好了，”他对记者说。" * 4,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_short_text_with_curly_marks_is_right(read: Read, encoding: str) -> None:
    """Quotation marks, apostrophes, dashes and accents of a single line come through."""
    assert read(SHORT.encode(encoding)).text == SHORT


@pytest.mark.parametrize("order", ["be", "le"])
def test_utf16_of_either_byte_order_is_read(read: Read, order: str) -> None:
    """The byte order mark says which it is, and is no part of the text."""
    mark = codecs.BOM_UTF16_BE if order == "be" else codecs.BOM_UTF16_LE
    assert read(mark + SHORT.encode(f"utf-16-{order}")).text == SHORT


@pytest.mark.parametrize("encoding", LONG)
def test_a_code_page_is_told_by_its_text(read: Read, encoding: str) -> None:
    """Western text is Windows-1252; other scripts and central European letters are told by what they spell."""
    assert read(LONG[encoding].encode(encoding)).text == LONG[encoding].strip()


def test_damaged_utf8_is_refused_and_not_garbled(read: Read) -> None:
    """One broken byte in UTF-8 doesn't turn every quotation mark into three other characters."""
    with pytest.raises(UnreadableArticle, match=r"line 2: it is UTF-8 with a broken character") as caught:
        read("“Yes,” she said.\n“No”".encode() + b"\xe9 \n")
    assert caught.value.mend == "Save it as UTF-8 with a text editor."
    with pytest.raises(UnreadableArticle, match="opens as UTF-16 does"):
        read(codecs.BOM_UTF16_LE + b"a")


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
    assert caught.value.mend.startswith("Save its text")
