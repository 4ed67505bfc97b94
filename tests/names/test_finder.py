import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gremien_app.records.names import vocabulary
from gremien_app.records.names.finder import Find, Finder, Kind
from gremien_app.records.names.people import KnownPerson, split_name
from gremien_app.records.names.spelling import folded
from tests.names.awkward import AWKWARD
from tests.steps import calls

MAX = KnownPerson("person:1", "Beispiel", "Max")
DOUBLE = KnownPerson("person:2", "Beispiel-Meyer", "Anna Maria")
UMLAUT = KnownPerson("person:3", "Müller", "Jörg")
SHARP = KnownPerson("person:4", "Strauß", "Eva")
NOBLE = KnownPerson("person:5", "vom Rath", "Kim")
COOK = KnownPerson("person:6", "Koch", "Ayşe")
ARC = KnownPerson("person:7", "d'Arc", "Jeanne")
ALL = (MAX, DOUBLE, UMLAUT, SHARP, NOBLE, COOK, ARC)


def found(text: str, *persons: KnownPerson) -> list[Find]:
    return Finder(persons or ALL).find(text)


def keys(text: str, *persons: KnownPerson) -> list[tuple[str, bool]]:
    return [(one.key, one.is_doubtful) for one in found(text, *persons)]


@pytest.mark.parametrize(
    "name",
    [
        "Max Beispiel",
        "Max\u00a0Beispiel",
        "Max\u2009Beispiel",
        "Max\u202fBeispiel",
        "Max  Beispiel",
        "Max\nBeispiel",
        "MAX BEISPIEL",
        "max beispiel",
        "Beispiel, Max",
        "Beispiel Max",
        "Beispiel,\u00a0Max",
        "BEISPIEL, Max",
        "**Max** Beispiel",
        "Max **Beispiel**",
        "_Max_ Beispiel",
        "*Max Beispiel*",
        "M**a**x Beispiel",
        "Max Bei\u00adspiel",
        "Max Bei\u200bspiel",
        "Max Bei-\nspiel",
        "Max Beispiels",
        "Max M. Beispiel",
        "M. Beispiel",
        "M.\u00a0Beispiel",
        "Beispiel, M.",
        "Herr Beispiel",
        "Herrn Beispiel",
        "Hr. Beispiel",
        "Herr\u00a0Beispiel",
        "Herr Dr. Beispiel",
        "Herr Prof. Dr. Beispiel",
        "Prof. Dr. med. Max Beispiel",
        "Dr. Beispiel",
        "Dr.\u00a0Beispiel",
        "Herr **Beispiel**",
        "Familie Beispiel",
        "Familie Beispiels",
        "Herr Beispiel's",
        "Herr Beispiel’s",
        "Beispiel, Dr. Max",
        "Max Be\u0301ispiel",
        "M a x  B e i s p i e l",
        "Ｍax Beispiel",
    ],
)
def test_a_person_is_found_however_he_is_called(name: str) -> None:
    finds = found(f"Dazu spricht {name} am Ende.", MAX)

    assert [one.persons for one in finds if MAX.key in one.persons][:1] == [(MAX.key,)]
    left = f"Dazu spricht {name} am Ende."
    for one in reversed(finds):
        left = left[: one.start] + left[one.end :]
    assert "spiel" not in folded(left)
    assert "beispiel" not in folded(left).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Frau Beispiel-Meyer dankt", "person:2"),
        ("Frau Beispiel\u2010Meyer dankt", "person:2"),
        ("Frau Beispiel\u2011Meyer dankt", "person:2"),
        ("Frau Beispiel–Meyer dankt", "person:2"),
        ("Frau Beispiel Meyer dankt", "person:2"),
        ("Frau Beispiel-\nMeyer dankt", "person:2"),
        ("Frau Meyer dankt", "person:2"),
        ("Anna Meyer dankt", "person:2"),
        ("Anna-Maria Beispiel-Meyer dankt", "person:2"),
        ("A. M. Beispiel-Meyer dankt", "person:2"),
        ("Herr Mueller fragt", "person:3"),
        ("Herr Muller fragt", "person:3"),
        ("Herr MÜLLER fragt", "person:3"),
        ("Joerg Mueller fragt", "person:3"),
        ("Herr Mu\u0308ller fragt", "person:3"),
        ("Frau Strauss fragt", "person:4"),
        ("Frau STRAUẞ fragt", "person:4"),
        ("Strauß' Antrag", "person:4"),
        ("Strauß’ Antrag", "person:4"),
        ("der Strauß'sche Antrag", "person:4"),
        ("Kim vom Rath fragt", "person:5"),
        ("Herr vom Rath fragt", "person:5"),
        ("Herr Rath fragt", "person:5"),
        ("Rath, Kim vom", "person:5"),
        ("Frau Koch fragt", "person:6"),
        ("Ayse Koch fragt", "person:6"),
        ("Vorsitzende Koch fragt", "person:6"),
        ("Jeanne d’Arc fragt", "person:7"),
        ("Jeanne dʼArc fragt", "person:7"),
        ("Frau d`Arc fragt", "person:7"),
        ("Frau D‘Arc fragt", "person:7"),
    ],
)
def test_each_kind_of_name_is_found_in_its_spellings(text: str, key: str) -> None:
    assert key in {one.persons[0] for one in found(text) if one.persons}
    assert not [one for one in found(text) if one.is_doubtful and one.kind is not Kind.FIRST]


@pytest.mark.parametrize("word", ["Koch", "Rat", "Lang", "Deutsch", "Klein", "Köln", "Sommer"])
def test_a_surname_that_is_a_word_is_asked_about_where_it_stands_alone(word: str) -> None:
    person = KnownPerson("person:9", word, "Kim")

    assert keys(f"Dazu sagt {word} nichts.", person) == [(f"wort:{folded(word)}", True)]
    assert keys(f"Dazu sagt Frau {word} nichts.", person) == [("person:9", False)]
    assert keys(f"Dazu sagt {word.lower()} nichts.", person) == []


def test_what_the_office_uses_otherwise_is_asked_about() -> None:
    finder = Finder([KnownPerson("person:9", "Ebertplatz", "Kim")], frozenset({"ebertplatz"}))

    assert [one.is_doubtful for one in finder.find("Am Ebertplatz wird gebaut.")] == [True]


def test_another_person_with_a_longer_name_is_asked_about() -> None:
    assert [(one.text, one.is_doubtful) for one in found("Jan Beispiel-Kern fragt", MAX)] == [
        ("Jan Beispiel-Kern", True)
    ]
    assert [(one.text, one.is_doubtful) for one in found("Max Beispiel-Kern fragt", MAX)] == [
        ("Max Beispiel-Kern", True)
    ]
    assert [(one.text, one.is_doubtful) for one in found("Frau Anna Beispiel fragt", MAX)] == [
        ("Frau Anna Beispiel", True)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Frau Schuster aus Kalk fragt", "Frau Schuster"),
        ("Herr Dr. Mbeki fragt", "Herr Dr. Mbeki"),
        ("Frau\u00a0Zuxa Mbeki fragt", "Frau\u00a0Zuxa Mbeki"),
        ("Herr Oberbürgermeister Burger sagt", "Burger"),
        ("Besucherin Schuster fragt", "Schuster"),
        ("Schuster, Renate, fragt nach", "Schuster, Renate"),
        ("(Mbeki, Zuxa)", "Mbeki, Zuxa"),
        ("- von der Heide, Renate", "von der Heide, Renate"),
        ("Dazu fragt Renate Schuster nach", "Renate Schuster"),
        ("R. Schuster fragt nach", "R. Schuster"),
        ("an renate.schuster@example.org schreiben", "renate.schuster@example.org"),
        ("an schuster (at) example.org schreiben", "schuster (at) example.org"),
        ("unter 0221 / 221-25 000 erreichbar", "0221 / 221-25 000"),
        ("unter +49 171 1234567 erreichbar", "+49 171 1234567"),
        ("Durchwahl 25000 ist", "25000"),
        ("wohnt Musterstraße 12a in Kalk", "Musterstraße 12a"),
        ("wohnt Venloer Str. 5 in Kalk", "Venloer Str. 5"),
        ("wohnt Am Domhof 5 in Kalk", "Am Domhof 5"),
        ("mit dem Az. 50/12-345.67 vor", "50/12-345.67"),
        ("Aktenzeichen: 12 K 1234/20 liegt", "12 K 1234/20"),
        ("geboren am 1.2.1970 in Kalk", "1.2.1970"),
    ],
)
def test_whom_no_list_knows_is_marked_by_the_form(text: str, shown: str) -> None:
    assert [(one.text, one.is_doubtful) for one in found(text, MAX)] == [(shown, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Verwaltung berichtet über den Haushalt 2026.",
        "Bildung, Kultur und Sport; Soziales, Integration und Vielfalt.",
        "Vorlage 1770/2020 vom 01.12.2025, AN/0456/2024, Rat/0050/2019.",
        "Frau Vorsitzende, Herr Oberbürgermeister, meine Damen und Herren,",
        "z. B. Anträge, d. h. Mittel von 10.000.000 Euro, um 17:10 Uhr.",
        "I. Öffentlicher Teil\nII. Nichtöffentlicher Teil",
        "Historisches Rathaus, Konrad-Adenauer-Saal 1.18",
        "Rathaus Spanischer Bau, Theodor-Heuss-Saal A 119",
        "Vorlage 0453/2024 und Vorlage 0886/2024 (Willy-Brandt-Platz, Käthe-Kollwitz-Schule)",
        "Der Ausschuss empfiehlt dem Rat, den Antrag zu vertagen.",
    ],
)
def test_ordinary_sentences_name_nobody(text: str) -> None:
    assert found(text, MAX) == []


def test_of_several_in_one_phrase_each_is_found() -> None:
    finds = found("Die Herren Beispiel und Schuster sowie die Damen Koch, Mbeki danken.", MAX, COOK)

    assert [one.text for one in finds] == ["Herren Beispiel", "Schuster", "Damen Koch", "Mbeki"]


def test_names_of_lists_are_taken_apart() -> None:
    assert split_name("k", "Frau Dr. Ayşe von der Heide") == KnownPerson(
        "k", "von der Heide", "Ayşe"
    )
    assert split_name("k", "Herr Jan Kern-Müller") == KnownPerson("k", "Kern-Müller", "Jan")
    assert split_name("k", "Prince") == KnownPerson("k", "Prince", "")


@pytest.mark.parametrize("piece", AWKWARD)
def test_no_text_is_more_work_than_its_length_allows(piece: str) -> None:
    finder = Finder(ALL)

    def work(size: int) -> int:
        text = piece * (size // len(piece))
        return calls(lambda: finder.find(text))

    work(1_000)  # remembers the words
    # Four times the text is four times the work; sixteen times, if it looked back.
    assert work(8_000) <= 5 * work(2_000) + 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Heute fragt Frau Richter-Schmidt nach.", "Frau Richter-Schmidt"),
        ("Heute fragt Frau Dr. Richter-Schmidt nach.", "Frau Dr. Richter-Schmidt"),
        ("Heute fragt Frau Mitglied Kern nach.", "Frau Mitglied Kern"),
        ("Heute fragt Frau Bürgermeisterin Richter-Schmidt nach.", "Richter-Schmidt"),
        ("Heute fragt Frau Bürgermeisterin Koch nach.", "Koch"),
    ],
)
def test_a_name_that_begins_like_an_office_is_found_whole(text: str, shown: str) -> None:
    persons = (
        KnownPerson("person:1", "Richter-Schmidt", "Eva"),
        KnownPerson("person:2", "Mitglied Kern", "Eva"),
        COOK,
    )

    assert [one.text for one in found(text, *persons)] == [shown]


# Property: whoever has a name is found in it, however it is written.

LETTERS = "abcdefghijklmnoprstuvwzäöüßéçğıñ"
NO_NAMES = vocabulary.SALUTATIONS | vocabulary.TITLES | vocabulary.PARTICLES
PLAIN = (
    st.text(LETTERS, min_size=4, max_size=10)
    .filter(lambda name: folded(name) not in NO_NAMES)
    .map(str.capitalize)
)
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\u202f", "\n", " \n", "\u3000"])
HYPHEN = st.sampled_from("-\u2010\u2011\u2012–\u2212")


@st.composite
def called(draw: st.DrawFn) -> tuple[KnownPerson, str]:
    first, last = draw(PLAIN), draw(PLAIN)
    if draw(st.booleans()):
        last = f"{last}-{draw(PLAIN)}"
    written = last.replace("-", draw(HYPHEN))
    written = draw(
        st.sampled_from(
            [
                written,
                written.upper(),
                written.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"),
                written[:2] + "\u00ad" + written[2:],
                written[:2] + "\u200d" + written[2:],
                f"**{written}**",
            ]
        )
    )
    gap = draw(SPACES)
    order = draw(
        st.sampled_from(
            [
                "{f}{g}{l}",
                "{l},{g}{f}",
                "Frau{g}{l}",
                "Herr Dr.{g}{l}",
                "{i}.{g}{l}",
                "**{f}**{g}{l}",
                "{f}{g}{l}s",
                "Dr.{g}{f}{g}{l}",
            ]
        )
    )
    if order.endswith("s") and written.endswith("**"):
        order = order[:-1]
    return KnownPerson("person:1", last, first), order.format(f=first, l=written, g=gap, i=first[0])


@given(called())
@settings(max_examples=150, deadline=None)
def test_every_spelling_of_a_name_is_found(person_and_text: tuple[KnownPerson, str]) -> None:
    person, name = person_and_text

    finds = Finder([person]).find(f"Heute sagt {name}; danach ist Schluss.")

    covered = [one for one in finds if person.key in one.persons]
    assert covered
    assert covered[0].start <= len("Heute sagt ") + 2
    assert covered[-1].end >= len("Heute sagt ") + len(name.rstrip("*"))
