"""Which code page a text that isn't Unicode was written in, where its own words tell; None where they don't.

A statistical detector isn't asked about Latin letters: the few that aren't ASCII drown in those that are, and it names
an exotic code page with full confidence. What decides is whether the words look like words: their letters are those of
one language's alphabet, or few enough to be names, and no sign stands inside a word.
"""

from __future__ import annotations

import re

# The letters beyond ASCII of the languages that Windows-1252 was made for. A text of one of them has these and
# no others; Czech, Turkish or Russian bytes read as Windows-1252 give a mixture that no language has.
_WESTERN = (
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
_CENTRAL = (
    "ąćęłńóśźż",  # Polish
    "áäčďéěíĺľňóôŕřšťúůýž",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţșț",  # Romanian
    "čćđšž",  # Croatian, Slovenian
)
_TURKISH = ("çğıiöşüâîû",)
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")  # Lithuanian, Latvian, Estonian

_OTHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mac_roman", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859_2", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1257", _BALTIC),
    ("gb18030", ()),  # English with the quotation marks of a Chinese keyboard
)
# An English text has names of many languages. In 1,323 articles of RealTime QA their share of the letters
# is 0.016 at most; in Czech or Turkish it is about 0.1.
_FOREIGN_NAMES = 0.02
# A few words may be all names; a Cyrillic or Greek text read as Windows-1252 has a share of over 0.9.
_SHORT, _FOREIGN_NAMES_SHORT = 200, 0.35
_FEWEST = 3
"""Characters beyond ASCII that speak for a code page other than Windows-1252: one or two may be broken bytes."""

# What may stand in a word, or tight between two.
_JOINING = r"’‘“”«»·–—…\u00a0\u00ad´®™€£"
_SIGN = rf"[^\x00-\x7f\w{_JOINING}]"
_LATIN = [chr(code) for code in range(0xC0, 0x250)]
_UPPER = "[" + "".join(letter for letter in _LATIN if letter.isupper()) + "]"
_LOWER = "[a-zµ" + "".join(letter for letter in _LATIN if letter.islower()) + "]"
_LETTER = r"[^\W\d_]"
_NO_WORDS = re.compile(
    "|".join(
        (
            # A sign inside a word ("³ód", Polish in Windows-1252), also a digit-like one, or tight at a word
            # that it doesn't belong to ("Caf©", "ƒGALITƒ").
            rf"{_LETTER}(?:{_SIGN}|[¹²³¼½¾]){_LOWER}",
            r"[a-z][¡¢£§©¤¥¦¨¬¯±¶¸¿÷ˆ˜]|ƒ[A-Za-z]|[A-Za-z]ƒ|¢[A-Za-z]",
            rf"(?<!{_LETTER})(?<!\d)[©¤¦¨¬¯±¸×÷†‡‰ˆ˜¹²³¼½¾]{_LOWER}",
            # A capital inside or behind a word, behind a comma, before a word that has its own, before or behind a
            # number, or alone: "cafÈ", "JŠger", "gift,Ó", "ÒYes", "Û3", "Ñ" for a dash (Mac Roman).
            rf"{_LOWER}{_UPPER}(?:{_LOWER}|\b)|[A-Z]{_UPPER}[a-z]|\b{_UPPER}[A-Z][a-z]|[,.?!]{_UPPER}(?!{_LETTER})|{_UPPER}[°±]",
            rf"[À-ÖØ-öø-ÿ]\d|\d(?:{_UPPER}|[œšž])|(?<!\S)[ÂÃÆÇËÌÍÎÏÐÑÒÕØÙÚÛÜÝÞ](?!\S)",
            # Signs that never stand so: quotation marks and dashes of Chinese code pages ("¡°", "¡ª", "°ß").
            r"¡[^\w\s¿¡“«‘\"'(#@]|¡[B-DF-NP-XZ](?=\s)|\d¡|(?<![\w.])ª|°[^\x00-\x7f’”»«–…\u00a0]|[A-Za-z]‚",
            # What is left of UTF-8 when one of a character's bytes is lost: "Ã", "Â " ("SÃO" is a word), "â™", "€”".
            r"(?<![A-ZÀ-Þ])Ã(?![A-ZÀ-Þ])|Â(?![A-Za-zÀ-ÿ])|â[^\x00-\x7f\w]",
            rf"(?<!{_LETTER})â(?:(?!{_LETTER})|.[”“™œ˜])|(?<!\d)(?<!\d[ \u00a0])€[”“™œ˜¦]",
            r"®[^\x00-\x7f\s’”»]|[¨\u2e80-\ufffd]|[\x80-\x9f]",
        )
    )
)

_BEYOND = re.compile(r"[^\x00-\x7f]")
_TELLING = re.compile(rf"[‘’“”–—…]|(?![a-z]){_LOWER}")
"""What a text in a code page other than Windows-1252 has if it is one: capitals and signs may be anything's halves."""

_PLAIN = re.compile(r"([\x00-\x7f]{4})[\x00-\x7f]+([\x00-\x7f]{4})")
"""A stretch of ASCII, of which only the ends stand beside anything that could be no word."""

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

# What charset-normalizer may choose from; it knows many more (EBCDIC, DOS) and guesses them too often.
_OTHER_SCRIPTS = (
    *("cp1251", "iso8859_5", "koi8_r", "koi8_u", "mac_cyrillic", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949"),
)
_MOSTLY = 0.3  # of the letters: news in another script holds Latin names, and a text in Latin holds none of its letters
_FEWEST_LETTERS = 24  # a shorter text fits several


def decode_code_page(data: bytes) -> str | None:
    """The text of bytes that aren't Unicode, if one code page alone makes words of them."""
    western = _read(data, "cp1252")
    if western is not None and _reads_well(western, _WESTERN):
        return western
    readings = {
        text
        for codec, alphabets in _OTHERS
        if (text := _read(data, codec)) is not None
        and len(_BEYOND.findall(text)) >= _FEWEST
        and _TELLING.search(text)
        and _reads_well(text, alphabets)
    }
    if readings:
        return readings.pop() if len(readings) == 1 else None
    return _of_another_script(data)


def _read(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _reads_well(text: str, alphabets: tuple[str, ...]) -> bool:
    """Whether a text in Latin letters is made of words, in one of these alphabets or with few letters beyond ASCII."""
    if _NO_WORDS.search(_PLAIN.sub(r"\1\2", text)):
        return False
    beyond = [character.lower() for character in _BEYOND.findall(text) if character.isalpha()]
    accented = set(beyond)
    if any(letter > "ɏ" for letter in accented):
        return False
    count = len(beyond) + len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    most = _FOREIGN_NAMES_SHORT if count < _SHORT else _FOREIGN_NAMES
    return len(beyond) <= most * count or any(accented <= set(alphabet) for alphabet in alphabets)


def _of_another_script(data: bytes) -> str | None:
    # Only a file that is neither UTF-8 nor in Latin letters pays for this import.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_OTHER_SCRIPTS)).best()
    text = _read(data, best.encoding) if best is not None else None
    letters = [character for character in text or "" if character.isalpha()]
    others = sum(letter > "ɏ" for letter in letters)
    return text if others >= max(_FEWEST_LETTERS, _MOSTLY * len(letters)) else None
