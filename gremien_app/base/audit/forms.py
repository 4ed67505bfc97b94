"""The filter of the record, and the erasure of texts."""

from collections.abc import Iterable

from gremien_app.base.audit import words
from gremien_app.base.audit.queries import Filters
from gremien_app.base.house.gathered import house
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)

ALL = ("", "alle")


def _areas() -> list[tuple[str, str]]:
    return [ALL, *_sorted((one.code, one.label) for one in house().areas.values())]


def _kinds() -> list[tuple[str, str]]:
    return [ALL, *_sorted((one.slug, one.label) for one in house().recorded.values())]


def _sorted(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(options, key=lambda option: option[1].casefold())


class FilterForm(BaseForm):
    """Sent by GET: it changes nothing and its address can be kept."""

    class Meta(BaseForm.Meta):
        csrf = False

    actor = TextField("Person", name="wer")
    area = ChoiceField("Bereich", name="bereich", choices=_areas, default="")
    kind = ChoiceField("Art der Sache", name="art", choices=_kinds, default="")
    first_day = GermanDateField("Von", name="von", usual=None)
    last_day = GermanDateField("Bis", name="bis", usual=None)

    def filters(self) -> Filters:
        return Filters(
            actor=self.actor.data or "",
            area=self.area.data or "",
            object_type=words.table_of(self.kind.data or "") or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )

    def address(self) -> dict[str, str]:
        """What was typed, for the links to further pages."""
        fields = (self.actor, self.area, self.kind, self.first_day, self.last_day)
        return {one.name: str(one.data) for one in fields if one.data}


class ErasureForm(BaseForm):
    """``until`` is the latest entry that the page showed: nothing newer is erased unseen."""

    until = VersionField()
    reason = TextField("Grund", required="Bitte nennen Sie den Grund der Löschung.")
