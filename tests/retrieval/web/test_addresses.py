"""Where connections may go."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.web.addresses import AddressPolicy, AddressRefused


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "0.1.2.3"),
        *("100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
        *("::ffff:0:127.0.0.1", "100::1", "3fff::1", "192.0.0.8", "0177.0.0.1", "2130706433"),
        *("64:ff9b:1::808:808", "2002:7f00:1::", "2002:a00:1::1", "2001:0:808:808::1", "localhost", "", "1.2.3"),
    ],
)
def test_what_isnt_public_is_refused(address: str) -> None:
    """Also inside of another notation; a name is no address."""
    assert not AddressPolicy().allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_what_is_public_is_allowed(address: str) -> None:
    """IPv4, IPv6, and IPv4 by way of IPv6."""
    assert AddressPolicy().allows(address)


@given(st.ip_addresses())
def test_loopback_alone_can_be_opened_up(address: object) -> None:
    """For a test's own server; private addresses stay closed."""
    shown = str(address)
    opened, closed = AddressPolicy(allow_loopback=True).allows(shown), AddressPolicy().allows(shown)
    assert opened == closed or shown == "::1" or shown.startswith("127.")


def test_no_socket_is_made_for_an_address_that_is_refused() -> None:
    """Here every connection comes through."""
    with pytest.raises(AddressRefused) as caught:
        AddressPolicy().socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)))
    assert caught.value.address == "10.0.0.1"
    AddressPolicy().socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))).close()
