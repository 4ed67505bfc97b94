from dataclasses import replace
from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.observances import rules
from gremien_app.meetings.observances.models import Observance, Tradition
from gremien_app.meetings.observances.rules import SpecialDay

DAY = date(2026, 10, 20)
ENTRY = SpecialDay("Tag der Vielfalt", DAY, DAY, "Diversity-Kalender 2026")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"source": ""}, "source"),
        ({"ends_on": date(2026, 10, 19)}, "ends_on"),
        ({"ends_on": date(2026, 12, 31)}, "ends_on"),
        ({"starts_on": date(1, 1, 1)}, "starts_on"),
    ],
)
def test_an_entry_is_refused_at_its_field(change, field):
    with pytest.raises(RuleBroken) as refusal:
        rules.require_entry(replace(ENTRY, **change))

    assert refusal.value.field == field


def test_the_same_file_twice_changes_nothing():
    row = Observance(**vars(ENTRY))
    changed = replace(ENTRY, ends_on=date(2026, 10, 21), tradition=Tradition.JEWISH)
    new = replace(ENTRY, name="Weltkindertag")

    planned = rules.plan_entries([ENTRY, new, new], {ENTRY.key: row})
    assert [one.label for one in planned] == ["unverändert", "neu"]

    planned = rules.plan_entries([changed], {ENTRY.key: row})
    assert [(one.kind, one.changes) for one in planned] == [
        (
            "changed",
            (
                "Herkunft: weiterer Tag → jüdischer Feiertag",
                "letzter Tag: 20.10.2026 → 21.10.2026",
            ),
        )
    ]


def test_the_years_list_shows_days_in_a_row_as_one():
    row = Observance(id=7, **vars(ENTRY))

    spans = {(one.name, one.starts_on): one for one in rules.year_spans(2026, [row])}

    summer = spans["Sommerferien", date(2026, 7, 20)]
    assert (summer.ends_on, summer.id) == (date(2026, 9, 1), None)
    kippur = spans["Jom Kippur", date(2026, 9, 21)]
    assert (kippur.ends_on, kippur.begins_evening_before) == (date(2026, 9, 21), True)
    assert spans["Tag der Vielfalt", DAY].id == 7
    assert sum(name.startswith("Ramadan") for name, _ in spans) == 1
