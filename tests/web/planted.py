"""A committee full of confidential words; none of them may reach a stranger."""

import io
import zipfile
from datetime import UTC, date, datetime
from types import SimpleNamespace

from werkzeug.test import TestResponse

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings.models import ConflictOfInterest, Vote, VoteMode
from gremien_app.meetings.sittings.models import SittingMove, SittingState
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.members.models import ChairOffice
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import MinutesEntry, MinutesRemark, SignatureRole
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.models import Resolution
from tests import builders as build
from tests.minutes.world import NOW, held_sitting

MARK = "geheimwort"
WHEN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def planted_world(*, published: bool) -> SimpleNamespace:
    """The sitting of the minutes' tests and more, with ``MARK`` in all that is confidential."""
    world = held_sitting(closed_part=True)
    _plant_persons(world)
    _plant_closed_part(world)
    _plant_minutes(world, published=published)
    _plant_sittings(world)
    world.other = build.committee("integrationsrat", name="Integrationsrat")
    db.session.flush()
    return world


def _plant_persons(world: SimpleNamespace) -> None:
    world.vote.yes = 1  # the member is barred
    # The chair's name may be published, the member's not; contact data of neither.
    world.member_person = world.attendances[1].person
    for person in (world.chair_person, world.member_person):
        person.email, person.phone = f"{MARK}-adresse@example.org", f"{MARK}-telefon"
    world.member_person.last_name = f"{MARK}-Name"
    world.attendances[1].name = f"Jürgen {MARK}-Name"
    for attendance in world.attendances:
        attendance.note = f"{MARK}-vermerk" if attendance is world.attendances[1] else ""
    db.session.add(
        ConflictOfInterest(agenda_item_id=world.second.id, attendance=world.attendances[1])
    )
    build.member(
        world.committee,
        build.person(f"{MARK}-Vertretung"),
        chair_office=ChairOffice.DEPUTY_CHAIR,
        starts_on=date(2026, 1, 1),
    )


def _plant_closed_part(world: SimpleNamespace) -> None:
    item = world.closed
    item.title = f"Personalsache {MARK}-titel"
    item.reference, item.presenter = f"{MARK}/2025", f"{MARK}-vortrag"
    item.explanation, item.proposal = f"{MARK}-begründung", f"{MARK}-vorschlag"
    vote = Vote(agenda_item=item, mode=VoteMode.COUNTED, yes=2, no=0, motion=f"{MARK}-antrag")
    resolution = Resolution(
        agenda_item=item,
        committee_id=world.committee.id,
        year=2025,
        text=f"{MARK}-beschluss",
        addressee=f"{MARK}-adressat",
        decided_on=world.sitting.date,
    )
    db.session.add_all([vote, resolution])
    db.session.flush()


def _plant_minutes(world: SimpleNamespace, *, published: bool) -> None:
    minutes = actions.begin(world.taker, world.sitting, NOW)
    world.minutes = minutes
    minutes.entries.append(MinutesEntry(agenda_item_id=world.closed.id, text=f"{MARK}-protokoll"))
    open_text = "Die Mitglieder beraten." if published else f"{MARK}-entwurf"
    minutes.entries.append(MinutesEntry(agenda_item_id=world.second.id, text=open_text))
    minutes.remarks.append(
        MinutesRemark(
            agenda_item_id=world.second.id,
            author=f"{MARK}-rand",
            text=f"{MARK}-anmerkung",
            created_at=NOW,
        )
    )
    db.session.flush()
    if not published:
        return
    version = actions.submit(world.taker, minutes, NOW)
    for actor, role in (
        (world.taker, SignatureRole.MINUTE_TAKER),
        (world.chair, SignatureRole.CHAIR),
    ):
        actions.sign(actor, minutes, role, version.content_sha256, NOW)
    publish_unseen(world.taker, minutes, NOW)


def _plant_sittings(world: SimpleNamespace) -> None:
    world.sitting.note = f"{MARK}-notiz"
    state, secret = SittingState, f"{MARK}-grund"
    draft = build.sitting(world.committee, date(2026, 12, 10), note=f"{MARK}-notiz", number=101)
    build.item(draft, f"Entwurf {MARK}-punkt", proposal=f"{MARK}-vorschlag")
    closed = build.sitting(
        world.committee,
        date(2026, 12, 17),
        number=102,
        state=state.CANCELLED,
        is_public=False,
        cancel_reason=secret,
        cancelled_at=WHEN,
        online_url=f"https://example.org/{MARK}",
        room=build.room(f"{MARK}-Saal", "Rathaus"),
    )
    build.item(closed, f"Haushalt {MARK}", printed_number="1")
    closed.moves.append(
        SittingMove(
            old_starts_at=WHEN,
            old_ends_at=WHEN,
            old_place=f"{MARK}-ort",
            reason=secret,
            moved_at=WHEN,
        )
    )
    coming = build.sitting(world.committee, date(2026, 12, 1), state=state.INVITED, number=103)
    build.item(coming, "Öffentliches", printed_number="1")
    build.item(coming, f"N {MARK}", part=Part.CLOSED, printed_number="1")
    inner = build.committee(
        f"{MARK}-gruppe",
        name=f"Arbeitsgruppe {MARK}",
        kind=CommitteeKind.WORKING_GROUP,
        parent_id=world.committee.id,
        is_public=False,
    )
    build.item(build.sitting(inner, date(2026, 12, 3), state=state.INVITED), f"Gruppe {MARK}")
    world.inner: Committee = inner


def words_of(response: TestResponse) -> str:
    """All that an answer says: headers, text, and the inside of a Word file; lower case."""
    text = str(response.headers) + response.get_data().decode("utf-8", "replace")
    if response.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
            text += "".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    # Folded lines of a calendar must not hide a word.
    return text.replace("\r\n ", "").lower()
