"""Random keys; the database keeps only their SHA-256."""

import hashlib
import hmac
import secrets


def new_key() -> str:
    """256 bits from the system's generator, URL-safe."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_digest(value: str, key: str) -> str:
    """Of what could be guessed by trying all, such as IPv4 addresses: nobody without our key."""
    return hmac.new(
        key.encode(), value.encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()
