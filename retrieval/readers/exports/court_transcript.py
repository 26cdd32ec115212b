"""A court reporter's transcript: its lines' numbers go, and "Q." and "A." are said by those who ask and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.lang.en.phrases.export_phrases import EXAMINED_BY, SWORN, WITNESS

_NUMBERED = re.compile(r"[ \t]{0,9}(?P<number>[0-9]{1,2})(?:[ \t]+(?P<words>\S.*))?")
_PAGE = re.compile(r"[ \t]*(?:[Pp]age[ ])?[0-9]{1,5}[ \t]*")
_MOST_LINES = 40  # of a page
_MOSTLY, _FEWEST = 0.8, 8  # of the lines that aren't blank
_ASKED = re.compile(r"(?P<who>[QA])[.:]?[ \t]+(?P<words>.+)")
_LABEL = re.compile(r"(?P<name>[A-Z][A-Z.'’ -]{2,40}):[ \t]+(?P<words>.+)")
_COUNSEL = "Q"


def without_line_numbers(text: str) -> str:
    """A transcript in paragraphs, each turn with who says it ("MS. CALLOWAY: …"); another text as it is."""
    lines = _lines(text)
    if lines is None or {asked["who"] for line in lines if (asked := _ASKED.fullmatch(line))} != {"Q", "A"}:
        return text
    return "\n\n".join(_paragraphs(lines))


def _lines(text: str) -> list[str] | None:
    """The lines of pages whose every line has its number, without it; None of another text."""
    found = list[str]()
    last = counted = others = 0
    for line in filter(str.strip, text.split("\n")):
        numbered = _NUMBERED.fullmatch(line.rstrip())
        if numbered and int(numbered["number"]) in {last + 1, 1} and int(numbered["number"]) <= _MOST_LINES:
            last, counted = int(numbered["number"]), counted + 1
            found.append(numbered["words"] or "")
        elif not _PAGE.fullmatch(line):
            others += 1
            found.append(line.strip())
    return found if counted >= max(_FEWEST, _MOSTLY * (counted + others)) else None


def _paragraphs(lines: list[str]) -> Iterator[str]:
    counsel, witness = _COUNSEL, WITNESS
    turn = ""
    for line in filter(None, lines):
        takes_over, asked, labelled = EXAMINED_BY.fullmatch(line), _ASKED.fullmatch(line), _LABEL.fullmatch(line)
        sworn = SWORN.match(line)
        if not (takes_over or asked or labelled or sworn) and turn and not line.isupper():
            turn = f"{turn} {line}"
            continue
        if turn:
            yield turn
        turn = ""
        if takes_over:
            counsel = takes_over["name"]
        elif asked:
            turn = f"{counsel if asked['who'] == 'Q' else witness}: {asked['words']}"
        elif labelled:
            turn = line
        else:
            witness = sworn["name"] if sworn else witness
            yield line
    if turn:
        yield turn
