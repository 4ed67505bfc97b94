"""The pages of the Mitzeichnung: asking, the link shown once, and answering behind it."""

import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.models import PaperFile
from tests import builders as build
from tests.builders import NOW

PROPOSAL = {"kind": PaperKind.PROPOSAL, "way": Way.OFFICE, "state": PaperState.DRAFT}


@pytest.fixture
def paper(app):
    made = build.motion(build.committee(), "Umzug", text="Wir ziehen um.", **PROPOSAL)
    file = build.stored_file()
    made.files = [PaperFile(number=1, name="Plan.pdf", added_at=NOW, added_by="x", stored=file)]
    db.session.commit()
    return made


@pytest.fixture
def office(client, login, paper):
    clerk = build.account("buero@example.org", secretariat_of=[paper.committee])
    db.session.commit()
    return login(client, clerk)


def asked(office, paper, **fields) -> str:
    """The path of the link that the page shows."""
    data = {"name": "Rechtsamt", "email": "", "due_on": "31.12.2026"} | fields
    answer = office.post(f"/unterlagen/{paper.id}/mitzeichnungen", data=data)
    shown = office.get(answer.location).get_data(as_text=True)
    assert office.get(answer.location).status_code == 302  # once
    return re.search(r"(/mitzeichnung/[\w-]{43})", shown).group(1)


def test_an_office_without_an_account_reads_and_answers_by_its_link(office, new_client, paper):
    office.get(f"/unterlagen/{paper.id}/mitzeichnungen")
    path = asked(office, paper)
    colleague = new_client()

    page = colleague.get(path)
    told = page.get_data(as_text=True)
    assert "Wir ziehen um." in told
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert colleague.get(f"{path}/datei").status_code == 200
    assert colleague.get(f"/unterlagen/{paper.id}").status_code == 404
    refused = colleague.post(path, data={"verdict": "remarked", "remark": ""})
    assert "Anmerkung dazu" in refused.get_data(as_text=True)
    colleague.post(path, data={"verdict": "remarked", "remark": "Bitte später"})

    assert "Bitte später" in colleague.get(path).get_data(as_text=True)
    shown = office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    assert "mit Anmerkung" in shown
    assert "Bitte später" in shown


def test_a_look_writes_nothing_and_a_replaced_or_ended_link_opens_nothing(
    office, new_client, paper
):
    path = asked(office, paper)
    one = db.session.query(Concurrence).one()
    office.get(f"/mitzeichnungen/{one.id}")
    answer = office.post(f"/mitzeichnungen/{one.id}", data={"due_on": "31.12.2026"})
    assert new_client().get(path).status_code == 404
    shown = office.get(answer.location).get_data(as_text=True)
    path = re.search(r"(/mitzeichnung/[\w-]{43})", shown).group(1)
    assert new_client().get(path).status_code == 200

    office.post(f"/mitzeichnungen/{one.id}/beenden")
    assert new_client().get(path).status_code == 404
    db.session.expire_all()
    assert one.verdict is None


def test_a_link_to_a_paper_that_is_dealt_with_says_so_and_gives_no_file(office, new_client, paper):
    path = asked(office, paper)
    paper.state = PaperState.HANDLED
    db.session.commit()
    colleague = new_client()

    page = colleague.get(path)
    assert page.status_code == 410
    assert "Wir ziehen um." not in page.get_data(as_text=True)
    assert colleague.get(f"{path}/datei").status_code == 404
    paper.removed_at = NOW
    db.session.commit()
    assert colleague.get(path).status_code == 404


def test_what_is_wrong_stands_at_its_field(office, paper):
    page = f"/unterlagen/{paper.id}/mitzeichnungen"
    data = {"name": "Rechtsamt", "email": "kein@@", "due_on": "31.12.2026"}

    assert "keine E-Mail-Adresse" in office.post(page, data=data).get_data(as_text=True)
    late = office.post(page, data=data | {"email": "", "due_on": "01.01.2026"})
    assert "in der Vergangenheit" in late.get_data(as_text=True)


def test_a_colleague_with_an_account_finds_it_among_what_is_to_do(office, new_client, login, paper):
    other = build.committee("zweites")
    colleague = build.account("zwei@example.org", "Kim Zwei", secretariat_of=[other])
    db.session.commit()
    page = f"/unterlagen/{paper.id}/mitzeichnungen"
    data = {"user": str(colleague.id), "name": "", "email": "", "due_on": "31.12.2026"}
    office.post(page, data=data)

    signed_in = login(new_client(), colleague)
    assert "Vorlage mitzeichnen" in signed_in.get("/").get_data(as_text=True)
    signed_in.get(f"/unterlagen/{paper.id}/mitzeichnen")
    assert signed_in.get(f"/unterlagen/{paper.id}/mitzeichnen/datei").status_code == 200
    signed_in.post(f"/unterlagen/{paper.id}/mitzeichnen", data={"verdict": "agreed"})
    assert "einverstanden" in office.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    assert signed_in.get(f"/unterlagen/{paper.id}").status_code == 404
