"""Folders and feeds that are watched, by real file events and a real server."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web as http

from retrieval.errors import UnreadableArticle
from retrieval.readers.sandbox import GuardedReader
from retrieval.system import file_lock
from retrieval.watch import News, Times, watch
from retrieval.web.addresses import AddressPolicy
from retrieval.web.http_client import Client
from retrieval.web.web import Web
from tests.fakes.news_server import NewsServer, page, rss
from tests.retrieval.conftest import Open, write
from tests.retrieval.web.conftest import QUICK

TIMES = Times(tick=0.05, feed=0.2, soonest=0.1, latest=1.0, hold=0.0)
DAY = "Mon, 10 Feb 2025 08:00:00 +0100"


def until(news: Iterator[News], fits: Callable[[News], object], seconds: float = 20.0) -> News:
    """The first news that fit."""
    end = time.monotonic() + seconds
    for each in news:
        if fits(each):
            return each
        assert time.monotonic() < end, "it never came"
    raise AssertionError("the watch ended")


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Set at the test's end, or after a minute: a watch that has no news says nothing, for ever."""
    event = threading.Event()
    timer = threading.Timer(60.0, event.set)
    timer.start()
    yield event
    timer.cancel()
    event.set()


def test_a_folder_is_kept_true(opened: Open, articles: Path, stop: threading.Event) -> None:
    """What is there first, then each new and each changed file; a deleted file is told, and its article kept."""
    library = opened()
    news = watch(library, [str(articles)], stop, times=TIMES)
    assert len(until(news, lambda each: each.report.new).report.new) == 3
    write(articles / "pier.txt", "The pier closes. “For a week,” said Jon Holm.")
    (articles / ".hidden.txt").write_text("Nobody's business.")
    (articles / "picture.png").write_bytes(b"\x89PNG")
    came = until(news, lambda each: each.report.new or each.report.failed)
    assert ([Path(each).name for each in came.report.new], came.report.failed) == (["pier.txt"], [])
    write(articles / "pier.txt", "The pier closes. “For a month,” said Jon Holm.")
    assert len(until(news, lambda each: each.report.changed).report.changed) == 1
    (articles / "pier.txt").unlink()
    assert [Path(each).name for each in until(news, lambda each: each.gone).gone] == ["pier.txt"]
    snapshot = library.snapshot()
    assert snapshot is not None
    assert len(list(snapshot.catalog.articles.newest_first())) == 4


def test_a_file_that_was_renamed_is_not_gone(opened: Open, articles: Path, stop: threading.Event) -> None:
    """Its article is where it is now; who was told to forget it would lose it. One of many articles is told."""
    library = opened()
    lines = [json.dumps({"title": f"Report {n}", "text": f"The ferry {n} sails again."}) for n in range(2)]
    (articles / "many.jsonl").write_text("\n".join(lines))
    news = watch(library, [str(articles)], stop, times=TIMES)
    assert len(until(news, lambda each: each.report.new).report.new) == 5
    (articles / "bridge.txt").rename(articles / "span.txt")
    came = until(news, lambda each: each.report.unchanged or each.gone)
    assert (len(came.report.unchanged), came.gone) == (1, [])
    (articles / "many.jsonl").unlink()
    assert [Path(each).name for each in until(news, lambda each: each.gone).gone] == ["many.jsonl"]


def test_a_file_is_taken_when_it_is_whole(opened: Open, articles: Path, stop: threading.Event) -> None:
    """While somebody writes to it, half of it is no article."""
    news = watch(opened(), [str(articles)], stop, times=Times(tick=0.3, hold=0.0))
    until(news, lambda each: each.report.new)
    path = articles / "slow.txt"
    taken: list[str] = []
    for part in range(12):
        with path.open("a") as file:
            file.write(f"Part {part} of the report came in.\n")
        time.sleep(0.1)
        if part % 4 == 0:
            taken += next(news).report.new
    assert taken == []
    assert until(news, lambda each: each.report.new).report.new == [str(path)]


def test_a_folder_that_is_moved_in_comes_whole(
    opened: Open, articles: Path, tmp_path: Path, stop: threading.Event
) -> None:
    """Also the files in it that no event names."""
    other = tmp_path / "other" / "deep"
    other.mkdir(parents=True)
    write(other / "pier.txt", "The pier closes. “For a week,” said Jon Holm.")
    news = watch(opened(), [str(articles)], stop, times=TIMES)
    until(news, lambda each: each.report.new)
    (tmp_path / "other").rename(articles / "other")
    assert [Path(each).name for each in until(news, lambda each: each.report.new).report.new] == ["pier.txt"]


def test_a_folder_that_goes_is_watched_again_when_it_comes_back(
    opened: Open, articles: Path, tmp_path: Path, stop: threading.Event
) -> None:
    """Also another one in its place; of its files, none is told one by one, and no other folder's is overlooked."""
    other = tmp_path / "other"
    other.mkdir()
    news = watch(opened(), [str(articles), str(other)], stop, times=TIMES)
    until(news, lambda each: each.report.new)
    for how in ("removed", "moved"):
        if how == "removed":
            shutil.rmtree(articles)
        else:
            articles.rename(tmp_path / "aside")
        away = until(news, lambda each: each.away)
        assert (away.away, away.gone) == ([str(articles)], [])
        write(other / f"{how}.txt", f"The pier is {how}. “For a week,” said Jon Holm.")
        came = until(news, lambda each: each.report.new)
        assert [Path(each).name for each in came.report.new] == [f"{how}.txt"]
        articles.mkdir()
        write(articles / f"{how}-back.txt", f"The pier was {how} and is back. “At last,” said Jon Holm.")
        came = until(news, lambda each: each.report.new)
        assert [Path(each).name for each in came.report.new] == [f"{how}-back.txt"]
        write(articles / f"{how}-later.txt", f"The pier, once {how}, opens. “Today,” said Jon Holm.")
        came = until(news, lambda each: each.report.new)
        assert [Path(each).name for each in came.report.new] == [f"{how}-later.txt"]


def test_what_is_not_there_yet_is_waited_for(opened: Open, articles: Path, stop: threading.Event) -> None:
    """It is told at first, and taken when it comes; so is a file that is replaced by another."""
    late = articles.parent / "late.txt"
    news = watch(opened(), [str(articles), str(late)], stop, times=TIMES)
    first = until(news, lambda each: each.report.new)
    assert [error.path for error in first.report.failed] == [str(late)]
    write(late, "The pier closes. “For a week,” said Jon Holm.")
    assert until(news, lambda each: each.report.new).report.new == [str(late)]
    for number in range(2):
        write(articles.parent / "part", f"The pier closes. “For {number + 2} weeks,” said Jon Holm.")
        (articles.parent / "part").replace(late)
        assert until(news, lambda each: each.report.changed).report.changed == [str(late)]


def test_another_writer_is_waited_for(opened: Open, articles: Path, stop: threading.Event) -> None:
    """It is told, and what was to be put in goes in afterwards."""
    library = opened(wait_for_writer=0.05)
    with file_lock.writer(library.home, wait=0):
        news = watch(library, [str(articles)], stop, times=TIMES)
        assert until(news, lambda each: each.waiting).report.new == []
    assert len(until(news, lambda each: each.report.new).report.new) == 3


def test_feeds_are_asked_on_a_schedule_and_backed_off_from(
    opened: Open, reader: GuardedReader, stop: threading.Event
) -> None:
    """What is new comes in; unchanged feeds answer 304; one that is down is asked more and more seldom."""
    with NewsServer() as site, Web(lambda: Client(AddressPolicy(allow_loopback=True), QUICK)) as web:
        entries = [(f"{site.url}/ferry", "Ferry", DAY)]

        async def feed(request: http.Request) -> http.Response:
            tag = f'"{len(entries)}"'
            if request.headers.get("If-None-Match") == tag:
                return http.Response(status=304)
            return http.Response(text=rss("N", *entries), content_type="application/rss+xml", headers={"ETag": tag})

        async def down(request: http.Request) -> http.Response:
            return http.Response(status=500)

        site.handlers |= {"/feed": feed, "/down": down}
        site.pages["/ferry"] = page("Ferry", "The ferry froze in the sound. “It is stuck,” said Mara Lindqvist.")
        site.pages["/barge"] = page("Barge", "The barge froze in the sound. “It is stuck too,” said Jon Holm.")
        news = watch(opened(), [f"{site.url}/feed", f"{site.url}/down"], stop, web=web, reader=reader, times=TIMES)
        assert until(news, lambda each: each.report.new).report.new == [f"{site.url}/ferry"]
        until(news, lambda each: len(site.asked("/feed")) >= 3)
        entries.append((f"{site.url}/barge", "Barge", DAY))
        assert until(news, lambda each: each.report.new).report.new == [f"{site.url}/barge"]
        assert len(site.asked("/ferry")) == 1
        assert all("If-None-Match" in heads for heads in site.asked("/feed")[2:])
        until(news, lambda each: len(site.asked("/feed")) >= 9)
        visits = len(site.asked("/down")) / QUICK.tries
        assert 1 <= visits < len(site.asked("/feed")) / 2


def test_nothing_to_watch_is_told(opened: Open, tmp_path: Path, stop: threading.Event) -> None:
    """Instead of waiting for ever."""
    with pytest.raises(UnreadableArticle, match="nothing to watch"):
        next(watch(opened(), [str(tmp_path / "nowhere")], stop))


def test_it_ends_when_it_is_told_to(opened: Open, articles: Path, stop: threading.Event) -> None:
    """At once, with everything that was put in kept."""
    news = watch(opened(), [str(articles)], stop, times=TIMES)
    until(news, lambda each: each.report.new)
    stop.set()
    assert len(list(news)) <= 2
