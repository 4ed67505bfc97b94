"""Taking an opening back: all that it did, as long as nothing was recorded in the sitting."""

from datetime import date, datetime

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.sittings import opening_rules, queries
from gremien_app.meetings.sittings.actions import enter
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.renewal.actions import unfinish_renewal
from gremien_app.people.renewal.queries import finished_by


def undo_opening(actor: Viewer, sitting: Sitting, now: datetime) -> None:
    """Back to invited: the opening's time and its mark on a reconstitution go with it."""
    locked(Sitting, sitting.id)  # nobody records anything meanwhile
    opening_rules.require_opened(sitting)
    found = opening_rules.recorded_in(sitting)
    if found:
        raise RuleBroken(
            f"In dieser Sitzung ist schon etwas festgehalten: {join_german(found)}. Nehmen Sie das "
            "zuerst zurück; dann geht auch die Eröffnung zurück."
        )
    opened_at, sitting.opened_at = sitting.opened_at, None
    enter(
        actor,
        sitting,
        SittingState.INVITED,
        now,
        "sitting.opening_undone",
        "Eröffnung zurückgenommen",
        opened_at=(opened_at, None),
    )
    for committee_id in sorted(sitting.committee_ids):
        made = finished_by(committee_id, sitting.date)
        if made is not None and not _others_were_held(sitting, committee_id, made.first_day):
            unfinish_renewal(committee_id, sitting.date)


def _others_were_held(sitting: Sitting, committee_id: int, since: date) -> bool:
    """Whether another sitting of the committee was opened since then."""
    others = queries.held_by(committee_id)
    return any(one.date >= since for one in others if one.id != sitting.id)
