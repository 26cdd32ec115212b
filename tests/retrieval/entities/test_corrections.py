"""What a person says of who is who outlasts everything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.entities import corrections
from retrieval.entities.corrections import Corrections
from retrieval.entities.registry import Use, key_of
from tests.retrieval.entities.registered import registered


def use(article: str, name: str) -> Use:
    return Use(article, name, name, key_of(name), 1)


def speakers(*names: str, said: Corrections) -> list[tuple[str, ...]]:
    """The names of each speaker, the shown one first, where each name stands in an article of its own."""
    used = [use(f"a{number}", name) for number, name in enumerate(names)]
    return sorted((each.name, *each.other_names) for each in registered(used, said=said)[0])


def test_merged_names_are_one_speaker_shown_by_the_first() -> None:
    """Names that nothing else joins."""
    said = Corrections().merged("Bob Carr", "Robbie Kerr")
    assert speakers("Robbie Kerr", "Robbie Kerr", "Bob Carr", "Ann Lee", said=said) == [
        ("Ann Lee",),
        ("Bob Carr", "Robbie Kerr"),
    ]


def test_a_chain_of_merges_is_one_speaker() -> None:
    """The last one says whose name is shown."""
    said = Corrections().merged("Bob Carr", "Robbie Kerr").merged("Ann Lee", "Bob Carr")
    assert {name for each in speakers("Bob Carr", "Robbie Kerr", "Ann Lee", said=said) for name in each[:1]} == {
        "Ann Lee"
    }


def test_split_names_are_two() -> None:
    """Spellings that the registry takes for one."""
    names = ("Volodymyr Zelenskyy", "Volodymyr Zelensky")
    assert len(speakers(*names, said=Corrections())) == 1
    assert len(speakers(*names, said=Corrections().split(*names))) == 2


def test_the_last_word_on_a_pair_counts() -> None:
    """In whatever order its names are given."""
    said = Corrections().merged("Bob Carr", "Robbie Kerr").split("Robbie Kerr", "Bob Carr")
    assert (said.one, len(said.two)) == ((), 1)
    assert said.merged("Bob Carr", "Robbie Kerr").two == ()


def test_they_are_kept_in_the_home(tmp_path: Path) -> None:
    """A home without them has none, and a mark that changes with them."""
    assert (corrections.read(tmp_path), corrections.mark(tmp_path)) == (corrections.NONE, "")
    said = Corrections().merged("Bob Carr", "Robbie Kerr")
    corrections.write(tmp_path / "new", said)
    assert corrections.read(tmp_path / "new") == said
    before = corrections.mark(tmp_path / "new")
    corrections.write(tmp_path / "new", said.split("Bob Carr", "Robbie Kerr"))
    assert before != corrections.mark(tmp_path / "new") != ""


@pytest.mark.parametrize("text", ["", "[]", '{"one": [["a"]]}', '{"three": []}', "\x00", '{"one": [[1, 2]]}'])
def test_a_file_that_cannot_be_read_costs_the_corrections(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The articles are still there."""
    (tmp_path / corrections.FILE).write_text(text)
    assert corrections.read(tmp_path) == corrections.NONE
    assert "can't be read" in caplog.text


def test_namesakes_whom_a_person_joins_are_one() -> None:
    """Also where articles call them by other words than the label that was joined."""

    def told(article: str, *traits: str) -> Use:
        return replace(use(article, "John Smith"), traits=frozenset(traits))

    used = [told("a", "is:politics:MP"), told("b", "is:sport:striker"), told("c", "is:crafts:baker")]
    labels = {"John Smith (MP)", "John Smith (striker)", "John Smith (baker)"}
    assert {each.name for each in registered(used)[0]} == labels
    said = Corrections().merged("John Smith (MP)", "John Smith (striker)")
    more = [*used, *(told(f"d{n}", "is:sport:striker", "is:sport:footballer") for n in range(3))]
    more += [told(f"e{n}", "is:sport:footballer") for n in range(3)]
    for articles in (used, more):
        found, _ = registered(articles, said=said)
        assert {each.name for each in found} == {"John Smith (MP)", "John Smith (baker)"}
    back = said.split("John Smith (striker)", "John Smith (MP)")
    assert len(registered(used, said=back)[0]) == len(labels)
