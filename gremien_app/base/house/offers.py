"""What waits for an agenda (the Sammlung): rooms offer it, the page of a sitting puts it on one.

A room that has something waiting registers a ``Source``. The pool shows the offers of all of
them, makes the items of those that are chosen, and tells the source which item came of which.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gremien_app.base.kernel.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing that waits, with what would stand below it.

    ``id``: of the row it comes from, unique in its source. ``texts``: by the columns of an item,
    the title among them. ``origin`` says where it comes from; ``endpoint`` with ``target_id`` and
    ``anchor`` leads there, "" where there is nothing to see. Offers of one ``group`` can be put on
    together. ``sitting_id``: the sitting it comes from, whose row is held while it is taken.
    """

    id: int
    texts: Mapping[str, str]
    is_closed: bool = False
    below: tuple["Offer", ...] = ()
    origin: str = ""
    endpoint: str = ""
    target_id: int = 0
    anchor: str | None = None
    group: str = ""
    sitting_id: int | None = None
    is_laid_aside: bool = False

    @property
    def title(self) -> str:
        return self.texts["title"]

    def all_below(self) -> Iterator["Offer"]:
        for one in self.below:
            yield one
            yield from one.all_below()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A room's part of the pool.

    ``code``: the beginning of the keys that forms send, ASCII. ``order``: its place on the page.
    ``offers``: for the agenda of a sitting, as far as this viewer may read them; those laid aside
    too, marked. ``taken``: called with the rows held, with the items made by the ids of the offer
    and of all below it; it refuses with ``RuleBroken`` what was taken meanwhile. ``lay_aside``:
    since when it is offered no longer, None: again; left out where the room has its own way.
    """

    code: str
    heading: str
    order: int
    offers: Callable[[Viewer, Any], Sequence[Offer]]
    taken: Callable[[Viewer, Offer, Mapping[int, Any]], None]
    lay_aside: Callable[[Viewer, Offer, datetime | None], None] | None = None

    def key_of(self, offer: Offer) -> str:
        return f"{self.code}-{offer.id}"
