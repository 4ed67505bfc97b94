"""Lists as offices really keep them; each kind went wrong once."""

from datetime import date

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, CommitteeName
from gremien_app.people.lists.actions import take_over
from gremien_app.people.lists.names import split_name
from gremien_app.people.lists.reading import read_csv, read_xlsx
from gremien_app.people.lists.roles import office_of, role_of
from gremien_app.people.lists.rules import Outcome
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.persons.models import Person
from tests import builders as build
from tests.lists.files import xlsx
from tests.lists.test_reading import refusal_of, repacked

HEAD = "Nachname;Vorname;Rolle;Organisation;Von;E-Mail;Telefon"
NAMED = ("Nachname", "Vorname", "Rolle", "Von")
ADVISES = "beratendes Mitglied"


def csv(*lines: str, head=HEAD, encoding="utf-8") -> bytes:
    return ("\r\n".join((head, *lines)) + "\r\n").encode(encoding)


@pytest.fixture
def elsewhere(council):
    return build.committee("anderes")


@pytest.fixture
def take(council, elsewhere):
    both = frozenset({council.id, elsewhere.id})
    viewer = Viewer(user_id=None, name="S", secretariat_of=both)

    def run(data, *, of=council, since=date(2025, 11, 1)):
        read = read_xlsx(data) if data.startswith(b"PK") else read_csv(data)
        return take_over(viewer, of, read.rows, since=since)

    return run


def outcomes(planned):
    return [row.outcome.value for row in planned]


def reasons(planned):
    return [" ".join(row.details) for row in planned if row.outcome is Outcome.DOUBTFUL]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Dr. Anna vom Rath", ("", "Dr.", "Anna", "vom Rath")),
        ("Maria dos Santos", ("", "", "Maria", "dos Santos")),
        ("Ahmet El Amrani", ("", "", "Ahmet", "El Amrani")),
        ("Seán Ó Briain", ("", "", "Seán", "Ó Briain")),
        ("Frau Dr. Ute Kern", ("Frau", "Dr.", "Ute", "Kern")),
        ("Kern, Ute, Dr.", ("", "Dr.", "Ute", "Kern")),
        ("Kern, Frau Dr. Ute", ("Frau", "Dr.", "Ute", "Kern")),
        ("Prof. Dr. h. c. Rita García Márquez", ("", "Prof. Dr. h. c.", "Rita", "García Márquez")),
        ("Prof. Dr. Dr. h.c. mult. Ida Ott", ("", "Prof. Dr. Dr. h.c. mult.", "Ida", "Ott")),
        ("Dr.-Ing. Max Beispiel", ("", "Dr.-Ing.", "Max", "Beispiel")),
        ("Dipl.-Ing. (FH) Ole Tal", ("", "Dipl.-Ing. (FH)", "Ole", "Tal")),
        ("Ute Kern, M.A.", ("", "M.A.", "Ute", "Kern")),
        ("Herr Jan van 't Hoff", ("Herr", "", "Jan", "van 't Hoff")),
        ("Omar bin Said", ("", "", "Omar", "bin Said")),
        ("E. Muster", ("", "", "E.", "Muster")),
        ("Ed Prof", ("", "", "Ed", "Prof")),
        ("Drews, Kim", ("", "", "Kim", "Drews")),
    ],
)
def test_a_whole_name_is_taken_apart(whole, parts):
    found = split_name(whole)

    keys = ("salutation", "title", "first_name", "last_name")
    assert (tuple(found.parts.get(key, "") for key in keys), found.doubt) == (parts, "")


def test_three_words_and_single_names_are_a_doubt(take):
    planned = take(
        csv("Anna Maria Muster;Gast", "Suphi;Gast", "Kim Muster;Gast", head="Name;Rolle")
    )

    assert outcomes(planned) == ["doubtful", "doubtful", "new"]
    assert "gelesen ist „Muster“" in reasons(planned)[0]
    assert reasons(planned)[1] == "„Suphi“ ist nur ein Name."


def test_a_title_before_the_last_name_is_no_part_of_it(take):
    take(csv("Dr. Kern;Ute;Gast;;01.11.2025;;"))

    person = db.session.query(Person).one()
    assert (person.title, person.last_name) == ("Dr.", "Kern")


@pytest.fixture(scope="module")
def ir():
    committee = Committee(short="IR")
    committee.names = [CommitteeName(name="Integrationsrat", genitive="des Integrationsrates")]
    return committee


@pytest.mark.parametrize(
    "said",
    [
        "ehemaliges Mitglied",
        "ehem. Mitglied",
        "früheres Mitglied",
        "Ex-Mitglied",
        "kein Mitglied",
        "nicht mehr Mitglied",
        "Mitglied (ausgeschieden)",
        "Mitglied a. D.",
        "Ehrenmitglied",
        "Fördermitglied",
        "Ratsmitglied",
        "Vorstandsmitglied",
        "Mitglied des Rates",
        "Vertreterin der Liste Nord",
        "Gastronom",
        "Verwaltungsrat",
        "Bewerberin, Mitglied",
        "Nichtmitglied",
    ],
)
def test_a_part_of_a_word_makes_no_role(ir, said):
    assert role_of(said, ir) is None


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("ordentl. Mitglied", MemberRole.VOTING),
        ("Mitglied mit Stimmrecht", MemberRole.VOTING),
        ("Mitglied des Integrationsrates", MemberRole.VOTING),
        ("nicht stimmberechtigtes Mitglied", MemberRole.ADVISORY),
        ("Ersatzmitglied", MemberRole.DEPUTY),
        ("stv. Mitglied", MemberRole.DEPUTY),
        ("Stadtverwaltung", MemberRole.ADMINISTRATION),
        ("Gästin", MemberRole.STANDING_GUEST),
    ],
)
def test_whole_words_make_a_role(ir, said, role):
    assert role_of(said, ir) is role


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("Vorsitzende*r", ChairOffice.CHAIR),
        ("Vorsitzende/r", ChairOffice.CHAIR),
        ("SprecherIn", ChairOffice.CHAIR),
        ("Vorsitzende des Integrationsrates", ChairOffice.CHAIR),
        ("Stellvertretung im Vorsitz", ChairOffice.DEPUTY_CHAIR),
        ("2. Vorsitzende", ChairOffice.DEPUTY_CHAIR),
        ("stv. Sprecher:in", ChairOffice.DEPUTY_CHAIR),
        ("Sprecherin der Fraktion", None),
        ("Fraktionsvorsitzende", None),
        ("Vorsitzender des Sportvereins", None),
        ("ehem. Vorsitzende", None),
        ("Ehrenvorsitzender", None),
        ("Pressesprecherin", None),
    ],
)
def test_an_office_is_one_of_this_committee(ir, said, office):
    assert office_of(said, ir) is office


def test_former_and_honorary_members_get_no_vote(take):
    lines = [
        "Früher;Ina;ehemaliges Mitglied",
        "Ehre;Pit;Ehrenmitglied",
        "Sprech;Ute;Sprecherin der Fraktion",
    ]
    planned = take(csv(*lines, head="Nachname;Vorname;Rolle"))

    assert outcomes(planned) == ["doubtful"] * 3
    assert "ist kein Amt in diesem Gremium" in reasons(planned)[2]


@pytest.mark.parametrize("day", ["01.11.", "1. November", "1.11", "So, 1. Nov."])
def test_a_day_without_a_year_is_a_doubt(take, day):
    planned = take(csv(f"Muster;Kim;{ADVISES};;{day};;"))

    assert reasons(planned) == [f"Von: „{day}“ nennt kein Jahr."]


def test_a_workbook_that_counts_from_1904_means_its_own_days(take):
    def as_on_a_mac(sheet):
        sheet.parent.epoch = CALENDAR_MAC_1904

    planned = take(xlsx(("Ohlsen", "Rike", ADVISES, 44499), headings=NAMED, change=as_on_a_mac))

    assert planned[0].details == ("neue Person", "beratendes Mitglied, seit 31.10.2025")


def test_hidden_lines_are_named_and_hidden_sheets_not_read():
    def hide(sheet):
        sheet.title = "Aktuell"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        old = sheet.parent.create_sheet("Früher", 0)
        old.append((*NAMED, "Bis", "E-Mail"))
        old.append(("Ehemals", "Uwe", "Mitglied", "01.06.2014", "31.10.2020", "uwe@example.org"))
        old.sheet_state = "hidden"
        more = sheet.parent.create_sheet("Wahlperiode 2014")
        more.append((*NAMED, "Bis", "E-Mail"))
        more.append(("Ehemals", "Uwe", "Mitglied", "01.06.2014", "31.10.2020", "uwe@example.org"))
        sheet.parent.create_sheet("Hinweise").append(("Stand November",))

    rows = [("Muster", "Eva", ADVISES, "01.11.2025"), ("Verborgen", "Otto", ADVISES, "01.06.2014")]
    read = read_xlsx(xlsx(*rows, headings=NAMED, change=hide))

    assert (read.sheet, [row.cells["last_name"] for row in read.rows]) == (
        "Aktuell",
        ["Muster", "Verborgen"],
    )
    assert [row.faults for row in read.rows] == [(), ("Die Zeile ist in Excel ausgeblendet.",)]
    assert read.notes == [
        "In Excel ausgeblendete Spalten: Von.",
        "Nicht gelesene Blätter: Wahlperiode 2014.",
    ]


def test_a_workbook_in_strict_open_xml_is_named():
    strict = repacked(
        xlsx(("Muster", "Kim", ADVISES, "")),
        **{"xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'},
    )

    assert "Strict Open XML" in refusal_of(read_xlsx, strict)


@pytest.mark.parametrize(
    ("name", "encoding", "word"),
    [
        ("Grün;Jörg", "mac-roman", "MacRoman"),
        ("Maßmann;Änne", "mac-roman", "MacRoman"),
        ("Köhler;Uwe", "cp850", "Codepage 850"),
        ("Grün;Käthe", "cp437", "Codepage 850"),
        ("Yıldırım;Ayşe", "cp1254", "Windows-1254"),
        ("Öztürk;İpek Şahin", "cp1254", "Windows-1254"),
        ("Kowalczyk;Michał", "cp1250", "Windows-1250"),
    ],
)
def test_another_encoding_is_named(name, encoding, word):
    data = csv(f"{name};Gast", head="Nachname;Vorname;Rolle", encoding=encoding)

    assert word in refusal_of(read_csv, data)


@pytest.mark.parametrize(
    "name", ["Müller;Änne", "Škoda;Jürgen", "Novotný;Jörg", "Æbelø;Søren", "d’Arc;Zoë"]
)
def test_what_western_offices_write_is_read(name):
    read = read_csv(csv(f"{name};Gast", head="Nachname;Vorname;Rolle", encoding="cp1252"))

    assert [f"{row.cells['last_name']};{row.cells['first_name']}" for row in read.rows] == [name]


@pytest.mark.parametrize("text", ["MÃ¼ller", "YÄ±ldÄ±rÄ±m", "RenÃ©"])
def test_what_was_decoded_twice_is_refused(text):
    assert "sind beschädigt" in refusal_of(read_csv, csv(f"{text};Kim;Gast;;;;"))


def test_a_blank_among_crosses_is_no(take):
    head = "Nachname;Vorname;Rolle;Stimmberechtigt"
    rows = ["Adler;Ina;Mitglied;x", "Bär;Udo;Mitglied;", "Cakır;Ece;stimmberechtigtes Mitglied;"]
    planned = take(csv(*rows, head=head))

    assert [row.office for row in planned[:2]] == [
        "stimmberechtigtes Mitglied",
        "beratendes Mitglied",
    ]
    assert "aber kein Kreuz" in reasons(planned)[0]
    answered = read_csv(csv("Adler;Ina;Mitglied;ja", "Bär;Udo;Mitglied;", head=head))
    assert "can_vote" not in answered.rows[1].cells


def test_a_sum_below_the_crosses_is_no_person(take):
    head = "lfd. Nr.;Name;Vorname;Funktion;stimmberechtigt"
    planned = take(
        csv("1;Adler;Ina;Mitglied;x", "2;Bär;Udo;Mitglied;", "Summe;2 von 3;;;2", head=head)
    )

    assert outcomes(planned) == ["new", "new", "doubtful"]
    assert planned[1].office == "beratendes Mitglied"
    assert "Summe unter der Liste" in reasons(planned)[0]


@pytest.mark.parametrize(
    "said",
    ["mailto:pia@example.org", "Pia C <pia@example.org>", "<pia@example.org>", "pia@example.org"],
)
def test_one_address_in_a_cell_is_taken(take, said):
    assert take(csv(f"C;Pia;{ADVISES};;;{said};"))[0].email == "pia@example.org"


@pytest.mark.parametrize(
    "said",
    [
        "a@example.org / b@example.org",
        "ada(at)example.org",
        "lea@example",
        ";a@example.org",
        "a@b@c",
    ],
)
def test_more_than_one_address_or_none_is_a_doubt(take, said):
    assert outcomes(take(csv(f"C;Pia;{ADVISES};;;{said};".rstrip(";")))) == ["doubtful"]


@pytest.mark.parametrize("number", ["2211234567", "170123456780"])
def test_a_telephone_number_without_its_zero_is_a_doubt(take, number):
    assert reasons(take(csv(f"Adler;Ina;{ADVISES};;;;{number}"))) == [
        f"Telefon: Vor „{number}“ fehlt wohl eine Null."
    ]


@pytest.mark.parametrize("number", ["0221 1234", "0221/221-0", "+49 221 1", "22112", "(0221) 99"])
def test_other_telephone_numbers_are_taken(take, number):
    assert outcomes(take(csv(f"Adler;Ina;{ADVISES};;;;{number}"))) == ["new"]


def test_a_line_with_more_cells_than_headings_is_a_doubt(take):
    planned = take(
        csv(f"B;Udo;{ADVISES};Verein;01.11.2025;udo@example.org; udo2@example.org;0221 2")
    )

    assert "mehr Zellen als Überschriften: „0221 2“" in reasons(planned)[0]


def test_apostrophes_and_hyphens_of_any_shape_are_one_person(take):
    names = ["D'Angelo;Pat", "D’Angelo;Pat", "Müller-Ott;Kai", "Müller‑Ott;Kai", "Müller–Ott;Kai"]
    planned = take(csv(*(f"{name};{ADVISES};;01.11.2025;;" for name in names)))

    assert outcomes(planned) == ["new", "doubtful", "new", "doubtful", "doubtful"]
    assert reasons(planned)[0] == "Diese Mitgliedschaft steht schon in Zeile 2."


def test_two_persons_of_a_similar_name_in_one_list_stay_two(take):
    planned = take(
        csv(
            f"Möller;Jan;{ADVISES};Verein Süd;01.11.2025;jan.moeller@example.org;",
            f"Moller;Jan;{ADVISES};Verein West;01.02.2026;jan.moller@example.com;",
        )
    )

    assert outcomes(planned) == ["new", "doubtful"]
    assert "andere E-Mail-Adresse. Ist es dieselbe Person?" in reasons(planned)[0]
    assert planned[1].candidates == (
        ("line:2", "dieselbe: Jan Möller (Zeile 2)"),
        ("new", "eine andere, neue Person"),
    )


@pytest.mark.parametrize(
    ("stored", "listed", "word"),
    [
        ({"email": "a@example.org"}, "b@example.org;", "E-Mail-Adresse"),
        ({"phone": "0221 111111"}, ";0221 222222", "Telefonnummer"),
    ],
)
def test_a_person_of_another_committee_with_other_contacts_is_asked_for(
    take, elsewhere, stored, listed, word
):
    build.member(elsewhere, build.person("Möller", "Jan", **stored))
    planned = take(csv(f"Moller;Jan;{ADVISES};;01.11.2025;{listed}"))

    assert f"eine andere {word}" in reasons(planned)[0]


def test_the_same_number_in_another_shape_is_the_same_person(take, elsewhere):
    build.member(elsewhere, build.person("Möller", "Jan", phone="0221 / 12 34 56"))
    planned = take(csv(f"Möller;Jan;{ADVISES};;01.11.2025;;+49 221 123456"))

    assert outcomes(planned) == ["new"]
    assert "neue Person" not in planned[0].details


def test_a_members_own_new_address_is_shown_as_a_change(take, council):
    build.member(council, build.person("Möller", "Jan", email="alt@example.org"))
    planned = take(csv("Möller;Jan;Mitglied;;;neu@example.org;"))

    assert [row.details for row in planned] == [("E-Mail: alt@example.org → neu@example.org",)]
    assert planned[0].email == "neu@example.org"


def test_one_deputy_for_two_members_is_refused_by_the_rule_of_the_form(take):
    head = "Nachname;Vorname;Rolle;Stellvertretung für;Von"
    planned = take(
        csv(
            "Eins;Ina;Mitglied;;01.11.2025",
            "Zwei;Udo;Mitglied;;01.11.2025",
            "Beide;Bea;Stellvertretung;Ina Eins;01.11.2025",
            "Beide;Bea;Stellvertretung;Udo Zwei;01.11.2025",
            head=head,
        )
    )

    assert outcomes(planned) == ["new", "new", "new", "doubtful"]
    assert "Bea Beide gehört dem Gremium in dieser Zeit schon an" in reasons(planned)[0]


def test_a_column_with_deputies_makes_a_line_for_each(take, council):
    head = "Mitglied;Vorname;Funktion;Vertretung;seit"
    planned = take(
        csv(
            "Eins;Ina;Mitglied;Dr. Eva Ersatz;01.11.2025",
            "Zwei;Udo;Mitglied;N.N.;01.11.2025",
            "Drei;Pia;Mitglied;Max A / Udo B;01.11.2025",
            head=head.replace("Mitglied;", "Nachname;", 1),
        )
    )

    assert [(row.line, row.name, row.office, row.outcome.value) for row in planned] == [
        (2, "Ina Eins", "stimmberechtigtes Mitglied", "new"),
        (2, "Dr. Eva Ersatz", "Stellvertretung", "new"),
        (3, "Udo Zwei", "stimmberechtigtes Mitglied", "new"),
        (4, "Pia Drei", "stimmberechtigtes Mitglied", "new"),
        (4, planned[4].name, "Stellvertretung", "doubtful"),
    ]
    assert "nennt mehrere" in reasons(planned)[0]
