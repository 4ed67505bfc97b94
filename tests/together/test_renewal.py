"""Many are named for the seats of a new term in the same moment."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.members.models import Membership, Seat
from gremien_app.people.persons.models import Person
from tests import builders as build
from tests.simultaneous import at_once, rounds

pytestmark = pytest.mark.both_engines
PAGE = "/gremien/stag-behindertenpolitik/neubildung"


@pytest.mark.parametrize("round_", rounds)
def test_the_table_sent_twice_at_once_names_everybody_once(app, new_client, login, round_):
    council = build.committee(seats=None)
    for name in ("Ast", "Birke"):
        seat = build.seat(council, build.organization(f"Verein {name}"))
        build.member(council, build.person(name), seat=seat)
    build.term().ends_on = date(2030, 10, 31)
    term = build.term("2030/2035", starts_on=date(2030, 11, 1))
    clerk = build.account("buero@example.org", secretariat_of=[council])
    first, second = (login(new_client(), clerk) for _ in range(2))
    query = {"term": str(term.id), "first_day": "01.11.2030"}
    first.post(PAGE, query_string=query, data={"seats_1": "1", "seats_2": "1"})
    one, other = db.session.query(Seat.id).filter_by(term_id=term.id).order_by(Seat.position)
    fields = {"starts_on": "01.11.2030", f"m{one.id}_same": "y", f"m{other.id}_last": "Neu"}

    answers = at_once(
        *(lambda b=b: b.post(f"{PAGE}/benennen", data=fields) for b in (first, second))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    joined = db.session.query(Membership).filter(Membership.starts_on >= date(2030, 11, 1))
    assert joined.count() == 2
    assert db.session.query(Person).filter_by(last_name="Neu").count() == 1
