"""The checks of a member are the same in a zip, a tar and a 7z."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from py7zr import SevenZipFile

from retrieval.errors import ArticleError
from retrieval.model import Article
from retrieval.readers.source import Tally
from tests.retrieval.readers.conftest import found_in

FILES = {
    "a.txt": b"The ferry froze in the sound.",
    ".b.txt": b"Hidden.",
    "__MACOSX/c.txt": b"Hidden, too.",
    "README.md": b"About this folder.",
    "picture.png": b"\x89PNG",
    "../d.txt": b"It leads out.",
    "e.zip": b"PK\x03\x04",
    "f.txt": b"x" * 2_000,
    "page.php": b"<!doctype html><title>Ice</title><p>The ferry froze in the sound, and its master waits for a thaw.",
    "notes": b"Words.",
}


def packed(kind: str) -> bytes:
    """The files in an archive of that kind."""
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in FILES.items():
                archive.writestr(name, data)
        return out.getvalue()
    if kind == "7z":
        with SevenZipFile(out, "w") as seven:
            for name, data in FILES.items():
                if not name.startswith(".."):  # the library writes no such name
                    seven.writestr(data, name)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar", "7z"])
def test_what_a_member_may_be(kind: str) -> None:
    """Articles come, by their opening where the name doesn't tell, and two errors; the rest is counted or hidden."""
    skipped = Tally()
    found = found_in(packed(kind), f"n.{kind}", skipped=skipped)
    assert [each.path for each in found if isinstance(each, Article)] == [
        *(f"n.{kind}/{name}" for name in ("a.txt", "f.txt", "page.php"))
    ]
    refused = [f"n.{kind}/../d.txt"] if kind != "7z" else []
    assert [each.path for each in found if isinstance(each, ArticleError)] == [*refused, f"n.{kind}/e.zip"]
    assert skipped == {"readme": 1, ".png": 1, "no suffix": 1}
