"""How the vendors' servers stream a chat: OpenAI's events, Anthropic's events, Ollama's lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OpenAI:
    """Chat completions, as many other servers speak them too. ``usage`` comes last, with no choice beside it."""

    path: str = "/v1/chat/completions"
    content_type: str = "text/event-stream"
    key: str = "Authorization"

    def opening(self) -> bytes:
        return b""

    def piece(self, text: str) -> bytes:
        return _event(_chunk({"role": "assistant", "content": text}))

    def closing(self, usage: tuple[int, int] | None) -> bytes:
        counted = b""
        if usage:
            tokens = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
            counted = _event({**_chunk({}), "choices": [], "usage": tokens})
        return _event(_chunk({"content": ""}, "stop")) + counted + b"data: [DONE]\n\n"


@dataclass(frozen=True)
class Anthropic:
    """Messages. The tokens read come first, those written last."""

    path: str = "/v1/messages"
    content_type: str = "text/event-stream"
    key: str = "x-api-key"

    def opening(self) -> bytes:
        message = {"id": "m", "type": "message", "role": "assistant", "model": "fake", "content": []}
        usage = {"input_tokens": 11, "output_tokens": 1}
        start = {"message": {**message, "stop_reason": None, "stop_sequence": None, "usage": usage}}
        block = {"index": 0, "content_block": {"type": "text", "text": ""}}
        return _named("message_start", start) + _named("content_block_start", block) + _named("ping", {})

    def piece(self, text: str) -> bytes:
        return _named("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": text}})

    def closing(self, usage: tuple[int, int] | None) -> bytes:
        end = {
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": (usage or (1, 1))[1]},
        }
        return _named("content_block_stop", {"index": 0}) + _named("message_delta", end) + _named("message_stop", {})


@dataclass(frozen=True)
class Ollama:
    """A JSON object a line; the last has the counts."""

    path: str = "/api/chat"
    content_type: str = "application/x-ndjson"
    key: str = "Authorization"

    def opening(self) -> bytes:
        return b""

    def piece(self, text: str) -> bytes:
        return _line(text, {"done": False})

    def closing(self, usage: tuple[int, int] | None) -> bytes:
        counts = {"prompt_eval_count": usage[0], "eval_count": usage[1]} if usage else {}
        return _line("", {"done": True, "done_reason": "stop", **counts})


Dialect = OpenAI | Anthropic | Ollama
DIALECTS: tuple[Dialect, ...] = (OpenAI(), Anthropic(), Ollama())


def _chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": choices}


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def _named(kind: str, data: dict[str, Any]) -> bytes:
    return f"event: {kind}\n".encode() + _event({"type": kind, **data})


def _line(text: str, more: dict[str, Any]) -> bytes:
    message = {"role": "assistant", "content": text}
    return (
        json.dumps({"model": "fake", "created_at": "2025-02-14T00:00:00Z", "message": message, **more}).encode() + b"\n"
    )
