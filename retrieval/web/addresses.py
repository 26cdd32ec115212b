"""Which addresses may be connected to: the public internet's, and nothing behind this machine's own door."""

from __future__ import annotations

import errno
import ipaddress
import socket

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")  # newer Pythons' tables let some of it through, older ones most
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that was ever given to anybody on the public internet; what is right within it, Python's tables tell."""

_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")  # of 2024: the tables of older Pythons lack it

AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]
"""As ``socket.getaddrinfo`` gives it."""


class AddressRefused(OSError):
    """A connection to an address that isn't public was asked for.

    An ``OSError``, and one like the other: what tries a name's addresses one after the other expects no other kind, and
    passes on the first of several that say the same.
    """

    def __init__(self, address: str) -> None:
        super().__init__(errno.EACCES, "it isn't a public address")
        self.address = address


class AddressPolicy:
    """Makes sockets for public addresses only.

    Every connection comes through ``socket``, with the address that it will go to: after a name was resolved, a number
    in any notation was read, a redirect was followed. A name that resolves to another address the next time (DNS
    rebinding) gains nothing, because no name is looked up between this check and the connection.

    Args:
        allow_loopback: also this machine itself. For tests with a server of their own; no setting leads here.
    """

    def __init__(self, *, allow_loopback: bool = False) -> None:
        self._allow_loopback = allow_loopback

    def allows(self, address: str) -> bool:
        """Whether a connection to this address (no name) may be made."""
        try:
            number = ipaddress.ip_address(address)
        except ValueError:
            return False
        if self._allow_loopback and number.is_loopback:
            return True
        return _is_public(number)

    def socket(self, info: AddressInfo) -> socket.socket:
        """A socket for a connection to that address; ``AddressRefused`` when it isn't public."""
        family, kind, protocol, _, (address, *_) = info
        if not self.allows(address):
            raise AddressRefused(address)
        return socket.socket(family, kind, protocol)


def _is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        inner = _ipv4_within(number)
        if inner is not None:
            return _is_public(inner)
        if number.teredo or number not in _UNICAST or number in _DOCUMENTATION:
            return False
    elif number in _PROTOCOLS:
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _ipv4_within(number: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, 6to4 or NAT64 address leads to."""
    if number in _NAT64:
        return ipaddress.IPv4Address(int(number) & 0xFFFF_FFFF)
    return number.ipv4_mapped or number.sixtofour
