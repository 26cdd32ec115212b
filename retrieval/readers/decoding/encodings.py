"""Bytes to text: Unicode first, then the code pages of western Europe, then a guess.

The order matters, because the guess of a statistical detector on a short text is often an exotic code page:
a valid UTF-8 text is practically never anything else, and a text that isn't, but reads like western text in
Windows-1252 (which holds Latin-1's letters at the same places), is taken for that.

A wrong guess alters every quotation that it touches, and nobody sees it. So what can't be told is refused.
"""

from __future__ import annotations

import codecs
import re

from retrieval.errors import BinaryArticle, UnreadableArticle
from retrieval.lang.tokens import seen
from retrieval.readers.decoding.code_pages import decode_code_page
from retrieval.readers.decoding.damage import decoded_once

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    # UTF-32's little-endian mark begins with UTF-16's, so it is asked first.
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file or a Word, OpenDocument or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"RIFF", "a sound, film or image file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_SAVE_AS_TEXT = "Save its text as a .txt file in UTF-8 and take that."
_MEND_KIND = {
    "an image": "Run text recognition (OCR) over it, and take the text as a .txt file.",
    "a compressed file": "Unpack it, and take the folder.",
    "an old Microsoft Office file": "Save it as .docx or .xlsx, or a mail of Outlook's as .eml.",
}
_SAVE_AS_UTF8 = "Save it as UTF-8 with a text editor."
_MEND_CHARACTER = (
    "Mend that place with a text editor and save it as UTF-8, or take the text from where it came from again."
)
_CONTEXT = 24  # characters

# All but white space, escape (it shifts Japanese code pages) and NEL.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
# One of 1,743 news articles (PolNeAR, RealTime QA) holds any, two in 23,000; random bytes hold over a tenth.
_MOST_CONTROL = 0.05

# UTF-8 that no text in a code page ends up with: a quotation mark, a dash, "€", "™", or the most of one, or the start
# of one where the text is cut off. In Windows-1252 these are "â€œ", "â€", "€™", and "â" at the end.
_CERTAIN = re.compile(rb"\xe2(?:\x80|\x82\xac|\x84\xa2)|\x80[\x98\x99\x9c\x9d\xa6]|[\xc2\xc3\xe2]\Z")
# "Ã©", "Â ": in Windows-1252 a Portuguese word in capitals before a quotation mark, once in a long while.
_LIKELY = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
_BROKEN_TO_LIKELY = 3
_BEYOND = re.compile(r"[^\x00-\x7f]")
# What a capital or "ß" before a closing mark becomes in UTF-8 ("Spaß“", "CAFÉ”"): letters that don't come alone.
_CHANCE = re.compile(r"[\u0180-\u036f\u0700-\u07ff]")
_ENOUGH = 16
"""Bytes beyond ASCII that are all UTF-8: by chance, a text in another encoding is that no more."""

# How encodings are named by pages and mails, and what is meant by it, as browsers have it. Others (UTF-7, UTF-16 in a
# page in which its name could be read, Python's own) would let a page alter its text.
_MEANT = {
    "utf-8": "utf-8",
    **dict.fromkeys(("iso8859-1", "ascii", "cp1252"), "cp1252"),
    **dict.fromkeys(("iso8859-9", "cp1254"), "cp1254"),
    **dict.fromkeys(("iso8859-11", "tis-620", "cp874"), "cp874"),
    **{name: name for name in ("cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp866")},
    **{f"iso8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{name: name for name in ("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp437", "cp850")},
}
_MEANT_ASIAN = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("shift_jis", "cp932"), "cp932"),
    **dict.fromkeys(("euc_kr", "cp949"), "cp949"),
    **{name: name for name in ("big5", "big5hkscs", "cp950", "euc_jp", "iso2022_jp")},
}


class BrokenUtf8(UnreadableArticle):
    """The text is UTF-8 with broken characters in it."""


def decode(data: bytes, shown: str, *, line: int = 1, utf8: bool = False) -> str:
    """The text in ``data``, without a byte order mark, line ends as they are.

    Args:
        data: a whole file, or a part of one.
        shown: the file's name for messages.
        line: where in the file ``data`` begins.
        utf8: whether the rest of the file is UTF-8; what isn't is broken then.

    Raises:
        BinaryArticle: ``data`` is another kind of file, or holds NULs or many control characters.
        UnreadableArticle: no encoding fits, or UTF-8 is broken somewhere.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise BinaryArticle(shown, f"it is {kind}, not text", _MEND_KIND.get(kind, _SAVE_AS_TEXT))
    return _checked(_decode(data, shown, line, utf8=utf8), shown)


def decode_declared(data: bytes, charset: str | None, shown: str) -> str:
    """The text in ``data``, by the encoding that a page or its server names where that fits, else as ``decode``.

    UTF-8 is read as that in spite of what is declared: pages and mails that are named wrongly are many, and texts in
    another encoding that happen to be UTF-8 are none.

    Raises:
        BrokenUtf8: UTF-8 is broken somewhere.
        BinaryArticle: as ``decode``.
        UnreadableArticle: as ``decode``.
    """
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, UnicodeError, ValueError):
        name = ""
    codec = _MEANT.get(name) or _MEANT_ASIAN.get(name)
    is_unicode = any(data.startswith(bom) for bom, *_ in _BOMS) or is_utf8(data, certain=name not in _MEANT_ASIAN)
    if codec in {None, "utf-8"} or is_unicode:
        return decode(data, shown)
    try:
        text = data.decode(codec or "")
    except UnicodeDecodeError:
        return decode(data, shown)
    if name in _MEANT and not data.isascii() and _is_damaged_utf8(data):
        raise _broken_utf8(data, shown, 1)
    return _checked(text, shown)


def one_line(text: str) -> str:
    """A text on one line, without what can't be shown; half of a character, as a broken escape names it, is "?"."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in seen(whole)).split())


def is_utf8(data: bytes, *, certain: bool = True) -> bool:
    """Whether bytes are UTF-8 with characters beyond ASCII: with so many that it isn't chance, or ``certain`` ones."""
    beyond = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if not beyond or (beyond < _ENOUGH and not (certain and (_CERTAIN.search(data) or _LIKELY.search(data)))):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def was_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, whole or damaged, with characters beyond ASCII. They may end inside one."""
    return not data.isascii() and _is_damaged_utf8(data)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by the mark that bytes open with: no line of those is found by its end's byte."""
    return next((codec for bom, codec, _ in _BOMS if codec != "utf-8-sig" and data.startswith(bom)), None)


def _checked(text: str, shown: str) -> str:
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise BinaryArticle(shown, "it holds NUL characters, so it can't be read as text", _SAVE_AS_TEXT)
    most = _MOST_CONTROL * len(text)
    # What was read as Latin-1 and encoded again has control characters where its quotation marks were.
    if len(_CONTROL.findall(text)) > most and len(_CONTROL.findall(decoded_once(text))) > most:
        raise BinaryArticle(shown, "it is full of control characters, so it isn't text", _SAVE_AS_TEXT)
    return text


def _decode(data: bytes, shown: str, line: int, *, utf8: bool) -> str:
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                if codec == "utf-8-sig":
                    raise _broken_utf8(data, shown, line) from None
                message = f"it opens as {name} does, and goes on with bytes that aren't {name}"
                raise UnreadableArticle(shown, message, _SAVE_AS_UTF8) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BinaryArticle(shown, "it holds NUL bytes, so it isn't text", _SAVE_AS_TEXT) from None
        if utf8 or _is_damaged_utf8(data):
            raise _broken_utf8(data, shown, line) from None
        at = error.start
    text = decode_code_page(data)
    if text is None:
        message = f"its encoding can't be told{_behind(data[:at])}"
        raise UnreadableArticle(shown, message, _SAVE_AS_UTF8, line=line + data.count(b"\n", 0, at))
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes that aren't all UTF-8 once were: then another encoding would garble their good characters."""
    if _CERTAIN.search(data):
        return True
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(_BEYOND.findall(text)) - broken - len(_CHANCE.findall(text))
    return good > broken or _BROKEN_TO_LIKELY * len(_LIKELY.findall(data)) >= broken > 0


def _broken_utf8(data: bytes, shown: str, line: int) -> BrokenUtf8:
    try:
        data.decode("utf-8")
        at = 0
    except UnicodeDecodeError as error:
        at = error.start
    message = f"it is UTF-8 with a broken character{_behind(data[:at])}"
    return BrokenUtf8(shown, message, _MEND_CHARACTER, line=line + data.count(b"\n", 0, at))


def _behind(data: bytes) -> str:
    """Where something is wrong, by the last words before it: a line may be a whole article."""
    before = data.rpartition(b"\n")[2][-_CONTEXT * 4 :].decode("utf-8", "ignore")[-_CONTEXT:].strip()
    shown = "".join(character for character in before if character.isprintable())
    return f" behind {shown!r}" if shown else ""
