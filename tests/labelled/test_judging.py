"""The judge of answers itself: a right answer has no fault, and each way to be wrong is told."""

from __future__ import annotations

from bot.evaluation.labelled import Turn, judge
from retrieval.model import Answer, Article, Citation, Kind, Status

ARTICLE = Article(title="Rain", text="“It will  rain,” said Ada Byron. So it did.", path="/news/rain.txt")
SAID = "“It will  rain,”"


def an_answer(
    speaker: str | None = "Ada Byron", status: Status = Status.ANSWERED, text: str = "Ada Byron [1]"
) -> Answer:
    citation = Citation(
        number=1, article=ARTICLE, quote=SAID, start=0, end=len(SAID), kind=Kind.DIRECT, speaker=speaker
    )
    return Answer(question="rain?", status=status, text=text, citations=(citation,))


def a_turn(**label: object) -> Turn:
    return Turn.model_validate({"question": "rain?", "status": "answered", **label})


def test_a_right_answer_has_no_fault() -> None:
    """White space is folded, and one alternative is enough."""
    cite = {"words": ["snow", "It will rain"], "speaker": "Ada Byron", "article": "rain.txt"}
    turn = a_turn(cites=[cite], first=True, says=["ada"], **{"not": ["snow"]})
    assert judge(turn, an_answer()) == []


def test_each_way_to_be_wrong_is_a_fault() -> None:
    """Status, words, speaker, article, order, text, unwanted words, suggestions, repetition."""
    assert judge(a_turn(status="refused"), an_answer())
    assert judge(a_turn(cites=[{"words": "snow"}]), an_answer())
    assert judge(a_turn(cites=[{"speaker": "Ada Byron"}]), an_answer("Bob Hale"))
    assert judge(a_turn(cites=[{"speaker": "Ada Byron"}]), an_answer(None))
    assert judge(a_turn(cites=[{"speaker": None}]), an_answer())
    assert judge(a_turn(cites=[{"article": "snow.txt"}]), an_answer())
    assert len(judge(a_turn(cites=[{"words": "snow"}], first=True), an_answer())) == 2
    assert judge(a_turn(says=["Bob"]), an_answer())
    assert judge(a_turn(**{"not": ["rain"]}), an_answer())
    assert judge(a_turn(suggestions=1), an_answer())
    assert judge(a_turn(new=True), an_answer(), an_answer())
    assert judge(a_turn(previous=2), an_answer(), an_answer())
    assert judge(a_turn(previous=1), an_answer(), an_answer()) == []


def test_citations_are_judged_only_in_an_answer() -> None:
    """Where asking back is right too, it needs no citation."""
    turn = a_turn(status=["answered", "clarify"], cites=[{"words": "snow"}])
    assert judge(turn, an_answer(status=Status.CLARIFY)) == []
    assert judge(turn, an_answer())
