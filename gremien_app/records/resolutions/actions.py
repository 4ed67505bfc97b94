"""All writes of resolutions: text, number, removal."""

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings.queries import votes_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.records.resolutions import queries, rules
from gremien_app.records.resolutions.models import Resolution


def set_resolution(
    actor: Viewer, item: AgendaItem, *, text: str, addressee: str = ""
) -> Resolution:
    rules.require_decidable(item)
    if not text.strip():
        raise RuleBroken("Bitte geben Sie den Wortlaut des Beschlusses ein.", field="text")
    resolution = queries.resolution_on(item)
    if resolution is None:
        resolution = new_resolution(item, text=text, addressee=addressee)
        record(actor, "resolution.written", resolution, "Beschlusstext erfasst")
    elif changes := apply(resolution, {"text": text, "addressee": addressee}):
        record(actor, "resolution.changed", resolution, "Beschlusstext geändert", changes)
    db.session.flush()
    return resolution


def new_resolution(item: AgendaItem, *, text: str, addressee: str) -> Resolution:
    """The first text on an item, of its sitting's day; not on record yet, nor sent."""
    resolution = Resolution(
        agenda_item=item,
        committee=item.sitting.committee,
        year=item.sitting.date.year,
        text=text,
        addressee=addressee,
        decided_on=item.sitting.date,
    )
    db.session.add(resolution)
    return resolution


def remove_resolution(actor: Viewer, resolution: Resolution) -> None:
    """Take back a text without a number."""
    rules.require_removable(resolution)
    record(actor, "resolution.removed", resolution, "Beschlusstext gelöscht")
    db.session.delete(resolution)
    db.session.flush()


def issue_numbers(actor: Viewer, sitting: Sitting) -> list[Resolution]:
    """Number what the sitting resolved in the order of its agenda, without gaps; answers the new.

    Called when the minutes are submitted or by the secretariat; numbers once issued stay.
    """
    rules.require_numbers_allowed(sitting)
    locked(Committee, sitting.committee_id)
    votes = votes_of(sitting)
    waiting = [
        one
        for one in queries.resolutions_of(sitting)
        if one.number is None
        and standing_of(one.agenda_item, votes.get(one.agenda_item_id, ())).is_resolved
    ]
    year = sitting.date.year
    for resolution in waiting:
        # The sitting may have moved into another year since the text was written.
        resolution.year, resolution.decided_on = year, sitting.date
        resolution.part = rules.series_of(resolution.agenda_item.part, year)
        number = queries.highest_number(sitting.committee_id, year, resolution.part) + 1
        resolution.number = number
        label = f"Beschluss {resolution.printed_number} nummeriert"
        record(actor, "resolution.numbered", resolution, label, {"number": (None, number)})
    return waiting
