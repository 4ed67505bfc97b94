"""Reads of dispatches: drafts, what went out, who is to get the next one."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.guests.queries import invited
from gremien_app.meetings.invitations import recipient_rules
from gremien_app.meetings.invitations.dispatch_models import (
    Correspondence,
    Dispatch,
    DispatchDocument,
    DispatchKind,
    DispatchState,
    PublicNotice,
    Recipient,
    Way,
)
from gremien_app.meetings.invitations.mail_rules import Told
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.invitations.recipient_rules import Circumstances, Planned
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import roster_of, with_context
from gremien_app.people.accounts.models import User
from gremien_app.people.persons.models import Person


def draft_of(sitting: Sitting, kind: DispatchKind) -> Dispatch | None:
    return first_of(
        select(Dispatch).where(
            Dispatch.sitting_id == sitting.id,
            Dispatch.kind == kind,
            Dispatch.state == DispatchState.DRAFT,
        )
    )


def drafts_of(sitting: Sitting) -> list[Dispatch]:
    return all_of(
        select(Dispatch)
        .where(Dispatch.sitting_id == sitting.id, Dispatch.state == DispatchState.DRAFT)
        .order_by(Dispatch.id)
    )


def dispatches_of(sitting: Sitting) -> list[Dispatch]:
    """What was sent or stopped, the last first; for the secretariat's checked sittings."""
    return all_of(
        select(Dispatch)
        .where(Dispatch.sitting_id == sitting.id, Dispatch.state != DispatchState.DRAFT)
        .options(selectinload(Dispatch.recipients))
        .order_by(Dispatch.id.desc())
    )


def manageable(viewer: Viewer, id: int) -> Dispatch:
    """The dispatch for the secretariat of its sitting; ``NotFound`` for all others."""
    found = required(
        first_of(
            select(Dispatch)
            .where(Dispatch.id == id, Dispatch.state != DispatchState.DRAFT)
            .options(
                selectinload(Dispatch.recipients).joinedload(Recipient.person),
                selectinload(Dispatch.documents),
            )
        )
    )
    _require_managed(viewer, found.sitting_id)
    held(found.sitting)
    return found


def _require_managed(viewer: Viewer, sitting_id: int) -> None:
    sitting = required(first_of(with_context(select(Sitting).where(Sitting.id == sitting_id))))
    if not viewer.manages(sitting.committee_id):
        raise NotFound


def manageable_recipient(viewer: Viewer, id: int) -> Recipient:
    found = required(
        first_of(
            select(Recipient)
            .where(Recipient.id == id)
            .options(joinedload(Recipient.dispatch), joinedload(Recipient.person))
        )
    )
    _require_managed(viewer, found.dispatch.sitting_id)
    held(found.dispatch.sitting)
    return found


def unreached(sitting_ids: Collection[int]) -> list[tuple[Dispatch, int]]:
    """Dispatches of these sittings with how many were refused or came back; one query."""
    if not sitting_ids:
        return []
    failed = or_(
        and_(Recipient.failed_at.is_not(None), Recipient.handed_at.is_(None)),
        and_(Recipient.returned_on.is_not(None), Recipient.way != Way.HAND),
    )
    rows = db.session.execute(
        select(Dispatch, func.count(Recipient.id))
        .join(Recipient.dispatch)
        .where(
            Dispatch.sitting_id.in_(sitting_ids),
            Dispatch.state == DispatchState.DISPATCHED,
            failed,
        )
        .group_by(Dispatch.id)
        .order_by(Dispatch.id)
    )
    return [(dispatch, count) for dispatch, count in rows]


def has_lost_address() -> ColumnElement[bool]:
    """A recipient whose person has no address any more, or is gone; as a condition."""
    with_mail = select(Person.id).where(Person.email != "")
    gone = or_(Recipient.person_id.is_(None), Recipient.person_id.not_in(with_mail))
    return and_(Recipient.address != "", gone)


def document(dispatch: Dispatch, id: int) -> DispatchDocument:
    """One of its files with its bytes."""
    query = select(DispatchDocument).where(
        DispatchDocument.id == id, DispatchDocument.dispatch_id == dispatch.id
    )
    return required(first_of(query.options(undefer(DispatchDocument.data))))


def find_by_mail(key: str) -> Recipient | None:
    query = select(Recipient).where(Recipient.mail_key == key)
    return first_of(query.options(joinedload(Recipient.person)))


def recipients_by_mail(keys: Collection[str]) -> list[Recipient]:
    return all_of(select(Recipient).where(Recipient.mail_key.in_(keys)).order_by(Recipient.id))


def correspondence_of(person: Person) -> Correspondence | None:
    return first_of(select(Correspondence).where(Correspondence.person_id == person.id))


def planned(sitting: Sitting, *, with_former: bool = False) -> list[Planned]:
    """Who is to get the next dispatch, as of now.

    ``with_former``: also those who were told of the sitting and have left the committee since.
    """
    roster, guests = roster_of(sitting), invited(sitting)
    ids = {one.person_id for one in roster} | {one.person_id for one in guests}
    former = former_of(sitting, ids)
    around = circumstances(sitting, ids | {one.id for one in former})
    found = recipient_rules.plan(roster, guests, around)
    if with_former:
        found += [recipient_rules.former(one, around) for one in former]
    return found


def circumstances(sitting: Sitting, ids: Collection[int] = ()) -> Circumstances:
    """What decides on ways and enclosures; ``ids``: the persons about whom is asked."""
    closed = closed_items(sitting)
    return Circumstances(
        has_closed=has_closed(sitting),
        is_public=sitting.is_public,
        correspondence=_correspondence(ids),
        with_account=_with_account(ids),
        closed_guests={id_ for id_, items in admitted(sitting).items() if items & closed},
        mails_closed=all(one.mails_closed for one in sitting.committees),
    )


def former_of(sitting: Sitting, present: Collection[int]) -> list[Person]:
    """Who was told of this sitting and belongs to it no longer, by name."""
    told = (
        select(Recipient.person_id)
        .join(Recipient.dispatch)
        .where(Dispatch.sitting_id == sitting.id, Dispatch.state == DispatchState.DISPATCHED)
    )
    query = select(Person).where(Person.id.in_(told), Person.id.not_in(present))
    return all_of(query.order_by(Person.sort_key, Person.id))


def _correspondence(ids: Collection[int]) -> dict[int, Correspondence]:
    rows: list[Correspondence] = all_of(
        select(Correspondence).where(Correspondence.person_id.in_(ids))
    )
    return {one.person_id: one for one in rows}


def _with_account(ids: Iterable[int]) -> set[int]:
    query = select(User.person_id).where(User.person_id.in_(ids), User.is_disabled.is_(False))
    return {id_ for id_ in db.session.scalars(query) if id_ is not None}


def admitted(sitting: Sitting) -> dict[int, frozenset[int]]:
    """The items of each guest, by the guest's number; what changed its part holds no more."""
    return {
        guest.person_id: frozenset(one.agenda_item_id for one in guest.admissions if one.holds)
        for guest in invited(sitting)
    }


def closed_items(sitting: Sitting) -> frozenset[int]:
    query = select(AgendaItem.id).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.part == Part.CLOSED
    )
    return frozenset(db.session.scalars(query.order_by(AgendaItem.id)))


def has_closed(sitting: Sitting) -> bool:
    query = select(func.count(AgendaItem.id)).where(
        AgendaItem.sitting_id == sitting.id,
        AgendaItem.part == Part.CLOSED,
        AgendaItem.mark != ItemMark.REMOVED,
    )
    return bool(db.session.scalar(query))


def was_invited_before(dispatch: Dispatch) -> bool:
    """Whether the sitting had an invitation besides the one that is gone."""
    query = select(func.count(Invitation.id)).where(Invitation.sitting_id == dispatch.sitting_id)
    return bool(db.session.scalar(query))


def has_late_items(sitting: Sitting) -> bool:
    query = select(func.count(AgendaItem.id)).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.mark == ItemMark.ADDED_LATE
    )
    return bool(db.session.scalar(query))


def moments(sitting: Sitting) -> list[datetime]:
    """When somebody may set out for the sitting: as it stands, and as it stood before a move."""
    return [sitting.starts_at, *(one.old_starts_at for one in sitting.moves[-1:])]


def last_told(sitting: Sitting) -> dict[int, Told]:
    """What each person was last told of the sitting, by the person's number."""
    rows = db.session.execute(
        select(Recipient.person_id, Dispatch.starts_at, Dispatch.ends_at, Dispatch.place)
        .join(Recipient.dispatch)
        .where(Dispatch.sitting_id == sitting.id, Dispatch.state == DispatchState.DISPATCHED)
        .order_by(Dispatch.id)
    )
    return {
        person_id: Told(starts_at, ends_at, place)
        for person_id, starts_at, ends_at, place in rows
        if person_id is not None and starts_at is not None and ends_at is not None
    }


def papers_without_file(sitting: Sitting) -> list[Paper]:
    return all_of(
        select(Paper)
        .where(
            Paper.places.any(
                PaperPlace.item.has(
                    and_(AgendaItem.sitting_id == sitting.id, AgendaItem.mark == ItemMark.NONE)
                )
            ),
            Paper.removed_at.is_(None),
            ~Paper.files.any(),
        )
        .order_by(Paper.id)
    )


def notices_of(sitting: Sitting) -> list[PublicNotice]:
    """How the public was told of it, the first first."""
    query = select(PublicNotice).where(PublicNotice.sitting_id == sitting.id)
    return all_of(query.order_by(PublicNotice.given_on, PublicNotice.id))
