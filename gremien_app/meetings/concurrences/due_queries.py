"""What waits: for who is asked, and for the office when a day has passed in silence."""

from collections import Counter
from collections.abc import Iterator

from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.concurrences import queries, rules
from gremien_app.meetings.papers.due_queries import about


def due(asked: Asked) -> Iterator[Task]:
    viewer, day = asked.viewer, asked.day
    if viewer.user_id:
        for one in queries.waiting_for(viewer):
            if rules.is_open(one, day):
                yield Task(
                    "Vorlage mitzeichnen",
                    "concurrences.own",
                    one.paper_id,
                    about(one.paper, day),
                    one.due_on,
                    is_overdue=one.due_on < day,
                )
    if viewer.secretariat_of:
        silent = queries.silent(viewer, day)
        counts = Counter(one.paper_id for one in silent)
        for one in {found.paper_id: found for found in reversed(silent)}.values():
            count = format_count(counts[one.paper_id], "Stelle hat", "Stellen haben")
            text = f"Mitzeichnung: {count} nicht geantwortet"
            yield Task(
                text,
                "papers.show",
                one.paper_id,
                about(one.paper, day),
                one.due_on,
                is_overdue=True,
                anchor="mitzeichnung",
            )
