"""Writes of a committee's names over time: always one name on a day, no gap, no overlap."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import naming_rules as rules
from gremien_app.meetings.founding.queries import first_use
from gremien_app.people.committees.models import Committee, CommitteeName
from gremien_app.people.committees.queries import lock


def rename(
    actor: Viewer, committee: Committee, *, name: str, genitive: str, valid_from: date
) -> CommitteeName:
    """A new name from a day on; papers of earlier sittings keep the name of their day."""
    lock(committee)
    rules.require_name(name, genitive)
    rules.require_free_start(committee.names, valid_from)
    new = CommitteeName(name=name, genitive=genitive, valid_from=valid_from)
    committee.names.append(new)
    _chain(committee)
    day = format_date(valid_from)
    record(actor, "committee.renamed", committee, f"{committee.short}: heißt ab dem {day} „{name}“")
    return new


def correct(
    actor: Viewer, entry: CommitteeName, *, name: str, genitive: str, valid_from: date | None
) -> None:
    """Put a wrong entry right; its first day stays between those of its neighbours."""
    committee = entry.committee
    lock(committee)
    rules.require_name(name, genitive)
    place = committee.names.index(entry)
    before = committee.names[place - 1] if place else None
    after = committee.names[place + 1] if place + 1 < len(committee.names) else None
    rules.require_between(before, after, valid_from)
    if before is None:
        rules.require_existed(valid_from, first_use(committee.id))
    changes = apply(entry, {"name": name, "genitive": genitive, "valid_from": valid_from})
    if not changes:
        return
    _chain(committee)
    summary = f"{committee.short}: Name berichtigt"
    record(actor, "committee.name_corrected", committee, summary, changes)


def remove(actor: Viewer, entry: CommitteeName) -> None:
    """Take a wrong entry out; the name before it (or after the first one) takes its time."""
    committee = entry.committee
    lock(committee)
    if len(committee.names) == 1:
        raise RuleBroken("Ein Gremium braucht einen Namen. Berichtigen Sie diesen.")
    if committee.names[0] is entry:
        committee.names[1].valid_from = entry.valid_from
    committee.names.remove(entry)
    _chain(committee)
    record(
        actor,
        "committee.name_removed",
        committee,
        f"{committee.short}: Name „{entry.name}“ entfernt",
    )


def _chain(committee: Committee) -> None:
    """Each name ends the day before the next one begins."""
    committee.names.sort(key=lambda one: (one.valid_from is not None, one.valid_from or date.min))
    for one, following in zip(committee.names, [*committee.names[1:], None], strict=True):
        start = following.valid_from if following else None
        end = start - ONE_DAY if start else None
        if one.valid_until != end:
            one.valid_until = end
