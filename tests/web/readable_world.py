"""Sittings in every state with items of every kind, and who reads which of them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.kernel.rights import ANYBODY, STAFF, Circle
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.proceedings.models import Vote, VoteMode
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.roles import CHAIRS, GUESTS, INSIDERS, OFFICE, READERS, ROLES, TAKERS
from gremien_app.records.resolutions.models import Resolution
from tests import builders as build
from tests.minutes.world import NOW, held_sitting
from tests.web.matrix_world import people_of, stand_in

DAY = date(2026, 11, 22)  # on which all are asked; the sittings are later
OWN = "own"  # the guest is admitted to it
PARTS = {"public": Part.PUBLIC, "closed": Part.CLOSED, OWN: Part.PUBLIC, "ownclosed": Part.CLOSED}


def keys(*circles: Circle) -> frozenset[str]:
    return frozenset(role.key for role in ROLES if role.circles & set(circles))


ALL, INSIDE = keys(ANYBODY), keys(INSIDERS)
DRAFTERS = keys(CHAIRS, TAKERS)
OPEN = {"public": ALL, "closed": keys(READERS), OWN: ALL, "ownclosed": keys(READERS, GUESTS)}
DRAFT = dict.fromkeys(PARTS, DRAFTERS)


@dataclass(frozen=True)
class Case:
    """One sitting of A (or of ``of``); ``readers`` by the kind of item, as keys of roles.

    ``told``: in feeds, too. ``drafting``: who reads resolutions that are not final.
    """

    name: str
    values: dict[str, Any]
    readers: dict[str, frozenset[str]]
    of: str = "committee"
    numbers: bool = True
    told: bool = True
    is_published: bool = False
    drafting: frozenset[str] = field(default=DRAFTERS)

    def resolved(self, kind: str) -> frozenset[str]:
        """Who reads what was resolved on such an item."""
        as_guest = frozenset() if kind == "public" else keys(GUESTS) - self.readers["public"]
        of_item = self.readers[kind] - as_guest
        if PARTS[kind] is Part.CLOSED:
            of_item -= keys(GUESTS)
        if self.is_published and PARTS[kind] is Part.PUBLIC:
            return of_item
        return of_item & (INSIDE if "record_closed_at" in self.values else self.drafting)


_INVITED = {"state": SittingState.INVITED}
_SIGNED = {"state": SittingState.CLOSED, "record_closed_at": NOW}
_NO_GUEST = OPEN | {"ownclosed": keys(READERS)}
_INTERNAL = {
    "public": INSIDE,
    "closed": keys(READERS),
    OWN: keys(INSIDERS, GUESTS),
    "ownclosed": keys(READERS, GUESTS),
}
_B = frozenset({"other_secretariat"})
_GROUP = keys(INSIDERS, GUESTS)  # who knows of the group at all
CASES = (
    Case("planned", {}, DRAFT, numbers=False, told=False),
    Case("invited", _INVITED, OPEN),
    Case("moved", {"state": SittingState.MOVED}, OPEN),
    Case("running", {"state": SittingState.RUNNING}, OPEN),
    Case("held", {"state": SittingState.CLOSED}, OPEN),
    Case("signed", _SIGNED, _NO_GUEST),
    Case("published", _SIGNED, _NO_GUEST, is_published=True),
    Case("internal", _INVITED | {"is_public": False}, _INTERNAL),
    Case(
        "calledoff",
        {"state": SittingState.CANCELLED, "cancelled_at": NOW},
        _NO_GUEST,
        told=False,
    ),
    Case(
        "neverinvited",
        {"state": SittingState.CANCELLED, "cancelled_at": NOW},
        DRAFT,
        numbers=False,
        told=False,
    ),
    Case(
        "group",
        _INVITED,
        {
            "public": _GROUP,
            "closed": keys(OFFICE),
            OWN: _GROUP,
            "ownclosed": keys(OFFICE, GUESTS),
        },
        of="group",
        drafting=keys(OFFICE),
    ),
    Case(
        "joint",
        _INVITED,
        OPEN | {"closed": keys(READERS) | _B, "ownclosed": keys(READERS, GUESTS) | _B},
        of="b",
        drafting=keys(CHAIRS) | _B,
    ),
    Case(
        "jointplanned",
        {},
        dict.fromkeys(PARTS, keys(CHAIRS) | _B),
        of="b",
        numbers=False,
        told=False,
        drafting=keys(CHAIRS) | _B,
    ),
)
assert keys(STAFF) - keys(OFFICE) == _B


def word(case: Case, kind: str) -> str:
    """The marked title of an item: of letters only, and in no text of ours."""
    return f"zz{case.name}{kind}zz"


def readable_world() -> SimpleNamespace:
    """``world.items`` and ``world.resolutions`` by case and kind, ``world.people`` by role."""
    world = held_sitting()
    world.b = build.committee("integrationsrat", name="Integrationsrat")
    world.group = build.committee(
        "uag-mobilitaet",
        name="Arbeitsgruppe Mobilität",
        kind=CommitteeKind.WORKING_GROUP,
        parent_id=world.committee.id,
    )
    world.people = people_of(world)
    world.emails = {role: user.email for role, user in world.people.items()}
    world.sittings, world.items, world.resolutions = {}, {}, {}
    for number, case in enumerate(CASES):
        _plant(world, case, DAY + timedelta(days=10 + number))
    db.session.commit()
    return world


def _plant(world: SimpleNamespace, case: Case, day: date) -> None:
    of = getattr(world, case.of)
    sitting = build.sitting(of, day, **case.values)
    if case.of == "b":
        sitting.partners = [world.committee]
    printed = {"printed_number": "1"} if case.numbers else {}
    for kind, part in PARTS.items():
        item = build.item(sitting, word(case, kind), part=part, outcome=Outcome.ADOPTED, **printed)
        world.items[case.name, kind] = item
        world.resolutions[case.name, kind] = _resolve(case, sitting, item)
        db.session.flush()
    build.item(sitting, word(case, "removed"), mark=ItemMark.REMOVED, **printed)
    own = (world.items[case.name, kind] for kind in (OWN, "ownclosed"))
    build.guest(sitting, *own, who=world.guest)
    if case.of != "group":
        stand_in(world, sitting)
    world.sittings[case.name] = sitting


def _resolve(case: Case, sitting: Sitting, item: AgendaItem) -> Resolution:
    """Decided, and published whether it may be or not: the closed ones must stay hidden."""
    db.session.add(Vote(agenda_item=item, mode=VoteMode.COUNTED, yes=2, no=0, is_adopted=True))
    made = Resolution(
        agenda_item=item,
        committee=sitting.committee,
        year=sitting.date.year,
        number=item.id if "record_closed_at" in case.values else None,
        text=word(case, "text"),
        decided_on=sitting.date,
    )
    db.session.add(made)
    db.session.flush()
    if case.is_published:
        build.published(made)
    return made
