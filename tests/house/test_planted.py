"""A room that stands on the list is whole: nothing else in the house has to name it."""

from datetime import timedelta

import pytest
from flask import render_template_string
from lxml import html
from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert

import gremien_app
from gremien_app.base.audit.actions import SYSTEM, Target, record
from gremien_app.base.extensions import Base, db
from gremien_app.base.house.due import DueDay
from gremien_app.base.house.gathered import house
from gremien_app.base.house.keeping import Keeping
from gremien_app.base.house.registration import MenuEntry, Registration, Tab
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import RULES, Pages
from gremien_app.channels.calendars.models import FeedKind
from gremien_app.channels.calendars.personal_queries import personal_feed
from gremien_app.channels.erasure.actions import erase_subject
from gremien_app.channels.erasure.queries import get_subject, plan_of
from gremien_app.config import Settings
from gremien_app.meetings.planning.queries import with_content
from gremien_app.meetings.sittings.due_queries import managed, task_of
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.rooms import ROOMS
from tests import builders
from tests.calendars.subscribers import feed_of

PAGE = """{% extends "base.html" %}{% import "sittings/tabs.html" as pages with context %}
{% block title %}Fahrten{% endblock %}{% block heading %}Fahrten{% endblock %}
{% block tabs %}{% if sitting %}{{ pages.tabs(sitting, "rides.show") }}{% endif %}{% endblock %}
{% block content %}<p>leer</p>{% endblock %}"""
ADMIN = Viewer(user_id=1, name="Kim", is_admin=True)


@pytest.fixture(scope="module")
def rides():
    """A table that hangs on sittings and persons; gone again afterwards."""
    table = Table(
        "ride",
        Base.metadata,
        Column("id", Integer, primary_key=True),
        Column("sitting_id", ForeignKey("sitting.id")),
        Column("person_id", ForeignKey("person.id")),
        Column("start", String(100)),
    )
    yield table
    Base.metadata.remove(table)


@pytest.fixture(scope="module")
def room(rides):
    bp = Pages("rides", __name__)

    @bp.route("/fahrten", access=EVERYONE)
    def index():
        return render_template_string(PAGE, sitting=None)

    @bp.route("/sitzungen/<oid:id>/fahrten", access=EVERYONE)
    def show(id):
        [sitting] = sittings_visible_to(SYSTEM, from_day=today())
        return render_template_string(PAGE, sitting=sitting)

    def due(asked):
        for sitting in managed(asked):
            yield task_of(sitting, "Fahrten bestellen", "rides.show", sitting.date)

    def due_days(viewer, from_day, until):
        for sitting in sittings_visible_to(viewer, from_day=from_day, until=until):
            path = f"/sitzungen/{sitting.id}/fahrten"
            yield DueDay("ride", "Fahrten bestellen", sitting.date, sitting, path)

    kept = Keeping(name="Fahrten", whose="wer fährt", kept="einen Tag", end="von selbst", order=99)
    yield Registration(
        room="meetings.rides",
        blueprints=(bp,),
        menu=(MenuEntry("Fahrten", "rides.index", order=99),),
        current={"rides.index": ("rides.",)},
        tabs=(Tab("sitting", "Fahrten", "rides.show", order=99),),
        due=due,
        due_days=due_days,
        areas=(Area("ride", "Fahrten"),),
        fields={"start": "Abfahrt"},
        tables=(
            TableFacts(
                rides,
                calendars=SILENT,
                keeping=kept,
                recorded=RecordedAs(label="Fahrt", slug="fahrt", belongs_by="person_id"),
                is_content=True,
                goes_with=GoesWith(column="person_id", label="Fahrten", order=99, field="rides"),
                persons={Fate.GOES: ("person_id", "start")},
            ),
        ),
    )
    for endpoint in ("rides.index", "rides.show"):
        RULES.pop(endpoint, None)


@pytest.fixture(scope="module")
def planted(room, new_app, new_database):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gremien_app, "ROOMS", (*ROOMS, room))
        app = new_app(new_database("sqlite", "planted"))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def sitting(planted):
    made = builders.sitting(builders.committee(), today() + timedelta(days=20))
    db.session.commit()
    yield made
    db.session.rollback()
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()


def links(page, label):
    found = html.document_fromstring(page.text).xpath(f'//nav[@aria-label="{label}"]//a')
    return {one.text_content().strip(): one.get("aria-current") for one in found}


def test_its_pages_stand_in_the_menu_and_among_the_tabs(planted, sitting):
    client = planted.test_client()

    page = client.get(f"/sitzungen/{sitting.id}/fahrten")

    assert links(page, "Hauptmenü")["Fahrten"] == "page"
    assert links(page, "Seiten dieser Sitzung")["Fahrten"] == "page"
    assert "Fahrten" in links(client.get(f"/sitzungen/{sitting.id}"), "Seiten dieser Sitzung")


def test_what_is_due_stands_on_the_start_page_and_in_the_calendar(planted, sitting, login):
    account = builders.account("buero@example.org", secretariat_of=[sitting.committee])
    feed = feed_of(account, kind=FeedKind.DEADLINES)
    client = login(planted.test_client(), account)

    shown = personal_feed(feed.id, origin="https://x.example", today=today())

    assert f'href="/sitzungen/{sitting.id}/fahrten"' in client.get("/").text
    [entry] = [one for one in shown.events if one.uid == f"ride-{sitting.uid}"]
    assert entry.url == f"https://x.example/sitzungen/{sitting.id}/fahrten"


def test_its_rows_are_content_of_a_sitting_and_the_record_knows_the_words(planted, sitting, login):
    admin = builders.account("kim@example.org", is_admin=True)
    db.session.execute(insert(house().tables["ride"].table).values(id=7, sitting_id=sitting.id))
    record(SYSTEM, "ride.booked", Target("ride", 7), summary="x", changes={"start": ("a", "b")})
    db.session.commit()
    client = login(planted.test_client(), admin)

    page = client.get("/protokoll?art=fahrt&bereich=ride")

    assert with_content([sitting.id]) == {sitting.id}
    assert "Abfahrt" in page.text
    assert "/protokoll/fahrt/7" in page.text


def test_its_rows_go_with_a_person_and_people_are_told_how_long_they_stay(planted, sitting):
    person = builders.person("Fremd", "Franziska")
    rides = house().tables["ride"].table
    db.session.execute(insert(rides).values(id=7, person_id=person.id, start="Hbf"))
    record(SYSTEM, "ride.booked", Target("ride", 7), summary="am Hbf")
    db.session.commit()

    told = plan_of(ADMIN, get_subject(ADMIN, person.id))
    erase_subject(ADMIN, get_subject(ADMIN, person.id), "auf Wunsch")

    assert ("Fahrten", 1) in told.goes
    assert db.session.execute(rides.select()).all() == []
    assert "einen Tag. Löschung: von selbst" in planted.test_client().get("/datenschutz").text


def test_without_its_word_no_application_is_made(rides, tmp_path):
    with pytest.raises(TypeError, match="no room says anything of the table ride"):
        gremien_app.create_app(Settings(data_dir=tmp_path, secret_key="x" * 64))
