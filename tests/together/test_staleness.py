"""Two who edit one thing: the second is told what stands there, and whose save it was."""

from datetime import timedelta

import pytest
from lxml import html

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Office
from gremien_app.people.members.models import Seat
from tests import builders as build
from tests.simultaneous import at_once, rounds

OTHER = "Inzwischen hat jemand anderes gespeichert."
SELF = "Sie haben inzwischen in einem anderen Fenster gespeichert."


@pytest.fixture
def council(app):
    return build.committee()


@pytest.fixture
def seat(council):
    return build.seat(council, build.organization("Verein"))


@pytest.fixture
def desks(council, new_client, login):
    """Ada and Ben, who keep the committee and the accounts, each at a browser."""
    users = [
        build.account(f"{name}@example.org", name, secretariat_of=[council], is_admin=True)
        for name in ("Ada", "Ben")
    ]
    return [login(new_client(), user) for user in users]


def page_of(answer):
    return html.document_fromstring(answer.text)


def version_on(desk, address):
    return page_of(desk.get(address)).xpath("//input[@name='version']/@value")[0]


def told(answer):
    return page_of(answer).xpath("string(//*[@data-saver])")


def compared(answer):
    return [one.text_content() for one in page_of(answer).find_class("g-conflict__text")]


def test_who_saves_after_somebody_else_sees_both_and_is_told_so_without_a_name(desks, seat):
    ada, ben = desks
    address = f"/sitze/{seat.id}/bearbeiten"
    seen = version_on(ben, address)
    ada.post(address, data={"organization": "Bund", "version": seen})

    answer = ben.post(address, data={"organization": "Union", "version": seen})

    assert answer.status_code == 409
    assert told(answer) == OTHER
    assert compared(answer) == ["Union", "Bund"]
    assert "Ada" not in page_of(answer).xpath("string(//main)")


def test_who_saved_in_another_window_is_told_that_it_was_that(desks, seat):
    ada, _ben = desks
    address = f"/sitze/{seat.id}/bearbeiten"
    seen = version_on(ada, address)
    ada.post(address, data={"organization": "Bund", "version": seen})

    answer = ada.post(address, data={"organization": "Union", "version": seen})

    assert (told(answer), compared(answer)) == (SELF, ["Union", "Bund"])


def test_a_button_of_an_old_page_says_the_rule_that_refuses_it_and_not_that_the_page_is_old(
    desks, council
):
    ada, _ben = desks
    item = build.item(build.sitting(council))
    db.session.commit()

    answer = ada.post(f"/tagesordnungspunkte/{item.id}/einstimmig", data={"version": "99"})

    main = page_of(answer).xpath("string(//main)")
    assert page_of(answer).xpath("string(//h1)").strip() == "Nicht möglich"
    assert "Ihre Eingaben" not in main
    assert "gespeichert" not in main


def at_the_same_time(desks, address, *values):
    seen = [version_on(desk, address) for desk in desks]
    return at_once(
        *(
            lambda desk=desk, data=data, version=version: desk.post(
                address, data=data | {"version": version}
            )
            for desk, data, version in zip(desks, values, seen, strict=True)
        )
    )


@pytest.mark.both_engines
@pytest.mark.parametrize("round_", rounds)
@pytest.mark.parametrize("kind", ["seat", "office", "account", "role"])
def test_of_two_who_save_at_once_one_is_stored_and_the_other_told(desks, seat, kind, round_):
    office = Office(title="Oberbürgermeister*in")
    user = build.account("kim@example.org", "Kim", secretariat_of=[seat.committee])
    db.session.add(office)
    db.session.flush()
    role = user.assignments[0].id
    account = {"email": "kim@example.org", "person": ""}
    address, *values = {
        "seat": (f"/sitze/{seat.id}/bearbeiten", {"organization": "A"}, {"organization": "B"}),
        "office": (f"/aemter/{office.id}/bearbeiten", {"title": "A"}, {"title": "B"}),
        "account": (
            f"/verwaltung/konten/{user.id}/bearbeiten",
            account | {"name": "Kim A"},
            account | {"name": "Kim B"},
        ),
        "role": (
            f"/verwaltung/aufgaben/{role}/beenden",
            {"ends_on": f"{today() + timedelta(days=30):%d.%m.%Y}"},
            {"ends_on": f"{today() + timedelta(days=31):%d.%m.%Y}"},
        ),
    }[kind]
    db.session.commit()

    answers = at_the_same_time(desks, address, *values)

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(one for one in answers if one.status_code == 409)
    assert OTHER in page_of(late).xpath("string(//main)")
    db.session.expire_all()
    stored = {"seat": (Seat, seat.id), "office": (Office, office.id), "account": (User, user.id)}
    if kind in stored:
        assert db.session.get(*stored[kind]).version == 2
    assert verify_chain().faults == []
