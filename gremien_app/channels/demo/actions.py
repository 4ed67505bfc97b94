"""The demonstration: the package's own data files, loaded into an empty database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.version import PACKAGE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.demo import agenda_actions, paper_actions, post_actions, reply_actions
from gremien_app.channels.exchange.actions import Report, import_file
from gremien_app.meetings.deadlines import actions as deadlines
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.planning.actions import propose_plan
from gremien_app.meetings.planning.patterns import Pattern, PatternKind, Rhythm
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import rooms, sittings_visible_to, venues
from gremien_app.meetings.sittings.venue_actions import edit_room, edit_venue
from gremien_app.meetings.support import actions as support
from gremien_app.meetings.support import booking_actions as bookings
from gremien_app.meetings.support import rules
from gremien_app.meetings.support.booking_queries import services_of
from gremien_app.meetings.support.measures import Measure, Needs
from gremien_app.meetings.support.models import ServiceState
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.queries import get_committee
from gremien_app.people.members.queries import viewer_of

FOLDER = PACKAGE / "data"
# Persons and accounts first: whoever signs in the current term does so with an account.
FILES = ("koeln.json", "demo-2024.json", "demo-users.json", "demo-current.json")
_SECRETARY = "geschaeftsfuehrung@demo.example"
ORDERED_AHEAD = timedelta(days=14)
PASSWORD = "gremien-demo"  # noqa: S105 -- public on purpose, invented data only


@dataclass(frozen=True)
class Login:
    """An account of the demonstration and what it is good for."""

    email: str
    about: str


def logins() -> tuple[Login, ...]:
    """For the terminal and for the start page."""
    return (
        Login("admin@demo.example", "Verwaltung der Konten"),
        Login(_SECRETARY, "Geschäftsführung aller fünf Gremien"),
        Login("assistenz@demo.example", "Kollege in der Geschäftsführung"),
        Login("vorsitz@demo.example", "Vorsitz der StAG Behindertenpolitik"),
        Login("mitglied@demo.example", "Mitglied der StAG Behindertenpolitik"),
        Login("stellvertretung@demo.example", "Stellvertretung in der StAG Behindertenpolitik"),
        Login("gast@demo.example", "Gast zu zwei Punkten der StAG Behindertenpolitik"),
    )


def load(now: datetime) -> list[Report]:
    """Load all files in one transaction; the caller commits."""
    reports = [import_file(FOLDER / name, now) for name in FILES]
    _look_at_rooms(now)
    _office_at_work(now)
    _support(now)
    return reports


def _look_at_rooms(now: datetime) -> None:
    """The real rooms as if somebody had been there; what is told of them is invented."""
    day = now.astimezone(BERLIN).date()
    secretary = viewer_of(find_by_email(_SECRETARY), day)
    for number, room in enumerate(one for one in rooms() if one.checked_on is None):
        edit_room(
            secretary,
            room,
            name=room.name,
            capacity=40 + 20 * number,
            is_step_free=True,
            step_free_way="Vorführung: vom Haupteingang ohne Stufen zum Aufzug.",
            entrance_width_cm=120,
            lift_width_cm=90 + 10 * number,
            lift_off="nach 20 Uhr" if number == 1 else "",
            door_width_cm=95,
            has_step_free_escape=None if number == 1 else True,
            escape_way="Vorführung: auf demselben Stockwerk in den Innenhof.",
            has_accessible_wc=True,
            has_induction_loop=number % 2 == 0,
            loop_tested_on=day if number % 2 == 0 else None,
            has_good_light=True,
            has_good_acoustics=number != 1,
            wheelchair_places=2 + number,
            has_quiet_room=None if number == 1 else True,
            welcomes_dogs=True,
            directions="Vorführung: vom Aufzug nach rechts, dem Schild folgen.",
            checked_on=day,
            checked_by="Vorführung",
        )
    for venue in venues():
        if not venue.stop_way:
            told = "Vorführung: 200 Meter, ohne Stufen, mit Leitstreifen."
            place = "Vorführung: zwei Parkplätze für Menschen mit Behinderung am Eingang."
            ways = {"stop_way": told, "parking": place, "directions": venue.directions}
            address = {"street": venue.street, "town": venue.town}
            edit_venue(secretary, venue, name=venue.name, **address, **ways)


def _office_at_work(now: datetime) -> None:
    """What no data file carries: a year plan to look through, and orders already placed."""
    day = now.astimezone(BERLIN).date()
    secretary = viewer_of(find_by_email(_SECRETARY), day)
    committee = get_committee(secretary, "stag-queerpolitik")
    quarterly = Pattern(
        PatternKind.WEEKDAY,
        day.year + 1,
        ordinal=2,
        weekday=1,
        rhythm=Rhythm.SECOND,
        start=time(17),
        end=time(19),
        skips_school_holidays=True,
    )
    propose_plan(secretary, committee, quarterly, now=now)
    paper_actions.load(secretary, now)
    agenda_actions.load(secretary, now)
    post_actions.load(secretary, day)
    coming = sittings_visible_to(secretary, from_day=day, until=day + ORDERED_AHEAD)
    for sitting in coming:
        if sitting.state is SittingState.INVITED:
            deadlines.tick(secretary, sitting, DeadlineKind.ACCESS, now=now)
    reply_actions.load(secretary, now)


def _support(now: datetime) -> None:
    """What a member needs and what is booked for it; invented like everything here."""
    day = now.astimezone(BERLIN).date()
    secretary = viewer_of(find_by_email(_SECRETARY), day)
    member = find_by_email("mitglied@demo.example")
    committee = get_committee(secretary, "stag-behindertenpolitik")
    coming = sittings_visible_to(secretary, committee_id=committee.id, from_day=day)
    if member is None or member.person is None:
        return
    told = Needs(
        (Measure.SIGN_LANGUAGE, Measure.LARGE_PRINT), consent=rules.OWN_CONSENT, told_on=day
    )
    support.save(viewer_of(member, day), member.person, None, told, day=now)
    ahead = next((one for one in coming if one.state is SittingState.INVITED), None)
    if ahead is not None:
        _book(secretary, ahead, day)


def _book(secretary: Viewer, sitting: Sitting, day: date) -> None:
    """One interpreter is confirmed, the other one asked; the rest is ready in the house."""
    provider = bookings.add_provider(
        secretary,
        name="Gebärdensprache am Rhein (Vorführung)",
        offers="DGS, LBG",
        phone="0221 000000",
        lead_days=14,
        cancel_terms="Bis 3 Tage vorher kostenlos, danach die Hälfte.",
        secrecy_on=day,
    )
    bookings.note_needed(secretary, sitting)
    for number, service in enumerate(services_of(sitting)):
        is_outside = service.measure is Measure.SIGN_LANGUAGE
        is_asked = is_outside and number % 2 == 0
        bookings.edit_service(
            secretary,
            service,
            day,
            state=ServiceState.REQUESTED if is_asked else ServiceState.CONFIRMED,
            provider=provider if is_outside else None,
            who="Eva Beispiel" if is_outside and not is_asked else "",
            reason="",
            minutes=None,
            euros=None,
        )


def is_loaded() -> bool:
    """Whether this database is a demonstration's."""
    return find_by_email(logins()[0].email) is not None
