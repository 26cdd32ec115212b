"""The Model Context Protocol server, as the SDK's own client sees it: in process, as a program, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import MCPError, StdioServerParameters
from mcp.client import Client
from mcp.types import CallToolResult

from bot import Verbatim
from bot.cli.mcp_server import LONGEST_LINE, ReadOnlyServer, address
from retrieval.errors import SettingsError
from tests import forking
from tests.bot.conftest import PROGRAM
from tests.conftest import CHECKOUT
from tests.waiting import until

TOOLS = {"ask", "quotes", "check_draft", "passage", "speakers", "articles"}
GIFTS = {"question": "What did McFaul say about gifts?", "asked": "2025-02-14"}


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[ReadOnlyServer]:
    with Verbatim.open(sample_home, sample=True) as news:
        yield ReadOnlyServer(news, "0")


def using(server: Any, use: Callable[[Client], Awaitable[Any]]) -> Any:
    async def session() -> Any:
        async with Client(server, read_timeout_seconds=60) as client:
            return await use(client)

    return asyncio.run(session())


def called(server: Any, tool: str, **arguments: Any) -> CallToolResult:
    result: CallToolResult = using(server, lambda client: client.call_tool(tool, arguments))
    return result


def data(server: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    result = called(server, tool, **arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def refusal(server: Any, tool: str, **arguments: Any) -> str:
    """The one line that a failed call gives."""
    result = called(server, tool, **arguments)
    assert result.is_error
    (content,) = result.content
    assert content.type == "text"
    assert "\n" not in content.text
    assert len(content.text) <= LONGEST_LINE
    return content.text


def test_every_tool_only_reads_and_says_what_it_takes(server: ReadOnlyServer) -> None:
    tools = using(server, lambda client: client.list_tools()).tools
    assert {each.name for each in tools} == TOOLS
    for each in tools:
        assert each.annotations.read_only_hint
        assert each.description
        assert each.input_schema["properties"]


def test_an_answers_citations_lead_to_the_words(server: ReadOnlyServer) -> None:
    """From a citation to its passage, and to the whole article as a resource."""
    answer = data(server, "ask", **GIFTS)
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        key, start, end = citation["article"]["id"], citation["start"], citation["end"]
        read = using(server, lambda client, key=key: client.read_resource(f"verbatim://article/{key}"))
        assert read.contents[0].text[start:end] == citation["quote"]
        passage = data(server, "passage", article=key, start=start, end=end)
        assert passage["text"][start - passage["start"] : end - passage["start"]] == citation["quote"]


def test_a_conversation_has_a_name(server: ReadOnlyServer) -> None:
    data(server, "ask", **GIFTS, chat="desk")
    assert "McFaul" in data(server, "ask", question="what else did he say?", chat="desk")["text"]


def test_a_refusal_is_a_result(server: ReadOnlyServer) -> None:
    """It isn't a failure of the tool: the assistant is to say so."""
    assert data(server, "ask", question="What did Ottoline Farqueson say?")["status"] == "refused"


def test_lists_narrow_down(server: ReadOnlyServer) -> None:
    everything = data(server, "quotes", speaker="McFaul")
    assert {each["speaker"] for each in everything["quotes"]} == {"Michael McFaul"}
    one = data(server, "quotes", speaker="McFaul", limit=1)
    assert (one["found"], one["shown"], len(one["quotes"])) == (everything["found"], 1, 1)
    assert data(server, "quotes", speaker="McFaul", since="2030-01-01") == {"found": 0, "shown": 0, "quotes": []}
    (mcfaul,) = data(server, "speakers", name="mcfaul")["speakers"]
    assert mcfaul["name"] == "Michael McFaul"
    assert mcfaul["introductions"]
    articles = data(server, "articles")
    assert articles["found"] == len(articles["articles"]) == 8
    assert data(server, "articles", text="minerals", before="2025-02-14")["found"] < 8


def test_a_draft_is_checked(server: ReadOnlyServer) -> None:
    quote = data(server, "ask", **GIFTS)["citations"][0]["quote"].strip('"“”')
    words = quote.split()
    checked = data(server, "check_draft", draft=f"“{quote}” Michael McFaul said.\n\n“{' '.join(words[::-1])}” he said.")
    verdicts = [each["verdict"] for each in checked["items"] if each["kind"] == "quotation"]
    assert verdicts[0] == "verbatim"
    assert "verbatim" not in verdicts[1:]
    assert checked["items"][0]["sources"][0]["speaker"] == "Michael McFaul"


def test_articles_are_resources(server: ReadOnlyServer) -> None:
    listed = using(server, lambda client: client.list_resources()).resources
    assert len(listed) == 8
    assert all(each.name and str(each.uri).startswith("verbatim://article/") for each in listed)


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("erase", {}, "Unknown tool"),
        ("x" * 1_000_000, {}, "Unknown tool"),
        ("ask", {}, "question"),
        ("ask", {"question": ""}, "question"),
        ("ask", {"question": "a" * 1_000_000}, "question"),
        ("ask", {"question": ["what"]}, "question"),
        ("ask", {"question": "\ud83e"}, "question"),
        ("ask", {"question": "who", "asked": "yesterday"}, "asked"),
        ("quotes", {"limit": 10**9}, "limit"),
        ("check_draft", {"draft": "a" * 1_000_000}, "draft"),
        ("quotes", {"limit": "\x00\x01\n\n"}, "limit"),
        ("passage", {"article": "0" * 16, "start": 0, "end": 5}, "no article"),
        ("passage", {"article": "../../etc/passwd\n\n", "start": 0, "end": 5}, "no article"),
        ("passage", {"article": "a", "start": -1, "end": 5}, "start"),
    ],
)
def test_what_a_client_sends_wrong_is_one_line(
    server: ReadOnlyServer, tool: str, arguments: dict[str, Any], says: str
) -> None:
    """Named by the argument, without its value, and the server goes on."""
    assert says in refusal(server, tool, **arguments)
    assert data(server, "articles")["found"] == 8


def test_places_outside_of_an_article_are_refused(server: ReadOnlyServer) -> None:
    key = data(server, "articles")["articles"][0]["id"]
    for start, end in ((0, 10**9), (5, 5), (9, 3)):
        assert "outside" in refusal(server, "passage", article=key, start=start, end=end)


def test_strange_characters_are_only_a_question(server: ReadOnlyServer) -> None:
    for text in ("\x00\x01\x02", "\u202e\ufeff\U0010ffff", "'; DROP TABLE articles; --", "<script>"):
        assert not called(server, "ask", question=text).is_error


def test_an_unknown_resource_is_refused(server: ReadOnlyServer) -> None:
    async def refused(client: Client) -> list[str]:
        told = []
        for uri in ("verbatim://article/0000000000000000", "file:///etc/passwd", "verbatim://other"):
            with pytest.raises(MCPError) as raised:
                await client.read_resource(uri)
            told.append(str(raised.value))
        return told

    assert all("\n" not in line for line in using(server, refused))


def test_an_empty_collection_says_so(tmp_path: Path) -> None:
    with Verbatim.open(tmp_path) as news:
        empty = ReadOnlyServer(news, "0")
        assert "no articles" in refusal(empty, "ask", question="who?")
        assert "no article" in refusal(empty, "passage", article="a", start=0, end=1)
        assert using(empty, lambda client: client.list_resources()).resources == []


@pytest.fixture
def environment(program_environment: dict[str, str], sample_home: Path) -> dict[str, str]:
    return {**program_environment, "VERBATIM_HOME": str(sample_home)}


def test_serves_as_a_program_over_standard_input(environment: dict[str, str]) -> None:
    """As desktop assistants start it."""
    program = StdioServerParameters(
        command=sys.executable, args=["-c", PROGRAM, "mcp", "--sample"], env=environment, cwd=str(CHECKOUT)
    )
    assert data(program, "ask", **GIFTS)["status"] == "answered"


def test_bytes_that_are_no_protocol_are_passed_over(environment: dict[str, str]) -> None:
    """The next request is answered, standard output holds the protocol alone, and the end of the input ends it."""
    first = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "0"},
        },
    }
    sent = b"\xff\xfe\x00\x80\n" + b"[" * 1_000_000 + b"\n{}\n" + json.dumps(first).encode() + b"\n"
    done = forking.run(PROGRAM, "mcp", "--sample", stdin=sent, env=environment)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["result"]["serverInfo"]["name"] for each in answers if each.get("id") == 1] == ["verbatim"]
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert len(done.stderr) < 10_000


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def test_serves_http_on_this_machine(environment: dict[str, str]) -> None:
    """A megabyte and bytes that aren't the protocol are refused in a line, and the next call is answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with forking.start(
        *(PROGRAM, "mcp", "--sample", "--http", str(port)),
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stderr is not None
        assert str(port) in program.stderr.readline()
        until(lambda: is_listening(port))
        url = f"http://127.0.0.1:{port}/mcp"
        assert "question" in refusal(url, "ask", question="a" * 1_000_000)
        headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        refused = httpx.post(url, content=b"\xff\xfe\x00\x80", headers=headers)
        assert (refused.status_code, refused.text.count("\n")) == (400, 0)
        assert data(url, "ask", **GIFTS)["status"] == "answered"
        program.terminate()
        program.stderr.read()


def test_listens_on_this_machine_only() -> None:
    assert address("8765") == ("127.0.0.1", 8765)
    assert address("[::1]:1") == ("::1", 1)
    for wrong in ("0.0.0.0:8765", "news.example:80", "", "x", "99999", ":0", "127.0.0.1"):
        with pytest.raises(SettingsError):
            address(wrong)
