"""What the rooms offer for the agenda of a sitting."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gremien_app.base.house.gathered import house
from gremien_app.base.house.offers import Offer, Source
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting


@dataclass(frozen=True)
class Offered:
    """An offer and who makes it; ``key`` is what a form sends."""

    source: Source
    offer: Offer

    @property
    def key(self) -> str:
        return self.source.key_of(self.offer)

    @property
    def group(self) -> str:
        """The offers that one button puts on together: "abgesagt-17"; "" of one by itself."""
        return f"{self.source.code}-{self.offer.group}" if self.offer.group else ""


def offered_for(viewer: Viewer, sitting: Sitting) -> list[Offered]:
    """Everything that waits, by source in the order of the page; also what was laid aside."""
    return [
        Offered(source, offer)
        for source in house().pool.values()
        for offer in source.offers(viewer, sitting)
    ]


def chosen(
    viewer: Viewer, sitting: Sitting, keys: Collection[str], group: str = ""
) -> list[Offered]:
    """The offers meant by a form: ticked ones, or a whole group, in the order of the page.

    A group is put on in the order of its agenda. Only sources that are named are asked.
    """
    return [
        one
        for one in _of_named(viewer, sitting, {*keys, group})
        if one.key in keys or (group and one.group == group and not one.offer.is_laid_aside)
    ]


def _of_named(viewer: Viewer, sitting: Sitting, named: Collection[str]) -> Iterator[Offered]:
    codes = {one.partition("-")[0] for one in named}
    for code, source in house().pool.items():
        if code in codes:
            yield from (Offered(source, offer) for offer in source.offers(viewer, sitting))
