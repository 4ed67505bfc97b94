"""All writes of conflicts of interest, votes and the outcome of an item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.decisions import DONE
from gremien_app.meetings.agenda.list_actions import admit
from gremien_app.meetings.agenda.models import AgendaItem, Outcome
from gremien_app.meetings.proceedings import item_rules, queries, rules
from gremien_app.meetings.proceedings.models import (
    Attendance,
    ConflictOfInterest,
    Vote,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.proceedings.recorded import Recorded
from gremien_app.meetings.sittings.models import Sitting

# Motion and wording stay out of the record: the item may belong to the closed part.
_TOLD = ("mode", "kind", "yes", "no", "abstain", "invalid", "is_adopted", "present_override")


@dataclass(frozen=True)
class Ballot:
    """What is recorded of one vote. ``announced``: the result where there are no counts."""

    mode: VoteMode
    kind: VoteKind = VoteKind.MAIN
    motion: str = ""
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    invalid: int | None = None
    announced: bool | None = None
    result_text: str = ""
    taken_at: datetime | None = None
    present_override: int | None = None

    @property
    def counts(self) -> tuple[int | None, int | None, int | None, int | None]:
        return self.yes, self.no, self.abstain, self.invalid


def declare_conflict(
    actor: Viewer, item: AgendaItem, attendance: Attendance, recorded: Recorded | None = None
) -> ConflictOfInterest:
    """The person leaves for this item (§ 31 GO NRW); declaring twice changes nothing.

    ``recorded`` here and below: what was read of the sitting while it was held.
    """
    recorded = _held(item, recorded)
    rules.require_open_record(item.sitting)
    if attendance.sitting_id != item.sitting_id:
        raise RuleBroken("Diese Person steht nicht auf der Anwesenheitsliste der Sitzung.")
    for conflict in recorded.conflicts_on(item):
        if conflict.attendance_id == attendance.id:
            return conflict
    conflict = ConflictOfInterest(agenda_item=item, attendance=attendance)
    attendance.is_recorded = True
    db.session.add(conflict)
    _record(actor, "conflict.declared", item, f"Befangenheit von {attendance.name} vermerkt")
    recorded.conflicts.append(conflict)
    return conflict


def withdraw_conflict(
    actor: Viewer, conflict: ConflictOfInterest, recorded: Recorded | None = None
) -> None:
    item = conflict.agenda_item
    recorded = _held(item, recorded)
    rules.require_open_record(item.sitting)
    name = conflict.attendance.name
    _record(actor, "conflict.withdrawn", item, f"Befangenheit von {name} gestrichen")
    recorded.conflicts.remove(conflict)
    db.session.delete(conflict)
    db.session.flush()


def set_conflicts(
    actor: Viewer,
    item: AgendaItem,
    attendance_ids: Iterable[int],
    recorded: Recorded | None = None,
) -> None:
    """Exactly these persons are barred from the item."""
    recorded = _held(item, recorded)
    wanted = set(attendance_ids)
    known = {c.attendance_id: c for c in recorded.conflicts_on(item)}
    for attendance_id, conflict in known.items():
        if attendance_id not in wanted:
            withdraw_conflict(actor, conflict, recorded)
    people = {a.id: a for a in recorded.people}
    for attendance_id in sorted(wanted - set(known)):
        if attendance_id in people:
            declare_conflict(actor, item, people[attendance_id], recorded)


def record_vote(
    actor: Viewer, item: AgendaItem, ballot: Ballot, recorded: Recorded | None = None
) -> Vote:
    """A new vote on the item; refused when the counts contradict the attendance."""
    recorded = _held(item, recorded)
    rules.require_votes_allowed(item.sitting)
    rules.require_kind_possible(item, ballot.kind)
    vote = Vote(position=len(recorded.votes_on(item)) + 1)
    changes = _fill(vote, item, ballot, recorded)
    vote.agenda_item = item
    db.session.add(vote)
    recorded.votes_on(item).append(vote)
    _record(actor, "vote.recorded", item, "Abstimmung erfasst", changes)
    db.session.flush()
    _follow_extension(item)
    return vote


def edit_vote(actor: Viewer, vote: Vote, ballot: Ballot, recorded: Recorded | None = None) -> Vote:
    recorded = _held(vote.agenda_item, recorded)
    rules.require_votes_allowed(vote.agenda_item.sitting)
    rules.require_kind_possible(vote.agenda_item, ballot.kind)
    changes = _fill(vote, vote.agenda_item, ballot, recorded)
    if changes:
        _record(actor, "vote.edited", vote.agenda_item, "Abstimmung geändert", changes)
    db.session.flush()
    _follow_extension(vote.agenda_item)
    return vote


def delete_vote(actor: Viewer, vote: Vote) -> None:
    """Take a wrongly recorded vote back, with the outcome that it brought and no other one did.

    What it said stays in the audit.
    """
    item = vote.agenda_item
    recorded = _held(item, None)
    rules.require_votes_allowed(item.sitting)
    facts = {name: getattr(vote, name) for name in _TOLD}
    changes = {name: (value, None) for name, value in facts.items() if value is not None}
    others = [one for one in recorded.votes_on(item) if one is not vote]
    outcome = item.outcome
    stands = any(one.decides and one.brought is outcome for one in others)
    if outcome and vote.brought is outcome and not stands:
        changes["outcome"] = (outcome, None)
        item.outcome = None
    _record(actor, "vote.deleted", item, "Abstimmung gelöscht", changes)
    db.session.delete(vote)
    db.session.flush()
    _follow_extension(item)


def _follow_extension(item: AgendaItem) -> None:
    """With the vote on the extension of the agenda stands or falls what was proposed."""
    if item.is_extension:
        db.session.refresh(item, ["votes"])
        admit(item.sitting, is_adopted=any(vote.is_adopted for vote in item.votes[-1:]))


def set_outcome(
    actor: Viewer, item: AgendaItem, outcome: Outcome | None, *, brought_by: Vote | None = None
) -> None:
    """The Beschlussart of an item; None takes it back.

    ``brought_by``: the vote that was recorded together with it.
    """
    locked(Sitting, item.sitting_id)
    if brought_by is not None:
        brought_by.brought = outcome
    if item.outcome is outcome:
        return
    rules.require_votes_allowed(item.sitting)
    if outcome in DONE:
        rules.require_decidable(item)
        item_rules.require_taken_up(item)
    changes = {"outcome": (item.outcome, outcome)}
    item.outcome = outcome
    _record(actor, "item.outcome_set", item, "Beschlussart festgehalten", changes)


def _held(item: AgendaItem, recorded: Recorded | None) -> Recorded:
    """Whoever else writes this sitting's record has finished."""
    sitting = locked(Sitting, item.sitting_id)
    return queries.record_of(sitting) if recorded is None else recorded


def _fill(vote: Vote, item: AgendaItem, ballot: Ballot, recorded: Recorded) -> Changes:
    """What the record of changes may tell of it."""
    present = ballot.present_override
    if present is None:
        present = recorded.present_at(item, ballot.taken_at)
    rules.require_counts(ballot.mode, ballot.counts, present)
    recorded.require_consent(ballot.mode, ballot.taken_at)
    result = rules.vote_result(*ballot.counts)
    is_adopted = ballot.announced if result.is_adopted is None else result.is_adopted
    if ballot.mode is VoteMode.CONSENSUS:
        is_adopted = True
    rules.require_known_result(is_adopted)
    said = {name: value for name, value in vars(ballot).items() if name != "announced"}
    changes = apply(vote, said | {"is_adopted": is_adopted})
    return {name: pair for name, pair in changes.items() if name in _TOLD}


def _record(
    actor: Viewer,
    action: str,
    item: AgendaItem,
    summary: str,
    changes: Changes | None = None,
) -> None:
    # One version for the item and all that is decided on it: its form shows them together.
    touch(item)
    record(actor, action, item, summary, changes)
