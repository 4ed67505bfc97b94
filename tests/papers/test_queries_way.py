"""Who reads a paper in which state, who is named, and that no item makes it more readable."""

import pytest

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.papers import list_queries, queries, stage_queries
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.list_queries import Wanted
from gremien_app.meetings.papers.submitter_queries import WITHHELD, named_to
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import MemberRole
from tests import builders as build
from tests.builders import NOW

DAY = NOW.date()


@pytest.fixture
def house(app):
    council = build.committee()
    people = {name: build.person(name) for name in ("mover", "member", "chair", "advisor")}
    for name in ("mover", "member"):
        build.member(council, people[name])
    build.member(council, people["chair"], role=MemberRole.CHAIR)
    build.member(council, people["advisor"], sees_closed=False)
    accounts = {
        name: build.account(f"{name}@example.org", person=one) for name, one in people.items()
    }
    accounts["office"] = build.account("office@example.org", secretariat_of=[council])
    other = build.committee("b", short="B")
    accounts["other"] = build.account("other@example.org", secretariat_of=[other])
    viewers = {name: viewer_of(account, DAY) for name, account in accounts.items()}
    council.viewers = viewers | {"anonymous": ANONYMOUS}
    council.people, council.other = people, other
    return council


def readers(house, paper) -> set[str]:
    return {
        name for name, viewer in house.viewers.items() if queries.readable_ids(viewer, [paper.id])
    }


INSIDE = {"mover", "member", "chair", "advisor", "office"}


@pytest.mark.parametrize(
    ("state", "values", "expected"),
    [
        (PaperState.DRAFT, {}, {"mover"}),
        (PaperState.DRAFT, {"way": Way.POST}, {"mover", "office"}),
        (PaperState.RECEIVED, {}, {"mover", "office", "chair"}),
        (PaperState.CHECKED, {}, {"mover", "office", "chair"}),
        (PaperState.COLLECTED, {}, INSIDE),
        (PaperState.COLLECTED, {"part": Part.CLOSED, "is_closed": True}, INSIDE - {"advisor"}),
        (PaperState.COLLECTED, {"removed_at": NOW}, set()),
        (PaperState.RETRACTED, {"retracted_at": NOW}, {"mover", "office", "chair"}),
        (PaperState.REFUSED, {"refused_at": NOW}, {"mover", "office", "chair"}),
    ],
)
def test_each_state_opens_the_paper_to_its_circle(house, state, values, expected):
    values = {"way": Way.PAGE} | values
    paper = build.motion(house, state=state, by=[house.people["mover"]], **values)

    assert readers(house, paper) == expected


@pytest.mark.parametrize(
    ("sitting", "part", "published", "expected"),
    [
        ({"state": SittingState.PLANNED}, Part.PUBLIC, False, INSIDE),
        ({"state": SittingState.INVITED}, Part.PUBLIC, False, INSIDE),
        ({"state": SittingState.PLANNED}, Part.PUBLIC, True, INSIDE),
        ({"state": SittingState.INVITED}, Part.PUBLIC, True, {*INSIDE, "other", "anonymous"}),
        ({"state": SittingState.INVITED}, Part.CLOSED, True, INSIDE - {"advisor"}),
        ({"state": SittingState.INVITED, "is_public": False}, Part.PUBLIC, True, INSIDE),
    ],
)
def test_on_an_agenda_it_is_read_like_its_item(house, sitting, part, published, expected):
    item = build.item(build.sitting(house, **sitting), part=part)
    paper = build.motion(
        house,
        at=[item],
        by=[house.people["mover"]],
        state=PaperState.ON_AGENDA,
        part=part,
        published_at=NOW if published else None,
    )

    assert readers(house, paper) == expected


def test_an_item_of_another_body_opens_it_to_them_and_a_closed_one_shuts_it_for_all_others(house):
    paper = build.motion(house, state=PaperState.ON_AGENDA)
    theirs = build.sitting(house.other, state=SittingState.INVITED)
    item = build.item(theirs)
    paper.places = build.motion(house, "x", at=[item]).places
    build.db.session.flush()
    assert readers(house, paper) == {*INSIDE, "other"}

    item.part = paper.part = Part.CLOSED
    build.db.session.flush()

    assert readers(house, paper) == {"other"}


def test_names_stand_with_a_basis_only_and_who_asks_as_a_resident_nowhere(house):
    item = build.item(build.sitting(house, state=SittingState.INVITED))
    mover = house.people["mover"]
    values = {"at": [item], "by": [mover], "state": PaperState.ON_AGENDA, "published_at": NOW}
    motion = build.motion(house, **values)
    question = build.motion(house, "Wann?", kind=PaperKind.RESIDENT_QUESTION, **values)
    viewers = house.viewers

    assert named_to(ANONYMOUS, motion, DAY) == [WITHHELD]
    assert named_to(viewers["other"], motion, DAY) == [WITHHELD]
    assert named_to(viewers["member"], motion, DAY) == [mover.name]
    for name in ("anonymous", "member", "advisor"):
        assert named_to(viewers[name], question, DAY) == [WITHHELD], name
    for name in ("office", "chair", "mover"):
        assert named_to(viewers[name], question, DAY) == [mover.name], name


def test_the_formal_check_knows_the_deadline_and_the_right_to_move_on_that_day(house):
    house.motions_due_days = 5
    build.sitting(house)
    paper = build.motion(house, by=[house.people["mover"]], state=PaperState.RECEIVED)

    found = stage_queries.findings(paper)

    assert found.is_entitled is True
    assert found.sitting is not None
    assert found.is_in_time is (found.due is not None and found.due >= DAY)


def test_only_the_chair_gets_a_paper_to_leave_it_out(house):
    paper = build.motion(house)

    assert stage_queries.chaired(house.viewers["chair"], paper.id) is paper
    for name in ("office", "member", "anonymous"):
        with pytest.raises(NotFound):
            stage_queries.chaired(house.viewers[name], paper.id)


def test_the_list_shows_what_is_open_and_is_two_queries_at_any_length(house, query_count):
    office = house.viewers["office"]
    for number in range(3):
        build.motion(house, f"Antrag {number}", by=[house.people["mover"]])
    build.motion(house, "Weg", state=PaperState.RETRACTED, retracted_at=NOW)
    build.paper(build.item(build.sitting(house)), "Anlage")

    with query_count() as counted:
        papers, has_more = list_queries.listed(office, Wanted())

    assert [one.title for one in papers] == ["Antrag 2", "Antrag 1", "Antrag 0"]
    assert (has_more, counted.count) == (False, 2)
    gone, _more = list_queries.listed(office, Wanted(house.id, state=PaperState.RETRACTED))
    assert [one.title for one in gone] == ["Weg"]
