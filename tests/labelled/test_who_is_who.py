"""Whether speakers over several articles are those whom the articles mean: one person is one, two are two."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from retrieval.attribution import Analyst
from retrieval.entities.registry import Use, uses
from retrieval.model import Article
from tests.retrieval.entities.registered import registered

SETS = [json.loads(line) for line in Path(__file__).with_name("who_is_who.jsonl").read_text("utf-8").splitlines()]


@cache
def analyst() -> Analyst:
    return Analyst()


def people(articles: list[dict[str, str]]) -> dict[str, str]:
    """The speaker of each statement, by its words."""
    texts, used, said = {}, list[Use](), list[tuple[str, str, str]]()
    for each in articles:
        article = Article(title="T", text=each["text"], published=each["published"])
        found = analyst().analyse(article)
        texts[article.id] = article.text
        used += uses(article, found.statements, found.introductions)
        said += [(article.id, one.text, one.speaker) for one in found.statements if one.speaker]
    everybody, rows = registered(used, texts.__getitem__)
    speakers = [each.name for each in everybody]
    assert len(set(speakers)) == len(speakers)
    return {text: speakers[rows[article, name]] for article, text, name in said}


@pytest.mark.parametrize("known", SETS, ids=[each["kind"] for each in SETS])
@pytest.mark.parametrize("order", [1, -1])
def test_each_has_their_own_words(known: dict[str, list[list[str]]], order: int) -> None:
    """In any order of the articles: those who are one share a name, those who are two don't."""
    found = people(known["articles"][::order])  # type: ignore[arg-type]
    named = [{by for words in own for text, by in found.items() if words in text} for own in known["people"]]
    assert all(len(names) == 1 for names in named), named
    assert len(set().union(*named)) == len(named), named
