"""The macros that pages are written with, rendered alone."""

import ast
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from lxml import html
from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from gremien_app.base.web.components import NAMES
from gremien_app.base.web.forms import BaseForm, GermanDateField, LongTextField, TextField
from gremien_app.base.web.staleness import Conflict, Saver
from tests.fence import PACKAGE

NASTY = '"><svg onload=alert(1)>'


class Planning(BaseForm):
    title = TextField("Bezeichnung", required="Bitte geben Sie eine Bezeichnung ein.")
    day = GermanDateField("Tag", required="Bitte geben Sie den Tag ein.", description="TT.MM.JJJJ")
    note = LongTextField("Bemerkung")
    room = SelectField("Raum", choices=[SelectChoice("1", "Saal")], validators=[Optional()])
    part = RadioField(
        "Teil",
        choices=[SelectChoice("public", "öffentlich"), SelectChoice("closed", "nichtöffentlich")],
        validators=[InputRequired("Bitte wählen Sie den Teil.")],
    )
    needs = SelectMultipleField(
        "Benachrichtigen",
        choices=[SelectChoice("a", "Mitglieder"), SelectChoice("b", "Presse")],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired("Bitte wählen Sie mindestens eine Gruppe.")],
    )
    mail = BooleanField("Per E-Mail unterrichten")
    yes = TextField("Ja")
    no = TextField("Nein")
    abstain = TextField("Enthaltungen")
    version = HiddenField(default="3")


@pytest.fixture
def request_context(app: Flask) -> Any:
    with app.test_request_context("/"):
        yield


@pytest.fixture
def form(request_context: None) -> Planning:
    return Planning(formdata=None)


@pytest.fixture
def refused(request_context: None) -> Planning:
    form = Planning(formdata=MultiDict({"day": "32.11.2026"}), meta={"csrf": False})
    form.validate()
    return form


def render(source: str, **values: Any) -> HtmlElement:
    """The macros' output inside one element."""
    sitting = '{% import "components/sitting.html" as sitting %}'
    return html.fragment_fromstring(
        render_template_string(sitting + source, **values), create_parent="div"
    )


def one(page: HtmlElement, path: str) -> HtmlElement:
    (found,) = page.xpath(path)
    return found


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_field_has_its_label_and_its_hint(form: Planning) -> None:
    page = render("{{ forms.field(form.day) }}", form=form)

    assert one(page, "//label").get("for") == "day"
    assert text(one(page, "//label")) == "Tag"
    assert one(page, "//input").get("aria-describedby") == "day-hinweis"
    assert text(one(page, "//*[@id='day-hinweis']")) == "TT.MM.JJJJ"
    assert one(page, "//input").get("aria-invalid") is None


def test_a_refused_field_is_marked_and_tied_to_its_message(refused: Planning) -> None:
    page = render("{{ forms.field(form.title) }}", form=refused)

    assert one(page, "//input").get("aria-invalid") == "true"
    assert one(page, "//input").get("aria-describedby") == "title-fehler"
    message = one(page, "//*[@id='title-fehler']")
    assert text(message) == "Fehler: Bitte geben Sie eine Bezeichnung ein."


def test_a_refused_field_keeps_what_was_typed(refused: Planning) -> None:
    page = render("{{ forms.field(form.day, echo='ein Tag') }}", form=refused)

    assert one(page, "//input").get("value") == "32.11.2026"
    assert one(page, "//input").get("aria-describedby") == "day-hinweis day-klartext day-fehler"


def test_only_optional_fields_say_so(form: Planning) -> None:
    page = render("{{ forms.field(form.title) }}{{ forms.textarea(form.note) }}", form=form)

    labels = [text(label) for label in page.xpath("//label")]
    assert labels == ["Bezeichnung", "Bemerkung – freiwillig"]


@pytest.mark.parametrize(
    ("call", "control"),
    [
        ("forms.textarea(form.note, rows=9)", "//textarea[@rows='9']"),
        ("forms.select(form.room)", "//select"),
        ("forms.checkbox(form.mail)", "//input[@type='checkbox']"),
        ("sitting.editor(form.note)", "//textarea"),
    ],
)
def test_every_control_is_named_by_its_label(form: Planning, call: str, control: str) -> None:
    page = render("{{ " + call + " }}", form=form)

    assert one(page, "//label").get("for") == one(page, control).get("id")


def test_radios_stand_in_a_fieldset_with_a_legend(refused: Planning) -> None:
    page = render("{{ forms.radios(form.part) }}", form=refused)

    assert text(one(page, "//fieldset/legend")) == "Teil"
    assert one(page, "//fieldset").get("aria-describedby") == "part-fehler"
    assert page.xpath("//label/@for") == page.xpath("//input/@id") == ["part-0", "part-1"]


def test_a_form_carries_token_and_version_once_and_without_ids(form: Planning) -> None:
    page = render(
        "{% call forms.form(form, guard=true) %}{{ forms.submit_row('Speichern', '/zurück') }}"
        "{% endcall %}",
        form=form,
    )

    assert one(page, "//form").get("method") == "post"
    assert one(page, "//form").get("data-guard") == ""
    assert sorted(page.xpath("//input[@type='hidden']/@name")) == ["csrf_token", "version"]
    assert page.xpath("//input[@type='hidden']/@id") == []
    assert text(one(page, "//button[@type='submit']")) == "Speichern"


def test_the_error_summary_links_to_existing_fields(refused: Planning) -> None:
    page = render(
        "{{ forms.error_summary(form) }}{{ forms.field(form.title) }}{{ forms.field(form.day) }}"
        "{{ forms.radios(form.part) }}{{ forms.checkboxes(form.needs) }}",
        form=refused,
    )

    assert text(one(page, "//h2")) == "Bitte berichtigen Sie 4 Angaben"
    targets = page.xpath("//ul//a/@href")
    assert targets == ["#title", "#day", "#part-0", "#needs-0"]
    assert set(targets) <= {f"#{name}" for name in page.xpath("//@id")}


def test_the_error_summary_shows_refusals_of_the_whole_form(form: Planning) -> None:
    form.form_errors.append("Der Raum ist belegt.")

    page = render("{{ forms.error_summary(form) }}", form=form)

    assert text(one(page, "//h2")) == "Bitte prüfen Sie Ihre Eingabe"
    assert [text(item) for item in page.xpath("//li")] == ["Der Raum ist belegt."]


def test_a_post_button_is_a_form_with_a_token(request_context: None) -> None:
    page = render(
        "{{ buttons.post_button('/absagen', 'Absagen', fields={'version': 3}, context='Sitzung 4',"
        " confirm='Wirklich?') }}"
    )

    assert one(page, "//form").get("action") == "/absagen"
    assert one(page, "//form").get("data-confirm") == "Wirklich?"
    assert page.xpath("//input/@name") == ["csrf_token", "version"]
    assert text(one(page, "//button")) == "Absagen Sitzung 4"


def test_the_copy_button_waits_for_the_script(request_context: None) -> None:
    page = render("{{ buttons.copy_address('abo', 'Adresse', 'https://example.org/a.ics') }}")

    assert one(page, "//input").get("value") == "https://example.org/a.ics"
    assert one(page, "//button").get("hidden") is not None


def test_an_agenda_item_names_its_move_buttons(request_context: None) -> None:
    page = render(
        "{{ sitting.agenda_item('top-3', 'Ö 3', 'Bericht', up='/hoch', fields={'version': 7}) }}"
    )

    up, down = page.xpath("//button")
    assert (up.get("aria-label"), up.get("disabled")) == ("TOP Ö 3 nach oben", None)
    assert (down.get("aria-label"), down.get("disabled")) == ("TOP Ö 3 nach unten", "disabled")
    assert page.xpath("//form/@action") == ["/hoch", ""]


def test_an_agenda_item_without_moves_has_no_buttons(request_context: None) -> None:
    page = render("{{ sitting.agenda_item('top-1', 'Ö 1', 'Eröffnung', href='/top/1') }}")

    assert page.xpath("//button") == []
    assert one(page, "//a").get("href") == "/top/1"


def test_an_attendance_row_is_a_named_group_that_can_be_saved(request_context: None) -> None:
    page = render(
        "{{ sitting.attendance('/a', 'anw-1', 'Kim Beispiel', [('present', 'da'), ('absent',"
        " 'fehlt')], 'absent', version=2) }}"
    )

    assert text(one(page, "//legend")) == "Anwesenheit: Kim Beispiel"
    assert page.xpath("//input[@checked]/@value") == ["absent"]
    assert text(one(page, "//button")) == "Speichern für Kim Beispiel"


def test_unanimous_fills_in_those_present(form: Planning) -> None:
    page = render("{{ sitting.vote_fields(form, 11) }}", form=form)

    assert one(page, "//button").get("data-fill") == '{"abstain": 0, "no": 0, "yes": 11}'


def test_a_conflict_shows_both_texts(request_context: None) -> None:
    page = render(
        "{{ status.conflict_panel(rows, saver) }}",
        rows=[Conflict("Ort", stored="Saal A", typed="Saal B")],
        saver=Saver.SELF,
    )

    texts = [text(box) for box in page.find_class("g-conflict__text")]
    assert texts == ["Saal B", "Saal A"]


def test_a_state_is_always_a_word(request_context: None) -> None:
    page = render(
        "{{ status.state_badge(state) }}", state=SimpleNamespace(label="abgesagt", kind="danger")
    )

    assert text(page) == "abgesagt"
    assert page.xpath("//*[contains(@class, 'kern-icon')]/@aria-hidden") == ["true"]


def test_cells_repeat_their_column_for_phones(request_context: None) -> None:
    page = render(
        "{% call data.table('Mitglieder', ['Name', {'label': 'Sitze', 'numeric': true}]) %}<tr>"
        "{% call data.row_header('Name') %}Kim{% endcall %}"
        "{% call data.cell('Sitze', numeric=true) %}2{% endcall %}</tr>{% endcall %}"
    )

    assert text(one(page, "//caption")) == "Mitglieder"
    assert page.xpath("//tbody//@data-label") == ["Name", "Sitze"]
    assert page.xpath("//th/@scope") == ["col", "col", "row"]


def test_the_current_page_is_marked_in_tabs_and_breadcrumbs(request_context: None) -> None:
    page = render(
        "{{ navigation.tabs([{'label': 'A', 'href': '/a', 'is_current': false},"
        " {'label': 'B', 'href': '/b', 'is_current': true}], 'Teile') }}"
        "{{ navigation.breadcrumbs([{'label': 'Sitzungen', 'href': '/s'}, {'label': 'Vierte'}]) }}"
    )

    assert [text(mark) for mark in page.xpath("//*[@aria-current='page']")] == ["B", "Vierte"]


def test_a_stepper_says_where_things_stand(request_context: None) -> None:
    page = render(
        "{{ navigation.stepper([{'label': 'Entwurf', 'state': 'done'},"
        " {'label': 'Prüfung', 'state': 'current', 'note': 'seit 2 Tagen'}]) }}"
    )

    labels = [text(label) for label in page.find_class("g-stepper__label")]
    assert labels == ["Entwurf (erledigt)", "Prüfung (jetzt)"]


EVERYTHING = (
    "{{ forms.field(form.title, hint=nasty) }}{{ forms.textarea(form.note) }}"
    "{{ forms.select(form.room) }}{{ forms.radios(form.part) }}{{ forms.checkbox(form.mail) }}"
    "{{ forms.file(form.yes) }}{{ forms.submit_row(nasty, nasty) }}"
    "{{ buttons.post_button('/', nasty, fields={'a': nasty}, context=nasty, confirm=nasty) }}"
    "{{ buttons.link_button('/', nasty, icon='add') }}{{ buttons.icon_link('/', nasty, 'mail') }}"
    "{{ buttons.copy_address('kopie', nasty, nasty, hint=nasty) }}"
    "{{ status.badge(nasty) }}{{ status.note(nasty) }}{{ status.empty_state(nasty, '/', nasty) }}"
    "{{ status.figures([{'label': nasty, 'value': nasty}]) }}"
    "{% call status.alert('info', nasty) %}{{ nasty }}{% endcall %}"
    "{{ navigation.breadcrumbs([{'label': nasty}]) }}{{ navigation.pagination('/', '/', nasty) }}"
    "{{ data.description_list([{'label': nasty, 'value': nasty}, {'label': 'x', 'value': none}]) }}"
    "{{ data.sitting_row('/', nasty, nasty, place=nasty, committee=nasty, note=nasty) }}"
    "{{ data.month(nasty, [[none, day]]) }}{{ sitting.vote_result(nasty, 'info', 1, 2, 1) }}"
    "{{ sitting.agenda_item('top', nasty, nasty, meta=nasty, up='/') }}"
    "{{ sitting.attendance('/', 'anw', nasty, [('a', nasty)], 'a', nasty) }}"
    "{{ sitting.editor(form.no, hint=nasty) }}{{ sitting.save_state(nasty) }}"
)


def test_texts_from_people_stay_texts_everywhere(form: Planning) -> None:
    form.title.data = form.note.data = NASTY
    day = {"number": 1, "iso": "2026-11-01", "is_today": True, "notes": [NASTY]}
    texts = {"label": NASTY, "committee": f"{NASTY} II", "title": NASTY, "state_label": NASTY}
    day["entries"] = [{"href": "/", "time": "17:00", **texts}]

    page = render(EVERYTHING, form=form, nasty=NASTY, day=day)

    assert page.xpath("//svg") == []
    assert page.xpath("//@onload") == []
    assert page.text_content().count(NASTY) > 30


def test_no_macro_writes_styles_or_scripts_inline(form: Planning) -> None:
    day = {"number": 1, "iso": "2026-11-01", "is_today": False, "notes": [], "entries": []}

    page = render(EVERYTHING, form=form, nasty="Text", day=day)

    assert page.xpath("//@style | //style | //script | //@*[starts-with(name(), 'on')]") == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_sitting_row_keeps_date_hour_and_room_on_one_line(request_context: None) -> None:
    page = render_template_string(
        '{{ data.sitting_row("/sitzungen/1", "4. Sitzung", "16. April 2026, 14:00 Uhr",'
        ' place="Raum-Nr. 1.18") }}'
    )

    assert "16.\u00a0April\u00a02026, 14:00\u00a0Uhr" in page
    assert "4.\u00a0Sitzung" in page
    assert "Raum-\u2060Nr.\u00a01.18" in page


def test_a_field_gets_back_what_was_typed_with_ordinary_spaces(request_context: None) -> None:
    form = Planning(formdata=MultiDict({"title": "Zu TOP 3 am 16. April 2026"}))
    page = render_template_string(
        "{{ forms.field(form.title) }}",
        form=form,
    )

    assert 'value="Zu TOP 3 am 16. April 2026"' in page


def test_markup_stays_markup_when_its_dates_are_kept_together(request_context: None) -> None:
    page = render_template_string(
        "{% filter unbroken %}<b>TOP 3</b> {{ typed }}{% endfilter %}", typed="<i>"
    )

    assert page == "<b>TOP\u00a03</b> &lt;i&gt;"


def test_nothing_is_changed_in_what_a_page_sends_back(request_context: None) -> None:
    page = render_template_string(
        '{% filter unbroken %}<input value="TOP 3" /><textarea>TOP 4\nTOP 5</textarea>'
        '<a title="TOP 6">TOP 7</a>{% endfilter %}'
    )

    assert page == (
        '<input value="TOP 3" /><textarea>TOP 4\nTOP 5</textarea><a title="TOP 6">TOP\u00a07</a>'
    )


def test_no_page_gives_a_value_the_name_of_a_component():
    """It would hide the macros from the whole page."""
    taken = {*NAMES, "trail"}
    found = [
        f"{path.name}:{call.lineno} {word.arg}"
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "render_template"
        for word in call.keywords
        if word.arg in taken
    ]
    assert found == []
