"""Accounts of the office's own people, who stand on no list, are erased like persons."""

from datetime import UTC, datetime

import pytest

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.actions import enqueue
from gremien_app.channels.erasure import queries
from gremien_app.channels.erasure.actions import erase_subject
from gremien_app.people.accounts.models import LoginSession, User
from gremien_app.records.minutes import actions as minutes_actions
from gremien_app.records.minutes.models import Minutes, Signature, SignatureRole
from gremien_app.records.minutes.seal_queries import verify_minutes
from tests import builders
from tests.erasure.test_actions import REASON, places
from tests.erasure.world import ADMIN
from tests.minutes.world import NOW, held_sitting

EMAIL = "tilda@planted.example"
AT = datetime(2026, 11, 20, tzinfo=UTC)
WORDS = ("Quastenfisch", EMAIL)


@pytest.fixture(params=["Tilda Quastenfisch", "Quastenfisch"])
def account(app, request):
    name = request.param
    user = builders.account(EMAIL, name)
    db.session.add(
        LoginSession(key_hash="k", user_id=user.id, created_at=AT, expires_at=AT,
                     last_seen_at=AT, device="Firefox")
    )  # fmt: skip
    enqueue(key="k", to_address=EMAIL, to_name=name, subject="Einladung", body="Hallo", now=AT)
    sitting = builders.sitting(builders.committee("stag-planted"))
    note = {"kept_reason": (None, f"{name} notiert")}
    record(Viewer(user_id=user.id, name=name), "sitting.noted", sitting, summary="Notiert",
           changes=note, committee_id=sitting.committee_id)  # fmt: skip
    db.session.commit()
    return user


def erased(account, actor=ADMIN):
    told = erase_subject(actor, queries.get_account(actor, account.id), REASON)
    db.session.commit()
    db.session.expire_all()
    return told


@pytest.mark.both_engines
def test_account_sign_ins_mails_and_the_name_beside_what_was_done_go(account):
    id_ = account.id

    told = erased(account)

    assert db.session.get(User, id_) is None
    assert places(*WORDS) == set()
    assert (told.action, told.object_type, told.object_id) == (
        "account.erased",
        "user_account",
        id_,
    )
    assert told.changes["sign_ins"] == [None, 1]
    done = db.session.query(AuditEntry).filter_by(action="sitting.noted").one()
    assert done.actor == "gelöschte Person"
    assert verify_chain().faults == []


@pytest.mark.both_engines
@pytest.mark.parametrize("account", ["Tilda Quastenfisch"], indirect=True)
def test_what_the_account_wrote_and_signed_keeps_the_name_and_says_why(account):
    world = held_sitting()
    taker = Viewer(
        user_id=account.id, name=account.name, minute_taker_of=world.taker.minute_taker_of
    )
    minutes = minutes_actions.begin(taker, world.sitting, NOW)
    version = minutes_actions.submit(taker, minutes, NOW)
    (obstacle,) = queries.plan_of(ADMIN, queries.get_account(ADMIN, account.id)).obstacles
    assert "Unterzeichnung" in obstacle
    with pytest.raises(RuleBroken):
        erase_subject(ADMIN, queries.get_account(ADMIN, account.id), REASON)
    signing = ((world.chair, SignatureRole.CHAIR), (taker, SignatureRole.MINUTE_TAKER))
    for viewer, role in signing:
        minutes_actions.sign(viewer, minutes, role, version.content_sha256, NOW)
    db.session.commit()

    plan = queries.plan_of(ADMIN, queries.get_account(ADMIN, account.id))
    erased(account)

    assert dict(plan.stays)["Unterschriften"] == 1
    assert dict(plan.stays)["Schriftführung"] == 1
    signature = db.session.query(Signature).filter_by(role=SignatureRole.MINUTE_TAKER).one()
    assert (signature.name, signature.user_id) == ("Tilda Quastenfisch", None)
    assert db.session.query(Minutes.minute_taker).scalar() == "Tilda Quastenfisch"
    assert verify_minutes().faults == []


def test_a_namesake_keeps_the_name(account):
    builders.account("andere@example.org", account.name)

    assert queries.get_account(ADMIN, account.id).is_shared


def test_only_the_administration_erases_an_account(account):
    with pytest.raises(NotFound):
        queries.get_account(Viewer(user_id=99, name="Kim"), account.id)


def test_nobody_erases_the_own_account_or_the_last_one_of_the_administration(account):
    own = Viewer(user_id=account.id, name="Ada", is_admin=True)

    assert (
        "Ihr eigenes Konto"
        in queries.plan_of(own, queries.get_account(own, account.id)).obstacles[0]
    )

    account.is_admin = True
    db.session.commit()
    plan = queries.plan_of(ADMIN, queries.get_account(ADMIN, account.id))
    assert "das letzte Konto" in plan.obstacles[0]


def test_the_pages_say_what_goes_what_stays_and_what_was_done(account, client, login):
    admin = login(client, builders.account("admin@example.org", "Ada Amt", is_admin=True))
    id_, name = account.id, account.name

    assert f"/verwaltung/konten/{id_}/loeschen" in admin.get(f"/verwaltung/konten/{id_}").text
    plan = admin.get(f"/verwaltung/konten/{id_}/loeschen").text
    assert "Benutzerkonto löschen" in plan
    assert "Anmeldungen auf Geräten: 1" in plan
    answer = admin.post(
        f"/verwaltung/konten/{id_}/endgueltig-loeschen",
        data={"reason": REASON, "is_confirmed": "y"},
        follow_redirects=True,
    )

    assert "Benutzerkonto gelöscht" in answer.text
    assert name not in answer.text
    assert admin.get(f"/verwaltung/konten/{id_}").status_code == 404


def test_the_account_of_a_person_goes_with_the_person(app, client, login):
    person = builders.person()
    account = builders.account("kim@example.org", person.name, person=person)
    admin = login(client, builders.account("admin@example.org", "Ada Amt", is_admin=True))

    answer = admin.get(f"/verwaltung/konten/{account.id}/loeschen")

    assert answer.location == f"/personen/{person.id}/loeschen"
