"""Taking files: once by their bytes, whole or not at all, and gone when nothing needs them."""

import io
from datetime import timedelta

import pytest
from flask import current_app

from gremien_app.base.extensions import db
from gremien_app.base.files import actions, inspection, queries, removal_actions, rules
from gremien_app.base.files.kinds import Kind, Note, Report, Words
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.errors import RuleBroken
from tests.builders import NOW
from tests.files import samples

LATER = NOW + rules.UNUSED_KEPT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _plain_reports(monkeypatch):
    """What a reader says is tried elsewhere, in its own process."""
    monkeypatch.setattr(inspection, "look", lambda _path, _target: Report(Kind.PDF, 1))


@pytest.fixture(autouse=True)
def _own_folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)


def taken(data: bytes = b"%PDF-1", now=NOW) -> StoredFile:
    found = actions.take(io.BytesIO(data), now)
    db.session.commit()
    return found


def test_the_same_bytes_are_stored_once(app):
    one, other, third = taken(b"a" * 5_000), taken(b"a" * 5_000), taken(b"b")

    assert one.id == other.id != third.id
    assert queries.stock() == queries.Stock(2, 5_001)
    assert sorted(queries.store().hashes()) == sorted({one.sha256, third.sha256})
    assert queries.store().path(one.sha256).read_bytes() == b"a" * 5_000


def test_nothing_half_stays_behind(app, monkeypatch):
    class BrokenOff(io.BytesIO):
        def read(self, _size=-1):
            raise OSError("connection lost")

    with pytest.raises(OSError, match="lost"):
        actions.take(BrokenOff(), NOW)

    assert list(queries.store().root.iterdir()) == []
    assert queries.stock().files == 0


def test_too_many_bytes_are_refused_at_the_field_before_anybody_reads_them(app, monkeypatch):
    monkeypatch.setitem(current_app.config, "MAX_FILE_BYTES", 1024**2)

    with pytest.raises(RuleBroken, match=r"größer als 1 MB") as refused:
        taken(bytes(1024**2 + 1))

    assert refused.value.field == "file"
    assert list(queries.store().hashes()) == []


def test_an_empty_file_is_refused(app):
    with pytest.raises(RuleBroken, match="0 Bytes"):
        taken(b"")


def test_what_nothing_refers_to_goes_after_thirty_days_and_not_before(app):
    file = taken()
    before = NOW + rules.UNUSED_KEPT - timedelta(days=1)

    assert removal_actions.delete(before) == []
    assert removal_actions.delete(LATER) == [file.sha256]


def test_whoever_uploads_the_same_again_keeps_it(app):
    taken()
    taken(now=LATER - timedelta(days=1))

    assert removal_actions.delete(LATER) == []


def test_words_are_folded_once_and_what_reading_told_is_noted(app):
    file = taken()

    actions.note_words(file.id, Words("Straßenbäume in NIPPES", (Note.NO_TEXT,)), NOW)
    db.session.commit()

    assert queries.words_of(file.id) == "strassenbaume in nippes"
    assert file.told == [Note.NO_TEXT]
    assert queries.without_words(5) == []


def test_a_missing_and_an_altered_file_are_named(app):
    whole, altered, missing = taken(b"one"), taken(b"two"), taken(b"three")
    queries.store().path(altered.sha256).write_bytes(b"TWO")
    queries.store().path(missing.sha256).unlink()

    quick, thorough = queries.faults(looks_inside=False), queries.faults(looks_inside=True)

    assert quick == (3, [f"Die Datei {missing.sha256[:12]}… fehlt im Ordner „files“."])
    assert set(thorough[1]) == {
        f"Die Datei {altered.sha256[:12]}… im Ordner „files“ ist verändert.",
        *quick[1],
    }
    assert whole.sha256 not in str(thorough)


def test_a_file_without_a_row_is_swept_away_a_day_later(app, tmp_path, monkeypatch):
    taken(b"known")
    store = queries.store()
    with store.desk() as desk:
        (desk / "x").write_bytes(b"orphan")
        orphan = store.keep(desk / "x")
    ages = {store.path(orphan.sha256): 2 * 24 * 3600.0}
    monkeypatch.setattr(removal_actions, "_age", lambda path: ages.get(path, float("inf")))

    assert removal_actions.sweep(store) == 1
    assert orphan.sha256 not in list(store.hashes())
    assert len(list(store.hashes())) == 1


def test_nothing_is_removed_while_a_backup_or_an_upload_reads(app):
    store = queries.store()

    with store.shared(), store.alone() as is_free:
        assert not is_free
    with store.alone() as is_free:
        assert is_free


def test_samples_are_what_the_tests_say(app):
    assert samples.pdf().startswith(b"%PDF-1.")
