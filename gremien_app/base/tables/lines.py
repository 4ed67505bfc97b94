"""The lines of a table, whatever file it came in, and why none can be read."""

from dataclasses import dataclass, field

from gremien_app.base.kernel.errors import RuleBroken

MAX_COLUMNS = 60


class TableRefused(RuleBroken):
    """The whole file cannot be read; the sentence says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


@dataclass(frozen=True)
class Line:
    """One line of the file as texts; ``faults`` by position."""

    number: int
    texts: list[str]
    faults: dict[int, str] = field(default_factory=dict)
