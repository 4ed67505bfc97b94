from datetime import date, time

import pytest

from gremien_app.meetings.planning.patterns import Pattern, PatternKind, Rhythm
from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee(
        short="StAG B", notice_days=7, motions_due_days=21, usual_start="14:00", access_due_days=28
    )


@pytest.fixture
def quarterly():
    """The second Thursday of February, May, August and November 2027."""
    return Pattern(
        PatternKind.WEEKDAY,
        2027,
        ordinal=2,
        weekday=3,
        rhythm=Rhythm.SECOND,
        start=time(14),
        end=time(16),
    )


FIRST = date(2027, 2, 11)
