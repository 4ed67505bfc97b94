"""Whether the web servers before the service are as many as the setting ``proxies`` says.

With too few everybody seems to come from one address; with too many anybody may invent one. The
first request that does not fit is logged, and noted for ``gremien doctor``.
"""

from contextlib import suppress
from pathlib import Path

from flask import Flask, request

_NOTE = Path("cache", "proxies.txt")


def fault_of(proxies: int, forwarded_for: list[str], *, is_forwarded: bool = False) -> str:
    """What does not fit, in a sentence; "" when all is well.

    ``forwarded_for``: the values of X-Forwarded-For; ``is_forwarded``: RFC 7239's header is there.
    """
    seen = sum(len(value.split(",")) for value in forwarded_for if value.strip())
    if proxies == 0 and (seen or is_forwarded):
        return (
            "Anfragen kommen mit „X-Forwarded-For“ oder „Forwarded“, eingestellt ist aber "
            "proxies = 0. Steht ein Webserver davor, gehört in gremien.toml proxies = 1; sonst "
            "scheinen alle von einem Anschluss zu kommen."
        )
    if seen < proxies:
        return (
            f"Eingestellt ist proxies = {proxies}, eine Anfrage kam aber über {seen}. Entweder "
            "setzt der Webserver „X-Forwarded-For“ nicht („gremien deploy“ zeigt, wie), oder die "
            "Zahl ist zu groß; dann könnte sich jemand eine Adresse ausdenken."
        )
    return ""


def sentence_at_start(origin: str, proxies: int) -> str:
    """What can be said before the first request."""
    if origin.startswith("https://") and proxies == 0:
        return (
            "Die öffentliche Adresse ist verschlüsselt, also steht ein Webserver davor; "
            "eingestellt ist aber proxies = 0. Damit scheinen alle von einem Anschluss zu kommen. "
            "In gremien.toml gehört proxies = 1."
        )
    return ""


def noted(folder: Path) -> str:
    """What the running service met; "" when nothing was out of order."""
    try:
        return (folder / _NOTE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def forget(folder: Path) -> None:
    """At the start: what a former service met may be mended."""
    with suppress(OSError):
        (folder / _NOTE).unlink()


def init_app(app: Flask) -> None:
    told: set[str] = set()

    @app.before_request
    def compare() -> None:
        if request.endpoint in app.config["WATCHED"]:  # asked from beside, past the web server
            return
        values = request.headers.getlist("X-Forwarded-For")
        fault = fault_of(app.config["PROXIES"], values, is_forwarded="Forwarded" in request.headers)
        if not fault or fault in told:
            return
        told.add(fault)
        app.logger.warning("%s", fault)
        with suppress(OSError):
            path = app.config["DATA_DIR"] / _NOTE
            path.parent.mkdir(exist_ok=True)
            path.write_text(fault + "\n", encoding="utf-8")
