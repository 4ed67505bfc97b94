"""Where a request comes from: the address, shortened before it is kept anywhere.

Behind proxies the address is theirs unless the setting ``proxies`` says how many there are.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import has_request_context, request


def client_address() -> str:
    """The address of this request in full; only to be hashed or shortened."""
    return (request.remote_addr or "") if has_request_context() else ""


def shortened(address: str) -> str:
    """Without what tells one household from its neighbours: "192.0.2.x", "2001:db8:1::/48"."""
    found = _parsed(address)
    if found is None:
        return ""
    if isinstance(found, IPv4Address):
        return str(found).rpartition(".")[0] + ".x"
    return str(ip_network(f"{found}/48", strict=False))


def origin_key(address: str) -> str:
    """What counts as one origin: an IPv4 address, or the /64 of one IPv6 connection."""
    found = _parsed(address)
    if isinstance(found, IPv6Address):
        return str(ip_network(f"{found}/64", strict=False))
    return str(found or "")


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
