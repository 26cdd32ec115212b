"""Bytes to text: Unicode first, then the code pages of western Europe, then a guess.

The order matters, because the guess of a statistical detector on a short text is often an exotic code page:
a valid UTF-8 text is practically never anything else, and a text that isn't, but reads like western text in
Windows-1252 (which holds Latin-1's letters at the same places), is taken for that.
"""

from __future__ import annotations

import codecs
import re

from retrieval.errors import BinaryArticle, UnreadableArticle

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
_SAVE_AS_UTF8 = "Save it as UTF-8 with a text editor."

# All but white space, escape (it shifts Japanese code pages) and NEL.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
# One of 1,743 news articles (PolNeAR, RealTime QA) holds any, two in 23,000; random bytes hold over a tenth.
_MOST_CONTROL = 0.05

# Code pages that news texts come in; charset-normalizer knows many more (EBCDIC, DOS) and guesses them too
# often.
_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15", "koi8_r", "koi8_u", "mac_roman"),
    *("mac_cyrillic", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949"),
)
# The letters beyond ASCII of the languages that Windows-1252 was made for. A text of one of them has these and
# no others; Czech, Turkish or Russian bytes read as Windows-1252 give a mixture that no language has.
_WESTERN = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüªº",  # Spanish
        "áâãàçéêíóôõúüªº",  # Portuguese
        "àèéìíîòóù",  # Italian
        "àçéèíïóòúü",  # Catalan
        "åäöæøéüáàè",  # Swedish, Danish, Norwegian, Finnish
        "áðéíóúýþæö",  # Icelandic
        "áéèëêïíóöúü",  # Dutch
    )
)
# An English text has names of many languages. In 1,323 articles of RealTime QA their share of the letters
# is 0.016 at most; in Czech or Turkish it is about 0.1.
_FOREIGN_NAMES = 0.02
# A few words may be all names; a Cyrillic or Greek text read as Windows-1252 has a share of over 0.9.
_SHORT, _FOREIGN_NAMES_SHORT = 200, 0.35
# What Windows-1252 makes of other code pages: a sign inside a word ("³ód", Polish), a capital inside a
# lower-case word ("cafÈ", Mac Roman).
_NOT_WESTERN = re.compile(
    r"[a-zß-ÿ][¹²³¼½¾¿¡¶¤¬×÷¸¨¦†‡‰ƒˆ˜][a-zß-ÿ]|[a-zß-ÿ][À-ÖØ-ÞŠŒŽŸ](?:[a-zß-ÿ]|\b)|\b[¹³¼¾¿¶][a-zß-ÿ]"
)


def decode(data: bytes, shown: str) -> str:
    """The text in ``data``, without a byte order mark, line ends as they are.

    Args:
        data: a whole file.
        shown: the file's name for messages.

    Raises:
        BinaryArticle: ``data`` is another kind of file, or holds NULs or many control characters.
        UnreadableArticle: no encoding fits, or UTF-8 is broken somewhere.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise BinaryArticle(shown, f"it is {kind}, not text", _SAVE_AS_TEXT)
    text = _decode(data, shown).removeprefix("\ufeff")
    if "\0" in text:
        raise BinaryArticle(shown, "it holds NUL characters, so it is no text that can be read", _SAVE_AS_TEXT)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise BinaryArticle(shown, "it is full of control characters, so it is no text", _SAVE_AS_TEXT)
    return text


def decode_declared(data: bytes, charset: str | None, shown: str) -> str:
    """The text in ``data``, by the encoding that a page or its server names where that fits, else as ``decode``."""
    try:
        codec = codecs.lookup(charset or "").name
        # Browsers read both of these names as Windows-1252, and so do those who write such pages.
        text = data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec)
    except (LookupError, UnicodeError, ValueError, AttributeError):
        return decode(data, shown)
    return decode(text.encode("utf-8", "replace"), shown)


def _decode(data: bytes, shown: str) -> str:
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                message = f"it opens as {name} does, and goes on with bytes that aren't {name}"
                raise UnreadableArticle(shown, message, _SAVE_AS_UTF8) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BinaryArticle(shown, "it holds NUL bytes, so it is no text", _SAVE_AS_TEXT) from None
        if _is_damaged_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            message = "it is UTF-8 with a broken character"
            raise UnreadableArticle(shown, message, _SAVE_AS_UTF8, line=line) from None
    western = _as_western(data)
    if western is not None:
        return western
    guess = _guess(data)
    if guess is None:
        raise UnreadableArticle(shown, "its encoding can't be told", _SAVE_AS_UTF8)
    return guess


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of the characters beyond ASCII are good UTF-8: then another encoding would garble them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - broken
    return good > broken


def _as_western(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _NOT_WESTERN.search(text):
        return None
    letters = [character for character in text if character.isalpha()]
    accented = [letter.lower() for letter in letters if not letter.isascii()]
    most = _FOREIGN_NAMES_SHORT if len(letters) < _SHORT else _FOREIGN_NAMES
    if len(accented) <= most * len(letters):
        return text
    return text if any(language.issuperset(accented) for language in _WESTERN) else None


def _guess(data: bytes) -> str | None:
    # Only a file that is neither UTF-8 nor western pays for this import.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_CANDIDATES)).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
