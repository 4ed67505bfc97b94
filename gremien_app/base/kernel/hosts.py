"""Names of machines in addresses and headers, and which of them mean this very machine."""

import re
from ipaddress import IPv6Address, ip_address

# A name or an IPv4 address, or an IPv6 address in brackets; nothing before, between or after.
_HOST = re.compile(r"(?:([a-z0-9.-]+)|\[([0-9a-f:.]+)\])(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


def name_of(host: str) -> str:
    """The name in a Host header, without the port: "[::1]:8000" → "::1"; "" when it is none."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).lower() if found else ""


def as_sent(host: str) -> str:
    """A host as a browser spells it: "köln.example" → "xn--kln-sna.example"; "" when it is none."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def is_loopback(name: str) -> bool:
    """Whether a name means this very machine: "localhost" or a loopback address, nothing else.

    A name that only begins like one, "127.0.0.1.example.org", may be anybody's.
    """
    if name.lower() == "localhost":
        return True
    if "%" in name:  # behind it anything may stand: "::1%evil.example"
        return False
    try:
        address = ip_address(name)
    except ValueError:
        return False
    # Up to Python 3.12 "::ffff:127.0.0.1" is not called what it is.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
