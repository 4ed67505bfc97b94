"""What the database must not tell."""

import stat
from threading import Barrier, Thread

import pytest

from gremien_app.meetings.support.measures import Measure, Needs, Way, as_data, from_data
from gremien_app.meetings.support.sealing import KeyMissing, Safe


def test_what_is_sealed_is_opened_again(tmp_path):
    safe = Safe(tmp_path)

    token = safe.close({"words": "Schrift"})

    assert safe.open(token) == {"words": "Schrift"}
    assert "Schrift" not in token


def test_much_is_as_long_as_nothing(tmp_path):
    safe = Safe(tmp_path)
    all_of_it = as_data(Needs(measures=tuple(Measure), words="x" * 500))

    assert len(safe.close(all_of_it)) == len(safe.close(as_data(Needs())))


def test_the_key_is_for_its_owner_alone(tmp_path):
    safe = Safe(tmp_path)

    safe.close({})

    assert stat.S_IMODE(safe.path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["support.key"]


def test_another_key_opens_nothing(tmp_path):
    token = Safe(tmp_path).close({"words": "Schrift"})
    (tmp_path / "support.key").unlink()

    with pytest.raises(KeyMissing):
        Safe(tmp_path).open(token)
    Safe(tmp_path).close({})
    with pytest.raises(KeyMissing):
        Safe(tmp_path).open(token)


def test_a_new_key_opens_what_the_one_before_sealed_and_seals_it_anew(tmp_path):
    safe = Safe(tmp_path)
    token = safe.close({"words": "Schrift"})

    safe.renew()
    fresh = safe.rotated(token)
    safe.renew()

    assert safe.open(fresh) == {"words": "Schrift"}
    with pytest.raises(KeyMissing):
        safe.open(token)


def test_of_two_who_make_the_first_key_at_once_one_counts(tmp_path):
    barrier, tokens = Barrier(2), []

    def seal(number: int) -> None:
        barrier.wait()
        tokens.append(Safe(tmp_path).close({"number": number}))

    threads = [Thread(target=seal, args=(number,)) for number in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert {Safe(tmp_path).open(token)["number"] for token in tokens} == {0, 1}


def test_an_altered_text_is_opened_by_nobody(tmp_path):
    token = Safe(tmp_path).close({"words": "Schrift"})

    with pytest.raises(KeyMissing):
        Safe(tmp_path).open(token[:-4] + "AAA=")


def test_what_a_later_version_wrote_is_kept():
    said = {"measures": ["braille", "hologram"], "way": "dove", "later": 7}

    found = from_data(said)

    assert (found.measures, found.way) == ((Measure.BRAILLE,), Way.MAIL)
    assert as_data(found)["later"] == 7
