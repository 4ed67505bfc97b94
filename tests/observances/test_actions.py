from dataclasses import replace
from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.observances import actions, queries
from gremien_app.meetings.observances.events import Lost, Occurrence
from gremien_app.meetings.observances.models import Observance, OutsideSitting, Tradition
from gremien_app.meetings.observances.reading import ReadSittings
from gremien_app.meetings.observances.rules import SpecialDay
from tests.builders import NOW

ACTOR = Viewer(name="Gerda Geschäft")
DAY = date(2026, 10, 20)
ENTRY = SpecialDay("Tag der Vielfalt", DAY, DAY, "Diversity-Kalender 2026")


def last_entry() -> AuditEntry:
    return db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()


def test_an_entry_is_added_changed_and_deleted_on_record(app):
    row = actions.add(ACTOR, ENTRY)
    assert last_entry().summary == "Tag angelegt: Tag der Vielfalt, 20.10.2026"

    actions.edit(ACTOR, row, replace(ENTRY, source="AGG-Kalender", tradition=Tradition.JEWISH))
    assert last_entry().changes == {
        "source": ["Diversity-Kalender 2026", "AGG-Kalender"],
        "tradition": ["other", "jewish"],
    }

    entry = actions.delete(ACTOR, row)
    assert db.session.query(Observance).count() == 0
    assert last_entry().action == "observance.deleted"

    assert actions.add(ACTOR, entry).source == "AGG-Kalender"


def test_nothing_changed_leaves_no_trace(app):
    row = actions.add(ACTOR, ENTRY)
    count = db.session.query(AuditEntry).count()

    actions.edit(ACTOR, row, ENTRY)

    assert db.session.query(AuditEntry).count() == count


def test_the_same_day_cannot_stand_there_twice(app):
    actions.add(ACTOR, ENTRY)

    with pytest.raises(RuleBroken, match="steht schon in der Tabelle") as refusal:
        actions.add(ACTOR, ENTRY)

    assert refusal.value.field == "name"


def test_a_file_adds_and_changes_and_deletes_nothing(app):
    actions.add(ACTOR, ENTRY)
    actions.add(ACTOR, replace(ENTRY, name="Nur von Hand"))
    file = [replace(ENTRY, source="Fassung 2"), replace(ENTRY, name="Weltkindertag")]

    first = actions.take_over(ACTOR, file)
    second = actions.take_over(ACTOR, file)

    assert [one.kind for one in first] == ["changed", "new"]
    assert [one.kind for one in second] == ["same", "same"]
    rows = db.session.query(Observance).order_by(Observance.name)
    assert [(row.name, row.source) for row in rows] == [
        ("Nur von Hand", "Diversity-Kalender 2026"),
        ("Tag der Vielfalt", "Fassung 2"),
        ("Weltkindertag", "Diversity-Kalender 2026"),
    ]


def sitting(uid: str, days: int, summary="Sitzung des Rates") -> Occurrence:
    start = NOW + timedelta(days=days)
    return Occurrence(uid, summary, start, start + timedelta(hours=2))


def import_rat(*sittings, now=NOW, **told):
    read = ReadSittings(list(sittings), **told)
    return actions.import_calendar(ACTOR, name="Rat", source="Datei", read=read, now=now)


def stored() -> list[tuple[str, str]]:
    rows = db.session.query(OutsideSitting).order_by(OutsideSitting.uid)
    return [(row.uid, row.summary) for row in rows]


def test_a_calendar_is_brought_up_to_date_by_uid(app):
    import_rat(sitting("a", 5), sitting("b", 6), sitting("c", 7))

    found = import_rat(sitting("a", 5), sitting("b", 9, "Verlegt"), sitting("d", 8))

    assert (found.added, found.changed, found.same, found.removed) == (1, 1, 1, 1)
    assert stored() == [
        ("a", "Sitzung des Rates"),
        ("b", "Verlegt"),
        ("d", "Sitzung des Rates"),
    ]


def test_what_the_file_no_longer_has_stays_when_it_is_past(app):
    import_rat(sitting("a", 5), sitting("b", 50))

    found = import_rat(sitting("c", 60), now=NOW + timedelta(days=10))

    assert found.removed == 1
    assert [uid for uid, _ in stored()] == ["a", "c"]


def test_what_the_file_names_but_cannot_say_is_kept(app):
    import_rat(sitting("a", 5), sitting("b#20261210T140000Z", 6), sitting("ab", 7))

    found = import_rat(lost=[Lost("a", "Rat"), Lost("b", "Rat")])

    assert (found.kept, found.removed) == (2, 1)
    assert [uid for uid, _ in stored()] == ["a", "b#20261210T140000Z"]


def test_without_uid_the_title_says_what_is_kept(app):
    import_rat(sitting("Rat 2026-12-05T12:00:00", 5, "Rat"), sitting("x", 6, "Bau"))

    found = import_rat(lost=[Lost("Rat ", "Rat", has_uid=False)])

    assert (found.kept, found.removed) == (1, 1)


def test_an_end_that_the_file_says_now_is_a_change(app):
    import_rat(replace(sitting("a", 5), is_end_known=False))

    assert import_rat(sitting("a", 5)).changed == 1
    assert db.session.query(OutsideSitting).one().is_end_known


def test_a_file_that_ends_too_early_takes_nothing_away(app):
    import_rat(sitting("a", 5), sitting("b", 6))

    assert import_rat(sitting("a", 5), is_cut=True).removed == 0


@pytest.mark.parametrize("days", [5, 50])
def test_new_uids_make_no_second_sitting_of_the_same(app, days):
    import_rat(sitting("a", days))

    found = import_rat(sitting("neu", days), now=NOW + timedelta(days=10))

    assert (found.added, found.same, found.removed) == (0, 1, 0)
    assert stored() == [("neu", "Sitzung des Rates")]


def test_two_calendars_may_use_the_same_uid(app):
    import_rat(sitting("a", 5))
    actions.import_calendar(
        ACTOR, name="Sozialausschuss", source="", read=ReadSittings([sitting("a", 6)]), now=NOW
    )

    listed = queries.outside_calendars()

    assert [(calendar.name, count) for calendar, count, _, _ in listed] == [
        ("Rat", 1),
        ("Sozialausschuss", 1),
    ]


def test_a_calendar_goes_with_its_sittings(app):
    import_rat(sitting("a", 5))

    actions.delete_calendar(ACTOR, queries.find_calendar("Rat"))

    assert queries.outside_calendars() == []
    assert stored() == []
