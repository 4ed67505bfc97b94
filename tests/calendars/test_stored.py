import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.channels.calendars.stored import Store, body_of, stamp_of

BODY = body_of(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STAMP = stamp_of("0.1.0", "https://gremien.example", "a" * 32, "2026-11-22")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "feeds"


@pytest.fixture
def store(folder):
    return Store(str(folder))


def test_a_kept_body_is_given_back_as_it_was(store):
    kept = store.keep("own 7", STAMP, BODY, NOW)

    assert store.load("own 7", STAMP) == kept
    assert (kept.content, kept.etag) == (BODY.content, BODY.etag)
    assert kept.last_modified == "Sun, 22 Nov 2026 09:00:00 GMT"


def test_the_same_made_anew_is_as_old_as_before(store):
    store.keep("own 7", STAMP, BODY, NOW)

    again = store.keep("own 7", stamp_of("later"), BODY, NOW + timedelta(days=1))

    assert again.last_modified == "Sun, 22 Nov 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("later", "modified"),
    [
        (timedelta(hours=1), "Sun, 22 Nov 2026 10:00:00 GMT"),
        (timedelta(0), "Sun, 22 Nov 2026 09:00:01 GMT"),
        (timedelta(hours=-1), "Sun, 22 Nov 2026 09:00:01 GMT"),
    ],
)
def test_something_else_is_always_younger(store, later, modified):
    store.keep("own 7", STAMP, BODY, NOW)

    changed = store.keep("own 7", stamp_of("later"), body_of(b"other"), NOW + later)

    assert changed.last_modified == modified


@pytest.mark.parametrize(
    ("key", "stamp"),
    [
        ("own 8", STAMP),
        ("own 7", stamp_of("0.1.0", "https://gremien.example", "b" * 32, "2026-11-22")),
        ("own 7", stamp_of("0.1.0", "https://gremien.example", "a" * 32, "2026-11-23")),
        ("own 7", stamp_of("0.2.0", "https://gremien.example", "a" * 32, "2026-11-22")),
        ("own 7", stamp_of("0.1.0", "https://other.example", "a" * 32, "2026-11-22")),
    ],
)
def test_what_was_kept_for_something_else_is_none(store, key, stamp):
    store.keep("own 7", STAMP, BODY, NOW)

    assert store.load(key, stamp) is None


def test_who_has_it_gets_it_without_its_content_unless_it_is_damaged(store, folder):
    long = body_of(b"BEGIN:VCALENDAR\r\n" * 100)
    kept = store.keep("own 7", STAMP, long, NOW)

    known = store.load("own 7", STAMP, long.etag)
    assert (known.content, known.etag, known.last_modified) == (b"", kept.etag, kept.last_modified)
    assert store.load("own 7", STAMP, '"other"') == kept

    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    assert store.load("own 7", STAMP, long.etag) is None


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\n", b"cut"])
def test_a_damaged_file_is_none(store, folder, damage):
    store.keep("own 7", STAMP, BODY, NOW)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-5] if damage == b"cut" else damage)

    assert store.load("own 7", STAMP) is None


def test_a_newer_body_takes_the_place_of_the_older(store, folder):
    later = stamp_of("later")
    store.keep("own 7", STAMP, BODY, NOW)
    store.keep("own 7", later, body_of(b"new"), NOW)

    assert store.load("own 7", STAMP) is None
    assert store.load("own 7", later).content == b"new"
    assert len(list(folder.iterdir())) == 1


def test_files_are_the_owners_and_do_not_tell_whose_they_are(store, folder):
    store.keep("own 7", STAMP, BODY, NOW)

    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(path.name) == 64


def test_a_folder_that_cannot_be_written_keeps_nothing_and_hurts_nobody(tmp_path, caplog):
    (tmp_path / "cache").write_text("a file where the folder should be")
    store = Store(str(tmp_path / "cache" / "feeds"))

    body = store.keep("own 7", STAMP, BODY, NOW)

    assert body.last_modified == ""
    assert store.load("own 7", STAMP) is None
    assert caplog.messages == ["calendar bodies cannot be kept: Not a directory"]


def test_a_full_disk_leaves_no_half_file(store, folder, monkeypatch):
    def refuse(_old, _new):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)

    store.keep("own 7", STAMP, BODY, NOW)

    assert list(folder.iterdir()) == []


def test_a_dropped_body_is_gone(store):
    store.keep("own 7", STAMP, BODY, NOW)
    store.drop("own 7")
    store.drop("own 7")

    assert store.load("own 7", STAMP) is None


def test_what_nobody_asks_for_is_swept_away_by_the_next_new_one(store, folder):
    store.keep("own 7", STAMP, BODY, NOW)
    (old,) = folder.iterdir()
    os.utime(old, (0, 0))

    store.keep("own 8", STAMP, BODY, NOW)

    assert not old.exists()
    assert store.load("own 8", STAMP).content == BODY.content
