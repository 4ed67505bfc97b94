"""All reads of guests; what an admission lets its guest read is decided here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.agenda.queries import readable_by
from gremien_app.meetings.agenda.rules import NumberedItem, number_items
from gremien_app.meetings.guests import rules
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import visible_to, with_context
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.people.accounts.fact_queries import BEGINNING, PERSON, fact
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee


@dataclass(frozen=True)
class OwnInvitation:
    """What a guest is told on his or her own pages: the sitting and the admitted items."""

    sitting: Sitting
    items: tuple[NumberedItem, ...]


def _was_sent() -> ColumnElement[bool]:
    """With the invitation all numbers become fixed: so its guests were told of the sitting."""
    # Of the table: while the rooms are read, not every class is known to which items refer.
    fixed = AgendaItem.__table__.alias()
    return exists().where(fixed.c.sitting_id == Sitting.id, fixed.c.printed_number.is_not(None))


# A guest's rights begin with the invitation and end with the day on which the sitting ends; of one
# that is called off after it, nothing but that is left.
GUEST = (
    fact(
        "guest",
        other_id=Sitting.id,
        item_id=case((Sitting.state != SittingState.CANCELLED, AgendaItem.id)),
    )
    .select_from(Guest)
    .join(Guest.sitting)
    .outerjoin(Guest.admissions)
    .outerjoin(
        AgendaItem,
        and_(
            AgendaItem.id == Admission.agenda_item_id,
            AgendaItem.part == Admission.part,
            AgendaItem.mark != ItemMark.REMOVED,
        ),
    )
    .where(
        Guest.person_id == PERSON,
        Guest.uninvited_at.is_(None),
        Sitting.state != SittingState.PLANNED,
        or_(Sitting.state != SittingState.CANCELLED, _was_sent()),
        Sitting.record_closed_at.is_(None),
        Sitting.ends_at > BEGINNING,
    )
)


def with_guest_rights(viewer: Viewer, found: Iterable[Row[Any]]) -> Viewer:
    """The viewer with what he or she may read as a guest on a day."""
    rows = list(found)
    return replace(
        viewer,
        guest_at=frozenset(one.other_id for one in rows),
        guest_for=frozenset(one.item_id for one in rows if one.item_id),
    )


def guests_of(sitting: Sitting) -> list[Guest]:
    """Everybody invited, and those uninvited again, by name; for checked sittings."""
    found = db.session.scalars(_with_context(select(Guest).where(Guest.sitting_id == sitting.id)))
    return sorted(found, key=lambda guest: (guest.person.sort_key, guest.id))


def _with_context(query: Select[Guest]) -> Select[Guest]:
    return query.options(
        joinedload(Guest.person),
        selectinload(Guest.admissions).joinedload(Admission.agenda_item),
    )


def invited(sitting: Sitting) -> list[Guest]:
    """Those who are to come; for checked sittings."""
    return [guest for guest in guests_of(sitting) if guest.uninvited_at is None]


def closed_guests_of(sitting: Sitting) -> frozenset[int]:
    """Persons invited to closed items only, also if uninvited again; for checked sittings."""
    return frozenset(
        guest.person_id
        for guest in guests_of(sitting)
        if rules.is_for_closed(one.agenda_item for one in guest.admissions)
    )


def guests_by_item(viewer: Viewer, sitting: Sitting) -> dict[int, list[Guest]]:
    """Who is admitted to which item; names are for those who belong to the committee."""
    found: dict[int, list[Guest]] = {}
    if belongs(viewer, sitting):
        for guest in invited(sitting):
            for admission in guest.admissions:
                if admission.holds:
                    found.setdefault(admission.agenda_item_id, []).append(guest)
    return found


def guest_called(sitting: Sitting, person_id: int) -> Guest | None:
    return first_of(
        _with_context(
            select(Guest).where(Guest.sitting_id == sitting.id, Guest.person_id == person_id)
        )
    )


def get_guest(viewer: Viewer, id: int) -> Guest:
    """The guest with the sitting, for those who may know of both; ``NotFound`` for others."""
    found = first_of(
        _with_context(
            select(Guest)
            .join(Guest.sitting)
            .where(Guest.id == id, visible_to(viewer))
            .options(
                contains_eager(Guest.sitting)
                .joinedload(Sitting.committee)
                .selectinload(Committee.names)
            )
        )
    )
    if found is None or not belongs(viewer, found.sitting):
        raise NotFound
    return found


def manageable_guest(viewer: Viewer, id: int) -> Guest:
    """The guest for the secretariat of the sitting; ``NotFound`` for everybody else."""
    guest = get_guest(viewer, id)
    if not viewer.manages(guest.sitting.committee_id):
        raise NotFound
    held(guest.sitting)
    return guest


def with_accounts(guests: Iterable[Guest]) -> set[int]:
    ids = [guest.person_id for guest in guests]
    query = select(User.person_id).where(User.person_id.in_(ids), User.is_disabled.is_(False))
    return {id_ for id_ in db.session.scalars(query) if id_ is not None}


def own_invitations(viewer: Viewer) -> list[OwnInvitation]:
    """The sittings to which the viewer is invited as a guest, the next one first."""
    if not viewer.guest_at:
        return []
    sittings = db.session.scalars(
        with_context(select(Sitting).where(Sitting.id.in_(viewer.guest_at))).order_by(
            Sitting.starts_at, Sitting.id
        )
    ).all()
    items: dict[int, list[AgendaItem]] = {}
    for item in db.session.scalars(
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(AgendaItem.id.in_(viewer.guest_for), readable_by(viewer))
        .order_by(AgendaItem.position, AgendaItem.id)
    ):
        items.setdefault(item.sitting_id, []).append(item)
    return [OwnInvitation(one, tuple(number_items(items.get(one.id, ())))) for one in sittings]


def invitations_of(viewer: Viewer, person_id: int) -> list[Guest]:
    """As what a person was invited, by the viewer's committees only; the latest sitting first."""
    return all_of(
        select(Guest)
        .join(Guest.sitting)
        .where(Guest.person_id == person_id, Sitting.committee_id.in_(viewer.secretariat_of))
        .options(
            contains_eager(Guest.sitting)
            .joinedload(Sitting.committee)
            .selectinload(Committee.names)
        )
        .order_by(Sitting.starts_at.desc(), Guest.id)
    )


def last_days() -> dict[int, date]:
    """The day of the last sitting to which each person was invited as a guest, by person."""
    rows = db.session.execute(
        select(Guest.person_id, func.max(Sitting.ends_at))
        .join(Guest.sitting)
        .group_by(Guest.person_id)
    )
    return {row[0]: berlin_date(row[1]) for row in rows}
