"""A model's JSON is taken out of whatever stands around it, and nothing else is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.generation.outline import Outline
from bot.answering.generation.structured import read

ONE = '{"sections": [{"heading": "ice", "items": [{"evidence": 1, "quote": null}, {"evidence": 2}]}]}'


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (ONE, [1, 2]),
        (f"```json\n{ONE}\n```", [1, 2]),
        (f"Sure {{as you wish}}! Here it is:\n{ONE}\nI hope that helps. {{}}", [1, 2]),
        (f"{ONE}{ONE}", [1, 2]),
        (ONE[: ONE.index('{"evidence": 2') + 5], [1]),
        (ONE.replace("2", '"two"'), [1]),
        (ONE.replace("2", '"2"'), [1, 2]),
        (ONE.replace('"heading": "ice", ', ""), [1, 2]),
        ('{"sections": [7, {"items": "x"}, {"items": [{"evidence": 3}], "more": {}}]}', [3]),
        ('{"sections": []}', []),
    ],
)
def test_what_is_read(text: str, numbers: list[int]) -> None:
    """Fences, chatter, a text that is cut off; single wrong items are left out."""
    outline = read(Outline, text)
    assert [each.evidence for section in outline.sections for each in section.items] == numbers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ("Jon Holm said: “I resign.” [1]", "no JSON"),
        ("[" * 50_000, "no JSON"),
        ("{" * 50_000, "no JSON"),
        ('{"sections":' * 50_000, "no JSON"),
        ('{"sections": 7}', "sections: "),
        ('{"answer": "Holm resigned"}', "sections: Field required"),
        ('{"sections": [{"items": [{"evidence": 1' + "0" * 5_000, "no JSON"),
    ],
)
def test_what_is_wrong_is_named(text: str, reason: str) -> None:
    """In a few words, as the model is told."""
    with pytest.raises(ValueError, match=reason):
        read(Outline, text)


@given(st.text(alphabet='{}[]":,1\\ sectionhdgmv\u200b', max_size=80))
def test_any_text_is_read_or_wrong(text: str) -> None:
    """Nothing else happens."""
    for whole in (text, '{"sections": [' + text):
        with suppress(ValueError):
            assert isinstance(read(Outline, whole), Outline)
