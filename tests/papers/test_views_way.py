"""The pages of a paper on its way: entering, checking, putting on an agenda, leaving out."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import MemberRole
from tests import builders as build
from tests.builders import NOW


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
    words = {"text": "Weil es fehlt", "proposal": "40 Bänke", "summary": "Mehr Bänke."}
    at = {"number": "AN/1/2026", "number_url": "https://ratsinfo.example/1"}
    paper = entered(office, council, **at, **words)
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
    assert "Beratungsfolge" in office.get(page).get_data(as_text=True)
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


def test_only_the_chair_takes_back_what_the_chair_left_out(office, new_client, login, council):
    paper = build.motion(council)
    db.session.commit()
    chair = login(new_client(), council.chairing)
    page = f"/unterlagen/{paper.id}"
    data = {"reason": "Nicht zuständig", "version": str(paper.version)}
    chair.post(f"{page}/nicht-aufnehmen", data=data)

    assert "zurücknehmen" not in office.get(page).get_data(as_text=True)
    assert "Nur der Vorsitz" in office.post(
        f"{page}/stufe-zurueck", follow_redirects=True
    ).get_data(as_text=True)
    assert office.post(f"{page}/doch-aufnehmen").status_code == 404

    chair.post(f"{page}/doch-aufnehmen")

    told = office.get(page).get_data(as_text=True)
    assert "Nicht zuständig" not in told
    assert "Nicht aufgenommen am" not in told


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


def test_the_office_enters_the_bodies_to_which_a_paper_goes(office, council, new_client):
    item = build.item(build.sitting(council, state=SittingState.INVITED))
    paper = build.motion(council, at=[item], state=PaperState.ON_AGENDA)
    db.session.commit()
    page, form = f"/unterlagen/{paper.id}", f"/unterlagen/{paper.id}/beratungsfolge"
    assert "Station hinzufügen" in office.get(page).get_data(as_text=True)

    office.get(form)
    refused = office.post(form, data={"committee": "0", "role": "decides", "body": ""})
    assert "welche andere Stelle" in refused.get_data(as_text=True)
    given = {"committee": "0", "body": "Verkehrsausschuss", "role": "decides", "after": "0"}
    office.post(form, data=given | {"day": "14.01.2027", "result": "noted"})

    told = office.get(page).get_data(as_text=True)
    assert "Verkehrsausschuss" in told
    assert "zur Kenntnis genommen" in told
    [one] = db.session.query(Consultation)
    assert "Verkehrsausschuss" in office.get(f"/sitzungen/{item.sitting_id}/mappe").get_data(
        as_text=True
    )
    assert new_client().get(page).status_code == 404  # not published
    edit = f"/beratungsfolge/{one.id}"
    office.get(edit)
    office.post(edit, data=given | {"body": "Rat", "version": str(one.version)})
    assert office.post(edit, data=given | {"body": "Anders", "version": "1"}).status_code == 409
    office.post(f"{edit}/entfernen")
    assert db.session.query(Consultation).count() == 0


def test_a_mere_file_and_a_refused_paper_offer_no_stations(office, council):
    file = build.paper(build.item(build.sitting(council)), "Plan")
    refused = build.motion(council, state=PaperState.REFUSED, refused_at=NOW)
    db.session.commit()

    for one in (file, refused):
        assert "Station hinzufügen" not in office.get(f"/unterlagen/{one.id}").get_data(
            as_text=True
        )
        answer = office.get(f"/unterlagen/{one.id}/beratungsfolge")
        assert answer.status_code in {302, 409}
