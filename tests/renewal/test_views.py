"""The guided pages of a committee's new beginning."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.committees.models import StatutorySeats
from gremien_app.people.members.models import Ending, Membership, Seat
from tests import builders as build

PAGE = "/gremien/stag-behindertenpolitik/neubildung"


@pytest.fixture
def council(app):
    made = build.committee(seats=2)
    for name in ("Ast", "Birke"):
        seat = build.seat(made, build.organization(f"Verein {name}"))
        build.member(made, build.person(name), seat=seat)
    return made


@pytest.fixture
def term(council):
    build.term().ends_on = date(2030, 10, 31)
    new = build.term("2030/2035", starts_on=date(2030, 11, 1))
    council.seats_by_term.append(StatutorySeats(term=new, seats=2))
    db.session.flush()
    return new


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def preview(term) -> dict:
    return {"term": str(term.id), "first_day": "01.11.2030"}


def test_a_new_beginning_that_ended_somebody_gone_offers_no_undo_and_says_why(desk, term):
    renew(desk, term)
    assert "Neubildung rückgängig machen" in desk.get(PAGE).text

    db.session.query(Ending).first().membership_id = None
    db.session.commit()

    page = desk.get(PAGE).text
    assert "Neubildung rückgängig machen" not in page
    assert "gibt es nicht mehr" in page


def renew(desk, term):
    return desk.post(PAGE, query_string=preview(term), data={"seats_1": "1", "seats_2": "1"})


def test_the_way_from_the_choice_to_the_named_persons(desk, term):
    assert "01.11.2030" in desk.get(PAGE).text
    page = desk.get(PAGE, query_string=preview(term)).text
    assert "Es enden 2 Mitgliedschaften" in page
    assert "Verein Ast" in page

    assert renew(desk, term).location == PAGE
    page = desk.get(PAGE).text
    seat = db.session.query(Seat).filter_by(term_id=term.id, position=1).one()
    assert f'name="m{seat.id}_last"' in page
    assert "gremium=stag-behindertenpolitik&amp;art=inaugural" in page

    address = f"/sitze/{seat.id}/benennen"
    assert "Sitz 1, Verein Ast" in desk.get(address).text
    former = db.session.query(Membership).first()
    response = desk.post(
        address,
        data={
            "member": "0",
            "member_last": "Neu",
            "deputy": str(former.person_id),
            "starts_on": "1.11.2030",
        },
    )
    assert response.location == PAGE
    on_seat = db.session.query(Membership).filter_by(seat_id=seat.id).order_by(Membership.id)
    assert [(m.person.last_name, m.role.value) for m in on_seat] == [
        ("Neu", "voting"),
        ("Ast", "deputy"),
    ]

    desk.post(f"{PAGE}/rueckgaengig")
    db.session.expire_all()
    assert [m.ends_on for m in db.session.query(Membership)] == [None, None]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"first_day": "bald"}, "zum Beispiel"),
        ({"first_day": "1.1.2026"}, "nicht in der Wahlperiode 2030/2035"),
        ({"term": "999"}, "Eintrag aus der Liste"),
        ({"term": "x"}, "aus der Liste"),
    ],
)
def test_a_wrong_choice_is_explained(desk, term, changed, message):
    response = desk.get(PAGE, query_string=preview(term) | changed)

    assert message in response.text
    assert "Es enden" not in response.text


@pytest.mark.parametrize(
    ("seats", "message"),
    [(("0", "0"), "wie viele Sitze"), (("2", "1"), "eingetragen sind 3"), (("x", "1"), "Zahl")],
)
def test_wrong_numbers_of_seats_are_explained_and_nothing_ends(desk, term, seats, message):
    data = {"seats_1": seats[0], "seats_2": seats[1]}
    response = desk.post(PAGE, query_string=preview(term), data=data)

    assert message in response.text
    assert {m.ends_on for m in db.session.query(Membership)} == {None}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"member": "0"}, "wenigstens eine Person"),
        ({"member_last": "Neu", "starts_on": ""}, "ab wann"),
        ({"member_last": "Neu", "starts_on": "1.11.2029"}, "gibt es diesen Sitz nicht"),
        ({"member": "x"}, "aus der Liste"),
    ],
)
def test_a_wrong_naming_is_explained(desk, term, data, message):
    renew(desk, term)
    seat = db.session.query(Seat).filter_by(term_id=term.id, position=1).one()
    values = {"member": "0", "deputy": "0", "starts_on": "1.11.2030"} | data
    response = desk.post(f"/sitze/{seat.id}/benennen", data=values)

    assert message in response.text
    assert db.session.query(Membership).count() == 2


def test_only_the_committees_secretariat_forms_it_anew(desk, council, term, new_client, login):
    foreign = build.committee("integrationsrat")
    seat = build.seat(foreign)
    other = login(new_client(), build.account(secretariat_of=[foreign]))

    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE).status_code == 403
    assert other.post(f"{PAGE}/rueckgaengig").status_code == 403
    assert desk.get(f"/sitze/{seat.id}/benennen").status_code == 404
    assert desk.post(f"{PAGE}/rueckgaengig").status_code == 404


def test_the_seats_cost_the_same_with_one_and_with_three_members(desk, council, term, query_count):
    council.seats_by_term[-1].seats = 4
    db.session.commit()
    desk.post(PAGE, query_string=preview(term), data={"seats_1": "2", "seats_2": "2"})
    counts = []
    for seat in db.session.query(Seat).filter_by(term_id=term.id).order_by(Seat.id).limit(3):
        build.member(council, build.person(), seat=seat, starts_on=term.starts_on)
        with query_count() as counted:
            desk.get(PAGE)
        counts.append(counted.count)

    assert len(set(counts)) == 1


def naming(desk, term, **data):
    seat = db.session.query(Seat).filter_by(term_id=term.id, position=1).one()
    values = {"member": "0", "deputy": "0", "starts_on": "1.11.2030"} | data
    return desk.post(f"/sitze/{seat.id}/benennen", data=values)


def named(term):
    return [
        m.person_id
        for m in db.session.query(Membership).filter(Membership.starts_on >= term.starts_on)
    ]


@pytest.mark.parametrize("part", ["member", "deputy"])
def test_somebody_called_the_same_is_asked_about_and_can_be_chosen(desk, council, term, part):
    renew(desk, term)
    known = build.person("Müller", "Jörg")
    typed = {f"{part}_first": "Joerg", f"{part}_last": "Mueller"}

    asked = naming(desk, term, **typed)

    assert "Diesen Namen gibt es schon" in asked.text
    assert f'<option value="{known.id}">' in asked.text
    assert named(term) == []

    naming(desk, term, **{part: str(known.id)})

    assert named(term) == [known.id]


def test_a_namesake_who_is_another_person_is_named_after_the_box(desk, council, term):
    renew(desk, term)
    known = build.person("Müller", "Jörg")
    typed = {"member_first": "Jörg", "member_last": "Müller"}

    naming(desk, term, **typed, member_is_another="y")

    assert len(named(term)) == 1
    assert known.id not in named(term)


def test_the_next_term_is_chosen_already_and_the_running_one_is_not_offered(desk, term):
    page = desk.get(PAGE).text

    assert f'<option selected value="{term.id}">2030/2035</option>' in page
    assert 'value="01.11.2030"' in page
    assert "2025/2030" not in page
    assert "Es fehlt" not in page


def test_without_a_next_term_the_page_says_what_is_missing(desk, council, new_client, login):
    page = desk.get(PAGE).text

    assert "Es fehlt die nächste Wahlperiode" in page
    assert "Für die Wahlperiode 2025/2030 ist das Gremium schon gebildet" in page
    assert "Verwaltung der Anwendung" in page
    assert "Vorschau</span>" not in page

    admin = login(new_client(), build.account(is_admin=True, secretariat_of=[council]))
    assert 'href="/verwaltung/wahlperioden">Wahlperiode anlegen' in admin.get(PAGE).text


def test_a_form_sent_without_a_term_asks_for_one(desk, term):
    page = desk.get(PAGE, query_string={"term": "0", "first_day": "01.11.2030"}).text

    assert "Bitte wählen Sie die neue Wahlperiode." in page
