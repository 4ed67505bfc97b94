"""Writes of committees: rule, change, audit, flush."""

from datetime import time
from typing import Any

from gremien_app.audit.actions import record
from gremien_app.committees import rules
from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.kernel.viewer import Viewer
from gremien_app.kernel.working_days import NoticeUnit


def edit(
    actor: Viewer,
    committee: Committee,
    *,
    legal_basis: str,
    about: str,
    contact_name: str,
    contact_phone: str,
    contact_email: str,
    chair_title: str,
    notice_days: int | None,
    notice_unit: NoticeUnit,
    minutes_due_days: int,
    usual_start: time | None,
    is_public: bool,
) -> None:
    """Change the settings. A changed one that was to be checked counts as confirmed."""
    rules.require_days(notice_days, minutes_due_days)
    rules.require_contact(contact_email)
    new: dict[str, Any] = {
        "legal_basis": legal_basis,
        "about": about,
        "contact_name": contact_name,
        "contact_phone": contact_phone,
        "contact_email": contact_email,
        "chair_title": chair_title,
        "notice_days": notice_days,
        "notice_unit": notice_unit,
        "minutes_due_days": minutes_due_days,
        "usual_start": f"{usual_start:%H:%M}" if usual_start else "",
        "is_public": is_public,
    }
    changes = {
        name: (getattr(committee, name), value)
        for name, value in new.items()
        if getattr(committee, name) != value
    }
    if not changes:
        return
    for name, (_old, value) in changes.items():
        setattr(committee, name, value)
    still = [name for name in committee.to_check if name not in changes]
    if still != committee.to_check:
        changes["to_check"] = (committee.to_check, still)
        committee.to_check = still
    record(
        actor,
        "committee.edited",
        committee,
        committee_id=committee.id,
        summary=f"Angaben zum Gremium {committee.short} geändert",
        changes=changes,
    )
    db.session.flush()


def confirm(actor: Viewer, committee: Committee, setting: str) -> None:
    """Somebody has looked the setting up: it leaves the list "bitte prüfen"."""
    rules.require_to_check(committee.to_check, setting)
    before = committee.to_check
    committee.to_check = [name for name in before if name != setting]
    record(
        actor,
        "committee.confirmed",
        committee,
        committee_id=committee.id,
        summary=f"{committee.short}: {rules.label_of(setting)} geprüft",
        changes={"to_check": (before, committee.to_check)},
    )
    db.session.flush()
