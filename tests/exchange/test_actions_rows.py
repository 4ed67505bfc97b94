"""A whole data set out and in again: exactly, with what was signed, and nothing secret."""

import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from gremien_app.base.extensions import Base, db
from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.channels.data_format.table_models import (
    EXCHANGED,
    LEFT_OUT,
    columns_of,
    exchanged,
    left_out,
    not_yet,
)
from gremien_app.channels.exchange.actions import Report, import_value
from gremien_app.channels.exchange.export_queries import export
from gremien_app.config import Settings
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.people.accounts.models import User
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.models import MinutesVersion
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.publication.seal_queries import verify_publications
from tests.exchange.conftest import NOW
from tests.exchange.test_actions import BASE, HELD, rows

Load = Callable[..., Report]
SIGNED = {"state": "published", "minute_taker": "Jördis Overbeck", "submitted": "sitzung+14"}
USERS = [{"email": "k@example.org", "name": "Kim", "password": "Ein-langes-Wort-77"}]


def exported() -> dict[str, Any]:
    return json.loads("".join(export()))


def empty() -> None:
    """As before: every row gone again, to see that it comes back."""
    for table in reversed(Base.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table is table:
                db.session.execute(update(table).values({key.parent.name: None}))
        db.session.execute(table.delete())
    db.session.expire_all()


@pytest.fixture
def data(load: Load) -> dict[str, Any]:
    """A committee whose minutes were signed and published, as it goes out."""
    load(**BASE | {"users": USERS, "sittings": [HELD | {"public": True, "minutes": SIGNED}]})
    return exported()


def problems(data: object) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        import_value(data, NOW, source="x.json")
    return [f"{one.where}: {one.message}" for one in refused.value.problems]


# Out and in again


def test_what_goes_out_comes_in_again_exactly(data: Any, db_session: Session) -> None:
    before = rows(db_session)
    empty()

    report = import_value(data, NOW, source="x.json")

    assert exported() == data
    assert {k: v for k, v in rows(db_session).items() if k in EXCHANGED} == {
        k: v for k, v in before.items() if k in EXCHANGED
    }
    assert report.kept == {}
    assert verify_minutes().faults + verify_publications() == []
    version = db_session.scalars(select(MinutesVersion)).one()
    assert [file.kind for file in version.files] == ["signed", "published"]


def test_into_where_it_came_from_nothing_is_written_twice(data: Any, db_session: Session) -> None:
    before = {k: v for k, v in rows(db_session).items() if k in EXCHANGED}

    report = import_value(data, NOW, source="x.json")

    assert report.added == {}
    assert {k: v for k, v in rows(db_session).items() if k in EXCHANGED} == before


def test_new_rows_get_numbers_past_those_that_came(data: Any, load: Load) -> None:
    empty()
    import_value(data, NOW, source="x.json")

    load(persons=[{"ref": "new", "last_name": "Neu"}])

    assert len({one.id for one in db.session.scalars(select(Person))}) == 3


def test_the_demonstration_goes_out_and_comes_in(
    demo_app: Any, new_database: Any, new_app: Any, engine_name: str, tmp_path: Any
) -> None:
    told = "".join(export())
    url = Settings(
        data_dir=tmp_path, database_url=new_database(engine_name, "exchanged")
    ).database_uri()
    target = new_app(url)

    with target.app_context():
        db.create_all()
        import_value(json.loads(told), NOW, source="x.json")
        db.session.commit()
        again = "".join(export())
        faults = verify_minutes().faults + verify_publications()
        db.session.remove()
        db.engine.dispose()

    assert again == told
    assert faults == []


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Mn")), min_size=1, max_size=30)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=20)
DAYS = st.dates(min_value=NOW.date().replace(year=2026, month=1, day=1)).map(
    lambda one: f"2026-{one.month:02}-{min(one.day, 28):02}"
)


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """Persons, memberships and sittings in all the ways in which they fit together."""
    count = draw(st.integers(1, 4))
    persons = [
        {"ref": f"p{n}", "last_name": draw(LETTERS), "order_name": draw(WORDS)}
        for n in range(count)
    ]
    members = [
        {"committee": "c", "person": f"p{n}", "from": draw(DAYS), "votes": draw(st.booleans()),
         "role": "voting", "end_reason": draw(WORDS)}
        for n in range(count)
    ]  # fmt: skip
    days = draw(st.lists(DAYS, max_size=3, unique=True))
    sittings = [
        {"ref": f"s{n}", "committee": "c", "date": day, "note": draw(WORDS),
         "start": draw(st.sampled_from(["09:00", "19:30"])),
         "end": draw(st.sampled_from([None, "23:00", "00:15"])) if n else None,
         "agenda": [{"title": draw(LETTERS), "part": part, "items": [{"title": draw(LETTERS)}]}
                    for part in draw(st.lists(st.sampled_from(["public", "closed"]), max_size=3))],
         "attendance": [{"person": p["ref"], "status": draw(st.sampled_from(["excused", "absent"]))}
                        for p in persons[: draw(st.integers(0, count))]]}
        for n, day in enumerate(days)
    ]  # fmt: skip
    for one in sittings:
        if one["start"] == "09:00" and one["end"] == "00:15":
            one["end"] = "12:00"
    tables = {key: BASE[key] for key in ("terms", "committees")}
    return tables | {"persons": persons, "memberships": members, "sittings": sittings}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=files())
def test_whatever_came_in_goes_out_and_comes_in_again(load: Load, content: dict[str, Any]) -> None:
    with db.session.begin_nested() as nested:
        load(**content)
        first = exported()
        empty()
        import_value(first, NOW, source="x.json")

        assert exported() == first
        nested.rollback()
    db.session.expire_all()


# What stays behind


def test_every_table_goes_out_or_is_left_out_with_a_reason() -> None:
    going = {table.name for table in exchanged()}

    assert going & LEFT_OUT.keys() == set()
    assert going | LEFT_OUT.keys() | set(not_yet()) == Base.metadata.tables.keys()
    assert set(EXCHANGED) | set(LEFT_OUT) <= Base.metadata.tables.keys()
    assert all(left_out().values())


def test_no_column_of_a_secret_goes_out() -> None:
    words = ("password", "token", "nonce", "secret", "key_hash", "origin", "sealed", "cipher")
    found = [
        f"{table.name}.{column.name}"
        for table in exchanged()
        for column in columns_of(table)
        if any(word in column.name for word in words)
    ]

    assert found == []


def test_nobody_signs_in_with_what_went_out(data: Any, db_session: Session) -> None:
    secrets = [
        v for user in db_session.scalars(select(User)) for v in (user.password_hash, user.nonce)
    ]
    told = json.dumps(data)
    assert [one for one in secrets if one and one in told] == []
    empty()

    import_value(data, NOW, source="x.json")

    assert [user.password_hash for user in db_session.scalars(select(User))] == [""]


def test_what_broke_a_rule_goes_out_named_and_comes_in_named(
    load: Load, db_session: Session
) -> None:
    load(**BASE)
    member = db_session.scalars(select(Membership).order_by(Membership.id.desc())).first()
    assert member is not None
    number = member.id
    db_session.execute(update(Membership).values(role="chair", seat_id=None))
    db_session.expire_all()

    data = exported()
    empty()
    report = import_value(data, NOW, source="x.json")

    assert [(one["table"], one["id"]) for one in data["old_violations"]] == [("membership", number)]
    assert "Den Vorsitz hat in dieser Zeit schon" in report.notes[0]
    empty()
    assert problems(data | {"old_violations": []})[0].startswith("rows.membership[1]: Den Vorsitz")


def test_an_export_of_many_years_takes_no_more_memory(load: Load, db_session: Session) -> None:
    load(**BASE | {"sittings": [HELD | {"agenda": []}]})
    sitting = db_session.scalar(text("SELECT id FROM sitting"))
    one = {"sitting_id": sitting, "part": "public", "title": "x" * 900, "explanation": "y" * 3000}
    many = [one | {"position": n, "version": 1} for n in range(3_000)]
    db_session.execute(AgendaItem.__table__.insert(), many)  # type: ignore[attr-defined]
    pieces = export()
    for piece in pieces:
        if '"agenda_item"' in piece:
            break

    tracemalloc.start()
    size = sum(map(len, pieces))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size > 11_000_000
    assert peak < 6_000_000


# What is refused


def changed(data: Any, table: str, values: dict[str, Any]) -> Any:
    copy = json.loads(json.dumps(data))
    copy["rows"][table][0] |= values
    return copy


ALTERED = "ist nicht, was unter diesem Fingerabdruck abgelegt wurde"


@pytest.mark.parametrize(
    ("table", "values", "message"),
    [
        ("person", {"colour": "blau"}, "ist ein unbekannter Schlüssel"),
        ("person", {"id": 10**30}, "liegt nicht zwischen 1 und 2147483647"),
        ("person", {"last_name": 7}, "erwartet wird ein Text, gefunden wurde eine ganze Zahl"),
        (
            "person",
            {"last_name": "x\ud800"},
            "enthält Zeichen, die sich nicht speichern lassen",
        ),
        ("term", {"starts_on": "0001-01-01"}, "liegt nicht zwischen den Jahren"),
        ("sitting", {"starts_at": "2026-03-10T13:00:00"}, "ist kein Zeitpunkt mit Zone"),
        ("sitting", {"starts_at": "9999-12-31T23:59:59-12:00"}, "ist kein Zeitpunkt mit Zone"),
        ("sitting", {"state": "vielleicht"}, "ist nicht erlaubt; möglich sind „planned“"),
        ("membership", {"person_id": 4711}, "verweist auf „person“; dort gibt es diese Nummer"),
        ("minutes_version", {"content": {"a": 1}}, ALTERED),
        ("minutes_file", {"data": "AAAA"}, ALTERED),
        ("minutes_file", {"data": "§"}, "ist kein Base64"),
        ("committee", {"to_check": [[1e300]]}, "liegt nicht zwischen"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_place(
    data: Any, db_session: Session, table: str, values: dict[str, Any], message: str
) -> None:
    (key,) = values
    bad = changed(data, table, values)
    empty()
    before = rows(db_session)

    found = problems(bad)

    assert [one for one in found if one.startswith(f"rows.{table}[0].{key}: {message}")] != []
    assert rows(db_session) == before


def test_a_number_that_means_something_else_here_is_refused(data: Any) -> None:
    other = changed(data, "person", {"ref": "somebody-else"})

    assert problems(other)[0].startswith("rows.person[0].id: diese Nummer hat im Bestand schon")


def test_what_is_here_under_another_number_is_refused(data: Any) -> None:
    other = changed(data, "term", {"id": 4711})

    assert problems(other)[0] == (
        "rows.term[0].name: gibt es im Bestand schon unter einer anderen Nummer"
    )


def test_the_account_of_whoever_set_the_database_up_stays(
    data: Any, load: Load, db_session: Session
) -> None:
    empty()
    load(users=[{"email": "admin@example.org", "name": "Wer einrichtete"}])
    there = db_session.scalars(select(User)).one().id
    data["rows"]["user_account"][0]["id"] = there

    import_value(data, NOW, source="x.json")

    found = {user.email: user.id for user in db_session.scalars(select(User))}
    assert found["admin@example.org"] == there
    assert found["k@example.org"] != there


def test_a_row_given_twice_is_refused(data: Any) -> None:
    data["rows"]["person"].append(data["rows"]["person"][0])
    empty()

    assert problems(data) == ["rows.person[2]: ist doppelt, ebenso bei rows.person[0]"]


def test_a_deep_value_is_refused(data: Any) -> None:
    deep: Any = []
    for _ in range(200):
        deep = [deep]

    assert problems(changed(data, "committee", {"to_check": deep})) == [
        "rows.committee[0].to_check: ist zu tief verschachtelt"
    ]
