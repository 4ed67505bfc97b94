"""What becomes of each column in which something of a person may stand: unsaid fails."""

from sqlalchemy import JSON, Column, String
from sqlalchemy import Enum as Choice

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.house.tables import Fate
from gremien_app.people.persons.rules import FORGOTTEN
from gremien_app.rooms import ROOMS

HOUSE = House(ROOMS)


def may_tell_of_persons(column: Column[object]) -> bool:
    """Whether it refers to a person or an account, or holds any text that is no choice."""
    referred = {key.column.table.name for key in column.foreign_keys}
    is_text = isinstance(column.type, String | JSON) and not isinstance(column.type, Choice)
    return is_text or bool(referred & {"person", "user_account"})


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


# Of these an erasure decides row by row, or the column alone is emptied (``erasure.actions``).
BY_ITSELF = {
    *("guest.person_id", "signature.user_id", "user_account.person_id"),
    *("minutes_release.user_id", "signed_sheet.entered_by_id", "concurrence.user_id"),
}


def test_whatever_refers_to_the_erased_and_goes_is_deleted_by_its_rooms_word():
    said = {
        str(column)
        for owner in ("person", "user_account")
        for _, _, column in HOUSE.going_with(owner)
    }
    going = {
        str(column)
        for column in HOUSE.columns(Fate.GOES)
        if {key.column.table.name for key in column.foreign_keys} & {"person", "user_account"}
    }

    assert going - said == BY_ITSELF
    assert said <= going


def test_rows_that_point_to_others_go_before_them():
    for owner in ("person", "user_account"):
        names = [facts.name for facts, _, _ in HOUSE.going_with(owner)]
        for place, name in enumerate(names):
            pointed = {k.column.table.name for k in HOUSE.tables[name].table.foreign_keys}
            assert not pointed & set(names[:place])


def test_what_the_page_says_of_going_rows_has_its_own_place():
    goes = [goes for owner in ("person", "user_account") for _, goes, _ in HOUSE.going_with(owner)]
    told = [one for one in goes if one.label]

    assert len({one.order for one in told}) == len(told)
    assert all(one.field in HOUSE.fields for one in told)
