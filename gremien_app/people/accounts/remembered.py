"""The viewers of one process, each as long as the value of rights stands; pure."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from gremien_app.base.kernel.viewer import Viewer

MOST = 2_000


class Remembered:
    """What was found for a key is found again; the ones not asked for longest go first."""

    def __init__(self) -> None:
        self._viewers: OrderedDict[Hashable, Viewer] = OrderedDict()

    def get(self, key: Hashable, find: Callable[[], Viewer]) -> Viewer:
        viewer = self._viewers.pop(key, None) or find()
        self._viewers[key] = viewer
        while len(self._viewers) > MOST:
            try:
                self._viewers.popitem(last=False)
            except KeyError:  # another thread emptied it
                break
        return viewer

    def forget(self) -> None:
        self._viewers.clear()
