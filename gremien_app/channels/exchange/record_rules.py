"""What the forms refuse about one sitting and its record: time, committees, attendance, votes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings import chair_rules, rules
from gremien_app.meetings.proceedings.models import AttendanceStatus, ChairPeriod, Vote
from gremien_app.meetings.proceedings.recorded import Recorded
from gremien_app.meetings.sittings import rules as sittings
from gremien_app.meetings.sittings.models import Sitting

Fault = tuple[Any, RuleBroken]


@dataclass(frozen=True)
class Whole:
    """A sitting with all that was recorded of it. ``there``: what its committee has then."""

    recorded: Recorded
    items: Sequence[AgendaItem]
    periods: Sequence[ChairPeriod]
    there: Sitting | None = None

    @property
    def sitting(self) -> Sitting:
        return self.recorded.sitting


def faults(whole: Whole) -> Iterator[Fault]:
    """Each row that a form would have refused, with what it would have said."""
    for thing, rule in _asked(whole):
        try:
            rule()
        except RuleBroken as refusal:
            yield thing, refusal


def _asked(whole: Whole) -> Iterator[tuple[Any, Callable[[], object]]]:
    sitting, recorded = whole.sitting, whole.recorded
    yield sitting, partial(sittings.require_committee_exists, sitting.committee, sitting.date)
    for partner in sitting.partners:
        exists = partial(sittings.require_committee_exists, partner, sitting.date, "partners")
        yield sitting, exists
        yield sitting, partial(sittings.require_sit_together, sitting.committee, partner)
    yield sitting, partial(sittings.require_period, sitting.starts_at, sitting.ends_at)
    yield sitting, partial(sittings.require_place_fits, sitting.format, sitting.online_url)
    yield sitting, partial(sittings.require_free_moment, whole.there)
    for line in recorded.people:
        spans = [(one.from_at, one.to_at) for one in line.intervals]
        yield line, partial(rules.require_spans, spans)
    for index, period in enumerate(whole.periods):
        yield period, partial(_require_chair, whole, whole.periods[:index], period)
    for item in whole.items:
        for vote in recorded.votes_on(item):
            yield vote, partial(_require_vote, recorded, item, vote)


def _require_chair(whole: Whole, before: Sequence[ChairPeriod], period: ChairPeriod) -> None:
    person = period.attendance
    if person.status is not AttendanceStatus.PRESENT:
        raise RuleBroken(f"{person.name} ist nicht als anwesend eingetragen.", field="person")
    same = chair_rules.same_beginning(before, period.from_at)
    if same is not None:
        raise RuleBroken(
            f"{same.attendance.name} leitet die Sitzung ab demselben Zeitpunkt.", field="person"
        )
    new = chair_rules.HandOver(person, period.from_at, period.from_item_id)
    chair_rules.require_hand_over(whole.sitting, before, whole.items, new)


def _require_vote(recorded: Recorded, item: AgendaItem, vote: Vote) -> None:
    present = vote.present_override
    if present is None:
        present = recorded.present_at(item, vote.taken_at)
    rules.require_kind_possible(item, vote.kind)
    rules.require_counts(vote.mode, (vote.yes, vote.no, vote.abstain, vote.invalid), present)
    recorded.require_consent(vote.mode, vote.taken_at)
