"""What a form knows of the columns that made its fields (``web.bound``)."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field


def typed(field: Field) -> str:
    """What stands in a field now, as the conflict page shows it."""
    shown = getattr(field, "shown", None)
    if shown and not field.errors:
        return str(shown(field.data))
    value = getattr(field, "_value", None)
    return str(value()) if value else str(field.data or "")


class Binding(FlaskForm):
    """``obj=`` fills the fields; ``given()`` is what was typed, as an action takes it."""

    _unbound_fields: list[tuple[str, Any]]  # set by WTForms

    @property
    def _bound(self) -> dict[str, str]:
        """By the fields that columns made (``web.bound``): which attribute each of them fills."""
        made = [(name, getattr(one, "attribute", None)) for name, one in self._unbound_fields]
        return {name: to or name for name, to in made if to is not None and name in self._fields}

    def process(
        self, formdata: Any = None, obj: Any = None, data: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        """``obj`` fills the fields of its attributes, ``data`` what it has not, or not so."""
        if obj is not None:
            filled = {name: name for name in self._fields} | self._bound
            held = {name: getattr(obj, to) for name, to in filled.items() if hasattr(obj, to)}
            data = held | (data or {})
        super().process(formdata, None, data, *args, **kwargs)

    def given(self, model: type[Any] | None = None) -> dict[str, Any]:
        """What was typed, by the attributes that it is for, as Python values.

        ``model``: where the form asks about several things, those of this one and of its mixins.
        """
        others = {
            name
            for name, one in self._unbound_fields
            if model and getattr(one, "model", None) not in {None, model}
        }
        return {to: self[name].data for name, to in self._bound.items() if name not in others}

    def stored_in(self, thing: Any) -> dict[str, str]:
        """What is saved now of an object, as the fields show it."""
        return {name: self[name].shown(getattr(thing, to)) for name, to in self._bound.items()}
