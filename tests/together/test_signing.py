"""Signatures given in the same moment, by one person or by several."""

from io import BytesIO

import pytest
from docx import Document

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import (
    FileKind,
    Minutes,
    MinutesFile,
    MinutesPublication,
    MinutesState,
    Signature,
    SignatureRole,
)
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.publication.actions import publish, settle_open
from gremien_app.records.publication.queries import preview_of
from tests.minutes.world import NOW, held_sitting
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.both_engines
ALREADY = "schon unterzeichnet"


@pytest.fixture
def submitted(app):
    """Minutes that lie before the chair, with the fingerprint that the page shows."""
    world = held_sitting()
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    version = actions.submit(world.taker, world.minutes, NOW)
    world.shown = {"sha256": version.content_sha256, "decision": "sign"}
    world.address = f"/sitzungen/{world.sitting.id}/niederschrift"
    world.minutes_id = world.minutes.id
    db.session.commit()
    return world


@pytest.fixture
def browser(submitted, new_client, login):
    def sign_in(role: str):
        return login(new_client(), getattr(submitted.accounts, role))

    return sign_in


def press(client, address: str, fields):
    return lambda: client.post(
        address, data=fields, headers={"Referer": "http://localhost/"}, follow_redirects=True
    )


def signatures() -> list[Signature]:
    db.session.expire_all()
    return db.session.query(Signature).order_by(Signature.id).all()


@pytest.mark.parametrize("round_", rounds)
def test_the_chair_s_signature_sent_five_times_at_once_is_stored_once(submitted, browser, round_):
    chairs = [browser("chair") for _ in range(5)]
    address, fields = f"{submitted.address}/entscheiden", submitted.shown

    answers = at_once(*[press(chair, address, fields) for chair in chairs])

    assert len(signatures()) == 1
    pages = [answer.get_data(as_text=True) for answer in answers]
    assert sum(ALREADY in page for page in pages) == 4
    assert not any("Kein Zugriff" in page for page in pages)
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_chair_and_minute_taker_signing_at_once_close_the_minutes(submitted, browser, round_):
    chair, taker = browser("chair"), browser("taker")

    at_once(
        press(chair, f"{submitted.address}/entscheiden", submitted.shown),
        press(taker, f"{submitted.address}/unterzeichnen", submitted.shown),
    )

    db.session.expire_all()
    minutes = db.session.get(Minutes, submitted.minutes_id)
    assert minutes.state is MinutesState.SIGNED
    assert len(signatures()) == 2
    [file] = db.session.query(MinutesFile).all()
    text = "\n".join(p.text for p in Document(BytesIO(file.data)).paragraphs)
    assert text.count("Unterzeichnet im System") == 2
    assert verify_minutes().faults == []
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_signing_and_refusing_at_once_is_one_of_the_two(submitted, browser, round_):
    address = submitted.address

    at_once(
        press(browser("chair"), f"{address}/entscheiden", submitted.shown),
        press(
            browser("chair"),
            f"{address}/verweigern",
            submitted.shown | {"reason": "Ich war bei diesem Punkt nicht im Raum."},
        ),
    )

    assert len(signatures()) == 1


@pytest.mark.parametrize("round_", rounds)
def test_signing_and_taking_back_at_once_leaves_no_signature_on_a_draft(submitted, browser, round_):
    address = submitted.address

    at_once(
        press(browser("chair"), f"{address}/entscheiden", submitted.shown),
        press(browser("taker"), f"{address}/zurueckholen", {}),
    )

    db.session.expire_all()
    minutes = db.session.get(Minutes, submitted.minutes_id)
    assert minutes.state is MinutesState.DRAFT
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_publishing_twice_at_once_publishes_once(app, submitted, round_):
    minutes_id = submitted.minutes_id
    for viewer, role in (
        (submitted.chair, SignatureRole.CHAIR),
        (submitted.taker, SignatureRole.MINUTE_TAKER),
    ):
        actions.sign(viewer, submitted.minutes, role, submitted.shown["sha256"], NOW)
    shown = preview_of(submitted.minutes).fingerprint
    db.session.commit()

    def publish_it() -> None:
        publish(submitted.taker, db.session.get(Minutes, minutes_id), shown, NOW)

    answers = at_once(*[in_own_session(app, publish_it) for _ in range(2)])

    assert sum(answer is None for answer in answers) == 1, answers
    assert any(isinstance(answer, RuleBroken) for answer in answers)
    assert db.session.query(MinutesPublication).count() == 1
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_two_presses_of_the_same_preview_publish_once_and_tell_the_other(
    submitted, browser, round_
):
    for viewer, role in (
        (submitted.chair, SignatureRole.CHAIR),
        (submitted.taker, SignatureRole.MINUTE_TAKER),
    ):
        actions.sign(viewer, submitted.minutes, role, submitted.shown["sha256"], NOW)
    shown = {"preview": preview_of(submitted.minutes).fingerprint}
    db.session.commit()
    address = f"{submitted.address}/veroeffentlichen"
    clerks = [browser("taker") for _ in range(2)]

    pages = [
        one.get_data(as_text=True) for one in at_once(*[press(c, address, shown) for c in clerks])
    ]

    assert (
        sum("Der öffentliche Teil der Niederschrift ist veröffentlicht." in p for p in pages) == 1
    )
    assert all("veröffentlicht" in page for page in pages)
    assert db.session.query(MinutesPublication).count() == 1
    assert db.session.query(MinutesFile).filter_by(kind=FileKind.PUBLISHED).count() == 1

    back = f"{submitted.address}/veroeffentlichung-zuruecknehmen"
    at_once(*[press(clerk, back, {"reason": "Versehen"}) for clerk in clerks])

    db.session.expire_all()
    assert db.session.get(Minutes, submitted.minutes_id).state is MinutesState.SIGNED
    told = db.session.query(AuditEntry).filter_by(action="minutes.publication_withdrawn")
    assert told.count() == 1
    assert verify_chain().faults == []
    assert verify_minutes().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_taking_the_signature_back_while_the_office_publishes_is_one_of_the_two(
    submitted, browser, round_
):
    minutes = submitted.minutes
    submitted.sitting.is_public = True
    for viewer, role in (
        (submitted.chair, SignatureRole.CHAIR),
        (submitted.taker, SignatureRole.MINUTE_TAKER),
    ):
        actions.sign(viewer, minutes, role, submitted.shown["sha256"], NOW)
    settle_open(submitted.taker, minutes, preview_of(minutes), NOW)
    shown = {"preview": preview_of(minutes).fingerprint}
    db.session.commit()

    answers = at_once(
        press(browser("taker"), f"{submitted.address}/unterschrift-zuruecknehmen", {}),
        press(browser("taker"), f"{submitted.address}/veroeffentlichen", shown),
    )

    db.session.expire_all()
    minutes = db.session.get(Minutes, submitted.minutes_id)
    published = db.session.query(MinutesPublication).count()
    back = sum(one.taken_back_at is not None for one in signatures())
    assert (minutes.state, published, back) in {
        (MinutesState.PUBLISHED, 1, 0),
        (MinutesState.SUBMITTED, 0, 1),
    }
    assert all(answer.status_code == 200 for answer in answers) or published
    assert verify_chain().faults == []
    assert verify_minutes().faults == []
