"""Former names give way to those of today, in every spelling."""

import pytest

from gremien_app.records.names.people import KnownPerson
from gremien_app.records.names.renaming import Naming, Renamer, Renaming

FORMER = Naming("Herr", "Dr.", "Jürgen", "Altenau")
TODAY = Naming("Frau", "Dr.", "Jana", "Neuhaus")
renamed = Renamer([Renaming(1, FORMER, TODAY)], [KnownPerson("person:2", "Lehmann", "Ute")])


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Herr Dr. Jürgen Altenau", "Frau Dr. Jana Neuhaus"),
        ("Jürgen Altenau", "Jana Neuhaus"),
        ("Altenau, Jürgen", "Neuhaus, Jana"),
        ("Herr Altenau fragt.", "Frau Neuhaus fragt."),
        ("Der Antrag Herrn Altenaus ist gut", "Der Antrag Frau Neuhaus ist gut"),
        ("JUERGEN ALTENAU", "JANA NEUHAUS"),
        ("**Jürgen** Altenau", "Jana Neuhaus"),
        ("Ute Lehmann vertritt Jürgen Altenau", "Ute Lehmann vertritt Jana Neuhaus"),
        ("Altenau und Lehmann", "Neuhaus und Lehmann"),
        ("Alten\u00adau, Jür\u00adgen", "Neuhaus, Jana"),
        ("Der Vorsitzende Altenau", "Der Vorsitzende Neuhaus"),
        ("nichts davon", "nichts davon"),
    ],
)
def test_a_former_name_is_replaced_as_it_stood(former, today):
    assert renamed(former) == today


def test_a_surname_that_somebody_else_has_is_left_but_the_full_name_is_not():
    change = Renamer([Renaming(1, FORMER, TODAY)], [KnownPerson("person:2", "Altenau", "Ute")])

    assert change("Herr Altenau") == "Herr Altenau"
    assert change("Jürgen Altenau und Ute Altenau") == "Jana Neuhaus und Ute Altenau"


def test_without_a_salutation_of_today_the_whole_name_is_said():
    change = Renamer([Renaming(1, FORMER, Naming("", "", "Kim", "Altenau"))])

    assert change("Herr Altenau fragt") == "Kim Altenau fragt"
    assert change("Herr Dr. Jürgen Altenau") == "Kim Altenau"
