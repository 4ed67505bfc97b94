"""Loads whole files: everything is checked first, then all of it is written, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.data_format import layout
from gremien_app.channels.data_format.read import Data, ImportRefused, Problem, Reader, read_json
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.channels.exchange.master_data_actions import MasterDataLoader
from gremien_app.channels.exchange.minutes_actions import MinutesLoader
from gremien_app.channels.exchange.rules import Checker
from gremien_app.channels.exchange.sitting_actions import SittingLoader
from gremien_app.channels.exchange.sitting_rules import check_sittings
from gremien_app.meetings.sittings.actions import know_warnings
from gremien_app.people.members.locking_queries import lock_committees

LABELS = {
    "terms": "Wahlperioden",
    "venues": "Sitzungsorte",
    "rooms": "Räume",
    "organizations": "Organisationen",
    "offices": "Ämter",
    "minute_takers": "Bestellte Schriftführungen",
    "tenures": "Amtszeiten",
    "committees": "Gremien",
    "persons": "Personen",
    "seats": "Sitze",
    "memberships": "Mitgliedschaften",
    "observances": "Feier- und Gedenktage",
    "users": "Benutzerkonten",
    "sittings": "Sitzungen",
    "items": "Tagesordnungspunkte",
    "guests": "Gäste",
    "attendance": "Anwesenheiten",
    "votes": "Abstimmungen",
    "resolutions": "Beschlüsse",
    "minutes": "Niederschriften",
}


@dataclass
class Report:
    """How many objects were added, and how many existed already and stayed as they were."""

    added: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """For the terminal, one kind of object per line."""
        found = []
        for key, label in LABELS.items():
            new, old = self.added.get(key, 0), self.kept.get(key, 0)
            if new or old:
                found.append(f"{label}: {new} neu" + (f", {old} schon vorhanden" if old else ""))
        return found or ["Die Datei enthält keine Daten."]


def import_file(path: Path, now: datetime) -> Report:
    """Load one file. Raises ``ImportRefused``; then nothing was changed."""
    return import_value(read_json(path), now, source=path.name)


def import_value(value: object, now: datetime, *, source: str) -> Report:
    """As ``import_file`` for a JSON value that was read already."""
    data = checked(value, now)
    with db.session.begin_nested():
        report = _write(data, now)
        if report.added:
            total = sum(report.added.values())
            record(
                SYSTEM,
                "exchange.imported",
                summary=f"Daten aus {source} übernommen: {total} Objekte",
                changes={key: (0, count) for key, count in report.added.items()},
            )
        db.session.flush()
    return report


def checked(value: object, now: datetime) -> Data:
    """The file's content in the program's values; raises ``ImportRefused`` with every problem."""
    reader = Reader.at(now)
    data: Data | None = reader.read(layout.FILE, value)
    problems = list(reader.problems)
    if data is not None:
        checker = Checker(data, queries.known())
        checker.check()
        check_sittings(checker)
        problems += checker.problems
    if problems or data is None:
        raise ImportRefused(problems)
    return data


def _write(data: Data, now: datetime) -> Report:
    loader = MasterDataLoader(now)
    try:
        loader.load(data)
        problems = _write_sittings(loader, data["sittings"])
    except DBAPIError as error:
        raise ImportRefused(
            [Problem("", f"die Datenbank nimmt die Daten nicht an: {error.orig}")]
        ) from error
    if problems:
        raise ImportRefused(problems)
    return Report(dict(loader.added), dict(loader.kept))


def _write_sittings(loader: Loader, sittings: Sequence[Data]) -> list[Problem]:
    """By date, so that resolutions are numbered in the order in which they were decided."""
    problems, kept = [], []
    lock_committees(queries.committee_ids())
    writer, minutes = SittingLoader(loader), MinutesLoader(loader)
    for index, one in sorted(enumerate(sittings), key=lambda entry: entry[1]["date"]):
        loaded = writer.load(one)
        kept += [loaded.sitting] if loaded is not None and one["kept"] else []
        if loaded is None or one["minutes"] is None:
            continue
        try:
            minutes.load(loaded, one["minutes"])
        except RuleBroken as broken:
            where = f"sittings[{index}].minutes"
            problems.append(Problem(where, broken.message, one["minutes"]["state"].value))
    for sitting in kept:  # now that whatever else the file brings can speak against the date
        know_warnings(sitting)
    return problems
