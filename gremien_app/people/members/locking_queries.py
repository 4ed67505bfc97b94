"""Who changes a roster waits for whoever else changes it, and for the sittings that follow it."""

from collections.abc import Callable, Collection

from gremien_app.base.transactions import locked
from gremien_app.people.committees.models import Committee

# What follows the rosters and is locked before them: a room above adds a function of the
# committees' ids.
BEFORE_ROSTERS: list[Callable[[Collection[int]], None]] = []


def lock_committee(committee_id: int) -> None:
    """Two who change a roster at once take turns, so that both cannot take the last seat."""
    lock_committees([committee_id])


def lock_committees(ids: Collection[int]) -> None:
    """All rosters that a transaction will change, with the sittings that follow them."""
    for lock_followers in BEFORE_ROSTERS:
        lock_followers(ids)
    for committee_id in sorted(ids):
        locked(Committee, committee_id)
