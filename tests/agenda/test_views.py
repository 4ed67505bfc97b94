import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.agenda.pages import outline, page_of, shown

LONG = "x" * 100_001
ODD = "<b>fett</b> 🦄 „Ärger“ \x00\x07 & Co"


def invite(sitting):
    for number, item in enumerate(all_items(sitting), start=1):
        item.printed_number = str(number)
    sitting.state = SittingState.INVITED


def word_text(response) -> str:
    with ZipFile(io.BytesIO(response.data)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if "xml" in name)


# Reading


def test_a_draft_is_not_shown_to_visitors(client, sitting):
    build.item(sitting, "Entwurfspunkt")

    page = shown(client.get(page_of(sitting)))

    assert "Die Tagesordnung ist noch nicht veröffentlicht." in page
    assert "Entwurfspunkt" not in page


def test_visitors_read_the_public_part_without_persons(client, sitting):
    build.item(
        sitting,
        "Haltestellen",
        presenter="Dr. Ayşe Yıldız",
        explanation="Erl",
        proposal="Vorsch",
        is_proposal_internal=True,
    )
    build.item(sitting, "Vertragssache", part=Part.CLOSED)
    invite(sitting)

    page = shown(client.get(page_of(sitting)))

    assert "Haltestellen" in page
    for hidden in ("Vertragssache", "Yıldız", "Erl", "Vorsch"):
        assert hidden not in page


def test_members_read_explanations_and_the_closed_part(client, committee, sitting, login):
    person = build.person()
    build.member(committee, person)
    build.item(sitting, "Haltestellen", explanation="Warum das nötig ist")
    build.item(sitting, "Vertragssache", part=Part.CLOSED)
    invite(sitting)

    page = shown(login(client, build.account(person=person)).get(page_of(sitting)))

    assert "Warum das nötig ist" in page
    assert "Vertragssache" in page
    assert "Nachtrag ergänzen" not in page


def test_lists_in_a_proposal_are_lists_on_the_page(secretary, sitting):
    build.item(
        sitting,
        "Haltestellen",
        explanation="Termine:\n\n1. März 2026\n15. April 2026",
        proposal="Der Beirat bittet:\n\n1. um **Rampen**,\n3. um Aufzüge.\n\n- 5 °C",
    )

    page = shown(secretary.get(page_of(sitting)))

    assert "<p>1. März 2026<br>15. April 2026</p>" in page
    assert '<li value="1">um <strong>Rampen</strong>,</li>\n<li value="3">um Aufzüge.</li>' in page
    assert "<p>- 5 °C</p>" in page


@pytest.mark.parametrize(
    ("field", "pasted", "meant"),
    [
        ("title", "\uf0b7\tBericht \uf0e0 Rat\v2026", "• Bericht → Rat 2026"),
        ("presenter", "Frau\tAyşe\u00a0Yıldız", "Frau Ayşe Yıldız"),
        ("explanation", "Stand:\v\uf0fc fertig\n\uf0a7\tRampe", "Stand:\n✓ fertig\n• Rampe"),
        ("proposal", "Wir bitten:\n·\tRampe\no\tTür", "Wir bitten:\n• Rampe\n  • Tür"),
    ],
)
def test_what_word_pastes_into_an_item_is_stored_as_it_is_meant(
    secretary, sitting, field, pasted, meant
):
    item = build.item(sitting, "Haltestellen")
    form = {"title": "Haltestellen", "version": str(item.version), field: pasted}

    assert secretary.post(f"/tagesordnungspunkte/{item.id}", data=form).status_code == 302

    db.session.expire_all()
    assert getattr(db.session.get(AgendaItem, item.id), field) == meant


def test_an_internal_sitting_keeps_its_agenda(client, committee):
    internal = build.sitting(committee, is_public=False)
    build.item(internal, "Intern")
    invite(internal)

    page = shown(client.get(page_of(internal)))

    assert "Die Tagesordnung ist nicht öffentlich." in page
    assert "Intern<" not in page


@pytest.mark.parametrize("number", [12, 120])
def test_the_page_takes_a_constant_number_of_queries(secretary, sitting, query_count, number):
    for index in range(number // 3):
        parent = build.item(sitting, f"Punkt {index}", explanation="Text")
        build.item(sitting, "Ebene 3", parent=build.item(sitting, "Ebene 2", parent=parent))
    db.session.commit()

    with query_count() as counted:
        secretary.get(page_of(sitting))

    assert counted.count <= 12


def test_a_title_of_394_items_and_608_characters_is_shown(secretary, sitting):
    for _ in range(394):
        build.item(sitting, "Sehr langer Titel " * 34)

    assert "394" in shown(secretary.get(page_of(sitting)))


# Writing


def test_the_standard_agenda_is_taken_over_once(secretary, sitting):
    assert "Standard-Tagesordnung übernehmen" in shown(secretary.get(page_of(sitting)))

    secretary.post(page_of(sitting) + "/uebliche")

    assert outline(sitting.id)[3] == "Ö 4 Verschiedenes"
    assert "Standard-Tagesordnung" not in shown(secretary.get(page_of(sitting))).split("<h2")[-1]
    assert secretary.post(page_of(sitting) + "/uebliche").status_code == 409


def test_items_are_added_at_the_end_under_another_and_in_the_closed_part(secretary, sitting):
    address = page_of(sitting) + "/neu"

    response = secretary.post(address, data={"title": "Mitteilungen", "place": "public"})
    item = db.session.query(AgendaItem).one()
    assert response.location == f"{page_of(sitting)}#top-{item.id}"
    secretary.post(address, data={"title": "der Verwaltung", "place": str(item.id)})
    secretary.post(address, data={"title": "Vertrag", "place": "closed"})

    assert outline(sitting.id) == ["Ö 1 Mitteilungen", "Ö 1.1 der Verwaltung", "N 1 Vertrag"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": ""}, "Bitte geben Sie einen Titel an."),
        ({"title": " \x07\n "}, "Bitte geben Sie einen Titel an."),
        ({"title": "x" * 1001}, "Bitte kürzen Sie den Text"),
        ({"explanation": LONG}, "Bitte kürzen Sie den Text"),
        ({"reference": "x" * 61}, "Bitte kürzen Sie den Text"),
        ({"place": "4711"}, "Bitte wählen Sie einen Eintrag"),
        ({"place": "secret"}, "Bitte wählen Sie einen Eintrag"),
    ],
)
def test_a_wrong_item_is_explained_and_kept(secretary, sitting, values, message):
    data = {"title": "Mein Titel", "place": "public", "presenter": "Frau Muster"} | values

    page = shown(secretary.post(page_of(sitting) + "/neu", data=data))

    assert message in page
    assert 'value="Frau Muster"' in page
    assert outline(sitting.id) == []


def test_a_fourth_level_is_not_offered(secretary, sitting):
    parent = None
    for title in ("A", "B", "C"):
        parent = build.item(sitting, title, parent=parent)

    page = shown(secretary.get(page_of(sitting) + "/neu"))

    assert "unter Ö 1.1 B" in page
    assert "unter Ö 1.1.1 C" not in page
    data = {"title": "D", "place": str(parent.id)}
    assert "Bitte wählen Sie einen Eintrag" in shown(
        secretary.post(page_of(sitting) + "/neu", data=data)
    )


def test_markup_and_emoji_are_shown_as_text(secretary, sitting):
    secretary.post(page_of(sitting) + "/neu", data={"title": ODD, "place": "public"})

    page = shown(secretary.get(page_of(sitting)))

    assert "&lt;b&gt;fett&lt;/b&gt; 🦄 „Ärger“ &amp; Co" in page


def editing(item, **values) -> dict[str, str]:
    return {"title": item.title, "version": str(item.version)} | values


def test_an_item_is_edited(secretary, sitting):
    item = build.item(sitting, "Alt")
    assert 'value="Alt"' in shown(secretary.get(f"/tagesordnungspunkte/{item.id}"))

    secretary.post(
        f"/tagesordnungspunkte/{item.id}",
        data=editing(item, title="Neu", proposal="Zeile 1\r\nZeile 2"),
    )

    db.session.expire_all()
    assert (item.title, item.proposal) == ("Neu", "Zeile 1\nZeile 2")


def test_two_people_edit_one_item_and_neither_text_is_lost(secretary, sitting):
    item = build.item(sitting, "Alt")
    address = f"/tagesordnungspunkte/{item.id}"
    mine = editing(item, title="Mein Titel")
    secretary.post(address, data=editing(item, title="Fremder Titel"))

    page = shown(secretary.post(address, data=mine))

    assert "Der Eintrag wurde inzwischen geändert" in page
    assert "Fremder Titel" in page
    assert 'value="Mein Titel"' in page
    assert outline(sitting.id) == ["Ö 1 Fremder Titel"]


def test_items_are_reordered_by_buttons(secretary, sitting):
    a, b = build.item(sitting, "A"), build.item(sitting, "B")
    page = shown(secretary.get(page_of(sitting)))
    assert f"/tagesordnungspunkte/{b.id}/schieben?richtung=hoch" in page
    assert f"/tagesordnungspunkte/{a.id}/schieben?richtung=hoch" not in page

    secretary.post(f"/tagesordnungspunkte/{b.id}/schieben?richtung=hoch")

    assert outline(sitting.id) == ["Ö 1 B", "Ö 2 A"]
    wrong = secretary.post(f"/tagesordnungspunkte/{b.id}/schieben?richtung=seitwaerts")
    assert wrong.status_code == 404


def test_an_item_is_moved_to_a_chosen_place(secretary, sitting):
    a, b = build.item(sitting, "A"), build.item(sitting, "B")
    address = f"/tagesordnungspunkte/{a.id}/verschieben"

    secretary.post(address, data={"target": f"under-{b.id}"})
    assert outline(sitting.id) == ["Ö 1 B", "Ö 1.1 A"]
    secretary.post(address, data={"target": "first"})
    assert outline(sitting.id) == ["Ö 1 A", "Ö 2 B"]
    secretary.post(address, data={"target": f"after-{b.id}"})
    assert outline(sitting.id) == ["Ö 1 B", "Ö 2 A"]


@pytest.mark.parametrize("target", ["", "under-", "after-99999999999", "under-x", "-", "first-1"])
def test_a_wrong_place_moves_nothing(secretary, sitting, target):
    item = build.item(sitting, "A")
    build.item(sitting, "B")

    response = secretary.post(
        f"/tagesordnungspunkte/{item.id}/verschieben", data={"target": target}
    )

    assert response.status_code == 409
    assert outline(sitting.id) == ["Ö 1 A", "Ö 2 B"]


def test_the_part_changes_only_with_the_box_ticked(secretary, sitting):
    item = build.item(sitting, "Vertrag", part=Part.CLOSED)
    address = f"/tagesordnungspunkte/{item.id}/teil-wechseln"

    assert secretary.post(address).status_code == 409
    assert outline(sitting.id) == ["N 1 Vertrag"]
    secretary.post(address, data={"is_confirmed": "y"})

    assert outline(sitting.id) == ["Ö 1 Vertrag"]


def test_a_deleted_item_is_brought_back_from_the_page(secretary, sitting):
    item = build.item(sitting, "Versehen")

    secretary.post(f"/tagesordnungspunkte/{item.id}/loeschen")
    page = shown(secretary.get(page_of(sitting)))
    assert "Gelöschte Punkte" in page
    assert secretary.get(f"/tagesordnungspunkte/{item.id}").status_code == 404
    secretary.post(f"/tagesordnungspunkte/{item.id}/wiederherstellen")

    assert outline(sitting.id) == ["Ö 1 Versehen"]


def test_after_the_invitation_items_are_withdrawn_adjourned_and_added_late(
    secretary, committee, sitting
):
    a, b = build.item(sitting, "A"), build.item(sitting, "B")
    later = build.sitting(committee, date(2027, 2, 4))
    invite(sitting)

    assert secretary.post(f"/tagesordnungspunkte/{a.id}/loeschen").status_code == 409
    secretary.post(f"/tagesordnungspunkte/{a.id}/absetzen")
    secretary.post(f"/tagesordnungspunkte/{b.id}/vertagen", data={"target": str(later.id)})
    secretary.post(page_of(sitting) + "/neu", data={"title": "C", "place": "public"})

    page = shown(secretary.get(page_of(sitting)))
    assert [m for m in ("abgesetzt", "vertagt", "Nachtrag") if m not in page] == []
    assert outline(later.id) == ["Ö 1 B"]
    assert "vertagt auf den 04.02.2027" in page
    assert f"vertagt am {format_date(sitting.date)} (" in shown(secretary.get(page_of(later)))
    secretary.post(f"/tagesordnungspunkte/{a.id}/wieder-aufnehmen")
    db.session.expire_all()
    assert a.mark is ItemMark.NONE


@pytest.mark.parametrize("target", ["", "4711", "x", "99999999999999999999"])
def test_an_item_is_only_adjourned_to_an_offered_sitting(secretary, sitting, target):
    item = build.item(sitting, "A")
    invite(sitting)

    response = secretary.post(f"/tagesordnungspunkte/{item.id}/vertagen", data={"target": target})

    assert response.status_code == 409


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/schieben?richtung=hoch",
        "/verschieben",
        "/teil-wechseln",
        "/loeschen",
        "/absetzen",
        "/wieder-aufnehmen",
        "/vertagen",
    ],
)
def test_another_secretariat_changes_no_item(client, sitting, login, page):
    other = build.committee("integrationsrat")
    item = build.item(sitting, "A")
    invite(sitting)
    stranger = login(client, build.account(secretariat_of=[other]))

    assert stranger.post(f"/tagesordnungspunkte/{item.id}{page}").status_code == 403


def test_a_draft_or_closed_item_does_not_exist_for_others(client, sitting, login):
    other = build.committee("integrationsrat")
    draft = build.item(sitting, "A")
    stranger = login(client, build.account(secretariat_of=[other]))

    assert stranger.get(f"/tagesordnungspunkte/{draft.id}").status_code == 404
    invite(sitting)
    closed = build.item(sitting, "Z", part=Part.CLOSED)
    assert stranger.get(f"/tagesordnungspunkte/{closed.id}").status_code == 404


# The Word file


def test_the_public_word_file_holds_nothing_of_the_closed_part(secretary, sitting):
    build.item(sitting, "Haltestellen", presenter="Dr. Ayşe Yıldız", reference="1770/2020")
    build.item(sitting, "Vertragssache", part=Part.CLOSED)
    invite(sitting)

    response = secretary.get(page_of(sitting) + ".docx")

    text = word_text(response)
    assert response.mimetype.endswith("wordprocessingml.document")
    assert "Haltestellen (Vorlage 1770/2020)" in text
    for hidden in ("Vertragssache", "Yıldız"):
        assert hidden not in text
    assert "Vertragssache" in word_text(secretary.get(page_of(sitting) + ".docx?teil=alle"))


def test_visitors_download_the_public_agenda_only(client, sitting):
    build.item(sitting, "Haltestellen")

    assert client.get(page_of(sitting) + ".docx").status_code == 404
    invite(sitting)
    assert "Haltestellen" in word_text(client.get(page_of(sitting) + ".docx"))
    assert client.get(page_of(sitting) + ".docx?teil=alle").status_code == 404


def test_the_word_file_carries_marks_and_numbers(secretary, sitting):
    build.item(sitting, "A", mark=ItemMark.WITHDRAWN)
    invite(sitting)
    secretary.post(page_of(sitting) + "/neu", data={"title": "Eilantrag", "place": "public"})

    text = word_text(secretary.get(page_of(sitting) + ".docx"))

    assert [word for word in ("abgesetzt", "Eilantrag", "Nachtrag") if word not in text] == []


def test_a_title_typed_on_the_agenda_leads_to_the_field_for_the_next_one(secretary, sitting):
    top = build.item(sitting, "Oben")
    fields = {"title": "Unten", "place": str(top.id), "weiter": "1"}

    page = shown(secretary.post(f"{page_of(sitting)}/neu", data=fields, follow_redirects=True))

    tree = html.document_fromstring(page)
    assert tree.xpath("//input[@name='title']/@autofocus")
    assert tree.xpath("//select[@name='place']/option[@selected]/@value") == [str(top.id)]


def test_a_pasted_list_makes_items_and_keeps_what_was_typed_where_it_is_refused(secretary, sitting):
    build.item(sitting, "Verschiedenes")
    address = f"{page_of(sitting)}/liste"

    refused = secretary.post(address, data={"titles": "A\n  B\nA", "place": "public"})
    assert "A\n  B\nA" in shown(refused)
    assert outline(sitting.id) == ["Ö 1 Verschiedenes"]
    secretary.post(address, data={"titles": "A\n  B\nC", "place": "public"})

    assert outline(sitting.id) == ["Ö 1 A", "Ö 1.1 B", "Ö 2 C", "Ö 3 Verschiedenes"]


def test_a_proposal_is_public_with_its_item_and_stands_in_word(client, sitting):
    build.item(sitting, "Haltestellen", proposal="Der Rat **möge**", explanation="Intern")
    hidden = {"proposal": "Nur intern gedacht", "is_proposal_internal": True}
    build.item(sitting, "Rampen", **hidden)
    build.item(sitting, "Vertrag", part=Part.CLOSED, proposal="Geheim beschlossen")
    invite(sitting)

    page = shown(client.get(page_of(sitting)))
    document = word_text(client.get(f"{page_of(sitting)}.docx"))

    assert "Der Rat <strong>möge</strong>" in page
    assert "Beschlussvorschlag:" in document
    assert "möge" in document
    for secret in ("Intern<", "Nur intern gedacht", "Geheim beschlossen"):
        assert secret not in page
        assert secret not in document


def test_a_changed_title_is_told_to_everybody_and_the_former_one_to_the_committee(
    client, secretary, new_client, sitting
):
    item = build.item(sitting, "Alter Titel")
    invite(sitting)
    db.session.commit()
    version = {"version": str(item.version)}

    secretary.post(f"/tagesordnungspunkte/{item.id}", data={"title": "Neuer Titel"} | version)

    inside, outside = (shown(one.get(page_of(sitting))) for one in (secretary, new_client()))
    assert "eingeladen war zu: „Alter Titel“" in inside
    assert "Titel geändert am" in outside
    assert "Alter Titel" not in outside
    assert "Titel geändert am" in word_text(secretary.get(f"{page_of(sitting)}.docx"))


def test_of_a_closed_item_everybody_reads_its_number_and_designation(client, sitting):
    named = {"part": Part.CLOSED, "designation": "Vergabe", "explanation": "Firma Geheim"}
    build.item(sitting, "Auftrag an Firma Geheim", **named)
    below = build.item(sitting, "Kündigung Frau Geheim", part=Part.CLOSED)
    build.item(sitting, "Anlage Geheim", part=Part.CLOSED, parent=below)
    build.item(sitting, "Weg Geheim", part=Part.CLOSED, mark=ItemMark.REMOVED)
    for item in all_items(sitting):
        item.printed_number = "1" if item.designation else "2"
    sitting.state = SittingState.INVITED

    answers = [client.get(page_of(sitting)), client.get(f"{page_of(sitting)}.docx")]

    listed = html.document_fromstring(shown(answers[0])).xpath("//section//li")
    told = [" ".join(one.text_content().split()) for one in listed]
    assert told == ["N 1 Vergabe", "N 2 Nichtöffentliche Angelegenheit"]
    assert "Vergabe" in word_text(answers[1])
    assert "Nichtöffentliche Angelegenheit" in word_text(answers[1])
    assert "Geheim" not in shown(answers[0]) + word_text(answers[1])


def test_a_draft_tells_nobody_of_its_closed_items(client, sitting):
    build.item(sitting, "Auftrag", part=Part.CLOSED, designation="Vergabe")

    assert "Vergabe" not in shown(client.get(page_of(sitting)))


@pytest.mark.parametrize("named", ["Personalsache Öztürk", "Kündigung Frau Öztürk", "Ayla Öztürk"])
def test_a_designation_with_a_name_is_refused_at_its_field(secretary, committee, sitting, named):
    build.member(committee, build.person("Öztürk", "Ayla"))
    fields = {"title": "Kündigung", "place": "closed", "designation": named}

    answer = secretary.post(f"{page_of(sitting)}/neu", data=fields)

    assert "sieht nach einem Namen aus" in shown(answer)
    assert named in shown(answer)
    assert outline(sitting.id) == []


def test_after_the_notice_period_an_item_is_proposed_with_its_urgency(secretary, committee):
    committee.notice_days = 7
    sitting = build.sitting(committee, today() + timedelta(days=3))
    build.item(sitting, "A")
    invite(sitting)
    db.session.commit()
    fields = {"title": "Eilt", "place": "public"}

    refused = shown(secretary.post(f"{page_of(sitting)}/neu", data=fields))
    fields["urgency"] = "Die Frist des Landes endet morgen."
    secretary.post(f"{page_of(sitting)}/neu", data=fields)

    assert "Die Ladungsfrist ist abgelaufen." in refused
    told = "zur Aufnahme vorgeschlagen (Dringlichkeit: Die Frist des Landes endet morgen.)"
    assert told in shown(secretary.get(page_of(sitting)))
    assert outline(sitting.id) == [" Erweiterung der Tagesordnung", "Ö 1 A", "Ö 2 Eilt"]
