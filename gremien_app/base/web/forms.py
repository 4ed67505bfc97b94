"""The base of all forms and the German fields.

Text is cleaned once, here at the edge: what reaches an action carries no control characters.
"""

from abc import abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN, today
from gremien_app.base.kernel.dates import (
    LAST_YEAR,
    format_date,
    format_time,
    parse_german_date,
    parse_german_time,
)
from gremien_app.base.kernel.errors import ReachesBack, RuleBroken
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.base.kernel.text import clean_text
from gremien_app.base.web.staleness import Compared

LINE_LENGTH = 200
TEXT_LENGTH = 200_000
USUAL = (60, 15)  # years before and after this one in which memberships, names and terms lie
PAST = (60, LAST_YEAR)  # where a rule refuses every later day itself
MAX_INT = 2_147_483_647
CHOOSE = "Bitte wählen Sie einen Eintrag aus der Liste."


class TextField(StringField):
    """One line of clean text. ``required`` is the German sentence shown when it is empty."""

    multiline = False
    data: str

    def __init__(
        self, label: str, *, required: str = "", length: int = LINE_LENGTH, **kwargs: Any
    ) -> None:
        self.required, self.length = required, length
        kwargs["validators"] = [
            InputRequired(required) if required else Optional(),
            *kwargs.get("validators", ()),
        ]
        super().__init__(label, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = self.shown(value)

    def shown(self, value: Any) -> str:
        return "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        raw = valuelist[0] if valuelist else ""
        self.data = clean_text(raw, multiline=self.multiline) if isinstance(raw, str) else ""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms
        text = self.data
        if self.required and not text and not self.errors:
            raise ValidationError(self.required)
        if len(text) > self.length:
            raise ValidationError(
                f"Bitte kürzen Sie den Text: höchstens {self.length} Zeichen, es sind {len(text)}."
            )


class LongTextField(TextField, TextAreaField):
    """Several lines of clean text."""

    multiline = True

    def __init__(self, label: str, *, length: int = TEXT_LENGTH, **kwargs: Any) -> None:
        super().__init__(label, length=length, **kwargs)


class _ParsedField(Field):
    """A text input whose value is parsed; what was typed stays in it when it is wrong."""

    widget = TextInput()

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:
        self.required = required
        kwargs["validators"] = [
            InputRequired(required) if required else Optional(),
            *kwargs.get("validators", ()),
        ]
        super().__init__(label, **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms
        if self.required and self.data is None and not self.errors:  # only invisible signs
            raise ValidationError(self.required)

    @abstractmethod
    def parse(self, text: str) -> Any:
        """What the text means; a ``ValueError`` carries a German sentence."""

    def show(self, value: Any) -> str:
        return str(value)

    def taken(self, value: Any) -> Any:
        """A stored value as this field holds it."""
        return value

    def process_data(self, value: Any) -> None:
        self.data = self.taken(value)

    def _value(self) -> str:
        if self.raw_data:
            raw = self.raw_data[0]
            return clean_text(raw, multiline=False) if isinstance(raw, str) else ""
        return self.shown(self.data)

    def shown(self, value: Any) -> str:
        held = self.taken(value)
        return "" if held is None else self.show(held)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        raw = valuelist[0] if valuelist else ""
        text = clean_text(raw, multiline=False) if isinstance(raw, str) else ""
        if text:
            self.data = self.parse(text)  # ValueError carries a German sentence


class GermanDateField(_ParsedField):
    """A date as TT.MM.JJJJ; ISO and "30. November 2026" are understood too.

    ``usual``: how many years before and after this one are taken without a question; None: all.
    Outside of them the year may be mistyped: the field asks, and a tick at this very date says
    that it is right. What is stored already is not asked for again.
    """

    data: date | None

    def __init__(self, label: str, *, usual: tuple[int, int] | None = USUAL, **kwargs: Any) -> None:
        self.usual = usual
        self.confirmed = ""
        super().__init__(label, **kwargs)

    @property
    def confirmation(self) -> str:
        """The name of the box that says the date is right."""
        return f"{self.name}-stimmt"

    @property
    def asks(self) -> bool:
        """Whether the date is so far away that it wants the tick."""
        if self.data is None or self.usual is None or self.data == self.taken(self.object_data):
            return False
        before, after = self.usual
        return not today().year - before <= self.data.year <= today().year + after

    @property
    def is_confirmed(self) -> bool:
        return self.data is not None and self.confirmed == self.data.isoformat()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        self.confirmed = str(formdata.get(self.confirmation, "")) if formdata else ""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 -- WTForms
        super().post_validate(form, validation_stopped)
        if self.data is None or self.errors or not self.asks or self.is_confirmed:
            return
        years = self.data.year - today().year
        ahead, back = f"in der Zukunft, in {years} Jahren", f"{-years} Jahre zurück"
        raise ValidationError(
            f"Der {format_date(self.data)} liegt {ahead if years > 0 else back}. Bitte prüfen Sie "
            "das Jahr. Wenn es stimmt, bestätigen Sie es hier mit einem Häkchen."
        )

    def taken(self, value: Any) -> Any:
        return value.astimezone(BERLIN).date() if isinstance(value, datetime) else value

    def parse(self, text: str) -> date:
        return parse_german_date(text, today())

    def show(self, value: date) -> str:
        return format_date(value)


class GermanTimeField(_ParsedField):
    """A time of the day: "17", "17 Uhr", "17:00"; stored as a moment or as a text too."""

    data: time | None

    def taken(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(BERLIN).time()
        return parse_german_time(value) if isinstance(value, str) and value else value or None

    def parse(self, text: str) -> time:
        return parse_german_time(text)

    def show(self, value: time) -> str:
        return format_time(value).removesuffix(" Uhr")


class WholeNumberField(_ParsedField):
    """A non-negative whole number; ``empty``: what it means to leave it out."""

    data: int | None

    def __init__(
        self, label: str, *, maximum: int = MAX_INT, empty: int | None = None, **kwargs: Any
    ) -> None:
        self.maximum, self.empty = maximum, empty
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            self.data = self.empty

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > 10:
            raise ValueError("Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.")
        if int(text) > self.maximum:
            raise ValueError(f"Die Zahl darf höchstens {self.maximum} sein.")
        return int(text)


class ChoiceField(SelectField):
    """A select with a German refusal; a stale save shows both choices in words, not as keys."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_value_message", CHOOSE)
        kwargs.setdefault("invalid_choice_message", CHOOSE)
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        return self.label_of(self.data)

    def label_of(self, value: Any) -> str:
        choices = self.iter_choices()
        return next((str(label) for key, label, *_ in choices if self.coerce(key) == value), "")

    def shown(self, value: Any) -> str:
        return self.label_of(value)


class BoxesField(SelectMultipleField):
    """Several boxes to tick; a stale save shows what was ticked in words."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def _value(self) -> str:
        return self.shown(self.data or ())

    def shown(self, keys: Collection[Any]) -> str:
        """The labels of these choices, as the conflict page prints them."""
        return ", ".join(str(label) for key, label, *_ in self.iter_choices() if key in keys)

    def pre_validate(self, form: Any) -> None:
        offered = {key for key, *_ in self.iter_choices()}
        if not set(self.data or ()) <= offered:
            raise ValidationError(CHOOSE)


class VersionField(HiddenField):
    """The version the form was built on; compared with the stored one in the same transaction."""

    data: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("Fassung", **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        raw = str(valuelist[0]) if valuelist else ""
        self.data = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None


class BaseForm(Compared):
    """Every form of the application.

    ``with form.rules():`` runs the action; a broken rule becomes the message at its field
    (or at the form), and nothing is saved.
    """

    class Meta(FlaskForm.Meta):
        locales = ("de",)

        def get_translations(self, form: Any) -> Any:
            """WTForms' own German; Flask-WTF would answer in English without Flask-Babel."""
            return DefaultMeta.get_translations(self, form)

    met: Meeting | None  # held sittings that the change reaches; shown to be confirmed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.met = None
        self.refusal: RuleBroken | None = None
        super().__init__(*args, **kwargs)

    @contextmanager
    def rules(self) -> Iterator[None]:
        try:
            yield
        except RuleBroken as refusal:
            db.session.rollback()
            self.refuse(refusal)

    def refuse(self, refusal: RuleBroken) -> None:
        """Show a broken rule at its field, or above the form."""
        self.refusal = refusal
        if isinstance(refusal, ReachesBack):
            self.met = refusal.met
        if refusal.field and refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, refusal.message]
        else:
            self.form_errors.append(refusal.message)


class PlainForm(BaseForm):
    """A button without fields: only the CSRF token."""
