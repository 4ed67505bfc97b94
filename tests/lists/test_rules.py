from datetime import date

import pytest

from gremien_app.people.committees.models import ChairMode, Committee
from gremien_app.people.lists.reading import ListRow
from gremien_app.people.lists.rules import in_order, same_role, understood
from gremien_app.people.members.models import ChairOffice, MemberRole

TODAY = date(2026, 11, 22)


def entry(chair_mode=ChairMode.ELECTED, **cells):
    cells = {"last_name": "Muster", "role": "Mitglied"} | cells
    row = ListRow(7, {key: text for key, text in cells.items() if text})
    return understood(row, Committee(chair_mode=chair_mode), TODAY)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("stimmberechtigtes Mitglied", MemberRole.VOTING),
        ("Ordentliches Mitglied", MemberRole.VOTING),
        ("MITGLIED", MemberRole.VOTING),
        ("beratendes Mitglied", MemberRole.ADVISORY),
        ("Mitglied ohne Stimmrecht", MemberRole.ADVISORY),
        ("stellv. Mitglied", MemberRole.DEPUTY),
        ("Stellvertreterin", MemberRole.DEPUTY),
        ("sachkundige Einwohnerin", MemberRole.RESIDENT_EXPERT),
        ("sachkundige*r Einwohner*in", MemberRole.RESIDENT_EXPERT),
        ("ständiger Gast", MemberRole.STANDING_GUEST),
        ("Gäste", MemberRole.STANDING_GUEST),
        ("Verwaltung", MemberRole.ADMINISTRATION),
    ],
)
def test_roles_are_known_as_offices_write_them(said, role):
    understood_as = entry(role=said)

    assert (understood_as.role, understood_as.doubts) == (role, [])


def test_every_role_of_the_house_is_read_back():
    for role in MemberRole:
        read = entry(role=role.label, chair_mode=ChairMode.MAYOR)
        assert read.role is role


@pytest.mark.parametrize(
    ("said", "mode", "role", "office"),
    [
        ("Vorsitzende", ChairMode.ELECTED, MemberRole.VOTING, ChairOffice.CHAIR),
        ("1. stellv. Vorsitzender", ChairMode.ELECTED, MemberRole.VOTING, ChairOffice.DEPUTY_CHAIR),
        ("Sprecher*in", ChairMode.ROTATING, MemberRole.VOTING, ChairOffice.CHAIR),
        ("Vorsitz", ChairMode.MAYOR, MemberRole.CHAIR, None),
        ("stellv. Vorsitz", ChairMode.MAYOR, MemberRole.VOTING, ChairOffice.DEPUTY_CHAIR),
    ],
)
def test_the_chair_is_an_office_beside_the_seat_unless_held_ex_officio(said, mode, role, office):
    read = entry(chair_mode=mode, role=said)

    assert (read.role, read.chair_office) == (role, office)


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        ({"role": "", "can_vote": "ja"}, MemberRole.VOTING),
        ({"role": "", "can_vote": "Nein"}, MemberRole.ADVISORY),
        ({"role": "", "principal": "Muster, Kim"}, MemberRole.DEPUTY),
        ({"role": "-", "can_vote": "x"}, MemberRole.VOTING),
    ],
)
def test_without_a_role_the_vote_or_the_principal_tells(cells, role):
    assert entry(**cells).role is role


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({"role": ""}, "Die Rolle fehlt."),
        ({"role": "Hofnarr"}, "Rolle: „Hofnarr“ ist unbekannt."),
        ({"last_name": ""}, "Der Nachname fehlt."),
        ({"can_vote": "vielleicht"}, "heißt weder ja noch nein"),
        ({"starts_on": "31.02.2026"}, "Von: „31.02.2026“."),
        ({"ends_on": "bald"}, "Bis: „bald“."),
        ({"salutation": "Hoheit"}, "Anrede: „Hoheit“ ist unbekannt."),
        ({"chair_office": "König"}, "Amt im Vorsitz: „König“"),
        ({"first_name": "x" * 101}, "Vorname: höchstens 100 Zeichen, es sind 101."),
    ],
)
def test_what_is_unclear_is_named(cells, doubt):
    assert any(doubt in one for one in entry(**cells).doubts)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01.11.2025", date(2025, 11, 1)),
        ("2025-11-01", date(2025, 11, 1)),
        ("1. November 2025", date(2025, 11, 1)),
        ("45962", date(2025, 11, 1)),
        ("45962.0", date(2025, 11, 1)),
    ],
)
def test_days_are_read_as_text_and_as_the_number_behind_them(text, day):
    assert entry(starts_on=text).starts_on == day


@pytest.mark.parametrize("text", ["", "-", "–", "unbefristet", "offen", "laufend"])
def test_an_open_end_is_no_day(text):
    read = entry(ends_on=text)

    assert (read.ends_on, read.doubts) == (None, [])


@pytest.mark.parametrize(
    ("whole", "person"),
    [
        ("Muster, Kim", {"first_name": "Kim", "last_name": "Muster"}),
        ("Muster, Dr. Kim", {"title": "Dr.", "first_name": "Kim", "last_name": "Muster"}),
        ("Dr. Kim Muster", {"title": "Dr.", "first_name": "Kim", "last_name": "Muster"}),
        ("Kim von der Heide", {"first_name": "Kim", "last_name": "von der Heide"}),
        ("Ayşe Nur Yıldız", {"first_name": "Ayşe Nur", "last_name": "Yıldız"}),
        ("Drews, Kim", {"first_name": "Kim", "last_name": "Drews"}),
        ("Muster", {"last_name": "Muster"}),
    ],
)
def test_a_whole_name_in_one_column_is_taken_apart(whole, person):
    assert entry(last_name=whole).person == person


def test_a_last_name_beside_a_first_name_is_left_whole():
    assert entry(last_name="Muster Beispiel", first_name="Kim").person == {
        "first_name": "Kim",
        "last_name": "Muster Beispiel",
    }


def test_a_postal_code_gets_its_zero_back():
    assert entry(postal_code="1067").person["postal_code"] == "01067"


def test_a_group_of_seats_is_known_by_the_committees_own_words():
    committee = Committee(
        chair_mode=ChairMode.ELECTED, seat_groups=[{"label": "Direkt Gewählte", "seats": 22}]
    )

    def group(text):
        row = ListRow(2, {"last_name": "Muster", "role": "Mitglied", "seat_group": text})
        read = understood(row, committee, TODAY)
        return read.seat_group, read.doubts

    assert group("direkt gewaehlte") == ("Direkt Gewählte", [])
    assert group("Losentscheid")[1][0].startswith("Sitzgruppe: „Losentscheid“ ist unbekannt.")
    assert entry(seat_group="Irgendeine").seat_group == ""


def test_the_example_of_the_template_is_no_member():
    assert entry(email="kim.beispiel@example.org").doubts == [
        "Das ist die Beispielzeile der Vorlage."
    ]


def test_deputies_come_after_the_members_they_stand_for():
    deputy, member = entry(role="Stellvertretung"), entry()

    assert in_order([deputy, member]) == [member, deputy]


def test_a_chair_ex_officio_is_the_same_however_the_list_calls_it():
    assert same_role(entry(role="Vorsitzende"), MemberRole.CHAIR, None)
    assert not same_role(entry(role="Vorsitzende"), MemberRole.VOTING, None)
    assert same_role(entry(), MemberRole.VOTING, ChairOffice.CHAIR)


@pytest.mark.parametrize("mode", ChairMode)
def test_who_deputises_in_the_chair_without_a_seat_is_known_from_our_own_list(mode):
    read = entry(role="Vorsitz", chair_office="stellvertretender Vorsitz", chair_mode=mode)

    assert (read.chair_office, read.doubts) == (ChairOffice.DEPUTY_CHAIR, [])
    assert same_role(read, MemberRole.CHAIR, ChairOffice.DEPUTY_CHAIR)
    assert not same_role(read, MemberRole.CHAIR, None)


def test_where_the_chair_is_held_ex_officio_so_is_its_deputy_of_our_own_list():
    read = entry(
        role="Vorsitz", chair_office="stellvertretender Vorsitz", chair_mode=ChairMode.MAYOR
    )

    assert read.role is MemberRole.CHAIR
