"""Writes of a committee's settings: rule, change, audit, flush."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees import queries, rules
from gremien_app.people.committees.models import ChairMode, Committee, SettingConfirmation

Change = tuple[Any, Any]


def edit(actor: Viewer, committee: Committee, now: datetime, **settings: Any) -> None:
    """Change settings by their column's name. One that was to be checked counts as confirmed."""
    unknown = set(settings) - set(rules.SETTING_LABELS)
    if unknown:
        raise TypeError(f"no settings: {sorted(unknown)}")
    new = _known(committee, settings)
    rules.require_days(new["notice_days"], new["minutes_due_days"])
    rules.require_post_days(new["post_days"])
    rules.require_deadlines(new["motions_due_days"], new["access_due_days"])
    rules.require_duration(new["usual_minutes"])
    rules.require_contact(new["contact_email"])
    rules.require_color(new["color"])
    rules.require_short(
        new["short"], is_taken=queries.short_is_taken(new["short"], own_id=committee.id)
    )
    if new["chair_mode"] is not ChairMode.MAYOR:
        new["office_id"] = None
    save(actor, committee, new, now)


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
    new = {"attendance_groups": attendance_groups, "standing_agenda": standing_agenda}
    save(actor, committee, new, now)


def save(
    actor: Viewer,
    committee: Committee,
    new: Mapping[str, Any],
    now: datetime,
    changes: dict[str, Change] | None = None,
    confirmed: list[str] | None = None,
) -> None:
    changes = dict(changes or {}) | apply(committee, new)
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
        summary=f"Angaben zum Gremium {committee.short} geändert",
        changes=changes,
    )


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
        summary=f"{committee.short}: {rules.label_of(setting)} geprüft",
        changes={"to_check": (_in_words(before), _in_words(committee.to_check))},
    )


def _confirmed(actor: Viewer, committee: Committee, setting: str, now: datetime) -> None:
    committee.confirmations.append(
        SettingConfirmation(setting=setting, confirmed_by=actor.name, at=now)
    )
