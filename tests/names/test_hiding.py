import pytest

from gremien_app.base.documents.markdown import blocks
from gremien_app.base.documents.spans import plain
from gremien_app.records.names.finder import Finder
from gremien_app.records.names.hiding import MEMBER, WITHHELD, replaced, withheld
from gremien_app.records.names.people import KnownPerson

FINDER = Finder([KnownPerson("person:1", "Beispiel", "Max")])


def hidden(text: str, words: str = "[X]") -> str:
    return replaced(text, [(one, words) for one in FINDER.find(text)])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Es dankt Max Beispiel.", "Es dankt [X]."),
        ("Es dankt **Max Beispiel**.", "Es dankt **[X]**."),
        ("Es dankt **Max** Beispiel.", "Es dankt [X]."),
        ("Es dankt Max **Beispiel**.", "Es dankt [X]."),
        ("Es dankt M**a**x Beispiel.", "Es dankt [X]."),
        ("**Es dankt Max** Beispiel heute.", "**Es dankt [X]** heute."),
        ("Es dankt Max **Beispiel heute**.", "Es dankt **[X] heute**."),
        ("_Max_ __Beispiel__ dankt.", "[X] dankt."),
        ("Herr Dr. Max Beispiels Antrag", "[X] Antrag"),
        ("Max Beispiel und Max Beispiel", "[X] und [X]"),
    ],
)
def test_a_name_goes_and_the_emphasis_stays_whole(text: str, left: str) -> None:
    assert hidden(text) == left
    assert "*" not in "".join(plain(block.spans) for block in blocks(hidden(text)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Max Beispiel dankt.", "Ein Mitglied dankt."),
        ("Es ist spät. Max Beispiel dankt.", "Es ist spät. Ein Mitglied dankt."),
        ("- Max Beispiel dankt.", "- Ein Mitglied dankt."),
        ("Dann dankt Max Beispiel.", "Dann dankt ein Mitglied."),
        ("Es **dankt Max** Beispiel.", "Es **dankt ein Mitglied**."),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, left: str) -> None:
    assert hidden(text, MEMBER) == left


def test_what_is_withheld_says_what_it_was() -> None:
    finds = FINDER.find("Max Beispiel, max@example.org, Tel. 0221 221-25000")

    assert [withheld(one) for one in finds] == [
        WITHHELD,
        "[E-Mail-Adresse nicht veröffentlicht]",
        "[Telefonnummer nicht veröffentlicht]",
    ]
