"""Text that was damaged before it came here: encoded twice, with HTML's entities left in it, with characters lost.

What can be repaired with certainty is; a lost character is nowhere to be had, and a quotation with one is another.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from retrieval.errors import UnreadableArticle
from retrieval.lang.en.phrases.page_phrases import LOST_APOSTROPHE
from retrieval.readers.source import REPAIRED

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}[0-9]?|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")
# UTF-8 that was read as Windows-1252 or Latin-1: a lead byte's letter and what its followers look like there. "Ã" and
# "Â" alone are letters of Portuguese, and never stand before such signs.
_FOLLOWS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(rf"[ÃÂâÅÄÐÑ][{_FOLLOWS}]|ï»¿")
_SURELY = re.compile(rf"â[\x80€][{_FOLLOWS}]|Ã[{_FOLLOWS}]|Â[\xa0-\xbf]")
_SEQUENCE = re.compile(rf"[Â-ô][{_FOLLOWS}]{{1,3}}")
# The signs of Windows-1252 that were read as Latin-1 are control characters, which no text has; "\x85" ends lines.
_CONTROLS = re.compile(r"[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_OF_WINDOWS = {code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))}
_ESCAPED = re.compile(r"\\u(?:20[0-9a-f]{2}|00[a-f][0-9a-f])", re.IGNORECASE)  # JSON that was put into JSON
_LEFT_OF_ONE = "ÂÃâ"
_CURLED = re.compile(r"[‘’“”«»–—…]")
_LOST_CLOSING = re.compile(r"(?<=\w),\?(?=\s|\Z)")
_LOST_OPENING = re.compile(r"(?<![^\s(])\?(?=[^\W\d_]+[\s,.])")
_LOST = "\ufffd"
_FEWEST_ESCAPES = 2  # one alone may be what a text is about
_CONTEXT = 24  # code points
_MEND = "Take the text from where it came from again, or write the right character there and save it as UTF-8."


def without_entities(text: str) -> str:
    """A text with HTML's entities decoded: what was encoded twice still shows them."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def decoded_once(text: str) -> str:
    """A text that was encoded twice ("â€œ", "cafÃ©"), or has control characters for quotation marks, as it was; another
    as it is, also one that shows such signs.

    The damage runs through all of a text: where letters beyond ASCII are whole, or more marks than were damaged, it is
    what the text is about.
    """
    if _SURELY.search(text) is None:
        return text.translate(_OF_WINDOWS) if _CONTROLS.search(text) else text
    rest, damaged = _SEQUENCE.subn("", text)
    if any(c.isalpha() and not c.isascii() and c not in _LEFT_OF_ONE for c in rest):
        return text
    if len(_CURLED.findall(rest)) > damaged:
        return text
    from ftfy import fix_encoding

    repaired = "".join(map(fix_encoding, text.splitlines(keepends=True)))
    return text if len(_TWICE.findall(repaired)) >= len(_TWICE.findall(text)) else repaired


def undamaged(text: str, shown: str, noted: Counter[str] | None = None) -> str:
    """An article's text, repaired.

    Args:
        text: it, line ends as line feeds.
        shown: its file, for messages.
        noted: counts a text that was encoded twice.

    Raises:
        UnreadableArticle: characters are lost, or it stays encoded twice; with the line.
    """
    plain = without_entities(text)
    repaired = _without_escapes(decoded_once(plain))
    at = repaired.find(_LOST)
    at = at if at >= 0 else _lost_to_question_marks(repaired)
    twice = _SURELY.search(repaired) if at < 0 and repaired != text else None
    if at < 0 and twice is None:
        if noted is not None and repaired != plain:
            noted[REPAIRED] += 1
        return repaired
    at = at if at >= 0 else twice.start()  # type: ignore[union-attr]
    line = repaired.count("\n", 0, at) + 1
    around = " ".join(repaired[max(0, at - _CONTEXT) : at + _CONTEXT].split())
    raise UnreadableArticle(shown, f"a character is lost in its text ({around!r})", _MEND, line=line)


def _without_escapes(text: str) -> str:
    r"""A text whose marks are all written as JSON's escapes ("\u201cNo,\u201d"), with the marks."""
    if "\\u" not in text or _CURLED.search(text) or len(_ESCAPED.findall(text)) < _FEWEST_ESCAPES:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[0][2:], 16)), text)


def _lost_to_question_marks(text: str) -> int:
    """Where "?" stands for a mark that an encoding lacked; -1 where none does for certain.

    It does in a text without any such mark, that has it for an apostrophe or behind a comma, and more than once.
    """
    if "?" not in text or _CURLED.search(text):
        return -1
    certain = [*LOST_APOSTROPHE.finditer(text), *_LOST_CLOSING.finditer(text)]
    found = sorted(each.start() for each in (*certain, *_LOST_OPENING.finditer(text)))
    return found[0] if certain and len(found) > 1 else -1
