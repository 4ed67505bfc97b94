"""Writes of a body's life: founded, closed, opened again."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.exc import IntegrityError

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.accounts.actions import assign
from gremien_app.people.accounts.models import User
from gremien_app.people.committees import queries, rules, usage
from gremien_app.people.committees.models import Committee, CommitteeKind, CommitteeName
from gremien_app.people.roles import CommitteeRole

MOST_NAMED = 3


def found(
    actor: Viewer,
    *,
    name: str,
    genitive: str,
    short: str,
    slug: str,
    kind: CommitteeKind,
    founded_on: date,
    legal_basis: str = "",
    is_public: bool = False,
    parent: Committee | None = None,
    secretariat: Iterable[User] = (),
) -> Committee:
    """A new body with its secretariat; a group is served by its parent's secretariat."""
    if not rules.may_found(actor, parent):
        raise Forbidden
    rules.require_name(name, genitive)
    rules.require_short(short, is_taken=queries.short_is_taken(short))
    serving = list(secretariat)
    if parent is None and not serving:
        raise RuleBroken("Bitte wählen Sie, wer das Gremium betreut.", field="secretariat")
    slug = slug or rules.suggest_slug(name)
    rules.require_slug(slug, is_taken=queries.slug_is_taken(slug))
    body = Committee(
        slug=slug,
        short=short,
        kind=kind,
        parent=parent,
        legal_basis=legal_basis,
        is_public=is_public,
        founded_on=founded_on,
        position=queries.last_position(parent) + 1,
        to_check=["notice_days", "minutes_due_days"],
    )
    if parent is not None:
        for setting in ("contact_name", "contact_phone", "contact_email", "letterhead"):
            setattr(body, setting, getattr(parent, setting))
    body.names.append(CommitteeName(name=name, genitive=genitive, valid_from=founded_on))
    db.session.add(body)
    _flush_unique(slug)
    summary = f"{kind.label} „{name}“ gegründet zum {format_date(founded_on)}"
    _record(actor, "committee.founded", body, summary)
    for user in serving if parent is None else ():
        assign(actor, user, body.id, CommitteeRole.SECRETARIAT, founded_on)
    return body


def _flush_unique(slug: str) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # two people founded it at the same moment
        raise RuleBroken(
            f"Die Adresse „{slug}“ oder der Kurzname wurde gerade eben vergeben. Bitte wählen Sie "
            "andere.",
            field="slug",
        ) from error


def require_closable(committee: Committee, last_day: date, reason: str) -> None:
    """No sitting and no group may outlive the body; the refusal names what is in the way."""
    if committee.closed_on is not None:
        raise RuleBroken("Dieses Gremium ist schon geschlossen.")
    begins = committee.names[0].valid_from
    if begins is not None and last_day < begins:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(begins)}.", field="last_day"
        )
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund der Schließung.", field="reason")
    days = usage.sittings_after(committee.id, last_day)
    if days:
        named = join_german([format_date(day) for day in days[:MOST_NAMED]])
        more = f" und an {len(days) - MOST_NAMED} weiteren Tagen" if len(days) > MOST_NAMED else ""
        raise RuleBroken(
            f"Nach diesem Tag sind noch Sitzungen eingetragen: {named}{more}. Sagen Sie sie zuerst "
            "ab oder wählen Sie einen späteren Tag.",
            field="last_day",
        )
    groups = queries.groups_open_after(committee, last_day)
    if groups:
        named = join_german([group.short for group in groups])
        raise RuleBroken(
            f"Zu diesem Gremium gehören noch offene Gruppen: {named}. Schließen Sie diese zuerst.",
            field="last_day",
        )


def close(
    actor: Viewer,
    committee: Committee,
    *,
    last_day: date,
    reason: str,
    ended: Mapping[str, str | None] | None = None,
) -> None:
    """The body ends with a day. ``ended``: the memberships that end with it (id, former day)."""
    require_closable(committee, last_day, reason)
    committee.closed_on, committee.closed_reason = last_day, reason
    committee.closing_ended = dict(ended or {})
    _record(
        actor,
        "committee.closed",
        committee,
        f"{committee.short} geschlossen zum {format_date(last_day)}: {reason}",
        {"closed_on": (None, last_day)},
    )


def reopen(actor: Viewer, committee: Committee) -> None:
    """Take a closing back; ``closing_ended`` is the caller's to restore before."""
    if committee.closed_on is None:
        raise RuleBroken("Dieses Gremium ist nicht geschlossen.")
    parent = committee.parent
    if parent is not None and parent.closed_on is not None:
        raise RuleBroken(
            f"Das übergeordnete Gremium {parent.short} ist geschlossen. Öffnen Sie zuerst dieses."
        )
    former = committee.closed_on
    committee.closed_on, committee.closed_reason, committee.closing_ended = None, "", {}
    _record(
        actor,
        "committee.reopened",
        committee,
        f"{committee.short} wieder geöffnet",
        {"closed_on": (former, None)},
    )


def _record(
    actor: Viewer,
    action: str,
    committee: Committee,
    summary: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    record(actor, action, committee, committee_id=committee.id, summary=summary, changes=changes)
    db.session.flush()
