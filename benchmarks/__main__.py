"""The table of speed: what was to be reached, what is measured now, and whether it is met.

    python -m benchmarks

A few minutes on a quiet machine. Ratios beside a bare page of the same run, in turn; the bigger
measurements stand alone beside it (``feed``, ``growth``, ``stock``, ``load``). Ends with 1 where a
goal is missed.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import reading, rights, starting, writing
from benchmarks.stage import make_demo


def main() -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        make_demo(folder)
        for measure in (rights.measure, reading.measure, starting.measure, writing.measure):
            for one in measure(folder):
                print(one, flush=True)
                missed += not one.is_met
    print(f"{missed} missed" if missed else "all met")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
