"""The question goes out in time, and its link takes and never shows."""

from datetime import date, timedelta

import pytest
import time_machine

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.support import actions, booking_actions, queries, question_rules
from gremien_app.meetings.support import answer_actions as answering
from gremien_app.meetings.support import question_actions as asking
from gremien_app.meetings.support import question_queries as questions
from gremien_app.meetings.support.booking_due_queries import due, due_days
from gremien_app.meetings.support.measures import Measure, Needs, Way
from gremien_app.meetings.support.models import AccessNeed, Question, QuestionLink, ServiceState
from tests import builders as b
from tests.support.conftest import TODAY, WORD, needs


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(b.NOW, tick=False):
        yield


class Links(list):
    """What stands in mails and letters."""

    def __call__(self, key: str) -> str:
        self.append(key)
        return f"https://example.org/{key}"


def asked(world) -> Links:
    links = Links()
    asking.ask(world.office, world.sitting, links, b.NOW)
    return links


def mails() -> list[OutboxMail]:
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


@pytest.mark.parametrize(
    ("measures", "own", "day"),
    [
        ((), None, date(2026, 11, 19)),  # two weeks and one to answer
        ((Measure.DEAFBLIND,), None, date(2026, 11, 5)),
        ((), 42, date(2026, 10, 22)),
        ((Measure.DEAFBLIND,), 42, date(2026, 10, 22)),
    ],
)
def test_the_question_goes_out_before_the_longest_time_of_anything_needed(
    world, measures, own, day
):
    world.committee.access_due_days = own

    assert question_rules.ask_by(world.sitting, [Needs(measures)]) == day


def test_the_day_for_visitors_tells_nothing_of_what_others_need(world):
    world.committee.access_due_days = None

    assert question_rules.register_by(world.sitting) == date(2026, 11, 26)


def test_everybody_is_asked_once_by_a_mail_that_tells_nothing(world):
    actions.save(world.office, world.anna, None, needs(words=WORD), day=b.NOW)
    links = asked(world)
    assert asking.ask(world.office, world.sitting, links, b.NOW) == (0, 0)

    (mail,) = mails()
    assert db.session.query(Question).count() == 2
    assert (mail.to_address, mail.subject) == (
        "anna@example.org",
        "Was brauchen Sie am 10.12.2026?",
    )
    assert mail.holds_secret
    for word in (WORD, "Behinderten", "StAG", "Bela", "Muster"):
        assert word not in mail.body
    (link,) = db.session.query(QuestionLink).all()
    assert links[0] not in link.key_hash


def test_a_link_is_good_until_the_sitting_is_over_and_for_nobody_who_left(world):
    (key,) = asked(world)

    assert questions.open_question("question", key, world.sitting.date).person is world.anna
    for purpose, other, day in (
        ("answer", key, TODAY),
        ("question", key.swapcase(), TODAY),
        ("question", key, world.sitting.date + timedelta(days=1)),
    ):
        with pytest.raises(NotFound):
            questions.open_question(purpose, other, day)
    world.anna.memberships[0].ends_on = TODAY
    with pytest.raises(NotFound):
        questions.open_question("question", key, TODAY)


def test_what_is_answered_counts_and_the_last_answer_wins(world):
    (key,) = asked(world)
    question = questions.open_question("question", key, TODAY)

    asking.answer(question, needs(Measure.LOOP), b.NOW)
    asking.answer(question, needs(Measure.BREAKS), b.NOW)

    (told, _bela) = queries.told_for(world.sitting)
    assert told.needs.measures == (Measure.BREAKS,)
    assert question.answered_at == b.NOW


def test_like_last_time_takes_over_what_is_kept_or_asks_the_office_to_ask(world):
    (key,) = asked(world)
    question = questions.open_question("question", key, TODAY)

    asking.answer_as_before(question, b.NOW)
    assert queries.told_for(world.sitting)[0].needs.labels == ["wie beim letzten Mal"]
    before = b.sitting(world.committee, date(2026, 11, 20), state=SittingState.INVITED)
    known = AccessNeed(person=world.anna, sitting=before)
    known.sealed = db.session.query(AccessNeed).one().sealed
    db.session.add(known)
    actions.save(world.office, world.anna, None, needs(Measure.LOOP), day=b.NOW)
    asking.answer_as_before(question, b.NOW)

    assert queries.told_for(world.sitting)[0].needs.measures == (Measure.LOOP,)


def test_only_who_has_not_answered_is_reminded_and_once(world):
    world.bela.email = "bela@example.org"
    links = asked(world)
    question = questions.open_question("question", links[0], TODAY)
    asking.answer(question, needs(), b.NOW)

    assert asking.remind(world.office, world.sitting, links, b.NOW) == 1
    assert asking.remind(world.office, world.sitting, links, b.NOW) == 0

    assert mails()[-1].to_address == "bela@example.org"
    assert mails()[-1].subject == "Erinnerung: Was brauchen Sie am 10.12.2026?"
    for key in links[1:]:  # the first link stays good
        assert questions.open_question("question", key, TODAY).person is world.bela


def test_who_has_no_address_gets_a_letter(world):
    links = asked(world)

    ((person, link),) = asking.letters(world.office, world.sitting, links, b.NOW)

    assert person is world.bela
    assert questions.open_question("question", links[-1], TODAY).person is world.bela
    assert link.endswith(links[-1])


def test_the_answer_is_told_once_and_again_when_it_changes(world):
    actions.save(world.office, world.anna, world.sitting, needs(Measure.LOOP), day=b.NOW)
    paged = needs(Measure.LOOP, way=Way.PAGE)
    actions.save(world.office, world.bela, world.sitting, paged, day=b.NOW)
    links = Links()
    assert answering.tell(world.office, world.sitting, links, b.NOW) == 1
    assert answering.tell(world.office, world.sitting, links, b.NOW) == 0

    one = booking_actions.add_service(world.office, world.sitting, Measure.LOOP)
    values = {"provider": None, "who": "", "reason": "", "minutes": None, "euros": None}
    booking_actions.edit_service(world.office, one, TODAY, state=ServiceState.CONFIRMED, **values)
    assert answering.tell(world.office, world.sitting, links, b.NOW) == 1

    (first, second) = mails()
    assert first.subject == "Nachricht zur Sitzung am 10.12.2026"
    for mail in (first, second):
        assert mail.holds_secret
        assert not any(word in mail.body for word in ("Induktion", "bestätigt", "StAG"))
    with pytest.raises(NotFound):
        questions.open_question("question", links[0], TODAY)
    assert questions.open_question("answer", links[0], TODAY).person is world.anna


def test_visitors_ask_without_a_name_for_public_sittings_only(world):
    asked_for = needs(Measure.STEP_FREE)
    for _ in range(2):
        asking.register(world.sitting, asked_for, b.NOW)

    (visitor,) = queries.visitors_of(world.sitting)
    assert (visitor.name, visitor.needs.measures) == ("Besuch 1", (Measure.STEP_FREE,))
    with pytest.raises(RuleBroken, match="wählen Sie aus"):
        asking.register(world.sitting, needs(), b.NOW)
    world.sitting.is_public = False
    with pytest.raises(RuleBroken, match="nichts mehr anmelden"):
        asking.register(world.sitting, asked_for, b.NOW)


def test_questions_and_links_go_with_the_sitting(world):
    asked(world)

    assert actions.tidy(world.sitting.ends_at + timedelta(days=16)) == 2

    assert db.session.query(Question).count() == 0
    assert db.session.query(QuestionLink).count() == 0


def test_the_record_says_that_it_was_asked_and_answered_and_of_nobody(world):
    (key,) = asked(world)
    asking.answer(questions.open_question("question", key, TODAY), needs(Measure.LOOP), b.NOW)

    entries = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [one.action for one in entries] == ["support.asked", "support.saved"]
    assert {one.actor for one in entries} == {"Gerda", "Antwort über einen Link"}
    assert not any("Beispiel" in f"{one.summary}{one.changes}" for one in entries)


def test_asking_is_a_due_thing_until_it_is_done(world):
    world.committee.access_due_days = 28

    def tasks() -> list[tuple[str, date]]:
        return [(one.text, one.due) for one in due(Asked(world.office, TODAY))]

    assert tasks() == [("Nach Unterstützung fragen", date(2026, 11, 5))]
    asked(world)
    assert tasks() == []
    days = due_days(world.office, date(2026, 11, 1), date(2026, 11, 30))
    assert list(days) == []
