"""Who may ask."""

from __future__ import annotations

from bot.state.admissions import Admissions, Standing
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
