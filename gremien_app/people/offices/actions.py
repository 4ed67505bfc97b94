"""Writes of offices: the change of a holder, with the chair of every committee it brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, Office
from gremien_app.people.committees.queries import chaired_by
from gremien_app.people.members import ending_actions as endings
from gremien_app.people.members.actions import add_membership, remove_membership
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import TakenBack, by_holder, by_leaving, require_whole
from gremien_app.people.members.models import (
    ChairOffice,
    Ending,
    MemberRole,
    Membership,
    OfficeTenure,
    OwnReason,
)
from gremien_app.people.members.queries import memberships_in
from gremien_app.people.members.roster import presides
from gremien_app.people.offices import queries, rules
from gremien_app.people.persons.models import Person


def add_office(actor: Viewer, *, title: str) -> Office:
    rules.require_office_title(title, queries.offices())
    office = Office(title=title)
    db.session.add(office)
    record(actor, "office.added", office, summary=f"Amt „{title}“ angelegt")
    return office


def edit_office(actor: Viewer, office: Office, *, title: str) -> None:
    rules.require_office_title(title, queries.offices(), own_id=office.id)
    changes = apply(office, {"title": title})
    if not changes:
        return
    record(actor, "office.edited", office, summary=f"Amt heißt jetzt „{title}“", changes=changes)


def change_holder(
    actor: Viewer, office: Office, person: Person, *, title: str, starts_on: date
) -> OfficeTenure:
    """The Amtswechsel: the old tenure ends the day before, and with it each chair it held."""
    queries.lock(office)
    rules.require_title(title)
    rules.require_new_holder(queries.tenures_of(office), person, starts_on)
    ending = queries.ended_by(office, person, starts_on)
    committees = chaired_by(office.id, starts_on)
    tenure = _begin(actor, office, person, title, starts_on, is_deputy=False)
    ended: list[Ending] = []
    for old in ending:
        own, left = _end(actor, old, starts_on - ONE_DAY)
        ended += [own, *left]
        if not old.is_deputy:
            ended += _end_chairs_without_tenure(actor, old, committees, starts_on)
    endings.remember(ended, by_holder(tenure))
    for committee in committees:
        with _naming(committee):
            _join(actor, committee, tenure)
    db.session.flush()
    return tenure


def add_deputy(
    actor: Viewer, office: Office, person: Person, *, title: str, starts_on: date, position: int = 1
) -> OfficeTenure:
    queries.lock(office)
    rules.require_title(title)
    rules.require_new_deputy(queries.tenures_of(office), person, starts_on)
    tenure = _begin(actor, office, person, title, starts_on, is_deputy=True, position=position)
    for committee in chaired_by(office.id, starts_on):
        with _naming(committee):
            _join(actor, committee, tenure)
    db.session.flush()
    return tenure


def add_former(
    actor: Viewer,
    office: Office,
    person: Person,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    today: date,
) -> OfficeTenure:
    """A holder of the past, for the record: no roster of the past changes by it."""
    queries.lock(office)
    rules.require_title(title)
    holders = [one for one in queries.tenures_of(office) if not one.is_deputy]
    rules.require_past(holders, starts_on, ends_on, today)
    tenure = OfficeTenure(
        office=office, person=person, title=title, starts_on=starts_on, ends_on=ends_on
    )
    db.session.add(tenure)
    record(
        actor,
        "office.former_added",
        tenure,
        f"{tenure.office.title}: frühere Amtszeit nachgetragen",
    )
    return tenure


def edit_tenure(actor: Viewer, tenure: OfficeTenure, *, title: str, position: int) -> None:
    queries.lock(tenure.office)
    rules.require_title(title)
    changes = apply(tenure, {"title": title, "position": position})
    if not changes:
        return
    record(
        actor,
        "office.tenure_edited",
        tenure,
        f"{tenure.office.title}: Angaben zur Amtszeit berichtigt",
        changes,
    )


def end_tenure(actor: Viewer, tenure: OfficeTenure, ends_on: date) -> None:
    """Somebody leaves the office and nobody follows yet; the chairs end with it."""
    queries.lock(tenure.office)
    rules.require_end(tenure, ends_on)
    _, left = _end(actor, tenure, ends_on)
    endings.remember(left, by_leaving(tenure))


def resume_tenure(actor: Viewer, tenure: OfficeTenure) -> TakenBack:
    """Take the end back: the tenure runs on, and each chair that ended with it."""
    queries.lock(tenure.office)
    rules.require_resumable(tenure, queries.tenures_of(tenure.office))
    changes = apply(tenure, {"ends_on": None})
    record(
        actor,
        "office.tenure_resumed",
        tenure,
        f"{tenure.office.title}: Ende zurückgenommen",
        changes,
    )
    return _take_back(actor, endings_by(by_leaving(tenure)))


def take_chairs(actor: Viewer, office: Office, day: date) -> int:
    """Enter the running holder and deputies where they do not chair yet, from a day on."""
    queries.lock(office)
    tenures = queries.tenures_of(office)
    holder = rules.holder_on(tenures, day)
    count = 0
    for committee, chairs in queries.chairs_by_committee(office, day):
        known = {one.tenure_id for one in chairs}
        for tenure in (*((holder,) if holder else ()), *rules.deputies_on(tenures, day)):
            if tenure.id not in known:
                with _naming(committee):
                    count += _join(actor, committee, tenure, since=day)
    db.session.flush()
    return count


def undo(actor: Viewer, tenure: OfficeTenure) -> TakenBack:
    """Take a change back while nothing was recorded for its holder; what it ended runs on.

    What stands above (the attendance) refuses where the holder is on the list of a held sitting.
    """
    queries.lock(tenure.office)
    memberships = queries.memberships_of(tenure)
    rules.require_undoable(tenure, queries.tenures_of(tenure.office))
    ended = endings_by(by_holder(tenure))
    require_whole(ended)
    for membership in memberships:
        if membership.is_adopted:
            membership.tenure, membership.is_adopted = None, False
        else:
            remove_membership(actor, membership)
    record(actor, "office.change_undone", tenure, f"{tenure.office.title}: Wechsel zurückgenommen")
    taken = _take_back(actor, ended)
    db.session.delete(tenure)
    db.session.flush()
    return taken


def _take_back(actor: Viewer, ended: list[Ending]) -> TakenBack:
    """One by one: a refusal in one of several committees says in which."""
    taken = TakenBack([], [])
    for ending in ended:
        with _naming(ending.membership.committee if ending.membership else None):
            one = endings.take_back(actor, [ending])
        taken.restored.extend(one.restored)
        taken.kept.extend(one.kept)
    return taken


def _begin(
    actor: Viewer,
    office: Office,
    person: Person,
    title: str,
    starts_on: date,
    *,
    is_deputy: bool,
    position: int = 0,
) -> OfficeTenure:
    tenure = OfficeTenure(
        office=office,
        person=person,
        title=title,
        is_deputy=is_deputy,
        position=position,
        starts_on=starts_on,
    )
    db.session.add(tenure)
    what = "neue Stellvertretung" if is_deputy else "neue Amtszeit"
    record(
        actor,
        "office.changed",
        tenure,
        f"{tenure.office.title}: {what} ab {format_date(starts_on)}",
    )
    return tenure


def _end(actor: Viewer, tenure: OfficeTenure, last_day: date) -> tuple[Ending, list[Ending]]:
    changes: Changes = {"ends_on": (tenure.ends_on, last_day)}
    own = endings.end_tenure(tenure, last_day)
    record(
        actor,
        "office.tenure_ended",
        tenure,
        f"{tenure.office.title}: endet am {format_date(last_day)}",
        changes,
    )
    chairs = queries.memberships_of(tenure, since=last_day + ONE_DAY)
    return own, [_leave(actor, one, last_day) for one in chairs]


def _end_chairs_without_tenure(
    actor: Viewer, old: OfficeTenure, committees: list[Committee], starts_on: date
) -> list[Ending]:
    """The old holder presides by an entry made by hand: it ends too, and belongs to the tenure."""
    return [
        _leave(actor, membership, starts_on - ONE_DAY)
        for committee in committees
        for membership in memberships_in(committee.id, old.person_id, since=starts_on)
        if membership.tenure_id is None and presides(membership)
    ]


def _leave(actor: Viewer, membership: Membership, last_day: date) -> Ending:
    with _naming(membership.committee):
        return endings.end(actor, membership, last_day, reason=OwnReason.OFFICE)


def _join(
    actor: Viewer, committee: Committee, tenure: OfficeTenure, since: date | None = None
) -> int:
    """The chair (or the deputy in the chair) by office; 0 where somebody stands in the way."""
    first = max(
        day for day in (tenure.starts_on, since, committee.names[0].valid_from) if day is not None
    )
    running = memberships_in(committee.id, since=first)
    if rules.standing_in_the_way(running, tenure.person, first, is_deputy=tenure.is_deputy):
        return 0
    own = next((one for one in running if one.person_id == tenure.person_id), None)
    if own is not None:  # presides already, by an entry made by hand
        own.tenure, own.is_adopted = tenure, True
        return 1
    add_membership(
        actor,
        committee,
        tenure.person,
        role=MemberRole.CHAIR,
        can_vote=committee.chair_votes and not tenure.is_deputy,
        starts_on=first,
        ends_on=committee.closed_on,
        chair_office=ChairOffice.DEPUTY_CHAIR if tenure.is_deputy else ChairOffice.CHAIR,
        position=tenure.position,
        tenure=tenure,
    )
    return 1


@contextmanager
def _naming(committee: Committee | None) -> Iterator[None]:
    """A refusal in one of several committees says in which."""
    try:
        yield
    except RuleBroken as refusal:
        if committee is None:
            raise
        raise RuleBroken(f"{committee.short}: {refusal.message}") from refusal
