"""How far the agendas of sittings are set, and who may set them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from gremien_app.base.extensions import db
from gremien_app.base.house.messages import Hint
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.fixing import rules
from gremien_app.meetings.fixing.models import AgendaFixing
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting, of_committees
from gremien_app.meetings.sittings.rules import chairs
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee, FixingRule
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import running
from gremien_app.people.members.roster import presides
from gremien_app.people.persons.models import Person


def settable(viewer: Viewer, id: int) -> Sitting:
    """The sitting for its chair and its secretariat; ``NotFound`` for everybody else."""
    sitting = get_sitting(viewer, id)
    if not (viewer.manages(sitting.committee_id) or chairs(viewer, sitting)):
        raise NotFound
    return sitting


def chaired(viewer: Viewer, id: int) -> Sitting:
    """The sitting for its chair."""
    sitting = get_sitting(viewer, id)
    if not chairs(viewer, sitting):
        raise NotFound
    return sitting


def fixing_of(sitting: Sitting) -> AgendaFixing | None:
    return first_of(select(AgendaFixing).where(AgendaFixing.sitting_id == sitting.id))


def signs_now(sitting: Sitting) -> list[str]:
    return rules.signs_of(number_items(all_items(sitting)))


def standing_of(sitting: Sitting) -> rules.Standing:
    return rules.standing_of(sitting, fixing_of(sitting), signs_now(sitting), today())


def standings_of(sittings: Iterable[Sitting]) -> list[tuple[Sitting, rules.Standing]]:
    """Of those that wait for being set and have something to set; two queries."""
    asked = {one.id: one for one in sittings if rules.is_asked_for(one)}
    if not asked:
        return []
    fixings = {
        one.sitting_id: one
        for one in all_of(
            select(AgendaFixing)
            .where(AgendaFixing.sitting_id.in_(asked))
            .order_by(AgendaFixing.sitting_id)
        )
    }
    items: dict[int, list[AgendaItem]] = {}
    for item in all_of(
        select(AgendaItem)
        .where(AgendaItem.sitting_id.in_(asked), AgendaItem.mark != ItemMark.REMOVED)
        .order_by(AgendaItem.position, AgendaItem.id)
    ):
        items.setdefault(item.sitting_id, []).append(item)
    return [
        (asked[id_], _standing(asked[id_], fixings.get(id_), of_sitting))
        for id_, of_sitting in sorted(items.items())
    ]


def _standing(
    sitting: Sitting, fixing: AgendaFixing | None, items: Sequence[AgendaItem]
) -> rules.Standing:
    return rules.standing_of(sitting, fixing, rules.signs_of(number_items(items)), today())


def waiting_for(viewer: Viewer) -> list[Sitting]:
    """The sittings whose agenda lies with this chair."""
    if not viewer.chair_of:
        return []
    found = all_of(
        select(AgendaFixing)
        .join(AgendaFixing.sitting)
        .join(Sitting.committee)
        .where(
            of_committees(viewer.chair_of),
            AgendaFixing.asked_at.is_not(None),
            Committee.agenda_fixing != FixingRule.NONE,
        )
        .options(
            contains_eager(AgendaFixing.sitting)
            .contains_eager(Sitting.committee)
            .selectinload(Committee.names)
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [
        one.sitting for one in found if rules.is_waiting(one) and rules.is_asked_for(one.sitting)
    ]


def hints(sitting: Sitting) -> list[Hint]:
    """What stands against inviting: the chair has not set the agenda, the Benehmen is open."""
    if not rules.is_asked_for(sitting):
        return []
    standing = standing_of(sitting)
    found = [] if standing.stage is rules.Stage.FIXED else [standing.told]
    if not standing.is_agreed:
        found.append("Das Benehmen zur Tagesordnung ist noch nicht vermerkt.")
    return [Hint(text=text, endpoint="fixing.show", values={"id": sitting.id}) for text in found]


def chairs_of(sitting: Sitting) -> list[Membership]:
    """Who presides today over one of its committees, then who deputises in the chair."""
    found = all_of(
        running(today())
        .join(Membership.person)
        .where(Membership.committee_id.in_(sitting.committee_ids))
        .options(contains_eager(Membership.person))
        .order_by(Membership.position, Person.sort_key, Membership.id)
    )
    leading = [one for one in found if presides(one) or one.chair_office]
    return sorted(leading, key=lambda one: not presides(one))


def accounts_of(members: Iterable[Membership]) -> list[User]:
    """Their accounts, in the same order; who has none is asked by phone."""
    order = [one.person_id for one in members]
    found = db.session.scalars(select(User).where(User.person_id.in_(order))).all()
    return sorted(found, key=lambda one: order.index(one.person_id or 0))
