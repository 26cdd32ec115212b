"""What stands behind a denial that an article reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.model import Hedge, Kind
from tests.bot.answering.conftest import HOLM, MARA, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]

DENIED = "denied a report that he would sell the ferry"


def report(behind: str, *said: Said) -> Report:
    return Report(
        f"A rumour on the pier. Jon Holm {DENIED}. {behind}",
        13,
        [Said(DENIED, HOLM, Kind.INDIRECT, cue="denied", hedge=(Hedge.DENIED, "denied")), *said],
        [(HOLM, "Jon Holm")],
    )


def test_a_denial_is_followed_by_the_words_of_whom_it_is(asked_of: Other) -> None:
    """ "That is a lie" names nothing that was asked about, and is the answer all the same."""
    ask = asked_of(
        [report("“That is a lie from end to end,” he said.", Said("“That is a lie from end to end,”", HOLM))]
    )
    answer = ask("Did Jon Holm say that he would sell the ferry?")
    assert [each.quote for each in answer.citations][:2] == [DENIED, "“That is a lie from end to end,”"]


def test_words_of_another_behind_a_denial_are_not_its_own(asked_of: Other) -> None:
    """Nor are words far behind it."""
    ask = asked_of([report("“I heard him,” Mara Lindqvist said.", Said("“I heard him,”", MARA))])
    assert "“I heard him,”" not in [each.quote for each in ask("Did Jon Holm say he would sell the ferry?").citations]
    far = "The pier is long and the ice is thick and the winter has only begun. " * 4
    ask = asked_of([report(f"{far}“We need new nets,” he said.", Said("“We need new nets,”", HOLM))])
    quotes = [each.quote for each in ask("Did Jon Holm say he would sell the ferry?").citations]
    assert quotes[0] == DENIED
    assert "“We need new nets,”" not in quotes
