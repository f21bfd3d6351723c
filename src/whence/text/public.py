"""Tells the addresses of the public internet from those inside a network.

Who fetches for others must not be made to knock at doors that only it can reach.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address
# RFC 6052: the last 32 bits are an IPv4 address that a translator connects to.
TRANSLATED = IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A name that leads, or also leads, inside a network."""


async def public_address(host: str, port: int) -> str:
    """Return the address that `host` has, where all that it has are public.

    What is connected to must be the address returned and not the name, which may lead
    elsewhere a moment later. Raises PrivateAddressError, and OSError where there is no such name.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses or not all(is_public(ip_address(address)) for address in addresses):
        raise PrivateAddressError
    return addresses[0]


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet, whatever it is wrapped in.

    >>> is_public(ip_address("127.0.0.1")), is_public(ip_address("::ffff:10.0.0.1"))
    (False, False)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:  # a tunnel to wherever its other end is
            return False
    return address.is_global and not address.is_multicast
