"""A model may put a name in the place of "he", and change nothing else of a question."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.dialogue.rewriting import kept
from bot.answering.generation.writer import Writer
from retrieval.library import Library
from retrieval.model import Answer, Question
from tests.bot.answering.conftest import TODAY
from tests.fakes.model import FakeModel

BEFORE = "What did Jon Holm say about the bridge in 2024?"


@pytest.mark.parametrize(
    ("question", "rewritten", "good"),
    [
        ("was he right about the 40 million?", "Was Jon Holm right about the 40 million?", True),
        ("was he right about the 40 million?", '"Was Jon Holm right about the 40 million?"\nYes.', True),
        ("did he not want it?", "Did Jon Holm not want the bridge?", True),
        ("didn't he want it?", "Did Jon Holm not want the bridge?", True),
        ("was he right about the 40 million?", "Was Jon Holm right?", False),
        ("was he right about the 40 million?", "Was Jon Holm right about the 50 million?", False),
        ("was he right about the 40 million?", "Was Will Price right about the 40 million?", False),
        ("was he right about the 40 million?", "Was Jon Holm wrong about the 40 million?", False),
        ("did he not want it?", "Did Jon Holm want the bridge?", False),
        ("did he want it?", "Did Jon Holm not want the bridge?", False),
        ("and Price?", "What did Jon Holm say about the bridge?", False),
        ("was he right?", "", False),
        ("was he right?", "was he right?", False),
        ("was he right?", "Jon Holm is a thief.", False),
        ("was he right?", "was Jon Holm right " * 40, False),
    ],
)
def test_what_a_rewriting_may_do(question: str, rewritten: str, good: bool) -> None:
    """No name, number or negation is added or lost."""
    assert (kept(rewritten, question, BEFORE) is not None) == good


def ask(library: Library, *texts: str) -> tuple[list[Answer], FakeModel]:
    """A conversation of two turns; the first one's answer is left to the articles."""
    model = FakeModel(["NONE", *texts])
    answers = Answerer(library, writer=Writer(model))  # type: ignore[arg-type]
    turns = ("how much would the bridge cost", "when will the ferry that serves it sail again")
    return [answers.answer(Question(text=text, chat="one", asked=TODAY)) for text in turns], model


def test_a_follow_up_that_the_rules_do_not_decide_is_rewritten(library: Library) -> None:
    """The model sees both questions and no article; what it cost is counted."""
    (_, answer), model = ask(library, "When will the ferry that serves the bridge sail again?", "NONE")
    system, user = model.prompts[1]
    assert "rewrite" in system
    assert "how much would the bridge cost" in user
    assert "crowns" not in user
    assert answer.question == "when will the ferry that serves it sail again"
    assert answer.usage is not None
    assert answer.usage.calls >= 1


def test_the_rules_go_first(library: Library) -> None:
    """What they decide costs nothing."""
    model = FakeModel()
    answers = Answerer(library, writer=Writer(model))  # type: ignore[arg-type]
    for text in ("what did Jon Holm say", "and what did he say about the minister"):
        answers.answer(Question(text=text, chat="one", asked=TODAY))
    assert all("rewrite" not in system for system, _ in model.prompts)
