from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests import builders as build
from tests.page_checks import heading

LONG = "x" * 6000
ODD = "<script>alert(1)</script> 🦄 „Ärger“ \x00\x07 & Co"
CLEAN_ODD = "<script>alert(1)</script> 🦄 „Ärger“  & Co"


@pytest.fixture
def committee(app):
    build.term()
    return build.committee(
        "stag-behindertenpolitik", short="StAG B", usual_start="14:00", usual_minutes=90
    )


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(secretariat_of=[committee]))


@pytest.fixture
def stranger(committee, new_client, login):
    """The secretariat of another committee."""
    other = build.committee("integrationsrat")
    return login(new_client(), build.account(secretariat_of=[other]))


def planning(of, **values) -> dict[str, str]:
    return {
        "committee": str(of.id),
        "day": "10.12.2026",
        "start": "14:00",
        "end": "16:00",
        "room": "0",
        "kind": "regular",
        "format": "in_person",
        "publicity": "ja",
        "online_url": "",
        "note": "",
    } | values


def one_sitting() -> Sitting:
    db.session.expire_all()
    return db.session.query(Sitting).one()


def shown(response) -> str:
    return response.get_data(as_text=True)


# The list


def test_everyone_may_read_the_list_of_coming_sittings(client, committee, freeze):
    build.sitting(committee, date(2026, 12, 10), number=4)
    build.sitting(committee, date(2026, 1, 10), number=1)

    with freeze("2026-11-22 10:00"):
        page = shown(client.get("/sitzungen"))

    assert heading(page) == "Sitzungen"
    assert "4. Sitzung" in page
    assert "1. Sitzung" not in page
    assert "Sitzung planen" not in page


def test_a_year_and_a_committee_filter_the_list(client, committee, freeze):
    build.sitting(committee, date(2024, 5, 5), number=3)
    build.sitting(build.committee("integrationsrat"), date(2024, 5, 5), number=8)

    page = shown(client.get("/sitzungen?zeitraum=2024&gremium=stag-behindertenpolitik"))

    assert "3. Sitzung" in page
    assert "8. Sitzung" not in page


def test_a_list_that_is_not_whole_says_so(client, committee, freeze, monkeypatch):
    monkeypatch.setattr("gremien_app.meetings.sittings.views.MOST", 1)
    for day in (date(2026, 12, 1), date(2026, 12, 2)):
        build.sitting(committee, day)

    with freeze("2026-11-22 10:00"):
        page = shown(client.get("/sitzungen"))

    assert "Hier stehen die ersten 1 Sitzungen." in page
    assert "2. Dezember" not in page


@pytest.mark.parametrize("query", ["gremium=nix", "zeitraum=1999", "zeitraum=02024", "zeitraum=x"])
def test_an_unknown_filter_is_not_found(client, committee, query):
    build.sitting(committee, date(2024, 5, 5))

    assert client.get(f"/sitzungen?{query}").status_code == 404


def test_a_working_group_is_in_nobodys_list_but_its_own(client, committee):
    group = build.committee("uag-1", kind="working_group", name="UAG 1 Sprache")
    build.sitting(group, date(2026, 12, 10))

    assert "UAG 1" not in shown(client.get("/sitzungen"))


def test_the_list_takes_the_same_queries_for_one_and_for_three(client, committee, query_count):
    counts = []
    for index in range(3):
        build.sitting(build.committee(f"c{index}"), date(2027, 1, 10 + index))
        if index != 1:
            with query_count() as counted:
                client.get("/sitzungen")
            counts.append(counted.count)

    assert counts[0] == counts[1]


# Planning


def test_the_secretariat_plans_a_sitting(secretary, committee, freeze):
    room = build.room()

    response = secretary.post(
        "/sitzungen/neu", data=planning(committee, room=str(room.id), day="Do, 10.12.2026")
    )

    sitting = one_sitting()
    assert response.status_code == 302
    assert response.location == f"/sitzungen/{sitting.id}"
    assert (sitting.date, sitting.number, sitting.room_id) == (date(2026, 12, 10), None, room.id)


def test_the_form_begins_with_what_is_usual(secretary, committee):
    room = build.room()
    build.sitting(committee, room=room)

    page = shown(secretary.get("/sitzungen/neu?gremium=stag-behindertenpolitik"))

    assert 'value="14:00"' in page
    assert f'<option selected value="{room.id}">' in page


def test_without_times_the_committees_usual_ones_hold(secretary, committee):
    secretary.post("/sitzungen/neu", data=planning(committee, start="", end=""))

    sitting = one_sitting()
    assert (sitting.ends_at - sitting.starts_at).seconds == 90 * 60
    assert sitting.starts_at.hour == 13


def test_holidays_and_clashes_warn_after_saving(secretary, committee):
    room = build.room()
    build.sitting(committee, date(2026, 12, 25), room=room)

    data = planning(committee, day="25.12.2026", start="14:30", end="18:00", room=str(room.id))
    secretary.post("/sitzungen/neu", data=data)
    page = shown(secretary.get("/sitzungen"))

    assert "Bitte prüfen Sie die Hinweise zum Termin." in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"day": ""}, "Bitte geben Sie ein Datum ein"),
        ({"day": "gestern"}, "Bitte geben Sie ein Datum ein"),
        ({"day": "30.02.2026"}, "Den 30.2.2026 gibt es nicht."),
        ({"day": "10.12.0001"}, "Das Jahr muss zwischen 1900 und 2100 liegen."),
        ({"day": "١٠.١٢.٢٠٢٦"}, "Bitte geben Sie ein Datum ein"),
        ({"day": LONG}, "Bitte geben Sie ein Datum ein"),
        ({"day": "28.03.2027", "start": "2:30", "end": "4"}, "gibt es die Uhrzeit 02:30 Uhr nicht"),
        ({"start": "25:00"}, "Die Uhrzeit muss zwischen"),
        ({"end": "13:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"end": "14:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"note": LONG}, "Bitte kürzen Sie den Text"),
        ({"online_url": "javascript:alert(1)"}, "vollständige Adresse"),
        ({"committee": "99999999999999999999"}, "Bitte wählen Sie einen Eintrag"),
        ({"committee": "abc"}, "Bitte wählen Sie einen Eintrag"),
        ({"room": "4711"}, "Bitte wählen Sie einen Eintrag"),
        ({"kind": "party"}, "Bitte wählen Sie einen Eintrag"),
        ({"format": ODD}, "Bitte wählen Sie einen Eintrag"),
    ],
)
def test_bad_input_is_explained_at_its_field_and_kept(secretary, committee, values, message):
    response = secretary.post("/sitzungen/neu", data=planning(committee, **values))

    page = shown(response)
    assert response.status_code == 200
    assert "<title>Fehler: Sitzung planen" in page
    assert message in page
    assert db.session.query(Sitting).count() == 0


def test_an_empty_form_is_refused(secretary, committee):
    assert "Bitte geben Sie ein Datum ein" in shown(secretary.post("/sitzungen/neu", data={}))


def test_odd_characters_are_cleaned_and_shown_as_text(secretary, committee):
    secretary.post("/sitzungen/neu", data=planning(committee, note=ODD))

    sitting = one_sitting()
    assert sitting.note == CLEAN_ODD
    page = shown(secretary.get(f"/sitzungen/{sitting.id}/bearbeiten"))
    assert "&lt;script&gt;alert(1)" in page


def test_only_own_committees_can_be_planned(stranger, committee):
    response = stranger.post("/sitzungen/neu", data=planning(committee))

    assert "Bitte wählen Sie einen Eintrag" in shown(response)
    assert db.session.query(Sitting).count() == 0


def test_anonymous_visitors_are_led_to_the_sign_in(client, committee):
    sitting = build.sitting(committee)

    for page in ("neu", f"{sitting.id}/bearbeiten", f"{sitting.id}/verlegen"):
        response = client.get(f"/sitzungen/{page}")
        assert response.status_code == 302
        assert response.location.startswith("/anmelden")


@pytest.mark.parametrize(
    ("method", "page"),
    [
        ("get", "bearbeiten"),
        ("post", "bearbeiten"),
        ("get", "verlegen"),
        ("post", "verlegen"),
        ("get", "absagen"),
        ("post", "absagen"),
        ("get", "zeiten"),
        ("post", "zeiten"),
        ("get", "eroeffnen"),
        ("post", "eroeffnen"),
        ("post", "eroeffnung-zuruecknehmen"),
        ("get", "schliessen"),
        ("post", "schliessen"),
        ("post", "wieder-oeffnen"),
    ],
)
def test_another_secretariat_may_not_change_a_sitting(stranger, committee, method, page):
    sitting = build.sitting(committee, state=SittingState.INVITED)

    assert getattr(stranger, method)(f"/sitzungen/{sitting.id}/{page}").status_code == 403


@pytest.mark.parametrize("id", ["2147483647", "2147483648", "0", "00001", "١", "99999999999999999"])
def test_unknown_sittings_are_not_found(secretary, id):
    assert secretary.get(f"/sitzungen/{id}/bearbeiten").status_code == 404


# Editing, moving, cancelling


def editing(sitting, **values) -> dict[str, str]:
    return {
        "room": "0",
        "kind": "regular",
        "format": "in_person",
        "publicity": "ja",
        "online_url": "",
        "note": "",
        "version": str(sitting.version),
    } | values


def test_details_are_changed(secretary, committee):
    sitting = build.sitting(committee)
    room = build.room()

    secretary.get(f"/sitzungen/{sitting.id}/bearbeiten")
    secretary.post(
        f"/sitzungen/{sitting.id}/bearbeiten",
        data=editing(sitting, room=str(room.id), kind="special", publicity="nein"),
    )

    changed = one_sitting()
    assert (changed.room_id, changed.kind.value, changed.is_public) == (room.id, "special", False)


def test_a_stale_save_shows_both_texts_and_the_second_try_saves(secretary, committee):
    sitting = build.sitting(committee)
    room = build.room("Saal 1", venue="Rathaus")
    address, mine = f"/sitzungen/{sitting.id}/bearbeiten", editing(sitting, note="Meine Notiz")
    secretary.post(address, data=editing(sitting, note="Fremde Notiz", room=str(room.id)))

    page = shown(secretary.post(address, data=mine))

    assert "Fremde Notiz" in page
    assert "Meine Notiz" in page
    assert "Rathaus, Saal 1" in page
    assert one_sitting().note == "Fremde Notiz"
    secretary.post(address, data=mine | {"version": str(one_sitting().version)})
    assert one_sitting().note == "Meine Notiz"


@pytest.mark.parametrize("version", ["", "x", "99", "-1", "9" * 30])
def test_a_form_without_its_version_never_overwrites(secretary, committee, version):
    sitting = build.sitting(committee, note="Alt")

    secretary.post(
        f"/sitzungen/{sitting.id}/bearbeiten", data=editing(sitting, note="Neu", version=version)
    )

    assert one_sitting().note == "Alt"


def moving(sitting, **values) -> dict[str, str]:
    return {
        "day": "17.12.2026",
        "start": "15",
        "end": "17",
        "room": "0",
        "reason": "Saal belegt",
        "version": str(sitting.version),
    } | values


def test_an_invited_sitting_is_moved_with_a_reason(secretary, committee):
    sitting = build.sitting(committee, state=SittingState.INVITED)
    address = f"/sitzungen/{sitting.id}/verlegen"

    assert "neu eingeladen werden" in shown(secretary.get(address))
    assert "Bitte nennen Sie den Grund" in shown(
        secretary.post(address, data=moving(sitting, reason=""))
    )
    secretary.post(address, data=moving(sitting))

    moved = one_sitting()
    assert (moved.state, moved.date) == (SittingState.MOVED, date(2026, 12, 17))
    assert [m.reason for m in moved.moves] == ["Saal belegt"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"day": "10.12.2026", "start": "14", "end": "16"}, "Das ist der bisherige Termin"),
        ({"end": "14:59"}, "Das Ende muss nach dem Beginn liegen."),
        ({"end": ""}, "Bitte geben Sie eine Uhrzeit ein"),
        ({"day": "32.12.2026"}, "gibt es nicht"),
        ({"reason": LONG}, "Bitte kürzen Sie den Text"),
    ],
)
def test_a_wrong_move_is_explained(secretary, committee, values, message):
    sitting = build.sitting(committee)

    page = shown(
        secretary.post(f"/sitzungen/{sitting.id}/verlegen", data=moving(sitting, **values))
    )

    assert message in page
    assert one_sitting().moves == []


def test_a_stale_move_is_shown_and_not_done(secretary, committee):
    sitting = build.sitting(committee)

    page = shown(
        secretary.post(f"/sitzungen/{sitting.id}/verlegen", data=moving(sitting, version="99"))
    )

    assert "Der Eintrag wurde inzwischen geändert" in page
    assert one_sitting().moves == []


def test_a_sitting_is_cancelled_with_a_reason_and_stays(secretary, committee):
    sitting = build.sitting(committee, state=SittingState.INVITED)
    address = f"/sitzungen/{sitting.id}/absagen"
    secretary.get(address)

    page = shown(secretary.post(address, data={"version": str(sitting.version)}))
    assert "Bitte nennen Sie den Grund der Absage." in page
    secretary.post(address, data={"version": str(sitting.version), "reason": "Erkrankung"})

    assert one_sitting().state is SittingState.CANCELLED
    assert "abgesagt" in shown(secretary.get("/sitzungen?zeitraum=2026"))


def test_a_stale_cancellation_is_refused(secretary, committee):
    sitting = build.sitting(committee)

    response = secretary.post(
        f"/sitzungen/{sitting.id}/absagen", data={"version": "99", "reason": "Zu wenige Punkte"}
    )

    assert response.status_code == 409
    assert "Ihre Eingaben sind noch da" in response.text
    assert 'value="Zu wenige Punkte"' in response.text
    assert one_sitting().state is SittingState.PLANNED


def test_a_cancelled_sitting_cannot_be_moved_or_cancelled_again(secretary, committee):
    sitting = build.sitting(committee, state=SittingState.CANCELLED)

    assert secretary.get(f"/sitzungen/{sitting.id}/verlegen").status_code == 409
    assert secretary.get(f"/sitzungen/{sitting.id}/absagen").status_code == 409


# Running


def test_a_sitting_is_opened_closed_and_reopened(secretary, committee, freeze):
    sitting = build.sitting(committee, build.NOW.date(), state=SittingState.INVITED)
    address = f"/sitzungen/{sitting.id}"

    for button, state in (
        ("eroeffnen", SittingState.RUNNING),
        ("schliessen", SittingState.CLOSED),
        ("wieder-oeffnen", SittingState.RUNNING),
        ("eroeffnung-zuruecknehmen", SittingState.INVITED),
    ):
        response = secretary.post(f"{address}/{button}")
        assert (response.status_code, response.location) == (302, address)
        assert one_sitting().state is state


def test_a_refused_button_leads_back_with_the_reason(secretary, committee):
    sitting = build.sitting(committee)
    address = f"/sitzungen/{sitting.id}"

    assert secretary.post(f"{address}/eroeffnen").status_code == 409
    response = secretary.post(
        f"{address}/eroeffnen", headers={"Referer": "http://localhost/sitzungen"}
    )

    assert response.location == "/sitzungen"
    assert "Sie lässt sich jetzt nicht eröffnen." in shown(secretary.get("/sitzungen"))


def test_a_button_without_token_is_refused(secretary, committee):
    sitting = build.sitting(committee, state=SittingState.INVITED)

    response = secretary.post(f"/sitzungen/{sitting.id}/eroeffnen", csrf=False)

    assert response.status_code == 400
    assert one_sitting().state is SittingState.INVITED


def test_the_real_times_are_corrected(secretary, committee):
    sitting = build.sitting(
        committee, state=SittingState.CLOSED, opened_at=build.NOW, closed_at=build.NOW
    )
    address, version = f"/sitzungen/{sitting.id}/zeiten", str(sitting.version)
    assert 'value="10:00"' in shown(secretary.get(address))

    page = shown(secretary.post(address, data={"version": version, "opened": "16", "closed": "15"}))
    assert "Das Ende muss nach dem Beginn liegen." in page
    secretary.post(address, data={"version": version, "opened": "14:03", "closed": "16:20"})

    sitting = one_sitting()
    assert (sitting.opened_at.minute, sitting.closed_at.minute) == (3, 20)


def test_nothing_changes_after_the_minutes_are_signed(secretary, committee):
    sitting = build.sitting(
        committee, state=SittingState.CLOSED, record_closed_at=build.NOW, note="Alt"
    )
    address = f"/sitzungen/{sitting.id}"

    secretary.post(f"{address}/bearbeiten", data=editing(sitting, note="Neu"))
    secretary.post(f"{address}/wieder-oeffnen")
    secretary.post(f"{address}/verlegen", data=moving(sitting))

    kept = one_sitting()
    assert (kept.note, kept.state, kept.moves) == ("Alt", SittingState.CLOSED, [])


def test_a_tentative_sitting_says_that_it_has_no_number_yet(secretary, committee):
    sitting = build.sitting(committee, number=None)

    page = shown(secretary.get(f"/sitzungen/{sitting.id}"))

    assert "noch ohne Nummer; sie kommt mit der Einladung" in page
    assert "Nummer berichtigen" not in page


def test_a_number_is_corrected_with_a_reason_that_stays_on_the_page(secretary, committee):
    sitting = build.sitting(committee, number=4, state=SittingState.INVITED)
    address = f"/sitzungen/{sitting.id}/nummer"
    secretary.get(address)
    fields = {"number": "5", "reference": "", "version": str(sitting.version)}

    refused = shown(secretary.post(address, data=fields))
    secretary.post(address, data=fields | {"reason": "Die 4. gab es schon"})

    assert "Bitte nennen Sie den Grund." in refused
    assert one_sitting().number == 5
    page = shown(secretary.get(address))
    assert "Nummer 4 → 5." in page
    assert "Grund: Die 4. gab es schon" in page


def test_a_sent_kennung_is_shown_and_not_edited(secretary, committee):
    sitting = build.sitting(committee, state=SittingState.INVITED, reference="IR/0004/2026")

    page = shown(secretary.get(f"/sitzungen/{sitting.id}/bearbeiten"))

    assert 'name="reference"' not in page
    assert "Kennung: IR/0004/2026" in page
