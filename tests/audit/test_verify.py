"""``gremien verify`` on a real data folder, tampered with as with a database tool."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from gremien_app.operation.cli import cli

LOG = "audit-heads.log"


@pytest.fixture
def data(demo_template, tmp_path):
    """A copy of the demonstration: hundreds of entries, signed minutes, the head of the day."""
    folder = tmp_path / "data"
    folder.mkdir()
    with (
        closing(sqlite3.connect(demo_template / "gremien.db")) as source,
        closing(sqlite3.connect(folder / "gremien.db")) as target,
    ):
        source.backup(target)
    for name in ("gremien.toml", LOG):
        (folder / name).write_bytes((demo_template / name).read_bytes())
    return folder


def verify(folder, *options):
    return CliRunner().invoke(cli, ["verify", "--data", str(folder), *options])


def sql(folder, *statements):
    with closing(sqlite3.connect(folder / "gremien.db")) as database:
        for statement in statements:
            found = database.execute(statement).fetchall()
        database.commit()
    return found


def first_fault(folder):
    done = verify(folder, "--json")
    assert done.exit_code == 1
    return json.loads(done.stdout)["faults"][0]


def test_an_untouched_database_is_whole_and_its_head_is_noted(data):
    done = verify(data)

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Alles ist unversehrt: ")
    ((seq, digest),) = sql(data, "SELECT seq, hash FROM audit_head")
    assert (data / LOG).read_text().splitlines()[-1].split()[1:] == [str(seq), digest]


def test_a_second_check_adds_no_line(data):
    verify(data)
    before = (data / LOG).read_text()

    verify(data)

    assert (data / LOG).read_text() == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_entry SET summary = 'x' WHERE seq = 7", "Der Inhalt von Eintrag 7 wurde"),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE seq = 7", "Eintrag 7 wurde ver"),
        ("DELETE FROM audit_entry WHERE seq = 7", "Eintrag 7 fehlt"),
        ("UPDATE audit_entry SET changes = 'x' WHERE seq = 7", "Eintrag 7 ist nicht lesbar"),
        ("UPDATE audit_entry SET at = 'gestern' WHERE seq = 7", "Eintrag 7 ist nicht lesbar"),
    ],
)
def test_k2_an_altered_or_deleted_entry_is_named(data, statement, told):
    sql(data, statement)

    assert first_fault(data).startswith(told)


def test_k2_a_tail_that_was_cut_off_with_its_head_is_named(data):
    sql(
        data,
        "DELETE FROM audit_entry WHERE seq > 10",
        "UPDATE audit_head SET seq = 10, hash = (SELECT hash FROM audit_entry WHERE seq = 10)",
    )

    assert first_fault(data).startswith("Eintrag 11 und alle danach fehlen: Die Kette endet bei 10")


def test_k2_a_chain_written_anew_differs_from_what_was_noted(data):
    lines = (data / LOG).read_text().splitlines()
    at, seq, digest = lines[-1].split()
    (data / LOG).write_text(f"{at} {seq} {digest[::-1]}\n")

    assert first_fault(data).startswith(f"Die Kette wurde bis Eintrag {seq} neu geschrieben")


def test_a_damaged_note_is_named_and_not_continued(data):
    (data / LOG).write_text("unsinn\n")

    assert first_fault(data) == f"Zeile 1 in {LOG} ist beschädigt."
    assert (data / LOG).read_text() == "unsinn\n"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE minutes_file SET data = data || x'00'",
            "wurde verändert.",
        ),
        (
            "UPDATE minutes_version SET content = replace(content, 'e', 'a')",
            "nach der Vorlage verändert.",
        ),
        ("UPDATE signature SET content_sha256 = 'x'", "gehören zu einem anderen Text."),
        ("DELETE FROM minutes_file", "Die unterzeichnete Datei fehlt."),
        ("DELETE FROM minutes_file WHERE kind = 'published'", "das Protokoll vermerkt, fehlt."),
        (
            "DELETE FROM signature WHERE id IN (SELECT max(id) FROM signature)",
            "nicht so viele, wie das Protokoll vermerkt.",
        ),
        (
            """INSERT INTO signature (version_id, role, name, covers_public, covers_closed,
            signed_at, content_sha256, is_refused, refusal_reason)
            SELECT version_id, role, 'Unterge Schoben', '', '', signed_at, content_sha256,
            0, '' FROM signature WHERE id = 1""",
            "nicht so viele, wie das Protokoll vermerkt.",
        ),
        ("UPDATE minutes SET state = 'draft'", "liegt aber nicht mehr so vor."),
    ],
)
def test_k3_signed_minutes_changed_without_the_record_are_named(data, statement, told):
    sql(data, statement)

    assert first_fault(data).endswith(told)


def test_k3_a_file_exchanged_together_with_its_hash_is_named(data):
    sql(data, "UPDATE minutes_file SET sha256 = 'x'")
    with closing(sqlite3.connect(data / "gremien.db")) as database:
        import hashlib  # noqa: PLC0415 -- only this forger needs it

        digest = hashlib.sha256(b"forged").hexdigest()
        database.execute("UPDATE minutes_file SET data = ?, sha256 = ?", (b"forged", digest))
        database.commit()

    assert first_fault(data).endswith("passt nicht zum Protokoll der Unterzeichnung.")


def test_a_changed_resolution_of_signed_minutes_is_named(data):
    sql(data, "UPDATE resolution SET text = '99.000 €'")

    done = json.loads(verify(data, "--json").stdout)

    assert done["incomparable"] == 0
    assert {fault.rpartition(", ")[2] for fault in done["faults"]} == {"Beschlusstext."}


def test_an_altered_file_is_not_exported_and_that_is_on_record_once_a_day(data, tmp_path):
    ((ref,),) = sql(
        data,
        "UPDATE minutes_file SET data = x'00'",
        """SELECT ref FROM sitting JOIN minutes ON minutes.sitting_id = sitting.id
        WHERE minutes.state = 'signed' LIMIT 1""",
    )
    out = tmp_path / "aus.docx"
    command = ["export", "minutes", "--sitting", ref, "--out", str(out), "--data", str(data)]

    for _ in range(2):
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 1
        assert "nicht mehr die, die unterzeichnet wurde" in done.stderr

    assert not out.exists()
    noted = "SELECT count(*) FROM audit_entry WHERE action = 'minutes.file_altered'"
    assert sql(data, noted) == [(1,)]


def test_doctor_tells_of_a_broken_record(data):
    sql(data, "DELETE FROM audit_entry WHERE seq = 7")

    done = CliRunner().invoke(cli, ["doctor", "--json", "--data", str(data)])

    found = {f["check"]: f for f in json.loads(done.stdout)}
    assert found["Protokoll"]["state"] == "error"
    assert found["Protokoll"]["message"].startswith("Eintrag 7 fehlt")


def test_a_backup_that_is_put_back_is_no_cut_off_tail(data, tmp_path):
    done = CliRunner().invoke(
        cli, ["backup", str(tmp_path / "out"), "--create", "--data", str(data)]
    )
    assert done.exit_code == 0, done.output
    (archive,) = (tmp_path / "out").iterdir()
    CliRunner().invoke(
        cli,
        [
            "create-user",
            "neu@example.org",
            "--name",
            "Neu",
            "--password-stdin",
            "--data",
            str(data),
        ],
        input="ein langer Satz als Passwort\n",
    )
    assert verify(data).exit_code == 0  # notes the later head

    done = CliRunner().invoke(
        cli,
        ["restore", str(archive), "--replace", "--data", str(data), "--yes", f"{data}/gremien.db"],
    )
    assert done.exit_code == 0, done.output

    assert verify(data).exit_code == 0
