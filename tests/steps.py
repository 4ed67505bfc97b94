"""How much work something is, counted instead of timed: the same under any load."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(do: Callable[[], Any]) -> int:
    """The calls that Python makes meanwhile, of its own functions and of compiled ones.

    What a compiled function does inside (a pattern that looks back) is not seen; that is measured
    by ``benchmarks``.
    """
    count = 0

    def note(_frame: FrameType, kind: str, _argument: Any) -> None:
        nonlocal count
        count += kind in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(before)
    return count
