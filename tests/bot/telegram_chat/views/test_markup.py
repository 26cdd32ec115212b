"""Text as Telegram counts and shows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_chat.views.markup import cut, one_line, sendable, units
from tests.bot.telegram_chat import hostile
from tests.conftest import examples


def test_sendable_keeps_what_can_be_sent() -> None:
    """A pair of surrogates is the character that it means; a lone one and NUL are replaced; line ends are one."""
    assert sendable("a\0b\ud83d\ude00c\ud83dd\r\ne\rf") == "a\ufffdb😀c\ufffdd\ne\nf"


def test_one_line_is_never_longer_than_its_limit() -> None:
    """And tears no character."""
    assert one_line(" a\n b ", 10) == "a b"
    assert one_line("abcdef", 6) == "abcdef"
    assert one_line("abcdefg", 6) == "abcde…"
    assert one_line("abcde\u0301fg", 6) == "abcd…"


@examples(60)
@given(text=hostile.texts.filter(lambda t: units(sendable(t)) > 40), limit=st.integers(16, 40))
def test_a_cut_is_within_its_limit_and_goes_on(text: str, limit: int) -> None:
    """Whatever the text, each part has something in it and no more than it may."""
    whole = sendable(text)
    end = cut(whole, limit, [(3, 20), (25, 400)])
    assert 0 < end < len(whole)
    assert units(whole[:end]) <= limit
