"""Forms of the pool."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from gremien_app.base.kernel.text import excerpt
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, BoxesField
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.pool.queries import Offered


class PoolForm(BaseForm):
    """``chosen``: the keys of the offers."""

    chosen = BoxesField("Aus der Sammlung")
    urgency = bound(AgendaItem.urgency)

    def offer(self, offered: Iterable[Offered]) -> None:
        self.offered = [one for one in offered if not one.offer.is_laid_aside]
        self.chosen.choices = [(one.key, excerpt(one.offer.title, 200)) for one in self.offered]

    def boxes(self) -> Iterator[tuple[str, list[tuple[str, list[tuple[Offered, object]]]]]]:
        """By the heading of the source: groups by their key, with each offer's box."""
        rows = list(zip(self.offered, self.chosen, strict=True))
        for heading, of_source in groupby(rows, key=lambda row: row[0].source.heading):
            groups = groupby(of_source, key=lambda row: row[0].group)
            yield heading, [(group, list(found)) for group, found in groups]
