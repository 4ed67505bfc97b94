from dataclasses import replace
from datetime import date

from docx.oxml.ns import qn

from gremien_app.base.documents.plan import PlanDocument, PlanLine, write_plan
from tests.documents.reading import headings, opened, texts
from tests.documents.samples import letterhead


def plan() -> PlanDocument:
    return PlanDocument(
        letterhead=letterhead(committee="", day=date(2026, 11, 22)),
        year=2027,
        sentence="Sitzungen der Gremien im Überblick",
        lines=(
            PlanLine(
                date(2027, 5, 6),
                "14:00 bis 16:00 Uhr",
                "StAG Behindertenpolitik",
                "4. Sitzung",
                "Stadthaus Deutz",
                "geplant, noch ohne Einladung",
                ("Christi Himmelfahrt",),
            ),
            PlanLine(date(2027, 2, 11), "15:00 Uhr", "Integrationsrat", "", "", "eingeladen"),
        ),
        notes=("Schulferien 2027: unbekannt.",),
    )


def rows(data, table=0):
    return [[cell.text for cell in row.cells] for row in opened(data).tables[table].rows]


def test_every_month_with_sittings_has_its_table():
    data = write_plan(plan())

    assert headings(data) == [(1, "Sitzungsplan 2027"), (2, "Februar 2027"), (2, "Mai 2027")]
    assert rows(data, 1) == [
        ["Tag", "Uhrzeit", "Gremium und Sitzung", "Ort", "Stand"],
        [
            "Donnerstag\n06.05.2027\nChristi Himmelfahrt",
            "14:00 bis 16:00 Uhr",
            "StAG Behindertenpolitik\n4. Sitzung",
            "Stadthaus Deutz",
            "geplant, noch ohne Einladung",
        ],
    ]
    assert rows(data)[1][2:] == ["Integrationsrat", "noch offen", "eingeladen"]
    assert "Schulferien 2027: unbekannt." in texts(data)


def test_the_tables_can_be_read_out():
    table = opened(write_plan(plan())).tables[0]._tbl

    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Sitzungen im Februar 2027"
    assert table.tblPr.find(qn("w:tblDescription")) is not None
    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in table.tr_lst] == [
        True,
        False,
    ]
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.tr_lst)


def test_texts_are_cleaned_and_equal_plans_are_equal_files():
    odd = replace(plan().lines[0], committee="A\x0bB\x00 {{7*7}} «gremium»", place="x" * 300)
    data = write_plan(replace(plan(), lines=(odd,)))

    assert rows(data)[1][2] == "A B {{7*7}} «gremium»\n4. Sitzung"
    assert data == write_plan(replace(plan(), lines=(odd,)))


def test_a_year_without_sittings_is_a_plan_all_the_same():
    data = write_plan(replace(plan(), lines=()))

    assert headings(data) == [(1, "Sitzungsplan 2027")]
    assert opened(data).tables == []
