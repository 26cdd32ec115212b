"""Which words are checked, and which are questions."""

from __future__ import annotations

import pytest

from bot.telegram_chat.handlers.addressed.drafts import holds_a_claim, is_draft

LONG = "Holm spoke on Monday in front of the harbour office. " * 6


@pytest.mark.parametrize(
    "text",
    [
        "Holm: “The ice will stay until spring”",
        "“The ice will stay until spring” — Ada Holm",
        "Will Smith: “The ice will stay until spring”",
        "THERESA MAY: “The ice will stay until spring”",
        "BREAKING: Holm says “the ice will stay until spring”",
        "verify: Holm said “the ice will stay until spring”",
        "Holm said “the ice will stay until spring”. Is this true",
        "Ada Holm said on Monday that “the ice will stay until spring”.",
        'As Holm put it: "The ice will stay until spring." Nobody objected.',
        "Is the harbour safe? Holm told reporters: “The ice will stay until spring.” Others doubt it.",
        f"{LONG}\n“The ice will stay until spring,” Holm said.\nAnd then?",
        "check: Holm said “the ice will stay until spring”",
    ],
)
def test_words_that_quote_and_ask_nothing_are_checked(text: str) -> None:
    assert is_draft(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did Holm say “the ice will stay until spring”?",
        'did holm say "the ice will stay until spring"',
        "who said “the ice will stay until spring”",
        "find “the ice will stay until spring”",
        "“the ice will stay until spring”",
        "more about “the ice will stay until spring”",
        "source of “the ice will stay until spring”",
        "Who said this: “the ice will stay until spring”",
        'context for "the ice will stay until spring" please',
        "“the ice will stay until spring”?",
        "Holm said “the ice will stay until spring”, right?",
        "Holm said “the ice will stay until spring?” Really?",
        "What did Holm say about the “ice”?",
        "Holm called it “thin ice” on Monday.",
        "",
        "“",
        '""""',
    ],
)
def test_questions_and_bare_words_are_not(text: str) -> None:
    assert not is_draft(text)


def test_words_that_are_pointed_at_need_more_than_a_nod() -> None:
    assert holds_a_claim("Holm said the ice would stay")
    assert holds_a_claim("“The ice will stay until spring”")
    assert not holds_a_claim("👍")
    assert not holds_a_claim("so true")
