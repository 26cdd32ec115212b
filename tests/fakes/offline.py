"""No network: what the suite, and the programs that it starts, may connect to."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class NetworkForbidden(AssertionError):
    """Something reached for the network. No caller catches an ``AssertionError`` by accident."""


def forbid() -> None:
    """From now on, this process connects to and looks up loopback addresses only."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        _check(self, address)
        return connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return connect_ex(self, address)

    def checked_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        _check_host(host)
        return look_up(host, *arguments, **options)

    socket.socket.connect = checked_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = checked_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = checked_look_up  # type: ignore[assignment]


def _check(sock: socket.socket, address: Any) -> None:
    if sock.family in {socket.AF_INET, socket.AF_INET6}:
        _check_host(address[0])


def _check_host(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost", "0.0.0.0", "::"}:
        return
    try:
        if ipaddress.ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    raise NetworkForbidden(f"the suite is offline; something asked for {name!r}")
