"""Writes of the administration: accounts and what they may do."""

from datetime import date, datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import differing
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.accounts.actions import end_sign_ins, hashed
from gremien_app.people.accounts.mail_actions import invitation
from gremien_app.people.accounts.models import Assignment, LinkPurpose, Theme, User
from gremien_app.people.accounts.password_actions import LinkTo, add_link, end_links
from gremien_app.people.accounts.queries import context_words, find_by_email, normalise_email
from gremien_app.people.accounts.renaming_actions import take_out
from gremien_app.people.accounts.rules import require_account_address, require_usable_password
from gremien_app.people.accounts.secrets import new_key
from gremien_app.people.administration import queries, rules
from gremien_app.people.roles import CommitteeRole


def create_user(
    actor: Viewer,
    *,
    email: str,
    name: str,
    password: str | None,
    now: datetime,
    is_admin: bool = False,
    person_id: int | None = None,
) -> User:
    """A new account; without a password nobody can sign in until an invitation is followed.

    Raises ``RuleBroken`` at field ``email``, ``name`` or ``password``.
    """
    address = normalise_email(email)
    require_account_address(address)
    rules.require_name(name)
    if find_by_email(address):
        raise RuleBroken("Für diese E-Mail-Adresse gibt es schon ein Benutzerkonto.", field="email")
    if password is not None:
        require_usable_password(password, context_words(name, address))
    user = User(
        email=address,
        name=name,
        password_hash="" if password is None else hashed(password),
        nonce=new_key(),
        is_admin=is_admin,
        person_id=person_id,
        theme=Theme.AUTO,
        created_at=now,
        password_changed_at=None if password is None else now,
    )
    db.session.add(user)
    record(actor, "account.created", user, summary=f"Benutzerkonto für {name} angelegt")
    return user


def edit_user(
    actor: Viewer, user: User, *, email: str, name: str, person_id: int | None, is_admin: bool
) -> None:
    """Change an account; raises ``RuleBroken``. A new address ends the links sent to the old."""
    queries.lock_user(user)
    address = normalise_email(email)
    require_account_address(address)
    rules.require_name(name)
    known = find_by_email(address)
    if known is not None and known is not user:
        raise RuleBroken("Für diese E-Mail-Adresse gibt es schon ein Benutzerkonto.", field="email")
    if user.is_admin and not is_admin:
        _require_keeps_admin(actor, user)
    new = {"email": address, "name": name, "person_id": person_id, "is_admin": is_admin}
    changes = differing(user, new)
    if not changes:
        return
    if "email" in changes:
        end_links(user)
    for field, value in new.items():
        setattr(user, field, value)
    touch(user)
    former, _ = changes.pop("name", ("", ""))
    summary = f"Benutzerkonto {name} geändert" + (": Name geändert" if former else "")
    record(actor, "account.changed", user, summary=summary, changes=changes)
    if former:
        take_out(actor, user, {former: name}, account_id=user.id)
    db.session.flush()


def _require_keeps_admin(actor: Viewer, user: User) -> None:
    rules.require_keeps_admin(is_self=actor.user_id == user.id, others=queries.other_admins(user))


def disable(actor: Viewer, user: User) -> None:
    """No sign-in any more; the running ones and open links end now. Raises ``RuleBroken``."""
    queries.lock_user(user)
    if actor.user_id == user.id or user.is_admin:
        _require_keeps_admin(actor, user)
    if user.is_disabled:
        return
    user.is_disabled = True
    end_sign_ins(user)
    end_links(user)
    record(actor, "account.disabled", user, summary=f"Benutzerkonto {user.name} gesperrt")


def enable(actor: Viewer, user: User) -> None:
    if not user.is_disabled:
        return
    user.is_disabled = False
    record(actor, "account.enabled", user, summary=f"Benutzerkonto {user.name} entsperrt")


def assign(
    actor: Viewer,
    user: User,
    committee_id: int,
    role: CommitteeRole,
    starts_on: date,
    ends_on: date | None = None,
) -> Assignment:
    """Give the account a role for a committee from a day on; raises ``RuleBroken``."""
    queries.lock_user(user)
    rules.require_role_period(user.assignments, committee_id, role, starts_on, ends_on)
    assignment = Assignment(
        committee_id=committee_id, role=role, starts_on=starts_on, ends_on=ends_on
    )
    user.assignments.append(assignment)
    record(
        actor,
        "account.assigned",
        user,
        committee_id=committee_id,
        summary=f"{user.name}: {role.label} ab {format_date(starts_on)}",
    )
    return assignment


def end_role(actor: Viewer, assignment: Assignment, ends_on: date) -> None:
    """The role's last day; a day before its first takes it away altogether."""
    user = assignment.user
    queries.lock_user(user)
    changes = {"ends_on": (assignment.ends_on, ends_on)}
    record(
        actor,
        "account.role_ended",
        user,
        committee_id=assignment.committee_id,
        summary=f"{user.name}: {assignment.role.label} bis {format_date(ends_on)}",
        changes=changes,
    )
    if ends_on < assignment.starts_on:
        user.assignments.remove(assignment)
    else:
        assignment.ends_on = ends_on
    db.session.flush()


def invite(actor: Viewer, user: User, now: datetime, link_to: LinkTo) -> None:
    """Send the link with which the account's owner sets a first password; ends older links."""
    queries.lock_user(user)
    if user.is_disabled:
        raise RuleBroken("Das Konto ist gesperrt. Bitte entsperren Sie es zuerst.")
    rules.require_not_just_sent(queries.invited_at(user), now)
    key = add_link(user, LinkPurpose.INVITATION, now)
    if not invitation(user, link_to(key), actor.name, now):
        raise RuleBroken(
            "Diese Person möchte keine Post mehr, oder Mails an diese Adresse kamen zurück. Bitte "
            "klären Sie das bei ihren „Wegen der Post“."
        )
    record(actor, "account.invited", user, summary=f"Einladung an {user.name} geschickt")
