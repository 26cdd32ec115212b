"""``verbatim mcp``: the collection as tools and resources of the Model Context Protocol, for assistants and agents.

Read-only. Every tool gives structured results whose citations are those of ``verbatim ask --json``. What a client sends
is checked against each tool's schema; a call that fails is one line, and the server goes on.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from mcp.types import Resource as ListedResource
from pydantic import Field, ValidationError

from bot import json_output
from bot.checking.checked_draft import checked_fields
from bot.collection import Filter, chosen
from bot.verbatim import Verbatim
from prompts import replies
from retrieval.errors import NoArticles, SettingsError, VerbatimError
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.tokens import fold
from retrieval.model import Article, Speaker

LONGEST_QUESTION = 4_000
"""Characters of a question or a topic: more than Telegram's longest message isn't a question."""

LONGEST_DRAFT = 100_000
"""Characters of a draft: a long magazine piece; to find who says what in it takes some seconds."""

LONGEST_NAME = 200
"""Characters of a name, an id, a chat."""

MOST_LISTED = 200
"""Quotes, speakers or articles in one result, and articles among the resources."""

LONGEST_LINE = 300
"""Characters of a message that says why a call failed: it may hold what the client sent."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")

Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Draft = Annotated[str, Field(max_length=LONGEST_DRAFT)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Limit = Annotated[int, Field(ge=1, le=MOST_LISTED)]
Offset = Annotated[int, Field(ge=0)]
Result = dict[str, Any]


class ReadOnlyServer(MCPServer[Any]):
    """The SDK's server, with the articles among its resources, and failures as one line of bounded length.

    Args:
        news: the collection; it is asked in threads, so that one client's question holds up no other's.
        version: of this program.
    """

    def __init__(self, news: Verbatim, version: str) -> None:
        super().__init__("verbatim", version=version, instructions=replies.MCP_INSTRUCTIONS, log_level="WARNING")
        self._news = news
        for tool, says in (
            (self.ask, replies.MCP_ASK),
            (self.quotes, replies.MCP_QUOTES),
            (self.check_draft, replies.MCP_CHECK),
            (self.passage, replies.MCP_PASSAGE),
            (self.speakers, replies.MCP_SPEAKERS),
            (self.articles, replies.MCP_ARTICLES),
        ):
            hints = ToolAnnotations(read_only_hint=True, open_world_hint=False)
            self.add_tool(tool, description=says, annotations=hints, structured_output=True)
        self.resource(_uri("{article_id}"), description=replies.MCP_ARTICLE_TEXT, mime_type="text/plain")(self.text_of)

    async def ask(self, question: Question, chat: Name | None = None, asked: date | None = None) -> Result:
        """An answer, as ``verbatim ask --json`` gives it."""
        answer = await asyncio.to_thread(self._news.ask, question, chat=chat, asked=asked)
        return json_output.answer_fields(answer)

    async def quotes(
        self,
        speaker: Name | None = None,
        about: Question | None = None,
        article: Name | None = None,
        since: date | None = None,
        before: date | None = None,
        limit: Limit = 20,
    ) -> Result:
        """Statements, as ``verbatim quotes --json`` gives them, and how many fit."""
        which = Filter(since=since, before=before)

        def listed() -> Result:
            found = [
                each for each in self._news.quotes(speaker, about=about, article_id=article) if which.fits(each.article)
            ]
            quotes = [
                {
                    **json_output.statement_fields(each.statement, each.speaker),
                    "article": json_output.article_fields(each.article),
                }
                for each in found[:limit]
            ]
            return {"found": len(found), "shown": len(quotes), "quotes": quotes}

        return await asyncio.to_thread(listed)

    async def check_draft(self, draft: Draft) -> Result:
        """A checked draft, as ``verbatim check --json`` gives it."""
        return checked_fields(await asyncio.to_thread(self._news.check, draft), None)

    async def passage(self, article: Name, start: Offset, end: Offset) -> Result:
        """The paragraphs around a citation, whole, with those before and after it."""
        found = await asyncio.to_thread(self._article, article)
        if found is None:
            raise ToolError(replies.NO_ARTICLE.format(id=article))
        if not start < end <= len(found.text):
            raise ToolError(replies.MCP_OUTSIDE.format(n=len(found.text)))
        spans = paragraphs(found.text)
        inside = [row for row, (first, last) in enumerate(spans) if first < end and last > start]
        if not inside:
            raise ToolError(replies.MCP_OUTSIDE.format(n=len(found.text)))
        first, last = spans[inside[0]][0], spans[inside[-1]][1]
        before = spans[inside[0] - 1] if inside[0] else None
        after = spans[inside[-1] + 1] if inside[-1] + 1 < len(spans) else None
        return {
            "article": json_output.article_fields(found),
            "start": first,
            "end": last,
            "text": found.text[first:last],
            "before": found.text[before[0] : before[1]] if before else None,
            "after": found.text[after[0] : after[1]] if after else None,
        }

    async def speakers(self, name: Name | None = None, limit: Limit = 50) -> Result:
        """Who is quoted, most quoted first; those whose names hold ``name``."""
        everybody = await asyncio.to_thread(self._news.speakers)
        wanted = fold(name) if name else ""
        found = [each for each in everybody if any(wanted in fold(other) for other in (each.name, *each.other_names))]
        return {"found": len(found), "speakers": [_speaker(each) for each in found[:limit]]}

    async def articles(
        self,
        outlet: Name | None = None,
        since: date | None = None,
        before: date | None = None,
        text: Question | None = None,
        limit: Limit = 50,
    ) -> Result:
        """The articles that fit, newest first."""
        which = Filter(outlet, since, before, text)

        def listed() -> Result:
            found = list(chosen(self._news.snapshot(), which))
            shown = [json_output.article_fields(article, copies) for article, copies in found[:limit]]
            return {"found": len(found), "articles": shown}

        return await asyncio.to_thread(listed)

    async def text_of(self, article_id: str) -> str:
        """An article's text: offsets of citations count its code points."""
        found = await asyncio.to_thread(self._article, article_id)
        if found is None:
            raise ResourceNotFoundError(_one_line(replies.NO_ARTICLE.format(id=article_id)))
        return found.text

    async def list_resources(self) -> list[ListedResource]:
        """The newest articles; older ones can be read by their ids."""
        articles = await asyncio.to_thread(self._news.articles)
        return [
            ListedResource(
                uri=_uri(each.id),
                name=each.title,
                description=", ".join(str(told) for told in (each.publisher, each.published) if told),
                mime_type="text/plain",
            )
            for each in articles[:MOST_LISTED]
        ]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """As the SDK's; what fails is told in one line."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            cause = error.__cause__
            while isinstance(cause, ToolError):
                cause = cause.__cause__
            if isinstance(cause, ValidationError):
                raise ToolError(_one_line("; ".join(map(_wrong, cause.errors())))) from None
            if isinstance(cause, VerbatimError):  # meant for a person, and free of secrets
                raise ToolError(_one_line(str(cause))) from None
            if type(error) is ToolError:
                raise ToolError(_one_line(str(error))) from None
            raise

    def _article(self, article_id: str) -> Article | None:
        try:
            return self._news.article(article_id)
        except NoArticles:
            return None


def run(news: Verbatim, http: str | None) -> None:
    """Serve until the client goes, or Ctrl-C.

    Args:
        news: the collection.
        http: ``[HOST:]PORT`` of this machine to serve streamable HTTP at (``/mcp``); None: standard input and output.

    Raises:
        SettingsError: ``http`` isn't a loopback address.
    """
    from importlib.metadata import version

    server = ReadOnlyServer(news, version("verbatim-bot"))
    if http is None:
        server.run("stdio")
        return
    host, port = address(http)
    print(replies.MCP_SERVING.format(host=f"[{host}]" if ":" in host else host, port=port), file=sys.stderr)  # noqa: T201
    server.run("streamable-http", host=host, port=port)


def address(written: str) -> tuple[str, int]:
    """Host and port of ``[HOST:]PORT``; ``SettingsError`` unless it is a loopback address: who asks isn't checked."""
    host, _, port = written.strip().rpartition(":")
    host = host.strip("[]") or LOOPBACK[0]
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise SettingsError(f"{written[:LONGEST_NAME]!r} is not an address to listen at", "Write a port, like 8765")
    if host not in LOOPBACK:
        raise SettingsError(
            "`verbatim mcp --http` serves this machine only, because it doesn't check who asks",
            "Name a port alone; put a server that checks in front of it for others",
        )
    return host, int(port)


def _speaker(speaker: Speaker) -> Result:
    return {
        "name": speaker.name,
        "other_names": list(speaker.other_names),
        "statements": speaker.statements,
        "introductions": [
            {"article": each.article_id, "start": each.start, "end": each.end, "text": each.text}
            for each in speaker.introductions
        ],
    }


def _uri(article_id: str) -> str:
    return f"verbatim://article/{article_id}"


def _wrong(error: Any) -> str:
    """What is wrong with one argument, without its value."""
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
