"""The pages of a paper on its way: entering, checking, putting on an agenda, leaving out."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.members.models import MemberRole
from tests import builders as build


@pytest.fixture
def council(app):
    made = build.committee()
    made.clerk = build.account(secretariat_of=[made])
    chair = build.person("Vorsitz")
    build.member(made, chair, role=MemberRole.CHAIR)
    made.chairing = build.account("vorsitz@example.org", person=chair)
    db.session.commit()
    return made


@pytest.fixture
def office(client, login, council):
    return login(client, council.clerk)


def entered(office, council, **fields) -> Paper:
    data = {"kind": "motion", "way": "phone", "title": "Mehr Bänke", "others": "Rat"} | fields
    office.post(f"/gremien/{council.slug}/vorlagen/neu", data=data)
    return db.session.query(Paper).one()


def test_the_office_enters_a_motion_and_brings_it_to_an_agenda(office, council):
    paper = entered(office, council, number="AN/1/2026", number_url="https://ratsinfo.example/1")
    sitting = build.sitting(council)
    db.session.commit()
    page = f"/unterlagen/{paper.id}"
    office.get(page)

    office.get(f"{page}/eingang")
    office.post(f"{page}/eingang", data={"day": "01.11.2026", "time": "9:30", "version": "1"})
    office.get(f"{page}/pruefung")
    office.post(f"{page}/pruefung", data={"is_in_form": "ja", "version": str(paper.version)})
    office.post(f"{page}/sammeln")
    assert "in der Sammlung" in office.get("/vorlagen").get_data(as_text=True)
    office.get(f"{page}/tagesordnung")
    office.post(f"{page}/tagesordnung", data={"sitting": str(sitting.id)})

    db.session.expire_all()
    assert paper.state is PaperState.ON_AGENDA
    assert "Wo sie beraten wird" in office.get(page).get_data(as_text=True)
    item = paper.places[0].item
    told = office.get(f"/tagesordnungspunkte/{item.id}").get_data(as_text=True)
    assert "kommen aus" in told
    office.get(f"/tagesordnungspunkte/{item.id}/vorlage")


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(office, council):
    answer = office.post(
        f"/gremien/{council.slug}/vorlagen/neu",
        data={"kind": "motion", "way": "post", "title": "Bänke", "number_url": "ratsinfo/1"},
    ).get_data(as_text=True)

    assert "beginnt und keine Leerzeichen" in answer
    assert 'value="ratsinfo/1"' in answer
    assert db.session.query(Paper).count() == 0


def test_the_chair_leaves_a_paper_out_and_the_office_notes_the_answer(
    office, new_client, login, council
):
    paper = build.motion(council)
    db.session.commit()
    chair = login(new_client(), council.chairing)
    page = f"/unterlagen/{paper.id}"

    assert office.get(f"{page}/nicht-aufnehmen").status_code == 404
    assert "Bitte schreiben Sie" in chair.post(
        f"{page}/nicht-aufnehmen", data={"reason": "", "version": str(paper.version)}
    ).get_data(as_text=True)
    chair.post(
        f"{page}/nicht-aufnehmen",
        data={"reason": "Nicht zuständig", "version": str(paper.version)},
    )

    told = office.get(page).get_data(as_text=True)
    assert "Nicht aufgenommen am" in told
    assert "Nicht zuständig" in told
    assert "hat noch keine Antwort" in told
    office.post(f"{page}/beantwortet")
    assert "Beantwortet am" in office.get(page).get_data(as_text=True)


def test_own_numbers_are_set_on_their_page(office, council):
    office.get(f"/gremien/{council.slug}/vorlagen/nummern")
    office.post(f"/gremien/{council.slug}/vorlagen/nummern", data={"sign": "IR-V"})

    paper = build.motion(council, state=PaperState.DRAFT, by=[build.person("x")])
    db.session.commit()
    data = {"day": "01.11.2026", "time": "9:30", "version": "1"}
    office.post(f"/unterlagen/{paper.id}/eingang", data=data)

    assert "IR-V 1/2026" in office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)


def test_a_file_at_an_item_becomes_a_paper_when_more_is_said_of_it(office, council):
    paper = build.paper(build.item(build.sitting(council)), "Plan")
    db.session.commit()

    office.get(f"/unterlagen/{paper.id}/angaben")
    office.post(
        f"/unterlagen/{paper.id}/angaben",
        data={"kind": "information", "way": "office", "title": "Plan", "others": "Amt 66"}
        | {"version": str(paper.version)},
    )

    db.session.expire_all()
    assert paper.kind.value == "information"
    assert "Mitteilung" in office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
