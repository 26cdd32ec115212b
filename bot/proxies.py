"""Servers' addresses, and which proxy of the environment stands before one, for all libraries that look for it."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from retrieval.errors import SettingsError

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_near(host: str) -> bool:
    """Whether a host is this machine, or an address of a private network; a name is none but ``localhost``."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")
    return address.is_loopback or address.is_private


def exceptions(no_proxy: str, hosts: list[str]) -> str:
    """NO_PROXY with loopback in it, and each host that lies in one of its networks.

    Neither urllib nor httpx understands networks (``10.0.0.0/8``), and neither leaves loopback alone.

    Args:
        no_proxy: as the environment has it.
        hosts: of the servers that the settings name.
    """
    given = [part for part in no_proxy.replace(",", " ").split() if part]
    if "*" in given:
        return "*"
    networks = []
    for part in given:
        try:
            networks.append(ip_network(part, strict=False))
        except ValueError:
            continue  # a name
    added = list(LOOPBACK)
    for host in hosts:
        try:
            address = ip_address(host)
        except ValueError:
            continue
        if address.is_loopback or any(address in each for each in networks):
            added.append(host)
    return ",".join(dict.fromkeys([*given, *added]))


def server_address(url: str, setting: str, kind: str = "server", like: str = "http://localhost:8080/v1") -> str:
    """A server's address without what a hand leaves around it.

    Args:
        url: as it was written.
        setting: where.
        kind: what it is to be the address of.
        like: what such an address looks like.

    Raises:
        SettingsError: it can't be one.
    """
    address = url.strip().rstrip("/")
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0:
            return address
    raise SettingsError(f"{setting} can't be the address of a {kind}", f"It looks like {like}")


def proxy_of(url: str, *, falls_back: bool) -> str | None:
    """The proxy between this machine and a server, without name and password; None: there is none.

    Args:
        url: the server's.
        falls_back: whether the library that asks heeds ALL_PROXY, too, as httpx does and aiohttp doesn't.

    Raises:
        SettingsError: it speaks SOCKS, which nothing that is installed here can.
    """
    address, named = urlsplit(url), getproxies()
    proxy = named.get(address.scheme) or (named.get("all") if falls_back else None)
    if not proxy or proxy_bypass(address.netloc.rpartition("@")[2]):
        return None
    kind, _, place = proxy.rpartition("://")
    if kind.lower().startswith("socks") and not (falls_back and find_spec("socksio")):
        raise SettingsError(
            f"The proxy that the environment names for {address.hostname} speaks SOCKS, which isn't supported",
            "Name an HTTP proxy in HTTPS_PROXY, or put the server into NO_PROXY",
        )
    return f"{kind or 'http'}://{place.rpartition('@')[2]}"
