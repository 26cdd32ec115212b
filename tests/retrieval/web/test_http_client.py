"""One link at a time, from servers that behave and servers that don't."""

from __future__ import annotations

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from dataclasses import replace

import pytest
from aiohttp import web as http
from aiohttp.abc import AbstractResolver, ResolveResult

from retrieval.errors import ArticleError, ArticleTooLarge, LinkRefused, LinkUnreachable, NotAnArticle
from retrieval.web.addresses import AddressPolicy
from retrieval.web.http_client import Client, Manners, Validators
from retrieval.web.web import Web
from tests.fakes.news_server import Handler, NewsServer, page
from tests.retrieval.web.conftest import QUICK, Fetch
from tests.waiting import until

PAGE = page("Ice", "The ferry froze in the sound, said Mara Lindqvist.")


def redirect(to: str, status: int = 302) -> Handler:
    async def answer(request: http.Request) -> http.Response:
        return http.Response(status=status, headers={"Location": to})

    return answer


def status(code: int, **heads: str) -> Handler:
    async def answer(request: http.Request) -> http.Response:
        return http.Response(status=code, headers={name.replace("_", "-"): value for name, value in heads.items()})

    return answer


def body(data: bytes, **heads: str) -> Handler:
    async def answer(request: http.Request) -> http.Response:
        return http.Response(body=data, headers={name.replace("_", "-"): value for name, value in heads.items()})

    return answer


def test_a_page_is_fetched_with_an_honest_name(site: NewsServer, fetch: Fetch) -> None:
    """What we are and what for; no cookies, no referrer."""
    site.pages["/ice"] = PAGE
    fetched = fetch(f"{site.url}/ice")
    assert fetched.data is not None
    assert fetched.data.decode() == PAGE[0]
    assert (fetched.url, fetched.charset) == (f"{site.url}/ice", "utf-8")
    (heads,) = site.asked("/ice")
    assert heads["User-Agent"].startswith("VerbatimBot/")
    assert not {"Cookie", "Referer", "Authorization"} & set(heads)


def test_redirects_are_followed_to_where_the_page_is(site: NewsServer, fetch: Fetch) -> None:
    """The page's address is the last one; going round in circles ends."""
    site.handlers |= {"/old": redirect("/new", 301), "/round": redirect("/round")}
    site.pages["/new"] = PAGE
    assert fetch(f"{site.url}/old").url == f"{site.url}/new"
    with pytest.raises(LinkUnreachable, match="leads on more than 5 times"):
        fetch(f"{site.url}/round")


@pytest.mark.parametrize(
    "link",
    [
        *("http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/"),
        *(
            "http://0177.0.0.1:{port}/",
            "http://[::1]:{port}/",
            "http://[::ffff:127.0.0.1]:{port}/",
        ),
        *(
            "http://0.0.0.0:{port}/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[fe80::1]/",
        ),
        *("http://192.168.0.1/", "http://①②⑦.0.0.1:{port}/"),
    ],
)
def test_an_address_that_isnt_public_is_refused_however_it_is_written(
    site: NewsServer, fetch: Fetch, link: str
) -> None:
    """And nothing is sent there."""
    with pytest.raises((LinkRefused, LinkUnreachable)) as caught:
        fetch(link.format(port=site.port), policy=AddressPolicy())
    assert caught.value.mend
    assert isinstance(caught.value, LinkRefused) or "①" in link
    assert site.requests == []


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://",
        "http://u:p@127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://a:b/",
    ],
)
def test_a_link_that_is_no_web_address_is_refused(fetch: Fetch, link: str) -> None:
    """Before anything is connected to."""
    with pytest.raises(LinkRefused):
        fetch(link)


class Names(AbstractResolver):
    """Looks names up in a table; each look-up of a name may give another address."""

    def __init__(self, **addresses: list[str]) -> None:
        self.addresses = {name.replace("_", "."): list(each) for name, each in addresses.items()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        left = self.addresses[host]
        address = left.pop(0) if len(left) > 1 else left[0]
        flags = socket.AI_NUMERICHOST
        return [ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=6, flags=flags)]

    async def close(self) -> None:
        pass


class LoopbackNumberOne(AddressPolicy):
    """Takes 127.0.0.1 for a public address and every other loopback address for what it is."""

    def allows(self, address: str) -> bool:
        return address == "127.0.0.1" or super().allows(address)


def test_a_redirect_to_this_machine_is_refused(site: NewsServer, fetch: Fetch) -> None:
    """Each hop is checked like the link itself."""
    site.handlers["/go"] = redirect(f"http://127.0.0.2:{site.port}/secret")
    with pytest.raises(LinkRefused, match=r"leads to 127\.0\.0\.2, which isn't a public address"):
        fetch(f"{site.url}/go", policy=LoopbackNumberOne())
    assert not site.asked("/secret")


def test_a_name_that_changes_its_address_gains_nothing(site: NewsServer, fetch: Fetch) -> None:
    """DNS rebinding: public at the first look-up, this machine at the next."""
    names = Names(news_example=["127.0.0.1", "127.0.0.2"])
    site.pages["/ice"] = PAGE
    site.handlers["/robots.txt"] = status(404, Connection="close")  # so that the next request looks the name up again
    with pytest.raises(LinkRefused, match=r"127\.0\.0\.2"):
        fetch(f"http://news.example:{site.port}/ice", policy=LoopbackNumberOne(), resolver=names, manners=QUICK)
    assert not site.asked("/ice")


class Several(AbstractResolver):
    """Looks up names that have several addresses at once."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        kinds = {each: socket.AF_INET6 if ":" in each else socket.AF_INET for each in self.addresses}
        flags = socket.AI_NUMERICHOST
        return [
            ResolveResult(hostname=host, host=each, port=port, family=kind, proto=6, flags=flags)
            for each, kind in kinds.items()
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("addresses", [("127.0.0.1", "::1"), ("127.0.0.1", "10.0.0.1"), ("::1", "fe80::1", "10.1.1.1")])
def test_a_name_with_several_addresses_that_arent_public_is_refused(
    site: NewsServer, fetch: Fetch, addresses: tuple[str, ...]
) -> None:
    """As `localhost` has two on most machines."""
    with pytest.raises(LinkRefused, match=r"it leads to \S+, which isn't a public address"):
        fetch(f"http://news.example:{site.port}/ice", policy=AddressPolicy(), resolver=Several(*addresses))
    assert site.requests == []


def test_whatever_else_goes_wrong_is_a_links_own_failure(fetch: Fetch) -> None:
    """Here, a name without an address, which the package takes for impossible."""
    with pytest.raises(LinkUnreachable, match=r"it can't be fetched \(AssertionError"):
        fetch("http://news.example/ice", resolver=Several())


def test_of_a_names_addresses_those_that_are_public_are_used(site: NewsServer, fetch: Fetch) -> None:
    """One that isn't among them is passed over."""
    site.pages["/ice"] = PAGE
    names = Several("10.0.0.1", "127.0.0.1")
    assert fetch(f"http://news.example:{site.port}/ice", resolver=names).data == PAGE[0].encode()


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("http://[bad", "leads on to http://[bad, which isn't a web address"),
        ("http://a:b/", "leads on to http://a:b/, which isn't a web address"),
        ("file:///etc/passwd", "leads on to file:///etc/passwd, which isn't an http or https address"),
        ("//u:p@n.example/", "leads on to http://u:p@n.example/, which holds a user name or a password"),
        ("http://n.example:22/", "leads on to http://n.example:22/, which leads to port 22"),
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_told(site: NewsServer, fetch: Fetch, to: str, says: str) -> None:
    """With where it leads: the link itself looks well."""
    site.handlers["/go"] = redirect(to)
    with pytest.raises(LinkRefused) as caught:
        fetch(f"{site.url}/go")
    assert caught.value.message.startswith(f"{site.url}/go: it {says}")


def test_a_stalling_server_is_left(site: NewsServer, fetch: Fetch) -> None:
    """Whether it says nothing or a byte now and then; in seconds, and it may be tried again."""

    async def silent(request: http.Request) -> http.Response:
        await asyncio.sleep(5)
        return http.Response()

    async def dripping(request: http.Request) -> http.StreamResponse:
        answer = http.StreamResponse(headers={"Content-Type": "text/html"})
        await answer.prepare(request)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.1)

    site.handlers |= {"/silent": silent, "/dripping": dripping}
    once = Manners(pause=0, silence=0.3, whole=0.6, tries=1)
    for path in ("/silent", "/dripping"):
        with pytest.raises(LinkUnreachable, match="too long") as caught:
            fetch(f"{site.url}{path}", manners=once)
        assert caught.value.retryable


def test_endless_bytes_end(site: NewsServer, fetch: Fetch) -> None:
    """At the size that settings allow, whatever the server said before."""

    async def endless(request: http.Request) -> http.StreamResponse:
        answer = http.StreamResponse(headers={"Content-Type": "text/html"})
        await answer.prepare(request)
        while True:
            await answer.write(b"<p>more</p>" * 1000)

    site.handlers |= {"/endless": endless, "/large": body(b"x" * 300_000, Content_Type="text/html")}
    with pytest.raises(ArticleTooLarge):
        fetch(f"{site.url}/endless")
    with pytest.raises(ArticleTooLarge, match="300,000 bytes"):
        fetch(f"{site.url}/large")


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_bomb_is_left_while_it_goes_off(site: NewsServer, fetch: Fetch, name: str) -> None:
    """A hundred megabytes in a hundred kilobytes take no more room than settings allow."""
    packed = gzip.compress(b"\0" * 100_000_000) if name == "gzip" else zlib.compress(b"\0" * 100_000_000)
    site.handlers["/bomb"] = body(packed, Content_Encoding=name, Content_Type="text/html")
    tracemalloc.start()
    with pytest.raises(ArticleTooLarge):
        fetch(f"{site.url}/bomb")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("name", ["gzip", "deflate", "bare deflate", ""])
def test_packed_pages_are_unpacked(site: NewsServer, fetch: Fetch, name: str) -> None:
    """As we said that we can."""
    data = PAGE[0].encode()
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {"gzip": gzip.compress(data), "deflate": zlib.compress(data), "": data}.get(name)
    packed = packed if packed is not None else bare.compress(data) + bare.flush()
    heads = {"Content_Encoding": name.split()[-1]} if name else {}
    site.handlers["/ice"] = body(packed, Content_Type="text/html", **heads)
    assert fetch(f"{site.url}/ice").data == data


def test_what_breaks_off_is_no_page(site: NewsServer, fetch: Fetch) -> None:
    """An article without its end would be taken for a whole one; a later try may bring it."""
    packed = gzip.compress(PAGE[0].encode() * 50)

    async def hung_up(request: http.Request) -> http.StreamResponse:
        answer = http.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"<html><p>The ferry")
        assert request.transport is not None
        request.transport.close()
        return answer

    site.handlers["/packed"] = body(packed[: len(packed) // 2], Content_Encoding="gzip", Content_Type="text/html")
    site.handlers["/hung-up"] = hung_up
    for path in ("/packed", "/hung-up"):
        with pytest.raises(LinkUnreachable, match="its answer breaks off") as caught:
            fetch(f"{site.url}{path}", manners=Manners(pause=0, tries=1))
        assert caught.value.retryable


@pytest.mark.parametrize(
    ("data", "heads"),
    [
        (b"\x89PNG\r\n", {"Content_Type": "image/png"}),
        (b"x", {"Content_Type": "video/mp4"}),
        (b"PK", {"Content_Type": "application/zip"}),
        (b"no gzip", {"Content_Type": "text/html", "Content_Encoding": "gzip"}),
        (b"x", {"Content_Type": "text/html", "Content_Encoding": "br"}),
    ],
)
def test_what_is_no_page_is_told(site: NewsServer, fetch: Fetch, data: bytes, heads: dict[str, str]) -> None:
    """By what the server says of it, or by how it is packed."""
    site.handlers["/x"] = body(data, **heads)
    with pytest.raises((NotAnArticle, LinkUnreachable)) as caught:
        fetch(f"{site.url}/x")
    assert caught.value.message.startswith(f"{site.url}/x: ")


@pytest.mark.parametrize(
    ("code", "error", "tries"),
    [(404, LinkUnreachable, 1), (403, LinkRefused, 1), (503, LinkUnreachable, 3), (204, LinkUnreachable, 1)],
)
def test_a_site_that_is_down_is_asked_again_and_one_that_refuses_is_not(
    site: NewsServer, fetch: Fetch, code: int, error: type[ArticleError], tries: int
) -> None:
    """A few times, with growing waits."""
    site.handlers["/x"] = status(code)
    with pytest.raises(error, match=str(code)):
        fetch(f"{site.url}/x")
    assert len(site.asked("/x")) == tries


def test_a_site_says_how_long_to_wait(site: NewsServer, fetch: Fetch) -> None:
    """Seconds are waited; for an hour nobody waits, and the error holds it."""
    answers = iter([status(429, Retry_After="0"), body(b"<html></html>", Content_Type="text/html")])

    async def busy_once(request: http.Request) -> http.StreamResponse:
        return await next(answers)(request)

    site.handlers |= {"/busy": busy_once, "/closed": status(503, Retry_After="3600")}
    assert fetch(f"{site.url}/busy").data == b"<html></html>"
    with pytest.raises(LinkUnreachable) as caught:
        fetch(f"{site.url}/closed")
    assert caught.value.after == 3600
    assert len(site.asked("/closed")) == 1


def test_robots_txt_is_asked_for_once_and_honoured(site: NewsServer, fetch: Fetch, web: Web) -> None:
    """Before anything else of the site; also for where a redirect leads."""
    site.pages |= {"/robots.txt": ("User-agent: *\nDisallow: /private", "text/plain"), "/ice": PAGE, "/private": PAGE}
    site.handlers["/go"] = redirect("/private")
    web.fetch(f"{site.url}/ice").result(10)
    for path in ("/private", "/go"):
        with pytest.raises(LinkRefused, match=r"robots\.txt"):
            web.fetch(f"{site.url}{path}").result(10)
    assert len(site.asked("/robots.txt")) == 1
    assert not site.asked("/private")


def test_a_site_that_cant_tell_its_rules_is_left_alone(site: NewsServer, fetch: Fetch) -> None:
    """A missing robots.txt allows everything, a broken server nothing."""
    site.pages["/ice"] = PAGE
    site.handlers["/robots.txt"] = status(500)
    with pytest.raises(LinkUnreachable, match=r"robots\.txt can't be read"):
        fetch(f"{site.url}/ice")
    assert not site.asked("/ice")


def test_a_long_robots_txt_counts_as_far_as_it_is_read(site: NewsServer, fetch: Fetch) -> None:
    """By RFC 9309, half a megabyte: what stands there holds, and what it doesn't forbid is allowed."""
    rules = "User-agent: *\nDisallow: /private\n" + "# a comment, and another\n" * 40_000 + "Disallow: /ice\n"
    site.pages |= {"/robots.txt": (rules, "text/plain"), "/ice": PAGE, "/private": PAGE}
    assert fetch(f"{site.url}/ice").data is not None
    with pytest.raises(LinkRefused, match=r"robots\.txt asks"):
        fetch(f"{site.url}/private")


def test_a_robots_txt_may_stand_elsewhere(site: NewsServer, fetch: Fetch) -> None:
    """It is followed there; one that leads nowhere is none, and one that can't be unpacked isn't one that forbids."""
    site.pages |= {"/rules": ("User-agent: *\nDisallow: /private", "text/plain"), "/ice": PAGE, "/private": PAGE}
    site.handlers["/robots.txt"] = redirect("/rules")
    with pytest.raises(LinkRefused, match=r"robots\.txt asks"):
        fetch(f"{site.url}/private")
    for to in ("/robots.txt", "http://[bad", "file:///etc/robots.txt"):
        site.handlers["/robots.txt"] = redirect(to)
        assert fetch(f"{site.url}/private").data is not None
    site.handlers["/robots.txt"] = body(b"no gzip", Content_Encoding="gzip", Content_Type="text/plain")
    with pytest.raises(LinkUnreachable, match=r"robots\.txt can't be read") as caught:
        fetch(f"{site.url}/ice")
    assert caught.value.retryable


def test_a_host_that_doesnt_answer_is_left_alone_for_a_while(site: NewsServer) -> None:
    """Or each of a feed's entries would cost all tries and waits; a page of its that is broken is no reason."""
    site.pages["/ice"] = PAGE
    site.handlers["/broken"] = status(500)
    patient = replace(QUICK, failures=4, rest=0.3, tries=2, longest_wait=0.1)
    with Web(lambda: Client(AddressPolicy(allow_loopback=True), patient)) as web:
        for _ in range(4):
            with pytest.raises(LinkUnreachable, match="status 500"):
                web.fetch(f"{site.url}/broken").result(10)
        assert web.fetch(f"{site.url}/ice").result(10).data
        site.handlers["/ice"] = status(503)
        for _ in range(2):
            with pytest.raises(LinkUnreachable, match="status 503"):
                web.fetch(f"{site.url}/ice").result(10)
        asked = len(site.requests)
        with pytest.raises(LinkUnreachable, match="didn't answer 4 times in a row") as caught:
            web.fetch(f"{site.url}/broken").result(10)
        assert caught.value.retryable
        assert len(site.requests) == asked
        del site.handlers["/ice"]
        until(lambda: web.fetch(f"{site.url}/ice").exception(10) is None)
        assert web.fetch(f"{site.url}/ice").result(10).data


def test_what_a_site_asks_for_holds_for_all_of_its_links(site: NewsServer, web: Web) -> None:
    """Who is told to come back in an hour doesn't knock for the next page."""
    site.pages["/ice"] = PAGE
    site.handlers["/busy"] = status(429, Retry_After="3600")
    with pytest.raises(LinkUnreachable, match="status 429"):
        web.fetch(f"{site.url}/busy").result(10)
    with pytest.raises(LinkUnreachable, match="asks to be left alone") as caught:
        web.fetch(f"{site.url}/ice").result(10)
    assert caught.value.after is not None
    assert 3500 < caught.value.after <= 3600
    assert not site.asked("/ice")


def test_a_host_gets_one_request_at_a_time_and_a_pause(site: NewsServer, fetch: Fetch) -> None:
    """However many links of it are asked for."""

    async def slow(request: http.Request) -> http.Response:
        await asyncio.sleep(0.03)
        return http.Response(text="<html></html>", content_type="text/html")

    site.handlers |= {f"/{n}": slow for n in range(5)}
    with Web(lambda: Client(AddressPolicy(allow_loopback=True), Manners(pause=0.05))) as opened:
        for answer in [opened.fetch(f"{site.url}/{n}") for n in range(5)]:
            answer.result(10)
    assert site.most_at_once == 1


def test_what_didnt_change_isnt_sent_again(site: NewsServer, fetch: Fetch) -> None:
    """The server's validators go back to it, and its 304 comes back without data."""

    async def answer(request: http.Request) -> http.Response:
        heads = {"ETag": '"one"', "Last-Modified": "Mon, 10 Feb 2025 08:00:00 GMT"}
        if request.headers.get("If-None-Match") == '"one"' and request.headers.get("If-Modified-Since"):
            return http.Response(status=304, headers=heads)
        return http.Response(text="<rss/>", content_type="text/xml", headers=heads)

    site.handlers["/feed"] = answer
    first = fetch(f"{site.url}/feed")
    assert first.validators == Validators('"one"', "Mon, 10 Feb 2025 08:00:00 GMT")
    assert fetch(f"{site.url}/feed", first.validators).data is None


def test_a_server_that_hangs_up_is_told(fetch: Fetch) -> None:
    """Nothing listens there."""

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(LinkUnreachable, match="doesn't answer"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/", manners=Manners(pause=0, tries=1))
