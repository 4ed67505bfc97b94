"""The calendar page, and how to subscribe to the public calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import segno
from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from gremien_app.base.kernel import dates
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.holidays import day_notes
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.channels.calendars import freshness_actions as freshness  # noqa: F401 -- freshness watches
from gremien_app.channels.calendars import queries, rules
from gremien_app.meetings.observances.queries import notes_between
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to, years_visible_to
from gremien_app.meetings.sittings.rules import sees_details

bp = Pages("calendars", __name__)
MAX_COMING = 5


@bp.route("/kalender/", access=EVERYONE)
def index() -> ResponseReturnValue:
    viewer, day = current_viewer(), today()
    coming = [_entry(one) for one in sittings_visible_to(viewer, from_day=day, limit=MAX_COMING)]
    # Without a wish the month of the next sitting: at the end of one nobody looks back.
    known = _known_years(day)
    first = _asked_month() or (coming[0].day if coming else day).replace(day=1)
    last = dates.last_of_month(first)
    in_month = sittings_visible_to(viewer, from_day=first, until=last)
    return render_template(
        "calendars/index.html",
        coming=coming,
        month_name=dates.format_month(first),
        weeks=_weeks(first, day, [_entry(sitting) for sitting in in_month], _notes(first, last)),
        year=first.year,
        previous=_month_link(dates.add_months(first, -1), known),
        next=_month_link(dates.add_months(first, 1), known),
    )


@bp.route("/kalender/abonnieren", access=EVERYONE)
def subscribe() -> ResponseReturnValue:
    return _subscribe_page(None, "Alle Gremien", url_for("calendars.all_feed"))


@bp.route("/kalender/abonnieren/<slug>", access=EVERYONE)
def subscribe_to(slug: str) -> ResponseReturnValue:
    name = queries.get_committee(slug).name_on(today()).name
    return _subscribe_page(slug, name, url_for("calendars.committee_feed", slug=slug))


@dataclass(frozen=True, slots=True)
class ShownSitting:
    href: str
    title: str
    label: str
    committee: str
    when: str
    iso: str
    day: date
    time: str
    place: str | None
    state: SittingState

    @property
    def state_label(self) -> str | None:
        """A word where the title alone would mislead."""
        return self.state.label if self.state in _TOLD else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's table; ``notes`` are holidays, and what else is to be respected."""

    number: int
    iso: str
    is_today: bool
    notes: tuple[str, ...]
    entries: list[ShownSitting]


_TOLD = {SittingState.PLANNED, SittingState.CANCELLED, SittingState.MOVED}


def _entry(sitting: Sitting) -> ShownSitting:
    has_details = sees_details(current_viewer(), sitting)
    start = dates.to_berlin(sitting.starts_at)
    return ShownSitting(
        href=rules.sitting_path(sitting),
        title=sitting.title if has_details else "Nichtöffentliche Sitzung",
        label=sitting.committee.short,
        committee=sitting.committee_name,
        when=dates.format_period(sitting.starts_at, sitting.ends_at),
        iso=start.isoformat(),
        day=start.date(),
        time=dates.format_clock(start.time()),
        place=(sitting.place or None) if has_details else None,
        state=sitting.state,
    )


def _notes(first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Holidays for everybody; whoever plans sees all days to respect."""
    if not current_viewer().is_staff:
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return {day: day_notes(day) for day in days}
    noted = notes_between(first, last)
    return {day: tuple(note.label for note in notes) for day, notes in noted.items()}


def _weeks(
    first: date, current: date, entries: Iterable[ShownSitting], notes: dict[date, tuple[str, ...]]
) -> list[list[Day | None]]:
    by_day: dict[date, list[ShownSitting]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)

    def shown(day: date | None) -> Day | None:
        if day is None:
            return None
        said = notes.get(day, ())
        return Day(day.day, day.isoformat(), day == current, said, by_day.get(day, []))

    return [[shown(day) for day in week] for week in dates.month_weeks(first)]


def _known_years(day: date) -> range:
    """The years that have sittings, this one and the next; a robot that follows the months ends."""
    years = [*years_visible_to(current_viewer()), day.year, day.year + 1]
    return range(min(years), max(years) + 1)


def _asked_month() -> date | None:
    asked = request.args.get("monat")
    if asked is None:
        return None
    try:
        return dates.parse_month(asked)
    except ValueError:
        raise NotFound from None


def _month_link(first: date, known: range) -> dict[str, str] | None:
    """A neighbouring month, None beyond the years that the calendar knows."""
    if first.year not in known:
        return None
    href = url_for("calendars.index", monat=f"{first:%Y-%m}", _anchor="monat")
    return {"href": href, "label": dates.format_month(first)}


def _subscribe_page(slug: str | None, name: str, path: str) -> ResponseReturnValue:
    calendars: list[tuple[str | None, str]] = [(None, "Alle Gremien")]
    calendars += [(c.slug, c.name_on(today()).name) for c in queries.committees()]
    page = url_for("calendars.subscribe_to", slug=slug) if slug else url_for("calendars.subscribe")
    return render_template(
        "calendars/subscribe.html",
        name=name,
        code=qr_code(origin() + page),
        subscription=rules.subscription(origin() + path, f"Sitzungen: {name}"),
        choices=[
            {
                "label": label,
                "href": url_for("calendars.subscribe_to", slug=one)
                if one
                else url_for("calendars.subscribe"),
                "is_current": one == slug,
            }
            for one, label in calendars
        ],
    )


def qr_code(address: str) -> Markup:
    """An address as inline SVG, dark on light in dark mode too: cameras expect it so."""
    drawing = segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="g-qr", lineclass=None
    )
    return Markup(drawing)  # noqa: S704 -- drawn here, from black and white squares


def origin() -> str:
    """The configured address of this site; what a request calls it (Host) is not to be trusted."""
    return str(current_app.config["PUBLIC_ORIGIN"])
