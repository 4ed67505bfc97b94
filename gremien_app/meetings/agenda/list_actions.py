"""A pasted list becomes items, and the vote on the extension takes up what was proposed."""

from collections.abc import Sequence

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda import queries
from gremien_app.meetings.agenda.actions import add_item
from gremien_app.meetings.agenda.carrying_rules import is_decided
from gremien_app.meetings.agenda.list_rules import Listed
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.sittings.models import Sitting


def add_list(
    actor: Viewer, sitting: Sitting, listed: Sequence[Listed], *, urgency: str = ""
) -> list[AgendaItem]:
    """The items of a pasted list, each below the last one of the level above it; all or none."""
    made: list[AgendaItem] = []
    above: list[AgendaItem] = []
    for one in listed:
        del above[one.level - 1 :]
        parent = above[-1] if above else None
        try:
            item = add_item(
                actor, sitting, title=one.title, part=one.part, parent=parent, urgency=urgency
            )
        except RuleBroken as refusal:
            field = refusal.field if refusal.field == "urgency" else "titles"
            raise RuleBroken(refusal.message, field=field) from refusal
        above.append(item)
        made.append(item)
    return made


def admit(sitting: Sitting, *, is_adopted: bool) -> None:
    """The vote on the extension decides over what was proposed; not over what was decided since."""
    for one in queries.voted_items(sitting):
        if one.urgency and (is_adopted or not is_decided(one)):
            one.is_admitted = is_adopted
    db.session.flush()
