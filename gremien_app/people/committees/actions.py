"""Writes of a committee's settings: rule, change, audit, flush."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees import queries, rules, usage
from gremien_app.people.committees.models import (
    ChairMode,
    Committee,
    SettingConfirmation,
    StatutorySeats,
    Term,
)

Change = tuple[Any, Any]


def edit(actor: Viewer, committee: Committee, now: datetime, **settings: Any) -> None:
    """Change settings by their column's name. One that was to be checked counts as confirmed."""
    unknown = set(settings) - set(rules.SETTING_LABELS)
    if unknown:
        raise TypeError(f"no settings: {sorted(unknown)}")
    new = _known(committee, settings)
    rules.require_days(new["notice_days"], new["minutes_due_days"])
    rules.require_deadlines(new["motions_due_days"], new["access_due_days"])
    rules.require_duration(new["usual_minutes"])
    rules.require_contact(new["contact_email"])
    rules.require_color(new["color"])
    rules.require_short(
        new["short"], is_taken=queries.short_is_taken(new["short"], own_id=committee.id)
    )
    if new["chair_mode"] is not ChairMode.MAYOR:
        new["office_id"] = None
    _save(actor, committee, new, now)


def _known(committee: Committee, settings: Mapping[str, Any]) -> dict[str, Any]:
    """All settings, the given ones over the stored ones."""
    columns = {name for name in rules.SETTING_LABELS if name != "statutory_seats"}
    new = {name: getattr(committee, name) for name in columns} | dict(settings)
    if isinstance(start := new["usual_start"], time):
        new["usual_start"] = f"{start:%H:%M}"
    new["usual_start"] = new["usual_start"] or ""
    return new


def edit_papers(
    actor: Viewer,
    committee: Committee,
    now: datetime,
    *,
    attendance_groups: list[dict[str, str]],
    standing_agenda: list[dict[str, str]],
) -> None:
    """How the minutes group those present, and what every agenda begins with."""
    new = {"attendance_groups": attendance_groups, "standing_agenda": standing_agenda}
    _save(actor, committee, new, now)


def edit_seats(
    actor: Viewer,
    committee: Committee,
    now: datetime,
    day: date,
    *,
    seats: Mapping[Term, int | None],
    seat_groups: list[dict[str, object]],
) -> None:
    """Seats by statute of each term, None where nobody has stated a number; and their groups."""
    queries.lock(committee)
    stored = {one.term_id: one for one in committee.seats_by_term}
    changes: dict[str, Change] = {}
    current: int | None = None
    for term, number in seats.items():
        is_current = term.includes(day)
        filled = usage.filled_seats(committee.id, day) if is_current else 0
        rules.require_seats(number, filled, field=f"term_{term.id}")
        current = number if is_current else current
        old = stored[term.id].seats if term.id in stored else None
        if old != number:
            changes[f"Sitze {term.name}"] = (old, number)
            _state_seats(committee, term, stored.get(term.id), number)
    rules.require_groups_fit(seat_groups, current)
    _follow_groups(committee, seat_groups, day)
    confirmed = ["statutory_seats"] if changes else []
    _save(actor, committee, {"seat_groups": seat_groups}, now, changes, confirmed)


def _follow_groups(committee: Committee, groups: Sequence[Mapping[str, object]], day: date) -> None:
    """A renamed group takes its seats along; one that has seats does not vanish."""
    labels = [str(group["label"]) for group in groups]
    renamed = []
    for row, group in enumerate(committee.seat_groups):
        old = group["label"]
        if old in labels or not usage.seats_in_group(committee.id, old, day):
            continue
        new = labels[row] if row < len(labels) else ""
        if not new or any(one["label"] == new for one in committee.seat_groups):
            rules.refuse_group_with_seats(old, row + 1)
        renamed.append((old, new))
    for old, new in renamed:
        usage.rename_seat_group(committee.id, old, new, day)


def _state_seats(
    committee: Committee, term: Term, stored: StatutorySeats | None, number: int | None
) -> None:
    if stored is None and number is not None:
        committee.seats_by_term.append(StatutorySeats(term=term, seats=number))
    elif stored is not None and number is None:
        committee.seats_by_term.remove(stored)
    elif stored is not None and number is not None:
        stored.seats = number


def _save(
    actor: Viewer,
    committee: Committee,
    new: Mapping[str, Any],
    now: datetime,
    changes: dict[str, Change] | None = None,
    confirmed: list[str] | None = None,
) -> None:
    changes = dict(changes or {})
    for name, value in new.items():
        old = getattr(committee, name)
        if old != value:
            changes[name] = (old, value)
            setattr(committee, name, value)
    if not changes:
        return
    known = [name for name in committee.to_check if name in changes or name in (confirmed or ())]
    if known:
        left = [name for name in committee.to_check if name not in known]
        changes["to_check"] = (_in_words(committee.to_check), _in_words(left))
        committee.to_check = left
        for name in known:
            _confirmed(actor, committee, name, now)
    record(
        actor,
        "committee.edited",
        committee,
        committee_id=committee.id,
        summary=f"Angaben zum Gremium {committee.short} geändert",
        changes=changes,
    )
    db.session.flush()


def _in_words(settings: Sequence[str]) -> list[str]:
    return [rules.label_of(name) for name in settings]


def confirm(actor: Viewer, committee: Committee, setting: str, now: datetime) -> None:
    """Somebody has looked the setting up: it leaves the list "bitte prüfen"."""
    rules.require_to_check(committee.to_check, setting)
    before = committee.to_check
    committee.to_check = [name for name in before if name != setting]
    _confirmed(actor, committee, setting, now)
    record(
        actor,
        "committee.confirmed",
        committee,
        committee_id=committee.id,
        summary=f"{committee.short}: {rules.label_of(setting)} geprüft",
        changes={"to_check": (_in_words(before), _in_words(committee.to_check))},
    )
    db.session.flush()


def _confirmed(actor: Viewer, committee: Committee, setting: str, now: datetime) -> None:
    committee.confirmations.append(
        SettingConfirmation(setting=setting, confirmed_by=actor.name, at=now)
    )
