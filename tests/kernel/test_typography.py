"""What stays on one line when a German text is read on a screen."""

import pytest

from gremien_app.base.kernel.typography import unbroken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donnerstag, 16. April 2026, 14:00 Uhr", "Donnerstag, 16.~April~2026, 14:00~Uhr"),
        ("14:00 bis 16:30 Uhr", "14:00~bis~16:30~Uhr"),
        ("Ramadan (± 1 Tag)", "Ramadan (±~1~Tag)"),
        ("am 1. Mai und 2. Juni", "am 1.~Mai und 2.~Juni"),
        ("Beschluss zu TOP 3 und TOP Ö 9.2.1", "Beschluss zu TOP~3 und TOP~Ö~9.2.1"),
        ("4. Sitzung der StAG", "4.~Sitzung der StAG"),
        ("Befangenheit nach § 31 Abs. 2 GO NRW", "Befangenheit nach §~31~Abs.~2 GO NRW"),
        ("nach §§ 23a und 27", "nach §§~23a und 27"),
        ("Konrad-Adenauer-Saal, Raum-Nr. 1.18", "Konrad-Adenauer-Saal, Raum-\u2060Nr.~1.18"),
        ("Konferenzraum 16 F 43 im Stadthaus", "Konferenzraum~16~F~43 im Stadthaus"),
        ("Theodor-Heuss-Saal A 119", "Theodor-Heuss-Saal~A~119"),
        ("Im Saal stehen 20 Stühle. Mai 2026", "Im Saal stehen 20 Stühle. Mai 2026"),
        ("STOP 3", "STOP 3"),
        ("StAG B · Stadthaus Deutz", "StAG B~· Stadthaus Deutz"),
    ],
)
def test_dates_hours_items_rooms_and_sections_stay_on_one_line(text: str, expected: str) -> None:
    assert unbroken(text) == expected.replace("~", "\u00a0")


def test_an_ordinary_text_stays_as_it_is() -> None:
    text = "Die Einladung geht am 16.04.2026 an alle 13 Mitglieder."

    assert unbroken(text) == text
