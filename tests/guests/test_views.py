"""The secretariat's pages, and what a guest sees after signing in."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import SittingFormat, SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.models import MemberRole
from gremien_app.people.persons.models import Person
from tests import builders as b


@pytest.fixture(autouse=True)
def in_november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def secretary(world, client, login):
    return login(client, b.account(name="Gerda Geschäft", secretariat_of=[world.committee]))


@pytest.fixture
def anna(world, new_client, login):
    db.session.commit()
    return login(new_client(), world.user)


def text(answer) -> str:
    return answer.get_data(as_text=True)


def guest_of(world) -> Guest:
    db.session.expire_all()
    return db.session.query(Guest).filter_by(sitting_id=world.sitting.id).one()


def test_a_guest_is_found_by_name_and_invited_to_single_items(secretary, world):
    at = f"/sitzungen/{world.sitting.id}/gaeste"
    assert "kein Gast eingeladen" in text(secretary.get(at))
    found = text(secretary.get(f"{at}/einladen?suche=beispiel"))
    assert f"{at}/einladen?person={world.anna.id}" in found

    answer = secretary.post(
        f"{at}/einladen?person={world.anna.id}",
        data={"public_items": [world.open.id], "closed_items": [world.closed.id], "detail": "Uni"},
        follow_redirects=True,
    )

    page = text(answer)
    assert "Dr. Anna Beispiel ist als Gast eingeladen." in page
    for shown in ("Haltestellen", "Personalsache", "Uni", "Ausladen"):
        assert shown in page
    assert "Grundstück" not in page
    assert {one.part for one in guest_of(world).admissions} == {Part.PUBLIC, Part.CLOSED}


def test_somebody_new_is_recorded_on_the_way(secretary, world):
    at = f"/sitzungen/{world.sitting.id}/gaeste/einladen"

    secretary.post(
        at,
        data={"first_name": "Neu", "last_name": "Ankunft", "public_items": [world.open.id]},
    )

    assert guest_of(world).person.name == "Neu Ankunft"


def test_without_an_item_nothing_is_saved_and_nothing_typed_is_lost(secretary, world):
    persons = db.session.query(Person).count()

    answer = secretary.post(
        f"/sitzungen/{world.sitting.id}/gaeste/einladen",
        data={"first_name": "Neu", "last_name": "Ankunft", "detail": "Amt 50"},
    )

    page = text(answer)
    assert "Bitte wählen Sie mindestens einen Punkt der Tagesordnung." in page
    assert 'value="Ankunft"' in page
    assert 'value="Amt 50"' in page
    assert db.session.query(Guest).count() == 0
    assert db.session.query(Person).count() == persons


def test_all_that_is_missing_is_told_at_once(secretary, world):
    page = text(secretary.post(f"/sitzungen/{world.sitting.id}/gaeste/einladen", data={}))

    assert "Bitte wählen Sie mindestens einen Punkt der Tagesordnung." in page
    assert "Bitte geben Sie den Nachnamen ein" in page


def test_without_an_agenda_the_page_leads_there_first(secretary, world):
    empty = b.sitting(world.committee, world.sitting.date)
    db.session.commit()
    at = f"/sitzungen/{empty.id}/gaeste"

    assert f"/sitzungen/{empty.id}/tagesordnung" in text(secretary.get(at))
    assert "Gast einladen" not in text(secretary.get(at))
    assert "ergänzen Sie dort zuerst die Punkte" in text(secretary.get(f"{at}/einladen"))


def test_a_namesake_is_asked_about(secretary, world):
    answer = secretary.post(
        f"/sitzungen/{world.sitting.id}/gaeste/einladen",
        data={"first_name": "Anna", "last_name": "Beispiel", "public_items": [world.open.id]},
    )

    assert "is_another" in text(answer)
    assert db.session.query(Guest).count() == 0


def test_the_items_can_be_changed_and_a_stale_form_says_so(secretary, world):
    guest = b.guest(world.sitting, world.open, who=world.anna, detail="Amt")
    db.session.commit()
    at = f"/gaeste/{guest.id}"
    page = text(secretary.get(at))
    assert "checked" in page

    fresh = {"version": guest.version, "closed_items": [world.secret.id], "detail": "Neu"}
    answer = secretary.post(at, data=fresh, follow_redirects=True)
    assert "Grundstück" in text(answer)
    stale = text(secretary.post(at, data=fresh | {"detail": "Alt"}))

    assert "Der Eintrag wurde inzwischen geändert" in stale
    assert guest_of(world).detail == "Neu"


def test_an_admission_that_lapsed_is_told_and_asked_for_anew(secretary, world):
    guest = b.guest(world.sitting, world.open, who=world.anna)
    world.open.part = Part.CLOSED
    db.session.commit()

    assert "gilt nicht mehr" in text(secretary.get(f"/sitzungen/{world.sitting.id}/gaeste"))
    assert "Den Teil gewechselt" in text(secretary.get(f"/gaeste/{guest.id}"))


def test_uninviting_is_undone_by_a_button(secretary, anna, world):
    guest = b.guest(world.sitting, world.closed, who=world.anna)
    db.session.commit()
    agenda = f"/sitzungen/{world.sitting.id}/tagesordnung"
    assert "Personalsache" in text(anna.get(agenda))

    page = text(secretary.post(f"/gaeste/{guest.id}/ausladen", follow_redirects=True))
    assert "liest ab sofort nichts mehr" in page
    assert "Personalsache" not in text(anna.get(agenda))
    secretary.post(f"/gaeste/{guest.id}/wieder-einladen")

    assert "Personalsache" in text(anna.get(agenda))


def test_after_the_sitting_nobody_is_invited_any_more(secretary, world):
    world.sitting.state = SittingState.CLOSED
    db.session.commit()
    at = f"/sitzungen/{world.sitting.id}/gaeste"

    assert "Gast einladen" not in text(secretary.get(at))
    refused = secretary.post(f"{at}/einladen", data={"public_items": [world.open.id]})
    assert db.session.query(Guest).count() == 0
    assert "Die Sitzung ist beendet" in text(refused)


def test_a_guest_is_told_to_what_and_reads_the_texts_of_these_items_only(anna, world):
    world.sitting.format = SittingFormat.HYBRID
    world.sitting.online_url = "https://video.example.org/raum"
    b.guest(world.sitting, world.open, world.closed, who=world.anna)
    db.session.commit()

    start = text(anna.get("/"))
    assert "Als Gast eingeladen" in start
    assert "zu TOP Ö 1 und TOP N 1" in start.replace("\u00a0", " ")
    page = text(anna.get(f"/sitzungen/{world.sitting.id}/tagesordnung"))
    for shown in ("Sie sind als Gast eingeladen", "Gutachten liegt vor", "Personalsache"):
        assert shown in page
    for hidden in ("Nur intern", "Grundstück", "teil=alle", "Gäste:", "Gast:"):
        assert hidden not in page
    overview = text(anna.get(f"/sitzungen/{world.sitting.id}"))
    assert "https://video.example.org/raum" in overview
    assert anna.get(f"/sitzungen/{world.sitting.id}/tagesordnung.docx?teil=alle").status_code == 404


def test_members_read_on_the_agenda_who_comes(world, new_client, login):
    member = b.person("Mitglied", "Mia")
    b.member(world.committee, member)
    b.guest(world.sitting, world.open, who=world.anna, detail="Universität")
    reader = login(new_client(), b.account(person=member))

    page = text(reader.get(f"/sitzungen/{world.sitting.id}/tagesordnung"))

    assert "Gast: Dr. Anna Beispiel (Universität)" in page


def test_an_invited_guest_who_has_come_is_entered_by_one_button(world, client, login, freeze):
    b.member(world.committee)
    guest = b.guest(world.sitting, world.open, who=world.anna, detail="Universität")
    db.session.commit()
    at = f"/sitzungen/{world.sitting.id}/anwesenheit"
    with freeze("2026-12-10 14:05"):
        secretary = login(client, b.account(secretariat_of=[world.committee]))
        secretary.post(f"{at}/abgleichen")
        assert "Eingeladen und noch nicht eingetragen" in text(secretary.get(at))
        for _ in range(2):
            secretary.post(f"/gaeste/{guest.id}/anwesend")
        page = text(secretary.get(at))

    assert "Eingeladen und noch nicht eingetragen" not in page
    found = db.session.query(Attendance).filter_by(person_id=world.anna.id).one()
    assert (found.name, found.detail) == ("Dr. Anna Beispiel", "Universität")


def test_whoever_is_on_the_roster_is_no_guest_in_the_attendance(world, client, login, freeze):
    b.member(world.committee, world.anna, role=MemberRole.DEPUTY, sees_closed=False)
    guest = b.guest(world.sitting, world.open, who=world.anna)
    db.session.commit()
    with freeze("2026-12-10 14:05"):
        secretary = login(client, b.account(secretariat_of=[world.committee]))
        answer = secretary.post(f"/gaeste/{guest.id}/anwesend")

    assert "Bitte gleichen Sie zuerst die Liste mit den Mitgliedern ab." in text(answer)
    assert db.session.query(Attendance).count() == 0


def test_a_guest_of_the_day_can_be_uninvited_after_the_end_and_not_later(
    world, client, login, freeze
):
    b.guest(world.sitting, world.open, who=world.anna)
    world.sitting.state = SittingState.CLOSED
    db.session.commit()
    secretary = b.account(secretariat_of=[world.committee])
    shown = []
    for day in ("2026-12-10 17:00", "2026-12-11 08:00"):
        with freeze(day):
            login(client, secretary)
            shown.append("Ausladen" in text(client.get(f"/sitzungen/{world.sitting.id}/gaeste")))

    assert shown == [True, False]


def test_before_the_day_nobody_has_come(secretary, world):
    guest = b.guest(world.sitting, world.open, who=world.anna)
    db.session.commit()

    answer = secretary.post(f"/gaeste/{guest.id}/anwesend")

    assert "Anwesend kann noch niemand sein" in text(answer)
    assert db.session.query(Attendance).count() == 0


def test_a_guest_of_a_working_group_gets_no_link_to_the_group(anna, world):
    world.committee.kind = CommitteeKind.WORKING_GROUP
    world.sitting.is_public = False
    b.guest(world.sitting, world.open, who=world.anna)
    db.session.commit()

    for path in ("", "/tagesordnung"):
        page = text(anna.get(f"/sitzungen/{world.sitting.id}{path}"))
        assert "Haltestellen" in page
        assert f"/gremien/{world.committee.slug}" not in page


def test_the_page_of_a_person_tells_to_what_he_or_she_was_invited(secretary, world):
    b.guest(world.sitting, world.open, who=world.anna, detail="Universität")
    db.session.commit()

    page = text(secretary.get(f"/personen/{world.anna.id}"))

    assert "Als Gast eingeladen" in page
    assert f"/sitzungen/{world.sitting.id}/gaeste" in page
