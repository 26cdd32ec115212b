"""What the parser gets wrong and is mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


def test_a_name_that_ends_as_an_adverb_is_a_subject(statements: Found) -> None:
    """ "Lully" is somebody, also for the "he" of the next sentence."""
    text = (
        "The council voted, with Councilman Ted Lully opposed.\n\nMayor Hal Brisbane denied that the deadline had been"
        " missed. “Nobody was asleep at the switch,” the mayor said.\n\nLully, who represents the west side, said the"
        " bond was too large. He called the vote “a rush job in a nice suit.”"
    )
    assert {each.speaker for each in statements(text) if "rush job" in each.text} == {"Ted Lully"}


def test_a_sentence_without_its_verb_has_one(statements: Found) -> None:
    """ "Senga Muir, 58, from Orle, watched it." is a clause, so that "she" is Muir."""
    text = "Carer Senga Muir, 58, from Orle, watched it. “Neither of them has ever lifted anybody,” she said."
    assert {each.speaker for each in statements(text) if "lifted" in each.text} == {"Senga Muir"}


@pytest.mark.parametrize("gesture", ["Lennox laughs at that.", "Lennox snorts.", "Lennox shrugs."])
def test_a_verb_behind_a_name_is_no_noun(gesture: str, statements: Found) -> None:
    """What follows such a sentence is said by whom it is of."""
    text = (
        "Skipper Mairi Lennox has fished there for 30 years. The works have cost her two seasons, she says.\n\nThe port"
        f" says that catches have recovered.\n\n{gesture} “Recovered from what? They counted crabs in the car park.”"
    )
    assert {each.speaker for each in statements(text) if "crabs" in each.text} == {"Mairi Lennox"}


def test_a_name_that_is_tagged_as_an_adverb_is_a_subject_too(statements: Found) -> None:
    """ "Pike", of whom the article has told that he is Gerard Pike."""
    text = (
        "The premier backed the commissioner, Gerard Pike, on Monday.\n\nPike, standing beside the premier, said the"
        " officer with authority to release the message had been away.\n\n“I am in charge of that system,” he said."
    )
    assert {each.speaker for each in statements(text) if "that system" in each.text} == {"Gerard Pike"}
