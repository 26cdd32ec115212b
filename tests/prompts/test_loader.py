"""A prompt is loaded whole or not at all."""

from __future__ import annotations

from importlib.resources import files

import pytest

from prompts import PromptError, load, parse

GOOD = "<!-- version 3: greets; placeholders: day, name -->\nGood $day, ${name}. It costs $$5.\n"


def test_a_prompt_knows_its_version_and_placeholders() -> None:
    """The head is no part of the text."""
    prompt = parse("greeting", GOOD)
    assert (prompt.version, prompt.placeholders) == (3, {"day", "name"})
    assert prompt.fill(day="evening", name="$name ${day}") == "Good evening, $name ${day}. It costs $5."


def test_every_prompt_that_ships_loads() -> None:
    """No file is broken, and no placeholder is undeclared."""
    names = [file.name[:-3] for file in files("prompts").iterdir() if file.name.endswith(".md")]
    assert names
    for name in names:
        prompt = load(name)
        assert prompt.version >= 1
        assert prompt.fill(**dict.fromkeys(prompt.placeholders, "x"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Good $day.", "line 1"),
        ("", "line 1"),
        (GOOD.replace("3", "three"), "line 1"),
        (GOOD.replace("${name}", "you"), "missing name"),
        (GOOD.replace("It costs", "$cost and $amount are"), "unknown amount, cost"),
        (
            GOOD.replace("${name}", "$you").replace("placeholders: day", "placeholders: hour"),
            "missing hour, name; unknown day, you",
        ),
        (GOOD.replace("$$5", "$5"), "neither"),
    ],
)
def test_a_broken_prompt_fails_at_load_and_names_all_that_is_wrong(content: str, message: str) -> None:
    """The prompt, and every placeholder that is missing or unknown."""
    with pytest.raises(PromptError, match=message) as raised:
        parse("greeting", content)
    assert "'greeting'" in str(raised.value)


@pytest.mark.parametrize("name", ["", "nothing_of_the_kind", "../README", "help.md", "/etc/passwd", "HELP", "a\n"])
def test_a_prompt_that_is_not_there(name: str) -> None:
    """The message lists those that are; no name leads out of the folder."""
    with pytest.raises(PromptError, match=r"known: .*help"):
        load(name)


def test_filling_names_what_is_missing_and_unknown() -> None:
    """All of it at once."""
    with pytest.raises(PromptError, match="missing day, name; unknown hour"):
        parse("greeting", GOOD).fill(hour="12")


def test_a_prompt_without_placeholders() -> None:
    """``none`` declares that there are none."""
    prompt = parse("plain", "<!-- version 1: says so; placeholders: none -->\nSo it is.")
    assert prompt.placeholders == frozenset()
    assert prompt.fill() == "So it is."
