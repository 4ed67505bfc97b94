"""How many statements the pages of an office and of a member cost, whatever is on them.

    python -m benchmarks.reading

Counted for the demonstration, with who asks and the value of the rights (one statement).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event, select

from benchmarks.stage import Measured, make_demo, open_app, page, signed_in
from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import Sitting

AGENDA, LIST, PAGE = 5, 4, 8


def measure(folder: Path) -> list[Measured]:
    app = open_app(folder)
    with app.app_context():
        # That of whose list most stand is the heaviest.
        query = select(Sitting).join(Attendance, Attendance.sitting_id == Sitting.id)
        sitting = db.session.scalars(query.order_by(Sitting.id).limit(1)).one()
        number, slug = sitting.id, sitting.committee.slug
    asked = {
        "Agenda": (f"/sitzungen/{number}/tagesordnung", "mitglied", AGENDA),
        "List of sittings": ("/sitzungen", "mitglied", LIST),
        "Sitting": (f"/sitzungen/{number}", "mitglied", PAGE),
        "Committee": (f"/gremien/{slug}", "mitglied", PAGE),
        "Attendance": (f"/sitzungen/{number}/anwesenheit", "geschaeftsfuehrung", PAGE),
    }
    clients = {role: signed_in(app, role) for _, role, _ in asked.values()}
    found = []
    for name, (address, role, goal) in asked.items():
        ask = page(clients[role], address)
        ask()
        with _counting() as statements:
            ask()
        found.append(Measured(f"{name}, statements", len(statements), goal, ""))
    return found


@contextmanager
def _counting() -> Iterator[list[str]]:
    seen: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", watch)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", watch)


def main() -> int:
    """Count; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        make_demo(folder)
        found = measure(folder)
    print(*found, sep="\n")
    return int(not all(one.is_met for one in found))


if __name__ == "__main__":
    sys.exit(main())
