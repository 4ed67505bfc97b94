import io
from datetime import date
from zipfile import ZipFile

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.documents.reading import written_lines


@pytest.fixture
def committee(app):
    made = build.committee(notice_days=7)
    for _ in range(3):
        build.member(made)
    return made


@pytest.fixture
def sitting(committee):
    made = build.sitting(committee, date(2026, 12, 10), room=build.room())
    build.item(made, "Mitteilungen")
    return made


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(name="Gerda Geschäft", secretariat_of=[committee]))


@pytest.fixture(autouse=True)
def in_november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


def shown(response) -> str:
    return response.get_data(as_text=True)


def address(sitting) -> str:
    return f"/sitzungen/{sitting.id}/einladung"


def sending(sitting, **values) -> dict[str, str]:
    return {"text": "Sehr geehrte Mitglieder", "version": str(sitting.version)} | values


def test_the_page_shows_the_last_date_the_recipients_and_the_text(secretary, sitting):
    page = shown(secretary.get(address(sitting)))

    for text in (
        "Donnerstag, 3. Dezember 2026",
        "7 Kalendertage",
        "3 Personen",
        "hiermit lade ich Sie zur",
        "Einladung vorbereiten",
    ):
        assert text in page
    assert "Begründung für die verkürzte Ladungsfrist" not in page


def test_the_dispatch_is_put_on_record(secretary, sitting):
    response = secretary.post(address(sitting), data=sending(sitting))

    assert response.location == address(sitting)
    invitation = db.session.query(Invitation).one()
    assert (invitation.text, invitation.invited_by) == ("Sehr geehrte Mitglieder", "Gerda Geschäft")
    db.session.expire_all()
    assert sitting.state is SittingState.INVITED
    page = shown(secretary.get(address(sitting)))
    assert "Sonntag, 22. November 2026, 10:00 Uhr" in page
    assert "Einladung als versandt vermerken" not in page


def test_the_public_reads_the_agenda_after_the_dispatch(secretary, sitting, new_client):
    visitor = new_client()
    agenda = f"/sitzungen/{sitting.id}/tagesordnung"
    assert "Mitteilungen" not in shown(visitor.get(agenda))

    secretary.post(address(sitting), data=sending(sitting))

    assert "Mitteilungen" in shown(visitor.get(agenda))


def test_a_late_invitation_asks_for_its_reason(secretary, committee):
    soon = build.sitting(committee, date(2026, 11, 26), room=build.room())
    build.item(soon)
    assert "Die Ladungsfrist ist nicht mehr einzuhalten" in shown(secretary.get(address(soon)))

    page = shown(secretary.post(address(soon), data=sending(soon)))
    assert "Die Ladungsfrist ist nicht eingehalten. Bitte begründen Sie" in page
    secretary.post(address(soon), data=sending(soon, late_reason="Eilbedürftig"))

    assert "Verkürzte Ladungsfrist: Eilbedürftig" in shown(secretary.get(address(soon)))


def test_what_is_missing_is_listed_and_nothing_is_sent(secretary, committee):
    bare = build.sitting(committee)

    page = shown(secretary.get(address(bare)))
    assert "Die Tagesordnung ist noch leer." in page
    assert "Der Sitzungsort fehlt noch." in page
    assert "Der Sitzungsort fehlt noch." in shown(secretary.post(address(bare), data=sending(bare)))
    assert db.session.query(Invitation).count() == 0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "Bitte schreiben Sie einen Einladungstext."),
        ({"text": "x" * 20_001}, "Bitte kürzen Sie den Text"),
        ({"late_reason": "x" * 501}, "Bitte kürzen Sie den Text"),
        ({"version": "99"}, "Was gespeichert ist, hat sich inzwischen geändert."),
        ({"version": ""}, "Was gespeichert ist, hat sich inzwischen geändert."),
    ],
)
def test_wrong_input_sends_nothing(secretary, sitting, values, message):
    page = shown(secretary.post(address(sitting), data=sending(sitting, **values)))

    assert message in page
    assert db.session.query(Invitation).count() == 0


def test_a_second_click_sends_nothing_twice(secretary, sitting):
    data = sending(sitting)

    secretary.post(address(sitting), data=data)
    secretary.post(address(sitting), data=data)

    assert db.session.query(Invitation).count() == 1


def test_only_the_own_secretariat_invites(client, sitting, login, new_client):
    stranger = login(client, build.account(secretariat_of=[build.committee("integrationsrat")]))

    for method in ("get", "post"):
        assert getattr(stranger, method)(address(sitting)).status_code == 403
    assert stranger.get(address(sitting) + ".docx").status_code == 403
    assert new_client().get(address(sitting)).status_code == 302


def test_the_word_file_carries_letter_and_both_parts(secretary, sitting):
    build.item(sitting, "Vertragssache", part=Part.CLOSED)
    secretary.post(address(sitting), data=sending(sitting, text="Liebe Mitglieder 🦄 <b>"))

    response = secretary.get(address(sitting) + ".docx")

    with ZipFile(io.BytesIO(response.data)) as file:
        text = file.read("word/document.xml").decode()
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=Einladung-stag-behindertenpolitik-2026-12-10"
        "-mit-nichtoeffentlichem-Teil-nicht-weitergeben.docx"
    )
    for expected in ("Liebe Mitglieder 🦄 &lt;b&gt;", "Mitteilungen", "Vertragssache"):
        assert expected in text


def test_the_text_of_an_invitation_is_read_alike_on_the_page_and_in_word(secretary, sitting):
    text = (
        "Guten Tag,\n\n1. April 2026: Abgabe\n15. April 2026: Versand\n\n\uf0b7\tRampe\n\uf0b7\tTür"
    )
    secretary.post(address(sitting), data=sending(sitting, text=text))

    page = shown(secretary.get(address(sitting)))
    lines = written_lines(secretary.get(address(sitting) + ".docx").data)

    assert "<p>1. April 2026: Abgabe<br>15. April 2026: Versand</p>" in page
    assert "<ul>\n<li>Rampe</li>\n<li>Tür</li>\n</ul>" in page
    begin = lines.index("Guten Tag,")
    assert lines[begin + 1 : begin + 5] == [
        "1. April 2026: Abgabe",
        "15. April 2026: Versand",
        "• Rampe",
        "• Tür",
    ]


def test_a_past_sitting_without_a_dispatch_is_entered_opened_and_minuted(secretary, committee):
    past = build.sitting(committee, date(2026, 11, 20), room=build.room())
    refused = shown(secretary.post(f"/sitzungen/{past.id}/eroeffnen", follow_redirects=True))
    page = shown(secretary.get(address(past)))
    assert "Tragen Sie zuerst unter „Einladung“ ein, wann eingeladen wurde." in refused
    assert "Die Sitzung hat schon begonnen" in page
    assert "Bitte verlegen Sie die Sitzung" not in page

    bare = shown(secretary.post(address(past), data=sending(past)))
    secretary.post(address(past), data=sending(past, dispatched_on="10.11.2026"))

    assert "Kennen Sie ihn nicht" in bare
    page = shown(secretary.get(address(past)))
    assert "Dienstag, 10. November 2026" in page
    assert "nachgetragen am 22.11.2026 von Gerda Geschäft" in page
    secretary.post(f"/sitzungen/{past.id}/eroeffnen")
    db.session.expire_all()
    assert past.state is SittingState.RUNNING


def test_an_unknown_day_of_dispatch_is_told_with_its_note(secretary, committee):
    past = build.sitting(committee, date(2026, 11, 20), room=build.room())

    secretary.post(address(past), data=sending(past, note="Am Telefon eingeladen"))

    page = shown(secretary.get(address(past)))
    assert "Tag des Versands nicht bekannt" in page
    assert "Vermerk: Am Telefon eingeladen" in page
    assert secretary.get(address(past) + ".docx").status_code == 200


def test_a_dispatch_of_an_earlier_day_is_entered_before_the_sitting_too(secretary, committee):
    soon = build.sitting(committee, date(2026, 11, 26), room=build.room())
    build.item(soon)

    secretary.post(address(soon), data=sending(soon, dispatched_on="18.11.2026"))

    page = shown(secretary.get(address(soon)))
    assert "nachgetragen am 22.11.2026 von Gerda Geschäft" in page
    assert "Verkürzte Ladungsfrist" not in page


def test_the_number_is_told_before_and_given_with_the_dispatch(secretary, committee, db_session):
    soon = build.sitting(committee, date(2026, 12, 17), room=build.room(), number=None)
    build.item(soon)
    before = shown(secretary.get(address(soon)))

    answer = secretary.post(address(soon), data=sending(soon), follow_redirects=True)

    assert "Mit dem Versand bekommt die Sitzung die Nummer 1." in before
    assert "hiermit lade ich Sie zur 1. Sitzung der" in before
    assert "Die Sitzung hat die Nummer 1." in shown(answer)
    assert "1. Sitzung" in shown(secretary.get(f"/sitzungen/{soon.id}"))


def test_another_number_asks_for_its_reason_and_the_usual_text_follows_it(secretary, committee):
    soon = build.sitting(committee, date(2026, 12, 17), room=build.room(), number=None)
    build.item(soon)
    page = secretary.get(address(soon))
    usual = page_form_value(page, "text")
    fields = sending(soon, text=usual, number="12")

    refused = shown(secretary.post(address(soon), data=fields))
    secretary.post(address(soon), data=fields | {"number_reason": "Elf Sitzungen auf Papier"})

    assert "Bitte nennen Sie den Grund." in refused
    assert db.session.query(Invitation).one().text.count("12. Sitzung") == 1


def page_form_value(page, name: str) -> str:
    [field] = html.fromstring(shown(page)).xpath(f"//textarea[@name='{name}']")
    return field.text.removeprefix("\n")


def test_a_later_sitting_that_was_numbered_before_is_told_in_the_check(secretary, committee):
    build.sitting(committee, date(2026, 12, 20), state=SittingState.INVITED, number=1)
    soon = build.sitting(committee, date(2026, 12, 17), room=build.room(), number=None)

    page = shown(secretary.get(address(soon)))

    assert "An späteren Tagen sind schon vergeben: 1 (20.12.2026)." in page


def test_outside_every_term_the_check_says_that_no_number_is_given(secretary, committee):
    soon = build.sitting(committee, date(2026, 12, 17), room=build.room(), number=None, term=None)
    build.item(soon)
    page = shown(secretary.get(address(soon)))

    answer = shown(secretary.post(address(soon), data=sending(soon), follow_redirects=True))

    assert "Für diesen Tag ist keine Wahlperiode bekannt." in page
    assert "Die Sitzung hat keine Nummer, weil" in answer
