"""Articles as JSON: one a line, or a list, or one alone, under the field names that data sets and news APIs use."""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from retrieval.errors import ArticleError, BadArticleData, EmptyArticle
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, ParagraphKind, article_id
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.decoding.encodings import decode, one_line, was_utf8, wide
from retrieval.readers.exports.chat_export import messages_in
from retrieval.readers.files import too_large
from retrieval.readers.html.claim_reviews import reviews_of
from retrieval.readers.html.fragments import IN_HTML, out_of_html
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.endings import COUNT_OF_REST, breaks_off
from retrieval.readers.metadata.field_names import (
    AUTHOR,
    HTML,
    OWN_NAMES,
    PERHAPS_PUBLISHED,
    PUBLISHED,
    PUBLISHER,
    TEXT,
    TITLE,
    URL,
    field_named,
)
from retrieval.readers.metadata.publication_dates import day_in, is_believable
from retrieval.readers.source import NO_TEXT, UNREAD_DATE, Found, Source

_LISTS = ("articles", "items", "results", "data", "docs", "documents", "stories", "news", "posts", "messages")
_NAME = ("name", "title", "full_name", "fullName", "main", "rendered", "original", "@id", "href", "permalink")
_WITHIN = tuple("fields article content summary body _source attributes data post story tweet object".split())
"""Where an object without a text of its own may hold an object that has it."""

_METADATA = ("metadata", "meta")

_REMOVED = re.compile(
    r"\W*(?:removed|deleted|this article has been removed|only available in [a-z ]{1,60}plans?)\W*", re.IGNORECASE
)
_OF_DOT_NET = re.compile(r"/Date[(](?P<at>-?[0-9]{1,15})(?:[+-][0-9]{4})?[)]/")
_TIME_STAMP = re.compile(r"1[0-9]{9}(?:[0-9]{3})?(?:\.[0-9]+)?")
# What writers of data put where they have nothing to say.
_NOTHING = frozenset(("", "none", "null", "nan", "n/a", "unknown", "-"))
_MILLISECONDS = 100_000_000_000  # a time stamp that is larger counts those: as seconds it would lie in the year 5138

_MOST_BRACKETS = 50
"""Lists that may open before the one that holds the articles, when its lines are counted."""

_MOST_FAILURES, _DEEPEST, _LOOKED_AT = 100, 4, 20
"""Objects that can't be read before no more are looked for; objects in objects, and articles, that are looked at."""

_JSON_FEED = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")
_ASSIGNED = re.compile(r"\s*window\.YTD\.[\w.]{1,60} = ")  # an archive of X: a program that holds one list
_OBJECT = re.compile(r"\{(?=\s*\")")
_BETWEEN = re.compile(r"[\s,]*")

_SAMPLE = 1_000_000
_KINDS = TypeAdapter(tuple[tuple[int, ParagraphKind], ...])
"""Bytes at a file's start that tell whether it is UTF-8: one line may hold too little."""

_MEND = 'Write one object for each article, with "title" and "text".'


def json_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of a JSON file: a list of objects, an object that holds such a list, also one down, or one object.

    An article that is wrong comes as its error, and the rest goes on.

    Raises:
        BadArticleData: the file isn't JSON, or not made of objects.
    """
    text = _ASSIGNED.sub("", decode(data, source.shown), count=1)
    try:
        value = _loaded(text, source.shown, None)
    except BadArticleData as error:
        yield from named_articles(_readable(text, error), source)
        return
    outlet: dict[str, Any] = {}
    if isinstance(value, dict) and not _has_text(value):
        if str(value.get("version")).startswith(_JSON_FEED):
            outlet = {"publisher": value.get("title")}
        elif str(value.get("type")).endswith("channel"):  # as Telegram exports one
            outlet = {"publisher": value.get("name")}
        inside = _list_in(value)
        value = value if inside is None else inside
    elif isinstance(value, list) and not any(map(_holds_text, value[:_LOOKED_AT])):
        value = _list_in({"": value}) or value
    if not isinstance(value, list):
        yield _article(value, source)
        return
    if chats := list(messages_in(value, source)):
        yield from chats
        return
    told = ({**outlet, **each} if isinstance(each, dict) else each for each in value)
    yield from named_articles(zip(_lines_of(value, text), told, strict=True), source)


def _lines_of(items: list[Any], text: str) -> list[int | None]:
    """The line on which each object of a list begins, in the text that the list was read from; None if not found."""
    decoder = json.JSONDecoder()
    for bracket in islice(re.finditer(r"\[", text), _MOST_BRACKETS):
        with suppress(ValueError, RecursionError):
            if decoder.raw_decode(text, bracket.start())[0] == items:
                break
    else:
        return [None] * len(items)
    lines: list[int | None] = []
    at, line = bracket.end(), text.count("\n", 0, bracket.end()) + 1
    for _ in items:
        start = at + len(_BETWEEN.match(text, at)[0])  # type: ignore[index]  # it also fits nothing
        line += text.count("\n", at, start)
        lines.append(line)
        _, at = decoder.raw_decode(text, start)
        line += text.count("\n", start, at)
    return lines


def _readable(text: str, error: BadArticleData) -> Iterator[tuple[int | None, Any]]:
    """The articles of a text that isn't JSON as a whole: cut off, damaged in one of them, or one behind the other.

    Args:
        text: the file's.
        error: what is wrong with it; it comes behind the articles where something can't be read.

    Raises:
        BadArticleData: ``error``, where there is no article.
    """
    decoder = json.JSONDecoder(strict=False)
    at = failed = line = counted = 0
    has_any = False
    while failed < _MOST_FAILURES and (start := _OBJECT.search(text, at)) is not None:
        failed += text[at : start.start()].strip("[], \t\r\n") != ""
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            failed, at = failed + 1, start.end()
            continue
        if _has_text(value):
            line += text.count("\n", counted, start.start())
            counted, has_any = start.start(), True
            yield line + 1, value
    if not has_any:
        raise error
    if failed or text[at:].strip("[], \t\r\n"):
        yield None, error


def _list_in(value: dict[str, Any]) -> list[Any] | None:
    """The list of articles that an object holds, by its name or as one whose objects have texts, at most four down."""
    level: list[Any] = [value]
    named: list[Any] | None = None
    for _ in range(_DEEPEST):
        objects = [each for each in level if isinstance(each, dict)]
        if named is None:
            named = next((each[key] for each in objects for key in _LISTS if isinstance(each.get(key), list)), None)
        inside = [inner for each in objects for inner in each.values()]
        for each in (*objects, *inside):
            items = list(each.values()) if isinstance(each, dict) else each
            is_list = isinstance(each, list) or (isinstance(items, list) and all(isinstance(it, dict) for it in items))
            if is_list and any(map(_holds_text, items[:_LOOKED_AT])):
                return list(items)
        level = [item for each in inside for item in (each[:_LOOKED_AT] if isinstance(each, list) else [each])]
    return named


def _holds_text(value: Any) -> bool:
    return isinstance(value, dict) and _has_text(value)


def json_lines(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles of a file with one JSON object a line, read line by line: it may be of any size.

    Args:
        file: opened to read bytes.
        source: its name for messages, and the longest line that is read, in bytes.
    """
    yield from named_articles(_objects(file, source.shown, source.max_bytes), source)


def _objects(file: BinaryIO, shown: str, max_bytes: int) -> Iterator[tuple[int, Any]]:
    sample = file.read(_SAMPLE)
    file.seek(0)
    utf8 = was_utf8(sample[: sample.rfind(b"\n") + 1] or sample)
    number = 0
    with _line_reader(file, wide(sample)) as read:
        while line := read(max_bytes + 1):
            number += 1
            if len(line) > max_bytes:
                error = too_large(shown, len(line), max_bytes)
                while line and not line.endswith(b"\n"):
                    line = read(max_bytes)
                yield number, error
            elif line.strip():
                try:
                    yield number, _loaded(decode(line, shown, line=number, utf8=utf8).strip(), shown, number)
                except ArticleError as error:
                    yield number, error


@contextmanager
def _line_reader(file: BinaryIO, codec: str | None) -> Iterator[Callable[[int], bytes]]:
    """What reads a file's next line, or the start of a longer one; in UTF-8 where the file is in ``codec``."""
    if codec is None:
        yield file.readline
        return
    text = io.TextIOWrapper(file, codec, newline="\n")
    try:
        yield lambda most: text.readline(most).encode()
    finally:
        text.detach()


def named_articles(values: Iterable[tuple[int | None, Any]], source: Source) -> Iterator[Found]:
    """Each article with a path of its own behind the file's, the same as long as it names itself the same.

    By its place in the file alone, one line more at the top would make every article look changed.
    """
    seen: dict[str, int] = {}
    empty: EmptyArticle | None = None
    without_text = 0
    for line, value in values:
        if isinstance(value, ArticleError):
            yield value
            continue
        try:
            article = _article(value, source, line)
        except EmptyArticle as error:
            source.noted[NO_TEXT] += 1  # an archive may hold thousands of those
            empty, without_text = empty or error, without_text + 1
            continue
        except ArticleError as error:
            yield error
            continue
        own = value.get("id")
        key = str(own if isinstance(own, str | int) and own != "" else article.url or article.title)[:200]
        seen[key] = seen.get(key, 0) + 1
        again = f" ({seen[key]})" if seen[key] > 1 else ""
        path = f"{source.shown}#{key}{again}"
        yield article.model_copy(update={"path": path})
        if own == article.id:
            yield from _elsewhere(article, value.get("also_in"), path, source)
    if empty is not None and not seen:  # the texts may have a name of their own: what is read says the message
        source.noted.take_back(NO_TEXT, without_text)
        yield empty


def _elsewhere(article: Article, places: Any, path: str, source: Source) -> Iterator[Article]:
    """An exported article once more for each other outlet that has its text."""
    for number, place in enumerate(places if isinstance(places, list) else (), start=1):
        if isinstance(place, dict) and place.get("id") == article.id:
            try:
                told = _article({**place, "text": article.text}, source)
            except ArticleError:
                continue
            yield told.model_copy(update={"path": f"{path} also {number}"})


def _loaded(text: str, shown: str, line: int | None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line if line is not None else error.lineno
        reason = re.sub(r"(?: starting)? at\Z", "", error.msg)
        raise BadArticleData(shown, f"it isn't JSON ({reason})", _MEND, line=at) from None
    except (ValueError, RecursionError) as error:
        raise BadArticleData(shown, f"it can't be read as JSON ({type(error).__name__})", _MEND, line=line) from None


def _has_text(value: dict[str, Any]) -> bool:
    return any(isinstance(value.get(key), str) for key in (*TEXT, *HTML)) or _text_of(_whole(value)) is not None


def _text_of(value: dict[str, Any]) -> str | None:
    """An article's text: a string, or a list of its paragraphs."""
    for key in (*TEXT, *HTML):
        written = value.get(key)
        if isinstance(written, list):  # its paragraphs; of a chat's message, words in one type and another
            parts = [each.get("text") if isinstance(each, dict) else each for each in written]
            texts = [each for each in parts if isinstance(each, str)]
            between = "" if key == "text" and written != parts else "\n\n"
            written = between.join(texts) if len(texts) == len(parts) else None
        elif isinstance(written, dict):
            written = written.get("value")
        if isinstance(written, str) and written.strip():
            return written
    return None


def _renamed(value: dict[str, Any]) -> dict[str, Any]:
    """An object with those of its fields that only tables call so under their usual names, too."""
    lacking = {field for field, names in OWN_NAMES.items() if not any(value.get(name) for name in names)}
    told: dict[str, Any] = {}
    for key, each in value.items():
        if isinstance(each, str | int | float) and each and (field := field_named(key)) in lacking:
            told.setdefault(field, each)
    return {**value, **told} if told else value


def _whole(value: dict[str, Any], depth: int = 2) -> dict[str, Any]:
    """An object, with what the object inside it that holds the text says."""
    value = _renamed(value)
    if _text_of(value) is not None or not depth:
        return value
    within = (_whole(value[key], depth - 1) for key in _WITHIN if isinstance(value.get(key), dict))
    inner = next((each for each in within if _text_of(each) is not None), None)
    return value if inner is None else {**value, **inner}


def _article(value: Any, source: Source, line: int | None = None) -> Article:
    if not isinstance(value, dict):
        raise BadArticleData(source.shown, "there is no object with an article", _MEND, line=line)
    value = _with_metadata(_whole(value))
    text = _text_of(value)
    if text is None:
        title = _first(value, TITLE)
        where = "it" if title is None else f"the article {title[:60]!r}"
        raise EmptyArticle(source.shown, f'there is no "text" in {where}', _MEND, line=line)
    if _REMOVED.fullmatch(text):
        raise EmptyArticle(source.shown, "its source took the text out", "Leave it out.", line=line)
    # Half of a character, as a broken escape names it, isn't text.
    text = text.encode("utf-8", "replace").decode("utf-8")
    is_cut = value.get("incomplete") is True
    kinds: Mapping[str, ParagraphKind] = {}
    if value.get("id") != article_id(text):  # else it is an exported article: every offset in it must stay
        whole = text.replace("\r\n", "\n").replace("\r", "\n")
        is_cut = is_cut or breaks_off(whole)
        text = COUNT_OF_REST.sub("", whole)
        text, kinds = out_of_html(text) if IN_HTML.search(text) else (text.strip(), {})
        is_cut = is_cut or breaks_off(text)
        text = without_boilerplate(text)
    url = _first(value, URL)
    publisher = _first(value, PUBLISHER)
    if publisher is not None and re.match(r"https?://", publisher):
        url, publisher = url or publisher, None
    told = Particulars(
        title=_first(value, TITLE),
        publisher=publisher,
        author=_first(value, AUTHOR),
        published=_published(value, source.noted),
        url=url if url is not None and re.match(r"https?://", url) else None,
        incomplete=is_cut,
    )
    try:
        is_exported = value.get("id") == article_id(text)
        article = article_of(text, told, source.shown, exact=is_exported, noted=source.noted)
        told_of = _kinds_of(value.get("kinds")) if is_exported else told_kinds(article.text, kinds)
        return article.model_copy(update={"reviews": reviews_of(value.get("reviews")), "kinds": told_of})
    except EmptyArticle as error:
        raise EmptyArticle(source.shown, error.message.partition(": ")[2], _MEND, line=line) from None


def _with_metadata(value: dict[str, Any]) -> dict[str, Any]:
    """An object with what it tells in one inside, as LlamaIndex's documents and data sets do; its own come first."""
    told = next((each for key in _METADATA if isinstance(each := value.get(key), dict)), {})
    return {**{key: each for key, each in told.items() if key not in (*TEXT, *HTML, "id")}, **value}


def _kinds_of(value: Any) -> tuple[tuple[int, ParagraphKind], ...]:
    try:
        return _KINDS.validate_python(value or ())
    except ValidationError:
        return ()


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if (text := ", ".join(_texts(value.get(key))))), None)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for item in value[:20] for text in _texts(item)[:1]]
    if isinstance(value, dict):
        return next((texts for key in _NAME if (texts := _texts(value.get(key)))), [])
    if not isinstance(value, str):
        return []
    clean = one_line(html.unescape(value))
    return [] if clean.lower() in _NOTHING else [clean]


def _published(value: dict[str, Any], noted: Counter[str]) -> date | None:
    if not any(value.get(key) for key in PUBLISHED):
        return next((day for key in PERHAPS_PUBLISHED if (day := _day(value.get(key)))), None)
    written = next((value[key] for key in PUBLISHED if value.get(key)), None)
    day = _day(written)
    is_told = isinstance(written, int | float) or (
        isinstance(written, str) and one_line(written).lower() not in _NOTHING
    )
    if day is not None and is_believable(day):
        return day
    noted[UNREAD_DATE] += is_told
    return None


def _day(written: Any) -> date | None:
    """The day that a value tells: a date as text, or the seconds or milliseconds since 1970; MongoDB's in an object."""
    for key in ("$date", "$numberLong"):
        written = written.get(key) if isinstance(written, dict) else written
    if isinstance(written, str) and (stamp := _OF_DOT_NET.fullmatch(written.strip())):
        written = int(stamp["at"])
    if isinstance(written, str) and _TIME_STAMP.fullmatch(written.strip()):
        written = float(written)
    if isinstance(written, str):
        return day_in(one_line(written))
    if isinstance(written, bool) or not isinstance(written, int | float):
        return None
    try:
        seconds = written / 1000 if written > _MILLISECONDS else written
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
