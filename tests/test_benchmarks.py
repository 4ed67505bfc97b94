"""The measurements still run; what they find is no test, as it depends on the machine."""

from pathlib import Path

import pytest

from benchmarks import __main__ as table
from benchmarks import rights, writing
from benchmarks.stage import Measured, in_turn


@pytest.mark.parametrize(
    ("measured", "is_met"),
    [
        (Measured("Start", 3.0, 3), True),
        (Measured("Start", 3.1, 3), False),
        (Measured("Four save at once", 0.3, 0.3, is_least=True), True),
        (Measured("Four save at once", 0.2, 0.3, is_least=True), False),
    ],
)
def test_a_goal_is_met_or_missed(measured, is_met):
    assert measured.is_met is is_met
    assert str(measured).endswith("met" if is_met else "MISSED")


def test_each_is_asked_in_turn_and_the_first_rounds_count_not():
    asked, clock = [], iter(range(1_000))

    found = in_turn(
        {"bare": lambda: asked.append("bare"), "ours": lambda: asked.append("ours")},
        rounds=2,
        clock=lambda: next(clock),
        warm_up=1,
    )

    assert asked == ["bare", "ours"] * 3
    assert found == {"bare": [1_000, 1_000], "ours": [1_000, 1_000]}


def test_the_bare_pages_answer(tmp_path):
    save = writing._bare(tmp_path / "bare.db")

    save(0, 1)
    save(0, 2)
    save(3, 1)


def test_the_table_names_every_measurement_that_has_its_goal(capsys, monkeypatch):
    lines = [Measured("Start", 2, 3), Measured("Weight", 130, 120, "MB")]
    monkeypatch.setattr(table, "make_demo", Path.mkdir)
    for module in (table.rights, table.reading, table.starting, table.writing):
        monkeypatch.setattr(module, "measure", lambda _folder: lines)

    assert table.main() == 1

    assert capsys.readouterr().out.count("MISSED") == 4
    assert rights.GOAL == 1.6
