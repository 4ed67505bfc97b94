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
    def _bound(self) -> dict[str, tuple[str, type[Any] | None]]:
        """By the fields that columns made: the attribute that each of them fills, and whose."""
        made = [(name, one) for name, one in self._unbound_fields if hasattr(one, "attribute")]
        return {
            name: (one.attribute or name, one.model) for name, one in made if name in self._fields
        }

    def _held_by(self, thing: Any) -> dict[str, Any]:
        """By the fields: the values of this object, where it is what they are about."""
        return {
            name: getattr(thing, to)
            for name, (to, model) in self._bound.items()
            if (isinstance(thing, model) if model else hasattr(thing, to))
        }

    def process(
        self, formdata: Any = None, obj: Any = None, data: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        """``obj`` fills the fields of its attributes, ``data`` what it has not, or not so.

        Where the form is about several objects, ``obj`` is a tuple of them; one may be missing.
        """
        held: dict[str, Any] = {}
        for thing in obj if isinstance(obj, tuple) else () if obj is None else (obj,):
            held |= self._held_by(thing)
        if obj is not None and not isinstance(obj, tuple):
            names = self._fields.keys() - self._bound.keys()
            held |= {name: getattr(obj, name) for name in names if hasattr(obj, name)}
        super().process(formdata, None, held | (data or {}), *args, **kwargs)

    def given(self, model: type[Any] | None = None) -> dict[str, Any]:
        """What was typed, by the attributes that it is for, as Python values.

        ``model``: where the form asks about several things, those of this one and of its mixins.
        """
        return {
            to: self[name].data
            for name, (to, whose) in self._bound.items()
            if model is None or whose in {None, model}
        }

    def stored_in(self, *things: Any) -> dict[str, str]:
        """What is saved now of these objects, as the fields show it."""
        held = {name: value for thing in things for name, value in self._held_by(thing).items()}
        return {name: self[name].shown(value) for name, value in held.items()}
