"""The standing agenda is put on, before and behind what was carried over."""

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda import queries, rules, standing_rules
from gremien_app.meetings.agenda.actions import add_item
from gremien_app.meetings.agenda.closed_queries import decided_in_closed_part, new_members
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Sitting


def add_standard_agenda(actor: Viewer, sitting: Sitting) -> list[AgendaItem]:
    """What every agenda of the committee consists of, as far as it does not stand there yet.

    What was carried over comes between its beginning and "Verschiedenes".
    """
    locked(Sitting, sitting.id)
    rules.require_reorderable(sitting)
    there = queries.all_items(sitting)
    standing = standing_rules.missing(_standing(sitting), there)
    if not standing:
        raise RuleBroken("Was zur üblichen Tagesordnung gehört, steht schon da.")
    made = [
        add_item(
            actor,
            sitting,
            title=one.title,
            part=one.part,
            explanation=one.explanation,
            is_last=True,
        )
        for one in standing
    ]
    first = {item.id for item, one in zip(made, standing, strict=True) if not _stays_last(one)}
    _sort(sitting, first, {one.id for one in there})
    db.session.flush()
    return made


def _standing(sitting: Sitting) -> list[standing_rules.Standing]:
    last = queries.last_held(sitting)
    found = standing_rules.usual(sitting.committee.standing_agenda, last)
    if last is None:
        return found
    announces = decided_in_closed_part(last)
    return standing_rules.with_news(found, new_members(sitting, last), announces=announces)


def _stays_last(one: standing_rules.Standing) -> bool:
    return standing_rules.is_last(one)


def _sort(sitting: Sitting, first: set[int], there: set[int]) -> None:
    """The beginning, then what stood there, then the end; each in its order."""
    for part in Part:
        roots = [
            one for one in queries.all_items(sitting) if one.part is part and one.parent_id is None
        ]
        roots.sort(key=lambda one: (one.id not in first, one.id not in there, one.position, one.id))
        for position, one in enumerate(roots, start=1):
            one.position = position
