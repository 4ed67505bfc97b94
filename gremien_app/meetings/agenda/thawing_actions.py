"""An invitation that never left the house: its agenda is a draft again."""

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda import queries, rules
from gremien_app.meetings.sittings.models import Sitting


def thaw(sitting: Sitting) -> None:
    """Numbers that stand where counting puts them anyway are computed again; others were typed."""
    items = queries.all_items(sitting)
    printed = {item.id: item.printed_number for item in items}
    for item in items:
        item.printed_number = None
    computed = {one.item.id: one.number for one in rules.number_items(items)}
    for item in items:
        if printed[item.id] != computed[item.id]:
            item.printed_number = printed[item.id]
    db.session.flush()
