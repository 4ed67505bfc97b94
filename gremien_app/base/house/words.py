"""What a room says of its part of the record: areas, fields, and where an object's page is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from gremien_app.base.kernel.viewer import Viewer

# Which of these objects, by their ids, have a page that this viewer may open.
Opener = Callable[[Viewer, set[int]], Collection[int]]


@dataclass(frozen=True)
class Area:
    """What stands before the dot of an action's code; the filter of the record offers it.

    ``tells_of_saves``: whether its entries tell what somebody saved.
    """

    code: str
    label: str
    tells_of_saves: bool = True


@dataclass(frozen=True)
class ObjectPage:
    """The page of the objects of a table, and who may open which."""

    table: str
    endpoint: str
    opens: Opener
