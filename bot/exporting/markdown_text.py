"""Plain text as Markdown that reads as the same text."""

from __future__ import annotations

import re

LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)’”]", re.IGNORECASE)
"""An address of the web in a text, without the stop behind it."""

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]|^[ \t]*(?:[-+=]|\d+(?=[.)]))", re.MULTILINE)


def as_markdown(text: str) -> str:
    """The text with everything that Markdown would read as its own behind a backslash; addresses stay whole."""
    parts, at = [], 0
    for link in LINK.finditer(text):
        parts += [_escaped(text[at : link.start()]), f"<{link[0]}>"]
        at = link.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    def behind_a_backslash(found: re.Match[str]) -> str:
        # A number at the head of a line is a list's by the mark behind it.
        return f"{found[0]}\\" if found[0][-1].isdigit() else f"{found[0][:-1]}\\{found[0][-1]}"

    return _MARKUP.sub(behind_a_backslash, text)
