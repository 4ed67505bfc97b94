"""What is printed and handed out: day card, letters, names and papers for whoever interprets."""

from datetime import date

import pytest
import time_machine

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.support import actions, answer_actions, booking_actions, handout_queries
from gremien_app.meetings.support import booking_queries as bookings
from gremien_app.meetings.support.answer_queries import news_for
from gremien_app.meetings.support.handout_actions import send_papers
from gremien_app.meetings.support.lead_rules import lead_days, read_leads
from gremien_app.meetings.support.measures import Measure, Way
from gremien_app.meetings.support.models import AccessService, ServiceState
from tests import builders as b
from tests.documents.reading import opened, texts
from tests.support.conftest import TODAY, WORD, needs


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(b.NOW, tick=False):
        yield


def booked(world, *, secrecy_on: date | None = None, **values) -> AccessService:
    provider = booking_actions.add_provider(
        world.office,
        name="Hand e. V.",
        email="hand@example.org",
        phone="0221 1",
        cancel_terms="ab 3 Tagen vorher kostenlos",
        secrecy_on=secrecy_on,
    )
    one = booking_actions.add_service(world.office, world.sitting, Measure.SIGN_LANGUAGE)
    given = {"reason": "", "minutes": None, "euros": None, "who": "Eva Hand"} | values
    booking_actions.edit_service(
        world.office, one, TODAY, state=ServiceState.CONFIRMED, provider=provider, **given
    )
    return one


def said(file: tuple[str, bytes]) -> str:
    cells = [one.text for table in opened(file[1]).tables for one in table._cells]
    return "\n".join([*texts(file[1]), *cells])


def test_the_day_card_says_who_comes_for_whom_and_where(world):
    actions.save(world.office, world.anna, None, needs(Measure.SIGN_LANGUAGE), day=b.NOW)
    booked(world)

    name, data = handout_queries.day_card(world.sitting)

    assert name == "Tageskarte-2026-12-10.docx"
    told = said((name, data))
    for word in ("Anna Beispiel", "Deutsche Gebärdensprache", world.sitting.room.name):
        assert word in told
    assert "Bela" not in told


def test_letters_carry_each_an_own_text(world):
    letters = [(world.anna, "https://example.org/a_1"), (world.bela, "https://example.org/b_2")]

    told = said(handout_queries.question_letters(world.sitting, letters))

    for one in ("Guten Tag Anna Beispiel,", "https://example.org/a_1", "https://example.org/b_2"):
        assert told.count(one) == 1


def test_the_answer_goes_the_way_that_the_person_chose(world):
    letter = needs(Measure.LOOP, way=Way.LETTER)
    actions.save(world.office, world.anna, world.sitting, letter, day=b.NOW)
    phone = needs(Measure.LOOP, way=Way.PHONE)
    actions.save(world.office, world.bela, world.sitting, phone, day=b.NOW)
    assert answer_actions.tell(world.office, world.sitting, str, b.NOW) == 0

    (news,) = answer_actions.write_letters(world.office, world.sitting)
    told = said(handout_queries.answer_letters(world.sitting, [news]))

    assert news.person is world.anna
    assert "Induktionsanlage oder FM-Anlage: wir kümmern uns darum" in told
    assert answer_actions.write_letters(world.office, world.sitting) == []
    assert [one.person for one in news_for(world.sitting)] == [world.bela]
    assert answer_actions.note_called(world.office, world.sitting, world.bela.id)
    assert not answer_actions.note_called(world.office, world.sitting, world.bela.id)


def test_who_wants_a_mail_and_has_no_address_gets_a_letter(world):
    actions.save(world.office, world.bela, None, needs(Measure.LOOP), day=b.NOW)

    assert [one.way for one in news_for(world.sitting)] == [Way.LETTER]


def test_what_was_told_of_one_sitting_is_told_of_the_next_too(world):
    actions.save(world.office, world.anna, None, needs(Measure.LOOP), day=b.NOW)
    next_one = b.sitting(world.committee, date(2027, 1, 14))

    for sitting in (world.sitting, next_one):
        assert answer_actions.tell(world.office, sitting, str, b.NOW) == 1
    for sitting in (world.sitting, next_one):
        assert answer_actions.tell(world.office, sitting, str, b.NOW) == 0


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        (None, []),
        (date(2026, 12, 1), []),
        (date(2026, 11, 1), ["Anna Beispiel", "Bela Muster"]),
    ],
)
def test_names_and_closed_matters_only_after_the_declaration(world, declared, names):
    b.item(world.sitting, "Rampe")
    b.item(world.sitting, WORD, part=Part.CLOSED)
    one = booked(world, secrecy_on=declared)

    told = said(handout_queries.names_for(world.office, one))

    assert [name for name in ("Anna Beispiel", "Bela Muster") if name in told] == names
    if not names:
        with pytest.raises(RuleBroken, match="Verschwiegenheitserklärung"):
            handout_queries.agenda_for(world.office, one, with_closed=True)
    else:
        assert WORD in said(handout_queries.agenda_for(world.office, one, with_closed=True))


def test_a_mail_to_whoever_interprets_carries_what_is_public_and_no_name(world):
    b.item(world.sitting, "Rampe")
    b.item(world.sitting, WORD, part=Part.CLOSED)
    actions.save(world.office, world.anna, None, needs(Measure.SIGN_LANGUAGE), day=b.NOW)
    one = booked(world, secrecy_on=date(2026, 11, 1))

    send_papers(world.office, one, b.NOW)

    (mail,) = db.session.query(OutboxMail).all()
    assert (mail.to_address, one.papers_on) == ("hand@example.org", TODAY)
    (attached,) = mail.attachments
    told = mail.body + said(("", attached.file.data))
    assert "Rampe" in told
    for word in ("Anna", "Bela", "Gebärden", WORD):
        assert word not in told


def test_without_an_address_papers_are_handed_over(world):
    one = booked(world)
    one.provider.email = ""

    with pytest.raises(RuleBroken, match="keine E-Mail-Adresse"):
        send_papers(world.office, one, b.NOW)


def test_lead_times_are_a_setting(app, world, monkeypatch):
    monkeypatch.setitem(app.config, "SUPPORT_LEAD_DAYS", ("sign_language=28",))
    actions.save(world.office, world.anna, None, needs(Measure.SIGN_LANGUAGE), day=b.NOW)

    assert bookings.open_orders([world.sitting]) == {world.sitting.id: date(2026, 11, 12)}
    assert lead_days(Measure.LOOP, leads=bookings.leads()) == 7


@pytest.mark.parametrize("pair", ["x=3", "loop", "loop=0", "loop=181", "loop=²", "loop=drei"])
def test_a_lead_time_that_is_none_is_named(pair):
    with pytest.raises(ValueError, match="support_lead_days"):
        read_leads([pair])
