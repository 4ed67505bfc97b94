from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import naming_actions as names
from gremien_app.people.committees.models import Committee, CommitteeName
from tests.builders import committee, member

ACTOR = Viewer(name="Sam Büro")
FIRST = date(2007, 6, 19)
QUEER = date(2022, 12, 8)


@pytest.fixture
def council(db_session):
    council = committee("stag-queerpolitik", name="StadtAG Lesben, Schwule und Transgender")
    council.names[0].valid_from = FIRST
    db.session.flush()
    return council


def rename(council, text="StAG Queerpolitik", day=QUEER):
    return names.rename(ACTOR, council, name=text, genitive=f"der {text}", valid_from=day)


def periods(council):
    db.session.expire(council)
    return [(one.name, one.valid_from, one.valid_until) for one in council.names]


def test_a_new_name_ends_the_old_one_the_day_before(council):
    rename(council)

    assert periods(council) == [
        ("StadtAG Lesben, Schwule und Transgender", FIRST, date(2022, 12, 7)),
        ("StAG Queerpolitik", QUEER, None),
    ]
    assert council.name_on(date(2022, 12, 7)).name == "StadtAG Lesben, Schwule und Transgender"
    assert council.name_on(QUEER).genitive == "der StAG Queerpolitik"


def test_a_name_can_be_put_between_two_others(council):
    rename(council)
    rename(council, "Zwischenname", date(2015, 1, 1))

    assert [one[1:] for one in periods(council)] == [
        (FIRST, date(2014, 12, 31)),
        (date(2015, 1, 1), date(2022, 12, 7)),
        (QUEER, None),
    ]


@pytest.mark.parametrize("day", [FIRST, date(2007, 6, 18)])
def test_it_refuses_a_day_that_is_taken_or_too_early(council, day):
    with pytest.raises(RuleBroken) as refused:
        rename(council, day=day)

    assert refused.value.field == "valid_from"
    assert len(council.names) == 1


def test_a_wrong_entry_is_corrected_and_its_neighbour_follows(council):
    entry = rename(council, "Queepolitik", date(2022, 12, 9))

    names.correct(ACTOR, entry, name="Queerpolitik", genitive="der Queerpolitik", valid_from=QUEER)

    assert periods(council)[0][2] == date(2022, 12, 7)
    assert periods(council)[1] == ("Queerpolitik", QUEER, None)
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last.changes["name"] == ["Queepolitik", "Queerpolitik"]


def test_a_correction_without_a_change_leaves_no_trace(council):
    entry = council.names[0]
    before = db.session.query(AuditEntry).count()

    names.correct(
        ACTOR, entry, name=entry.name, genitive=entry.genitive, valid_from=entry.valid_from
    )

    assert db.session.query(AuditEntry).count() == before


def test_the_first_name_begins_before_the_first_member(council):
    member(council, starts_on=date(2008, 1, 1))
    entry = council.names[0]

    with pytest.raises(RuleBroken, match=r"Schon am 01\.01\.2008"):
        names.correct(ACTOR, entry, name="Neu", genitive="des Neuen", valid_from=date(2008, 1, 2))


def test_a_wrong_entry_is_removed_and_leaves_no_gap(council):
    second = rename(council)
    third = rename(council, "Dritter", date(2025, 1, 1))

    names.remove(ACTOR, second)
    assert [one[1:] for one in periods(council)] == [
        (FIRST, date(2024, 12, 31)),
        (date(2025, 1, 1), None),
    ]

    names.remove(ACTOR, council.names[0])
    assert periods(council) == [("Dritter", FIRST, None)]
    with pytest.raises(RuleBroken, match="braucht einen Namen"):
        names.remove(ACTOR, third)


def test_every_name_change_makes_open_forms_old(council):
    before = council.version

    rename(council)

    assert council.version == before + 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "correct", "remove"]), st.integers(0, 9), st.integers(0, 20)
    ),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_random_changes_leave_one_name_on_every_day(app, steps):
    db.session.rollback()
    council = Committee(slug="probe", short="Probe")
    council.names.append(CommitteeName(name="A", genitive="des A", valid_from=date(2020, 1, 1)))
    db.session.add(council)
    db.session.flush()
    for step, place, day in steps:
        entry = council.names[place % len(council.names)]
        new = {"name": f"N{day}", "genitive": "des N", "valid_from": date(2020, 1, 1 + day)}
        try:
            if step == "rename":
                names.rename(ACTOR, council, **new)
            elif step == "correct":
                names.correct(ACTOR, entry, **new)
            else:
                names.remove(ACTOR, entry)
        except RuleBroken:
            continue

    spans = periods(council)
    db.session.rollback()

    assert [one[2] for one in spans[:-1]] == [
        date.fromordinal(one[1].toordinal() - 1) for one in spans[1:]
    ]
    assert spans[-1][2] is None
