"""What becomes of each column in which something of a person may stand: unsaid fails."""

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.house.tables import Fate
from gremien_app.channels.erasure.places import may_tell_of_persons
from gremien_app.people.persons.rules import FORGOTTEN
from gremien_app.rooms import ROOMS

HOUSE = House(ROOMS)


def test_every_column_that_may_tell_of_a_person_has_its_fate():
    known = {str(column) for column in HOUSE.columns(*Fate)}
    found = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if may_tell_of_persons(column)
    }

    assert sorted(found - known) == []
    assert sorted(known - found) == []


def test_no_column_has_two_fates():
    names = [str(column) for column in HOUSE.columns(*Fate)]

    assert sorted(names) == sorted(set(names))


def test_what_is_forgotten_of_those_who_left_is_part_of_the_list():
    assert set(FORGOTTEN) <= set(HOUSE.tables["person"].persons[Fate.EMPTIED])
