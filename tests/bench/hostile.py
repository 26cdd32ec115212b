"""Files that were made to hang a parser or to fill the memory: 400 of 50 kinds, eight sizes or seeds of each.

Told are the slowest, and whether an article after them is still read. Each file is read with the limits of ``ingest``.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from retrieval.errors import ArticleError
from retrieval.model import Article
from retrieval.readers.sandbox import LIMIT, GuardedReader
from retrieval.readers.source import Tally
from retrieval.system.worker_process import worked
from tests.bench.collection import say
from tests.bench.measuring import children
from tests.bench.tables import heading, row

_SIZES = (1, 10, 100, 1_000, 10_000, 50_000, 200_000, 400_000)
"""How often the part that makes a file hostile is repeated in it."""

_MOST_BYTES = 10_000_000
_MOST_TAKEN = 2_000
_GRACE = 5.0  # seconds beside the limit: to stop a process, and to start the next


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(n: int, kind: bytes, name: str, link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number in range(min(n, 60_000)):
            member = tarfile.TarInfo(name.format(number))
            member.type, member.linkname = kind, link
            archive.addfile(member)
    return out.getvalue()


def _laughs(n: int, around: str) -> bytes:
    levels = min(n, 12)
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(levels))
    return (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>' + around % f"&e{levels};").encode()


def _page(part: str, n: int, end: str = "") -> bytes:
    whole = f"<html><body><h1>Ice</h1>{part * n}The ferry froze in the sound.{end * n}</body></html>"
    return whole.encode()[:_MOST_BYTES]


def _random(n: int, opening: bytes) -> bytes:
    return opening + random.Random(n).randbytes(min(n * 10, 1_000_000))


def _pdf(n: int, content: bytes) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(n))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[" + kids + b"]/Count "
        + str(n).encode() + b">>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length "
        + str(len(content)).encode() + b">>\nstream\n" + content + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )  # fmt: skip


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LD = '<script type="application/ld+json">{}</script>'
KINDS: dict[str, Callable[[int], bytes]] = {
    "nested boxes.html": lambda n: _page("<div>", n),
    "attributes.html": lambda n: _page("<p " + " ".join(f"a{i}=1" for i in range(n)) + ">x</p>", 1),
    "links.html": lambda n: _page("<a href=/x>y</a>", n),
    "paragraphs.html": lambda n: _page("<p>The ferry froze in the sound.</p>", n),
    "inline nested.html": lambda n: _page("<b><i>", n),
    "open quotations.html": lambda n: _page("<blockquote><p>“Ice", n),
    "dialogs.html": lambda n: _page("<div role=dialog><p>We use cookies on your device</p>", n),
    "headed boxes.html": lambda n: _page("<div><h3>Comments (3)</h3><p>Ice</p>", n, "</div>"),
    "linked headings.html": lambda n: _page("<section><h3><a href=/x>Ice</a></h3><p>Snow</p></section>", n),
    "linked data.html": lambda n: _page(_LD.format('{"@type":"NewsArticle","headline":"Ice"}'), n),
    "deep linked data.html": lambda n: _page(_LD.format("[" * n), 1),
    "times.html": lambda n: _page("<time class=date datetime=2025-01-01>1</time>", n),
    "tables.html": lambda n: _page("<table><tr><td>", n),
    "titles.html": lambda n: _page("<title>a | b - c</title><b>a</b>", n),
    "entities.html": lambda n: _page("&amp;lt;&#x1F600;&bogus;", n),
    "comments.html": lambda n: _page("<!-- <!-- --", n),
    "equal lines.html": lambda n: _page("<p>" + "The ferry froze in the sound on Monday and stayed. " * 3 + "</p>", n),
    "names.txt": lambda n: ("By " + "Ana Roe, " * n).encode()[:_MOST_BYTES],
    "capitals.txt": lambda n: ("A B. " * n + "\nBy A B. C\n2025-01-01\n").encode(),
    "days.txt": lambda n: ("3 March 2025, " * n).encode() + b"\nThe Post, 3 March 2025\n",
    "head lines.txt": lambda n: b"The Daily Post\nBy Ana Roe\n3 March 2025\n" * n,
    "keys.txt": lambda n: b"Title: Date: Author: " * n,
    "rules.txt": lambda n: b"=====\nTitle: x\n" * n,
    "marks.txt": lambda n: ("“‘\"'«" * n).encode(),
    "no end.txt": lambda n: b"a" * (n * 20),
    "blank.txt": lambda n: b" \n\t" * n,
    "mojibake.txt": lambda n: "â€œ".encode() * n,
    "ampersands.txt": lambda n: b"&#" * n,
    "front matter.md": lambda n: b"---\n" + b"a: [" * n + b"\n---\nx",
    "anchors.md": lambda n: b"---\na: &a [" + b"*a, " * min(n, 9_000) + b"]\n---\nIce.",
    "brackets.md": lambda n: b"![](" * n + b"**" * n,
    "deep.json": lambda n: b"[" * n,
    "keys.json": lambda n: ("{" + ",".join(f'"k{i}":"v"' for i in range(n)) + "}").encode(),
    "numbers.json": lambda n: b'{"text":' + b"9" * n + b"}",
    "empty.jsonl": lambda n: b"{}\n" * n,
    "columns.csv": lambda n: (",".join(f"c{i}" for i in range(n)) + "\n1\n").encode(),
    "open field.csv": lambda n: b'title,text\n"' + b"x,\n" * n,
    "words.eml": lambda n: b"Subject: " + b"=?utf-8?q?aaaa?=\n " * n + b"\n\nIce.",
    "parts.eml": lambda n: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n)
    ),
    "openings.mbox": lambda n: b"From a\n\n" * n,
    "groups.rtf": lambda n: b"{\\rtf1" + b"{\\b " * n,
    "cues.vtt": lambda n: b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:02.000\n<v A>x\n\n" * n,
    "tags.sgm": lambda n: b"<REUTERS><BODY>" + b"<TITLE <D>" * n,
    "pages.pdf": lambda n: _pdf(min(n, 100_000), b"BT (Ice) Tj ET"),
    "operators.pdf": lambda n: _pdf(1, b"q " * n + b"BT (Ice) Tj ET"),
    "laughs.docx": lambda n: _zip({"word/document.xml": _laughs(n, f'<w:document xmlns:w="{_WORD}">%s</w:document>')}),
    "laughs.odt": lambda n: _zip({"content.xml": _laughs(n, f'<t:p xmlns:t="{_OFFICE}">%s</t:p>')}),
    "members.zip": lambda n: _zip({f"{i}.txt": b"Ice." for i in range(min(n, 60_000))}),
    "bomb.gz": lambda n: gzip.compress(b"\0" * (n * 1_000)),
    "links.tar": lambda n: _tar(n, tarfile.SYMTYPE, "{}.txt", "/etc/passwd"),
    "ways out.tar": lambda n: _tar(n, tarfile.REGTYPE, "../../{}.txt"),
    "noise.pdf": lambda n: _random(n, b"%PDF-1.7\n"),
    "noise.docx": lambda n: _random(n, b"PK\x03\x04"),
    "noise.html": lambda n: _random(n, b"<html>"),
    "noise.txt": lambda n: _random(n, b""),
}
"""Name to what makes a file of it, given how often."""


def part() -> None:
    """Read each in turn, and an article after it."""
    heading("Hostile files", f"{len(KINDS)} kinds, {len(_SIZES)} sizes; seconds")
    slowest: list[tuple[float, float, str]] = []
    told = Tally()
    with tempfile.TemporaryDirectory() as folder, GuardedReader() as reader:
        sound = Path(folder) / "sound.txt"
        sound.write_text("The ferry froze in the sound on Monday, its captain said.", encoding="utf-8")
        for name, make in KINDS.items():
            for size in _SIZES:
                file = Path(folder) / f"{size} {name}"
                file.write_bytes(make(size))
                start, before = time.monotonic(), _worked()
                told[_outcome(file, reader)] += 1
                slowest.append((_worked() - before, time.monotonic() - start, file.name))
                told["article after it lost"] += _outcome(sound, reader) != "article"
                file.unlink()
    for work, seconds, name in sorted(slowest)[-8:]:
        row(name, f"{work:.1f} of work, {seconds:.1f} by the clock")
    row(f"more than {LIMIT + _GRACE:.0f} s of work", str(sum(work > LIMIT + _GRACE for work, *_ in slowest)))
    say(json.dumps(told))


def _worked() -> float:
    """The seconds for which cores have worked for this process's children, those that have ended among them."""
    ended = os.times()
    return ended.children_user + ended.children_system + sum(map(worked, children()))


def _outcome(file: Path, reader: GuardedReader) -> str:
    found = reader.read_file(file, shown_as=file.name, known_as=file.name, max_bytes=_MOST_BYTES, skipped=Tally())
    kinds = {
        "article" if isinstance(each, Article) else type(each).__name__
        for each in islice(found, _MOST_TAKEN)
        if isinstance(each, Article | ArticleError)
    }
    return "article" if "article" in kinds else next(iter(sorted(kinds)), "nothing")


PARTS = {"hostile": part}
