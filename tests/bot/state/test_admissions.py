"""Who may ask."""

from __future__ import annotations

from bot.state.admissions import MOST_HELD, Admissions, Known, Standing
from bot.state.database import State


def test_a_stranger_asks_once_and_is_decided_on(state: State) -> None:
    """The first message is news; who decides, and again, is kept."""
    admissions = Admissions(state)
    assert admissions.standing(7) is None
    assert admissions.ask(7, "Ada")
    assert not admissions.ask(7, "Ada")
    assert admissions.standing(7) is Standing.ASKED
    assert admissions.decide(7, Standing.ALLOWED, by=1)
    assert not admissions.decide(7, Standing.ALLOWED, by=2)
    assert admissions.standing(7) is Standing.ALLOWED
    assert not admissions.ask(7, "Ada")


def test_somebody_unheard_of_can_be_decided_on(state: State) -> None:
    """An admin may know whom to let in before they come."""
    admissions = Admissions(state)
    admissions.decide(8, Standing.DENIED, by=1)
    admissions.ask(9, "Bo")
    assert [Admissions(state).standing(person) for person in (8, 9)] == [Standing.DENIED, Standing.ASKED]


def test_a_denial_outlives_that_its_person_is_forgotten(state: State) -> None:
    """Else whoever is kept out is let in again by asking to be forgotten."""
    admissions = Admissions(state)
    for person, standing in ((8, Standing.DENIED), (9, Standing.ALLOWED)):
        admissions.decide(person, standing, by=1)
        state.forget(person)
    assert [admissions.standing(person) for person in (8, 9)] == [Standing.DENIED, None]


def test_what_a_stranger_sent_is_held_until_somebody_decides(state: State) -> None:
    """The first messages, each once; a denial and whoever is forgotten leave none behind."""
    admissions = Admissions(state)
    admissions.hold(7, "before asking")
    admissions.ask(7, "Ada")
    for number in [0, *range(MOST_HELD + 2)]:
        admissions.hold(7, f"message {number}")
    assert admissions.held(7) == [f"message {number}" for number in range(MOST_HELD)]
    assert admissions.settle(7, Standing.ALLOWED, by=1) == Known(7, "Ada", Standing.ALLOWED, 1)
    assert len(admissions.held(7)) == MOST_HELD
    admissions.hold(7, "after")
    admissions.let_go(7)
    assert admissions.held(7) == []
    admissions.ask(8, "Bo")
    admissions.hold(8, "hello")
    admissions.settle(8, Standing.DENIED, by=1)
    assert admissions.held(8) == []


def test_a_request_is_settled_once(state: State) -> None:
    """The first admin's word holds; a request that is gone is none."""
    admissions = Admissions(state)
    admissions.ask(7, "Ada")
    admissions.put_card(7, 11, 100)
    admissions.put_card(7, 12, 200)
    assert admissions.cards(7) == [(11, 100), (12, 200)]
    admissions.settle(7, Standing.DENIED, by=11)
    assert admissions.settle(7, Standing.ALLOWED, by=12) == Known(7, "Ada", Standing.DENIED, 11)
    assert admissions.settle(9, Standing.ALLOWED, by=12) is None


def test_everybody_is_listed(state: State) -> None:
    """Those who wait come first."""
    admissions = Admissions(state)
    admissions.decide(7, Standing.DENIED, by=1)
    admissions.decide(8, Standing.ALLOWED, by=1)
    admissions.ask(9, "Bo")
    assert [each.person for each in admissions.everybody()] == [9, 8, 7]
