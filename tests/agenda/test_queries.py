import pytest

from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda import queries
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.queries import get_sitting
from tests import builders as build


@pytest.fixture
def sitting(committee):
    return build.sitting(committee, state=SittingState.INVITED)


def with_rights(committee, *names) -> Viewer:
    return Viewer(user_id=1, name="X", **{name: frozenset({committee.id}) for name in names})


def titles(viewer, sitting) -> list[str]:
    return [one.item.title for one in queries.agenda_of(viewer, sitting)]


def test_the_closed_part_is_for_those_who_may_read_it(committee, sitting):
    build.item(sitting, "Offen")
    closed = build.item(sitting, "Vertraulich", part=Part.CLOSED)
    member = with_rights(committee, "member_of")
    reader = with_rights(committee, "member_of", "closed_of")

    assert titles(ANONYMOUS, sitting) == ["Offen"]
    assert titles(member, sitting) == ["Offen"]
    assert titles(reader, sitting) == ["Offen", "Vertraulich"]
    for stranger in (ANONYMOUS, member):
        with pytest.raises(NotFound):
            queries.get_item(stranger, closed.id)
    assert queries.get_item(reader, closed.id) == closed


def test_the_numbers_are_the_same_with_and_without_the_closed_part(committee, sitting):
    build.item(sitting, "N", part=Part.CLOSED)
    build.item(sitting, "Ö")

    assert [one.label for one in queries.agenda_of(ANONYMOUS, sitting)] == ["Ö 1"]
    assert [
        one.label for one in queries.agenda_of(with_rights(committee, "closed_of"), sitting)
    ] == ["Ö 1", "N 1"]


def test_a_draft_is_for_secretariat_and_chair(committee):
    draft = build.sitting(committee)
    item = build.item(draft, "Entwurf")

    assert titles(ANONYMOUS, draft) == []
    assert titles(with_rights(committee, "member_of"), draft) == []
    assert titles(with_rights(committee, "secretariat_of"), draft) == ["Entwurf"]
    assert titles(with_rights(committee, "chair_of"), draft) == ["Entwurf"]
    with pytest.raises(NotFound):
        queries.get_item(ANONYMOUS, item.id)


def test_a_sitting_that_is_not_public_keeps_its_agenda_to_the_committee(committee):
    internal = build.sitting(committee, state=SittingState.INVITED, is_public=False)
    build.item(internal, "Intern")

    assert titles(ANONYMOUS, internal) == []
    assert titles(with_rights(committee, "member_of"), internal) == ["Intern"]


def test_a_sitting_called_off_before_its_invitation_never_shows_its_draft(committee):
    cancelled = build.sitting(committee, state=SittingState.CANCELLED)
    draft = build.item(cancelled, "Entwurf")
    secretary = with_rights(committee, "secretariat_of")

    assert titles(ANONYMOUS, cancelled) == []
    with pytest.raises(NotFound):
        queries.get_item(ANONYMOUS, draft.id)
    assert titles(secretary, cancelled) == ["Entwurf"]

    draft.printed_number = "1"
    assert titles(ANONYMOUS, cancelled) == ["Entwurf"]


def test_the_waste_basket_is_in_no_agenda(committee, sitting):
    kept, thrown = build.item(sitting, "Da"), build.item(sitting, "Weg", mark=ItemMark.REMOVED)
    secretary = with_rights(committee, "secretariat_of")

    assert titles(secretary, sitting) == ["Da"]
    assert queries.all_items(sitting) == [kept]
    assert queries.removed_items(sitting) == [thrown]
    assert queries.count_items(sitting) == 1
    assert queries.removed_item(secretary, thrown.id) == thrown
    with pytest.raises(NotFound):
        queries.get_item(secretary, thrown.id)
    with pytest.raises(NotFound):
        queries.removed_item(with_rights(committee, "member_of"), thrown.id)


def test_only_the_secretariat_manages_an_item(committee, sitting):
    item = build.item(sitting)

    assert queries.manageable_item(with_rights(committee, "secretariat_of"), item.id) == item
    with pytest.raises(Forbidden):
        queries.manageable_item(with_rights(committee, "member_of"), item.id)


def test_the_public_agenda_never_holds_closed_items(sitting):
    build.item(sitting, "Offen")
    build.item(sitting, "Vertraulich", part=Part.CLOSED)

    assert [one.item.title for one in queries.public_agenda_of(ANONYMOUS, sitting)] == ["Offen"]


def test_items_are_carried_to_later_open_sittings_of_the_same_committee(committee, sitting):
    other = build.committee("integrationsrat")
    later = build.sitting(committee, sitting.date.replace(year=2027))
    sooner = build.sitting(committee, sitting.date.replace(day=20))
    build.sitting(committee, sitting.date.replace(day=1))
    build.sitting(committee, sitting.date.replace(day=21), state=SittingState.CANCELLED)
    build.sitting(other, sitting.date.replace(day=22))

    assert queries.later_sittings(sitting) == [sooner, later]


@pytest.mark.parametrize("number", [12, 120])
def test_an_agenda_with_its_sitting_takes_at_most_five_queries(
    committee, sitting, db_session, query_count, number
):
    for index in range(number // 3):
        parent = build.item(sitting, f"Punkt {index}")
        build.item(sitting, "Unterpunkt", parent=build.item(sitting, "Ebene 2", parent=parent))
    secretary, sitting_id = with_rights(committee, "secretariat_of"), sitting.id
    db_session.commit()
    db_session.expunge_all()

    with query_count() as counted:
        loaded = get_sitting(secretary, sitting_id)
        agenda = queries.agenda_of(secretary, loaded)
        shown = [(one.label, one.item.title, one.item.sitting.committee_name) for one in agenda]

    assert len(shown) == number
    assert counted.count <= 5
