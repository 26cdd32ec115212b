"""One link at a time, politely: what is asked of a site, how often, and what is made of its answer."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from retrieval.errors import ArticleError, LinkRefused, LinkUnreachable
from retrieval.web import robots
from retrieval.web.addresses import AddressPolicy, AddressRefused
from retrieval.web.bodies import ENCODINGS, check_type, read_body
from retrieval.web.hosts import LATER, Host

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession
    from aiohttp.abc import AbstractResolver

_SAVE = "Open it in a browser, save the page as HTML, and take the file."
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PORTS = frozenset((80, 443))
_BUSY = frozenset((429, *range(500, 600)))
_DOWN = _BUSY - {500, 501}
"""Answers that tell something of the host, and not only of a page of its that is broken."""

_RULES_HOLD = 24 * 3600.0
"""Seconds after which a site's rules are asked for again, as RFC 9309 has it."""


@dataclass(frozen=True)
class Manners:
    """How patient and how careful the client is. Times are in seconds.

    Args:
        pause: least time between the end of a request and the next one to the same host.
        connect: for a connection.
        silence: between two pieces of an answer.
        whole: for one answer in all.
        tries: how often a link is asked for when its site is busy or down.
        back_off: the longest wait before the second try; it doubles with each.
        longest_wait: a site that asks to be left alone for longer is left alone.
        redirects: how many are followed.
        failures: requests in a row that a host may leave without an answer, before it is left alone.
        rest: how long it is left alone then.
    """

    pause: float = 1.0
    connect: float = 10.0
    silence: float = 15.0
    whole: float = 45.0
    tries: int = 3
    back_off: float = 2.0
    longest_wait: float = 30.0
    redirects: int = 5
    failures: int = 9
    rest: float = 600.0


@dataclass(frozen=True)
class Validators:
    """What a server gave to ask later whether something changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """An answer. ``data`` is None when nothing changed since the validators that were sent."""

    link: str
    url: str
    data: bytes | None
    content_type: str = ""
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    max_age: float | None = None


class Client:
    """Fetches links; to be used within one event loop, and closed.

    Args:
        policy: which addresses may be connected to.
        manners: times and tries.
        max_bytes: the most that is read of one answer, packed and unpacked.
        resolver: how names are looked up; the system's way when None.
        jitter: a random share, 0 to 1, of each wait.
    """

    def __init__(
        self,
        policy: AddressPolicy | None = None,
        manners: Manners | None = None,
        *,
        max_bytes: int = 10_000_000,
        resolver: AbstractResolver | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._policy = policy or AddressPolicy()
        self._manners = manners or Manners()
        self._max_bytes = max_bytes
        self._resolver = resolver
        self._jitter = jitter
        self._opened: ClientSession | None = None
        self._hosts: dict[str, Host] = {}

    async def get(self, link: str, known: Validators | None = None) -> Fetched:
        """Fetch a link, redirects followed, each checked like the link itself.

        Args:
            link: an http or https address.
            known: what an earlier answer gave: then an answer without data says that nothing changed.

        Raises:
            LinkRefused: no public web address, or the site's robots.txt or the site itself doesn't want it.
            LinkUnreachable: no answer, or none that helps.
            ArticleTooLarge: more bytes than allowed.
            NotAnArticle: a picture, a film or the like.
        """
        headers = {
            "Accept-Encoding": ENCODINGS,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,*/*;q=0.5",
        }
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        tried = 0
        while True:
            tried += 1
            try:
                return await self._follow(link, headers)
            except LinkUnreachable as error:
                wait = (
                    self._jitter() * self._manners.back_off * 2 ** (tried - 1) if error.after is None else error.after
                )
                if not error.retryable or tried >= self._manners.tries or wait > self._manners.longest_wait:
                    raise
            except ArticleError:
                raise
            except Exception as error:  # a hostile answer may bring anything out of a library: the other links go on
                message = f"it can't be fetched ({type(error).__name__}: {str(error)[:100]})"
                raise LinkUnreachable(link, message, _SAVE) from error
            await asyncio.sleep(wait)

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    async def _follow(self, link: str, headers: dict[str, str]) -> Fetched:
        url = link
        for _ in range(self._manners.redirects + 1):
            host = self._host(url, link)
            rules = await self._robots(url, link)
            if not rules.allows(url):
                raise LinkRefused(link, "its site's robots.txt asks programs not to fetch it", _SAVE)
            async with self._asked(
                url, link, headers, pause=max(self._manners.pause, rules.delay), host=host
            ) as answer:
                if answer.status in _REDIRECTS and answer.headers.get("Location"):
                    url = _led_to(url, answer.headers["Location"], link)
                    continue
                return await self._answer(answer, link, url, conditional=len(headers) > 2)
        raise LinkUnreachable(link, f"it leads on more than {self._manners.redirects} times", _SAVE)

    async def _answer(self, answer: ClientResponse, link: str, url: str, *, conditional: bool) -> Fetched:
        status = answer.status
        validators = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        max_age = re.search(r"max-age=(\d{1,8})", answer.headers.get("Cache-Control", ""))
        age = float(max_age[1]) if max_age else None
        if status == 304 and conditional:
            return Fetched(link, url, None, validators=validators, max_age=age)
        if status != 200:
            raise _status_error(link, status, _retry_after(answer.headers.get("Retry-After")))
        check_type(answer.headers.get("Content-Type", "").partition(";")[0].strip(), link)
        data = await read_body(answer, self._max_bytes, link)
        try:
            charset = answer.charset
        except (ValueError, RuntimeError):
            charset = None
        return Fetched(link, url, data, answer.content_type, charset, validators, age)

    def _host(self, url: str, link: str) -> Host:
        """The host of an address that may be asked, by its looks; where it leads to is checked when it is connected."""
        it = "it" if url == link else f"it leads on to {url[:100]}, which"
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise LinkRefused(link, f"{it} isn't a web address", "Check the link.") from None
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
            raise LinkRefused(link, f"{it} isn't an http or https address", "Give the link of the article's page.")
        if parts.username is not None or parts.password is not None:
            raise LinkRefused(link, f"{it} holds a user name or a password", "Give the link without it.")
        if port is not None and port < 1024 and port not in _PORTS:
            raise LinkRefused(link, f"{it} leads to port {port}, which serves no pages", "Check the link.")
        return self._hosts.setdefault(parts.hostname.lower().rstrip("."), Host())

    @asynccontextmanager
    async def _asked(
        self, url: str, link: str, headers: dict[str, str], *, pause: float, host: Host, down: frozenset[int] = _DOWN
    ) -> AsyncIterator[ClientResponse]:
        """The answer to one request, when it is the host's turn; what the network does is told in our words.

        ``down`` holds the statuses by which a host counts as not answering.
        """
        from aiohttp import ClientError, ClientTimeout, InvalidURL

        limits = ClientTimeout(
            total=self._manners.whole, sock_connect=self._manners.connect, sock_read=self._manners.silence
        )
        async with host.turn:
            host.check(link)
            await asyncio.sleep(host.free_at + pause - time.monotonic() if host.asked else 0)
            host.asked = True
            well = True
            try:
                session = await self._session()
                async with session.get(url, headers=headers, allow_redirects=False, timeout=limits) as answer:
                    if answer.status in down:
                        well = False
                        after = _retry_after(answer.headers.get("Retry-After"))
                        if after:
                            host.asks_for(after)
                    yield answer
            except TimeoutError:
                well = False
                raise LinkUnreachable(link, "the site takes too long to answer", LATER, retryable=True) from None
            except (InvalidURL, UnicodeError):
                raise LinkRefused(link, "it isn't a web address", "Check the link.") from None
            except (ClientError, OSError) as error:
                refused = _refused(error)
                if refused is not None:
                    message = f"it leads to {refused.address}, which isn't a public address"
                    raise LinkRefused(link, message, "Only pages on the public internet are fetched.") from None
                well = False
                raise _network_error(link, error) from error
            finally:
                host.free_at = time.monotonic()
                if well:
                    host.answered()
                else:
                    host.failed(self._manners.failures, self._manners.rest)

    async def _robots(self, url: str, link: str) -> robots.Robots:
        """The site's rules, asked for once a day."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        host = self._host(url, link)
        async with host.reading:
            if site not in host.rules or host.rules[site][1] < time.monotonic():
                rules = await self._read_robots(f"{site}/robots.txt", link)
                host.rules[site] = (rules, time.monotonic() + _RULES_HOLD)
            return host.rules[site][0]

    async def _read_robots(self, url: str, link: str) -> robots.Robots:
        for _ in range(self._manners.redirects + 1):
            host = self._host(url, link)
            async with self._asked(
                url, link, {"Accept-Encoding": ENCODINGS}, pause=self._manners.pause, host=host, down=_BUSY
            ) as answer:
                if answer.status in _REDIRECTS and answer.headers.get("Location"):
                    try:
                        url = _led_to(url, answer.headers["Location"], link)
                        self._host(url, link)
                    except LinkRefused:  # it leads nowhere where rules could stand
                        return robots.ALLOW_ALL
                    continue
                if answer.status in _BUSY:
                    # By RFC 9309, a site that can't tell its rules wants nobody.
                    after = _retry_after(answer.headers.get("Retry-After"))
                    message = f"its site's robots.txt can't be read now (status {answer.status})"
                    raise LinkUnreachable(link, message, LATER, retryable=True, after=after)
                if answer.status != 200:
                    return robots.ALLOW_ALL
                try:
                    data = await read_body(answer, robots.LONGEST, link, cut=True)
                except ArticleError:
                    message = "its site's robots.txt can't be read now"
                    raise LinkUnreachable(link, message, LATER, retryable=True) from None
                return robots.parse(data.decode("utf-8", "replace"))
        return robots.ALLOW_ALL

    async def _session(self) -> ClientSession:
        if self._opened is None:
            import aiohttp

            connector = aiohttp.TCPConnector(
                resolver=self._resolver or aiohttp.ThreadedResolver(),
                use_dns_cache=False,
                socket_factory=self._policy.socket,
                limit_per_host=1,
            )
            self._opened = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": user_agent()},
                auto_decompress=False,
                trust_env=False,  # a proxy would connect for us, to wherever it likes
            )
        return self._opened


def user_agent() -> str:
    """Who we are, as every request says it."""
    try:
        ours = version("verbatim-bot")
    except PackageNotFoundError:
        ours = "0"
    return f"{robots.TOKEN}/{ours} (reads news articles that a person asked for)"


def _led_to(url: str, location: str, link: str) -> str:
    """Where an answer leads on to."""
    try:
        return urljoin(url, location)
    except ValueError:
        message = f"it leads on to {location[:100]}, which isn't a web address"
        raise LinkRefused(link, message, "Check the link.") from None


def _refused(error: BaseException) -> AddressRefused | None:
    """The address that was refused, where that is what an error comes from."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, AddressRefused):
        cause = cause.__cause__
    return cause


def _network_error(link: str, error: Exception) -> LinkUnreachable:
    """What the network did, in our words."""
    from aiohttp import ClientConnectorCertificateError, ClientPayloadError, ClientResponseError

    mend = "Check the link and your connection, then try again."
    if isinstance(error, ClientConnectorCertificateError):
        why = getattr(error.certificate_error, "verify_message", None) or type(error.certificate_error).__name__
        message = f"its site's certificate isn't valid ({why})"
        mend = "Try again later, or save the page as HTML and take the file."
    elif isinstance(error, ClientPayloadError):
        message, mend = "its answer breaks off", LATER
    elif isinstance(error, ClientResponseError):
        message = "its site's answer isn't HTTP that can be read"
    else:
        message = f"the site doesn't answer ({getattr(error, 'strerror', None) or type(error).__name__})"
    return LinkUnreachable(link, message, mend, retryable=True)


def _status_error(link: str, status: int, after: float | None) -> ArticleError:
    if status in {401, 402, 403, 407, 451}:
        return LinkRefused(link, f"the site doesn't let us read it (status {status})", _SAVE)
    if status in {404, 410}:
        return LinkUnreachable(link, f"there is no such page (status {status})", "Check the link.")
    if status in {408, 425, 429} or status >= 500:
        message = f"the site is busy or down (status {status})"
        return LinkUnreachable(link, message, LATER, retryable=True, after=after)
    return LinkUnreachable(link, f"the site answers without a page (status {status})", "Check the link.")


def _retry_after(written: str | None) -> float | None:
    """Seconds from now, as the header gives them or counted to its time; None where it gives neither."""
    if written is None:
        return None
    if re.fullmatch(r"\d{1,9}", written.strip()):
        return float(written)
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
