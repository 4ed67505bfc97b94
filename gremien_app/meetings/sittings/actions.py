"""All writes of sittings: rule, change, audit, flush."""

from collections.abc import Callable, Sequence
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_period
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.sittings import number_rules, opening_rules, queries, rules
from gremien_app.meetings.sittings.date_queries import warnings_about
from gremien_app.meetings.sittings.date_rules import candidate_of
from gremien_app.meetings.sittings.models import (
    Room,
    Sitting,
    SittingFormat,
    SittingKind,
    SittingMove,
    SittingState,
)
from gremien_app.meetings.sittings.number_actions import (
    change_term,
    give_number,
    give_reference,
    take_number_back,
)
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.committees.queries import term_on
from gremien_app.people.renewal.actions import finish_renewal

# What the rooms above settle, or refuse, before a sitting ends.
BEFORE_CLOSING: list[Callable[[Sitting], None]] = []


def plan(
    actor: Viewer,
    committee: Committee,
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    room: Room | None = None,
    kind: SittingKind = SittingKind.REGULAR,
    format: SittingFormat = SittingFormat.IN_PERSON,
    is_public: bool | None = None,
    is_publicity_meant: bool = False,
    online_url: str = "",
    note: str = "",
    reference: str = "",
    partners: Sequence[Committee] = (),
    kept_reason: str = "",
    uid: str | None = None,
) -> Sitting:
    """A tentative hold, without number; the Kennung is the committee's next where none is given.

    ``is_public``: None as is usual in its committees; wider than that only if it is meant.
    ``kept_reason``: why the date is taken in spite of what speaks against it.
    """
    rules.require_partners(actor, committee, partners, ())
    rules.require_period(starts_at, ends_at)
    rules.require_place_fits(format, online_url)
    committees = (committee, *partners)
    if is_public:
        rules.require_meant_publicity(committees, is_meant=is_publicity_meant)
    day = starts_at.astimezone(BERLIN).date()
    rules.require_committee_exists(committee, day)
    for one in partners:
        rules.require_committee_exists(one, day, "partners")
    locked(Committee, committee.id)  # whoever sends the same form at once waits and then sees it
    rules.require_free_moment(queries.sitting_at(committee.id, starts_at))
    term = term_on(day)
    taken = queries.refs_beginning(rules.suggest_ref(committee.slug, day, ()))
    sitting = Sitting(
        ref=rules.suggest_ref(committee.slug, day, taken),
        uid=uid or rules.new_uid(),
        sequence=0,
        changed_at=now,
        committee_id=committee.id,
        term_id=term.id if term else None,
        kind=kind,
        format=format,
        state=SittingState.PLANNED,
        is_public=rules.usual_publicity(committees) if is_public is None else is_public,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        online_url=online_url,
        note=note,
    )
    sitting.committee, sitting.partners = committee, list(partners)
    give_reference(sitting, reference or queries.next_reference(committee, day.year))
    db.session.add(sitting)
    record(actor, "sitting.planned", sitting, f"Sitzung geplant: {rules.describe(sitting)}")
    if kept_reason:
        keep_date(actor, sitting, reason=kept_reason)
    return sitting


def edit(
    actor: Viewer,
    sitting: Sitting,
    *,
    room: Room | None,
    kind: SittingKind,
    format: SittingFormat,
    is_public: bool,
    online_url: str,
    note: str,
    partners: Sequence[Committee],
    now: datetime,
    is_publicity_meant: bool = False,
    reference: str | None = None,
) -> None:
    """Change the details; a new date is a ``move``, another number a correction.

    ``reference``: None leaves the Kennung; once it was sent, only a correction changes it.
    """
    rules.require_editable(sitting)
    rules.require_place_fits(format, online_url)
    rules.require_partners(actor, sitting.committee, partners, sitting.partners)
    for one in partners:
        rules.require_committee_exists(one, sitting.date, "partners")
    if is_public:
        asked = [one for one in (sitting.committee, *partners) if not _reads_already(sitting, one)]
        rules.require_meant_publicity(asked, is_meant=is_publicity_meant)
    new = {"kind": kind, "format": format, "is_public": is_public, "online_url": online_url}
    before = {name: getattr(sitting, name) for name in new}
    place, committees, former = sitting.place, sitting.short, sitting.reference
    if reference is not None and reference != former:
        number_rules.require_unsent_reference(sitting)
        give_reference(sitting, reference)
    for name, value in new.items():
        setattr(sitting, name, value)
    sitting.room, sitting.partners = room, list(partners)
    is_noted, sitting.note = note != sitting.note, note  # the text itself stays out of all records
    changes = {name: (old, getattr(sitting, name)) for name, old in before.items()}
    changes["place"] = (place, sitting.place)
    changes["committees"] = (committees, sitting.short)
    changes["year_reference"] = (former, sitting.reference)
    changes = {name: (old, now_) for name, (old, now_) in changes.items() if old != now_}
    if changes:
        db.session.flush()
        rules.stamp(sitting, now, reschedules=bool({"place", "committees"} & changes.keys()))
        record(actor, "sitting.edited", sitting, "Angaben zur Sitzung geändert", changes)
    elif is_noted:
        record(actor, "sitting.noted", sitting, "Interner Vermerk geändert")
    db.session.flush()


def _reads_already(sitting: Sitting, committee: Committee) -> bool:
    """Whether this committee's sitting is public as it stands, so that nothing gets wider."""
    return sitting.is_public and committee.id in sitting.committee_ids


def move(
    actor: Viewer,
    sitting: Sitting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    room: Room | None,
    reason: str,
    now: datetime,
    kept_reason: str = "",
) -> SittingMove:
    """Give the sitting a new date; the former one stays on record, uid and ref stay the same."""
    state = rules.state_after_move(sitting)
    rules.require_period(starts_at, ends_at)
    rules.require_move_reason(sitting, reason)
    for one in sitting.committees:
        rules.require_committee_exists(one, starts_at.astimezone(BERLIN).date())
    if (starts_at, ends_at) == (sitting.starts_at, sitting.ends_at):
        raise RuleBroken("Das ist der bisherige Termin. Bitte geben Sie einen neuen an.", "day")
    trace = SittingMove(
        old_starts_at=sitting.starts_at,
        old_ends_at=sitting.ends_at,
        old_place=sitting.place,
        reason=reason,
        moved_at=now,
    )
    sitting.moves.append(trace)
    sitting.starts_at, sitting.ends_at, sitting.room = starts_at, ends_at, room
    sitting.state = state
    sitting.kept_reason, sitting.kept_warnings = "", []  # said of the former date
    sitting.kept_keys = []
    with db.session.no_autoflush:
        term = term_on(sitting.date)
    if (term.id if term else None) != sitting.term_id:
        _move_into(sitting, trace, term)
    rules.stamp(sitting, now, reschedules=True)
    changes = {
        "starts_at": (trace.old_starts_at, starts_at),
        "ends_at": (trace.old_ends_at, ends_at),
        "place": (trace.old_place, sitting.place),
    }
    summary = f"Sitzung verlegt auf {format_period(starts_at, ends_at)}"
    record(actor, "sitting.moved", sitting, summary, changes)
    if kept_reason:
        keep_date(actor, sitting, reason=kept_reason)
    return trace


def keep_date(actor: Viewer, sitting: Sitting, *, reason: str) -> None:
    """Record why a date stays in spite of warnings, and of which ones; names are not kept."""
    rules.require_editable(sitting)
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund.", field="kept_reason")
    found = warnings_about(candidate_of(sitting))
    warnings = [one.text for one in found]
    changes = apply(sitting, {"kept_reason": reason, "kept_warnings": warnings})
    sitting.kept_keys = [one.key for one in found]
    record(actor, "sitting.date_kept", sitting, "Termin trotz Hinweisen beibehalten", changes)


def know_warnings(sitting: Sitting) -> None:
    """What speaks against the date today was known where it was kept, as a file says."""
    sitting.kept_keys = [one.key for one in warnings_about(candidate_of(sitting))]


def cancel(actor: Viewer, sitting: Sitting, *, reason: str, now: datetime) -> None:
    """Call the sitting off. Nothing is deleted: date, agenda and uid stay."""
    rules.require_transition(sitting, SittingState.CANCELLED)
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund der Absage.", field="reason")
    sitting.cancel_reason, sitting.cancelled_at = reason, now
    changes, summary = take_number_back(sitting), "Sitzung abgesagt"
    enter(actor, sitting, SittingState.CANCELLED, now, "sitting.cancelled", summary, **changes)


def mark_invited(
    actor: Viewer,
    sitting: Sitting,
    now: datetime,
    *,
    number: int | None = None,
    number_reason: str = "",
) -> None:
    """Called by the invitations, which check notice period and agenda; gives the number.

    ``number``: another one than the next, with its reason.
    """
    rules.require_transition(sitting, SittingState.INVITED)
    former = sitting.number
    give_number(sitting, wanted=number, reason=number_reason)
    changes: Changes = {}
    if sitting.number != former:
        changes["number"] = (former, sitting.number)
        if number_reason:
            changes["number_reason"] = ("", number_reason)
    summary = "Zur Sitzung eingeladen"
    enter(actor, sitting, SittingState.INVITED, now, "sitting.invited", summary, **changes)


def open_sitting(actor: Viewer, sitting: Sitting, now: datetime, *, is_meant: bool = False) -> None:
    """``is_meant``: before its day, by somebody who was asked. Undone by ``opening_actions``."""
    rules.require_transition(sitting, SittingState.RUNNING)
    if sitting.state is SittingState.CLOSED:
        raise RuleBroken("Diese Sitzung ist beendet. Sie lässt sich nur wieder öffnen.")
    opening_rules.require_day_has_come(sitting, now, is_meant=is_meant)
    sitting.opened_at = rules.opening_time(sitting, now)
    enter(actor, sitting, SittingState.RUNNING, now, "sitting.opened", "Sitzung eröffnet")
    for committee_id in sitting.committee_ids:
        finish_renewal(committee_id, sitting.date, now)


def close_sitting(
    actor: Viewer, sitting: Sitting, now: datetime, *, is_meant: bool = False
) -> None:
    """``is_meant``: before its day, by somebody who was asked; ``reopen`` takes it back."""
    rules.require_transition(sitting, SittingState.CLOSED)
    opening_rules.require_day_has_come(sitting, now, is_meant=is_meant)
    for settle in BEFORE_CLOSING:
        settle(sitting)
    sitting.closed_at = rules.closing_time(sitting, now)
    enter(actor, sitting, SittingState.CLOSED, now, "sitting.closed", "Sitzung geschlossen")


def reopen(actor: Viewer, sitting: Sitting, now: datetime) -> None:
    """Back to running, to correct what was recorded; only before the minutes are signed."""
    rules.require_transition(sitting, SittingState.RUNNING)
    if sitting.state is not SittingState.CLOSED:
        raise RuleBroken("Nur eine beendete Sitzung lässt sich wieder öffnen.")
    sitting.closed_at = None
    enter(actor, sitting, SittingState.RUNNING, now, "sitting.reopened", "Sitzung wieder geöffnet")


def record_times(
    actor: Viewer, sitting: Sitting, *, opened_at: datetime, closed_at: datetime | None
) -> None:
    """Correct when the sitting really began and ended; the calendars keep the planned times."""
    rules.require_times(sitting, opened_at, closed_at)
    changes = apply(sitting, {"opened_at": opened_at, "closed_at": closed_at})
    record(actor, "sitting.times_recorded", sitting, "Beginn und Ende berichtigt", changes)


def enter(
    actor: Viewer,
    sitting: Sitting,
    state: SittingState,
    now: datetime,
    action: str,
    summary: str,
    **changes: tuple[object, object],
) -> None:
    """Another state, told to the calendars and to the record; for the actions of this room."""
    former = sitting.state
    sitting.state = state
    rules.stamp(sitting, now, reschedules=True)
    text = f"{summary}: {rules.describe(sitting)}"
    record(actor, action, sitting, text, {"state": (former, state), **changes})


def _move_into(sitting: Sitting, trace: SittingMove, term: Term | None) -> None:
    """The number stays behind in its term, where it was printed; the trace keeps it."""
    trace.old_number, trace.old_term_id = change_term(sitting, term) or (None, None)
