from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import term_actions as terms
from gremien_app.people.committees import queries
from tests import builders as build

ACTOR = Viewer(name="Admin", is_admin=True)
START, END = date(2025, 11, 1), date(2030, 10, 31)


@pytest.fixture
def running(db_session):
    return build.term(starts_on=START, ends_on=END)


def add(name="2030/2035", starts_on=date(2030, 11, 1), ends_on=date(2035, 10, 31)):
    return terms.add(ACTOR, name=name, starts_on=starts_on, ends_on=ends_on)


def edit(term, **changed):
    values = {"name": term.name, "starts_on": term.starts_on, "ends_on": term.ends_on}
    terms.edit(ACTOR, term, **(values | changed))


def test_a_term_follows_another(running):
    new = add()

    assert queries.terms() == [new, running]
    assert queries.term_on(date(2031, 1, 1)) is new


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2030, 10, 31), None),
        (date(2020, 1, 1), START),
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2020, 1, 1), None),
    ],
)
def test_two_terms_never_overlap(running, starts_on, ends_on):
    with pytest.raises(RuleBroken, match="läuft schon die Wahlperiode 2025/2030") as refused:
        add(starts_on=starts_on, ends_on=ends_on)

    assert refused.value.field == "starts_on"


def test_a_term_does_not_end_before_it_begins(running):
    with pytest.raises(RuleBroken, match="nicht vor dem Beginn"):
        add(ends_on=date(2030, 10, 1))


@pytest.mark.parametrize(("name", "message"), [("", "einen Namen"), ("2025/2030", "gibt es schon")])
def test_a_term_has_a_name_of_its_own(running, name, message):
    with pytest.raises(RuleBroken, match=message) as refused:
        add(name=name)

    assert refused.value.field == "name"


def test_a_free_term_is_changed_and_deleted(running):
    edit(running, name="2025/2031", ends_on=date(2031, 10, 31))
    assert (running.name, running.ends_on) == ("2025/2031", date(2031, 10, 31))
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last.changes["ends_on"] == ["2030-10-31", "2031-10-31"]

    terms.remove(ACTOR, running)
    assert queries.terms() == []


def test_a_change_to_the_same_leaves_no_trace(running):
    edit(running)

    assert db.session.query(AuditEntry).count() == 0


def test_a_term_does_not_shrink_away_from_its_sittings(running):
    build.sitting(build.committee(), date(2026, 12, 10))

    with pytest.raises(RuleBroken, match=r"Am 10\.12\.2026 gibt es eine Sitzung") as late:
        edit(running, ends_on=date(2026, 12, 9))
    with pytest.raises(RuleBroken) as early:
        edit(running, starts_on=date(2026, 12, 11))
    edit(running, starts_on=date(2026, 12, 10), ends_on=date(2026, 12, 10))

    assert (late.value.field, early.value.field) == ("ends_on", "starts_on")


def test_a_term_does_not_shrink_away_from_those_who_joined(running):
    council = build.committee()
    build.member(council, seat=build.seat(council), starts_on=date(2027, 3, 1))

    with pytest.raises(RuleBroken, match=r"Am 01\.03\.2027 gibt es eine Mitgliedschaft"):
        edit(running, ends_on=date(2027, 2, 28))


def test_a_term_on_which_something_hangs_is_not_deleted(running):
    council = build.committee(short="StAG B")
    build.sitting(council)
    build.seat(council)

    with pytest.raises(RuleBroken, match="hängen 1 Sitzung, 1 Sitz und die Sitzzahl von StAG B"):
        terms.remove(ACTOR, running)


def test_sittings_planned_before_their_term_join_it(running):
    council = build.committee()
    days = (date(2030, 11, 1), date(2036, 1, 1), date(2031, 1, 1))
    early, late, signed = [build.sitting(council, day) for day in days]
    for one in (early, late, signed):
        one.term = None
    signed.record_closed_at = build.NOW
    db.session.flush()

    new = add()

    assert (early.term, late.term, signed.term) == (new, None, None)
