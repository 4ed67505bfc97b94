from datetime import date

import pytest
from sqlalchemy import select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.lists.actions import take_over
from gremien_app.people.lists.queries import roster_lines
from gremien_app.people.lists.reading import ListRow, read_csv, read_xlsx
from gremien_app.people.lists.rules import Outcome
from gremien_app.people.lists.writing import write_csv, write_xlsx
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from tests import builders as build

DAY = date(2026, 11, 22)
SINCE = date(2025, 11, 1)


@pytest.fixture
def secretary(council) -> Viewer:
    return Viewer(user_id=None, name="S", secretariat_of=frozenset({council.id}))


def line(number=2, last_name="Muster", role="Mitglied", **cells) -> ListRow:
    return ListRow(number, {"last_name": last_name, "first_name": "Kim", "role": role} | cells)


@pytest.fixture
def take(council, secretary):
    def run(*rows, since=SINCE):
        return take_over(secretary, council, rows, since=since)

    return run


def outcomes(planned) -> list[Outcome]:
    return [row.outcome for row in planned]


def only(planned):
    (row,) = planned
    return row


def memberships() -> list[Membership]:
    return list(db.session.scalars(select(Membership).order_by(Membership.id)))


def test_a_new_person_joins_with_everything_the_list_says(take, council):
    row = only(
        take(
            line(
                title="Dr.",
                organization="Blindenverein",
                starts_on="01.12.2025",
                ends_on="31.12.2026",
                email="kim@example.org",
                town="Köln",
            )
        )
    )

    (made,) = memberships()
    assert (row.outcome, row.name) == (Outcome.NEW, "Dr. Kim Muster")
    assert row.details == ("neue Person", "stimmberechtigtes Mitglied, 01.12.2025 bis 31.12.2026")
    assert (made.person.email, made.person.town) == ("kim@example.org", "Köln")
    assert (made.can_vote, made.seat.organization.name) == (True, "Blindenverein")


def test_the_same_list_again_changes_nothing(take):
    rows = [line(2), line(3, "Zwei", "Stellvertretung", principal="Muster, Kim")]
    take(*rows)
    entries = db.session.query(AuditEntry).count()

    again = take(*rows)

    assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
    assert db.session.query(AuditEntry).count() == entries


def test_a_known_person_is_found_however_the_name_is_spelt_and_keeps_it(take, council):
    build.member(council, build.person("Müller", "Jörg"))

    row = only(take(line(last_name="MUELLER", first_name="Joerg")))

    assert (row.outcome, row.name) == (Outcome.SAME, "Jörg Müller")
    assert db.session.query(Person).count() == 1


def test_contact_data_is_brought_up_to_date_and_an_empty_cell_erases_nothing(take, council):
    person = build.person(email="alt@example.org", phone="0221 1")
    build.member(council, person)

    row = only(take(line(email="neu@example.org", mobile="0170 1")))

    assert row.outcome is Outcome.CHANGED
    assert row.details == ("E-Mail: alt@example.org → neu@example.org", "Mobiltelefon: 0170 1")
    assert (person.email, person.phone, person.mobile) == ("neu@example.org", "0221 1", "0170 1")


def test_new_contact_data_is_not_public_by_an_old_consent(take, council):
    person = build.person(email="alt@example.org")
    build.member(council, person)
    person.consents.append(
        ContactConsent(kind=ContactKind.EMAIL, basis="Schreiben", given_on=date(2026, 1, 1))
    )
    db.session.flush()

    take(line(email="neu@example.org"))

    assert person.consents[0].revoked_on is not None


def test_a_membership_ends_with_the_list(take, council):
    member = build.member(council)

    row = only(take(line(ends_on="31.12.2026")))

    assert (row.outcome, member.ends_on) == (Outcome.CHANGED, date(2026, 12, 31))
    assert row.details == ("Mitgliedschaft: seit 01.11.2025 → 01.11.2025 bis 31.12.2026",)


def test_who_returns_gets_a_second_membership(take, council):
    build.member(council, ends_on=date(2026, 1, 31))

    row = only(take(line(starts_on="01.03.2026")))

    assert row.outcome is Outcome.NEW
    assert len(memberships()) == 2


def test_members_of_a_deputy_are_found_wherever_they_stand_in_the_list(take):
    planned = take(
        line(2, "Zwei", "Stellvertretung", principal="Dr. Kim Muster"),
        line(3, "Muster"),
    )

    assert outcomes(planned) == [Outcome.NEW, Outcome.NEW]
    member, deputy = memberships()
    assert (deputy.role, deputy.seat_id) == (MemberRole.DEPUTY, member.seat_id)


def test_a_deputy_is_found_by_the_organisation(take):
    planned = take(
        line(2, organization="Gehörlosenverband"),
        line(3, "Zwei", "Stellvertretung", principal="gehoerlosenverband"),
        line(4, "Drei", "Stellvertretung", principal="GEHÖRLOSENVERBAND"),
    )

    assert outcomes(planned)[0] is Outcome.NEW
    assert outcomes(planned)[2] is Outcome.NEW


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line(starts_on="01.12.2025"), "gehört dem Gremium in dieser Zeit schon an"),
        (line(role="beratend"), "Rolle: gespeichert „stimmberechtigtes Mitglied“"),
        (line(can_vote="nein"), "Stimmrecht: gespeichert „ja“, in der Liste „nein“"),
        (line(organization="Anderer Verein"), "Organisation: gespeichert „keine“"),
        (line(email="kim@"), "vollständige E-Mail-Adresse"),
        (line(last_name="Zwei", role="Stellvertretung"), "„Stellvertretung für“ fehlt."),
        (
            line(last_name="Zwei", role="Stellvertretung", principal="Niemand"),
            "„Niemand“ ist am 01.11.2025 kein Mitglied mit Stimmrecht",
        ),
        (line(last_name="Zwei", principal="Muster"), "die Rolle ist keine Stellvertretung"),
        (line(last_name="Zwei", starts_on="01.01.2019"), "keine eingetragene Wahlperiode"),
        (line(ends_on="01.01.2020"), "nicht vor dem Beginn liegen"),
    ],
)
def test_a_doubtful_line_says_why_and_leaves_nothing(take, council, row, reason):
    build.member(council)

    planned = only(take(row))

    assert planned.outcome is Outcome.DOUBTFUL
    assert reason in " ".join(planned.details)
    assert (db.session.query(Person).count(), len(memberships())) == (1, 1)
    assert db.session.query(AuditEntry).count() == 0


def test_without_a_beginning_a_new_membership_is_in_doubt(take):
    row = only(take(line(), since=None))

    assert row.details == ("Der Beginn fehlt. Ergänzen Sie die Spalte „Von“.",)


def test_more_votes_than_seats_are_in_doubt_from_the_first_too_many(take):
    planned = take(*[line(number, f"Name{number}") for number in range(2, 9)])

    assert outcomes(planned) == [Outcome.NEW] * 5 + [Outcome.DOUBTFUL] * 2
    assert "alle 5 Sitze besetzt" in planned[-1].details[0]


def test_a_second_line_about_the_same_membership_is_in_doubt(take):
    planned = take(line(2), line(3))

    assert planned[1].details == ("Diese Mitgliedschaft steht schon in Zeile 2.",)


def test_of_two_persons_of_one_name_the_address_decides(take, council):
    first = build.person(email="eins@example.org")
    second = build.person(email="zwei@example.org")
    for person in (first, second):
        build.member(council, person)

    unclear = only(take(line()))
    clear = only(take(line(email="Zwei@example.org", mobile="0170 1")))

    assert "Diesen Namen haben 2 Personen." in unclear.details[0]
    assert clear.outcome is Outcome.CHANGED
    assert (first.mobile, second.mobile) == ("", "0170 1")


def test_persons_of_other_committees_are_neither_told_nor_changed(take):
    stranger = build.person(email="fremd@example.org")
    build.member(build.committee("integrationsrat"), stranger)

    row = only(take(line(email="neu@example.org")))

    assert row.outcome is Outcome.NEW
    assert stranger.email == "fremd@example.org"


def test_one_entry_in_the_record_tells_of_the_list_without_names(take, council):
    take(line(2), line(3, "Zwei"))

    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "list.taken_over")
    ).one()

    assert entry.committee_id == council.id
    assert entry.summary.endswith("Liste eingelesen, 2 angelegt, 0 geändert")


def test_lines_in_doubt_leave_no_gap_in_the_record_of_changes(take):
    take(line(2), line(3, "Zwei", email="kim@"), line(4, "Drei"))
    db.session.commit()

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    assert len(entries) == 5
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("write", "read"), [(write_csv, read_csv), (write_xlsx, read_xlsx)])
def test_a_list_given_out_and_taken_over_again_changes_nothing(take, council, write, read):
    seat = build.seat(council, build.organization("=Verein; „für“ alle"))
    chair = build.person(
        "+Yıldız", "Ayşe", title="Dr.", salutation="Frau", email="=a@example.org", phone="+49 221 1"
    )
    build.member(council, chair, seat=seat, chair_office=ChairOffice.CHAIR)
    deputy = build.person("'Stell", "-Kim", street="@Weg 1", postal_code="01067", town="Dresden")
    build.member(council, deputy, role=MemberRole.DEPUTY, seat=seat)
    build.member(council, build.person("Gast", mobile="0170"), role=MemberRole.STANDING_GUEST)
    build.member(council, build.person("Beratung", papers_as="Word"), role=MemberRole.ADVISORY)
    build.member(council, build.person("Früher"), ends_on=date(2026, 12, 31))
    second = build.person("Zweite")
    build.member(council, second, role=MemberRole.CHAIR, chair_office=ChairOffice.DEPUTY_CHAIR)
    lines = roster_lines(council, DAY)
    written = write(lines, "Mitglieder") if write is write_xlsx else write(lines)

    planned = take(*read(written).rows, since=None)

    assert [(row.outcome, row.details) for row in planned] == [(Outcome.SAME, ())] * 6


def test_a_list_costs_the_same_queries_for_one_and_for_three_known_members(
    take, council, query_count
):
    counts = []
    rows = []
    for number in range(3):
        person = build.person(f"Name{number}")
        build.member(council, person)
        rows.append(line(number + 2, f"Name{number}"))
        db.session.commit()  # each time as a request of its own, which locks the roster
        with query_count() as counted:
            take(*rows)
        counts.append(counted.count)

    assert len(set(counts)) == 1
