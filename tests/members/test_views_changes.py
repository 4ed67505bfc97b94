"""The pages on which a membership is shown, corrected, changed, passed on, taken back."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import ChairMode
from gremien_app.people.members.models import ChairOffice, Ending, MemberRole, Membership
from tests import builders as build

RIGHTS = ("can_vote", "may_speak", "may_move", "counts_for_quorum", "sees_closed", "gets_papers")
PAGES = ("", "/berichtigen", "/aendern", "/nachfolge", "/beenden")


@pytest.fixture
def council(app):
    return build.committee(seats=2)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council], name="Sam Büro"))


@pytest.fixture
def membership(council):
    seat = build.seat(council, build.organization("Verein"))
    return build.member(council, build.person("Alt"), seat=seat)


def typed(membership, **changed):
    """What the forms of a change send, as they show it."""
    values = {
        "version": str(membership.version),
        "role": membership.role.value,
        "seat": f"sitz-{membership.seat_id}",
        "organization": "Verein",
        "chair_office": "",
        "deputy_order": "",
        "publication_basis": "",
        "starts_on": "01.11.2025",
        "ends_on": "",
        "reason": "Schreibfehler",
        **dict.fromkeys(RIGHTS, "y"),
    } | changed
    return {name: value for name, value in values.items() if value is not None}


def all_memberships() -> list[Membership]:
    db.session.expire_all()
    return db.session.query(Membership).order_by(Membership.id).all()


@pytest.mark.parametrize("page", PAGES)
def test_a_membership_is_shown_to_its_secretariat_only(
    desk, council, membership, new_client, login, page
):
    address = f"/mitgliedschaften/{membership.id}{page}"
    foreign = build.member(build.committee("integrationsrat"))
    member = login(new_client(), build.account(person=membership.person))

    assert desk.get(address).status_code == 200
    assert desk.get(f"/mitgliedschaften/{foreign.id}{page}").status_code == 404
    assert member.get(address).status_code == 403
    assert new_client().get(address).location.startswith("/anmelden")


def test_a_wrong_voting_right_is_corrected_at_once_and_the_page_tells_it(desk, membership):
    address = f"/mitgliedschaften/{membership.id}"
    response = desk.post(f"{address}/berichtigen", data=typed(membership, can_vote=None))

    assert response.location == address
    assert [m.can_vote for m in all_memberships()] == [False]
    page = desk.get(address).text
    assert "stimmberechtigt: ja → nein" in page
    assert "Schreibfehler" in page
    assert "Sam Büro" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": ""}, "Bitte nennen Sie den Grund."),
        ({"starts_on": ""}, "ab wann die Mitgliedschaft gilt"),
        ({"ends_on": "1.1.2020"}, "nicht vor dem Beginn"),
        ({"role": "advisory"}, "kein Stimmrecht"),
        ({"role": "koenig"}, "Eintrag aus der Liste"),
        ({"seat": "sitz-0"}, "Eintrag aus der Liste"),
        ({"deputy_order": "erste"}, "ganze Zahl"),
        (
            {"publication_kind": BasisKind.CONSENT, "publication_basis": "Einwilligung"},
            "Bitte geben Sie den Tag an, an dem eingewilligt wurde.",
        ),
        ({"publication_date": "1.1.2026"}, "Bitte nennen Sie die Grundlage"),
        ({"organization": "x" * 201}, "höchstens 200 Zeichen"),
    ],
)
def test_a_wrong_correction_is_explained_and_nothing_changes(desk, membership, changed, message):
    address = f"/mitgliedschaften/{membership.id}/berichtigen"
    response = desk.post(address, data=typed(membership, **changed))

    assert "<title>Fehler: " in response.text
    assert message in response.text
    assert [m.version for m in all_memberships()] == [1]


def test_a_stale_correction_keeps_both_texts(desk, membership):
    address = f"/mitgliedschaften/{membership.id}/berichtigen"
    first = typed(membership, organization="Bund")
    desk.post(address, data=first)
    response = desk.post(address, data=first | {"organization": "Union"})

    assert '<div class="g-conflict__text">Bund</div>' in response.text
    assert '<div class="g-conflict__text">Union</div>' in response.text


def test_a_change_from_a_day_on_leads_to_the_new_membership(desk, membership):
    address = f"/mitgliedschaften/{membership.id}/aendern"
    response = desk.post(address, data=typed(membership, from_day="1.12.2026", may_move=None))

    old, new = all_memberships()
    assert response.location == f"/mitgliedschaften/{new.id}"
    assert (old.ends_on, new.starts_on, new.may_move) == (
        date(2026, 11, 30),
        date(2026, 12, 1),
        False,
    )
    assert "Folgt auf" in desk.get(f"/mitgliedschaften/{new.id}").text
    assert desk.post(f"/mitgliedschaften/{new.id}/rueckgaengig").location == (
        f"/mitgliedschaften/{old.id}"
    )
    assert [m.ends_on for m in all_memberships()] == [None]


def test_somebody_new_follows_on_the_seat(desk, membership):
    response = desk.post(
        f"/mitgliedschaften/{membership.id}/nachfolge",
        data={
            "version": "1",
            "last_name": "Neu",
            "last_day": "31.12.2026",
            "reason": "Wegzug",
            "salutation": "",
        },
    )

    old, new = all_memberships()
    assert response.location == f"/mitgliedschaften/{new.id}"
    assert (old.ends_on, new.starts_on) == (date(2026, 12, 31), date(2027, 1, 1))
    assert (new.seat_id, new.person.last_name) == (old.seat_id, "Neu")


def test_the_deputy_is_offered_first_to_move_up(desk, council, membership):
    deputy = build.member(
        council, build.person("Stell"), role=MemberRole.DEPUTY, seat=membership.seat
    )
    address = f"/mitgliedschaften/{membership.id}/nachfolge"

    assert f"person={deputy.person_id}" in desk.get(address).text
    desk.post(
        f"{address}?person={deputy.person_id}",
        data={"version": "1", "last_day": "31.12.2026", "reason": "Wegzug"},
    )

    assert [m.role for m in all_memberships()] == [
        MemberRole.VOTING,
        MemberRole.DEPUTY,
        MemberRole.VOTING,
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"last_name": ""}, "Nachnamen"),
        ({"last_day": ""}, "letzten Tag"),
        ({"last_day": "31.10.2025"}, "beginnt erst am"),
        ({"starts_on": "31.12.2026"}, "frühestens am Tag nach"),
        ({"reason": ""}, "Grund"),
    ],
)
def test_a_wrong_succession_is_explained_and_nobody_leaves(desk, membership, changed, message):
    data = {"version": "1", "last_name": "Neu", "last_day": "31.12.2026", "reason": "Wegzug"}
    response = desk.post(
        f"/mitgliedschaften/{membership.id}/nachfolge", data=data | {"salutation": ""} | changed
    )

    assert message in response.text
    assert [m.ends_on for m in all_memberships()] == [None]


def test_what_nobody_knows_any_more_offers_no_undo_and_says_why(desk, membership):
    data = {"version": "1", "last_name": "Neu", "last_day": "31.12.2026", "reason": "Wegzug"}
    done = desk.post(f"/mitgliedschaften/{membership.id}/nachfolge", data=data | {"salutation": ""})
    button = f'action="{done.location}/rueckgaengig"'
    assert button in desk.get(done.location).text

    db.session.query(Ending).one().is_known = False
    db.session.commit()

    page = desk.get(done.location).text
    assert button not in page
    assert "Angaben gelöscht worden (Art. 17 DSGVO)" in page
    refused = desk.post(f"{done.location}/rueckgaengig")
    assert refused.status_code in {302, 409}
    assert [m.ends_on for m in all_memberships()] == [date(2026, 12, 31), None]


def test_an_end_that_was_changed_since_is_told_after_the_undo(desk, membership):
    data = {"version": "1", "last_name": "Neu", "last_day": "31.12.2026", "reason": "Wegzug"}
    done = desk.post(f"/mitgliedschaften/{membership.id}/nachfolge", data=data | {"salutation": ""})
    membership.ends_on = date(2026, 12, 15)
    db.session.commit()

    back = desk.post(f"{done.location}/rueckgaengig")

    told = "wurde das Ende inzwischen anders eingetragen und bleibt so: Kim Alt."
    assert told in desk.get(back.location).text
    assert [m.ends_on for m in all_memberships()] == [date(2026, 12, 15)]


def test_an_entry_made_by_mistake_is_taken_back(desk, membership):
    response = desk.post(f"/mitgliedschaften/{membership.id}/zuruecknehmen")

    assert response.location == "/gremien/stag-behindertenpolitik#mitglieder"
    assert all_memberships() == []


def test_a_vacant_seat_leads_to_the_form_with_the_seat_chosen(desk, council):
    seat = build.seat(council, build.organization("Bund"))
    address = f"/gremien/{council.slug}/mitglieder/neu?sitz={seat.id}"

    assert f'href="{address}"' in desk.get(f"/gremien/{council.slug}").text
    assert f'<option selected value="sitz-{seat.id}">' in desk.get(address).text


@pytest.mark.parametrize("query", ["sitz=x", "sitz=١", "rolle=koenig", f"sitz={'9' * 20}"])
def test_a_made_up_beginning_is_not_found(desk, council, query):
    assert desk.get(f"/gremien/{council.slug}/mitglieder/neu?{query}").status_code == 404


def test_the_yearly_change_in_the_chair_is_reminded_and_done(council, freeze, new_client, login):
    council.chair_mode = ChairMode.ROTATING
    for name, office in (("Eins", ChairOffice.CHAIR), ("Zwei", ChairOffice.DEPUTY_CHAIR)):
        seat = build.seat(council, build.organization())
        build.member(council, build.person(name), seat=seat, chair_office=office)
    secretary = build.account(secretariat_of=[council])
    page, address = f"/gremien/{council.slug}", f"/gremien/{council.slug}/vorsitz-wechseln"

    with freeze("2026-09-30 10:00"):
        assert "jährliche Wechsel im Vorsitz" not in login(new_client(), secretary).get(page).text
    with freeze("2026-10-15 10:00"):
        assert "steht am 01.11.2026 an" in login(new_client(), secretary).get(page).text
    with freeze("2026-11-22 10:00"):
        desk = login(new_client(), secretary)
        assert "ist seit dem 01.11.2026 fällig" in desk.get(page).text
        assert "01.11.2026" in desk.get(address).text
        response = desk.post(address, data={"from_day": "1.11.2026"})

    assert response.location == f"{page}#mitglieder"
    offices = {(m.person.last_name, m.starts_on.year): m.chair_office for m in all_memberships()}
    assert offices["Zwei", 2026] is ChairOffice.CHAIR


def test_without_both_chairs_nothing_changes_places(desk, council):
    response = desk.get(f"/gremien/{council.slug}/vorsitz-wechseln")

    assert "Zum Wechsel braucht es" in response.text


def test_a_membership_costs_the_same_with_one_and_with_three_changes(desk, membership, query_count):
    address = f"/mitgliedschaften/{membership.id}"
    counts = []
    for number in (1, 2, 3):
        desk.post(
            f"{address}/berichtigen",
            data=typed(membership, version=str(number), organization=f"Verein {number}"),
        )
        with query_count() as counted:
            desk.get(address)
        counts.append(counted.count)

    assert len(set(counts)) == 1
