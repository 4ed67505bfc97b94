from datetime import date

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee, CommitteeKind, CommitteeName, Term
from tests import builders as build
from tests.builders import account, committee, term

SLUG = "stag-behindertenpolitik"
GROUPS = (
    "chair",
    "voting",
    "deputy",
    "advisory",
    "resident_expert",
    "standing_guest",
    "administration",
)


@pytest.fixture
def council(app):
    return committee(short="StAG B")


@pytest.fixture
def desk(council, client, login):
    return login(client, account(secretariat_of=[council]))


@pytest.fixture
def admin(council, new_client, login):
    return login(new_client(), account(name="Ada Admin", is_admin=True))


@pytest.fixture
def november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


def stored(slug=SLUG):
    db.session.expire_all()
    return db.session.query(Committee).filter_by(slug=slug).one()


def test_the_seats_and_their_groups_are_kept(desk):
    page = desk.get(f"/gremien/{SLUG}/sitze")
    assert "Sitze in der Wahlperiode 2025/2030" in page.text
    number = db.session.query(Term.id).scalar()

    values = {f"term_{number}": "33", "version": "1"}
    wrong = desk.post(
        f"/gremien/{SLUG}/sitze",
        data=values | {"group_label_1": "Gewählte", "group_seats_1": "22"},
    )
    done = desk.post(
        f"/gremien/{SLUG}/sitze",
        data=values
        | {
            "group_label_1": "Gewählte",
            "group_seats_1": "22",
            "group_label_2": "Rat",
            "group_seats_2": "11",
        },
    )

    assert "zusammen 22 Sitze, das Gremium hat 33" in wrong.text
    assert done.status_code == 302
    saved = stored()
    assert saved.statutory_seats_on(date(2026, 1, 1)) == 33
    assert [group["seats"] for group in saved.seat_groups] == [22, 11]


def test_groups_and_standing_agenda_are_kept(desk):
    address = f"/gremien/{SLUG}/gruppen-und-tagesordnung"
    assert "Überschrift: Ständige Gäste" in desk.get(address).text
    values = {f"place_{role}": str(place) for place, role in enumerate(GROUPS, start=1)}
    values |= {
        "version": "1",
        "heading_advisory": "Fachleute",
        "public_items": "Eröffnung\nBericht",
    }

    twice = desk.post(address, data=values | {"place_voting": "1"})
    done = desk.post(address, data=values | {"place_chair": "9"})

    assert "Den Platz 1 hat schon die Gruppe „Vorsitz“" in twice.text
    assert done.status_code == 302
    saved = stored()
    assert saved.attendance_groups[-1] == {"role": "chair", "heading": ""}
    assert saved.attendance_groups[2] == {"role": "advisory", "heading": "Fachleute"}
    assert [one["title"] for one in saved.standing_agenda] == ["Eröffnung", "Bericht"]


@pytest.mark.parametrize("page", ["sitze", "gruppen-und-tagesordnung"])
def test_a_stale_save_is_told_and_saves_nothing(desk, page):
    desk.get(f"/gremien/{SLUG}/{page}")

    answer = desk.post(f"/gremien/{SLUG}/{page}", data={"version": "7"})

    assert "inzwischen" in answer.text
    assert stored().version == 1


def test_a_committee_is_renamed_from_a_day_on(desk):
    address = f"/gremien/{SLUG}/namen"
    assert "von Anfang an" in desk.get(address).text

    done = desk.post(
        address,
        data={"name": "Beirat", "genitive": "des Beirats", "valid_from": "01.01.2030"},
    )

    assert done.location == address
    assert "ab 01.01.2030" in desk.get(address).text
    assert [one.valid_until for one in stored().names] == [date(2029, 12, 31), None]


def test_a_wrong_name_is_corrected_and_removed(desk, council):
    council.names.append(
        CommitteeName(name="Beirad", genitive="des Beirats", valid_from=date(2030, 1, 1))
    )
    db.session.commit()
    address = f"/gremien/{SLUG}/namen/{council.names[1].id}"
    assert desk.get(address).status_code == 200
    values = {"name": "Beirat", "genitive": "des Beirats", "version": "1"}

    refused = desk.post(address, data=values | {"valid_from": ""})
    done = desk.post(address, data=values | {"valid_from": "01.02.2030"})

    assert "ab wann der Name gilt" in refused.text
    assert done.status_code == 302
    assert stored().names[1].name == "Beirat"
    desk.post(f"{address}/entfernen")
    assert [one.valid_until for one in stored().names] == [None]


def test_the_name_of_another_committee_is_not_found(desk):
    other = committee("integrationsrat", short="IR")

    assert desk.get(f"/gremien/{SLUG}/namen/{other.names[0].id}").status_code == 404
    assert desk.get("/gremien/integrationsrat/namen").status_code == 403


def founding(**changed):
    return {
        "name": "AG Bauen",
        "genitive": "der AG Bauen",
        "short": "AG Bauen",
        "slug": "",
        "kind": "working_group",
        "founded_on": "01.01.2026",
        "legal_basis": "Beschluss",
        "publicity": "nein",
    } | changed


def test_the_secretariat_founds_a_group(desk):
    address = f"/gremien/{SLUG}/gruppe-gruenden"
    assert desk.get(address).status_code == 200

    done = desk.post(address, data=founding())

    assert done.location == "/gremien/ag-bauen"
    assert stored("ag-bauen").kind is CommitteeKind.WORKING_GROUP
    assert desk.get("/gremien/ag-bauen/bearbeiten").status_code == 200


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"short": "StAG B"}, "hat schon ein anderes Gremium"),
        ({"slug": SLUG}, "ist schon vergeben"),
        ({"kind": "committee"}, "Eintrag aus der Liste"),
        ({"founded_on": ""}, "ersten Tag"),
        ({"name": ""}, "Bitte geben Sie den Namen ein."),
    ],
)
def test_a_wrong_value_is_told_at_its_field(desk, values, message):
    answer = desk.post(f"/gremien/{SLUG}/gruppe-gruenden", data=founding(**values))

    assert answer.status_code == 200
    assert message in answer.text


def test_the_administration_founds_a_body_for_the_office(admin, desk):
    page = admin.get("/gremien/neu")
    assert "Alex Beispiel" in page.text

    found = html.fromstring(page.text).xpath("//input[@name='secretariat' and @checked]/@value")
    chosen = [str(value) for value in found]
    done = admin.post(
        "/gremien/neu", data=founding(kind="committee", slug="beirat", secretariat=chosen)
    )

    assert done.location == "/gremien/beirat"
    assert desk.get("/gremien/beirat/bearbeiten").status_code == 200


def test_only_the_administration_founds_new_bodies(desk, admin):
    assert desk.get("/gremien/neu").status_code == 403
    assert admin.get(f"/gremien/{SLUG}/gruppe-gruenden").status_code == 403


def test_terms_are_listed_added_changed_and_deleted(admin):
    assert "2025/2030" in admin.get("/verwaltung/wahlperioden").text
    assert admin.get("/verwaltung/wahlperioden/neu").status_code == 200
    term("2025/2030").ends_on = date(2030, 10, 31)
    db.session.commit()

    values = {"name": "2030/2035", "starts_on": "01.11.2030", "ends_on": ""}
    admin.post("/verwaltung/wahlperioden/neu", data=values)
    [new] = db.session.query(Term.id).filter_by(name="2030/2035").one()
    address = f"/verwaltung/wahlperioden/{new}"
    assert admin.get(address).status_code == 200
    overlapping = admin.post(address, data=values | {"starts_on": "01.10.2030", "version": "1"})
    admin.post(address, data=values | {"ends_on": "31.10.2035", "version": "1"})

    assert "läuft schon die Wahlperiode 2025/2030" in overlapping.text
    assert db.session.get(Term, new).ends_on == date(2035, 10, 31)
    assert "inzwischen" in admin.post(address, data=values | {"version": "1"}).text
    admin.post(f"{address}/loeschen")
    assert db.session.query(Term).count() == 1


def test_a_term_in_use_is_kept_and_the_reason_told(admin):
    [number] = db.session.query(Term.id).one()
    address = f"/verwaltung/wahlperioden/{number}"

    answer = admin.post(f"{address}/loeschen", headers={"Referer": f"http://localhost{address}"})

    assert answer.location.endswith(address)
    assert "hängt die Sitzzahl von StAG B" in admin.get(address).text


def test_terms_are_the_administrations(desk):
    assert desk.get("/verwaltung/wahlperioden").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_terms_costs_the_same_at_any_length(admin, query_count, count):
    for number in range(count):
        start = date(2100 + number, 1, 1)
        db.session.add(Term(name=f"T{number}", starts_on=start, ends_on=start))
    db.session.commit()
    admin.get("/verwaltung/wahlperioden")

    with query_count() as counted:
        admin.get("/verwaltung/wahlperioden")

    assert counted.count <= 5


def test_the_office_is_told_whom_to_ask_for_founding_and_closing(desk, admin, council):
    listed = desk.get("/gremien/").text
    page = desk.get(f"/gremien/{council.slug}").text

    for text in (listed, page):
        assert "Das kann nur die Verwaltung der Anwendung." in text
        assert "mailto:" in text
    assert "Das kann nur die Verwaltung" not in admin.get("/gremien/").text


def test_a_body_founded_for_a_later_day_is_prepared_before_and_known_to_nobody_else(
    november, freeze, admin, new_client
):
    founder = db.session.query(User).filter_by(is_admin=True).first()
    fields = {"name": "Beirat Neu", "genitive": "des Beirats Neu", "short": "BN"}
    admin.post(
        "/gremien/neu",
        data=founding(kind="committee", slug="beirat-neu", founded_on="01.02.2027")
        | fields
        | {"secretariat": str(founder.id)},
    )
    body = db.session.query(Committee).filter_by(slug="beirat-neu").one()
    assert admin.get("/gremien/beirat-neu").status_code == 200

    admin.post(
        "/gremien/beirat-neu/mitglieder/neu",
        data={"role": "advisory", "starts_on": "01.02.2027", "last_name": "Früh"},
    )
    planned = {"committee": str(body.id), "start": "14:00", "end": "16:00"}
    early = admin.post("/sitzungen/neu", data=planned | {"day": "31.01.2027"}).text
    admin.post("/sitzungen/neu", data=planned | {"day": "08.02.2027"})

    stranger = new_client()
    page = admin.get("/gremien/beirat-neu").text
    assert "besteht erst ab dem 01.02.2027" in early
    assert "Das Gremium besteht ab dem 01.02.2027" in page
    assert "Früh" in page
    assert db.session.query(Sitting).filter_by(committee_id=body.id).count() == 1
    for address in ("/gremien/beirat-neu", "/kalender/beirat-neu.ics"):
        assert stranger.get(address).status_code == 404
    for address in ("/gremien/", "/sitzungen", "/kalender/alle.ics", "/kalender/abonnieren"):
        assert "Beirat Neu" not in stranger.get(address).text
    with freeze("2027-02-01 10:00"):
        assert "Beirat Neu" in stranger.get("/gremien/").text
        assert "Beirat Neu" in stranger.get("/kalender/alle.ics").text


def test_a_seat_named_from_a_later_day_says_so_wherever_seats_are_listed(november, desk, council):
    seat = build.seat(council, build.organization("Verein Ast"))
    build.member(council, build.person("Ast"), seat=seat, starts_on=date(2027, 2, 1))

    seats = desk.get(f"/gremien/{council.slug}/sitzverteilung").text
    page = desk.get(f"/gremien/{council.slug}").text

    assert "Kim Ast (ab 01.02.2027)" in seats
    assert "ab 01.02.2027: Kim Ast" in page
