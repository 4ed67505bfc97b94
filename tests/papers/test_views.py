"""The pages of papers: uploading with and without faults, publishing, reading, refusing."""

import io

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.files.models import StoredFile
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.files import samples


@pytest.fixture
def sitting(app):
    made = build.sitting(build.committee(), state=SittingState.INVITED)
    made.office = build.account(secretariat_of=[made.committee])
    db.session.commit()
    return made


@pytest.fixture
def office(client, login, sitting):
    return login(client, sitting.office)


def sent(client, item, data: bytes, name: str, **fields):
    return client.post(
        f"/tagesordnungspunkte/{item.id}/unterlagen/neu",
        data={"file": (io.BytesIO(data), name), **fields},
        content_type="multipart/form-data",
    )


def sent_before(response) -> str:
    page = html.fromstring(response.get_data(as_text=True))
    return page.xpath("//input[@name='sent_before']/@value")[0]


def errors(response) -> list[str]:
    page = html.fromstring(response.get_data(as_text=True))
    return [" ".join(one.text_content().split()) for one in page.cssselect(".kern-error p")]


def test_a_file_is_uploaded_published_read_and_withdrawn(office, new_client, sitting):
    item, public = build.item(sitting), new_client()

    answer = sent(office, item, samples.pdf("Radweg"), "Radweg für Köln.pdf")
    paper = db.session.query(Paper).one()
    address = f"/unterlagen/{paper.id}"
    assert answer.headers["Location"] == address
    assert paper.title == "Radweg für Köln"
    assert public.get(address).status_code == public.get(f"{address}/datei").status_code == 404

    assert office.post(f"{address}/veroeffentlichen", data={"version": "1"}).status_code == 200
    done = office.post(
        f"{address}/veroeffentlichen", data={"version": "1", "is_looked_through": "y"}
    )
    assert done.status_code == 302
    read = public.get(f"{address}/datei")
    assert read.status_code == 200
    assert read.data == samples.pdf("Radweg")
    listed = public.get(f"/sitzungen/{sitting.id}/tagesordnung").get_data(as_text=True)
    assert f'href="{address}/datei"' in listed

    office.post(f"{address}/zuruecknehmen")
    assert public.get(f"{address}/datei").status_code == 404


def test_a_file_is_given_out_so_that_no_browser_runs_it_and_no_cache_keeps_it(office, sitting):
    pdf = build.paper(build.item(sitting), "Köln – „Straße“; a/b")
    pdf.newest.name = "Köln – „Straße“.pdf"
    picture = build.paper(build.item(sitting), stored=build.stored_file(kind="png"))
    db.session.commit()

    answer = office.get(f"/unterlagen/{pdf.id}/datei")
    shown = office.get(f"/unterlagen/{picture.id}/datei")

    told = answer.headers
    assert told["Content-Disposition"].startswith("attachment; filename=")
    assert (
        "filename*=UTF-8''K%C3%B6ln%20%E2%80%93%20%E2%80%9EStra%C3%9Fe"
        in told["Content-Disposition"]
    )
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"].startswith("sandbox;")
    assert told["Cache-Control"] == "no-store"
    assert told["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith("inline")


def test_a_file_is_given_out_in_pieces_and_not_again_when_it_is_the_same(office, sitting):
    paper = build.paper(build.item(sitting), stored=build.stored_file(b"0123456789"))
    db.session.commit()
    address = f"/unterlagen/{paper.id}/datei"
    tag = office.get(address).headers["ETag"]

    piece = office.get(address, headers={"Range": "bytes=2-4"})
    same = office.get(address, headers={"If-None-Match": tag})

    assert (piece.status_code, piece.data) == (206, b"234")
    assert same.status_code == 304


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (samples.web_page(), "antrag.pdf", "Diese Art von Datei wird nicht angenommen."),
        (b"", "leer.pdf", "Die Datei ist leer"),
        (bytes(150_000), "gross.pdf", "Die Datei ist größer als 100 KB."),
    ],
)
def test_a_refusal_stands_at_the_field_and_nothing_typed_is_lost(
    office, sitting, monkeypatch, data, name, sentence
):
    monkeypatch.setitem(office.application.config, "MAX_FILE_BYTES", 100 * 1024)

    answer = sent(office, build.item(sitting), data, name, title="Mein Titel", text="Mein Text")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert errors(answer)[0].startswith(f"Fehler: {sentence}")
    assert "Mein Titel" in page
    assert "Mein Text" in page
    assert db.session.query(Paper).count() == 0


def test_a_photo_needs_its_text_and_need_not_be_sent_again(office, sitting):
    item = build.item(sitting)

    asked = sent(office, item, samples.photo(), "IMG_1.jpg")
    kept = sent_before(asked)
    assert errors(asked)[0].startswith("Fehler: Ein Bild allein kann nicht jeder lesen.")
    answer = office.post(
        f"/tagesordnungspunkte/{item.id}/unterlagen/neu",
        data={"sent_before": kept, "text": "Ein roter Plan", "title": "Plan"},
    )

    assert answer.status_code == 302
    paper = db.session.query(Paper).one()
    assert (paper.title, paper.newest.name, paper.newest.text) == (
        "Plan",
        "IMG_1.jpg",
        "Ein roter Plan",
    )
    assert db.session.query(StoredFile).count() == 1


def test_what_somebody_else_uploaded_cannot_be_taken_up(office, new_client, login, sitting):
    item = build.item(sitting)
    other = build.account(secretariat_of=[sitting.committee])
    asked = sent(office, item, samples.photo(), "IMG_1.jpg")
    kept = sent_before(asked)

    stolen = login(new_client(), other).post(
        f"/tagesordnungspunkte/{item.id}/unterlagen/neu", data={"sent_before": kept, "text": "x"}
    )

    assert errors(stolen) == ["Fehler: Bitte wählen Sie eine Datei aus."]


def test_a_name_that_promised_something_else_is_told(office, sitting):
    sent(office, build.item(sitting), samples.docx(), "Antrag.pdf")

    paper = db.session.query(Paper).one()
    page = office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    assert "Sie heißt jetzt „Antrag.docx“" in page


def test_what_is_missing_in_a_scan_is_named_for_the_office(office, new_client, login, sitting):
    person = build.person("Mitglied")
    build.member(sitting.committee, person)
    member = login(new_client(), build.account(person=person))
    sent(office, build.item(sitting), samples.scanned_pdf(), "scan.pdf")
    paper = db.session.query(Paper).one()

    mine = office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    theirs = member.get(f"/unterlagen/{paper.id}").get_data(as_text=True)

    assert "Was an der Datei noch fehlt" in mine
    assert "Ohne Text: Die Seiten sind nur Bilder" in mine
    assert "Was an der Datei noch fehlt" not in theirs


def test_a_file_that_is_gone_from_the_disk_is_told_without_a_failure(office, sitting):
    paper = build.paper(build.item(sitting))
    db.session.commit()
    build.store().path(paper.newest.stored.sha256).unlink()

    answer = office.get(f"/unterlagen/{paper.id}/datei")

    assert answer.status_code == 503
    assert "fehlt im Speicher" in answer.get_data(as_text=True)


def test_a_closed_paper_leaves_no_trace_for_the_public_and_its_download_is_noted(
    office, new_client, sitting
):
    paper = build.paper(build.item(sitting, "Personal", part=Part.CLOSED), "Geheim", published=True)
    db.session.commit()
    public = new_client()

    missing = public.get("/unterlagen/999999").get_data()
    assert public.get(f"/unterlagen/{paper.id}").get_data() == missing
    assert b"Geheim" not in public.get(f"/sitzungen/{sitting.id}/unterlagen").data
    assert b"Geheim" not in public.get("/unterlagen?q=Geheim").data.replace(b'value="Geheim"', b"")
    assert office.get(f"/unterlagen/{paper.id}/datei").status_code == 200
    noted = office.get(f"/protokoll/unterlage/{paper.id}").get_data(as_text=True)
    assert "Heruntergeladen: Unterlage eines nichtöffentlichen Punktes" in noted


def test_a_script_that_sends_the_form_is_told_where_to_go(office, sitting):
    item = build.item(sitting)

    answer = office.post(
        f"/tagesordnungspunkte/{item.id}/unterlagen/neu",
        data={"file": (io.BytesIO(samples.pdf()), "a.pdf")},
        content_type="multipart/form-data",
        headers={"Sec-Fetch-Dest": "empty"},
    )

    assert answer.get_json() == {"href": f"/unterlagen/{db.session.query(Paper).one().id}"}
