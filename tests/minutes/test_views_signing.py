"""The pages on which minutes are signed, refused, and read by everybody else."""

import io

import pytest
from docx import Document

from gremien_app.base.documents.packaging import text_of
from gremien_app.base.extensions import db
from gremien_app.people.bases.models import BasisKind
from gremien_app.records.minutes.models import MinutesState
from gremien_app.records.publication.actions import publish_unseen
from tests import builders
from tests.minutes.pages import begun, signed, stored, submitted, url
from tests.minutes.world import NOW, SECRET, held_sitting


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    db.session.commit()
    return world


def test_the_whole_way_to_signed_minutes(world, seen_by):
    taker, chair = seen_by("taker"), seen_by("chair")
    begun(world)
    taker.post(url(world, "/vorlegen"))

    assert "Änderung erbitten" in chair.get(url(world)).text
    chair.post(
        url(world, "/entscheiden"),
        data={f"remark_{world.second.id}": "Bitte die Kosten nennen.", "decision": "return"},
    )
    assert stored().state is MinutesState.RETURNED
    assert "Bitte die Kosten nennen." in taker.get(url(world, "/bearbeiten")).text

    taker.post(
        url(world, "/bearbeiten"),
        data={f"text_{world.second.id}": "Kosten: 3 Mio.", f"version_{world.second.id}": "0"},
    )
    taker.post(url(world, "/vorlegen"))
    sha = stored().current_version.content_sha256
    chair.post(url(world, "/entscheiden"), data={"sha256": sha, "decision": "sign"})
    taker.post(url(world, "/unterzeichnen"), data={"sha256": sha})

    assert stored().state is MinutesState.SIGNED
    file = seen_by("member").get(url(world, ".docx"))
    text = "\n".join(p.text for p in Document(io.BytesIO(file.data)).paragraphs)
    assert "Kosten: 3 Mio." in text


def test_remarks_and_a_signature_together_are_asked_about(world, seen_by):
    sha = submitted(world).content_sha256

    response = seen_by("chair").post(
        url(world, "/entscheiden"),
        data={"remark_all": "Fast gut.", "sha256": sha, "decision": "sign"},
    )

    assert "Sie haben Anmerkungen geschrieben" in response.text
    assert "Fast gut." in response.text
    assert stored().current_version.signatures == []


def test_a_stale_page_does_not_sign(world, seen_by):
    submitted(world)

    response = seen_by("chair").post(
        url(world, "/entscheiden"), data={"sha256": "f" * 64, "decision": "sign"}
    )

    assert "in einer neuen Fassung vorgelegt" in response.text
    assert stored().current_version.signatures == []


@pytest.mark.parametrize("role", ["taker", "member", "stranger"])
def test_only_who_presided_decides(world, seen_by, role):
    sha = submitted(world).content_sha256

    response = seen_by(role).post(
        url(world, "/entscheiden"), data={"sha256": sha, "decision": "sign"}
    )

    assert response.status_code == 403
    assert stored().current_version.signatures == []


def test_a_refusal_asks_for_its_reason(world, seen_by):
    sha = submitted(world).content_sha256
    chair = seen_by("chair")

    empty = chair.post(url(world, "/verweigern"), data={"sha256": sha, "reason": " "})
    assert "Bitte nennen Sie den Grund" in empty.text
    chair.post(url(world, "/verweigern"), data={"sha256": sha, "reason": "TOP 2 fehlt."})

    assert stored().current_version.signatures[0].refusal_reason == "TOP 2 fehlt."


def test_who_refused_takes_it_back_and_signs(world, seen_by):
    sha = submitted(world).content_sha256
    chair, taker = seen_by("chair"), seen_by("taker")
    chair.post(url(world, "/verweigern"), data={"sha256": sha, "reason": "TOP 2 fehlt."})
    taker.post(url(world, "/verweigern"), data={"sha256": sha, "reason": "Ich auch nicht."})

    back = taker.get(url(world)).text
    assert "Von allen verweigert: nicht unterzeichnet" in back
    assert "TOP 2 fehlt." in back
    chair.post(url(world, "/doch-unterzeichnen"))
    again = chair.get(url(world)).text

    assert "Ihre Weigerung ist zurückgenommen." in again
    assert stored().state is MinutesState.SUBMITTED
    assert seen_by("member").post(url(world, "/doch-unterzeichnen")).status_code in {403, 404}


@pytest.mark.parametrize("role", ["member", "stranger", None])
def test_a_draft_is_not_to_be_found(world, seen_by, role):
    begun(world)
    browser = seen_by(role)

    page = browser.get(url(world))
    assert "noch keine Niederschrift" in page.text
    assert "eröffnet die Sitzung" not in page.text
    assert browser.get(url(world, ".docx")).status_code == 404


def test_the_closed_part_reaches_only_those_who_may_see_it(world, seen_by):
    signed(world)
    publish_unseen(world.taker, world.minutes, NOW)
    db.session.commit()

    assert SECRET in seen_by("member").get(url(world)).text
    for role in ("stranger", None):
        browser = seen_by(role)
        assert SECRET not in browser.get(url(world)).text
        assert browser.get(url(world, "-nichtoeffentlich.docx")).status_code in {302, 404}
        assert SECRET.encode() not in browser.get(url(world, ".docx")).data


def test_published_minutes_show_no_name_without_a_basis(world, seen_by):
    signed(world)
    publish_unseen(world.taker, world.minutes, NOW)
    db.session.commit()

    page = seen_by(None).get(url(world)).text

    assert "Öztürk" not in page
    assert "1 weitere Person ohne Namensnennung" in page


def test_published_minutes_speak_of_no_guest_who_was_only_invited(world, seen_by):
    anna = builders.person("Beispiel", "Anna", title="Dr.")
    builders.guest(world.sitting, world.second, who=anna)
    world.resolution.text = "Dr. Anna Beispiel wird noch einmal eingeladen."
    signed(world)
    publish_unseen(world.taker, world.minutes, NOW)
    db.session.commit()
    read = [
        seen_by(None).get(url(world)).text,
        text_of(seen_by(None).get(url(world, ".docx")).data),
    ]

    told = "[Name nicht veröffentlicht] wird noch einmal eingeladen."
    assert [told in one for one in read] == [True, True]

    anna.publication_kind, anna.publication_basis = BasisKind.CONSENT, "Einwilligung"
    db.session.commit()
    assert told in seen_by(None).get(url(world)).text


def test_signed_files_are_byte_identical_for_ever(world, seen_by):
    signed(world)
    member = seen_by("member")
    before = member.get(url(world, ".docx")).data
    world.chair_person.last_name = "Demir"
    world.sitting.room.name = "Anderer Raum"
    db.session.commit()

    assert member.get(url(world, ".docx")).data == before
