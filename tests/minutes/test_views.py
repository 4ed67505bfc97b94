import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import views
from gremien_app.records.minutes.models import Minutes, MinutesState
from tests import builders
from tests.minutes.pages import begun, entry_text, signed, stored, url
from tests.minutes.world import NOW, held_sitting


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    db.session.commit()
    return world


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
