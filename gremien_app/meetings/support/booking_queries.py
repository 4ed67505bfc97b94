"""All reads of providers and bookings, and what is still to be ordered."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from flask import current_app
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.base.transactions import held
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.sittings.models import Sitting, SittingState, sitting_partner
from gremien_app.meetings.support import booking_rules, place_rules, queries
from gremien_app.meetings.support.lead_rules import Leads, read_leads
from gremien_app.meetings.support.measures import Needs
from gremien_app.meetings.support.models import AccessNeed, AccessService, Provider
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership

_ENDED = frozenset({SittingState.CLOSED, SittingState.CANCELLED})


def providers(keep: int | None = None, day: date | None = None) -> list[Provider]:
    """All, or those who still take orders on a day; ``keep`` in any case."""
    query = select(Provider).order_by(Provider.name, Provider.id)
    if day is not None:
        runs = or_(Provider.closed_on.is_(None), Provider.closed_on > day)
        query = query.where(or_(runs, Provider.id == keep))
    return all_of(query)


def get_provider(id: int) -> Provider:
    return held(required(db.session.get(Provider, id)))


def leads() -> Leads:
    """How early each measure is ordered here."""
    return read_leads(current_app.config["SUPPORT_LEAD_DAYS"])


def services_of(sitting: Sitting) -> list[AccessService]:
    """The bookings of a sitting, in the order of the measures; for checked sittings."""
    query = (
        select(AccessService)
        .where(AccessService.sitting_id == sitting.id)
        .options(joinedload(AccessService.provider))
        .order_by(AccessService.measure, AccessService.id)
    )
    return all_of(query)


def get_service(viewer: Viewer, id: int) -> AccessService:
    """A booking for whoever organises its sitting; ``NotFound`` for everybody else."""
    service = required(db.session.get(AccessService, id))
    if not viewer.manages(service.sitting.committee_id):
        raise NotFound
    held(service.sitting)
    return service


def elsewhere(services: Iterable[AccessService], sitting: Sitting) -> set[int]:
    """Providers that are booked for another sitting on the same day, by their ids."""
    ids = {one.provider_id for one in services if booking_rules.is_booked(one)} - {None}
    query = (
        select(AccessService)
        .join(AccessService.sitting)
        .where(
            AccessService.provider_id.in_(ids),
            AccessService.sitting_id != sitting.id,
            Sitting.state != SittingState.CANCELLED,
        )
        .options(joinedload(AccessService.sitting))
        .order_by(AccessService.id)
    )
    found = [one for one in db.session.scalars(query) if booking_rules.is_booked(one)]
    return {one.provider_id or 0 for one in found if one.sitting.date == sitting.date}


def needs_of(sitting: Sitting) -> list[Needs]:
    """Everything that was said for a sitting, by whomever."""
    said = [*queries.told_for(sitting), *queries.visitors_of(sitting)]
    return [one.needs for one in said if one.needs is not None]


def booked_in(viewer: Viewer, year: int) -> list[AccessService]:
    """What the committees of a secretariat had, or have booked, in a year."""
    query = (
        select(AccessService)
        .join(AccessService.sitting)
        .where(
            Sitting.committee_id.in_(viewer.secretariat_of),
            Sitting.starts_at >= midnight(date(year, 1, 1)),
            Sitting.starts_at < midnight(date(year + 1, 1, 1)),
        )
        .options(
            joinedload(AccessService.sitting)
            .joinedload(Sitting.committee)
            .selectinload(Committee.names),
            joinedload(AccessService.provider),
        )
        .order_by(Sitting.committee_id, AccessService.id)
    )
    return all_of(query)


def has_open_orders(sitting: Sitting) -> bool:
    """Whether something that is needed is not ordered yet; for the check before a dispatch."""
    return sitting.id in open_orders([sitting])


def lacking_of(sitting: Sitting) -> list[str]:
    """What its room has not, or nobody has looked at, though it is needed; of nobody."""
    return place_rules.lacking(needs_by_sitting([sitting])[sitting.id], sitting)


def open_orders(sittings: Collection[Sitting]) -> dict[int, date]:
    """By sitting: by when something must be done about its support; nothing where all is done.

    The same number of queries for any number of sittings.
    """
    services, times = _services_by_sitting(sittings), leads()
    needs = needs_by_sitting([one for one in sittings if one.state not in _ENDED])
    found = {}
    for sitting in sittings:
        own = services[sitting.id]
        days = [one.due for one in booking_rules.missing(needs[sitting.id], own, sitting, times)]
        days += [
            booking_rules.order_by(one.measure, sitting.date, one.provider, times)
            for one in own
            if _asks(one, sitting)
        ]
        if days:
            found[sitting.id] = min(days)
    return found


def _asks(service: AccessService, sitting: Sitting) -> bool:
    if sitting.state in _ENDED:
        return booking_rules.is_to_cancel(service, sitting)
    return booking_rules.is_open(service) or booking_rules.has_moved(service, sitting)


def _services_by_sitting(sittings: Iterable[Sitting]) -> dict[int, list[AccessService]]:
    found: dict[int, list[AccessService]] = defaultdict(list)
    query = (
        select(AccessService)
        .where(AccessService.sitting_id.in_([one.id for one in sittings]))
        .options(joinedload(AccessService.provider))
        .order_by(AccessService.id)
    )
    for one in db.session.scalars(query):
        found[one.sitting_id].append(one)
    return found


def needs_by_sitting(sittings: Collection[Sitting]) -> dict[int, list[Needs]]:
    """As ``needs_of``, for many sittings at once."""
    rows = all_of(select(AccessNeed).order_by(AccessNeed.id)) if sittings else []
    said = {row.id: queries.opened(row) for row in rows}
    expected = _expected({row.person_id for row in rows if row.person_id}, sittings)
    found: dict[int, list[Needs]] = defaultdict(list)
    for sitting in sittings:
        counts: dict[object, AccessNeed] = {}
        for row in rows:
            if row.sitting_id is None and row.person_id in expected[sitting.id]:
                counts.setdefault(row.person_id, row)
        for row in rows:
            if row.sitting_id == sitting.id:
                if row.person_id is None:
                    counts[("visitor", row.id)] = row
                elif row.person_id in expected[sitting.id]:
                    counts[row.person_id] = row
        found[sitting.id] = [one for row in counts.values() if (one := said[row.id]) is not None]
    return found


def _expected(persons: set[int], sittings: Collection[Sitting]) -> dict[int, set[int]]:
    """Which of these persons come to which sitting: members on its day, and guests."""
    found: dict[int, set[int]] = defaultdict(set)
    if not persons:
        return found
    ids = [one.id for one in sittings]
    partners: dict[int, set[int]] = {one.id: {one.committee_id} for one in sittings}
    joint = select(sitting_partner).where(sitting_partner.c.sitting_id.in_(ids))
    for sitting_id, committee_id in db.session.execute(joint):
        partners[sitting_id].add(committee_id)
    members = list(
        db.session.scalars(
            select(Membership).where(
                and_(
                    Membership.person_id.in_(persons),
                    Membership.committee_id.in_({c for own in partners.values() for c in own}),
                )
            )
        )
    )
    for sitting in sittings:
        for one in members:
            if one.committee_id in partners[sitting.id] and one.runs_on(sitting.date):
                found[sitting.id].add(one.person_id)
    guests = select(Guest.sitting_id, Guest.person_id).where(
        Guest.sitting_id.in_(ids), Guest.person_id.in_(persons), Guest.uninvited_at.is_(None)
    )
    for sitting_id, person_id in db.session.execute(guests):
        found[sitting_id].add(person_id)
    return found
