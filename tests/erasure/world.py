"""Somebody with a name found nowhere else, in every place where it may stand."""

from datetime import date
from types import SimpleNamespace

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.actions import enqueue
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind
from gremien_app.people.accounts.models import LinkPurpose, LoginSession, OneTimeLink
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import Office
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.persons import actions as person_actions
from gremien_app.people.persons.models import ContactKind, FormerName
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import SignatureRole
from tests import builders
from tests.minutes.world import NOW, held_sitting

FIRST, LAST = "Zephyrine", "Quastenflosser"
NAME, EMAIL, FORMER = f"{FIRST} {LAST}", "zq@planted.example", "Altquast"
WORDS = (FIRST, LAST, EMAIL, FORMER, "0221 4711", "Planktonweg", "sie/ihr")
ENDED = date(2026, 6, 30)
ADMIN = Viewer(user_id=0, name="Ada Verwaltung", is_admin=True)


def planted(committee, sitting) -> SimpleNamespace:
    """Who left in June, with an account; the sitting is still ahead."""
    person = person_actions.add_person(
        Viewer(user_id=0, name="Kim Protokoll"),
        first_name=FIRST, last_name=LAST, title="Dr.", salutation="Frau", pronoun="sie/ihr",
        order_name=f"{LAST} {FIRST}", office="Sprecherin", email=EMAIL, phone="0221 4711",
        street="Planktonweg 1", language="Französisch", papers_as="PDF",
        publication_kind=BasisKind.CONSENT, publication_basis="Einwilligung",
        publication_date=date(2025, 11, 1),
    )  # fmt: skip
    person_actions.record_consent(
        ADMIN, person, kind=ContactKind.EMAIL, basis=f"Brief von {NAME}", given_on=date(2025, 11, 1)
    )
    person.former_names.append(
        FormerName(first_name=FIRST, last_name=FORMER, salutation="", title="",
                   valid_until=date(2024, 1, 1))
    )  # fmt: skip
    builders.member(
        committee, person, ends_on=ENDED, end_reason=f"{NAME} zieht um", publication_basis="Amt"
    )
    db.session.add(
        OfficeTenure(
            office=Office(title="Amt"), person=person, title="Bezirksbürgermeisterin",
            starts_on=date(2025, 1, 1), ends_on=ENDED,
        )
    )  # fmt: skip
    world = SimpleNamespace(person=person, id=person.id, sitting=sitting, committee=committee)
    world.account = builders.account(EMAIL, NAME, person=person)
    _of_account(world)
    item = builders.item(sitting, "Bericht", presenter=NAME)
    builders.guest(sitting, item, who=person, detail=f"Büro {LAST}")
    builders.attend(sitting, person)
    sitting.note = f"Frau {LAST} holt den Schlüssel"
    sitting.kept_warnings = [f"{NAME} ist in zwei Gremien"]
    db.session.commit()
    return world


def _of_account(world) -> None:
    user, own = world.account, Viewer(user_id=world.account.id, name=NAME)
    db.session.add_all(
        [
            LoginSession(key_hash="k1", user_id=user.id, created_at=NOW, expires_at=NOW,
                         last_seen_at=NOW, device=f"Gerät von {NAME}"),
            OneTimeLink(user_id=user.id, purpose=LinkPurpose.RESET, key_hash="k2",
                        created_at=NOW, expires_at=NOW),
            CalendarFeed(user_id=user.id, name=f"Abo {LAST}", kind=FeedKind.SITTINGS,
                         token_hash="t1", created_at=NOW, changed_at=NOW),
        ]
    )  # fmt: skip
    mail = {"subject": "Einladung", "now": NOW}
    enqueue(key="an-sie", to_address=EMAIL.upper(), to_name=NAME, body=f"Guten Tag {NAME}", **mail)
    enqueue(key="an-andere", to_address="x@example.org", body=f"{NAME} lädt ein, {EMAIL}", **mail)
    note = {"kept_reason": (None, f"{NAME}s Vermerk")}  # the record keeps its values
    record(own, "sitting.noted", world.sitting, summary=f"{NAME} vermerkt", changes=note,
           committee_id=world.committee.id)  # fmt: skip
    world.sitting.cancel_reason = ""
    db.session.flush()


def signed(world) -> None:
    """The same person was in the chair of signed minutes and signed them."""
    held = held_sitting(closed_part=False)
    chair = held.attendances[0]
    chair.person, chair.name, chair.sort_name = world.person, f"Dr. {NAME}", f"{LAST}, {FIRST}"
    db.session.flush()
    minutes = actions.begin(held.taker, held.sitting, NOW)
    version = actions.submit(held.taker, minutes, NOW)
    own = Viewer(user_id=world.account.id, person_id=world.person.id, name=NAME)
    actions.sign(own, minutes, SignatureRole.CHAIR, version.content_sha256, NOW)
    actions.sign(held.taker, minutes, SignatureRole.MINUTE_TAKER, version.content_sha256, NOW)
    db.session.commit()
    world.held, world.minutes = held, minutes
