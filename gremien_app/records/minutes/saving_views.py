"""The texts that their page saves by itself while somebody types: read first, then hold, write.

The page sends the boxes that changed, every few seconds, for everybody who types anywhere. So
reading and checking hold nobody up; the sitting is held for the few statements that save.
"""

from flask import request

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken, StaleVersion
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer, write_now
from gremien_app.meetings.agenda.queries import all_ids, all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.records.minutes import actions, queries
from gremien_app.records.minutes.forms import entries_form

_Sent = dict[int, tuple[str, int]]


def save_texts(id: int) -> dict[str, int] | None:
    """The new versions by field; None where anything stands against it: then nothing is stored."""
    sent = _read(id)
    if not sent:
        return None
    write_now()
    try:
        saved = _write(id, sent)
        if saved is not None:
            commit()
    except (RuleBroken, StaleVersion):
        saved = None
    if saved is None:
        db.session.rollback()
    return saved


def _read(id: int) -> _Sent | None:
    """Every text that was sent, cleaned and checked; None where one is of no item any more."""
    items = {
        str(one.item.id): one for one in number_items(all_items(get_sitting(current_viewer(), id)))
    }
    names = {name.removeprefix("text_") for name in request.form if name.startswith("text_")}
    if not names <= items.keys():
        return None
    form = entries_form([items[name] for name in sorted(names)], {})
    if not form.validate_on_submit():
        return None
    return {int(one): (form.text_of(int(one)), form.version_of(int(one))) for one in sorted(names)}


def _write(id: int, sent: _Sent) -> dict[str, int] | None:
    viewer = current_viewer()
    minutes = queries.minutes_to_write(viewer, id)
    if minutes is None or not viewer.takes_minutes_of(minutes.sitting.committee_id):
        return None
    if not sent.keys() <= all_ids(id):
        return None  # deleted since it was read
    saved = {}
    for item_id, (text, version) in sent.items():
        entry = actions.write_entry(viewer, minutes, item_id, text, version)
        saved[f"version_{item_id}"] = entry.version if entry else 0
    return saved
