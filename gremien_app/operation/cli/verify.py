"""``gremien verify``: is the record of changes whole, are signed minutes what was signed?"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import click
from flask import current_app

from gremien_app.base.audit import anchor_queries as anchors
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.files import queries as stored
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.numbers import format_count
from gremien_app.operation.cli.base import (
    GermanCommand,
    application,
    data_option,
    json_option,
    reason_of,
)
from gremien_app.operation.cli.schema import require_current
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.publication.seal_queries import verify_publications

_SIGNED = "unterzeichnete Niederschriften"


@dataclass
class Verdict:
    """Counts of what was checked, and a German sentence for every fault.

    ``incomparable``: files older than the fingerprints in the record; ``otherwise``: texts of which
    a file prints other words than were typed. Neither is a fault.
    """

    entries: int = 0
    anchors: int = 0
    minutes: int = 0
    files: int = 0
    incomparable: int = 0
    uploads: int = 0
    faults: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)


@click.command(cls=GermanCommand)
@data_option
@json_option
def verify(folder: Path | None, *, as_json: bool) -> None:
    """Das Protokoll der Änderungen und die unterzeichneten Niederschriften prüfen.

    Nennt den ersten veränderten, fehlenden, eingefügten oder vertauschten Eintrag und jede
    Niederschrift, die nicht mehr ist, was unterzeichnet wurde. Verglichen wird auch mit
    audit-heads.log im Datenordner; heben Sie Abschriften dieser Datei woanders auf.
    """
    with application(folder).app_context():
        require_current()
        verdict = examine(looks_inside=True)
        if not verdict.faults:
            anchors.write_head(current_app.config["DATA_DIR"], utc_now(), at_once=True)
        db.session.rollback()
    if as_json:
        click.echo(json.dumps(vars(verdict), ensure_ascii=False, indent=1))
    else:
        _tell(verdict)
    sys.exit(1 if verdict.faults else 0)


def examine(*, looks_inside: bool = False) -> Verdict:
    """Check everything once; reads only. ``looks_inside``: every byte of the files too."""
    verdict = Verdict()
    known: list[anchors.Anchor] = []
    try:
        known = anchors.read(current_app.config["DATA_DIR"])
    except ValueError as damaged:
        verdict.faults.append(str(damaged))
    chain, seals = verify_chain(known), verify_minutes()
    verdict.entries, verdict.anchors = chain.entries, chain.anchors
    verdict.minutes, verdict.files = seals.minutes, seals.files
    verdict.incomparable, verdict.otherwise = seals.incomparable, seals.otherwise
    verdict.faults += chain.faults + seals.faults + verify_publications()
    verdict.uploads, altered = stored.faults(looks_inside=looks_inside)
    verdict.faults += altered
    return verdict


def note_head() -> bool:
    """Write today's head beside the database; answers whether that was possible.

    Whoever calls decides: a service starts all the same, regular work ends with 1.
    """
    try:
        anchors.write_head(current_app.config["DATA_DIR"], utc_now())
    except (OSError, ValueError) as error:
        click.echo(
            f"Fehler: Der Stand des Protokolls ließ sich nicht in {anchors.FILE} vermerken "
            f"({reason_of(error)}). Bis dahin fiele ein abgeschnittenes Ende nicht auf.",
            err=True,
        )
        return False
    finally:
        db.session.rollback()
    return True


def summary_of(verdict: Verdict) -> str:
    untold = f", davon {verdict.incomparable} nicht vergleichbar" if verdict.incomparable else ""
    return (
        f"{format_count(verdict.entries, 'Eintrag', 'Einträge')}, "
        f"{format_count(verdict.anchors, 'Vermerk', 'Vermerke')} außerhalb der Datenbank, "
        f"{format_count(verdict.minutes, 'unterzeichnete Niederschrift', _SIGNED)} mit "
        f"{format_count(verdict.files, 'Datei', 'Dateien')}{untold}, "
        f"{format_count(verdict.uploads, 'hochgeladene Datei', 'hochgeladene Dateien')}"
    )


def _tell(verdict: Verdict) -> None:
    if verdict.otherwise:
        click.echo("Gedruckt anders als getippt, weil Texte damals anders gelesen wurden:")
    for place in verdict.otherwise:
        click.echo(f"- {place}")
    for fault in verdict.faults:
        click.echo(f"Fehler: {fault}", err=True)
    if verdict.faults:
        click.echo(
            "Bitte ändern Sie nichts, heben Sie die letzte Sicherung auf und klären Sie, wer an "
            "der Datenbank gearbeitet hat.",
            err=True,
        )
        return
    click.echo(f"Alles ist unversehrt: {summary_of(verdict)}.")
