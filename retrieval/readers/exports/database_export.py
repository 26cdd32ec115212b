"""Exports of news databases: several articles in one text, each with its header block.

Nexis Uni parts them by "End of Document" (before 2017 LexisNexis headed each with "1 of 25 DOCUMENTS"); Factiva ends
each with "Document" and its number, and writes the particulars with codes before them (HD, BY, PD, SN, LP, TD) or bare;
ProQuest and Gale label all of them and head the text with "Full text".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from retrieval.errors import ArticleError
from retrieval.lang.en.phrases.credit_phrases import EDITION_LINE, LABELS_OF_DATABASES
from retrieval.model import Article
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.bylines import byline, given_name_first, is_name
from retrieval.readers.metadata.header_block import split_header_block
from retrieval.readers.metadata.publication_dates import day_in, day_of
from retrieval.readers.source import NO_TEXT, UNREAD_DATE, Found, Source

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_HEAD = re.compile(r"^[ \t]*(?:Document )?[0-9]{1,5} of [0-9]{1,6}(?: DOCUMENTS?)?[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(
    r"^[ \t]*(?:AN[ \t]+)?Document[ \t]+(?P<id>(?=[A-Z])[A-Z0-9]{8,15}(?:19|20)[0-9]{6}\w{6,14})[ \t]*$", re.MULTILINE
)
_LENGTH = re.compile(r"^[ \t]*(?:LENGTH|Length):?[ \t]*[0-9][0-9,.]*[ ]words[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"[0-9][0-9,.]* words")
_LABEL = re.compile(r"[ \t]*(?P<key>[A-Z][A-Za-z-]{2,20}):[ \t]*(?P<value>.*)")
_BODY = re.compile(r"[ \t]*(?:BODY|Body):?[ \t]*")
_CODE = re.compile(
    r"^(?P<key>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM|VOL)"
    r"(?:[ \t]+|[ \t]*\n|$)",
    re.MULTILINE,
)
_COPYRIGHT = re.compile(r"[ \t]*(?:Copyright\b|\(c\)[ ]|©)|.*\ball rights reserved\b", re.IGNORECASE)
_AFTER = frozenset("load-date language publication-type journal-code graphic".split())
_AFTER_HEADINGS = frozenset("graphic notes classification correction".split())
"""What stands below the text; from the first of these on nothing is the article's."""

_LOADED = re.compile(r"Load-Date:[ \t]*(?P<value>.+)", re.IGNORECASE)

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?:[ ]?[AP]M)?(?:[ ][A-Z]{2,4})?")
_FULL_TEXT = re.compile(r"^[ \t]*full text(?:[ \t]*:[ \t]*|[ \t]*$)", re.MULTILINE | re.IGNORECASE)
_PROQUEST_HEAD = re.compile(r"^[ \t]*(?:_{20,}|Document [0-9]{1,5} of [0-9]{1,6})[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"(?P<key>[A-Za-z][A-Za-z /]{2,40}?)[ \t]*:[ \t]*(?P<value>.*)")
_DATABASE = re.compile(
    r"^[ \t]*(?:ProQuest document (?:link|ID)|Database[ \t]*:|Gale Document Number|Source Citation"
    r"|Publication title[ \t]*:)",
    re.MULTILINE | re.IGNORECASE,
)
_COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search (?:Terms|Type)|Documents? \([0-9]+\)).*"
)
_FEWEST_CODES = 4
_TOP = 14  # lines in which the head ends


def exported_articles(content: str, source: Source) -> list[Found]:
    """The articles of an export; none when ``content`` isn't one.

    Args:
        content: the text, line ends as line feeds.
        source: where it is from; an article's path is that and its number in the export.
    """
    parts = list(_parts(content))
    return [
        found for number, told_and_text in enumerate(parts, start=1) for found in _made(told_and_text, number, source)
    ]


def _parts(content: str) -> Iterator[tuple[Particulars, str, bool]]:
    """For each article what its head tells, its text, and whether a day stood there."""
    ends = list(_FACTIVA_END.finditer(content))
    if ends:
        starts = [0, *(each.end() for each in ends[:-1])]
        for start, end in zip(starts, ends, strict=True):
            part = content[start : end.start()]
            codes = {match["key"] for match in _CODE.finditer(part)}
            yield _factiva_coded(part) if len(codes) >= _FEWEST_CODES else _factiva_bare(part)
    elif _FULL_TEXT.search(content) and _DATABASE.search(content):
        for part in _PROQUEST_HEAD.split(content):
            if _FULL_TEXT.search(part):
                yield _labelled(part)
    elif _LENGTH.search(content):
        divider = _NEXIS_END if _NEXIS_END.search(content) else _NEXIS_HEAD
        is_whole = divider.search(content) is None and _LOADED.search(content) is None
        if is_whole and split_header_block(content, Counter()) is not None:
            return  # a length among the fields of any script's block
        for part in divider.split(content):
            if _LENGTH.search(part):
                yield _nexis(part)


def _made(part: tuple[Particulars, str, bool], number: int, source: Source) -> Iterator[Found]:
    told, text, had_day = part
    if not text:
        source.noted[NO_TEXT] += 1
        return
    if had_day and told.published is None:
        source.noted[UNREAD_DATE] += 1
    try:
        article: Article = article_of(text, told, source.shown, noted=source.noted)
        yield article.model_copy(update={"path": f"{source.shown}#{number}"})
    except ArticleError as error:
        yield error


def _nexis(part: str) -> tuple[Particulars, str, bool]:
    lines = [line.strip() for line in _NEXIS_HEAD.sub("", part).strip().split("\n")]
    at = next(number for number, line in enumerate(lines) if _LENGTH.fullmatch(line))
    fields: dict[str, str] = {}
    bare: list[str] = []
    for line in lines[:at]:
        label = _LABEL.fullmatch(line)
        if label and label["key"].lower() in {"byline", "section", "headline", "highlight", "dateline"}:
            fields[label["key"].lower()] = label["value"]
        elif line and not _COPYRIGHT.match(line) and not EDITION_LINE.fullmatch(line):
            bare.append(line)
    below: str | None = None  # the day, where it stands there and not above
    number = at + 1
    while number < len(lines):
        line = lines[number]
        label = _LABEL.fullmatch(line)
        if _BODY.fullmatch(line):
            number += 1
            break
        if label and label["key"].lower() in {"byline", "highlight", "dateline", "section", "headline"}:
            fields[label["key"].lower()] = label["value"]
        elif line and below is None and day_of(line) is not None and not any(map(day_in, bare)):
            below = line
        elif line:
            break
        number += 1
    text: list[str] = []
    for line in lines[number:]:
        label = _LABEL.fullmatch(line)
        if (label and label["key"].lower() in _AFTER) or line.lower() in _AFTER_HEADINGS:
            break
        text.append(line)
    loaded = next((label["value"] for line in lines if (label := _LOADED.fullmatch(line))), None)
    while text and (not text[-1] or _COPYRIGHT.match(text[-1])):
        text.pop()
    if any(map(_COVER.fullmatch, bare)):  # what was asked for, and a list of what was found
        last = max(number for number, line in enumerate(bare) if day_in(line) or _COVER.fullmatch(line))
        bare = bare[max(0, last - 2) :]
    dated = next((line for line in bare if day_in(line)), None)
    around = [line for line in bare if line is not dated]
    # Nexis Uni heads with the title, then the outlet; LexisNexis with the outlet, the day and then the title.
    day_at = bare.index(dated) if dated is not None else len(bare)
    title = fields.get("headline") or (bare[0] if day_at >= 2 else next(iter(bare[day_at + 1 :]), None))
    publisher = next((line for line in around if line != title), None)
    return (
        _told(title, publisher, fields.get("byline"), dated or below or loaded),
        _joined(text),
        (dated or below) is not None,
    )


def _factiva_coded(part: str) -> tuple[Particulars, str, bool]:
    found = list(_CODE.finditer(part))
    ends = [each.start() for each in found[1:]] + [len(part)]
    fields = {each["key"]: part[each.end() : end].strip() for each, end in zip(found, ends, strict=True)}
    text = "\n\n".join(filter(None, (fields.get("LP"), fields.get("TD"))))
    told = _told(fields.get("HD"), fields.get("SN"), fields.get("BY"), fields.get("PD"))
    return told, _joined(text.split("\n")), "PD" in fields


def _factiva_bare(part: str) -> tuple[Particulars, str, bool]:
    lines = [line.strip() for line in part.strip().split("\n")]
    filled = [number for number, line in enumerate(lines) if line]
    words_at = next((number for number in filled[:_TOP] if _WORDS.fullmatch(lines[number])), None)
    if words_at is None:
        return Particulars(), _joined(lines), False
    above = [lines[number] for number in filled if number < words_at]
    by = next((line for line in above[1:] if byline(line) is not None or re.match(r"By[ ]", line)), None)
    if by is None and len(above) > 1 and is_name(above[-1]):
        by = above[-1]
    below = [number for number in filled if number > words_at][:_TOP]
    day_at = next((number for number in below if day_in(lines[number])), words_at)
    after = [number for number in below if number > day_at and not _CLOCK.fullmatch(lines[number])]
    publisher = lines[after[0]] if after else None
    copyright_at = next((number for number in after if _COPYRIGHT.match(lines[number])), None)
    # Without a copyright line the head ends with the language.
    end = (
        copyright_at
        if copyright_at is not None
        else next((n for n in after[1:6] if re.fullmatch(r"[A-Z][a-z]+", lines[n])), day_at)
    )
    told = _told(above[0] if above else None, publisher, by, lines[day_at] if day_at != words_at else None)
    return told, _joined(lines[end + 1 :]), day_at != words_at


def _labelled(part: str) -> tuple[Particulars, str, bool]:
    """One article of ProQuest's or Gale's: its title, labelled fields, the text, and more fields."""
    full = _FULL_TEXT.search(part)
    assert full is not None  # noqa: S101 - as it was chosen
    fields: dict[str, str] = {}
    bare: list[str] = []
    text: list[str] = []
    is_text = False
    for number, line in enumerate(map(str.strip, f"{part[: full.start()]}\n\0\n{part[full.end() :]}".split("\n"))):
        if line == "\0":
            is_text = True
            continue
        field = _FIELD.fullmatch(line)
        name = LABELS_OF_DATABASES.get(" ".join(field["key"].lower().split())) if field else None
        if field is not None and name is not None:
            fields.setdefault(name, field["value"])
            is_text = is_text and (name == "author" and not any(text))
        elif line.lower() in LABELS_OF_DATABASES:
            is_text = False
        elif is_text:
            text.append(line)
        elif line and number < _TOP and not text:
            bare.append(line)
    told = _told(
        fields.get("title") or next(iter(bare), None),
        (fields.get("publisher") or "").split(";")[0].strip() or None,
        fields.get("author"),
        fields.get("published"),
    )
    while text and (not text[-1] or _COPYRIGHT.match(text[-1])):
        text.pop()
    return told, _joined(text), "published" in fields


def _told(title: str | None, publisher: str | None, author: str | None, dated: str | None) -> Particulars:
    return Particulars(
        title=" ".join(title.split()) if title else None,
        publisher=publisher.split("\n")[0].strip() if publisher else None,
        author=given_name_first(re.sub(r"\A[Bb][Yy][ ]+", "", " ".join(author.split()))) if author else None,
        published=day_in(dated.split("\n")[0]) if dated else None,
    )


def _joined(lines: list[str]) -> str:
    from retrieval.readers.boilerplate import without_boilerplate

    return without_boilerplate(re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip())
