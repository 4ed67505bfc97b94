"""The data format as a whole: one object, each list of which may be left out."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Optional

from pydantic import create_model

from gremien_app.base.kernel.numbers import join_german
from gremien_app.channels.data_format import nouns
from gremien_app.channels.data_format.model import Keyed
from gremien_app.channels.data_format.row_models import rows_model
from gremien_app.channels.data_format.sentences import wrong
from gremien_app.channels.data_format.sittings import Sitting
from gremien_app.channels.data_format.values import Context, Number, Text, Value

FORMAT = "gremien/2"
READ = ("gremien/1", FORMAT)  # every key of 1 means the same in 2


@dataclass(frozen=True)
class Format(Value):
    def read(self, value: Any, context: Context) -> str:
        if not isinstance(value, str) or value not in READ:
            raise wrong("format", wanted=join_german([f"„{one}“" for one in READ], "oder"))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(READ)}


class OldViolation(Keyed):
    """A row that broke a rule where it comes from; named there, it may break it here too."""

    table: Annotated[str, Text(60)]
    id: Annotated[int, Number(1, 2**31 - 1)]
    message: Annotated[str, Text(2000)]


class DataFile(Keyed):
    """What people write; ``whole_file`` has the rows of tables too."""

    format: Annotated[str, Format()]
    about: Annotated[str, Text(2000, is_multiline=True)] = ""
    # Sittings of before may keep gaps: nobody can ask any more.
    office_since: nouns.MaybeDay = None
    terms: list[nouns.Term] = []
    venues: list[nouns.Venue] = []
    organizations: list[nouns.Organization] = []
    committees: list[nouns.Committee] = []
    persons: list[nouns.Person] = []
    offices: list[nouns.Office] = []
    observances: list[nouns.Observance] = []
    seats: list[nouns.Seat] = []
    memberships: list[nouns.Membership] = []
    users: list[nouns.User] = []
    sittings: list[Sitting] = []
    minute_takers: list[nouns.MinuteTaker] = []
    old_violations: list[OldViolation] = []


@cache
def whole_file() -> type[DataFile]:
    """Made when it is first read: by then every room has told its tables."""
    rows: tuple[Any, None] = (Optional[rows_model()], None)  # noqa: UP045 -- made at run time
    return create_model("WholeFile", __base__=DataFile, rows=rows)
