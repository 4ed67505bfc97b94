"""Writes of a body's founding."""

from collections.abc import Iterable
from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import queries, rules
from gremien_app.meetings.founding.naming_rules import require_name
from gremien_app.people.accounts.models import User
from gremien_app.people.administration.actions import assign
from gremien_app.people.committees.models import (
    Committee,
    CommitteeKind,
    CommitteeName,
    FixingRule,
)
from gremien_app.people.committees.queries import short_is_taken
from gremien_app.people.committees.rules import require_short
from gremien_app.people.roles import CommitteeRole


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
    today: date | None = None,
) -> Committee:
    """A new body with its secretariat; a group is served by its parent's secretariat.

    ``today``: from when on the secretariat prepares what is founded for a later day.
    """
    if not rules.may_found(actor, parent):
        raise Forbidden
    require_name(name, genitive)
    require_short(short, is_taken=short_is_taken(short))
    serving = list(secretariat)
    if parent is None and not serving:
        raise RuleBroken("Bitte wählen Sie, wer das Gremium betreut.", field="secretariat")
    slug = slug or rules.suggest_slug(name)
    rules.require_slug(slug, is_taken=queries.slug_is_taken(slug))
    is_committee = kind is CommitteeKind.COMMITTEE
    body = Committee(
        slug=slug,
        short=short,
        kind=kind,
        parent=parent,
        legal_basis=legal_basis,
        is_public=is_public,
        founded_on=founded_on,
        position=queries.last_position(parent) + 1,
        agenda_fixing=FixingRule.CHAIR if is_committee else FixingRule.NONE,
        to_check=["notice_days", "minutes_due_days", *(["agenda_fixing"] if is_committee else [])],
    )
    if parent is not None:
        for setting in ("contact_name", "contact_phone", "contact_email", "letterhead"):
            setattr(body, setting, getattr(parent, setting))
    body.names.append(CommitteeName(name=name, genitive=genitive, valid_from=founded_on))
    db.session.add(body)
    summary = f"{kind.label} „{name}“ gegründet zum {format_date(founded_on)}"
    record(actor, "committee.founded", body, summary=summary)
    since = min(founded_on, today or founded_on)
    for user in serving if parent is None else ():
        assign(actor, user, body.id, CommitteeRole.SECRETARIAT, since)
    return body
