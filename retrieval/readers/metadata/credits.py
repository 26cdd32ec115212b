"""Who published an article, where its own text says so at its top or its end.

Better none than a wrong one: only forms that hardly mean anything else are taken, and a name must look like
an outlet's wherever the form alone doesn't say that it is one.
"""

from __future__ import annotations

import re

from retrieval.lang.en.phrases import credit_phrases
from retrieval.readers.metadata.bylines import name_above_outlet
from retrieval.readers.metadata.outlets import SENTENCE_ENDS, is_agency, is_outlet, outlet_name
from retrieval.readers.metadata.publication_dates import DATELINE

_TOP, _BOTTOM = 4, 3  # lines that aren't blank, in which a credit is sought
_LINE = 600  # code points at either end of a line that are looked at: a file may be one long line

_SIGNED = re.compile(r"(?:^|(?<=[.!?”\"’')])[ ]+)[—–-]{1,2}[ ]*(?P<name>[A-Z][^—–\n]{1,40})\Z")
_PLACE = (
    r"(?:[A-Z][\w.'’/-]{1,20}(?:[ ,]{1,2}[A-Z][\w.'’-]{0,20}){0,4}[ ,]{1,2}"
    r"(?:[A-Z][a-z]{2,8}\.?[ ][0-9]{1,2}(?:,[ ][0-9]{4})?,?[ ])?)?"
)
_AGENCY = re.compile(rf"{_PLACE}[(](?P<name>[A-Z][^()\n]{{1,40}})[)][ ]*(?P<dash>[—–]|--?(?=[ ]))?[ ]*")
# "CNN —", "New York CNN Business —", "AP": an agency on a line of its own.
_AGENCY_ALONE = re.compile(
    r"(?:(?:[A-Z][^\n()—–]{0,50}[ ])?(?P<name>[A-Z]{2,8}|Reuters)"
    r"(?:[ ](?:Business|Sports|Entertainment))?[ ]*[—–-]"
    r"|(?P<bare>(?:The )?[A-Z][A-Za-z ]{1,20}))"
)


def publisher_in(lines: list[str]) -> str | None:
    """The outlet that an article's own text names, as it is written there, else None.

    Taken are, in this order: "originally published by …" and its like, a "Source: …" line, a copyright line,
    an outlet under the author's name, an agency in the dateline ("(Reuters) -") or on a line of its own, an
    outlet after a dash at the very end.

    Args:
        lines: the text's lines that aren't blank, without white space around them.
    """
    top = [line[:_LINE] for line in lines[:_TOP]]
    bottom = [line[-_LINE:] for line in reversed(lines[-_BOTTOM:])]
    found = (
        *(_reprinted(match) for line in (*top, *bottom) for match in credit_phrases.REPRINT.finditer(line)),
        *(_sourced(lines, line) for line in (*top[:2], *bottom[:1])),
        *(_copyright(match) for line in bottom if (match := credit_phrases.COPYRIGHT.search(line))),
        name_above_outlet(lines),
        *(match["name"] for line in top if (match := _dateline_agency(line))),
        *(_agency_alone(line) for line in top),
        *(_outlet(match["name"]) for line in bottom[:1] if (match := _SIGNED.search(line))),
    )
    return next((name for name in found if name is not None), None)


def reprinted_from(lines: list[str]) -> str | None:
    """The outlet that a line at the top or the end credits as the first to publish ("originally published by …")."""
    ends = (*(line[:_LINE] for line in lines[:_TOP]), *(line[-_LINE:] for line in reversed(lines[-_BOTTOM:])))
    found = (_reprinted(match) for line in ends for match in credit_phrases.REPRINT.finditer(line))
    return next((name for name in found if name is not None), None)


def credit_length(line: str) -> int:
    """How many code points at the start of ``line`` are a credit; 0 when it opens with none."""
    match = credit_phrases.REPRINT.match(line)
    if match is not None and _reprinted(match) is not None:
        end = SENTENCE_ENDS.search(line, match.start("name"))
        return end.end() if end else len(line)
    if credit_phrases.SOURCE_LINE.fullmatch(line) or _agency_alone(line) or credit_phrases.DESK_LINE.fullmatch(line):
        return len(line)
    copyright_line = credit_phrases.COPYRIGHT.match(line)
    return len(line) if copyright_line is not None and _copyright(copyright_line) is not None else 0


def without_dateline(paragraph: str) -> str:
    """``paragraph`` without the place, day and agency that it opens with ("KYIV, Feb. 12 (AP) —")."""
    stripped = paragraph.lstrip()
    match = _dateline_agency(stripped) or DATELINE.match(stripped)
    return stripped[match.end() :].lstrip() if match else paragraph


def _reprinted(match: re.Match[str]) -> str | None:
    name = outlet_name(match["name"])
    # "First published in Britain": without "this article" before it, only "by" says that a name follows.
    if name is not None and (match["by_alone"] or "by").lower() != "by" and not is_outlet(name):
        return None
    return name


def _sourced(lines: list[str], line: str) -> str | None:
    match = credit_phrases.SOURCE_LINE.fullmatch(line)
    name = outlet_name(match["name"]) if match else None
    # At the end of a text it may stand under a table and say whose figures those are: a table's last line
    # ends no sentence.
    after_table = line == lines[-1] and len(lines) > 1 and lines[-2][-1] not in ".!?…\"”’'»)"
    return None if name is not None and after_table and not is_outlet(name) else name


def _copyright(match: re.Match[str]) -> str | None:
    return _outlet(credit_phrases.CORPORATE_FORM.sub(" (", match["name"], count=1))


def _outlet(written: str) -> str | None:
    name = outlet_name(written)
    return name if name is not None and is_outlet(name) else None


def _dateline_agency(line: str) -> re.Match[str] | None:
    match = _AGENCY.match(line)
    return match if match and is_agency(match["name"], dashed=match["dash"] is not None) else None


def _agency_alone(line: str) -> str | None:
    match = _AGENCY_ALONE.fullmatch(line)
    if match is None:
        return None
    name = match["name"] or re.sub(r"^The ", "", match["bare"])
    return (match["name"] or match["bare"]) if is_agency(name, dashed=False) else None
