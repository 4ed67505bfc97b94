"""What a version signed in an older format prints, and what is said of it."""

import pytest

from gremien_app.base.documents.comparison import lines_printed_otherwise
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import actions, frozen
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import MinutesEntry, SignatureRole
from gremien_app.records.minutes.seal_queries import verify_minutes
from tests.documents.reading import written_lines
from tests.minutes.world import NOW, held_sitting

DATES = "1. März 2026\n15. April 2026\n\na) Rampe\nb) Aufzug\nd) __Tür__"
AS_TYPED = ["1. März 2026", "15. April 2026", "a) Rampe", "b) Aufzug", "d) __Tür__"]
AS_READ_THEN = ["1. März 2026", "2. April 2026", "a) Rampe", "b) Aufzug", "c) Tür"]


PARTS = ("public", "closed")


def without_labels(content):
    """Format 1 knew the plain numbers of the items only."""
    parts = [
        part
        | {
            name: [{k: v for k, v in one.items() if k != "label"} for one in part[name]]
            for name in ("agenda", "items")
        }
        for part in content["parts"]
    ]
    return content | {"parts": parts}


def signed(format, text=DATES):
    """Signed minutes, frozen in this format, with texts that were read otherwise once."""
    world = held_sitting(closed_part=True)
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    for item, typed in ((world.second, text), (world.closed, "- 5 °C\n\nerledigt")):
        entries = {one.agenda_item_id: one for one in world.minutes.entries}
        if item.id in entries:
            entries[item.id].text = typed
        else:
            world.minutes.entries.append(MinutesEntry(agenda_item_id=item.id, text=typed))
    db.session.flush()
    version = actions.submit(world.taker, world.minutes, NOW)
    if format == 1:
        version.content = {name: without_labels(version.content[name]) for name in PARTS}
        version.content_sha256 = frozen.fingerprint(version.content)
        version.format = 1
    elif format == 2:
        version.content = version.content | {"format": 2}
        version.content_sha256 = frozen.fingerprint(version.content)
        version.format = 2
    sha = version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    db.session.flush()
    return world


def lines_of_file(world):
    _, data = word_file(world.taker, world.sitting, Part.PUBLIC)
    lines = written_lines(data)
    begin = max(n for n, line in enumerate(lines) if "1. März 2026" in line)
    return lines[begin : begin + 5]


@pytest.mark.both_engines
@pytest.mark.parametrize(("format", "lines"), [(1, AS_READ_THEN), (2, AS_TYPED), (3, AS_TYPED)])
def test_a_file_reads_its_texts_as_its_format_says(app, format, lines):
    assert lines_of_file(signed(format)) == lines


@pytest.mark.parametrize(
    ("format", "items"),
    [
        (1, ["<li>April 2026</li>", '<ol class="g-letters" type="a">', "<strong>Tür</strong>"]),
        (2, ["15. April 2026", '<li value="4">__Tür__</li>']),
    ],
)
def test_the_page_prints_what_the_file_prints(app, client, login, format, items):
    world = signed(format)

    page = login(client, world.accounts.taker).get(f"/sitzungen/{world.sitting.id}/niederschrift")

    assert [item for item in items if item not in page.text] == []


def test_verify_names_the_texts_that_were_printed_otherwise_and_no_fault(app):
    name = f"Niederschrift zu {signed(1).sitting.ref}, Fassung 1"

    found = verify_minutes()

    assert found.faults == []
    assert found.otherwise == [
        f"{name}, I. Öffentlicher Teil, TOP 2, Beratung: 2 Zeilen",
        f"{name}, II. Nichtöffentlicher Teil, TOP 1, Beratung: eine Zeile",
    ]


@pytest.mark.parametrize(
    ("format", "shown"), [(2, "[Englisch: Welcome]"), (3, '<span lang="en">Welcome</span>')]
)
def test_a_passage_in_another_language_is_one_since_format_3(app, client, login, format, shown):
    world = signed(format, "[Englisch: Welcome]")

    page = login(client, world.accounts.taker).get(f"/sitzungen/{world.sitting.id}/niederschrift")

    assert shown in page.text
    assert verify_minutes().faults == []


@pytest.mark.parametrize("format", [2, 3])
def test_verify_has_nothing_to_name_of_later_formats(app, format):
    signed(format)

    assert verify_minutes().otherwise == []


@pytest.mark.parametrize(
    "text",
    [
        "Ein **fetter** und ein *kursiver* Satz, Vertreter*innen.",
        "Es wird gebeten:\n\n1. Rampe\n2. Aufzug",
        "- Rampe\n- Aufzug\n\n• Tür",
        "* Rampe\n* Aufzug",
        "a) Rampe\nb) Aufzug",
    ],
)
def test_usual_texts_were_printed_as_typed(text):
    assert lines_printed_otherwise(text, 1) == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. März 2026\n15. April 2026", 1),
        ("1. Rampe\n3. Aufzug\n4. Tür", 2),
        ("a) eins\nb) zwei\nd) drei", 1),
        ("- 5 °C", 1),
        ("C:\\_neu_\\alt", 1),
        ("1) Rampe\n2) Aufzug", 2),
    ],
)
def test_each_line_that_was_printed_otherwise_counts(text, count):
    assert lines_printed_otherwise(text, 1) == count
