"""A refusal is not a signature (GO NRW § 52)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes import actions, due_queries
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import FileKind, MinutesState, Signature, SignatureRole
from gremien_app.records.minutes.page_queries import MinutesPage, badge
from gremien_app.records.minutes.refusal_actions import take_back, take_back_signature
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.minutes.signing_queries import voided_of
from gremien_app.records.publication.actions import publish_unseen
from tests import builders
from tests.documents.reading import texts
from tests.minutes.world import NOW, held_sitting

pytestmark = pytest.mark.usefixtures("app")
REASON = "Frau Dr. Ast hat das so nicht gesagt."


@pytest.fixture
def world():
    world = held_sitting()
    world.sitting.is_public = True
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.version = actions.submit(world.taker, world.minutes, NOW)
    return world


def answer(world, who, *, reason=None):
    role = SignatureRole.CHAIR if who is world.chair else SignatureRole.MINUTE_TAKER
    sha = world.version.content_sha256
    return actions.sign(who, world.minutes, role, sha, NOW, refusal_reason=reason)


def refused_by_all(world):
    answer(world, world.chair, reason=REASON)
    answer(world, world.taker, reason="Ich auch nicht.")


def refused_by_one(world):
    answer(world, world.chair, reason=REASON)
    answer(world, world.taker)


def page(world, viewer):
    return MinutesPage(viewer, world.sitting, world.minutes)


def test_refused_by_all_is_not_signed_and_goes_back_to_the_office(world):
    refused_by_all(world)

    assert world.minutes.state is MinutesState.REFUSED
    assert world.sitting.record_closed_at is None
    assert (world.minutes.signed_at, world.version.files) == (None, [])
    assert badge(world.minutes).label == "Unterschrift von allen verweigert"
    assert page(world, world.taker).is_editable
    with pytest.raises(RuleBroken):
        publish_unseen(world.taker, world.minutes, NOW)


def test_what_all_refused_is_changed_and_put_to_the_chair_again(world):
    refused_by_all(world)
    actions.write_entry(world.taker, world.minutes, world.second.id, "Berichtigt.", 0)

    world.version = actions.submit(world.taker, world.minutes, NOW)
    answer(world, world.chair)
    answer(world, world.taker)

    assert world.minutes.state is MinutesState.SIGNED
    assert badge(world.minutes).label == "unterzeichnet"
    assert len(db.session.scalars(select(Signature)).all()) == 4
    assert verify_minutes().faults == []


def test_refused_by_one_is_a_state_of_its_own(world):
    refused_by_one(world)

    assert world.minutes.state is MinutesState.SIGNED
    assert badge(world.minutes).label == "unterzeichnet, eine Unterschrift verweigert"
    signed = "\n".join(texts(world.version.files[0].data))
    assert f"Grund: {REASON}" in signed
    assert verify_minutes().faults == []


def test_the_public_file_never_says_gez_of_who_refused(world):
    world.chair_person.publication_revoked_on = NOW.date()
    refused_by_one(world)
    publish_unseen(world.taker, world.minutes, NOW)

    public = texts(word_file(ANONYMOUS, world.sitting)[1])

    assert "Vorsitz: ohne Namensnennung" in public
    assert any(line.startswith("Unterschrift verweigert am") for line in public)
    assert not any("gez. Vorsitz" in line for line in public)
    assert "Schriftführung: gez. Schriftführung" in public
    assert not any("Grund" in line or "Ast" in line for line in public)


def test_a_reason_is_whole_for_the_committee_and_unsaid_to_the_public_whatever_it_says(world):
    reason = "Die Frist war zu kurz. Grund: Einladung zu spät. Vermerk: Frau Ast weiß es."
    answer(world, world.chair, reason=reason)
    answer(world, world.taker)
    publish_unseen(world.taker, world.minutes, NOW)

    signed = texts(next(one for one in world.version.files if one.kind is FileKind.SIGNED).data)
    public = texts(word_file(ANONYMOUS, world.sitting)[1])

    assert [line for line in signed if line.endswith(f". Grund: {reason}")] != []
    assert not any("Frist" in line or "Einladung zu" in line or "Ast" in line for line in public)


def test_a_refusal_is_taken_back_before_all_have_answered(world):
    answer(world, world.chair, reason=REASON)

    take_back(world.chair, world.minutes, NOW)
    answer(world, world.chair)
    answer(world, world.taker)

    assert world.minutes.state is MinutesState.SIGNED
    assert badge(world.minutes).label == "unterzeichnet"
    assert [one.refusal_reason for one in world.version.taken_back] == [REASON]
    assert verify_minutes().faults == []


def test_who_took_it_back_may_refuse_again(world):
    answer(world, world.chair, reason=REASON)
    take_back(world.chair, world.minutes, NOW)

    answer(world, world.chair, reason="Doch nicht.")

    assert [one.refusal_reason for one in world.minutes.refusals] == ["Doch nicht."]


def test_one_of_all_takes_the_refusal_back_and_the_minutes_lie_before_the_chair_again(world):
    refused_by_all(world)

    take_back(world.chair, world.minutes, NOW)
    assert world.minutes.state is MinutesState.SUBMITTED
    answer(world, world.chair)

    assert world.minutes.state is MinutesState.SIGNED
    assert [one.name for one in world.minutes.refusals] == ["Kim Protokoll"]
    assert verify_minutes().faults == []


def test_what_was_changed_since_stays_with_the_office(world):
    refused_by_all(world)
    actions.write_entry(world.taker, world.minutes, world.second.id, "Berichtigt.", 0)

    take_back(world.chair, world.minutes, NOW)

    assert world.minutes.state is MinutesState.REFUSED


def test_taking_back_after_the_closing_opens_it_and_keeps_every_row_and_file(world):
    refused_by_one(world)
    before = {file.id: file.sha256 for file in world.version.files}

    take_back(world.chair, world.minutes, NOW)
    db.session.expire_all()
    assert world.minutes.state is MinutesState.SUBMITTED
    assert db.session.get(Sitting, world.sitting.id).record_closed_at is None
    assert verify_minutes().faults == []
    name, _ = word_file(world.taker, world.sitting)
    assert name.startswith("entwurf-niederschrift-")
    answer(world, world.chair)

    files = {file.id: file for file in world.version.files}
    assert {key: files[key].sha256 for key in before} == before
    assert sorted(file.edition for file in files.values()) == [1, 2]
    assert {file.kind for file in files.values()} == {FileKind.SIGNED}
    handed_out = "\n".join(texts(word_file(world.taker, world.sitting)[1]))
    assert "verweigert" not in handed_out
    assert len(db.session.scalars(select(Signature)).all()) == 3
    assert verify_minutes().faults == []
    told = set(db.session.scalars(select(AuditEntry.action)))
    assert {"minutes.refusal_taken_back", "minutes.reopened"} <= told


def test_nobody_takes_back_what_somebody_else_refused_or_what_is_published(world):
    refused_by_one(world)
    with pytest.raises(RuleBroken, match="nicht verweigert"):
        take_back(world.taker, world.minutes, NOW)
    assert not page(world, world.taker).may_take_back
    assert page(world, world.chair).may_take_back

    publish_unseen(world.taker, world.minutes, NOW)

    assert not page(world, world.chair).may_take_back
    with pytest.raises(RuleBroken, match="schon veröffentlicht"):
        take_back(world.chair, world.minutes, NOW)


def test_minutes_of_before_that_all_refused_are_not_published(world):
    """As an older program left them: signed, with two refusals."""
    refused_by_one(world)
    for one in world.version.signatures:
        one.is_refused, one.refusal_reason = True, REASON
    db.session.flush()

    assert badge(world.minutes).label == "unterzeichnet, alle Unterschriften verweigert"
    assert not page(world, world.taker).may_publish
    with pytest.raises(RuleBroken, match="wird nicht veröffentlicht"):
        publish_unseen(world.taker, world.minutes, NOW)


def test_a_signature_is_taken_back_until_the_next_person_signs(world):
    answer(world, world.chair)
    assert page(world, world.chair).signing.until == "bis die nächste Person unterzeichnet"

    take_back_signature(world.chair, world.minutes, NOW)
    assert world.version.signatures == []
    answer(world, world.chair)
    answer(world, world.taker)

    with pytest.raises(RuleBroken, match="Nach Ihnen hat schon jemand unterzeichnet"):
        take_back_signature(world.chair, world.minutes, NOW)
    assert not page(world, world.chair).signing.may_take_back_signature
    assert len(db.session.scalars(select(Signature)).all()) == 3
    assert verify_minutes().faults == []


def test_the_last_one_takes_it_back_until_the_publication_and_the_files_stay(world):
    answer(world, world.chair)
    answer(world, world.taker)
    before = {file.id: file.sha256 for file in world.version.files}

    take_back_signature(world.taker, world.minutes, NOW)
    assert world.minutes.state is MinutesState.SUBMITTED
    assert world.sitting.record_closed_at is None
    assert badge(world.minutes).label == "wartet auf weitere Unterschriften"
    answer(world, world.taker)
    publish_unseen(world.taker, world.minutes, NOW)

    files = {file.id: file.sha256 for file in world.version.files}
    assert {key: files[key] for key in before} == before
    with pytest.raises(RuleBroken, match="schon veröffentlicht"):
        take_back_signature(world.taker, world.minutes, NOW)
    assert verify_minutes().faults == []


def test_it_stands_once_the_committee_has_met_again(world):
    answer(world, world.chair)
    answer(world, world.taker)
    builders.sitting(world.committee, opened_at=NOW + timedelta(days=1))

    with pytest.raises(RuleBroken, match="seitdem wieder getagt"):
        take_back_signature(world.taker, world.minutes, NOW)


def test_nobody_takes_back_what_somebody_else_signed(world):
    answer(world, world.chair)

    with pytest.raises(RuleBroken, match="nicht hier im System unterzeichnet"):
        take_back_signature(world.taker, world.minutes, NOW)


def test_who_signed_is_told_that_it_was_pulled_back(world):
    answer(world, world.chair)
    actions.withdraw(world.taker, world.minutes, NOW)

    [told] = voided_of(world.chair, world.sitting)
    assert told.sentence == (
        "Ihre Unterschrift vom 01.12.2025 unter Fassung 1 gilt nicht mehr. Kim Protokoll hat die "
        "Niederschrift am 01.12.2025 zurückgeholt. Sie bekommen eine neue Fassung vorgelegt."
    )
    assert [one.sentence for one in voided_of(world.taker, world.sitting)] == []
    [task] = due_queries.due(Asked(world.chair, NOW.date()))
    assert task.text == "Ihre Unterschrift unter der Niederschrift gilt nicht mehr"

    actions.submit(world.taker, world.minutes, NOW)
    [told] = voided_of(world.chair, world.sitting)
    assert "Jetzt liegt eine neue Fassung vor." in told.sentence
    tasks = [task.text for task in due_queries.due(Asked(world.chair, NOW.date()))]
    assert tasks == ["Niederschrift lesen und unterzeichnen"]
