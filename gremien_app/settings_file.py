"""The settings file ``gremien.toml``: written whole or not at all, readable by its owner only."""

import json
import os
import re
import secrets
import stat
import tomllib
from pathlib import Path
from typing import Any

SETTINGS_FILE = "gremien.toml"


def write_settings(folder: Path, **values: Any) -> Path:
    """Write a new settings file with a fresh secret, readable by its owner only.

    Raises ``FileExistsError`` when there is one, perhaps made at the same moment.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SETTINGS_FILE
    values = {"secret_key": secrets.token_urlsafe(48), **values}
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        write_whole(beside, settings_text(values))
        os.link(beside, path)  # whole, or not at all; never over another one
    finally:
        beside.unlink(missing_ok=True)
    return path


def settings_text(values: dict[str, Any]) -> str:
    """What stands in a settings file."""
    lines = [f"{name} = {_toml(value)}" for name, value in values.items()]
    return "# Einstellungen von Gremien; siehe docs/betrieb.md\n" + "\n".join(lines) + "\n"


def write_whole(path: Path, text: str) -> None:
    """Write a file of the owner's only, and have it on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def rotate_secret(path: Path) -> None:
    """A new secret in the settings file; the former one stays good for reading, older ones go."""
    former = tomllib.loads(path.read_text(encoding="utf-8")).get("secret_key", "")
    fresh = {
        "secret_key": secrets.token_urlsafe(48),
        "secret_key_fallbacks": [former] if former else [],
    }
    _change(path, fresh)


def set_database(path: Path, url: str) -> None:
    """Another database in the settings file."""
    _change(path, {"database_url": url})


def _change(path: Path, values: dict[str, Any]) -> None:
    """Set values in the file, whole or not at all; everything else, its owner and rights stay."""
    before = path.read_text(encoding="utf-8")
    wanted = tomllib.loads(before) | values
    names = "|".join(values)
    kept = [line for line in before.splitlines() if not re.match(rf"\s*({names})\s*=", line)]
    fresh = [f"{name} = {_toml(value)}" for name, value in values.items()]
    # Before the first table, should there ever be one; a comment at the top stays there.
    head = next((i for i, line in enumerate(kept) if line and not line.startswith("#")), len(kept))
    text = "\n".join([*kept[:head], *fresh, *kept[head:]]) + "\n"
    if not _says(text, wanted):  # a value over several lines, which went by its first one only
        text = settings_text(wanted)
    beside = path.with_name(path.name + ".neu")
    try:
        write_whole(beside, text)
        _like(beside, path.stat())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _like(path: Path, other: os.stat_result) -> None:
    """The same owner and rights as another file; raises ``OSError`` where that is not allowed."""
    own = path.stat()
    if os.name == "posix" and (own.st_uid, own.st_gid) != (other.st_uid, other.st_gid):
        os.chown(path, other.st_uid, other.st_gid)
    path.chmod(stat.S_IMODE(other.st_mode))


def _toml(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
