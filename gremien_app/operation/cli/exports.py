"""``gremien export …``: sittings, minutes, agenda, feed, statistics."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from gremien_app.base.audit.actions import SYSTEM, record_once_a_day
from gremien_app.base.ics.feed import build_feed
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.channels.calendars.queries import committee_feed
from gremien_app.channels.data_format.table_models import left_out
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.export_queries import at_one_moment
from gremien_app.channels.exchange.export_queries import export as export_data
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.operation.cli.base import GermanGroup, application, data_option, fail, json_option
from gremien_app.operation.cli.schema import require_current
from gremien_app.records.minutes.download_views import FileAltered, word_file
from gremien_app.records.minutes.queries import get_minutes

_PARTS = {"öffentlich": Part.PUBLIC, "nichtöffentlich": Part.CLOSED}

out_option = click.option(
    "--out",
    required=True,
    metavar="DATEI",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Zieldatei; „-“ ist die Standardausgabe.",
)
sitting_option = click.option(
    "--sitting", "ref", required=True, metavar="KENNUNG", help="Kennung der Sitzung."
)
part_option = click.option(
    "--part",
    metavar="TEIL",
    type=click.Choice(list(_PARTS)),
    default="öffentlich",
    show_default=True,
    help="„öffentlich“ oder „nichtöffentlich“.",
)


@click.group(cls=GermanGroup)
def export() -> None:
    """Daten und Dokumente ausgeben."""


@export.command()
@data_option
@json_option
def sittings(folder: Path | None, *, as_json: bool) -> None:
    """Alle Sitzungen mit Kennung, Gremium, Datum und Zustand."""
    with application(folder).app_context():
        require_current()
        found = queries.sittings()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in found:
        click.echo(f"{row['date']}  {row['state']:<10} {row['committee']:<24} {row['ref']}")


@export.command()
@out_option
@data_option
def data(folder: Path | None, out: Path) -> None:
    """Der ganze Bestand im Datenformat, das „import-data“ liest (docs/datenformat.md).

    Mit unterzeichneten Fassungen und Dateien; ohne Passwörter, Schlüssel, Anmeldungen, Abos,
    Mails und Protokoll. Die Datei enthält Personendaten: behandeln Sie sie wie eine Sicherung.
    """
    with application(folder).app_context():
        require_current()
        at_one_moment()
        if str(out) == "-":
            sys.stdout.writelines(export_data())
            return
        write_whole(out, export_data())
    click.echo(f"Geschrieben: {out}")
    for name, reason in left_out().items():
        click.echo(f"  nicht ausgegeben: {name} ({reason})")


@export.command()
@sitting_option
@part_option
@out_option
@data_option
def minutes(folder: Path | None, ref: str, part: str, out: Path) -> None:
    """Die Niederschrift als Word-Datei: unterzeichnet, sonst als Entwurf."""
    with application(folder).app_context():
        require_current()
        sitting = _sitting(ref)
        try:
            _name, data = word_file(_operator(sitting), sitting, _PARTS[part])
        except NotFound:
            fail(f"Zu dieser Sitzung gibt es keine Niederschrift ({part}er Teil).")
        except FileAltered as refused:
            _put_on_record(sitting, refused)
            fail(refused.message)
        _write(out, data)


@export.command()
@sitting_option
@part_option
@out_option
@data_option
def agenda(folder: Path | None, ref: str, part: str, out: Path) -> None:
    """Die Tagesordnung als Word-Datei; „nichtöffentlich“ enthält beide Teile."""
    with application(folder).app_context():
        require_current()
        sitting = _sitting(ref)
        with_closed = _PARTS[part] is Part.CLOSED
        _, content = agenda_document(_operator(sitting), sitting, with_closed=with_closed)
        _write(out, content)


@export.command()
@click.option("--committee", "slug", required=True, metavar="GREMIUM", help="Kürzel der Adresse.")
@out_option
@data_option
def feed(folder: Path | None, slug: str, out: Path) -> None:
    """Der öffentliche Kalender eines Gremiums (iCalendar)."""
    app = application(folder)
    with app.app_context():
        require_current()
        try:
            found = committee_feed(slug, origin=app.config["PUBLIC_ORIGIN"], today=today())
        except NotFound:
            fail(f"Das Gremium „{slug}“ gibt es nicht, oder es hat keinen öffentlichen Kalender.")
        _write(out, build_feed(found.info, found.events))


@export.command()
@click.option(
    "--year", metavar="JAHR", type=click.IntRange(1950, 2100), required=True, help="Jahr."
)
@data_option
@json_option
def statistics(folder: Path | None, year: int, *, as_json: bool) -> None:
    """Die Zahlen eines Jahres: Gremien, Mitglieder, Sitzungen.

    Mitglieder sind die besetzten Sitze am Jahresende (im laufenden Jahr: heute), Stellvertretungen
    zählen nicht mit. Sitzungen sind die, die stattgefunden haben.
    """
    with application(folder).app_context():
        require_current()
        found = queries.statistics(year, today())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in found["by_committee"]:
        click.echo(
            f"{row['name']:<52} {row['members']:>4} Mitglieder {row['sittings']:>3} Sitzungen"
        )
    total = f"{found['committees']} Gremien im Jahr {year}"
    click.echo(f"{total:<52} {found['members']:>4} Mitglieder {found['sittings']:>3} Sitzungen")


def _sitting(ref: str) -> Sitting:
    try:
        return queries.get_sitting(ref)
    except NotFound:
        fail(
            f"Eine Sitzung mit der Kennung „{ref}“ gibt es nicht. "
            "„gremien export sittings“ nennt alle Kennungen."
        )


def _put_on_record(sitting: Sitting, refused: FileAltered) -> None:
    minutes = get_minutes(_operator(sitting), sitting)
    own = sitting.committee_id
    record_once_a_day(
        SYSTEM,
        "minutes.file_altered",
        minutes,
        summary=refused.told,
        about=refused.about,
        committee_id=own,
    )
    commit()


def _operator(sitting: Sitting) -> Viewer:
    """Who runs the command has the files anyway: sees what the secretariat sees."""
    own = frozenset({sitting.committee_id})
    return Viewer(name="System", is_admin=True, secretariat_of=own, closed_of=own)


def write_whole(out: Path, pieces: Iterable[str]) -> None:
    """For nobody else to read; under its name only when it is whole."""
    unfinished = out.with_name(f".{out.name}.unfertig")
    try:
        with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
            file.writelines(pieces)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(out: Path, data: bytes) -> None:
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    out.write_bytes(data)
    click.echo(f"Geschrieben: {out}")
