"""Whatever a vendor's package raises is one of ours, and never in the vendor's words."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from bot.errors import ModelBusy, ModelFailure, ModelRejected, ModelSlow, ModelUnreachable, ModelUnreadable
from bot.llm.errors import translated

KEY = "sk-secret"


class StatusError(Exception):
    """As the packages have it: a status of its own, or in the response."""

    def __init__(self, status: int, after: str | None = None) -> None:
        super().__init__(f"refused, your key was {KEY}")
        headers = {} if after is None else {"retry-after": after}
        self.response = SimpleNamespace(status_code=status, headers=headers)


class APIConnectionError(Exception):
    """Told by its name alone."""


class ReadTimeout(Exception):
    """The same."""


def caused(error: Exception, by: Exception) -> Exception:
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("raised", "kind", "says"),
    [
        (StatusError(401), ModelRejected, "LLM_API_KEY"),
        (StatusError(403), ModelRejected, "LLM_API_KEY and LLM"),
        (StatusError(404), ModelRejected, "LLM_API_URL"),
        (StatusError(422), ModelRejected, r"refuses the request \(422\)"),
        (StatusError(429), ModelBusy, "429"),
        (StatusError(503), ModelBusy, r"out of order \(503\)"),
        (ReadTimeout(), ModelSlow, "LLM_SECONDS"),
        (TimeoutError(), ModelSlow, "too long"),
        (json.JSONDecodeError("no", "x", 0), ModelUnreadable, "can't be read"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), ModelUnreadable, "can't be read"),
        (APIConnectionError(), ModelUnreachable, "can't be reached"),
        (ConnectionResetError(), ModelUnreachable, "can't be reached"),
        (KeyError("choices"), ModelUnreadable, r"package failed \(KeyError\)"),
        (caused(APIConnectionError(), TimeoutError()), ModelSlow, "too long"),
        (caused(RuntimeError("retries are used up"), StatusError(500)), ModelBusy, "500"),
    ],
)
def test_what_a_package_raises_is_told_by_status_or_cause(raised: Exception, kind: type, says: str) -> None:
    """The innermost cause counts where the package wraps it."""
    with pytest.raises(kind, match=says):
        raise translated(raised)
    assert KEY not in str(translated(raised))


@pytest.mark.parametrize(
    ("after", "pause"), [(None, None), ("7", 7.0), ("0.5", 0.5), ("-1", None), ("999999", None), ("Fri, 14 Feb", None)]
)
def test_a_pause_is_kept_where_it_is_one(after: str | None, pause: float | None) -> None:
    """Seconds, at most an hour."""
    failure = translated(StatusError(429, after))
    assert isinstance(failure, ModelBusy)
    assert failure.after == pause


def test_ours_stay_what_they_are() -> None:
    """And a chain that runs in a circle has an end."""
    own = ModelSlow("slow")
    assert translated(own) is own
    first, second = RuntimeError(), RuntimeError()
    first.__cause__, second.__cause__ = second, first
    assert isinstance(translated(first), ModelFailure)
