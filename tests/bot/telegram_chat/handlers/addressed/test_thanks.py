"""What only thanks, and what doesn't."""

from __future__ import annotations

import pytest

from bot.telegram_chat.handlers.addressed.thanks import is_thanks


@pytest.mark.parametrize(
    "text", ["thanks", "Thanks!", "thank you 🙏", "THX", "Ok, thanks.", "much appreciated", "Great!"]
)
def test_thanks(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize(
    "text", ["thanks, and Holm?", "whom did Holm thank", "no", "", "🙏", "yes", "more", "help", "ok"]
)
def test_other_words(text: str) -> None:
    assert not is_thanks(text)
