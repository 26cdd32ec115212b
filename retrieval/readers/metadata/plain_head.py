"""What the lines above a plain text tell of it: a byline, an outlet, a day, in any order, under or over the headline.

A line counts when each of its parts is a particular ("By Jane Roe | The Post | 3 March 2025"). What may be something
else (a name alone, "Canberra") counts only beside a day, a byline or an outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.phrases import credit_phrases as phrases
from retrieval.lang.en.phrases.page_phrases import CONTACTS, RELEASED
from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.lang.en.times import WEEKDAY
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.lang.tokens import fold
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.bylines import is_person, names_after_by
from retrieval.readers.metadata.header_block import particulars_of, split_header_block
from retrieval.readers.metadata.outlets import is_domain, is_outlet, outlet_name
from retrieval.readers.metadata.publication_dates import day_of

_LOOKED_AT, _MOST_LINES = 4_000, 14  # code points, and lines that aren't blank
_LONGEST, _LONGEST_STANDFIRST = 150, 300  # code points of a line of a head, of what stands between it and the headline
_MOST_PLAIN = 2  # lines that tell nothing: the headline and its standfirst
_MOST_WORDS = 5  # of an outlet's name that only its place makes one

_PARTS = re.compile(r"[ \t]*[|·•⋅][ \t]*|[ ]+(?:[–—-]{1,2}|/)[ ]+|\t+")
_LINK = re.compile(r"\A\[([^\]\n]{1,200})\]\(https?://[^)\n]{1,600}\)\Z")
_MARKS = " \t*_#()[]‘’'\""
_DAY = re.compile(
    rf"(?:(?:{WEEKDAY})\.?,?[ ]+)?(?P<day>{FULL_DATE}"
    r"|(?:19|20)[0-9]{2}(?P<slash>[/.])[0-9]{1,2}(?P=slash)[0-9]{1,2}|(?<![0-9])[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{4}(?![0-9]))(?:T(?=[0-9]))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:\bat[ ]+)?\b[0-9]{{1,2}}[:.h][0-9]{{2}}(?:[:.][0-9]{{2}})?(?:[ ]?[ap]\.?m\b\.?|Z\b)?"
    r"(?:[ ](?:[A-Z]{2,5}\b|[+-][0-9]{4}))?"
    rf"|\b[0-9]{{1,2}}[ ]?[ap]\.?m\b\.?(?:[ ][A-Z]{{2,5}}\b)?|\b{WEEKDAY}\b",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:pp?\.|page|pages|pg\.?)[ ]?[A-Z]?[0-9]+(?:[-–][0-9]+)?", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{2,30}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+", re.IGNORECASE)
_NAMED = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:[ ](?:[A-ZÀ-Þ&][\w.'’-]*|of|de|and|the|upon|on)){0,3}")
_FROM_THERE = re.compile(rf"(?P<name>{_NAMED.pattern}) in {_NAMED.pattern}")  # "Jane Roe in Harare"
_KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z /]{1,20})[*_]{0,2}:[*_]{0,2}[ ]*(?P<value>[^\s*_].*)")

_PAGES = ("page", "")
"""What a line tells that is the page's own in any place: its dialog on cookies, "5 min"."""

_SURE = frozenset(("published", "author", "publisher", "desk"))
"""What makes a head of the lines around it; the rest counts beside one of these."""


class _Line(NamedTuple):
    """A line of the top, its span in the text, and the fields that it tells; none where it is something else."""

    text: str
    start: int
    end: int
    fields: list[tuple[str, str]]


def particulars_above(content: str, told: Particulars, noted: Counter[str]) -> tuple[Particulars, str]:
    """What stands above a text that has no markup, as "Key: value" or as lines of a newspaper's page, and the text.

    Args:
        content: a whole text with line ends as line feeds.
        told: what is known already; it wins.
        noted: counts a date that can't be read.
    """
    if RELEASED.match(content):
        content = CONTACTS.sub("", content, count=1)
    block = split_header_block(content, noted)
    found, text = block or (Particulars(), content)
    if block is None or found.publisher is None or found.published is None:
        further, text = _head_of(text, noted)
        found = _first(found, further)
    return _first(told, found), text


def _first(one: Particulars, other: Particulars) -> Particulars:
    return replace(other, **{name: value for name, value in vars(one).items() if value is not None})


def _head_of(text: str, noted: Counter[str]) -> tuple[Particulars, str]:
    """What the lines of a newspaper's page above a text tell, and the text without them; its headline stays."""
    lines = _certain(_top(text))
    if not lines:
        return Particulars(), text
    fields: dict[str, list[str]] = {}
    for field, value in chain.from_iterable(line.fields for line in lines):
        fields.setdefault(field, []).append(value)
    authors = fields.get("author") or fields.get("name", ())[:1]
    days = {day_of(each) for each in fields.get("published", ())}
    is_certain = len(days) == 1  # two different days are one too many to be certain of either
    told = {
        "publisher": next(iter((*fields.get("publisher", ()), *fields.get("likely", ()))), ""),
        "author": ", ".join(dict.fromkeys(authors)),
        "published": fields["published"][0] if is_certain else "",
        "url": next(iter(fields.get("url", ())), ""),
        "title": next((_LINK.sub(r"\1", line.text.strip(_MARKS[:5])) for line in lines if not line.fields), ""),
    }
    kept = ""
    at = 0
    for line in lines:
        if line.fields:
            between = text[at : line.start].strip()
            kept += f"{between}\n\n" if between else ""
            at = line.end
    rest = kept + text[at:].lstrip()
    return particulars_of({key: value for key, value in told.items() if value}, noted), rest.strip()


def _top(text: str) -> list[_Line]:
    """The lines above the first paragraph of prose, each with what it tells."""
    lines: list[_Line] = []
    plain = 0
    for match in re.finditer(r"[^\n]+", text[:_LOOKED_AT]):
        line = match[0].strip()
        if not line:
            continue
        fields = _fields(line) if len(line) <= _LONGEST else []
        plain += not fields
        is_prose = len(line) > _LONGEST or ends_a_sentence(line, 0, len(line))
        if len(lines) == _MOST_LINES or (not fields and (plain > _MOST_PLAIN or len(line) > _LONGEST_STANDFIRST)):
            break
        if not fields and is_prose and (not lines or any(each.fields for each in lines)):
            break
        lines.append(_Line(line, match.start(), match.end(), fields))
    return lines


def _certain(lines: list[_Line]) -> list[_Line]:
    """The lines of the head: up to the last that certainly tells something, what only might left out."""
    sure = [n for n, line in enumerate(lines) if any(field in _SURE for field, _ in line.fields)]
    if not sure:
        return []
    kept: list[_Line] = []
    is_titled = False
    outlets = {
        name for line in lines for field, name in line.fields if field in {"publisher", "likely"} and name != line.text
    }
    is_dated = any(field in {"published", "author"} for line in lines for field, _ in line.fields)
    for n, line in enumerate(lines):
        fields = line.fields
        names = {field for field, _ in fields}
        if fields == [_PAGES]:
            kept.append(line)
            continue
        is_near = any(all(each.fields for each in lines[min(n, one) : max(n, one) + 1]) for one in sure)
        is_headline = (
            not is_titled
            and line.text not in outlets
            and names <= {"publisher", "likely", "name", "place", "noise"}
            and not any(not each.fields for each in lines[n + 1 :])
        )
        if names and not names & _SURE and not (is_near and is_dated):
            fields = []
        if n > sure[-1] and names == {"place"}:
            fields = []  # "Coastal Erosion" below the day: a heading of the text
        if is_headline or (names & {"publisher"} and not is_dated and not _stands_alone(fields)):
            fields = []
        is_titled = is_titled or not fields
        if n > sure[-1] and not fields:
            break
        kept.append(line._replace(fields=fields))
    return kept if any(line.fields for line in kept) else []


def _stands_alone(fields: Iterable[tuple[str, str]]) -> bool:
    """Whether a name is an outlet's in any place: an agency's, or with the end of newspapers' names."""
    return any(
        field == "publisher" and (is_domain(name) or is_outlet(name.rpartition(" ")[2])) for field, name in fields
    )


def _fields(line: str) -> list[tuple[str, str]]:
    """What a line tells, if each of its parts tells something; else nothing."""
    from retrieval.readers.boilerplate import is_the_pages  # its patterns take a moment to compile

    if is_the_pages(line):
        return [_PAGES]
    found: list[tuple[str, str]] = []
    for part in filter(None, (" ".join(each.strip(_MARKS).split()) for each in _PARTS.split(line.strip(_MARKS)))):
        told = _part(part)
        if told is None:
            return []
        found += told
    return _with_name_before_outlet(found)


def _with_name_before_outlet(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same, where what the line opens with right before the outlet is a person's name, be it a rare one."""
    at = next((n for n, (field, _) in enumerate(found) if field != "published"), len(found))
    if [field for field, _ in found[at : at + 2]] in (["place", "publisher"], ["place", "likely"]):
        words = found[at][1].split()
        is_name = len(words) in (2, 3) and not any(word.isupper() and len(word) > 2 for word in words)
        if is_name and is_person(found[at][1]) and words[0].lower() not in phrases.PLACE_OPENS:
            return [*found[:at], ("name", found[at][1]), *found[at + 1 :]]
    return found


def _part(part: str) -> list[tuple[str, str]] | None:
    if phrases.HEAD_NOISE.fullmatch(part) or _HANDLE.fullmatch(part) or _PAGE.fullmatch(part):
        return [("noise", "")]
    keyed = _KEY.fullmatch(part)
    field = phrases.HEADER_KEYS.get(" ".join(keyed["key"].lower().split())) if keyed else None
    if field == "other" and keyed and len(keyed["value"].split()) <= _MOST_WORDS:
        return [("noise", "")]
    if field == "url" and keyed and "://" in keyed["value"]:
        return [(field, keyed["value"])]
    if keyed and field and field not in {"other", "title", "url"} and (field != "published" or _DAY.search(part)):
        if field != "published":
            return [(field, keyed["value"])]
        part = keyed["value"]
    part = _HANDLE.sub("", part).strip()
    if (by := phrases.BY.match(part)) is not None:
        return _by(part[by.end() :])
    if (day := _DAY.search(part)) is not None:
        return _dated(part, day)
    if phrases.UPDATED_LINE.match(part) or not _TIME.sub("", part).strip(" ,"):
        return [("noise", "")]
    return _pieces(part)


def _by(rest: str) -> list[tuple[str, str]] | None:
    """What follows "By": people and what they are, or nobody by name."""
    names, behind = names_after_by(rest)
    if not names:
        is_desk = len(rest.split()) <= _MOST_WORDS + 1 and phrases.NOBODY.search(rest)
        name = outlet_name(rest)
        return (
            [("desk", ""), *([("publisher", rest)] if name == rest and is_outlet(rest) else [])]
            if is_desk or (name == rest and is_outlet(rest))
            else None
        )
    if behind and (phrases.BEHIND_NAMES.match(behind) is None or behind.endswith(".")):
        return None
    day = _DAY.search(behind)
    dated = _dated(behind, day) if day else None
    pieces = [] if day else _pieces(behind.strip(" ,/")) or []
    is_for = phrases.FOR.match(behind) is not None  # "By Jane Roe for Stuff"
    outlets = [("likely", name) for field, name in pieces if field in {"publisher", "likely"} or (is_for and name)]
    return [("author", names), *(dated or outlets)]


def _dated(part: str, day: re.Match[str]) -> list[tuple[str, str]] | None:
    """What a part with a day in it tells: the day, and what stands around it."""
    before, behind = part[: day.start()], part[day.end() :]
    if phrases.UPDATED_LINE.match(before):
        return [("noise", "")]
    if updated := phrases.UPDATED_LINE.search(behind):
        behind = behind[: updated.start()]
    by = phrases.BY.match(_TIME.sub("", behind).strip(_MARKS + ",;:"))
    if by is not None and (told := _by(by.string[by.end() :])) is not None:
        told, behind = told, ""
    else:
        told = []
    before = phrases.DAY_LABEL.sub("", before.strip(_MARKS + ",;:"))
    around = [_pieces(_TIME.sub("", each).strip(_MARKS + ",;:/")) for each in (before, behind)]
    if any(each is None for each in around):
        return None
    return [("published", day["day"]), *told, *chain.from_iterable(each or () for each in around)]


def _pieces(written: str) -> list[tuple[str, str]] | None:
    """What the pieces between commas are: outlets, people, places, or nothing of that."""
    found: list[tuple[str, str]] = []
    pieces = re.split(r",\s*|\.\s+|\s*\(", _PAGE.sub("", written))
    for piece in pieces:
        name = phrases.BEFORE_OUTLET.sub("", piece.strip(_MARKS + ".:;"))
        if not name or phrases.HEAD_NOISE.fullmatch(name) or _PAGE.fullmatch(name):
            continue
        if len(name.split()) > 2 * _MOST_WORDS:
            return None
        copyrighted = phrases.COPYRIGHT.match(name)
        if copyrighted:
            name = re.sub(r"[ ,]*[0-9]{4}\Z", "", copyrighted["name"])
        outlet = outlet_name(name)
        is_whole = outlet is not None and outlet.removeprefix("The ") == re.sub(r"\A[Tt]he ", "", name)
        if is_whole and len(name.split()) <= _MOST_WORDS and phrases.DESK_END.search(name) is None:
            if is_outlet(name):
                found.append(("publisher", outlet or name))
                continue
            if copyrighted or phrases.LIKE_AN_OUTLET.fullmatch(name):
                found.append(("likely", outlet or name))
                continue
        if phrases.DESK_END.search(name) or phrases.NOBODY.fullmatch(name) or phrases.ROLE.fullmatch(name):
            found.append(("noise", ""))
        elif " " in name and is_person(name) and fold(name.split()[0]).partition("-")[0] in GIVEN:
            found.append(("name", name))
        elif len(pieces) > 1 and (there := _FROM_THERE.fullmatch(name)) and is_person(there["name"]):
            found.append(("name", there["name"]))
        elif _NAMED.fullmatch(name):
            found.append(("place", name))
        else:
            return None
    return found
