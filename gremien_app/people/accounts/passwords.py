"""Password hashing with argon2id; parameters of the library, smallest ones in tests."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_STRONG = PasswordHasher()
_FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# Verified when the account is unknown, so that the answer takes as long as for a known one.
_DECOYS: dict[int, str] = {}


def _hasher(*, is_fast: bool) -> PasswordHasher:
    return _FAST if is_fast else _STRONG


def hash_password(password: str, *, is_fast: bool = False) -> str:
    """``is_fast``: with the smallest parameters, for tests only."""
    return _hasher(is_fast=is_fast).hash(_octets(password))


def verify_password(stored: str | None, password: str, *, is_fast: bool = False) -> bool:
    """Whether the password fits; without a stored one it takes as long and is False."""
    hasher = _hasher(is_fast=is_fast)
    decoy = _decoy(hasher)
    if not stored:
        stored, password = decoy, "\0" + password
    try:
        return hasher.verify(stored, _octets(password))
    except (VerificationError, InvalidHashError):
        return False


def _decoy(hasher: PasswordHasher) -> str:
    """Made once, with the first password of any kind: making it costs as much as a check."""
    if id(hasher) not in _DECOYS:
        _DECOYS[id(hasher)] = hasher.hash("decoy")
    return _DECOYS[id(hasher)]


def normalised(password: str) -> str:
    """The same password from every keyboard: "ä" may arrive as one character or as two (NFC)."""
    return unicodedata.normalize("NFC", password)


def _octets(password: str) -> bytes:
    """UTF-8; a lone surrogate, which no keyboard types, is a wrong password and no error."""
    return normalised(password).encode("utf-8", "surrogatepass")


def needs_rehash(stored: str, *, is_fast: bool = False) -> bool:
    return _hasher(is_fast=is_fast).check_needs_rehash(stored)
