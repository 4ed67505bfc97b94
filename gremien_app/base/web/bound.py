"""Fields made from the columns that they fill: label, length and kind are said there.

A form states only what differs: a plainer label, the sentence of a required field, the choices.
``obj=`` fills it, ``given()`` gives back Python values, and the conflict page compares both.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, String, Table, Text, Time
from sqlalchemy.orm import MappedColumn, QueryableAttribute, RelationshipProperty
from sqlalchemy.types import TypeEngine
from wtforms import BooleanField, Field
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError
from wtforms.widgets import ListWidget, RadioInput

from gremien_app.base.columns import description_of
from gremien_app.base.web.forms import (
    CHOOSE,
    BoxesField,
    ChoiceField,
    GermanDateField,
    GermanTimeField,
    LongTextField,
    TextField,
    WholeNumberField,
)

YES, NO = "ja", "nein"
_ANSWERS = {YES: True, NO: False}


class TickField(BooleanField):
    """A box to tick; the conflict page says "ja" or "nein"."""

    def shown(self, value: Any) -> str:
        return YES if value else NO


class EnumField(ChoiceField):
    """One of an enum's members, by their labels or those of ``choices``, which may be fewer.

    ``none``: how it is said that nothing of this holds.
    """

    data: StrEnum | None

    def __init__(
        self, label: str, *, kind: type[StrEnum], none: str | None = None, **kwargs: Any
    ) -> None:
        given = kwargs.pop("choices", None) or labelled(kind)
        choices = [*([] if none is None else [("", none)]), *given]

        def coerce(value: Any) -> StrEnum | None:
            return kind(value) if value or none is None else None

        super().__init__(label, choices=choices, coerce=coerce, **kwargs)


class EnumRadioField(EnumField):
    """The same as radio buttons."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class YesNoField(ChoiceField):
    """Yes or no in the form's own words; with ``none`` the question may stay open."""

    data: bool | None

    def __init__(
        self, label: str, *, yes: str = YES, no: str = NO, none: str | None = None, **kwargs: Any
    ) -> None:
        answers = {**_ANSWERS, "": None} if none is not None else _ANSWERS
        open_ = [] if none is None else [("", none)]

        def coerce(value: Any) -> bool | None:
            if isinstance(value, str):
                if value not in answers:
                    raise ValueError(value)
                return answers[value]
            return None if value is None else bool(value)

        super().__init__(label, choices=[*open_, (YES, yes), (NO, no)], coerce=coerce, **kwargs)


class OneField(ChoiceField):
    """One of the objects that ``offer`` names, or none of them; of a key's column its id."""

    NONE = "0"
    data: Any

    def __init__(self, label: str, *, is_key: bool = False, **kwargs: Any) -> None:
        self.is_key = is_key
        self.offered: dict[str, tuple[Any, str]] = {}
        super().__init__(label, coerce=lambda thing: thing, choices=[], **kwargs)

    def offer(
        self, things: Iterable[Any], label: Callable[[Any], str], none: str | None = None
    ) -> None:
        """The choices; ``none``: how it is said that there is no such object (yet)."""
        self.offered = {} if none is None else {self.NONE: (None, none)}
        self.offered |= {
            str(thing.id): (thing.id if self.is_key else thing, label(thing)) for thing in things
        }
        if self.raw_data:
            self.data = self.offered.get(self._sent, (None, ""))[0]

    @property
    def _sent(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Which object is meant is known once they are offered."""

    def iter_choices(self) -> Iterator[Any]:
        for key, (thing, label) in self.offered.items():
            yield Choice(key, label, thing == self.data, {})

    def pre_validate(self, form: Any) -> None:
        is_offered = any(thing == self.data for thing, _label in self.offered.values())
        if not is_offered or (self.raw_data and self._sent not in self.offered):
            raise ValidationError(CHOOSE)

    def label_of(self, value: Any) -> str:
        return next((label for thing, label in self.offered.values() if thing == value), "")


class SeveralField(BoxesField):
    """Some of the objects that ``offer`` names."""

    data: Any

    def __init__(self, label: str, **kwargs: Any) -> None:
        self.offered: dict[str, tuple[Any, str]] = {}
        super().__init__(label, **kwargs)

    def offer(self, things: Iterable[Any], label: Callable[[Any], str]) -> None:
        self.offered = {str(thing.id): (thing, label(thing)) for thing in things}
        if self.raw_data is not None:
            self.data = [self.offered[key][0] for key in self.raw_data if key in self.offered]

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Which objects are meant is known once they are offered."""

    def iter_choices(self) -> Iterator[Any]:
        for key, (thing, label) in self.offered.items():
            yield Choice(key, label, thing in self.data, {})

    def pre_validate(self, form: Any) -> None:
        if not set(self.raw_data or ()) <= self.offered.keys():
            raise ValidationError(CHOOSE)

    def shown(self, things: Any) -> str:
        return ", ".join(label for thing, label in self.offered.values() if thing in things)


def labelled(kind: Iterable[Any]) -> list[tuple[str, str]]:
    """The choices of an enum whose members have a ``label``."""
    return [(member.value, member.label) for member in kind]


def bound(attribute: Any, label: str = "", *, field: Any = None, **stated: Any) -> Any:
    """The field of a column, or of the one object that a relation names.

    ``field``: another kind than that of the column's type. Under another name than the
    attribute's it fills and gives back the attribute all the same.
    """
    column, name = _column(attribute)
    said = None if column is None else description_of(column)
    if not label and said:
        label = said.label[:1].upper() + said.label[1:]
    if not label:
        raise TypeError(f"{attribute} describes no label, and the form states none")
    kind, usual = _kind(attribute, column) if field is None else (field, _usual(field, column))
    made = UnboundField(kind, label, **(usual | stated))
    # What ``Binding`` asks of it.
    vars(made).update(attribute=name, model=attribute.class_ if name else None)
    return made


def _column(attribute: Any) -> tuple[Column[Any] | None, str]:
    """The column that says what it is, and the attribute's name; of several objects no column."""
    if isinstance(attribute, MappedColumn):  # of a mixin; the field has the attribute's name
        return attribute.column, ""
    assert isinstance(attribute, QueryableAttribute)
    told = attribute.property
    if not _is_relation(attribute):
        return told.columns[0], told.key
    table = attribute.parent.local_table
    assert isinstance(table, Table)
    return table.c.get(f"{told.key}_id"), told.key


def _is_relation(attribute: Any) -> bool:
    told = getattr(attribute, "property", None)
    return isinstance(told, RelationshipProperty)


def _usual(field: type[Field], column: Column[Any] | None) -> dict[str, Any]:
    """What a field of another kind than the column's wants to know of it."""
    if issubclass(field, TextField):
        return _length(column)
    if issubclass(field, EnumField) and column is not None and isinstance(column.type, Enum):
        return {"kind": column.type.enum_class}
    # A choice among texts begins with none of them.
    return {"default": ""} if issubclass(field, ChoiceField) else {}


def _length(column: Column[Any] | None) -> dict[str, Any]:
    held = None if column is None else column.type
    if isinstance(held, String) and not isinstance(held, Text) and held.length:
        return {"length": held.length}
    return {}


# An enum and a text are strings too: the first that fits counts.
_KINDS: tuple[tuple[type[TypeEngine[Any]], type[Field]], ...] = (
    (Text, LongTextField),
    (String, TextField),
    (Boolean, TickField),
    (Date, GermanDateField),
    (Time, GermanTimeField),
    (Integer, WholeNumberField),
)


def _kind(attribute: Any, column: Column[Any] | None) -> tuple[type[Field], dict[str, Any]]:
    """The usual field for what the attribute holds, and what its type says of it."""
    if column is None:
        return SeveralField, {}
    if column.foreign_keys:
        return OneField, {"is_key": not _is_relation(attribute)}
    held = column.type
    if isinstance(held, Enum) and held.enum_class is not None:
        return EnumField, {"kind": held.enum_class}
    for kind, field in _KINDS:
        if isinstance(held, kind):
            return field, _length(column)
    raise TypeError(f"{column} has no usual field: name one with field=")
