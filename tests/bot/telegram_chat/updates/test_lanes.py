"""In order within a lane, lanes beside each other, none ahead of its turn."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_chat.updates.lanes import Lanes
from tests.fakes import virtual_time


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=30), st.integers(1, 4))
def test_each_lane_keeps_its_order(things: list[tuple[str, int]], at_once: int) -> None:
    """Whatever takes how long; never more at once than there are places, never two of one lane; nothing is left."""

    async def run() -> None:
        done: list[tuple[str, int]] = []
        working: list[str] = []

        async def handle(thing: tuple[int, str, int]) -> None:
            number, lane, yields = thing
            assert lane not in working
            working.append(lane)
            assert len(working) <= at_once
            for _ in range(yields):
                await asyncio.sleep(0)
            working.remove(lane)
            done.append((lane, number))

        lanes = Lanes(handle, at_once)
        for number, (lane, yields) in enumerate(things):
            lanes.put(lane, (number, lane, yields))
        assert len(lanes) == len(things)
        assert await lanes.finish(5) == 0
        assert len(lanes) == 0
        for lane in "abc":
            numbers = [number for each, number in done if each == lane]
            assert numbers == sorted(numbers)
        assert len(done) == len(things)

    asyncio.run(run())


def test_a_flood_in_one_lane_takes_turns_with_the_others() -> None:
    """With one place for all, who comes behind a hundred of another's waits for one of them."""

    async def run() -> list[str]:
        done = []

        async def handle(thing: str) -> None:
            await asyncio.sleep(0)
            done.append(thing)

        lanes = Lanes(handle, at_once=1)
        for _ in range(100):
            lanes.put("flood", "flood")
        await asyncio.sleep(0)
        lanes.put("other", "other")
        await lanes.finish(5)
        return done

    assert asyncio.run(run()).index("other") <= 2


def test_who_steps_aside_holds_nobody_up() -> None:
    """While one waits, its place is another's; its own lane keeps its order."""

    async def run() -> list[str]:
        done = []
        go_on = asyncio.Event()

        async def handle(thing: str) -> None:
            if thing == "waits":
                async with lanes.aside():
                    await go_on.wait()
            done.append(thing)
            if thing == "other":
                go_on.set()

        lanes = Lanes(handle, at_once=1)
        for lane, thing in [("a", "waits"), ("a", "behind"), ("b", "other")]:
            lanes.put(lane, thing)
        assert await lanes.finish(5) == 0
        return done

    assert asyncio.run(run()) == ["other", "waits", "behind"]


def test_what_fails_is_logged_and_the_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """One that can't be handled doesn't keep those behind it."""

    async def run() -> list[int]:
        done = []

        async def handle(thing: int) -> None:
            done.append(1 // thing)

        lanes = Lanes(handle)
        lanes.put("a", 0)
        lanes.put("a", 1)
        await lanes.finish(5)
        return done

    assert asyncio.run(run()) == [1]
    assert "ZeroDivisionError" in caplog.text


def test_what_takes_too_long_is_given_up() -> None:
    """At the end one doesn't wait for ever; how much is left is known."""

    async def run() -> int:
        async def handle(thing: float) -> None:
            await asyncio.sleep(thing)

        lanes = Lanes(handle)
        for lane, seconds in [("quick", 0), ("slow", 9), ("slow", 9)]:
            lanes.put(lane, seconds)
        return await lanes.finish(5)

    assert virtual_time.run(run()) == 2
