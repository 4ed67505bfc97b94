"""Agendas of the demonstration: set by the chair, waiting for it, and items of every kind."""

from datetime import datetime, timedelta

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.actions import add_item
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.fixing import actions, queries, rules
from gremien_app.meetings.fixing.models import FixingWay
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.people.committees.models import FixingRule
from gremien_app.people.committees.queries import get_committee


def load(secretary: Viewer, now: datetime) -> None:
    """Invited agendas are set; the next one of a committee lies with its chair since three days."""
    day = berlin_date(now)
    committee = get_committee(secretary, "stag-queerpolitik")
    coming = sittings_visible_to(secretary, from_day=day)
    own = [one for one in coming if one.committee_id == committee.id]
    for sitting in own[:1]:
        _told_late(secretary, sitting)
    for sitting in coming:
        if sitting.state is SittingState.INVITED and rules.is_asked_for(sitting):
            _fix(secretary, sitting, now)
    waiting = next((one for one in own if one.state is SittingState.PLANNED), None)
    if waiting is not None:
        actions.ask(secretary, waiting, None, now - timedelta(days=3), "")


def _told_late(secretary: Viewer, sitting: Sitting) -> None:
    add_item(
        secretary,
        sitting,
        title="Bericht über die Regenbogenwochen",
        is_information=True,
        urgency="Die Wochen beginnen vor der nächsten Sitzung.",
    )
    add_item(
        secretary,
        sitting,
        title="Zuschuss an ein einzelnes Projekt",
        part=Part.CLOSED,
        designation="Förderangelegenheit",
        urgency="Die Zusage läuft aus.",
    )


def _fix(secretary: Viewer, sitting: Sitting, now: datetime) -> None:
    leading = queries.chairs_of(sitting)
    day = berlin_date(now) - timedelta(days=1)
    actions.fix(
        secretary,
        sitting,
        seen=queries.standing_of(sitting).seen,
        chair_id=leading[0].person_id if leading else None,
        way=FixingWay.PHONE,
        day=day,
        now=now,
    )
    if sitting.committee.agenda_fixing is FixingRule.WITH_MAYOR:
        actions.agree(secretary, sitting, day=day, note="Büro OB, per E-Mail", now=now)
