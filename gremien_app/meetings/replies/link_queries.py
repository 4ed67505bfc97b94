"""Reads of personal links: what a token is about, and who gets one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.reading import all_of
from gremien_app.meetings.replies.models import ReplyLink
from gremien_app.meetings.replies.queries import guests_at
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


@dataclass(frozen=True)
class Asked:
    """Whom a personal link is for, and to which sitting."""

    link: ReplyLink
    sitting: Sitting
    person: Person


def asked_by(token: str) -> Asked:
    """What a link is about, valid or not any more; ``NotFound`` for any other token."""
    query = (
        select(ReplyLink)
        .where(ReplyLink.token_hash == digest(token))
        .options(
            joinedload(ReplyLink.sitting).joinedload(Sitting.committee),
            joinedload(ReplyLink.sitting).joinedload(Sitting.partners),
            joinedload(ReplyLink.person),
        )
    )
    link = db.session.scalars(query).unique().one_or_none()
    if link is None:
        raise NotFound
    return Asked(link, link.sitting, link.person)


def running_links(sitting_id: int, person_id: int) -> list[ReplyLink]:
    query = select(ReplyLink).where(
        ReplyLink.sitting_id == sitting_id,
        ReplyLink.person_id == person_id,
        ReplyLink.ended_at.is_(None),
    )
    return all_of(query.order_by(ReplyLink.id))


def ended_links(before: datetime) -> list[int]:
    """Links to sittings that began before that."""
    query = select(ReplyLink.id).join(ReplyLink.sitting).where(Sitting.starts_at < before)
    return all_of(query.order_by(ReplyLink.id))


def may_answer(sitting: Sitting, person_ids: Collection[int | None]) -> set[int]:
    """Which of these persons are asked: of the roster of its day, or invited as guests."""
    query = select(Membership).where(
        Membership.person_id.in_(person_ids),
        Membership.committee_id.in_(sitting.committee_ids),
    )
    own = db.session.scalars(query.order_by(Membership.id))
    members = {one.person_id for one in own if one.runs_on(sitting.date)}
    return members | {one.person_id for one in guests_at(sitting)}
