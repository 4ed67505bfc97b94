import io

import pytest
from docx import Document

from gremien_app.base.documents.packaging import text_of
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.people.bases.models import BasisKind
from gremien_app.records.minutes import actions, views
from gremien_app.records.minutes.models import Minutes, MinutesEntry, MinutesState, SignatureRole
from gremien_app.records.publication.actions import publish_unseen
from tests import builders
from tests.minutes.world import NOW, SECRET, held_sitting


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    db.session.commit()
    return world


@pytest.fixture
def seen_by(new_client, login, world):
    """Each role at a browser of its own."""

    def open_browser(role):
        client = new_client()
        return login(client, getattr(world.accounts, role)) if role else client

    return open_browser


def url(world, page=""):
    return f"/sitzungen/{world.sitting.id}/niederschrift{page}"


def begun(world):
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    db.session.commit()
    return world.minutes


def submitted(world):
    world.version = actions.submit(world.taker, begun(world), NOW)
    db.session.commit()
    return world.version


def signed(world):
    sha = submitted(world).content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    db.session.commit()


def stored() -> Minutes:
    db.session.expire_all()
    return db.session.query(Minutes).one()


def entry_text(world, item) -> str:
    db.session.expire_all()
    found = db.session.query(MinutesEntry).filter_by(agenda_item_id=item.id).one_or_none()
    return found.text if found else ""


def test_the_secretariat_begins_the_minutes(world, seen_by):
    browser = seen_by("taker")

    assert "Niederschrift beginnen" in browser.get(url(world)).text
    response = browser.post(url(world, "/beginnen"))

    assert response.location == url(world, "/bearbeiten")
    assert stored().state is MinutesState.DRAFT


@pytest.mark.parametrize("role", ["chair", "member", "stranger"])
def test_nobody_else_begins_or_writes_them(world, seen_by, role):
    begun(world)
    browser = seen_by(role)

    assert browser.get(url(world, "/bearbeiten")).status_code == 403
    for step in ("/beginnen", "/vorlegen", "/zurueckholen", "/unterzeichnen", "/veroeffentlichen"):
        assert browser.post(url(world, step)).status_code == 403
    assert stored().state is MinutesState.DRAFT


def test_texts_are_written_per_item(world, seen_by):
    begun(world)
    browser = seen_by("taker")
    page = browser.get(url(world, "/bearbeiten")).text
    assert "Barrierefreie Haltestellen" in page
    assert "eröffnet die Sitzung um 14:00 Uhr" in page

    response = browser.post(
        url(world, "/bearbeiten"),
        data={
            f"text_{world.second.id}": "Die Verwaltung berichtet:\n\n- Umbau\n- **Kosten**",
            f"version_{world.second.id}": "0",
        },
    )

    assert response.status_code == 302
    assert entry_text(world, world.second) == "Die Verwaltung berichtet:\n\n- Umbau\n- **Kosten**"
    shown = browser.get(url(world)).text
    assert "<strong>Kosten</strong>" in shown
    assert entry_text(world, world.first).startswith("Dr. Ayşe Yıldız eröffnet")


def test_markup_stays_text(world, seen_by):
    begun(world)
    browser = seen_by("taker")
    text = '"><svg onload=alert(1)> </script> [x](javascript:alert(1)) # kein Titel'

    browser.post(
        url(world, "/bearbeiten"),
        data={f"text_{world.second.id}": text, f"version_{world.second.id}": "0"},
    )

    shown = browser.get(url(world)).text
    assert "<svg" not in shown
    assert 'href="javascript' not in shown


def test_a_text_that_is_far_too_long_is_kept_and_explained(world, seen_by):
    begun(world)

    response = seen_by("taker").post(
        url(world, "/bearbeiten"),
        data={f"text_{world.second.id}": "x" * 200_001, f"version_{world.second.id}": "0"},
    )

    assert "höchstens 200000 Zeichen" in response.text
    assert "x" * 200_001 in response.text
    assert entry_text(world, world.second) == ""


def test_a_stale_save_shows_both_texts_and_loses_neither(world, seen_by):
    begun(world)
    browser = seen_by("taker")
    box = {f"version_{world.second.id}": "0"}
    browser.post(url(world, "/bearbeiten"), data=box | {f"text_{world.second.id}": "Erste."})

    response = browser.post(
        url(world, "/bearbeiten"), data=box | {f"text_{world.second.id}": "Zweite."}
    )

    assert response.status_code == 409
    assert "Erste." in response.text
    assert "Zweite." in response.text
    assert entry_text(world, world.second) == "Erste."


def test_a_text_on_an_item_that_is_gone_is_shown_and_the_others_are_saved(world, seen_by):
    begun(world)
    browser = seen_by("taker")
    box = {f"text_{world.second.id}": "Erste.", f"version_{world.second.id}": "0"}

    response = browser.post(url(world, "/bearbeiten"), data=box | {"text_987654": "Verwaist."})

    assert response.status_code == 409
    assert "der inzwischen gelöscht wurde" in response.text
    assert "Verwaist." in response.text
    assert entry_text(world, world.second) == "Erste."


def test_the_second_try_saves_knowingly(world, seen_by):
    begun(world)
    browser = seen_by("taker")
    name = f"text_{world.second.id}"
    browser.post(url(world, "/bearbeiten"), data={name: "Erste.", "version_x": "0"})

    browser.post(
        url(world, "/bearbeiten"), data={name: "Zweite.", f"version_{world.second.id}": "1"}
    )

    assert entry_text(world, world.second) == "Zweite."


def test_autosave_answers_with_the_new_versions(world, seen_by):
    begun(world)

    response = seen_by("taker").post(
        url(world, "/bearbeiten"),
        data={f"text_{world.second.id}": "Bericht.", f"version_{world.second.id}": "0"},
        headers={"Accept": "application/json"},
    )

    assert response.json == {"saved": True, "versions": {f"version_{world.second.id}": 1}}


def test_gaps_are_shown_before_the_submission(world, seen_by):
    begun(world)
    world.second.outcome = None
    db.session.delete(world.vote)
    db.session.delete(world.resolution)
    db.session.commit()
    browser = seen_by("taker")

    assert "Es gibt weder einen Text noch ein Ergebnis" in browser.get(url(world)).text
    browser.post(url(world, "/vorlegen"), headers={"Referer": f"http://localhost{url(world)}"})

    assert stored().state is MinutesState.DRAFT


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


def test_the_list_is_paged(world, seen_by, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 1)
    begun(world)
    sitting = builders.sitting(world.committee, world.sitting.date.replace(day=2))
    db.session.add(Minutes(sitting=sitting, due_on=sitting.date, created_at=NOW))
    db.session.commit()
    browser = seen_by("taker")

    first = browser.get("/niederschriften").text
    second = browser.get("/niederschriften?seite=2").text

    assert ('href="/niederschriften?seite=2"' in first, "seite=1" in second) == (True, True)
    assert "Hier stehen keine Niederschriften mehr." in browser.get("/niederschriften?seite=3").text


def test_the_list_costs_the_same_for_one_and_for_three(world, seen_by, query_count):
    begun(world)
    browser = seen_by("taker")

    def count() -> int:
        browser.get("/niederschriften")
        with query_count() as counted:
            browser.get("/niederschriften")
        return counted.count

    one = count()
    for day in (2, 3):
        sitting = builders.sitting(world.committee, world.sitting.date.replace(day=day))
        db.session.add(Minutes(sitting=sitting, due_on=world.sitting.date, created_at=NOW))
    db.session.commit()
    three = count()

    assert one == three


def test_a_sitting_without_closed_items_has_one_file(world, seen_by):
    world.closed.part = Part.PUBLIC
    db.session.commit()
    signed(world)

    assert seen_by("member").get(url(world, "-nichtoeffentlich.docx")).status_code == 404
