"""What ``gremien doctor`` looks at of the machine: space, time zone, clock, fonts."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app

from gremien_app.operation.service.clock_queries import clock_fault

SET_THE_CLOCK = "Bitte lassen Sie die Uhr stellen (NTP, etwa „timedatectl set-ntp true“)."
NOTHING_DELETED = "Bis sie stimmt, löscht „gremien tick“ nichts."
OK, WARNING, ERROR = "ok", "warning", "error"
_FEW_BYTES, _TOO_FEW_BYTES = 1024**3, 100 * 1024**2
_FONTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


@dataclass(frozen=True)
class Finding:
    """One check; ``advice`` says what to do unless all is well."""

    check: str
    state: str
    message: str
    advice: str = ""


def disk() -> Finding:
    free = shutil.disk_usage(current_app.config["DATA_DIR"]).free
    shown = f"{free / 1024**3:.1f} GB frei".replace(".", ",")
    if free < _TOO_FEW_BYTES:
        return Finding("Speicherplatz", ERROR, shown, "Bitte schaffen Sie Platz.")
    if free < _FEW_BYTES:
        return Finding("Speicherplatz", WARNING, shown, "Bitte schaffen Sie bald Platz.")
    return Finding("Speicherplatz", OK, shown)


def time_zone() -> Finding:
    try:
        berlin = datetime.now(ZoneInfo("Europe/Berlin"))
    except ZoneInfoNotFoundError:
        return Finding(
            "Zeitzone", ERROR, "Europe/Berlin ist unbekannt", "Bitte das Paket tzdata installieren."
        )
    return Finding("Zeitzone", OK, f"Europe/Berlin, jetzt {berlin:%H:%M} Uhr")


def clock() -> Finding:
    told = clock_fault()
    if told:
        return Finding("Uhr", ERROR, told, f"{SET_THE_CLOCK} {NOTHING_DELETED}")
    return Finding("Uhr", OK, "passt zu allem, was gespeichert ist")


def fonts() -> Finding:
    folder = Path(str(current_app.static_folder)) / "vendor" / "fonts"
    missing = [cut for cut in _FONTS if not (folder / f"FiraSans-{cut}.woff2").is_file()]
    if missing:
        return Finding(
            "Schriften",
            WARNING,
            f"Es fehlen {len(missing)} Schnitte der Fira Sans.",
            "Seiten erscheinen in einer Ersatzschrift; bitte das Paket neu installieren.",
        )
    return Finding("Schriften", OK, "Fira Sans ist vollständig")
