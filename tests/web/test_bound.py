"""A column is described once: what it says of itself stands in forms, record and lists."""

from datetime import date, time
from enum import StrEnum

import pytest
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from gremien_app.base.audit.change_actions import UNTOLD, apply, kept
from gremien_app.base.audit.words import field_label, told
from gremien_app.base.columns import Recorded, described, descriptions, recorded
from gremien_app.base.extensions import Base, choice
from gremien_app.base.web.bound import YesNoField, bound
from gremien_app.base.web.forms import BaseForm, ChoiceField, VersionField
from gremien_app.people.lists.columns import BY_KEY
from gremien_app.people.organizations.models import Organization, OrganizationKind
from gremien_app.people.persons.forms import EditPersonForm
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_rules import NAME
from gremien_app.people.persons.rules import FORGOTTEN
from tests import builders as build


class Weather(StrEnum):
    SUN = "sun"
    RAIN = "rain"

    @property
    def label(self) -> str:
        return {"sun": "Sonne", "rain": "Regen"}[self]


class Own(DeclarativeBase):
    """Tables of this test alone: none of them is in the application's metadata."""


class Place(Own):
    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), info=recorded("Name"))


class Outing(Own):
    __tablename__ = "outing"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(12), default="", info=recorded("Titel"))
    text: Mapped[str] = mapped_column(Text, default="", info=described("was es zu sehen gibt"))
    day: Mapped[date | None] = mapped_column(info=recorded("Tag"))
    begins: Mapped[time | None] = mapped_column(info=recorded("Beginn"))
    places: Mapped[int | None] = mapped_column(info=recorded("Plätze"))
    weather: Mapped[Weather | None] = mapped_column(
        choice(Weather, length=10), info=recorded("Wetter")
    )
    is_far: Mapped[bool] = mapped_column(default=False, info=recorded("weit weg"))
    is_dry: Mapped[bool | None] = mapped_column(info=recorded("trocken"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), info=recorded("Ort"))
    secret: Mapped[str] = mapped_column(String(9), default="")
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None]

    place: Mapped[Place | None] = relationship()


PARK, LAKE = Place(id=1, name="Park"), Place(id=2, name="See")


class OutingForm(BaseForm):
    title = bound(Outing.title, required="Bitte geben Sie einen Titel ein.")
    text = bound(Outing.text)
    day = bound(Outing.day, "Am")
    begins = bound(Outing.begins)
    places = bound(Outing.places, maximum=50)
    weather = bound(Outing.weather, none="unbekannt")
    is_far = bound(Outing.is_far)
    dry = bound(Outing.is_dry, field=YesNoField, none="weiß nicht")
    place = bound(Outing.place)
    version = VersionField()

    def offer(self) -> "OutingForm":
        self.place.offer([PARK, LAKE], lambda one: one.name, none="offen")
        return self


@pytest.fixture
def sent(app):
    """Build the form from an object and what a browser sends."""

    def build(outing: Outing | None = None, **values) -> OutingForm:
        with app.test_request_context("/", method="POST", data=values):
            form = OutingForm(obj=outing, meta={"csrf": False}).offer()
            form.validate()
            return form

    return build


ALL = {
    "title": "Ausflug",
    "text": "Enten",
    "day": "30.11.2026",
    "begins": "14 Uhr",
    "places": "12",
    "weather": "rain",
    "is_far": "y",
    "dry": "nein",
    "place": "2",
    "version": "1",
}


def test_a_form_takes_label_kind_and_length_from_the_columns(sent):
    form = sent(**ALL | {"title": "dreizehn Zeichen"})

    labels = [str(field.label.text) for field in form if field.name != "version"]
    assert labels[:5] == ["Titel", "Was es zu sehen gibt", "Am", "Beginn", "Plätze"]
    assert labels[5:] == ["Wetter", "Weit weg", "Trocken", "Ort"]
    assert form.title.errors == [
        "Bitte kürzen Sie den Text: höchstens 12 Zeichen, es sind 16.",
    ]


def test_what_was_typed_comes_back_as_python_values_by_attribute(sent):
    form = sent(**ALL)

    assert form.errors == {}
    assert form.given() == {
        "title": "Ausflug",
        "text": "Enten",
        "day": date(2026, 11, 30),
        "begins": time(14),
        "places": 12,
        "weather": Weather.RAIN,
        "is_far": True,
        "is_dry": False,
        "place": LAKE,
    }


def test_what_was_left_open_is_nothing_and_texts_are_empty(sent):
    form = sent(title="Ausflug", weather="", dry="", place="0")

    assert form.errors == {}
    assert form.given() == dict.fromkeys(form.given()) | {
        "title": "Ausflug",
        "text": "",
        "is_far": False,
    }


def test_one_of_several_must_be_said_where_none_is_no_answer(app):
    class Asking(BaseForm):
        place = bound(Outing.place)

    with app.test_request_context("/", method="POST", data={"other": "x"}):
        form = Asking(meta={"csrf": False})
        form.place.offer([PARK], lambda one: one.name)

        assert not form.validate()


@pytest.mark.parametrize(
    ("field", "typed"), [("weather", "snow"), ("dry", "vielleicht"), ("place", "3"), ("place", "x")]
)
def test_a_choice_that_was_not_offered_is_refused_in_german(sent, field, typed):
    form = sent(**ALL | {field: typed})

    assert form.errors == {field: ["Bitte wählen Sie einen Eintrag aus der Liste."]}


def test_an_object_fills_its_form_and_comes_back_unchanged(app):
    outing = Outing(
        title="Ausflug",
        text="Enten",
        day=date(2026, 11, 30),
        begins=time(14),
        weather=Weather.SUN,
        is_far=True,
        is_dry=None,
        place=PARK,
        version=7,
    )

    with app.test_request_context("/"):
        form = OutingForm(obj=outing).offer()
        page = "".join(str(field()) for field in (form.weather, form.dry, form.place))

    assert form.version.data == 7
    assert apply(outing, form.given()) == {}
    assert [page.count(f"selected value={one}") for one in ('"sun"', '""', '"1"')] == [1, 1, 1]


def test_a_stale_save_shows_what_differs_in_the_words_of_the_fields(sent, app):
    outing = Outing(
        title="Ausflug",
        text="Enten",
        day=date(2026, 11, 30),
        begins=time(14),
        places=12,
        weather=Weather.SUN,
        is_far=False,
        is_dry=None,
        place=PARK,
        version=2,
    )
    form = sent(outing, **ALL)

    with app.test_request_context("/", method="POST"):
        assert form.is_stale(outing)

    assert [(one.label, one.stored, one.typed) for one in form.conflict] == [
        ("Wetter", "Sonne", "Regen"),
        ("Weit weg", "nein", "ja"),
        ("Trocken", "weiß nicht", "nein"),
        ("Ort", "Park", "See"),
    ]
    assert form.version.data == 2


def test_a_column_without_a_label_wants_one_from_the_form():
    with pytest.raises(TypeError, match="describes no label"):
        bound(Outing.secret)


# The record


def test_only_what_differs_is_set(app):
    one = build.organization("Musterverein")

    changes = apply(one, {"name": "Musterverein", "short": "MV"})

    assert changes == {"short": ("", "MV")}
    assert one.short == "MV"


def test_a_name_that_the_object_has_not_is_a_mistake_of_the_program(app):
    with pytest.raises(TypeError, match="Organization has no nmae"):
        apply(build.organization("Musterverein"), {"nmae": "Anders"})


def test_the_record_keeps_of_a_column_what_it_says_of_itself(app):
    changes = {
        "office": ("", "Beigeordnete"),  # says that its values are kept
        "email": ("alt@example.org", "neu@example.org"),  # that another sentence tells of it
        "recorded_on": (date(2020, 1, 1), date(2021, 1, 1)),  # says nothing
        "seats": (1, 2),  # no column: reckoned by an action
    }

    assert kept("person", changes) == {
        "office": ("", "Beigeordnete"),
        "recorded_on": UNTOLD,
        "seats": (1, 2),
    }


def test_of_what_is_closed_no_column_tells_its_values(app):
    changes = {"title": ("alt", "neu"), "outcome": (None, "noted"), "yes": (1, 2)}

    assert kept("agenda_item", changes, is_closed=True) == {
        "title": UNTOLD,
        "outcome": UNTOLD,
        "yes": (1, 2),  # of the vote, which an action tells
    }
    assert kept("agenda_item", changes) == changes


def test_a_change_without_values_reads_as_changed(app):
    with app.test_request_context("/"):
        read = told("person", {"office": ["", "Beigeordnete"], "recorded_on": ["…", "…"]})

    assert read == [("Amt", "–", "Beigeordnete"), ("recorded on", "–", "geändert")]


# The promise: form, record and lists call a column as it calls itself

DESCRIBED = dict(descriptions(Base.metadata.tables["person"]))


def test_no_contact_data_and_no_name_of_a_person_gets_into_the_record():
    told = {name for name, one in DESCRIBED.items() if one.recorded is not Recorded.NEVER}

    assert told & {*FORGOTTEN, *NAME, "order_name"} == set()


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_described_column_of_a_person_is_everywhere(app, name):
    said = DESCRIBED[name]
    with app.test_request_context("/"):
        form = EditPersonForm(obj=Person(**{name: None}))
        label = field_label(name, "person")

    assert name in form.given()
    assert label == said.label
    if said.listed:
        assert BY_KEY[name].heading == (said.listed.heading or said.label)


def test_a_field_made_from_a_column_takes_its_length_and_its_choices():
    kinds = [Organization.name, Organization.short, Person.first_name, Person.order_name]

    assert [bound(one).kwargs["length"] for one in kinds] == [200, 40, 100, 200]
    assert bound(Organization.kind).kwargs["kind"] is OrganizationKind
    assert issubclass(bound(Person.salutation, field=ChoiceField).field_class, ChoiceField)
