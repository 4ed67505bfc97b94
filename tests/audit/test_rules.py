"""The chain's arithmetic, without a database."""

from datetime import UTC, datetime

from gremien_app.base.audit import rules
from gremien_app.base.audit.models import AuditEntry

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def entry(summary="Sitzung verlegt", **values):
    values = {"salt": "salz", "user_id": 1, "origin": "", "request_id": "", "is_erased": False} | (
        values
    )
    return AuditEntry(
        at=AT,
        actor="Kim",
        action="sitting.moved",
        object_type="sitting",
        object_id=7,
        committee_id=1,
        summary=summary,
        changes={"day": ["2026-12-01", "2026-12-02"]},
        **values,
    )


def sealed(*, seq=1, before="", **values):
    one = entry(**values)
    rules.seal(one, seq, before)
    return one


def test_an_untouched_entry_fits():
    assert rules.fault_of(sealed(), 1, "") is None


def test_the_hash_of_an_entry_never_changes():
    # Rows that are stored must be found whole for ever: this value is part of the format.
    assert sealed().hash == ("c05fb258f2991741b70c5038b8d9e67c6e8d6b883c2532ec93ba194fdde86a85")


def test_the_same_content_has_another_hash_with_another_salt():
    assert sealed(salt="a").payload_hash != sealed(salt="b").payload_hash


def test_a_changed_text_is_found():
    one = sealed()
    one.summary = "Sitzung abgesagt"

    assert rules.fault_of(one, 1, "") == "Der Inhalt von Eintrag 1 wurde verändert."


def test_changed_values_are_found():
    one = sealed()
    one.changes = {"day": ["2026-12-01", "2026-12-03"]}

    assert rules.fault_of(one, 1, "") == "Der Inhalt von Eintrag 1 wurde verändert."


def test_a_changed_time_object_or_committee_is_found():
    for name, value in (
        ("at", datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC)),
        ("object_id", 8),
        ("object_type", "room"),
        ("committee_id", None),
        ("action", "sitting.edited"),
        ("payload_hash", "0" * 64),
    ):
        one = sealed()
        setattr(one, name, value)

        assert rules.fault_of(one, 1, "") == (
            "Eintrag 1 wurde verändert oder an eine andere Stelle gesetzt."
        ), name


def test_a_missing_entry_is_named():
    assert rules.fault_of(sealed(seq=3), 2, "") == (
        "Eintrag 2 fehlt: gelöscht oder an eine andere Stelle gesetzt."
    )
    assert rules.fault_of(sealed(seq=5), 2, "") == (
        "Die Einträge 2 bis 4 fehlen: gelöscht oder an eine andere Stelle gesetzt."
    )


def test_an_entry_without_its_place_was_inserted():
    assert rules.fault_of(entry(), 4, "") == (
        "Vor Eintrag 4 steht ein Eintrag außerhalb der Kette; er wurde eingefügt."
    )


def test_an_entry_that_follows_another_one_was_inserted():
    assert rules.fault_of(sealed(seq=2, before="a" * 64), 2, "b" * 64) == (
        "Eintrag 2 schließt nicht an seinen Vorgänger an; er wurde eingefügt."
    )


def test_an_erased_entry_still_fits_but_may_hold_no_text():
    one = sealed()
    one.salt, one.summary, one.changes, one.is_erased = "", "Text gelöscht", {}, True

    assert rules.fault_of(one, 1, "") is None

    one.changes = {"day": [None, "2026-12-02"]}
    assert rules.fault_of(one, 1, "") == "Eintrag 1 gilt als geleert, enthält aber Text."
