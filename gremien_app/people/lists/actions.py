"""Takes a list over: line by line, each either whole or not at all.

The preview runs the same code and is rolled back: it promises only what will happen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.people.committees.models import Committee
from gremien_app.people.lists.columns import BY_KEY
from gremien_app.people.lists.matching_queries import StoredRoster, WhoIsItError
from gremien_app.people.lists.models import ListHeading
from gremien_app.people.lists.queries import headings_of
from gremien_app.people.lists.reading import ListRow
from gremien_app.people.lists.rules import (
    ListedMember,
    Outcome,
    PlannedRow,
    deputy_of,
    in_order,
    office_said,
    same_role,
    understood,
)
from gremien_app.people.members.actions import add_membership, end_membership
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.actions import add_person, edit_person
from gremien_app.people.persons.models import Person

NAMES = frozenset({"first_name", "last_name"})


def take_over(
    actor: Viewer, committee: Committee, rows: Sequence[ListRow], *, since: date | None
) -> list[PlannedRow]:
    """Write the list, or a part of one; lines in doubt are left out and say why.

    ``since``: the first day of memberships for which the list names none.
    """
    entries = []
    for row in rows:
        member = understood(row, committee, today())
        entries += [member, *filter(None, [deputy_of(row, member)])]
    taking = _Taking(actor, committee, since)
    planned = [taking.take(entry) for entry in in_order(entries)]
    counts = Counter(row.outcome for row in planned)
    if counts[Outcome.NEW] or counts[Outcome.CHANGED]:
        record(
            actor,
            "list.taken_over",
            committee,
            summary=(
                f"{committee.short}: Liste eingelesen, {counts[Outcome.NEW]} angelegt, "
                f"{counts[Outcome.CHANGED]} geändert"
            ),
        )
    return sorted(planned, key=lambda row: (row.line, row.is_deputy_of_line))


def remember_headings(actor: Viewer, committee: Committee, columns: Mapping[str, str]) -> None:
    """What these headings mean in the committee's lists from now on; "" is not read."""
    lock_committee(committee.id)
    known = headings_of(committee)
    changed = 0
    for heading, column in columns.items():
        row = known.get(heading)
        if row is None:
            db.session.add(ListHeading(committee_id=committee.id, heading=heading, column=column))
        elif row.column != column:
            row.column = column
        else:
            continue
        changed += 1
    if changed:
        record(
            actor,
            "list.columns_assigned",
            committee,
            summary=f"{committee.short}: Spalten der Mitgliederliste zugeordnet ({changed})",
        )
    db.session.flush()


class _Taking:
    """One run over a list; whoever was taken over is known to the lines after."""

    def __init__(self, actor: Viewer, committee: Committee, since: date | None) -> None:
        self.actor, self.committee, self.since = actor, committee, since
        lock_committee(committee.id)
        take_turns(Turn.PERSONS)
        self.known = StoredRoster(actor, committee)
        self.lines: dict[int, int] = {}  # membership → line that spoke of it

    def take(self, entry: ListedMember) -> PlannedRow:
        if entry.doubts:
            return self._doubt(entry, entry.doubts)
        try:
            with db.session.begin_nested():
                outcome, details, membership = self._write(entry)
        except WhoIsItError as question:
            return self._doubt(entry, [question.message], question.candidates)
        except RuleBroken as refusal:
            return self._doubt(entry, [refusal.message])
        self.lines[membership.id] = entry.line
        self.known.remember(membership, entry.line)
        sender = membership.organization
        told = (membership.role, membership.chair_office)
        return PlannedRow(
            entry.line,
            membership.person.name,
            outcome,
            tuple(details),
            sender.name if sender else "",
            ", ".join(one.label for one in told if one),
            membership.person.email,
            is_deputy_of_line=entry.is_deputy_of_line,
        )

    @staticmethod
    def _doubt(
        entry: ListedMember,
        reasons: Sequence[str],
        candidates: tuple[tuple[str, str], ...] = (),
    ) -> PlannedRow:
        return PlannedRow(
            entry.line,
            entry.name,
            Outcome.DOUBTFUL,
            tuple(reasons),
            entry.organization,
            office_said(entry),
            entry.person.get("email", ""),
            candidates,
            is_deputy_of_line=entry.is_deputy_of_line,
        )

    def _write(self, entry: ListedMember) -> tuple[Outcome, list[str], Membership]:
        person = self.known.person(entry)
        if person is None:
            person = add_person(self.actor, **entry.person)
            joined = self._join(entry, person)
            return Outcome.NEW, ["neue Person", _described(joined)], joined
        membership = self.known.membership(entry, person)
        details = self._correct(entry, person)
        if membership is None:
            joined = self._join(entry, person)
            return Outcome.NEW, [_described(joined), *details], joined
        if membership.id in self.lines:
            self._require_one_seat(entry, person, membership)
            raise RuleBroken(
                f"Diese Mitgliedschaft steht schon in Zeile {self.lines[membership.id]}."
            )
        self._require_same(entry, membership)
        details += self._end(entry, membership)
        return (Outcome.CHANGED if details else Outcome.SAME), details, membership

    def _require_one_seat(self, entry: ListedMember, person: Person, stored: Membership) -> None:
        """Another seat in the same time is refused as everywhere, by the same rule."""
        if entry.role is MemberRole.DEPUTY and entry.principal:
            principal, seat = self.known.principal(entry.principal, stored.starts_on)
            if (seat or (principal and principal.seat)) is not stored.seat:
                self._join(entry, person)

    def _correct(self, entry: ListedMember, person: Person) -> list[str]:
        """What the list knows better; an empty cell erases nothing, a name's spelling stays."""
        new: dict[str, Any] = {
            key: text
            for key, text in entry.person.items()
            if key not in NAMES and getattr(person, key) != text
        }
        details = [
            f"{BY_KEY[key].heading}: {getattr(person, key)} → {text}"
            if getattr(person, key)
            else f"{BY_KEY[key].heading}: {text}"
            for key, text in new.items()
        ]
        edit_person(self.actor, person, **new)
        return details

    def _join(self, entry: ListedMember, person: Person) -> Membership:
        starts_on = entry.starts_on or self.since
        if starts_on is None:
            raise RuleBroken("Der Beginn fehlt. Ergänzen Sie die Spalte „Von“.")
        assert entry.role is not None  # a line without a role is in doubt
        principal = seat = None
        if entry.role is MemberRole.DEPUTY:
            principal, seat = self.known.principal(entry.principal, starts_on)
        elif entry.principal:
            raise RuleBroken(
                "„Stellvertretung für“ ist ausgefüllt, aber die Rolle ist keine Stellvertretung."
            )
        return add_membership(
            self.actor,
            self.committee,
            person,
            role=entry.role,
            can_vote=entry.can_vote,
            starts_on=starts_on,
            ends_on=entry.ends_on,
            organization=entry.organization,
            chair_office=entry.chair_office,
            principal=principal,
            seat=seat,
            seat_group=entry.seat_group,
            known=self.known.memberships,
        )

    def _require_same(self, entry: ListedMember, stored: Membership) -> None:
        """Roles, rights and senders are changed on their own page, with a reason."""
        wrong = []
        if entry.principal and stored.role is MemberRole.DEPUTY and stored.seat is not None:
            principal, seat = self.known.principal(
                entry.principal, entry.starts_on or stored.starts_on
            )
            if (seat or (principal and principal.seat)) is not stored.seat:
                wrong.append(f"Stellvertretung: in der Liste für {entry.principal}, sonst anders.")
        if not same_role(entry, stored.role, stored.chair_office):
            said = entry.chair_office or entry.role
            has = stored.chair_office or stored.role
            wrong.append(f"Rolle: gespeichert „{has.label}“, in der Liste „{said and said.label}“.")
        if entry.can_vote is not None and entry.can_vote != stored.can_vote:
            wrong.append(
                f"Stimmrecht: gespeichert „{'ja' if stored.can_vote else 'nein'}“, in der Liste "
                f"„{'ja' if entry.can_vote else 'nein'}“."
            )
        if entry.organization and not self.known.sends(stored, entry.organization):
            has_sender = stored.organization.name if stored.organization else "keine"
            wrong.append(
                f"Organisation: gespeichert „{has_sender}“, in der Liste „{entry.organization}“."
            )
        if wrong:
            wrong.append("Bitte ändern Sie das an der Mitgliedschaft selbst.")
            raise RuleBroken(" ".join(wrong))

    def _end(self, entry: ListedMember, membership: Membership) -> list[str]:
        if entry.ends_on is None or entry.ends_on == membership.ends_on:
            return []
        before = membership.period.told()
        end_membership(self.actor, membership, entry.ends_on)
        return [f"Mitgliedschaft: {before} → {membership.period.told()}"]


def _described(membership: Membership) -> str:
    return f"{membership.role.label}, {membership.period.told()}"
