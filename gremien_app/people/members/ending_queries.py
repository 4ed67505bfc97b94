"""Reads of what something ended: to take it back, and to say before why it cannot be."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.reading import all_of, first_of
from gremien_app.people.members.ending_rules import By
from gremien_app.people.members.models import Ending, Membership


def endings_by(by: By) -> list[Ending]:
    """What it ended, in the order in which it did."""
    return all_of(
        select(Ending)
        .filter_by(**by.columns)
        .options(joinedload(Ending.membership).joinedload(Membership.person))
        .order_by(Ending.id)
    )


def endings_of(membership: Membership) -> list[Ending]:
    """What ended this membership and can still be taken back, the latest last."""
    return all_of(select(Ending).where(Ending.membership_id == membership.id).order_by(Ending.id))


def next_ending(ending: Ending) -> Ending | None:
    return first_of(
        select(Ending)
        .where(Ending.membership_id == ending.membership_id, Ending.id > ending.id)
        .order_by(Ending.id)
    )
