"""What is forgotten is in no file of the home any more."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.model import Article
from retrieval.store import compression
from retrieval.store.engine import Engine
from tests.retrieval.conftest import Open

SECRET = (
    "The xylophonists of Quuxville froze their Würstchen in the jabberwock’s larder.\n\n"
    "“We won’t wait for Kvetchmann’s zamboni,” said Mara Snorklefjord."
)
EDITED = SECRET.replace("zamboni", "bandoneon")
STAYS = "The ferry sails at noon. “The ice is thick,” said Jon Holm of the harbour."


def article(text: str, path: str) -> Article:
    return Article(title="Quibbleton grumbles" if path == "secret.txt" else "Ferry", text=text, path=path)


@pytest.fixture
def library(opened: Open) -> Library:
    """One article that stays, and one that was edited once."""
    library = opened()
    library.add([article(STAYS, "stays.txt"), article(SECRET, "secret.txt")])
    library.add([article(EDITED, "secret.txt")])
    return library


def traces(home: Path) -> list[tuple[str, bytes]]:
    """The files that hold a word of the secret text, in UTF-8, folded, or as JSON escapes it, or it compressed."""
    told = set(re.findall(r"\w{7,}", f"{SECRET} {EDITED} Quibbleton"))
    spelled = {of for word in told for of in (word, word.lower(), word.encode("ascii", "backslashreplace").decode())}
    wanted = [*(word.encode() for word in sorted(spelled)), compressed(SECRET), compressed(EDITED)]
    return [
        (str(file.relative_to(home)), word)
        for file in home.rglob("*")
        if file.is_file()
        for word in wanted
        if word in file.read_bytes()
    ]


def compressed(text: str) -> bytes:
    """The end of a text as it is stored."""
    return compression.compressed(text)[-40:]


def secret_id(library: Library) -> str:
    snapshot = library.snapshot()
    assert snapshot is not None
    (found,) = snapshot.catalog.articles.in_file("secret.txt")
    return found


def test_no_byte_of_a_forgotten_text_is_left(library: Library, opened: Open) -> None:
    """Neither of the article nor of the version before it; what stays is answered from as before."""
    before = {word for _, word in traces(library.home)}
    assert {compressed(SECRET), compressed(EDITED), b"Quibbleton"} <= before, "the test looks for what was there"
    assert library.forget([secret_id(library)]) == []
    assert traces(library.home) == []
    assert library.verify() == []
    again = opened()
    again.refresh()
    snapshot = again.snapshot()
    assert snapshot is not None
    assert len(snapshot.catalog.articles) == 1
    assert snapshot.passages.knows("ferry")
    assert not snapshot.passages.knows("xylophonists")
    again.add([article(SECRET, "secret.txt")])
    assert again.verify() == []


def test_a_forgotten_version_alone_is_erased(library: Library) -> None:
    """The version in use stays."""
    old = article(SECRET, "secret.txt").id
    assert library.forget([old]) == []
    remaining = {word for _, word in traces(library.home)}
    assert compressed(SECRET) not in remaining
    assert b"zamboni" not in remaining
    assert compressed(EDITED) in remaining


def test_forgetting_again_completes_an_interrupted_one(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill after the article went leaves its text in the files until the next `forget`, of whatever id."""
    gone = secret_id(library)
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "purge", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            library.forget([gone])
    assert traces(library.home)
    assert library.forget([gone]) == [gone]
    assert traces(library.home) == []


def test_a_home_is_its_owners(library: Library) -> None:
    """Nobody else may enter the home or read a file in it."""
    for path in (library.home, *library.home.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
