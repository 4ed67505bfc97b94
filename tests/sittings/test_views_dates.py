"""What speaks against a date in the forms and on the sitting's page; joint sittings."""

from datetime import date, time

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState
from gremien_app.people.committees.models import CommitteeKind
from tests import builders as build

DAY = date(2026, 12, 25)


@pytest.fixture(autouse=True)
def november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    build.term()
    return build.committee(
        "stag-behindertenpolitik", short="StAG B", usual_start="14:00", usual_minutes=90
    )


@pytest.fixture
def other(app):
    return build.committee("stag-queerpolitik", short="StAG Q", name="StAG Queerpolitik")


@pytest.fixture
def secretary(committee, other, client, login):
    return login(client, build.account(secretariat_of=[committee, other]))


def planning(of, **values) -> dict[str, object]:
    return {
        "committee": str(of.id),
        "day": "25.12.2026",
        "start": "14:00",
        "end": "16:00",
        "room": "0",
        "kind": "regular",
        "format": "in_person",
        "publicity": "ja",
    } | values


def shown(response) -> str:
    return response.get_data(as_text=True)


def one_sitting() -> Sitting:
    db.session.expire_all()
    return db.session.query(Sitting).one()


def test_a_date_is_looked_at_before_it_is_saved(secretary, committee):
    page = shown(secretary.post("/sitzungen/neu", data=planning(committee, check="1")))

    assert "Freitag, 25. Dezember 2026, 14:00 bis 16:00 Uhr" in page
    assert "An diesem Tag ist Erster Weihnachtstag" in page
    assert "Quelle: Feiertagsgesetz NW" in page
    assert "Grund, den Termin trotzdem zu nehmen" in page
    assert db.session.query(Sitting).count() == 0


def test_a_date_without_warnings_says_so_when_its_place_is_known(secretary, committee):
    room = build.room()
    db.session.commit()
    data = planning(committee, day="15.12.2026", end="", check="1", room=str(room.id))

    page = shown(secretary.post("/sitzungen/neu", data=data))

    assert "Dienstag, 15. Dezember 2026, 14:00 bis 15:30 Uhr" in page
    assert "Gegen diesen Termin spricht nichts." in page


def test_nothing_speaks_against_a_date_only_so_far_while_its_place_is_open(secretary, committee):
    data = planning(committee, day="15.12.2026", end="", check="1")

    page = shown(secretary.post("/sitzungen/neu", data=data))
    online = shown(secretary.post("/sitzungen/neu", data=data | {"format": "online"}))

    assert "Bisher spricht nichts gegen diesen Termin; der Ort ist noch offen." in page
    assert "Gegen diesen Termin spricht nichts." in online


def test_a_date_that_is_incomplete_has_no_preview(secretary, committee):
    page = shown(secretary.post("/sitzungen/neu", data=planning(committee, day="", check="1")))

    assert "Bitte geben Sie ein Datum ein" in page
    assert "spricht" not in page


def test_the_hour_that_comes_twice_is_taken_and_named(secretary, committee):
    data = planning(committee, day="25.10.2026", start="02:30", end="5")
    page = shown(secretary.post("/sitzungen/neu", data=data | {"check": "1"}))

    assert "gibt es 02:30 Uhr zweimal" in page
    assert "Gemeint ist die erste, nach Sommerzeit." in page
    refused = shown(secretary.post("/sitzungen/neu", data=data | {"day": "29.03.2026"}))
    assert "gibt es die Uhrzeit 02:30 Uhr nicht" in refused


def test_warnings_never_block_and_stand_on_the_sittings_page(secretary, committee):
    build.sitting(committee, DAY, time(9), hours=1)
    secretary.post("/sitzungen/neu", data=planning(committee))
    sitting = db.session.query(Sitting).order_by(Sitting.id.desc()).first()

    page = shown(secretary.get(f"/sitzungen/{sitting.id}"))

    assert "Bitte prüfen Sie die Hinweise zum Termin." in page
    assert "Am selben Tag tagt das Gremium schon: 09:00 bis 10:00 Uhr." in page
    assert "Festhalten, warum der Termin bleibt" in page


def test_only_the_secretariat_reads_the_hints(client, committee):
    sitting = build.sitting(committee, DAY, kept_reason="Geheim", kept_warnings=["Weihnachten"])

    page = shown(client.get(f"/sitzungen/{sitting.id}"))

    assert "Hinweise" not in page
    assert "Geheim" not in page


def test_the_reason_given_with_the_date_is_shown_to_the_secretariat(secretary, committee):
    secretary.post("/sitzungen/neu", data=planning(committee, kept_reason="Alle wollen es so"))

    page = shown(secretary.get(f"/sitzungen/{one_sitting().id}"))

    assert "Der Termin bleibt trotz Hinweisen" in page
    assert "Alle wollen es so" in page
    assert "Festgehalten von Alex Beispiel am 22.11.2026." in page
    assert "Bitte prüfen Sie die Hinweise" not in page


def test_the_reason_is_recorded_later_too(secretary, committee):
    sitting = build.sitting(committee, DAY)
    address = f"/sitzungen/{sitting.id}/termin-begruenden"
    page = shown(secretary.get(address))
    assert "Das spricht gegen den Termin" in page

    empty = secretary.post(address, data={"kept_reason": "", "version": sitting.version})
    assert "Bitte nennen Sie den Grund." in shown(empty)
    done = secretary.post(address, data={"kept_reason": "Muss sein", "version": sitting.version})

    assert done.status_code == 302
    assert one_sitting().kept_reason == "Muss sein"


def test_what_is_new_since_the_reason_is_told_again(secretary, committee, other):
    sitting = build.sitting(committee, DAY)
    data = {"kept_reason": "Muss sein", "version": sitting.version}
    secretary.post(f"/sitzungen/{sitting.id}/termin-begruenden", data=data)
    assert "Neue Hinweise" not in shown(secretary.get(f"/sitzungen/{sitting.id}"))
    person = build.person("Yıldız", "Ayşe")
    for of in (committee, other):
        build.member(of, person)
    build.sitting(other, DAY, time(15))

    page = shown(secretary.get(f"/sitzungen/{sitting.id}"))

    news = page.split("Neue Hinweise zum Termin")[1].split("Termin und Ort")[0]
    assert "Zur selben Zeit tagt StAG Q" in news
    assert "Ayşe Yıldız" in news
    assert "Weihnachtstag" not in news


def test_a_stale_reason_shows_both(secretary, committee):
    sitting = build.sitting(committee, DAY, kept_reason="Alt")
    stale = {"kept_reason": "Neu", "version": sitting.version + 1}

    page = shown(secretary.post(f"/sitzungen/{sitting.id}/termin-begruenden", data=stale))

    assert "Fehler: Termin am 25.12.2026 behalten" in page
    assert "Alt" in page
    assert "Neu" in page
    assert one_sitting().kept_reason == "Alt"


def test_another_secretariat_cannot_record_a_reason(committee, client, login):
    sitting = build.sitting(committee, DAY)
    stranger = login(client, build.account(secretariat_of=[build.committee("integrationsrat")]))

    assert stranger.get(f"/sitzungen/{sitting.id}/termin-begruenden").status_code == 403


def test_a_new_date_is_looked_at_before_the_sitting_moves(secretary, committee):
    sitting = build.sitting(committee, date(2026, 12, 15))
    data = {
        "day": "25.12.2026",
        "start": "14",
        "end": "16",
        "room": "0",
        "reason": "",
        "version": sitting.version,
    }

    page = shown(secretary.post(f"/sitzungen/{sitting.id}/verlegen", data=data | {"check": "1"}))
    assert "Erster Weihnachtstag" in page
    assert one_sitting().date == date(2026, 12, 15)

    secretary.post(f"/sitzungen/{sitting.id}/verlegen", data=data | {"kept_reason": "Muss sein"})
    assert (one_sitting().date, one_sitting().kept_reason) == (DAY, "Muss sein")


def test_a_moved_sitting_offers_the_words_of_a_mail(secretary, client, committee):
    sitting = build.sitting(committee, date(2026, 12, 15), state=SittingState.MOVED)
    sitting.moves.append(
        SittingMove(
            old_starts_at=build.NOW,
            old_ends_at=build.NOW,
            reason="Saal belegt",
            moved_at=build.NOW,
        )
    )
    db.session.commit()

    page = shown(secretary.get(f"/sitzungen/{sitting.id}"))

    assert "Text für eine E-Mail zur Verlegung" in page
    assert "Neu: Dienstag, 15. Dezember 2026, 14:00 bis 16:00 Uhr" in page
    secretary.post("/abmelden")
    assert "E-Mail zur Verlegung" not in shown(client.get(f"/sitzungen/{sitting.id}"))


# Joint sittings


def test_a_joint_sitting_is_planned_and_seen_by_the_members_of_both(
    secretary, committee, other, new_client, login
):
    person = build.person()
    build.member(other, person)
    member = login(new_client(), build.account(person=person))
    data = planning(committee, day="15.12.2026", partners=[str(other.id)], publicity="nein")

    secretary.post("/sitzungen/neu", data=data)

    sitting = one_sitting()
    assert sitting.partners == [other]
    for who in (secretary, member):
        page = shown(who.get(f"/sitzungen/{sitting.id}"))
        assert "Gemeinsame Sitzung mit StAG Queerpolitik" in page
        assert "Anwesenheit" in page
    assert "Kennung" in shown(member.get(f"/sitzungen/{sitting.id}"))
    assert member.get(f"/sitzungen/{sitting.id}/anwesenheit").status_code == 200
    assert "gemeinsame Sitzung: StAG B und StAG Q" in shown(
        member.get("/gremien/stag-queerpolitik")
    )


def test_both_committees_feeds_carry_the_one_event(committee, other, client):
    sitting = build.sitting(committee, date(2026, 12, 15), uid="gemeinsam@gremien.example")
    sitting.partners = [other]
    db.session.commit()

    feeds = [
        shown(client.get(f"/kalender/{slug}.ics"))
        for slug in ("stag-behindertenpolitik", "stag-queerpolitik", "alle")
    ]

    assert [feed.count("UID:gemeinsam@gremien.example") for feed in feeds] == [1, 1, 1]


def test_the_inviting_committee_is_no_partner_of_itself(secretary, committee, other):
    data = planning(committee, partners=[str(committee.id)])

    page = shown(secretary.post("/sitzungen/neu", data=data))

    assert "Bitte wählen Sie nur weitere Gremien." in page


@pytest.mark.parametrize("value", ["4711", "abc"])
def test_a_partner_that_was_not_offered_is_refused(secretary, committee, value):
    page = shown(secretary.post("/sitzungen/neu", data=planning(committee, partners=[value])))

    assert "Bitte berichtigen Sie eine Angabe" in page
    assert db.session.query(Sitting).count() == 0


def test_with_one_committee_there_is_nobody_to_sit_with(committee, client, login):
    alone = login(client, build.account(secretariat_of=[committee]))

    assert "Gemeinsame Sitzung mit" not in shown(alone.get("/sitzungen/neu"))


def test_groups_and_committees_do_not_sit_together(committee, other, client, login):
    kind = CommitteeKind.WORKING_GROUP
    group = build.committee("uag-1", short="UAG 1", name="UAG 1", kind=kind)
    staff = login(client, build.account(secretariat_of=[committee, other, group]))

    assert "UAG 1" not in shown(staff.get("/sitzungen/neu")).split("Gemeinsame Sitzung mit")[1]
    page = shown(staff.post("/sitzungen/neu", data=planning(committee, partners=[str(group.id)])))
    assert "Bitte wählen Sie einen Eintrag aus der Liste." in page
    sitting = build.sitting(committee, DAY)
    assert "UAG 1" not in shown(staff.get(f"/sitzungen/{sitting.id}/bearbeiten"))


def test_the_edit_form_begins_with_what_is_saved(secretary, committee, other):
    room = build.room()
    sitting = build.sitting(committee, DAY, room=room, reference="Rat/0001/2026")
    sitting.partners = [other]
    db.session.commit()

    page = shown(secretary.get(f"/sitzungen/{sitting.id}/bearbeiten"))

    assert f'<option selected value="{room.id}">' in page
    assert 'value="Rat/0001/2026"' in page
    assert 'checked class="kern-form-check__checkbox" id="partners-0"' in page
    assert "Die nächste freie ist StAG B/0002/2026." in page


# A year that was mistyped


@pytest.mark.parametrize("day", ["25.12.1900", "25.12.2062"])
def test_a_sitting_far_away_is_planned_only_with_a_tick_and_keeps_what_was_typed(
    secretary, committee, day
):
    typed = planning(committee, day=day, note="Ein Vermerk")

    asked = secretary.post("/sitzungen/neu", data=typed)
    page = html.document_fromstring(asked.text)
    [box] = page.xpath("//input[@type='checkbox'][@name='day-stimmt']")

    assert db.session.query(Sitting).count() == 0
    assert "Bitte prüfen Sie das Jahr." in asked.text
    assert page.xpath("//input[@name='day']/@value") == [day]
    assert page.xpath("//textarea[@name='note']")[0].text_content().strip() == "Ein Vermerk"
    again = secretary.post("/sitzungen/neu", data=typed | {"day-stimmt": box.get("value")})
    assert again.status_code == 302
    assert one_sitting().date.strftime("%d.%m.%Y") == day


def test_a_sitting_is_moved_far_away_only_with_a_tick(secretary, committee):
    sitting = build.sitting(committee)
    address = f"/sitzungen/{sitting.id}/verlegen"
    form = {"day": "10.12.1926", "start": "14:00", "end": "16:00", "room": "0", "version": "1"}

    assert "liegt 100 Jahre zurück" in secretary.post(address, data=form).text
    assert one_sitting().date == date(2026, 12, 10)
    secretary.post(address, data=form | {"day-stimmt": "1926-12-10"})

    assert one_sitting().date == date(1926, 12, 10)
