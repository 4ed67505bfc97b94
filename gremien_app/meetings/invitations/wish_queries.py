"""Which mails persons want, and where none reach them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.house.occasions import Wishes
from gremien_app.base.reading import all_of
from gremien_app.meetings.invitations.dispatch_models import Correspondence


def wishes(ids: Collection[int]) -> dict[int, Wishes]:
    """Of those who said something; one query."""
    query = select(Correspondence).where(Correspondence.person_id.in_(ids))
    query = query.options(joinedload(Correspondence.person))
    rows: list[Correspondence] = all_of(query.order_by(Correspondence.id))
    return {
        one.person_id: Wishes(
            has_stopped=one.has_stopped,
            lost_address=one.person.email if one.returned_on else "",
            gets_digest=one.gets_digest,
            chosen=one.occasions,
        )
        for one in rows
    }
