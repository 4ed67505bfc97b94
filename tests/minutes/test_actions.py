import hashlib
import io
from datetime import timedelta

import pytest
from docx import Document
from sqlalchemy.orm.exc import StaleDataError

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken, StaleVersion
from gremien_app.meetings.agenda.models import Outcome, Part
from gremien_app.meetings.proceedings.models import Vote, VoteKind, VoteMode
from gremien_app.records.minutes import actions, queries
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.frozen import thaw
from gremien_app.records.minutes.models import FileKind, MinutesState, SignatureRole
from gremien_app.records.publication.actions import publish_unseen
from tests.minutes.world import NOW, SECRET, held_sitting

pytestmark = pytest.mark.usefixtures("app")


def begun(**values):
    world = held_sitting(**values)
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    return world


def submitted(**values):
    world = begun(**values)
    world.version = actions.submit(world.taker, world.minutes, NOW)
    return world


def signed(**values):
    world = submitted(**values)
    sha = world.version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    return world


def text_of(data: bytes) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)


def test_a_draft_begins_with_what_the_data_says():
    world = begun()

    assert world.minutes.state is MinutesState.DRAFT
    assert world.minutes.minute_taker == "Kim Protokoll"
    assert world.minutes.due_on == world.sitting.date + timedelta(days=28)
    assert [entry.text for entry in world.minutes.entries] == [
        (
            "Dr. Ayşe Yıldız eröffnet die Sitzung um 14:00 Uhr und begrüßt die Anwesenden. "
            "Anwesend sind 2 von 3 Stimmberechtigten; das Gremium ist beschlussfähig."
        )
    ]


def test_there_is_one_set_of_minutes_per_sitting():
    world = begun()

    with pytest.raises(RuleBroken, match="schon eine Niederschrift"):
        actions.begin(world.taker, world.sitting, NOW)


def test_a_text_is_written_over_the_version_it_was_read_in():
    world = begun()

    first = actions.write_entry(world.taker, world.minutes, world.second.id, "Bericht.", 0)
    again = actions.write_entry(
        world.taker, world.minutes, world.second.id, "Bericht der Verwaltung.", first.version
    )

    assert again.text == "Bericht der Verwaltung."


def test_a_stale_text_does_not_overwrite_another():
    world = begun()
    actions.write_entry(world.taker, world.minutes, world.second.id, "Erste Fassung.", 0)

    with pytest.raises(StaleVersion):
        actions.write_entry(world.taker, world.minutes, world.second.id, "Zweite.", 0)


def test_an_unchanged_text_writes_nothing():
    world = begun()
    entry = actions.write_entry(world.taker, world.minutes, world.second.id, "Gleich.", 0)
    before = db.session.query(AuditEntry).count()

    again = actions.write_entry(world.taker, world.minutes, world.second.id, "Gleich.", 0)

    assert again is entry
    assert db.session.query(AuditEntry).count() == before


def test_a_vote_of_3_to_6_with_an_adopting_outcome_is_one_gap():
    world = begun()
    world.vote.yes, world.vote.no, world.vote.is_adopted = 0, 2, False
    db.session.flush()

    with pytest.raises(RuleBroken) as refused:
        actions.submit(world.taker, world.minutes, NOW)

    assert refused.value.message == (
        "Vor der Vorlage fehlt noch etwas: Ö 2: Der Antrag wurde abgelehnt, aber als Beschlussart "
        "steht „ungeändert beschlossen“. Bitte berichtigen Sie eines von beiden."
    )
    assert world.resolution.number is None


def test_an_adopted_proposal_without_a_text_is_named_before_the_submission():
    world = begun()
    world.second.proposal = "Die StAG empfiehlt den Umbau."
    db.session.delete(world.resolution)
    db.session.flush()

    with pytest.raises(RuleBroken, match=r"Ö 2: Der Beschlussvorschlag ist angenommen, aber"):
        actions.submit(world.taker, world.minutes, NOW)


def test_what_was_rejected_stands_below_no_heading_of_a_resolution():
    world = begun()
    world.vote.yes, world.vote.no, world.vote.is_adopted = 0, 2, False
    world.second.outcome = Outcome.REJECTED
    world.resolution.number = 7  # issued before the count was corrected
    db.session.flush()
    version = actions.submit(world.taker, world.minutes, NOW)

    item = version.content["public"]["parts"][0]["items"][1]

    assert (item["resolution_heading"], item["resolution_number"]) == (
        "Beschlussvorschlag (Nr. StAG B 7/2025: kein Beschluss)",
        "",
    )


def test_what_a_vote_was_on_is_frozen_beside_it():
    world = begun()
    db.session.add(
        Vote(
            agenda_item=world.second,
            mode=VoteMode.COUNTED,
            kind=VoteKind.AMENDMENT,
            yes=0,
            no=2,
            is_adopted=False,
            position=0,
        )
    )
    db.session.flush()
    version = actions.submit(world.taker, world.minutes, NOW)

    item = thaw(version.content["public"], version.format).parts[0].items[1]

    assert item.vote_kinds == ("Änderungsantrag", "")
    assert item.results == ("Änderungsantrag: Einstimmig abgelehnt", "Einstimmig beschlossen")
    assert "Änderungsantrag: Einstimmig abgelehnt" in text_of(
        word_file(world.taker, world.sitting)[1]
    )


def test_gaps_refuse_the_submission_and_are_named():
    world = begun()
    world.vote.yes = 7
    world.second.outcome = None

    with pytest.raises(RuleBroken, match="7 Stimmen eingetragen, stimmberechtigt anwesend"):
        actions.submit(world.taker, world.minutes, NOW)

    assert world.minutes.state is MinutesState.DRAFT


def test_the_submission_freezes_the_text_and_numbers_the_resolutions():
    world = submitted()

    assert world.minutes.state is MinutesState.SUBMITTED
    assert world.version.number == 1
    assert len(world.version.content_sha256) == 64
    assert world.resolution.number == 1
    item = world.version.content["public"]["parts"][0]["items"][1]
    assert item["resolution_number"] == "StAG B 1/2025"
    assert item["votes"] == ["Einstimmig beschlossen"]


def test_submitted_text_is_not_written_any_more():
    world = submitted()

    with pytest.raises(RuleBroken, match="Holen Sie sie zuerst zurück"):
        actions.write_entry(world.taker, world.minutes, world.second.id, "Nachträglich.", 0)


def test_the_chair_returns_with_remarks():
    world = submitted()

    actions.return_with_remarks(
        world.chair, world.minutes, {None: "", world.second.id: "Bitte ergänzen."}, NOW
    )

    assert world.minutes.state is MinutesState.RETURNED
    assert [(r.agenda_item_id, r.text) for r in world.minutes.remarks] == [
        (world.second.id, "Bitte ergänzen.")
    ]


def test_only_who_presided_returns():
    world = submitted()

    with pytest.raises(RuleBroken, match="wer diese Sitzung geleitet hat"):
        actions.return_with_remarks(world.member, world.minutes, {None: "Nein."}, NOW)


def test_the_next_submission_is_a_new_version():
    world = submitted()
    actions.return_with_remarks(world.chair, world.minutes, {None: "Bitte ergänzen."}, NOW)
    actions.write_entry(world.taker, world.minutes, world.second.id, "Ergänzt.", 0)

    second = actions.submit(world.taker, world.minutes, NOW)

    assert second.number == 2
    assert second.content_sha256 != world.version.content_sha256
    assert world.minutes.remarks[0].settled_at == NOW


def test_minutes_that_were_never_submitted_cannot_be_signed():
    world = begun()

    with pytest.raises(RuleBroken, match="Entwurf"):
        actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, "a" * 64, NOW)


def test_a_signature_on_another_text_than_shown_is_refused():
    world = submitted()

    with pytest.raises(RuleBroken, match="neuen Fassung"):
        actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, "a" * 64, NOW)


def test_a_vote_changed_after_the_submission_stops_the_signature():
    world = submitted()
    world.vote.abstain = 1
    db.session.flush()

    with pytest.raises(RuleBroken, match="Seit der Vorlage wurden Angaben"):
        actions.sign(
            world.chair, world.minutes, SignatureRole.CHAIR, world.version.content_sha256, NOW
        )


def test_the_last_signature_closes_the_record():
    world = signed()

    assert world.minutes.state is MinutesState.SIGNED
    assert world.sitting.record_closed_at == NOW
    [file] = world.version.files
    assert (file.part, file.kind) == (Part.PUBLIC, FileKind.SIGNED)
    assert file.sha256 == hashlib.sha256(file.data).hexdigest()
    assert "Unterzeichnet im System am 01.12.2025 um 10:00 Uhr" in text_of(file.data)


def test_one_signature_leaves_the_record_open():
    world = submitted()

    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, world.version.content_sha256, NOW)

    assert world.minutes.state is MinutesState.SUBMITTED
    assert world.sitting.record_closed_at is None
    assert world.version.files == []


def test_a_refusal_is_on_record_with_its_reason():
    world = submitted()
    sha = world.version.content_sha256
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)

    actions.sign(
        world.chair,
        world.minutes,
        SignatureRole.CHAIR,
        sha,
        NOW,
        refusal_reason="TOP 2 gibt die Beratung nicht wieder.",
    )

    [file] = world.version.files
    assert "TOP 2 gibt die Beratung nicht wieder." in text_of(file.data)
    publish_unseen(world.taker, world.minutes, NOW)
    published = text_of(world.version.files[-1].data)
    assert "Unterschrift verweigert am 01.12.2025 um 10:00 Uhr" in published
    assert "gibt die Beratung nicht wieder" not in published


def test_signed_minutes_change_in_no_way():
    world = signed()

    with pytest.raises(RuleBroken):
        actions.write_entry(world.taker, world.minutes, world.second.id, "Anders.", 0)
    with pytest.raises(RuleBroken):
        actions.withdraw(world.taker, world.minutes, NOW)
    with pytest.raises(RuleBroken):
        actions.submit(world.taker, world.minutes, NOW)


def test_the_file_stays_when_names_change_later():
    world = signed()
    before = world.version.files[0].data

    world.chair_person.last_name = "Demir"
    world.committee.names[0].name = "Anders"
    db.session.commit()
    db.session.expire_all()

    minutes = queries.get_minutes(world.member, world.sitting)
    assert queries.get_file(world.member, minutes, Part.PUBLIC).data == before


def test_the_closed_part_is_a_file_of_its_own():
    world = signed(closed_part=True)
    files = {file.part: file for file in world.version.files}

    assert set(files) == {Part.PUBLIC, Part.CLOSED}
    assert SECRET.encode() not in files[Part.PUBLIC].data
    assert SECRET not in text_of(files[Part.PUBLIC].data)
    assert SECRET in text_of(files[Part.CLOSED].data)


def test_published_minutes_name_only_persons_with_a_basis():
    world = signed()

    publish_unseen(world.taker, world.minutes, NOW)

    files = {file.kind: file for file in world.version.files}
    published = text_of(files[FileKind.PUBLISHED].data)
    assert "Dr. Ayşe Yıldız" in published
    assert "Öztürk" not in published
    assert "Öztürk" in text_of(files[FileKind.SIGNED].data)


def test_minutes_of_a_sitting_that_was_not_public_are_not_published():
    world = signed()
    world.sitting.is_public = False

    with pytest.raises(RuleBroken, match="nicht öffentlich"):
        publish_unseen(world.taker, world.minutes, NOW)


def test_every_step_is_on_record():
    signed()

    assert [e.action for e in db.session.query(AuditEntry).order_by(AuditEntry.id)][-6:] == [
        "minutes.begun",
        "resolution.numbered",
        "minutes.submitted",
        "minutes.signed",
        "minutes.signed",
        "minutes.closed",
    ]


def test_two_writers_at_once_cannot_overwrite_each_other():
    world = begun()
    entry = actions.write_entry(world.taker, world.minutes, world.second.id, "Eins.", 0)
    db.session.commit()
    assert entry.version == 1
    db.session.execute(db.text("UPDATE minutes_entry SET version = version + 1"))

    entry.text = "Zwei."
    with pytest.raises(StaleDataError):
        db.session.flush()
