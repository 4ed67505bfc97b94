from datetime import datetime

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_busy


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027-04-12T00:00", "2027-04-14T00:00", "ganztägig, 12. bis 13.04.2027"),
        ("2027-04-12T00:00", "2027-04-13T00:00", "ganztägig, 12.04.2027"),
        ("2027-04-30T00:00", "2027-05-02T00:00", "ganztägig, 30.04. bis 01.05.2027"),
        ("2026-12-31T00:00", "2027-01-02T00:00", "ganztägig, 31.12.2026 bis 01.01.2027"),
        ("2027-03-27T00:00", "2027-03-29T00:00", "ganztägig, 27. bis 28.03.2027"),
        ("2027-04-15T17:00", "2027-04-16T01:30", "15.04., 17:00 bis 16.04., 01:30 Uhr"),
        ("2027-04-15T17:00", "2027-04-16T00:00", "17:00 bis 24:00 Uhr"),
        ("2027-04-15T17:00", "2027-04-15T19:00", "17:00 bis 19:00 Uhr"),
    ],
)
def test_a_warning_says_whole_days_and_the_day_past_midnight(start, end, words):
    begin, until = (datetime.fromisoformat(one).replace(tzinfo=BERLIN) for one in (start, end))

    assert format_busy(begin, until) == words
