"""The year plan of all committees: page, Word file, spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import (
    current_app,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from gremien_app.base.documents.content import Letterhead
from gremien_app.base.documents.plan import PlanDocument, PlanLine, write_plan
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, MONTHS, format_month
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.observances.days import (
    is_school_known,
    school_holidays,
    unknown_vacations,
)
from gremien_app.meetings.observances.queries import notes_between
from gremien_app.meetings.planning import queries
from gremien_app.meetings.planning.models import PlanState
from gremien_app.meetings.planning.spreadsheet import write_spreadsheet
from gremien_app.meetings.planning.yearplan import (
    Day,
    DayEntry,
    Notes,
    YearDate,
    by_month,
    draft_entry,
    is_shown,
    month_table,
    school_spans,
    side_by_side,
    sitting_entry,
)
from gremien_app.people.committees.models import Committee
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("planning", __name__)
VIEWS = {"": "Liste", "gremien": "Gremien nebeneinander", "monate": "Monate"}


@bp.route("/sitzungsplan", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    viewer, year, view = current_viewer(), _asked_year(), request.args.get("ansicht", "")
    if view not in VIEWS:
        raise NotFound
    plans = queries.plans_of_year(viewer, year)
    notes = notes_between(date(year, 1, 1), date(year, 12, 31))
    found = queries.sittings_of_year(viewer, year)
    entries = [sitting_entry(viewer, one, notes) for one in found]
    entries += [
        draft_entry(planned, notes)
        for plan in plans
        if plan.state is not PlanState.COMMITTED
        for planned in plan.kept_dates
    ]
    entries.sort(key=lambda one: (one.starts_at, one.short))
    committees = _columns(queries.committees_of_year(viewer, year), entries)
    return render_template(
        "planning/index.html",
        year=year,
        view=view,
        views=VIEWS,
        plans=plans,
        entries=entries,
        months=[(f"{MONTHS[month - 1]} {year}", found) for month, found in by_month(entries)],
        names=[one.name_on(date(year, 12, 31)).name for one in committees],
        rows=side_by_side(entries, committees) if view == "gremien" else [],
        calendars=_calendars(year, entries, notes) if view == "monate" else [],
        vacations=_vacations(year),
        unknown=unknown_vacations(year),
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
    )


def _columns(committees: Sequence[Committee], entries: Sequence[YearDate]) -> list[Committee]:
    """Committees stand side by side; a working group only in a year in which it meets."""
    meeting = frozenset[int]().union(*(entry.committee_ids for entry in entries))
    return [one for one in committees if one.parent_id is None or one.id in meeting]


@dataclass(frozen=True)
class Calendar:
    name: str
    weeks: list[list[Day | None]]


def _calendars(year: int, entries: Sequence[YearDate], notes: Notes) -> list[Calendar]:
    by_day: dict[date, list[DayEntry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(
            DayEntry(
                _href(entry),
                entry.start,
                entry.short,
                entry.committee,
                entry.title,
                entry.told_state,
            )
        )
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return [
        Calendar(format_month(first), month_table(first, by_day, notes, today()))
        for first in firsts
    ]


@bp.app_template_global("plan_entry_href")
def _href(entry: YearDate) -> str:
    if entry.plan_id is not None:
        return url_for("planning.show", id=entry.plan_id)
    return url_for("portal.sitting", id=entry.sitting_id)


def _vacations(year: int) -> str:
    """The school holidays of a year in a sentence; a year without data is unknown, not free."""
    spans = school_spans(school_holidays(year))
    if not spans:
        return f"Schulferien {year}: unbekannt. Es liegen noch keine Ferientermine vor."
    text = f"Schulferien in Nordrhein-Westfalen: {'; '.join(spans)}."
    if not is_school_known(date(year, 12, 31)):
        text += " Die späteren Ferien des Jahres sind unbekannt."
    return text


def _asked_year() -> int:
    asked = request.args.get("jahr", "")
    if not asked:
        return today().year
    if not (asked.isascii() and asked.isdecimal() and len(asked) == 4):
        raise NotFound
    if not FIRST_YEAR <= int(asked) <= LAST_YEAR:
        raise NotFound
    return int(asked)


def _sitting_entries(year: int) -> list[YearDate]:
    """What files hold: sittings only, no drafts."""
    viewer = current_viewer()
    notes = notes_between(date(year, 1, 1), date(year, 12, 31))
    found = queries.sittings_of_year(viewer, year)
    return [sitting_entry(viewer, one, notes) for one in found if is_shown(one)]


@bp.route("/sitzungsplan.docx", access=ANY_SECRETARIAT)
def word() -> ResponseReturnValue:
    year, office = _asked_year(), current_app.config["OFFICE"]
    document = PlanDocument(
        letterhead=Letterhead(
            office=office["name"],
            committee="",
            contact_name="",
            phone=office["phone"],
            email=office["email"],
            address_lines=(office["street"], office["town"]),
            document_date=today(),
        ),
        year=year,
        sentence="Sitzungen der Gremien im Überblick",
        lines=tuple(
            PlanLine(
                entry.day,
                entry.hours,
                entry.committee,
                entry.title,
                entry.place,
                entry.state,
                entry.marks,
            )
            for entry in _sitting_entries(year)
        ),
        notes=(_vacations(year),),
    )
    return file_answer(write_plan(document), f"Sitzungsplan-{year}.docx")


@bp.route("/sitzungsplan.xlsx", access=ANY_SECRETARIAT)
def spreadsheet() -> ResponseReturnValue:
    year = _asked_year()
    body = write_spreadsheet(year, _sitting_entries(year))
    return file_answer(body, f"Sitzungsplan-{year}.xlsx")
