"""Ways and occasions of the post in the demonstration: one person of every kind; invented."""

from datetime import date, timedelta
from itertools import cycle
from typing import Any

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import save
from gremien_app.meetings.invitations import correspondence_actions as correspondence
from gremien_app.meetings.invitations.dispatch_models import AddressKind
from gremien_app.meetings.sittings.occasions import DROPPED, PLANNED
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.queries import get_committee
from gremien_app.people.members.queries import roster
from gremien_app.records.publication.occasions import PUBLISHED

_WAYS: tuple[dict[str, Any], ...] = (
    {"address_kind": AddressKind.OFFICIAL},
    {"address_kind": AddressKind.PRIVATE, "names_committee": True, "wants_calendar": True},
    {"address_kind": AddressKind.SHARED},
    {"address_kind": AddressKind.PRIVATE},
)
_SAID_BEFORE = timedelta(days=60)


def load(secretary: Viewer, day: date) -> None:
    """Members with an address agree to mails, each in another way; the rest get letters."""
    committee = get_committee(secretary, "stag-behindertenpolitik")
    people = {one.person_id: one.person for one in roster(committee.id, day)}
    reachable = [one for one in people.values() if one.email]
    for person, way in zip(reachable, cycle(_WAYS), strict=False):
        correspondence.save(secretary, person, mail_agreed_on=day - _SAID_BEFORE, **way)
    without = next((one for one in people.values() if not one.email), None)
    if without is not None:
        correspondence.save(secretary, without, has_stopped=True)
    _choose(secretary)
    save(
        secretary,
        PLANNED,
        subject="Bitte vormerken: {anzahl}",
        text=f"{PLANNED.text}\n\nPasst ein Termin nicht? Dann rufen Sie uns bitte gleich an.",
    )


def _choose(secretary: Viewer) -> None:
    """The demonstration's member wants dates and what is published, once a day."""
    member = find_by_email("mitglied@demo.example")
    if member is None or member.person is None:
        return
    correspondence.wish(
        secretary,
        member.person,
        names_committee=False,
        wants_calendar=True,
        occasions={one.key: True for one in (PLANNED, DROPPED, PUBLISHED)},
        gets_digest=True,
    )
