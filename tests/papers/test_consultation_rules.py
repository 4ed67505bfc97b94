"""The way of a paper through the bodies, put together of what was entered and of agendas."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.papers import consultation_rules as rules
from gremien_app.meetings.papers.consultation_models import Consultation, ConsultationRole
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.committees.models import Committee

A, B = Committee(id=1, short="IR"), Committee(id=2, short="StAG")


def own(committee, role=ConsultationRole.ADVISES, **values):
    return Consultation(
        committee=committee, committee_id=committee.id, body="", role=role, **values
    )


def other(body, **values):
    return Consultation(body=body, role=ConsultationRole.DECIDES, **values)


class Place(SimpleNamespace):
    __hash__ = object.__hash__


def place(committee, day, *also, mark=ItemMark.NONE, outcome=None):
    starts = datetime(2026, 11, day, 14, tzinfo=UTC)
    ids = (committee.id, *(one.id for one in also))
    sitting = SimpleNamespace(
        committee=committee, committee_ids=ids, starts_at=starts, date=starts.date()
    )
    return Place(id=day, item=SimpleNamespace(mark=mark, outcome=outcome, sitting=sitting))


def test_own_stations_take_day_and_result_from_their_agendas_others_are_typed():
    at_a = place(A, 3, outcome=Outcome.ADOPTED)
    rat = other("Rat", day=date(2026, 12, 1), result=Outcome.NOTED)

    found = rules.course([own(A), own(B, day=date(2026, 12, 9)), rat], [at_a])

    assert [one.in_words for one in found] == [
        "IR, beratend: 03.11.2026, ungeändert beschlossen",
        "StAG, beratend: 09.12.2026",
        "Rat, entscheidend: 01.12.2026, zur Kenntnis genommen",
    ]
    assert found[0].places == (at_a,)


def test_a_station_lasts_until_it_is_not_put_off_and_the_next_of_the_body_has_what_follows():
    put_off = place(A, 3, mark=ItemMark.ADJOURNED)
    again = place(A, 10, outcome=Outcome.REFERRED)
    last = place(A, 20)

    first, between, second = rules.course(
        [own(A), own(B), own(A, ConsultationRole.DECIDES)], [last, again, put_off]
    )

    assert first.places == (put_off, again)
    assert (between.places, second.places) == ((), (last,))
    assert second.role == "entscheidend"


def test_a_joint_sitting_is_a_station_of_each_and_what_nobody_entered_follows():
    joint, alone = place(A, 3, B), place(B, 4)

    found = rules.course([own(A), own(B)], [joint])
    unplanned = rules.course([own(A)], [joint, alone])

    assert [one.places for one in found] == [(joint,), (joint,)]
    assert [(one.name, one.role) for one in unplanned] == [("IR", "beratend"), ("StAG", "")]


def test_strangers_read_no_planned_day_of_an_own_body_and_no_result_of_its_items():
    planned = rules.course([own(A, day=date(2026, 12, 9))], [])[0]
    held = rules.course([own(A)], [place(A, 3, outcome=Outcome.ADOPTED)])[0]
    typed = rules.course([other("Rat", day=date(2026, 12, 1), result=Outcome.NOTED)], [])[0]

    assert rules.public(planned).in_words == "IR, beratend"
    assert rules.public(held).in_words == "IR, beratend: 03.11.2026"
    assert rules.public(typed) == typed


def test_a_station_is_an_own_body_or_another_and_the_same_stands_there_once():
    with pytest.raises(RuleBroken, match="welche andere Stelle"):
        rules.require_one_body(None, "")
    with pytest.raises(RuleBroken, match="Entweder"):
        rules.require_one_body(1, "Rat")
    with pytest.raises(RuleBroken, match="von selbst"):
        rules.require_own_result(1, Outcome.NOTED)
    rat = other("Rat", day=date(2026, 12, 1))
    same = {"committee": None, "body": "Rat", "role": ConsultationRole.DECIDES}
    with pytest.raises(RuleBroken, match="steht schon"):
        rules.require_unlike([rat], **same, day=date(2026, 12, 1))
    rules.require_unlike([rat], **same, day=date(2026, 12, 15))


def test_a_mere_file_and_what_was_left_out_go_through_no_bodies():
    with pytest.raises(RuleBroken, match="bloße Unterlage"):
        rules.require_consulted(Paper(kind=PaperKind.DOCUMENT))
    with pytest.raises(RuleBroken, match="nicht weiter beraten"):
        rules.require_consulted(Paper(kind=PaperKind.MOTION, state=PaperState.REFUSED))
    with pytest.raises(RuleBroken, match="höchstens 30"):
        rules.require_room(30)
