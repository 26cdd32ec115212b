"""The strict parser that the fake server judges with is itself judged: by known cases, and by Telegram's own parser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from tests.fakes.telegram_html import TAGS, Entity, MarkupRefused, parse

TDLIB = {
    "text_link": "TextUrl",
    "strikethrough": "Strikethrough",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
} | {kind: kind.capitalize() for kind in ("bold", "italic", "underline", "code", "pre", "spoiler")}

ATOMS = (
    *("<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<s>", "</s>", "<code>", "</code>", "<pre>", "</pre>"),
    *("<blockquote>", "<blockquote expandable>", "</blockquote>", "<tg-spoiler>", "</tg-spoiler>"),
    *('<a href="https://example.org/?x=1&amp;y">', "<a href='https://example.org/'>", "</a>", "<b x='1'>", "<b x>"),
    *("<br>", "<B>", "</b >", "</", "</>", "<!--", "<", ">", "/", '"', "'", "="),
    *("&", "&lt;", "&gt", "&amp;", "&quot;", "&apos;", "&#65;", "&#x1F600;", "&#", "&#x", "&#99999999999;", ";", "lt"),
    *("a", "é", "😀", "م", "e\u0301", "\u200f", " ", "\n", "\t", "\x0b", "\x0c", "\r", "\u00a0", "word word"),
)
NESTED = st.recursive(
    st.lists(st.sampled_from(["a", "😀", "&lt;", "&amp;", "\n", " ", "é", "&", ">"]), max_size=4).map("".join),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "blockquote expandable", "tg-spoiler"]),
        st.lists(inner, max_size=3).map("".join),
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
    max_leaves=6,
)
MARKUP = st.one_of(st.lists(st.sampled_from(ATOMS), max_size=12).map("".join), NESTED)


def test_formatting_becomes_entities_in_utf16_units() -> None:
    """Offsets count an emoji as two; an outer entity stands before an inner one; nothing is left of the markup."""
    parsed = parse('😀 <blockquote expandable>a &lt;<b>b</b></blockquote> <a href="https://x.y/?a=1&amp;b=2">c</a>')
    assert parsed.text == "😀 a <b c"
    assert parsed.entities == [
        Entity("expandable_blockquote", 3, 4),
        Entity("bold", 6, 1),
        Entity("text_link", 8, 1, "https://x.y/?a=1&b=2"),
    ]
    assert parsed.sloppy == []
    assert [entity.of(parsed.text) for entity in parsed.entities] == ["a <b", "b", "c"]


@pytest.mark.parametrize(
    "html",
    ["<b>", "</b>", "<b><i></b></i>", "<br>", "a < b", "<b", "<b>x</b", "<a href=x/y>z</a>", "<!-- -->", "&#xD800;"],
)
def test_what_telegram_refuses_is_refused(html: str) -> None:
    """Each of these is a 400 at Telegram."""
    with pytest.raises(MarkupRefused, match="can't parse entities"):
        parse(html)


@pytest.mark.parametrize("html", ["a & b", "a > b", "&apos;", "&lt", "<B>x</B>", '<b class="x">y</b>', "<b>x</>"])
def test_what_telegram_lets_pass_is_noted(html: str) -> None:
    """Telegram takes these, but they mean that something wasn't escaped."""
    assert parse(html).sloppy


@pytest.fixture(scope="module")
def tdlib() -> Callable[[str], tuple[str, list[tuple[str, int, int]]] | None]:
    """Telegram's own parser, where its wheel is installed."""
    tdjson = pytest.importorskip("tdjson", reason="tdjson, Telegram's own parser, isn't installed")

    def execute(request: dict[str, object]) -> dict[str, object]:
        answer: dict[str, object] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
        return answer

    execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def parsed(html: str) -> tuple[str, list[tuple[str, int, int]]] | None:
        mode = {"@type": "textParseModeHTML"}
        answer = execute({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
        if answer["@type"] == "error":
            return None
        entities = [(e["type"]["@type"], e["offset"], e["length"]) for e in answer["entities"]]  # type: ignore[attr-defined]
        return str(answer["text"]), sorted(entities)

    return parsed


def _by_the_fake(html: str) -> tuple[str, list[tuple[str, int, int]]] | None:
    try:
        parsed = parse(html)
    except MarkupRefused:
        return None
    return parsed.text, sorted((f"textEntityType{TDLIB[e.type]}", e.offset, e.length) for e in parsed.entities)


def test_every_kind_has_its_name_in_tdlib() -> None:
    """So that the comparison below leaves none out."""
    assert set(TAGS.values()) <= set(TDLIB)


@examples(300)
@given(html=MARKUP)
def test_the_strict_parser_agrees_with_telegrams_own(
    tdlib: Callable[[str], tuple[str, list[tuple[str, int, int]]] | None], html: str
) -> None:
    """Same refusals, same text, same entities."""
    assert _by_the_fake(html) == tdlib(html)
