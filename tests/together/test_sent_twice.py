"""Every form that creates something, sent twice by two connections in the same moment.

``creating`` has a case for each; whatever else can be posted stands in ``other_posts`` with what
it does, so a new address is in neither and fails.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import func, select

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.calendars import actions as feeds
from gremien_app.channels.calendars.models import FeedKind
from gremien_app.meetings.agenda.models import ItemMark
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import FixingRule
from gremien_app.people.committees.models import Office as Office_
from tests import builders as build
from tests.page_client import PageClient
from tests.simultaneous import at_once, rounds
from tests.together.creating import CREATING, Case, Office
from tests.together.other_posts import OTHERS


@pytest.fixture
def office(app, new_client, login) -> Office:
    build.term(ends_on=date(2030, 10, 31))
    council = build.committee(seats=5, agenda_fixing=FixingRule.CHAIR)
    second = build.committee("zweites", short="Z2")
    clerk = build.account("buero@example.org", secretariat_of=[council, second], is_admin=True)
    clerk.person = build.member(council, build.person("Büro", "Bo")).person
    known = build.person(email="kim@example.org")
    membership = build.member(council, known, seat=build.seat(council))
    running = build.sitting(council, today(), time(0, 5), state=SittingState.RUNNING)
    item = build.item(running, "Antrag", printed_number="1")
    line = build.attend(
        running, membership.person, membership=membership, can_vote=True, seat_key="s"
    )
    coming = build.sitting(council, today() + timedelta(days=60), room=build.room())
    coming_item = build.item(coming, "Mitteilungen")
    bare = build.sitting(council, today() + timedelta(days=90))
    unlisted = build.sitting(council, today() - timedelta(days=1), state=SittingState.RUNNING)
    other = build.account("andere@example.org", "Andere Person")
    feed, _token = feeds.create(
        Viewer(user_id=clerk.id, name="Büro"), FeedKind.SITTINGS, feeds.Options("Alle"), utc_now()
    )
    held = Office_(title="Oberbürgermeisterin")
    db.session.add(held)
    db.session.flush()
    made = Office(
        {
            "committee": council.id,
            "running": running.id,
            "item": item.id,
            "line": line.id,
            "coming": coming.id,
            "bare": bare.id,
            "unlisted": unlisted.id,
            "other": other.id,
            "membership": membership.id,
            "person": membership.person_id,
            "organization": build.organization().id,
            "coming_item": coming_item.id,
            "feed": feed.id,
            "office": held.id,
            "paper": build.motion(council).id,
            "guest": build.guest(running, item).id,
            "adjourned": build.item(unlisted, "Vertagtes", mark=ItemMark.ADJOURNED).id,
        },
        council.slug,
    )
    made.browsers = [login(new_client(), clerk) for _ in range(2)]
    return made


def counted() -> dict[str, int]:
    tables = Base.metadata.tables.values()
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }
    db.session.rollback()
    return found


def fields_of(browser: PageClient, case: Case) -> dict[str, Any]:
    """As a browser would send the form: what it shows, and what is typed."""
    if case.page is None:
        return dict(case.fields)
    page = browser.get(case.page or case.path)
    assert page.status_code == 200, page.get_data(as_text=True)
    tree = html.document_fromstring(page.get_data(as_text=True))
    address = case.path.partition("?")[0]
    forms = [
        form
        for form in tree.xpath("//main//form[@method='post']")
        if (form.get("action") or case.path).partition("?")[0] == address
    ]
    assert forms, f"no form for {address}"
    shown = {name: value for name, value in forms[0].form_values() if name != "csrf_token"}
    return shown | case.fields


def told_by(answer) -> str:
    """Where the answer leads, or the message of its page."""
    if isinstance(answer, Exception):
        return repr(answer)
    if answer.location:
        return f"{answer.status_code} {answer.location}"
    tree = html.document_fromstring(answer.get_data(as_text=True))
    found = tree.xpath("//*[@data-error-summary] | //*[contains(@class, 'g-lead')]")
    return f"{answer.status_code} " + " ".join(" ".join(f.text_content().split()) for f in found)


def test_every_address_that_can_be_posted_to_is_listed(app):
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}

    assert posted - set(CREATING) - set(OTHERS) == set()
    assert (set(CREATING) | set(OTHERS)) - posted == set()
    assert set(CREATING) & set(OTHERS) == set()


@pytest.mark.both_engines
@pytest.mark.parametrize("endpoint", sorted(CREATING))
def test_a_form_sent_twice_at_once_makes_one_thing(office, endpoint):
    send_twice(office, endpoint)


@pytest.mark.postgresql_only
@pytest.mark.parametrize("round_", rounds[1:])
@pytest.mark.parametrize("endpoint", sorted(CREATING))
def test_it_makes_one_thing_every_time(office, endpoint, round_):
    send_twice(office, endpoint)


def send_twice(office, endpoint: str) -> None:
    case = CREATING[endpoint](office)
    first, second = office.browsers
    fields = fields_of(first, case)
    before = counted()

    answers = at_once(
        *(lambda b=browser: b.post(case.path, data=fields) for browser in (first, second))
    )

    assert not [one for one in answers if isinstance(one, Exception)], answers
    after = counted()
    told = [told_by(answer) for answer in answers]
    made = {name: after[name] - before[name] for name in case.made}
    assert made == case.made, told
    assert {answer.status_code for answer in answers} <= {200, 302, 409, 410}
    assert verify_chain().faults == []
