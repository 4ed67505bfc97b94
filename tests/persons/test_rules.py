import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.persons import rules


@pytest.mark.parametrize(
    "text",
    [
        *("Deutsche Gebärdensprache", "DGS", "deutsche gebaerdensprache", "LBG", "Ukrainisch, ÖGS"),
        *("Leichte Sprache", "in einfacher Sprache", "Großdruck", "GROSSSCHRIFT", "Braille"),
        *("taubblind", "für Gehörlose", "Lormen", "Screenreader", "große Schrift", "Hörbuch"),
    ],
)
def test_measures_of_support_are_no_language_for_letters(text):
    assert rules.tells_of_health(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Deutsch", "Türkisch", "Kurdisch (Kurmandschi)", "Arabisch und Französisch", "PDF"),
        *("Ukrainisch", "Isländisch", "Plattdeutsch", "Romanes", "Word", "Papier", "Farsi/Dari"),
    ],
)
def test_spoken_languages_are_kept(text):
    assert not rules.tells_of_health(text)


@pytest.mark.parametrize("name", ["Вalzer", "Öz Dеmir", "Meier-Κlein", "Ａnna", "O'Нara"])
def test_a_name_of_mixed_alphabets_is_refused(name):
    with pytest.raises(RuleBroken, match="verschiedenen Alphabeten") as refusal:
        rules.require_one_script(name)

    assert refusal.value.field == "last_name"


@pytest.mark.parametrize(
    "name",
    ["Đorđević", "d’Arc", "Ivanović-Öz", "Иванова", "Παπαδοπούλου", "ىسوم", "田中", "Ñuñez 2"],
)
def test_a_name_in_one_alphabet_is_kept(name):
    rules.require_one_script(name, name)
