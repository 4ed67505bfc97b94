"""A marked word in everything that somebody may not read, and the addresses that could tell it."""

from datetime import date, timedelta
from types import SimpleNamespace

from sqlalchemy import update

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.agenda.models import Outcome, Part
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceStatus,
    ChairPeriod,
    Vote,
    VoteMode,
)
from gremien_app.meetings.sittings.models import Sitting, SittingFormat, SittingState
from gremien_app.meetings.support.measures import Needs
from gremien_app.meetings.support.question_actions import register
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import MinutesEntry, MinutesRemark, SignatureRole
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.models import Resolution
from tests import builders as build
from tests.minutes.world import NOW
from tests.web.matrix_world import stand_in

COMING = date(2026, 12, 10)
HELD = date(2025, 10, 1)
YESTERDAY = date(2026, 11, 21)
STEPS = ("draft", "submitted", "signed", "published")


def plant_matters(world: SimpleNamespace) -> dict[str, list[str]]:
    """Plant a word for every matter; answers with the addresses to look for it."""
    found: dict[str, list[str]] = {}
    world.named = []
    _coming(world, found)
    for number, step in enumerate(STEPS):
        _minutes(world, number, step, found)
    _people(world, found)
    _guests(world, found)
    for sitting in db.session.query(Sitting):
        stand_in(world, sitting)
    db.session.commit()
    for statement in world.named:
        db.session.execute(statement)
    db.session.commit()
    return found


def word(key: str) -> str:
    """The marked word of a matter: of letters only, and in no text of ours."""
    return "zz" + key.replace("_", "") + "zz"


def _pages(sitting) -> list[str]:
    at = f"/sitzungen/{sitting.id}"
    return [at, f"{at}/tagesordnung", f"{at}/tagesordnung.docx?teil=alle", f"{at}.ics"]


def _coming(world, found) -> None:
    states = SittingState
    planned = build.sitting(world.committee, COMING, room=build.room(word("planned_place"), "A"))
    build.item(planned, word("planned_agenda"))
    found |= {"planned_place": _pages(planned), "planned_agenda": _pages(planned)}
    invited = build.sitting(
        world.committee,
        COMING + timedelta(days=1),
        state=states.INVITED,
        room=build.room(word("invited_place"), "B"),
        note=word("note"),
    )
    build.item(invited, word("invited_public"), printed_number="1")
    build.item(invited, word("invited_closed"), part=Part.CLOSED, printed_number="1")
    edit = [f"/sitzungen/{invited.id}/bearbeiten"]
    found |= dict.fromkeys(("invited_place", "invited_public", "invited_closed"), _pages(invited))
    found["note"] = _pages(invited) + edit
    register(invited, Needs(words=word("need")), utc_now())
    support = f"/sitzungen/{invited.id}/unterstuetzung"
    found["need"] = [
        *(*_pages(invited), *edit, support, f"{support}/tageskarte", f"{support}/tageskarte.docx"),
        *(f"{support}-anmelden", "/meine-unterstuetzung", "/meine-daten.txt", "/protokoll", "/"),
        *("/postausgang", "/anbieter/zahlen"),
    ]
    closed = build.sitting(
        world.committee,
        COMING + timedelta(days=2),
        state=states.INVITED,
        is_public=False,
        room=build.room(word("closed_place"), "C"),
    )
    build.item(closed, word("closed_agenda"), printed_number="1")
    found |= {"closed_place": _pages(closed), "closed_agenda": _pages(closed)}
    build.item(invited, "Mit Texten", printed_number="2", explanation=word("texts"))
    found["texts"] = _pages(invited)
    cancelled = build.sitting(
        world.committee,
        COMING + timedelta(days=3),
        state=states.CANCELLED,
        cancelled_at=NOW,
        cancel_reason=word("cancel_reason"),
    )
    found["cancel_reason"] = _pages(cancelled)


def _minutes(world, number: int, step: str, found) -> None:
    sitting = build.sitting(
        world.committee,
        HELD + timedelta(days=number),
        state=SittingState.CLOSED,
        number=30_000 + number,
        opened_at=world.sitting.opened_at - timedelta(days=46 - number),
        closed_at=world.sitting.closed_at - timedelta(days=46 - number),
    )
    items = {
        part: build.item(sitting, f"TOP {part.value}", part=part, outcome=Outcome.ADOPTED)
        for part in Part
    }
    for index, one in enumerate(world.attendances):
        attendance = Attendance(
            sitting=sitting,
            person=one.person,
            name=one.name if index == 0 else word(f"attendance_{step}"),
            sort_name=one.sort_name,
            group=one.group,
            seat_key=f"{step}-{index}",
            can_vote=True,
            position=index,
            status=AttendanceStatus.PRESENT,
        )
        db.session.add(attendance)
        if index:
            # By a statement: a name of the list alone would be brought in line with the person's.
            db.session.flush()
            named = update(Attendance).where(Attendance.id == attendance.id)
            world.named.append(named.values(name=word(f"attendance_{step}")))
        if index == 0:
            db.session.add(ChairPeriod(sitting_id=sitting.id, attendance=attendance))
    for part, item in items.items():
        db.session.add(Vote(agenda_item=item, mode=VoteMode.COUNTED, yes=2, no=0, is_adopted=True))
        db.session.add(
            Resolution(
                agenda_item=item,
                committee_id=world.committee.id,
                year=2025,
                text=word(f"resolution_{part.value}_{step}"),
                decided_on=sitting.date,
            )
        )
    db.session.flush()
    _write(world, sitting, items, step)
    at = f"/sitzungen/{sitting.id}"
    pages = [f"{at}/niederschrift", f"{at}/niederschrift.docx", f"{at}/niederschrift/bearbeiten"]
    found[f"remark_{step}"] = pages
    found[f"attendance_{step}"] = [*pages, f"{at}/anwesenheit", at]
    pages = [*pages, f"{at}/niederschrift-nichtoeffentlich.docx"]
    for part, item in items.items():
        found[f"text_{part.value}_{step}"] = pages
        resolution = db.session.query(Resolution).filter_by(agenda_item_id=item.id).one()
        found[f"resolution_{part.value}_{step}"] = [
            *pages,
            at,
            "/beschluesse",
            f"/beschluesse/{resolution.id}",
        ]


def _write(world, sitting, items, step: str) -> None:
    minutes = actions.begin(world.taker, sitting, NOW)
    for part, item in items.items():
        entry = next((e for e in minutes.entries if e.agenda_item_id == item.id), None)
        if entry is None:
            entry = MinutesEntry(agenda_item_id=item.id)
            minutes.entries.append(entry)
        entry.text = word(f"text_{part.value}_{step}")
    minutes.remarks.append(MinutesRemark(author="x", text=word(f"remark_{step}"), created_at=NOW))
    db.session.flush()
    if step == "draft":
        return
    version = actions.submit(world.taker, minutes, NOW)
    if step == "submitted":
        return
    for actor, role in (
        (world.taker, SignatureRole.MINUTE_TAKER),
        (world.chair, SignatureRole.CHAIR),
    ):
        actions.sign(actor, minutes, role, version.content_sha256, NOW)
    if step == "published":
        publish_unseen(world.taker, minutes, NOW)


def _people(world, found) -> None:
    person = world.attendances[1].person
    person.last_name = word("name")
    person.email = f"{word('contact')}@example.org"
    here = f"/gremien/{world.committee.slug}"
    found["name"] = [here, f"/personen/{person.id}", "/personen", f"{here}/listen/mitglieder.csv"]
    found["contact"] = [*found["name"], f"/personen/{person.id}/bearbeiten"]
    published = world.chair_person
    published.last_name = word("published_name")
    found["published_name"] = [here]
    account = build.account("konto@example.org", word("account"))
    found["account"] = ["/verwaltung/konten", f"/verwaltung/konten/{account.id}"]
    now = utc_now()
    mail = OutboxMail(
        key="m",
        to_address="x@example.org",
        subject=word("mail"),
        body="x",
        created_at=now,
        due_at=now,
    )
    db.session.add(mail)
    db.session.flush()
    found["mail"] = ["/postausgang", f"/postausgang/{mail.id}"]
    world.sitting.note = ""
    found["audit_details"] = ["/protokoll", f"/protokoll/sitzung/{world.sitting.id}"]
    record(
        world.taker,
        "sitting.edited",
        world.sitting,
        committee_id=world.committee.id,
        summary=word("audit_details"),
    )


def _guests(world, found) -> None:
    """The guest is invited to one item of each of these sittings."""
    invited, day = {"state": SittingState.INVITED}, COMING + timedelta(days=10)
    cases = {
        "guest_planned": {},
        "guest_public": invited,
        "guest_closed": invited,
        "guest_hidden": invited | {"is_public": False},
        "guest_moved": invited,
        "guest_off": invited,
        "guest_cancelled": {"state": SittingState.CANCELLED, "cancelled_at": NOW},
        "guest_over": {"state": SittingState.CLOSED},
    }
    for number, (key, values) in enumerate(cases.items()):
        on = YESTERDAY if key == "guest_over" else day + timedelta(days=number)
        sitting = build.sitting(world.committee, on, **values)
        part = Part.PUBLIC if key in {"guest_public", "guest_moved"} else Part.CLOSED
        title = "Vortrag" if key == "guest_public" else word(key)
        item = build.item(sitting, title, part=part, printed_number="1", explanation=word(key))
        guest = build.guest(sitting, item, who=world.guest)
        if key == "guest_hidden":
            sitting.room = build.room(word("guest_place"), "D")
            build.item(sitting, word("guest_other"), printed_number="1")
            found["guest_place"] = found["guest_other"] = _pages(sitting)
        if key == "guest_moved":
            item.part = Part.CLOSED
        if key == "guest_off":
            guest.uninvited_at = NOW
        found[key] = _pages(sitting)
    talk = build.sitting(
        world.committee,
        day - timedelta(days=1),
        **invited,
        format=SittingFormat.HYBRID,
        online_url=f"https://video.example.org/{word('guest_link')}",
    )
    item = build.item(talk, "Vortrag", printed_number="1")
    build.guest(talk, item, who=world.guest)
    build.guest(talk, item, who=build.person(word("guest_name")))
    found["guest_link"] = _pages(talk)
    at = f"/sitzungen/{talk.id}"
    found["guest_name"] = [*_pages(talk), f"{at}/gaeste", f"{at}/anwesenheit", "/"]
