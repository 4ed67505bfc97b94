"""The pages with which members hand in: with the right to move, without it, as others."""

import io

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper
from tests import builders as build
from tests.files import samples


@pytest.fixture
def council(app):
    made = build.committee()
    made.people = [build.person("Eins"), build.person("Zwei")]
    build.member(made, made.people[0])
    build.member(made, made.people[1])
    db.session.commit()
    return made


@pytest.fixture
def member(client, login, council):
    return login(client, build.account("eins@example.org", person=council.people[0]))


def test_a_member_drafts_adds_a_file_and_hands_in(member, council):
    page = f"/gremien/{council.slug}/einreichen"
    member.get(page)
    data = {"kind": "motion", "title": "Mehr Bänke", "movers": str(council.people[1].id)}
    member.post(page, data=data | {"dann": "entwurf"})
    paper = db.session.query(Paper).one()
    shown = member.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    assert "Das ist Ihr Entwurf" in shown
    member.get(f"/unterlagen/{paper.id}/entwurf")
    member.get(f"/unterlagen/{paper.id}/entwurf-datei")
    member.post(
        f"/unterlagen/{paper.id}/entwurf-datei",
        data={"file": (io.BytesIO(samples.docx()), "antrag.docx")},
        content_type="multipart/form-data",
    )

    member.post(f"/unterlagen/{paper.id}/einreichen")

    db.session.expire_all()
    assert (paper.state, len(paper.files)) == (PaperState.RECEIVED, 1)
    told = member.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    assert "Noch nicht bestätigt" in told


def test_whoever_is_asked_answers_on_the_paper_s_page(member, new_client, login, council):
    other = login(new_client(), build.account("zwei@example.org", person=council.people[1]))
    data = {"kind": "motion", "title": "Bänke", "movers": str(council.people[1].id)}
    member.post(f"/gremien/{council.slug}/einreichen", data=data | {"dann": "einreichen"})
    paper = db.session.query(Paper).one()

    assert "Reichen Sie das mit ein?" in other.get(f"/unterlagen/{paper.id}").get_data(as_text=True)
    other.post(f"/unterlagen/{paper.id}/mit-einreichen")
    other.post(f"/unterlagen/{paper.id}/zurueckziehen")

    db.session.expire_all()
    assert [one.person for one in paper.submitters] == council.people[:1]
    assert paper.state is PaperState.RECEIVED


def test_without_the_right_to_move_it_is_a_suggestion_to_the_chair(client, login, council):
    advisor = build.person("Beratung")
    build.member(council, advisor, may_move=False)
    browser = login(client, build.account("rat@example.org", person=advisor))

    page = browser.get(f"/gremien/{council.slug}/einreichen").get_data(as_text=True)
    assert "<h1" in page
    assert "Anregung an den Vorsitz" in page
    browser.post(
        f"/gremien/{council.slug}/einreichen",
        data={"kind": "motion", "title": "Licht", "dann": "einreichen"},
    )

    paper = db.session.query(Paper).one()
    assert (paper.is_suggestion, paper.state) == (True, PaperState.RECEIVED)


def test_a_task_alone_hands_nothing_in_strangers_learn_nothing(client, new_client, login, council):
    office = login(client, build.account("b@example.org", secretariat_of=[council]))
    stranger = login(new_client(), build.account("s@example.org"))

    page = office.get(f"/gremien/{council.slug}/einreichen").get_data(as_text=True)

    assert "Hier reichen Mitglieder selbst ein" in page
    assert stranger.get(f"/gremien/{council.slug}/einreichen").status_code == 404
