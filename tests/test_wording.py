"""Nothing in the package is recognised by its German wording; each exception has its reason."""

import pytest

from tests.wording import package, read, recognised

# By module and the beginning of what it compares with.
TYPED = "reads what people type, or other programs write"
LANGUAGE = "reads German texts of the office as a reader would"
ABROAD = "words of a protocol, a library or a file format"
PRINTED = "the formats of before froze no more than the printed words"
ALLOWED = {
    ("base/documents/base.py", "Heading "): ABROAD,
    ("base/documents/emphasis.py", ""): LANGUAGE,
    ("base/documents/letters.py", ""): LANGUAGE,
    ("base/documents/lists.py", "Tischkarte"): "the name of a style in the Word file",
    ("base/ics/zones.py", "coordinated universal time"): ABROAD,
    ("base/house/taken.py", "UNIQUE constraint failed: "): ABROAD,
    ("base/kernel/dates.py", "("): TYPED,
    ("base/kernel/errors.py", "is locked"): ABROAD,
    ("base/kernel/pasted.py", ""): TYPED,
    ("base/kernel/typography.py", "Raum"): LANGUAGE,
    ("base/tables/encodings.py", ""): TYPED,
    ("base/web/errors.py", ""): ABROAD,
    ("base/web/forwarding.py", "Forwarded"): ABROAD,
    ("channels/legal/rules.py", "straße"): LANGUAGE,
    ("meetings/agenda/list_rules.py", ""): TYPED,
    ("meetings/agenda/rules.py", "anfragen und verschiedenes"): LANGUAGE,
    ("meetings/agenda/standing_rules.py", ""): LANGUAGE,
    ("meetings/observances/versions.py", ""): TYPED,
    ("meetings/proceedings/rules.py", ""): LANGUAGE,
    ("operation/cli/base.py", ""): ABROAD,
    ("operation/cli/wire.py", ""): ABROAD,
    ("people/bases/rules.py", ""): TYPED,
    ("people/lists/matching_queries.py", ""): TYPED,
    ("people/lists/roles.py", ""): TYPED,
    ("people/lists/rules.py", ""): TYPED,
    ("people/persons/rules.py", ""): TYPED,
    ("records/minutes/printed.py", ""): PRINTED,
    ("records/names/hiding.py", ""): LANGUAGE,
    ("records/names/renaming.py", ""): LANGUAGE,
    ("records/names/shapes.py", ""): LANGUAGE,
    ("records/names/spelling.py", ""): LANGUAGE,
    ("records/names/strangers.py", ""): LANGUAGE,
}


def reason_for(path: str, words: str) -> str:
    return next(
        (
            reason
            for (module, beginning), reason in ALLOWED.items()
            if path == module and words.startswith(beginning)
        ),
        "",
    )


def test_nothing_is_recognised_by_its_wording() -> None:
    all_ = package()
    found = [one for module in all_.values() for one in recognised(module, all_)]

    assert sorted({one for one in found if not reason_for(*one)}) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    all_ = package()
    found = [one for module in all_.values() for one in recognised(module, all_)]

    used = {
        key
        for key in ALLOWED
        for path, words in found
        if path == key[0] and words.startswith(key[1])
    }
    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize(
    "source",
    [
        'x == "Konstituierende Sitzung"',
        'x != "ein Mitglied"',
        '"Ende der Wahlperiode" in reasons',
        'reason not in ("Amtswechsel", "nachgerückt")',
        'line.text.partition(". Grund: ")',
        'text.startswith("Gelöscht")',
        'text.removeprefix(f"{what}: ")',
        'query.where(Row.words == "ein Mitglied")',
        'Row.words.in_(["ein Mitglied"])',
        're.match(r"Der Termin liegt", text)',
        'REASON = ". Grund: "\ntext.split(REASON)',
        "match x:\n    case 'Am selben Tag':\n        pass",
    ],
)
def test_each_way_of_recognising_by_words_is_caught(source: str) -> None:
    assert list(recognised(read("probe.py", source), {}))


@pytest.mark.parametrize(
    "source",
    ['x == "public"', 'action in {"minutes.signed"}', 'name.startswith("sha256_")', 'x == ""'],
)
def test_keys_are_no_wording(source: str) -> None:
    assert not list(recognised(read("probe.py", source), {}))
