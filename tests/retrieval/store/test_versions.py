"""An edited article: the new version answers, the old one can still be read by those who cite it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.model import Article, article_id
from retrieval.store.record import Record, Versions
from retrieval.store.versions import Change, changes
from tests.retrieval.conftest import Open

ICE = "The ferry froze in the sound. “The ice is thick,” said Mara Lindqvist. Nobody was hurt."
THAW = "The ferry froze in the sound. “The ice was thick,” said Mara Lindqvist. Nobody was hurt. It sails again."
URL = "https://harbour.example/2025/ferry-froze"


def file(path: Path, text: str, *, url: str = URL, day: str = "2025-02-10", publisher: str = "Harbour News") -> Path:
    path.write_text(f"---\ntitle: Ferry\npublisher: {publisher}\ndate: {day}\nurl: {url}\n---\n{text}")
    return path


def texts(library: Library) -> set[str]:
    """The texts that questions are answered from, checked against the record."""
    shown = library.snapshot()
    assert shown is not None
    held = {each.article.text for each in library.record.entries()}
    assert held == {article.text for article in shown.catalog.articles.newest_first()}
    return held


def test_one_address_in_two_files_is_one_article(opened: Open, tmp_path: Path) -> None:
    """The version read last answers, whichever tracking its url carries; reading both again changes nothing."""
    library = opened()
    old = file(tmp_path / "a.txt", ICE)
    new = file(tmp_path / "b.txt", THAW, url="http://www.harbour.example/2025/ferry-froze/?utm_source=mail#top")
    report = library.ingest([old, new])
    assert (report.new, report.changed) == ([str(old)], [str(new)])
    assert texts(library) == {THAW}
    generation = library.record.revision
    for _ in range(2):
        report = opened().ingest([old, new])
        assert (len(report.unchanged), report.new, report.changed) == (2, [], [])
    assert library.record.revision == generation


def test_the_old_version_stays_readable(opened: Open, tmp_path: Path) -> None:
    """By its id: its own text, that it changed since, what replaced it, and which sentences differ."""
    library = opened()
    library.ingest([file(tmp_path / "a.txt", ICE)])
    assert not library.version(article_id(ICE)).since_changed  # type: ignore[union-attr]
    library.ingest([file(tmp_path / "a.txt", THAW)])
    found = opened().version(article_id(ICE))
    assert found is not None
    assert found.article.text == ICE
    assert found.replaced_on == date.today()
    assert found.current is not None
    assert found.current.text == THAW
    assert found.changes == (
        Change("“The ice is thick,” said Mara Lindqvist.", "“The ice was thick,” said Mara Lindqvist."),
        Change("", "It sails again."),
    )


def test_versions_of_versions_lead_to_the_one_in_use(opened: Open, tmp_path: Path) -> None:
    """Also round a text that came back."""
    library = opened()
    for text in (ICE, THAW, "The ferry sails."):
        library.ingest([file(tmp_path / "a.txt", text)])
    assert library.version(article_id(ICE)).current.text == "The ferry sails."  # type: ignore[union-attr]
    library.ingest([file(tmp_path / "a.txt", ICE)])
    assert texts(library) == {ICE}
    assert not library.version(article_id(ICE)).since_changed  # type: ignore[union-attr]
    assert library.version(article_id(THAW)).current.text == ICE  # type: ignore[union-attr]


def test_an_older_version_that_comes_late_is_old(opened: Open, tmp_path: Path) -> None:
    """Where both tell their day, the later one answers, in whatever order they are read."""
    library = opened()
    library.ingest([file(tmp_path / "a.txt", THAW, day="2025-02-11"), file(tmp_path / "b.txt", ICE, day="2025-02-10")])
    assert texts(library) == {THAW}
    assert library.version(article_id(ICE)).since_changed  # type: ignore[union-attr]


def test_a_front_page_as_url_makes_nothing_one(opened: Open) -> None:
    """Many an archive tells its site, or a section, as every article's url."""
    library = opened()
    for url in ("https://harbour.example/", "https://harbour.example/politics"):
        told = [
            Article(title="Budget", text=f"The council has a thin budget, says {url[-8:]}.", url=url, path=f"{url}1"),
            Article(title="Bridge", text=f"In summer workers begin a bridge: {url[-8:]}.", url=url, path=f"{url}2"),
        ]
        library.add(told)
    assert len(texts(library)) == 4


def test_forgetting_an_article_forgets_its_versions(opened: Open, tmp_path: Path) -> None:
    """Whoever takes an article out doesn't want its draft kept; a version's own id takes out that version only."""
    library = opened()
    for text in (ICE, THAW):
        library.ingest([file(tmp_path / "a.txt", text)])
    assert library.forget([article_id(THAW)]) == []
    assert library.version(article_id(ICE)) is None
    for text in (ICE, THAW):
        library.ingest([file(tmp_path / "a.txt", text)])
    assert library.forget([article_id(ICE)]) == []
    assert library.version(article_id(ICE)) is None
    assert texts(library) == {THAW}
    assert library.forget(["no such id"]) == ["no such id"]


def test_a_rebuild_keeps_the_versions(opened: Open, tmp_path: Path) -> None:
    """They are texts: no recipe made them."""
    for text in (ICE, THAW):
        opened().ingest([file(tmp_path / "a.txt", text)])
    library = opened()
    library.rebuild()
    assert texts(library) == {THAW}
    assert library.version(article_id(ICE)).since_changed  # type: ignore[union-attr]


class CutOff(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("at", ["keep", "put", "remove"])
def test_a_kill_between_two_versions(opened: Open, tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it falls, the next ingest ends with the new version in use and the old one readable."""
    opened().ingest([file(tmp_path / "a.txt", ICE)])
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise CutOff

        patch.setattr(Versions if at == "keep" else Record, at, killed)
        with pytest.raises(CutOff):
            opened().ingest([file(tmp_path / "b.txt", THAW)])
    assert texts(opened()) == {ICE}
    assert not opened().version(article_id(ICE)).since_changed  # type: ignore[union-attr]
    library = opened()
    library.ingest([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert texts(library) == {THAW}
    assert library.version(article_id(ICE)).since_changed  # type: ignore[union-attr]


def test_the_same_text_in_two_outlets_is_one_article(opened: Open, tmp_path: Path) -> None:
    """The outlet that published first is shown, the other is where it stands too, in whatever order they came."""
    library = opened()
    late = file(tmp_path / "a.txt", ICE, url="https://b.example/1", day="2025-02-12", publisher="Gazette")
    early = file(tmp_path / "b.txt", ICE, day="2025-02-10")
    report = library.ingest([late])
    report = library.ingest([late, early])
    assert (report.reprints, len(report.unchanged)) == ([str(early)], 1)
    (article,) = library.snapshot().catalog.articles.newest_first()  # type: ignore[union-attr]
    assert (article.publisher, article.path) == ("Harbour News", str(early))
    assert [(place.publisher, place.url) for place in article.also] == [("Gazette", "https://b.example/1")]
    file(early, "Another text now.", url="https://harbour.example/other-text")
    library.ingest([early])
    held = {article.publisher: article for article in library.snapshot().catalog.articles.newest_first()}  # type: ignore[union-attr]
    assert held["Gazette"].text == ICE
    assert held["Gazette"].also == ()


def test_white_space_is_no_change() -> None:
    """Nor is a sentence that only moved to another line."""
    assert list(changes("One is here. Two is there.", "One is here.\n\nTwo  is there.")) == []
    assert list(changes("One is here. Two is there.", "Two is there.")) == [Change("One is here.", "")]
