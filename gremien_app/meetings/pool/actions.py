"""Putting on an agenda what waits in the pool."""

from collections.abc import Collection
from datetime import datetime

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.leaving_actions import put_on
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.pool import queries, rules
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import in_order_of_day
from gremien_app.meetings.sittings.rules import require_editable


def take(
    actor: Viewer, sitting: Sitting, keys: Collection[str], *, group: str = "", urgency: str = ""
) -> list[AgendaItem]:
    """These offers become items of the sitting, each with all below it; in the order of the page.

    The sittings they come from are held before the offers are read again: each is taken once.
    """
    first = queries.chosen(actor, sitting, keys, group)
    sources = {one.offer.sitting_id for one in first if one.offer.sitting_id}
    for sitting_id in in_order_of_day({sitting.id, *sources}):
        locked(Sitting, sitting_id)
    require_editable(sitting)
    found = queries.chosen(actor, sitting, keys, group)
    rules.require_chosen(found, keys, is_group=bool(group))
    items = []
    for one in found:
        made = put_on(actor, sitting, one.offer, urgency=urgency)
        one.source.taken(actor, one.offer, made)
        items.append(made[one.offer.id])
    db.session.flush()
    return items


def lay_aside(actor: Viewer, sitting: Sitting, key: str, since: datetime | None) -> None:
    """Offer it no longer (``since`` when), or with None again."""
    found = queries.chosen(actor, sitting, [key])
    rules.require_chosen(found, [key], is_group=False)
    for one in found:
        if one.source.lay_aside:
            one.source.lay_aside(actor, one.offer, since)
    db.session.flush()
