"""Entering the way of a paper through the bodies, and who reads what of it."""

from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.papers import (
    carrying_actions,
    consultation_actions,
    consultation_queries,
    queries,
    stage_actions,
)
from gremien_app.meetings.papers.consultation_models import ConsultationRole
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW

DAY = date(2027, 1, 14)


@pytest.fixture
def council(app):
    return build.committee()


@pytest.fixture
def office(council):
    return viewer_of(build.account(secretariat_of=[council]), NOW.date())


def station(body="", committee=None, role=ConsultationRole.ADVISES, day=None, result=None):
    return {"committee": committee, "body": body, "role": role, "day": day, "result": result}


def told(viewer, paper, *, reads_words=True):
    [found] = consultation_queries.courses_of(viewer, [paper], {paper.id: reads_words}).values()
    return [one.in_words for one in found]


def test_stations_are_put_in_order_changed_and_struck_out_on_record(office, council):
    paper = build.motion(council)
    rat = consultation_actions.add(office, paper, None, **station("Rat"))
    own = consultation_actions.add(office, paper, None, **station(committee=council))
    consultation_actions.add(office, paper, own, **station("Ausschuss"))
    assert told(office, paper) == [
        f"{council.short}, beratend",
        "Ausschuss, beratend",
        "Rat, beratend",
    ]

    values = station("Rat", role=ConsultationRole.DECIDES, day=DAY, result=Outcome.ADOPTED)
    consultation_actions.edit(office, rat, own, **values)
    consultation_actions.edit(office, rat, own, **values)
    consultation_actions.remove(office, own)

    assert told(office, paper) == [
        "Rat, entscheidend: 14.01.2027, ungeändert beschlossen",
        "Ausschuss, beratend",
    ]
    entries = db.session.query(AuditEntry).filter_by(action="paper.consultation_changed").all()
    assert len(entries) == 5
    assert "„Rat, entscheidend“ geändert" in entries[3].summary


def test_a_form_sent_twice_makes_one_station(office, council):
    paper = build.motion(council)
    consultation_actions.add(office, paper, None, **station("Rat"))

    with pytest.raises(RuleBroken, match="steht schon"):
        consultation_actions.add(office, paper, None, **station("Rat"))


def test_the_record_names_no_body_of_a_closed_paper(office, council):
    paper = build.motion(council, is_closed=True)

    consultation_actions.add(office, paper, None, **station("Personalausschuss"))

    [entry] = db.session.query(AuditEntry).filter_by(action="paper.consultation_changed")
    assert "Personalausschuss" not in f"{entry.summary}{entry.changes}"


def test_a_new_name_is_looked_through_before_it_is_public_a_result_is_not(office, council):
    paper = build.motion(council, published_at=NOW)
    own = consultation_actions.add(office, paper, None, **station(committee=council))
    assert paper.published_at is not None
    rat = consultation_actions.add(office, paper, own, **station("Rat"))
    assert paper.published_at is None

    paper.published_at = NOW
    consultation_actions.edit(office, rat, own, **station("Rat", day=DAY, result=Outcome.NOTED))
    assert paper.published_at is not None


def test_strangers_read_what_is_public_of_it_and_nothing_of_a_draft_agenda(office, council):
    coming = build.item(build.sitting(council, DAY))
    held = build.item(build.sitting(council, state=SittingState.INVITED), outcome=Outcome.ADOPTED)
    paper = build.motion(council, at=[held, coming], published_at=NOW)
    consultation_actions.add(office, paper, None, **station("Rat", day=DAY))
    paper.published_at = NOW
    day = f"{held.sitting.date:%d.%m.%Y}"

    assert told(ANONYMOUS, paper) == ["Rat, beratend: 14.01.2027", f"{council.short}: {day}"]
    assert told(ANONYMOUS, paper, reads_words=False) == [f"{council.short}: {day}"]
    assert len(told(office, paper)) == 3


def test_a_paper_on_its_way_is_offered_to_the_next_body_and_read_by_its_secretariat(
    office, council
):
    other = build.committee("integrationsrat")
    next_office = viewer_of(build.account("zwei@example.org", secretariat_of=[other]), NOW.date())
    paper, sitting = build.motion(council), build.sitting(other)
    assert carrying_actions.offered(next_office, sitting) == []
    with pytest.raises(NotFound):
        queries.get_paper(next_office, paper.id)

    consultation_actions.add(office, paper, None, **station(committee=other))

    assert queries.get_paper(next_office, paper.id).is_inside
    [offer] = carrying_actions.offered(next_office, sitting)
    assert offer.origin == f"Antrag, {council.short}"
    item = build.item(sitting)
    carrying_actions.take(next_office, offer, {paper.id: item})
    assert carrying_actions.offered(next_office, sitting) == []
    with pytest.raises(RuleBroken, match="schon auf dieser"):
        carrying_actions.take(next_office, offer, {paper.id: build.item(sitting)})
    item.mark = ItemMark.WITHDRAWN
    db.session.flush()
    assert len(carrying_actions.offered(next_office, sitting)) == 1


def test_another_secretariat_reads_no_draft_and_nothing_closed_that_it_may_not(office, council):
    other = build.committee("integrationsrat")
    next_office = viewer_of(build.account("zwei@example.org", secretariat_of=[other]), NOW.date())
    paper = build.motion(council, state=PaperState.CHECKED)
    consultation_actions.add(office, paper, None, **station(committee=other))
    with pytest.raises(NotFound):
        queries.get_paper(next_office, paper.id)

    stage_actions.collect(office, paper, NOW)
    assert queries.get_paper(next_office, paper.id).paper is paper
    [one] = consultation_queries.all_of_paper(paper.id)
    with pytest.raises(NotFound):
        consultation_queries.manageable(next_office, one.id)
