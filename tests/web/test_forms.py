from datetime import date, time
from types import SimpleNamespace

import pytest
from flask import g
from werkzeug.datastructures import MultiDict

from gremien_app.base.kernel.errors import RuleBroken, StaleVersion
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.base.web.forms import (
    BaseForm,
    GermanDateField,
    GermanTimeField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.base.web.staleness import Conflict, Saver


class Sample(BaseForm):
    title = TextField("Titel", required="Bitte geben Sie einen Titel ein.", length=20)
    text = LongTextField("Text", length=50)
    day = GermanDateField("Tag")
    start = GermanTimeField("Beginn")
    seats = WholeNumberField("Sitze", maximum=100)
    version = VersionField()


@pytest.fixture
def filled(app):
    """Build the form from what a browser sends."""

    def build(**values) -> Sample:
        with app.test_request_context("/", method="POST", data={"title": "Titel"} | values):
            form = Sample(meta={"csrf": False})
            form.validate()
            return form

    return build


def test_german_input_is_understood(filled):
    form = filled(day="30.11.2026", start="17 Uhr", seats="33", version="4")

    assert form.errors == {}
    assert (form.day.data, form.start.data) == (date(2026, 11, 30), time(17))
    assert (form.seats.data, form.version.data) == (33, 4)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "31.02.2026"),
        ("day", "siebzehn"),
        ("day", "17"),
        ("start", "25:00"),
        ("start", "morgens"),
        ("seats", "-1"),
        ("seats", "1.5"),
        ("seats", "99999999999999999999"),
        ("seats", "١٢"),
        ("seats", "101"),
    ],
)
def test_wrong_input_gets_a_sentence_at_its_field_and_is_kept(filled, field, typed):
    form = filled(**{field: typed})

    assert list(form.errors) == [field]
    assert form[field].errors[0].endswith(".")
    assert form[field]._value() == typed


def test_a_required_day_of_invisible_signs_alone_is_asked_for(app):
    class Asking(BaseForm):
        day = GermanDateField("Tag", required="Bitte geben Sie den Tag ein.")

    with app.test_request_context("/", method="POST", data={"day": "\u0007"}):
        form = Asking(meta={"csrf": False})

        assert not form.validate()
        assert form.day.errors == ["Bitte geben Sie den Tag ein."]


def test_text_is_cleaned_at_the_edge(filled):
    form = filled(title="  Ba\u0000r\u000brier\u2028frei 😀 ", text="eins\r\nzwei\u0007")

    assert not set("\u0000\u000b\u2028\n") & set(form.title.data)
    assert form.title.data.endswith("frei 😀")
    assert form.text.data == "eins\nzwei"


def test_an_empty_title_is_asked_for(filled):
    assert filled(title=" \u0000 ").errors == {"title": ["Bitte geben Sie einen Titel ein."]}


def test_a_text_that_is_too_long_is_refused_and_kept(filled):
    form = filled(title="x" * 21)

    assert form.errors == {
        "title": ["Bitte kürzen Sie den Text: höchstens 20 Zeichen, es sind 21."]
    }
    assert form.title.data == "x" * 21


def test_markup_is_text(filled):
    form = filled(title="<b>Ö</b> & {{7*7}}")

    assert form.title.data == "<b>Ö</b> & {{7*7}}"


def test_a_broken_rule_stands_at_its_field(filled):
    form = filled()

    form.refuse(RuleBroken("Das Ende liegt vor dem Beginn.", field="start"))
    form.refuse(RuleBroken("Die Sitzung ist abgesagt."))

    assert form.start.errors == ["Das Ende liegt vor dem Beginn."]
    assert form.form_errors == ["Die Sitzung ist abgesagt."]


def stored(version, saved_by=None):
    return SimpleNamespace(version=version, saved_by=saved_by)


@pytest.fixture
def ada(app):
    with app.test_request_context("/", method="POST"):
        g.viewer = Viewer(user_id=7, name="Ada")
        yield


def test_a_button_of_a_stale_page_is_refused_at_the_commit(filled, ada):
    form = filled(version="3")

    form.check_version(stored(3))
    commit()
    form.check_version(stored(4))
    with pytest.raises(StaleVersion):
        commit()


@pytest.mark.parametrize("version", ["", "x", "99999999999999", "-1", "²"])
def test_a_forged_version_counts_as_stale(filled, version):
    assert filled(version=version).is_stale(stored(3), {})


def test_a_stale_save_keeps_both_texts_and_can_be_repeated_knowingly(filled):
    form = filled(version="3", title="Meine Fassung", text="gleich")

    stale = form.is_stale(stored(4), {"title": "Ihre Fassung", "text": "gleich"})

    assert stale
    assert form.conflict == [Conflict("Titel", "Ihre Fassung", "Meine Fassung")]
    assert form.title.data == "Meine Fassung"
    assert form.version._value() == "4"


@pytest.mark.parametrize(
    ("saved_by", "told"), [(7, Saver.SELF), (8, Saver.OTHER), (None, Saver.UNKNOWN)]
)
def test_who_comes_too_late_is_told_whose_save_it_was(filled, ada, saved_by, told):
    form = filled(version="3")

    form.is_stale(stored(4, saved_by), {})

    assert form.outdated_by is told
    assert form.form_errors[0].startswith(told)


def test_of_several_saves_that_of_somebody_else_counts(filled, ada):
    form = filled()

    for by in (8, 7):
        form.note_conflict("Zeile", "dort", "hier", stored(4, by))

    assert form.outdated_by is Saver.OTHER


def test_a_fresh_save_is_no_conflict(filled):
    form = filled(version="4", title="Meine Fassung")

    assert not form.is_stale(stored(4), {"title": "Ihre Fassung"})
    assert form.conflict == []


class FarDates(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    day = GermanDateField("Datum", usual=(5, 5))
    since = GermanDateField("Seit")
    any_day = GermanDateField("Von", usual=None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("03.05.1900", "Der 03.05.1900 liegt 126 Jahre zurück."),
        ("3.5.2062", "Der 03.05.2062 liegt in der Zukunft, in 36 Jahren."),
    ],
)
def test_a_date_far_away_asks_whether_the_year_is_right(app, freeze, typed, words):
    with freeze("2026-11-22 10:00"), app.test_request_context():
        form = FarDates(MultiDict({"day": typed}))

        assert not form.validate()
        assert form.day.errors[0].startswith(words)
        assert form.day.asks


def test_a_tick_at_this_very_date_says_that_it_is_right(app, freeze):
    with freeze("2026-11-22 10:00"), app.test_request_context():
        right = FarDates(MultiDict({"day": "03.05.1900", "day-stimmt": "1900-05-03"}))
        changed = FarDates(MultiDict({"day": "03.05.1901", "day-stimmt": "1900-05-03"}))

        assert right.validate()
        assert not changed.validate()


@pytest.mark.parametrize("typed", ["01.01.2021", "31.12.2031", "22.11.2026", ""])
def test_a_date_in_the_usual_years_asks_nothing(app, freeze, typed):
    with freeze("2026-11-22 10:00"), app.test_request_context():
        form = FarDates(MultiDict({"day": typed, "since": "01.07.1970", "any_day": "01.01.1900"}))

        assert form.validate(), form.errors


def test_what_is_stored_already_is_not_asked_for_again(app, freeze):
    with freeze("2026-11-22 10:00"), app.test_request_context():
        kept = FarDates(MultiDict({"since": "01.07.1950"}), data={"since": date(1950, 7, 1)})
        new = FarDates(MultiDict({"since": "01.07.1951"}), data={"since": date(1950, 7, 1)})

        assert kept.validate()
        assert not new.validate()
