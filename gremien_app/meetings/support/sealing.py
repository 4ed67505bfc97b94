"""Seals what the database must not tell, by a key that lies beside it and in no backup.

The file holds one key a line, the newest first: that one seals, all of them open. It is read at
each use, so a new key counts without a new start of the service. A lost key means asking anew.
"""

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

KEY_FILE = "support.key"
# Sealed texts would tell by their length how much somebody needs.
_STEP = 2_048
_KEPT = 2  # the new key and the one before: a writer may have read the file just before


class KeyMissing(Exception):  # noqa: N818 -- an answer, no error
    """There is no key with which this could be opened."""


class Safe:
    """What is sealed and opened in one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / KEY_FILE

    @property
    def has_key(self) -> bool:
        return bool(self._keys())

    def close(self, data: Mapping[str, Any]) -> str:
        """Seal values; makes the key when there is none yet. Raises ``OSError``."""
        text = json.dumps(data, ensure_ascii=False).encode()
        padded = text.ljust(-(-len(text) // _STEP) * _STEP)
        token: bytes = self._cipher(self._keys() or self._made()).encrypt(padded)
        return token.decode("ascii")

    def open(self, token: str) -> dict[str, Any]:
        """What was sealed; ``KeyMissing`` when no key fits, or the text was altered."""
        try:
            text = self._cipher(self._keys()).decrypt(token.encode("ascii", "replace"))
        except (_fernet().InvalidToken, ValueError) as error:
            raise KeyMissing from error
        found: dict[str, Any] = json.loads(text)
        return found

    def rotated(self, token: str) -> str:
        """The same, sealed by the newest key; ``KeyMissing`` when no key fits."""
        return self.close(self.open(token))

    def renew(self) -> None:
        """A new key before the others; the one before it stays good for reading."""
        self._write([_new_key(), *self._keys()][:_KEPT])

    def _keys(self) -> list[str]:
        try:
            lines = self.path.read_text(encoding="ascii", errors="replace").split()
        except FileNotFoundError:
            return []
        return [line for line in lines if _is_key(line)]

    def _cipher(self, keys: list[str]) -> Any:
        if not keys:
            raise KeyMissing
        return _fernet().MultiFernet([_fernet().Fernet(key) for key in keys])

    def _made(self) -> list[str]:
        """The first key; of two who make it at once, one's counts."""
        beside = self._beside([_new_key()])
        try:
            with suppress(FileExistsError):
                os.link(beside, self.path)
        finally:
            beside.unlink(missing_ok=True)
        return self._keys()

    def _write(self, keys: list[str]) -> None:
        beside = self._beside(keys)
        try:
            if self.path.exists() and os.name == "posix":
                owner = self.path.stat()
                os.chown(beside, owner.st_uid, owner.st_gid)
            beside.replace(self.path)
        finally:
            beside.unlink(missing_ok=True)

    def _beside(self, keys: list[str]) -> Path:
        path = self.path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        return path


def _new_key() -> str:
    return str(_fernet().Fernet.generate_key().decode("ascii"))


def _fernet() -> Any:
    from cryptography import fernet  # noqa: PLC0415 -- takes 40 ms; most processes seal nothing

    return fernet


def _is_key(line: str) -> bool:
    return len(line) == 44 and line.isascii()
