"""Taking texts out of the record without breaking its chain (case K8); on both databases."""

import pytest
from sqlalchemy import select, update

from gremien_app.base.audit import queries
from gremien_app.base.audit.actions import SYSTEM, Target, erase, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import entries_of, entries_to_erase, erasure_of
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.operation.cli.verify import examine
from gremien_app.records.minutes.seal_queries import SEALING
from tests import builders as build

ADMIN = Viewer(user_id=1, name="Ada", is_admin=True)
KIM = Viewer(user_id=2, name="Kim", secretariat_of=frozenset({1}))
REASON = "Antrag nach Art. 17 DSGVO"
MARK = f"Text gelöscht am 22.11.2026 ({REASON})"


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


def sitting_with_entries():
    sitting = build.sitting(build.committee())
    for number in (1, 2):
        note = {"note": (None, f"Frau Geheim {number}")}
        told = f"Vermerk {number}"
        record(KIM, "sitting.noted", sitting, summary=told, changes=note, committee_id=1)
    db.session.commit()
    return sitting


def erased(target, **options):
    found = entries_to_erase(ADMIN, target.__tablename__, target.id, **options)
    told = erase(ADMIN, Target(target.__tablename__, target.id), found, REASON)
    db.session.commit()
    return told


def chain():
    db.session.expire_all()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def faults():
    db.session.expire_all()
    return verify_chain().faults


def tamper(number, **values):
    """As someone would with a database tool."""
    changed = update(AuditEntry).where(AuditEntry.seq == number).values(**values)
    db.session.execute(changed.execution_options(synchronize_session=False))
    db.session.commit()


def test_the_text_goes_and_who_what_and_when_stay(app):
    sitting = sitting_with_entries()
    before = [(e.seq, e.at, e.actor, e.user_id, e.action, e.hash) for e in chain()]

    erased(sitting)

    *old, told = chain()
    assert [(e.seq, e.at, e.actor, e.user_id, e.action, e.hash) for e in old] == before
    assert {(e.summary, str(e.changes), e.salt, e.origin) for e in old} == {(MARK, "{}", "", "")}
    assert (told.action, told.actor, told.object_id) == ("audit.erased", "Ada", sitting.id)
    assert told.summary == f"Text von 2 Einträgen gelöscht: {REASON}"


def test_k8_the_chain_verifies_after_an_erasure(app):
    sitting = sitting_with_entries()
    record(SYSTEM, "test.made", summary="danach")

    erased(sitting)

    assert faults() == []
    assert examine().faults == []


def test_nothing_of_the_text_is_left_in_the_record(app):
    erased(sitting_with_entries())

    stored = " ".join(f"{e.summary} {e.changes}" for e in chain())
    assert "Geheim" not in stored
    assert "Vermerk" not in stored


@pytest.mark.parametrize(
    "values",
    [{"summary": "Frau Anders"}, {"actor": "Jemand"}, {"user_id": 99}, {"is_erased": False}],
)
def test_what_is_left_of_an_erased_entry_is_sealed_again(app, values):
    erased(sitting_with_entries())

    tamper(2, **values)

    assert len(faults()) == 1
    assert "Eintrag 2 " in faults()[0]


def test_an_entry_that_claims_to_be_erased_is_named(app):
    sitting_with_entries()

    tamper(2, salt="", summary=MARK, changes={}, is_erased=True)

    assert faults() == ["Eintrag 2 wurde geleert, ohne dass es vermerkt ist."]


def test_an_entry_emptied_by_an_earlier_version_still_verifies(app):
    sitting_with_entries()
    second = chain()[1]
    gone = {"salt": "", "actor": "", "summary": "", "changes": {}, "user_id": None}
    tamper(2, is_erased=True, **gone)
    record(ADMIN, "audit.erased", second, summary="Inhalt von Eintrag 2 gelöscht: Antrag")
    db.session.commit()
    assert faults() == []

    tamper(2, summary="x")
    assert faults() == ["Eintrag 2 gilt als geleert, enthält aber Text."]


def test_a_second_erasure_finds_only_what_is_new(app):
    sitting = sitting_with_entries()
    erased(sitting)
    record(KIM, "sitting.noted", sitting, summary="neu", committee_id=1)
    db.session.commit()

    assert erased(sitting).summary == f"Text von 1 Eintrag gelöscht: {REASON}"
    with pytest.raises(RuleBroken, match="Hier ist kein Text zu löschen"):
        erased(sitting)
    assert faults() == []


def test_it_refuses_without_a_reason_or_what_was_erased_or_must_stay(app):
    sitting = sitting_with_entries()
    target = Target("sitting", sitting.id)
    with pytest.raises(RuleBroken, match="Grund"):
        erase(ADMIN, target, entries_to_erase(ADMIN, "sitting", sitting.id), "")
    told = erased(sitting)
    signed = record(KIM, "minutes.signed", summary="x")
    db.session.commit()

    for one in (told, signed, chain()[0]):
        with pytest.raises(RuleBroken, match="nicht gelöscht"):
            erase(ADMIN, target, [one], REASON)


def test_what_proves_signed_minutes_is_never_offered(app):
    assert set(SEALING) <= queries.kept_actions()
    sitting = sitting_with_entries()
    record(KIM, "minutes.signed", sitting, summary="SHA-256 abc")
    db.session.commit()

    assert {e.action for e in entries_to_erase(ADMIN, "sitting", sitting.id)} == {"sitting.noted"}


def test_nothing_newer_than_what_was_shown_is_erased(app):
    sitting = sitting_with_entries()
    shown = erasure_of(ADMIN, "sitting", sitting.id)
    record(KIM, "sitting.noted", sitting, summary="danach", committee_id=1)
    db.session.commit()

    erased(sitting, until=shown.until)

    assert [e.summary for e in chain()[:3]] == [MARK, MARK, "danach"]


def test_only_the_administration_erases(app):
    sitting = sitting_with_entries()

    for viewer in (KIM, Viewer(), Viewer(user_id=3, member_of=frozenset({1}))):
        with pytest.raises(Forbidden):
            erasure_of(viewer, "sitting", sitting.id)


def test_a_committees_texts_are_erased_unread(app):
    sitting = sitting_with_entries()

    shown = erasure_of(ADMIN, "sitting", sitting.id)
    assert (shown.count, shown.hidden, shown.until) == (2, 0, 2)
    assert {(line.has_details, line.changes) for line in shown.lines} == {(False, ())}

    erased(sitting)
    lines = entries_of(ADMIN, "sitting", sitting.id)
    assert [line.has_details for line in lines] == [True, True, True]
    assert [line.entry.summary for line in lines[1:]] == [MARK, MARK]
    assert [line.entry.summary for line in entries_of(KIM, "sitting", sitting.id)[1:]] == [MARK] * 2


def test_with_a_person_goes_what_belongs_to_her_but_no_membership_is_told(app):
    committee, person = build.committee(), build.person("Geheim")
    membership = build.member(committee, person)
    other = build.member(committee)
    account = build.account("g@example.org", "Kim Geheim", person=person)
    record(KIM, "person.edited", person, summary="Frau Geheim")
    for one in (membership, other):
        record(KIM, "membership.added", one, summary="Mitglied", committee_id=committee.id)
    db.session.commit()

    shown = erasure_of(ADMIN, "person", person.id)
    assert {line.entry.object_type for line in shown.lines} == {"person", "user_account"}
    assert (shown.hidden, shown.count) == (1, len(shown.lines) + 1)

    told = erased(person)
    marked = {(e.object_type, e.object_id) for e in chain() if e.is_erased}
    assert marked == {
        ("person", person.id),
        ("membership", membership.id),
        ("user_account", account.id),
    }
    assert told.committee_id is None
    (line,) = entries_of(ADMIN, "membership", membership.id)
    assert (line.has_details, line.changes) == (False, ())  # it does not learn whose it was
    assert faults() == []


def test_a_long_list_is_cut_and_says_so(app, monkeypatch):
    monkeypatch.setattr(queries, "MOST_SHOWN", 1)

    shown = erasure_of(ADMIN, "sitting", sitting_with_entries().id)

    assert (len(shown.lines), shown.unshown, shown.count) == (1, 1, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_erasure_is_read_by_three_queries(app, query_count, rows):
    sitting = build.sitting(build.committee())
    for number in range(rows):
        record(KIM, "sitting.noted", sitting, summary=str(number), committee_id=1)
    db.session.commit()
    number = sitting.id

    with query_count() as counted:
        erasure_of(ADMIN, "sitting", number)

    assert counted.count == 3  # the entries, the committees, which objects have a page
