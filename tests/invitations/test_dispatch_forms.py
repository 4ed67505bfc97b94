"""Papers in the form that somebody reads: made for all, sent to whoever asked for it."""

from datetime import timedelta

import pytest

from gremien_app.base.mail import actions as mail
from gremien_app.base.mail.models import OutboxAttachment, OutboxMail
from gremien_app.meetings.invitations import proof_queries
from gremien_app.meetings.invitations.dispatch_models import Correspondence, DispatchKind
from gremien_app.meetings.support import actions
from gremien_app.meetings.support.measures import Measure, Needs
from tests.documents.reading import texts
from tests.invitations.world import NOW, invited_world, sent

USUAL = "Einladung-2026-12-17.docx"
LARGE = "Einladung-2026-12-17-Grossdruck.docx"
PAGE, TEXT = "Einladung-2026-12-17-zum-Vorlesen.html", "Einladung-2026-12-17-als-Text.txt"


@pytest.fixture
def world(app):
    found = invited_world()
    for membership, measures in (
        (found.neutral, (Measure.LARGE_PRINT, Measure.PLAIN_TEXT)),
        (found.shared, (Measure.LARGE_PRINT,)),
        (found.letter, (Measure.LARGE_PRINT, Measure.BRAILLE)),
        (found.naming, (Measure.SIGN_LANGUAGE,)),
    ):
        needs = Needs(measures, consent="am Telefon")
        actions.save(found.actor, membership.person, None, needs, day=NOW)
    return found


def attached(db_session) -> dict[str, list[str]]:
    found = db_session.query(OutboxMail).order_by(OutboxMail.id)
    return {one.to_name: [file.name for file in one.attachments] for one in found}


@pytest.mark.both_engines
def test_whoever_asked_for_a_form_gets_it_beside_the_usual_file(world, db_session):
    sent(world)

    assert attached(db_session) == {
        "Kim Neutral": [USUAL, LARGE, PAGE, TEXT],
        "Kim Nennt": [USUAL],
        "Kim Postfach": [USUAL],  # others read this mailbox
        "Kim Vertretung": [USUAL],
    }


def test_letters_say_to_the_office_alone_what_goes_into_them(world):
    dispatch = sent(world)

    forms = "Großdruck und Textdatei, auch für die Braillezeile"
    assert proof_queries.forms_by_letter(dispatch) == [("Kim Brief", forms)]
    for _, file in (
        proof_queries.letters_document(dispatch),
        proof_queries.proof_document(dispatch, NOW),
    ):
        assert "Braillezeile" not in "\n".join(texts(file))


def test_once_it_is_sent_the_outbox_tells_of_no_form(world, db_session):
    sent(world)
    own = db_session.query(OutboxMail).filter_by(to_name="Kim Neutral").one()

    mail.mark_sent(own, NOW + timedelta(minutes=11))
    mail.tidy(NOW + timedelta(minutes=12))

    names = [one.name for one in db_session.query(OutboxAttachment)]
    assert LARGE not in names
    assert USUAL in names


def test_of_a_sitting_that_is_not_public_no_file_leaves_in_any_form(world, db_session):
    world.sitting.is_public = False
    sent(world)

    assert set(map(tuple, attached(db_session).values())) == {()}


def test_a_move_is_told_in_the_mail_itself(world, db_session):
    db_session.query(Correspondence).update({"wants_calendar": False})
    sent(world)
    sent(world, DispatchKind.ROOM, now=NOW + timedelta(hours=1))

    changes = [one for one in db_session.query(OutboxMail) if "Änderung" in one.subject]
    assert all(one.attachments == [] for one in changes)
