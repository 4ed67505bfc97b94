"""What is to be told of support, to whom, and by which way."""

from dataclasses import dataclass

from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import booking_queries, booking_rules, queries
from gremien_app.meetings.support.measures import Needs, Way
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.people.persons.models import Person


@dataclass(frozen=True)
class News:
    """What a person is told, and was not told so before of this sitting."""

    person: Person
    need: AccessNeed
    needs: Needs
    way: Way
    answers: list[tuple[str, str]]

    @property
    def told(self) -> str:
        return "\n".join(f"{label}: {so}" for label, so in self.answers)


def news_for(sitting: Sitting) -> list[News]:
    """In the order of the names; for whoever organises the sitting."""
    services = booking_queries.services_of(sitting)
    found = []
    persons = queries.asked_persons(sitting)
    rows = queries.effective_needs(sitting, [one.id for one in persons])
    for person in persons:
        need = rows.get(person.id)
        needs = queries.opened(need) if need else None
        if need is None or needs is None:
            continue
        answers = booking_rules.answers(needs, services)
        way = booking_rules.way_to(needs, has_mail=bool(person.email))
        one = News(person, need, needs, way, answers)
        if answers and one.told != needs.answered.get(str(sitting.id)):
            found.append(one)
    return found
