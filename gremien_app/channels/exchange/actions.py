"""Loads whole files: everything is checked first, then all of it is written, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.data_format.read import Data, ImportRefused, Problem, parse, read_json
from gremien_app.channels.exchange import (
    fact_queries,
    queries,
    row_actions,
    row_queries,
    row_rules,
)
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.channels.exchange.master_data_actions import MasterDataLoader
from gremien_app.channels.exchange.minutes_actions import MinutesLoader
from gremien_app.channels.exchange.note_queries import date_notes, namesake_notes
from gremien_app.channels.exchange.rules import Checker
from gremien_app.channels.exchange.sitting_actions import Loaded, SittingLoader
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


_NOT_TAKEN = "die Datenbank nimmt die Daten nicht an"


@dataclass
class Report:
    """How many objects were added, and how many existed already and stayed as they were."""

    added: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # gaps that stay, and what the forms warn of

    def add(self, added: Mapping[str, int], kept: Mapping[str, int]) -> None:
        for mine, more in ((self.added, added), (self.kept, kept)):
            for key, count in more.items():
                mine[key] = mine.get(key, 0) + count

    def told(self) -> dict[str, int]:
        """What was added, as the record tells it: rows of tables together."""
        found = {key: count for key, count in self.added.items() if key in LABELS}
        rows = sum(count for key, count in self.added.items() if key not in LABELS)
        return found | ({"rows": rows} if rows else {})

    def lines(self) -> list[str]:
        """For the terminal, one kind of object per line."""
        found = []
        for key, label in LABELS.items():
            new, old = self.added.get(key, 0), self.kept.get(key, 0)
            if new or old:
                found.append(f"{label}: {new} neu" + (f", {old} schon vorhanden" if old else ""))
        rows = {key for key in (*self.added, *self.kept) if key not in LABELS}
        if rows:
            new, old = (sum(d.get(key, 0) for key in rows) for d in (self.added, self.kept))
            found.append(f"Zeilen: {new} neu" + (f", {old} schon vorhanden" if old else ""))
        return [*(found or ["Die Datei enthält keine Daten."]), *self.notes]


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
                changes={key: (0, count) for key, count in report.told().items()},
            )
        db.session.flush()
    return report


def checked(value: object, now: datetime) -> Data:
    """The file's content in the program's values; raises ``ImportRefused`` with every problem."""
    data, problems = parse(value, now)
    if data is not None:
        checker = Checker(data, queries.known())
        checker.check()
        check_sittings(checker)
        problems += checker.problems
        if data["rows"]:
            row_rules.settle_accounts(data["rows"], queries.accounts())
            problems += row_rules.problems(data["rows"], row_queries.held())
    if problems or data is None:
        raise ImportRefused(problems)
    return data


def _write(data: Data, now: datetime) -> Report:
    report = Report()
    try:
        problems = _write_rows(data, report) if data["rows"] else []
        if not problems:
            problems = _write_nouns(data, now, report)
        if not problems and data["rows"]:
            row_actions.keep_files(data["rows"]["stored_file"])
    except (DBAPIError, RuleBroken) as error:
        raise ImportRefused([Problem("", f"{_NOT_TAKEN}: {_told(error)}")]) from error
    if problems:
        raise ImportRefused(problems)
    return report


def _write_rows(data: Data, report: Report) -> list[Problem]:
    """Exactly as they were where they come from; old violations only where the file names them."""
    written = row_actions.write(data["rows"])
    report.add(written.added, written.kept)
    known = {(one["table"], one["id"], one["message"]) for one in data["old_violations"]}
    problems = []
    for one in fact_queries.violations(written.placed):
        place = written.placed.get(one.table, {}).get(one.id, f"rows.{one.table}")
        if (one.table, one.id, one.message) in known:
            report.notes.append(f"{place}: {one.message} (alt, so übernommen)")
        else:
            problems.append(Problem(place, one.message, str(one.id)))
    if not problems:
        row_actions.put_on_record(written)
    return problems


def _write_nouns(data: Data, now: datetime, report: Report) -> list[Problem]:
    loader = MasterDataLoader(now)
    loader.load(data)
    report.notes += namesake_notes(loader.new_persons)
    problems = loader.problems() or _write_sittings(loader, data, report)
    report.add(loader.added, loader.kept)
    return problems


def _told(error: Exception) -> str:
    """What the house says about a constraint; the database's own words name tables and values."""
    return (
        error.message if isinstance(error, RuleBroken) else "ein Wert passt nicht zu ihren Regeln"
    )


def _write_sittings(loader: Loader, data: Data, report: Report) -> list[Problem]:
    """By date, so that resolutions are numbered in the order in which they were decided."""
    lock_committees(queries.committee_ids())
    placed = [(f"sittings[{index}]", one) for index, one in enumerate(data["sittings"])]
    made = SittingLoader(loader).load(sorted(placed, key=lambda entry: entry[1]["date"]))
    problems = _judge(made, data["office_since"], report.notes)
    if problems:
        return problems
    minutes = MinutesLoader(loader, report.notes, data["office_since"])
    for loaded in made:
        told = loaded.data["minutes"]
        if told is None:
            continue
        try:
            minutes.load(loaded, told)
        except RuleBroken as broken:
            where = f"{loaded.where}.minutes"
            problems.append(Problem(where, broken.message, told["state"].value))
    for loaded in made:  # now that whatever else the file brings can speak against the date
        if loaded.data["kept"]:
            know_warnings(loaded.sitting)
    report.notes += date_notes(made, loader.now)
    return problems


def _judge(made: list[Loaded], office_since: date | None, notes: list[str]) -> list[Problem]:
    """What the forms would have refused; of sittings of before the office's start it is named."""
    there = queries.sittings_at({loaded.sitting.starts_at for loaded in made})
    problems = []
    for loaded in made:
        others = there.get((loaded.sitting.committee_id, loaded.sitting.starts_at), [])
        found = loaded.problems(next((o for o in others if o is not loaded.sitting), None))
        if loaded.is_of_before(office_since):
            notes += [f"{one} (bleibt als Lücke)" for one in found]
        else:
            problems += found
    return problems
