"""Addresses of static files carry what the file is, so browsers may keep it for ever.

RFC 9111 and RFC 8246 (``immutable``): a changed file has another address.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

FOR_EVER = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    root = Path(str(app.static_folder))

    @app.url_defaults
    def with_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = version_of(root / values["filename"])


@cache
def version_of(path: Path) -> str | None:
    """The beginning of its SHA-256 as the process found it; None for what is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def is_current(root: Path, name: str, query: str) -> bool:
    """Whether this query (``v=…``) asks for the file as it is."""
    return query == f"v={version_of(root / name)}"
