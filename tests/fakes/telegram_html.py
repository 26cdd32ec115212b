"""Telegram's HTML as its servers parse it: what they refuse raises, what they let pass as text is noted.

Held against Telegram's own parser (tdlib's ``parseTextEntities``) on random inputs; see ``test_telegram_html``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPECIAL = re.compile(r"[<>&]")
SPACE = " \t\r\n\0\x0b"


class MarkupRefused(ValueError):
    """What Telegram answers 400 to; the text is its description."""


@dataclass(frozen=True)
class Entity:
    """A formatted span; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None

    def of(self, text: str) -> str:
        """The formatted words in ``text``."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * (self.offset + self.length)].decode("utf-16-le")


@dataclass
class Parsed:
    """What a message is after parsing.

    Args:
        text: what a person reads.
        entities: in the order in which they open, an outer one before an inner one.
        sloppy: what Telegram lets pass, but nobody who escapes well sends.
    """

    text: str
    entities: list[Entity]
    sloppy: list[str] = field(default_factory=list)

    @property
    def units(self) -> int:
        return units(self.text)


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(html: str) -> Parsed:
    """``html`` as Telegram parses it; ``MarkupRefused`` when it doesn't."""
    return _Parser(html).parse()


class _Parser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[tuple[str, str, int, str | None, int]] = []
        self.found: list[tuple[int, Entity]] = []
        self.sloppy: list[str] = []

    def parse(self) -> Parsed:
        opened = 0
        while self.at < len(self.html):
            character = self.html[self.at]
            if character == "&":
                self.add(self.entity())
            elif character == ">":
                self.sloppy.append(f"bare > at {self.at}")
                self.add(character)
                self.at += 1
            elif character != "<":
                end = next((found.start() for found in SPECIAL.finditer(self.html, self.at)), len(self.html))
                self.add(self.html[self.at : end])
                self.at = end
            elif self.html[self.at + 1 : self.at + 2] == "/":
                self.close()
            else:
                self.start(opened)
                opened += 1
        if self.open:
            self.refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        text = "".join(self.out)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.refuse("Text contains invalid Unicode characters after decoding HTML entities")
        return Parsed(text, [entity for _, entity in sorted(self.found, key=lambda pair: pair[0])], self.sloppy)

    def refuse(self, why: str) -> None:
        raise MarkupRefused(f"Bad Request: can't parse entities: {why}")

    def add(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def peek(self) -> str:
        """The character here; past the end a NUL, as tdlib's strings have one there."""
        return self.html[self.at] if self.at < len(self.html) else "\0"

    def entity(self) -> str:
        """What the entity here means, or the ampersand itself when it is none."""
        start = self.at
        end = start + 1
        if self.html[end : end + 1] == "#":
            end += 1
            hexadecimal = self.html[end : end + 1] == "x"
            end += hexadecimal
            digits = end
            allowed = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
            while end < len(self.html) and self.html[end] in allowed:
                end += 1
            code = int(self.html[digits:end] or "0", 16 if hexadecimal else 10)
            if code == 0 or code >= 0x10FFFF or end - start >= 10:
                code = 0
            character = chr(code) if code else ""
        else:
            while end < len(self.html) and self.html[end].isascii() and self.html[end].isalpha():
                end += 1
            character = NAMED.get(self.html[start + 1 : end], "")
        if not character:
            self.sloppy.append(f"bare & at {start}")
            self.at = start + 1
            return "&"
        if self.html[end : end + 1] == ";":
            end += 1
        else:
            self.sloppy.append(f"entity without ; at {start}")
        self.at = end
        return character

    def start(self, order: int) -> None:
        begin = self.at
        self.at += 1
        name = self.until(" \t\r\n\0\x0b>")
        if self.at >= len(self.html):
            self.refuse(f"Unclosed start tag at byte offset {begin}")
        tag = name.lower()
        if tag != name:
            self.sloppy.append(f"tag {name} in capitals")
        if tag not in TAGS:
            self.refuse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.peek() != ">":
            self.skip_space()
            if self.peek() == ">":
                break
            key, value = self.attribute(tag, begin)
            attributes[key] = value
            if key not in ATTRIBUTES.get(tag, ()):
                self.sloppy.append(f"attribute {key!r} of {tag}")
        self.at += 1
        kind = TAGS[tag]
        if tag == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        if tag == "a" and not attributes.get("href", "").startswith(("http://", "https://")):
            self.sloppy.append(f"link to {attributes.get('href')!r}")
        if tag == "blockquote" and any(each[0] == "blockquote" for each in self.open):
            self.sloppy.append("blockquote in a blockquote")
        self.open.append((tag, kind, self.length, attributes.get("href"), order))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        key = self.until(" \t\r\n\0\x0b=>")
        if not key:
            self.refuse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self.skip_space()
        if self.at >= len(self.html):
            self.refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if self.peek() != "=":
            return key.lower(), ""
        self.at += 1
        self.skip_space()
        if self.at >= len(self.html):
            self.refuse(f"Unclosed start tag at byte offset {begin}")
        mark = self.peek()
        if mark not in "\"'":
            self.sloppy.append(f"value of {key} without quotation marks")
            value = ""
            while (c := self.peek()).isascii() and (c.isalnum() or c in ".-"):
                value += c.lower()
                self.at += 1
            if self.peek() not in SPACE + ">":
                self.refuse(f"Unexpected end of name token at byte offset {begin}")
            return key.lower(), value
        if mark == "'":
            self.sloppy.append(f"value of {key} in single quotation marks")
        self.at += 1
        value = ""
        while self.at < len(self.html) and self.peek() not in mark + "\0":
            if self.peek() == "&":
                value += self.entity()
            else:
                value += self.peek()
                self.at += 1
        if self.peek() == mark:
            self.at += 1
        if self.at >= len(self.html):
            self.refuse(f"Unclosed start tag at byte offset {begin}")
        return key.lower(), value

    def close(self) -> None:
        begin = self.at
        if not self.open:
            self.refuse(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self.until(" \t\r\n\0\x0b>").lower()
        self.skip_space()
        if self.at >= len(self.html) or self.peek() != ">":
            self.refuse(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag, kind, offset, url, order = self.open.pop()
        if not name:
            self.sloppy.append("end tag without a name")
        elif name != tag:
            self.refuse(f'Unmatched end tag at byte offset {begin}, expected "</{tag}>", found "</{name}>"')
        if self.length > offset:
            self.found.append((order, Entity(kind, offset, self.length - offset, url)))
        else:
            self.sloppy.append(f"empty {tag}")

    def until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.html) and self.html[self.at] not in stops:
            self.at += 1
        return self.html[start : self.at]

    def skip_space(self) -> None:
        while self.at < len(self.html) and self.html[self.at] in SPACE:
            self.at += 1
