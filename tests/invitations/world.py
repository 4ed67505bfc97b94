"""A public sitting with a closed item, and people of every kind who are to be invited."""

from datetime import date, timedelta
from types import SimpleNamespace

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.invitations import check_queries, dispatch_actions, dispatch_queries
from gremien_app.meetings.invitations.dispatch_models import (
    AddressKind,
    Correspondence,
    DispatchKind,
)
from gremien_app.people.members.models import MemberRole
from tests import builders as build

SECRET, COMMITTEE = "Grundstück Pirolweg", "Stadtarbeitsgemeinschaft Behindertenpolitik"
REASON = "Eilbedürftig wegen Schimmelbefall"
SINCE = date(2026, 1, 1)
NOW = build.NOW + timedelta(days=1)  # a Monday morning


def member(world, name, *, mail=True, account=True, role=MemberRole.VOTING, **wishes):
    who = build.person(
        name, "Kim", email=f"{name.lower()}@example.org" if mail else "",
        street="Musterweg 1", postal_code="50667", town="Köln",
    )  # fmt: skip
    membership = build.member(world.committee, who, role=role)
    if mail:
        db.session.add(Correspondence(person=who, **({"mail_agreed_on": SINCE} | wishes)))
    if account:
        build.account(f"{name.lower()}@example.org", who.name, person=who)
    db.session.flush()
    return membership


def invited_world() -> SimpleNamespace:
    committee = build.committee(notice_days=7, short="StAG B", name=COMMITTEE)
    sitting = build.sitting(committee, date(2026, 12, 17), room=build.room(), number=None)
    world = SimpleNamespace(committee=committee, sitting=sitting)
    world.public = build.item(sitting, "Mitteilungen")
    world.closed = build.item(sitting, SECRET, part=Part.CLOSED)
    world.neutral = member(world, "Neutral")
    world.naming = member(world, "Nennt", names_committee=True, wants_calendar=True)
    world.letter = member(world, "Brief", mail=False, account=False)
    world.open = member(world, "Ohnekonto", account=False)
    world.shared = member(world, "Postfach", address_kind=AddressKind.SHARED)
    world.deputy = member(world, "Vertretung", role=MemberRole.DEPUTY)
    world.gone = member(world, "Keinepost", has_stopped=True)
    clerk = build.account("buero@example.org", "Gerda Geschäft", secretariat_of=[committee])
    world.clerk = clerk
    world.actor = Viewer(
        user_id=clerk.id, name=clerk.name, secretariat_of=frozenset({committee.id})
    )
    return world


def order_for(sitting, kind=DispatchKind.INVITATION, *, reason=REASON, **more):
    planned = dispatch_queries.planned(sitting, with_former=more.pop("with_former", False))
    return dispatch_actions.Order(
        planned=planned,
        hints=check_queries.hints(sitting, kind, planned, NOW),
        reason=reason,
        **more,
    )


def sent(world, kind=DispatchKind.INVITATION, *, now=NOW, **more):
    draft = dispatch_actions.save_draft(world.actor, world.sitting, kind, "Ich lade ein.")
    return dispatch_actions.send(
        world.actor, draft, order_for(world.sitting, kind, **more), now=now
    )
