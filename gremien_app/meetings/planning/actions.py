"""All writes of planning: rule, change, audit, flush."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.holidays import day_notes
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.observances.days import school_holidays
from gremien_app.meetings.planning import queries, rules
from gremien_app.meetings.planning.models import (
    PlannedDate,
    SittingPlan,
)
from gremien_app.meetings.planning.patterns import Pattern, Proposal, in_words, propose
from gremien_app.meetings.sittings import actions as sittings
from gremien_app.meetings.sittings.models import Sitting, SittingKind
from gremien_app.meetings.sittings.queries import sitting_at
from gremien_app.meetings.sittings.rules import period, require_free_moment, require_period
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.members.locking_queries import lock_committee


def propose_plan(
    actor: Viewer, committee: Committee, pattern: Pattern, *, now: datetime
) -> SittingPlan:
    """A new draft with the dates of the pattern; only the committee's secretariat sees it."""
    rules.require_pattern(pattern)
    lock_committee(committee.id)
    wish = _plain(pattern)
    rules.require_new_wish(wish, queries.drafts_of(committee.id, pattern.year))
    models = queries.precedents_of(committee.id, pattern.year - 1)
    proposal = _within(committee, propose(pattern, models, school=_school, holiday=_holiday))
    proposal = rules.without_taken(
        proposal, queries.periods_taken(committee.id, pattern.year), committee.short
    )
    rules.require_dates(pattern, proposal)
    plan = SittingPlan(
        committee=committee,
        year=pattern.year,
        pattern={"words": in_words(pattern), "notes": list(proposal.notes), **wish},
        created_by=actor.name,
        created_at=now,
    )
    for slot in proposal.slots:
        starts_at, ends_at = period(slot.day, slot.start, slot.end)
        plan.dates.append(
            PlannedDate(starts_at=starts_at, ends_at=ends_at, room_id=slot.room_id or None)
        )
    db.session.add(plan)
    count = format_count(len(plan.dates), "Termin", "Termine")
    record(actor, "plan.proposed", plan, f"Vorschlag angelegt: {rules.describe(plan)}, {count}")
    return plan


def _within(committee: Committee, proposal: Proposal) -> Proposal:
    """Without the dates before the committee's founding and after its closing, which is said."""
    kept = tuple(slot for slot in proposal.slots if rules.exists_on(committee, slot.day))
    left_out = len(proposal.slots) - len(kept)
    if not left_out:
        return proposal
    count = format_count(left_out, "Termin davor oder danach ist", "Termine davor oder danach sind")
    return Proposal(kept, (*proposal.notes, f"{rules.existence(committee)} {count} ausgelassen."))


def _school(day: date) -> str | None:
    return school_holidays(day.year).get(day)


def _holiday(day: date) -> str | None:
    return next(iter(day_notes(day)), None)


def _plain(pattern: Pattern) -> dict[str, Any]:

    def plain(value: Any) -> Any:
        if isinstance(value, date | time):
            return value.isoformat()
        if isinstance(value, Enum):
            return value.value
        return list(value) if isinstance(value, tuple) else value

    return {name: plain(value) for name, value in asdict(pattern).items()}


def add_date(
    actor: Viewer, plan: SittingPlan, *, starts_at: datetime, ends_at: datetime, **details: Any
) -> PlannedDate:
    """``details``: by the columns of ``PlannedDate``, its room and why it is kept."""
    rules.require_open_plan(plan)
    rules.require_room_for_one(plan)
    planned = PlannedDate()
    _set(plan, planned, starts_at, ends_at, details)
    plan.dates.append(planned)
    touch(plan)
    db.session.flush()
    summary = f"Termin hinzugefügt: {rules.describe_date(planned)}"
    record(actor, "plan.date_added", plan, summary)
    return planned


def change_date(
    actor: Viewer, planned: PlannedDate, *, starts_at: datetime, ends_at: datetime, **details: Any
) -> None:
    """Shift one date of a draft, give it another room, or say why it is kept."""
    rules.require_open_plan(planned.plan)
    former = rules.describe_date(planned)
    changes = _set(planned.plan, planned, starts_at, ends_at, details)
    touch(planned.plan)
    summary = f"Termin geändert: {former}"
    record(actor, "plan.date_changed", planned.plan, summary, changes)


def _set(
    plan: SittingPlan,
    planned: PlannedDate,
    starts_at: datetime,
    ends_at: datetime,
    details: dict[str, Any],
) -> Changes:
    require_period(starts_at, ends_at)
    day = berlin_date(starts_at)
    rules.require_in_year(plan, day)
    rules.require_committee_exists(plan.committee, day)
    rules.require_other_day(plan, day, planned)
    require_free_moment(sitting_at(plan.committee_id, starts_at))
    return apply(planned, details | {"starts_at": starts_at, "ends_at": ends_at})


def drop_date(actor: Viewer, planned: PlannedDate) -> None:
    """Leave a date out; it stays in the draft and can be taken back."""
    _drop(actor, planned, is_dropped=True)


def restore_date(actor: Viewer, planned: PlannedDate) -> None:
    _drop(actor, planned, is_dropped=False)


def _drop(actor: Viewer, planned: PlannedDate, *, is_dropped: bool) -> None:
    rules.require_open_plan(planned.plan)
    if not is_dropped:
        rules.require_other_day(planned.plan, planned.day, planned)
    planned.is_dropped = is_dropped
    touch(planned.plan)
    word = "weggelassen" if is_dropped else "wieder aufgenommen"
    summary = f"Termin {word}: {rules.describe_date(planned)}"
    record(
        actor, "plan.date_dropped" if is_dropped else "plan.date_restored", planned.plan, summary
    )


def commit_plan(actor: Viewer, plan: SittingPlan, *, now: datetime) -> list[Sitting]:
    """Every kept date becomes a tentative hold, all or none."""
    rules.require_committable(plan)
    is_group = plan.committee.kind is CommitteeKind.WORKING_GROUP
    for planned in plan.kept_dates:
        sitting = sittings.plan(
            actor,
            plan.committee,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            now=now,
            room=planned.room,
            kind=SittingKind.WORKING_GROUP if is_group else SittingKind.REGULAR,
            kept_reason=planned.kept_reason,
        )
        planned.sitting = sitting
    plan.committed_at, plan.undone_at = now, None
    made = [planned.sitting for planned in plan.kept_dates if planned.sitting]
    count = format_count(len(made), "Sitzung", "Sitzungen")
    record(actor, "plan.committed", plan, f"{rules.describe(plan)} übernommen: {count} geplant")
    return made


def undo_plan(actor: Viewer, plan: SittingPlan, *, now: datetime) -> list[Sitting]:
    """Cancel all sittings of the commit: those. None is deleted: calendars must learn of it.

    What was called off before stays so, with its reason, and is not proposed again.
    """
    used = queries.with_content([one.sitting_id for one in plan.kept_dates if one.sitting_id])
    rules.require_undoable(plan, used)
    called_off = rules.called_off(plan)
    for planned in called_off:
        planned.is_dropped = True
        if planned.sitting is not None and planned.sitting.id not in used:
            planned.sitting.number, planned.sitting.reference = None, ""
    dropped = list(_sittings(plan))
    for sitting in dropped:
        sittings.cancel(
            actor, sitting, reason=f"Der Sitzungsplan {plan.year} wurde zurückgenommen.", now=now
        )
        # The next commit begins with the same Kennungen: nobody has been invited to these.
        sitting.reference = ""
    plan.undone_at = now
    record(actor, "plan.undone", plan, f"Übernahme zurückgenommen: {rules.describe(plan)}")
    return dropped


def _sittings(plan: SittingPlan) -> Iterable[Sitting]:
    return [planned.sitting for planned in plan.kept_dates if planned.sitting]


def delete_plan(actor: Viewer, plan: SittingPlan) -> None:
    """Throw a draft away that never was committed."""
    rules.require_deletable(plan)
    record(actor, "plan.deleted", plan, f"Vorschlag gelöscht: {rules.describe(plan)}")
    db.session.delete(plan)
    db.session.flush()
