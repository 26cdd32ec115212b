"""Subtitles (.vtt, .srt) to the text that is spoken, and transcripts whose lines open with the time."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import reduce

from retrieval.errors import EmptyArticle
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import ParagraphKind
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.titles import title_in_name
from retrieval.readers.source import Found, Source

_TIMES = re.compile(
    r"(?:(?P<h>[0-9]{1,3}):)?(?P<m>[0-9]{2}):(?P<s>[0-9]{2})[.,][0-9]{3}[ \t]*-->[ \t]*"
    r"(?:(?P<eh>[0-9]{1,3}):)?(?P<em>[0-9]{2}):(?P<es>[0-9]{2})[.,][0-9]{3}.*"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+(?P<name>[^>\n]{1,80})>")
_TAG = re.compile(r"<[^>\n]{0,120}>|\{\\[^}\n]{0,80}\}")
_TURN = re.compile(r"(?:>>+|[-–—])[ \t]*|(?=[A-Z][\w.'’ -]{1,40}:[ \t])")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_PAUSE = 2  # seconds of silence after a sentence begin a paragraph
_LONGEST = 600  # code points after which a sentence's end begins a paragraph
_NOT_SPOKEN = ("WEBVTT", "NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP", "Kind:", "Language:")
_STAMPED = re.compile(
    r"^[ \t]*[\[(]?(?:[0-9]{1,2}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?[\])]?[ \t]+(?=[^\W\d_][^\n:]{0,60}:[ \t])",
    re.MULTILINE,
)
_STAMPS = 3
# "Jane Doe  0:07", the words below; how Otter, Teams, Rev and others write their transcripts.
_HEADED = re.compile(
    r"^(?P<name>[^\W\d_][^\n:;!?]{0,60}?)[ \t]{0,9}:?[ \t]{1,9}[\[(]?(?P<at>(?:[0-9]{1,2}:)?[0-9]{1,2}:[0-9]{2})"
    r"(?:[.,][0-9]{1,3})?[\])]?[ \t]{0,9}:?[ \t]{0,9}\n(?:[ \t]{0,9}\n)?(?=\S)",
    re.MULTILINE,
)
_SOURCE = re.compile(r"\n\n?Transcribed by https?://\S{1,200}\s*\Z")
_LISTED = re.compile(r"^(?:SUMMARY KEYWORDS|SPEAKERS)[ \t]*\n[^\n]+\n+", re.MULTILINE)  # Otter's, above the first turn


def subtitle_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The one article that the cues of a file of subtitles make: "Name: words" where they tell who speaks.

    Its title is the file's name in words, else made from the first ones that are spoken.

    Raises:
        EmptyArticle: no cue says anything.
    """
    content = decode(data, source.shown).replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = list(_paragraphs(content))
    if not paragraphs:
        raise EmptyArticle(source.shown, "there are no subtitles in it", "Leave it out.")
    told = Particulars(title=title_in_name(source.shown))
    text = "\n\n".join(words for words, _ in paragraphs)
    article = article_of(text, told, source.shown, noted=source.noted)
    turns = {words: ParagraphKind.TURN for words, is_voice in paragraphs if is_voice}
    yield article.model_copy(update={"kinds": told_kinds(article.text, turns)})


def without_time_stamps(text: str) -> str:
    """A transcript without the times before its speakers' names ("00:02:10 Jane Doe: …") or behind them, the words
    below; another text as it is.
    """
    if len(_STAMPED.findall(text)) >= _STAMPS:
        return _STAMPED.sub("", text)
    heads = list(_HEADED.finditer(text))
    times = [_seconds(head["at"]) for head in heads]
    speaks_again = len({head["name"] for head in heads}) < len(heads)
    if len(heads) < _STAMPS or not speaks_again or times != sorted(times):
        return text
    above = _LISTED.sub("", text[: heads[0].start()])
    return above + _SOURCE.sub("", _HEADED.sub(lambda head: f"{head['name']}: ", text[heads[0].start() :]))


def _seconds(time: str) -> int:
    """Of "1:02:07" or "2:07"."""
    return reduce(lambda total, part: 60 * total + int(part), time.split(":"), 0)


def _paragraphs(content: str) -> Iterator[tuple[str, bool]]:
    """What is spoken, and whether a voice's tag tells by whom."""
    piece, voice, before, ended = "", "", "", 0
    for block in re.split(r"\n[ \t]*\n", content):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        at = next((number for number, line in enumerate(lines) if _TIMES.fullmatch(line)), None)
        if at is None or lines[0].startswith(_NOT_SPOKEN[1:4]):
            continue
        times = _TIMES.fullmatch(lines[at])
        assert times is not None  # noqa: S101 - that is how it was found
        begun = int(times["h"] or 0) * 3600 + int(times["m"]) * 60 + int(times["s"])
        for line in lines[at + 1 :]:
            named = _VOICE.search(line)
            name = " ".join(named["name"].split()) if named else ""
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            if not words or words == before:  # captions that roll up say each line twice
                continue
            before = words
            opens = _TURN.match(words)
            words = words[opens.end() :] if opens and opens.end() else words
            is_new = (named is not None and name != voice) or opens is not None
            is_apart = _ENDS.search(piece) and (begun - ended >= _PAUSE or len(piece) > _LONGEST)
            if piece and (is_new or is_apart):
                yield piece, bool(voice) and piece.startswith(f"{voice}: ")
                piece = ""
            if named is not None and (not piece):
                piece = f"{name}: {words}"
                voice = name
            else:
                piece = f"{piece} {words}".strip()
                voice = "" if opens is not None and named is None else voice
        ended = int(times["eh"] or 0) * 3600 + int(times["em"]) * 60 + int(times["es"])
    if piece:
        yield piece, bool(voice) and piece.startswith(f"{voice}: ")
