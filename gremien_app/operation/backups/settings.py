"""Which settings of a backup a restored data folder gets."""

import secrets
import tomllib
from typing import Any

from gremien_app.config import SettingsError

# What leads out of the folder: another one's database, mail server and address. A practice restore
# beside a living service must touch none of them. The key is the living service's own.
_LEADS_OUT = {
    "secret_key", "secret_key_fallbacks", "database_url", "public_origin", "trusted_hosts",
    "proxies", "allow_http", "mail_from",
}  # fmt: skip


def of_backup(text: str) -> dict[str, Any]:
    """The settings in a backup; raises ``SettingsError`` when they are none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"Die Einstellungen in der Sicherung sind nicht lesbar ({error}). Es wurde nichts "
            "verändert."
        ) from error


def for_folder(packed: dict[str, Any], database_url: str, *, take_all: bool) -> dict[str, Any]:
    """The settings of a new data folder: the backup's, all of them only when asked for."""
    kept = dict(packed) if take_all else {k: v for k, v in packed.items() if not _leads_out(k)}
    if database_url:
        kept["database_url"] = database_url
    return {"secret_key": secrets.token_urlsafe(48)} | kept


def _leads_out(name: str) -> bool:
    return name in _LEADS_OUT or name.startswith("smtp_")
