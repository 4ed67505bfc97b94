"""All seats of a new term in one table."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.persons.models import Person
from tests import builders as build

PAGE = "/gremien/stag-behindertenpolitik/neubildung"
NAMING = f"{PAGE}/benennen"


@pytest.fixture
def council(app):
    made = build.committee(seats=None)
    for name in ("Ast", "Birke", "Celtis"):
        seat = build.seat(made, build.organization(f"Verein {name}"))
        build.member(made, build.person(name), seat=seat)
        build.member(made, build.person(f"{name}-Vize"), seat=seat, role=MemberRole.DEPUTY)
    build.member(made, build.person("Amt"), role=MemberRole.ADMINISTRATION)
    build.member(made, build.person("Gast"), role=MemberRole.STANDING_GUEST)
    return made


@pytest.fixture
def term(council):
    build.term().ends_on = date(2030, 10, 31)
    return build.term("2030/2035", starts_on=date(2030, 11, 1))


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


@pytest.fixture
def seats(desk, council, term):
    """The ids of the new seats, all vacant."""
    renew(desk, term, kept=kept_ids())
    return [
        one.id for one in db.session.query(Seat).filter_by(term_id=term.id).order_by(Seat.position)
    ]


def kept_ids() -> list[str]:
    roles = (MemberRole.ADMINISTRATION, MemberRole.STANDING_GUEST)
    found = db.session.query(Membership).filter(Membership.role.in_(roles))
    return [str(one.id) for one in found]


def renew(desk, term, **data):
    query = {"term": str(term.id), "first_day": "01.11.2030"}
    counts = {f"seats_{n}": "1" for n in (1, 2, 3)}
    return desk.post(PAGE, query_string=query, data=counts | data)


def named(term) -> list[tuple[str, str, str | None]]:
    db.session.expire_all()
    found = db.session.query(Membership).filter(Membership.starts_on >= term.starts_on)
    return [
        (m.person.last_name, m.role.value, m.organization.name if m.organization else None)
        for m in found.order_by(Membership.seat_id, Membership.id)
    ]


def test_who_advises_or_serves_without_a_seat_stays_unless_the_tick_is_taken_away(desk, term):
    preview = desk.get(PAGE, query_string={"term": str(term.id), "first_day": "01.11.2030"}).text
    office, guest = kept_ids()

    renew(desk, term, kept=[office])

    db.session.expire_all()
    assert "Es enden 6 Mitgliedschaften" in preview
    assert f'value="{guest}"' in preview
    assert db.session.get(Membership, int(office)).ends_on is None
    assert db.session.get(Membership, int(guest)).ends_on == date(2030, 10, 31)
    desk.post(f"{PAGE}/rueckgaengig")
    db.session.expire_all()
    assert {m.ends_on for m in db.session.query(Membership)} == {None}


def test_many_are_named_at_once_as_before_or_by_name(desk, term, seats):
    first, second, third = seats
    page = desk.get(PAGE).text
    assert "wie bisher: Kim Ast" in page
    assert "wie bisher: Kim Ast-Vize" in page

    answer = desk.post(
        NAMING,
        data={
            "starts_on": "01.11.2030",
            f"m{first}_same": "y",
            f"d{first}_same": "y",
            f"m{second}_first": "Nele",
            f"m{second}_last": "Neu",
            f"d{third}_last": "Dach",
        },
    )

    assert answer.location == PAGE
    assert named(term) == [
        ("Ast", "voting", "Verein Ast"),
        ("Ast-Vize", "deputy", "Verein Ast"),
        ("Neu", "voting", "Verein Birke"),
        ("Dach", "deputy", "Verein Celtis"),
    ]
    assert f'name="m{first}_last"' not in desk.get(PAGE).text


def test_every_refusal_stands_at_its_field_and_everything_typed_stays(desk, term, seats):
    first, second, third = seats
    known = build.person("Müller", "Jörg")
    db.session.commit()
    typed = {
        "starts_on": "01.11.2030",
        f"m{first}_first": "Nur Vorname",
        f"m{second}_first": "Joerg",
        f"m{second}_last": "Mueller",
        f"m{third}_last": "Gut",
        f"d{third}_same": "y",
        f"d{third}_last": "Beides",
    }

    page = desk.post(NAMING, data=typed).text

    assert named(term) == []
    assert db.session.query(Person).filter_by(last_name="Gut").count() == 0
    assert "Bitte geben Sie auch den Nachnamen ein." in page
    assert "Diesen Namen gibt es schon." in page
    assert "Bitte entweder „wie bisher“ ankreuzen oder einen Namen eingeben." in page
    for text in ("Nur Vorname", "Mueller", "Gut", "Beides"):
        assert f'value="{text}"' in page

    good = {key: text for key, text in typed.items() if not key.startswith((f"m{first}", "d"))}
    desk.post(NAMING, data=good | {f"m{second}_who": str(known.id)})

    assert [name for name, *_ in named(term)] == ["Müller", "Gut"]
    assert db.session.query(Person).filter_by(last_name="Müller").count() == 1


def test_another_person_of_the_same_name_can_be_meant(desk, term, seats):
    known = build.person("Müller", "Jörg")
    typed = {f"m{seats[0]}_first": "Jörg", f"m{seats[0]}_last": "Müller"}

    desk.post(NAMING, data=typed | {"starts_on": "01.11.2030", f"m{seats[0]}_who": "-1"})

    [made] = db.session.query(Membership).filter(Membership.starts_on >= term.starts_on)
    assert made.person_id != known.id


def test_one_button_ticks_as_before_everywhere_and_saves_nothing(desk, term, seats):
    page = desk.post(
        NAMING, data={"fill": "1", "starts_on": "01.11.2030", f"m{seats[0]}_last": "Neu"}
    ).text

    assert page.count("checked") == 5  # five of six: one is typed
    assert 'value="Neu"' in page
    assert named(term) == []


def test_what_was_typed_for_a_place_that_was_filled_meanwhile_is_shown(desk, term, seats):
    typed = {"starts_on": "01.11.2030", f"m{seats[0]}_first": "Nele", f"m{seats[0]}_last": "Neu"}
    desk.post(NAMING, data={"starts_on": "01.11.2030", f"m{seats[0]}_same": "y"})

    page = desk.post(NAMING, data=typed | {f"m{seats[1]}_same": "y"}).text

    assert "Diese Plätze wurden inzwischen besetzt. Getippt war dort: Nele Neu." in page
    assert [name for name, *_ in named(term)] == ["Ast"]


def test_nothing_typed_is_told(desk, term, seats):
    page = desk.post(NAMING, data={"starts_on": "01.11.2030"}).text

    assert "Bitte nennen Sie wenigstens eine Person." in page


def test_a_committee_that_is_not_formed_is_told_wherever_its_roster_counts(
    freeze, council, term, new_client, login
):
    sitting = build.sitting(council, date(2031, 2, 1), term=term, room=build.room())
    with freeze("2031-01-10 10:00"):
        desk = login(new_client(), build.account(secretariat_of=[council]))
        word = "ist für die Wahlperiode 2030/2035 noch nicht gebildet"
        pages = (
            "/gremien/stag-behindertenpolitik",
            "/gremien/stag-behindertenpolitik/sitzverteilung",
            "/gremien/stag-behindertenpolitik/mitglieder/neu",
            f"/sitzungen/{sitting.id}",
            f"/sitzungen/{sitting.id}/einladung",
            f"/sitzungen/{sitting.id}/anwesenheit",
        )

        assert [word in desk.get(page).text for page in pages] == [True] * len(pages)
        start = desk.get("/").text
        assert "Gremium für die Wahlperiode 2030/2035 neu bilden" in start
        assert f'href="{PAGE}"' in start
        assert word not in new_client().get(pages[0]).text
        renew(desk, term)
        assert [word in desk.get(page).text for page in pages] == [False] * len(pages)
        assert "neu bilden" not in desk.get("/").text
