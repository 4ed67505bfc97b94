"""Signing on paper: released here, entered by the office, confirmed by a second person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.documents.packaging import text_of
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.members.models import ChairOffice
from gremien_app.people.members.queries import viewer_of
from gremien_app.records.minutes import actions, due_queries
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import MinutesState, Signature, SignatureRole
from gremien_app.records.minutes.page_queries import MinutesPage, badge
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.minutes.sheet_actions import (
    confirm_sheet,
    end_substitution,
    enter_sheet,
    reject_sheet,
    release,
    substitute,
    take_back_release,
)
from gremien_app.records.minutes.sheet_rules import Entered
from gremien_app.records.publication.actions import publish_unseen
from tests import builders
from tests.minutes.world import NOW, held_sitting

pytestmark = pytest.mark.usefixtures("app")
DAY = date(2025, 12, 3)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def world():
    return lying_before_the_chair(SigningWay.PAPER)


def lying_before_the_chair(way):
    world = held_sitting()
    world.sitting.is_public = True
    world.committee.signing = way
    for role, name in (("clerk", "Robin Akte"), ("checker", "Toni Siegel")):
        user = builders.account(f"{role}@example.org", name, secretariat_of=[world.committee])
        setattr(world.accounts, role, user)
        setattr(world, role, viewer_of(user, DAY))
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.version = actions.submit(world.taker, world.minutes, NOW)
    return world


def page(world, viewer):
    return MinutesPage(viewer, world.sitting, world.minutes)


def missing(world):
    return page(world, world.clerk).signing.missing


def enter(world, who=None, *, lines=None, way=SigningWay.PAPER, remark="", day=DAY):
    entered = lines or [Entered(one, day) for one in missing(world)]
    return enter_sheet(
        who or world.clerk,
        world.minutes,
        entered,
        way=way,
        remark=remark,
        shown_sha256=world.version.content_sha256,
        now=LATER,
    )


def signed_on_paper(world):
    sheet = enter(world)
    return confirm_sheet(world.checker, world.minutes, sheet.id, LATER)


def texts_of(viewer) -> list[str]:
    return [task.text for task in due_queries.due(Asked(viewer, DAY))]


def test_a_version_is_signed_the_way_its_committee_signed_when_it_was_submitted(world):
    assert world.version.signing is SigningWay.PAPER

    world.committee.signing = SigningWay.SYSTEM

    with pytest.raises(RuleBroken, match="wird auf Papier unterzeichnet"):
        actions.sign(
            world.chair, world.minutes, SignatureRole.CHAIR, world.version.content_sha256, NOW
        )


def test_a_release_is_no_signature_and_nothing_says_so(world):
    release(world.chair, world.minutes, world.version.content_sha256, NOW)

    assert badge(world.minutes).label == "zur Unterschrift freigegeben"
    assert (world.minutes.state, world.version.signatures) == (MinutesState.SUBMITTED, [])
    name, data = word_file(world.taker, world.sitting)
    assert name.startswith("zur-unterschrift-niederschrift-")
    text = text_of(data)
    assert "Zur Unterschrift vorgelegt am 01.12.2025 als Fassung 1." in text
    assert "Datum, Unterschrift:" in text
    assert "nterzeichnet" not in text
    assert "ENTWURF" not in text
    with pytest.raises(RuleBroken, match="wenn sie unterzeichnet"):
        publish_unseen(world.taker, world.minutes, NOW)


def test_only_who_presided_releases_and_once(world):
    sha = world.version.content_sha256
    with pytest.raises(RuleBroken, match="Freigeben kann nur"):
        release(world.member, world.minutes, sha, NOW)
    release(world.chair, world.minutes, sha, NOW)

    with pytest.raises(Frozen, match="schon zur Unterschrift freigegeben"):
        release(world.chair, world.minutes, sha, NOW)


def test_a_release_is_taken_back_until_the_sheet_is_entered(world):
    sha = world.version.content_sha256
    release(world.chair, world.minutes, sha, NOW)
    take_back_release(world.chair, world.minutes, NOW)
    assert badge(world.minutes).label == "zur Freigabe vorgelegt"
    release(world.chair, world.minutes, sha, NOW)
    enter(world)

    with pytest.raises(RuleBroken, match="schon eingetragen"):
        take_back_release(world.chair, world.minutes, LATER)


def test_the_sheet_counts_when_a_second_person_has_confirmed_it(world):
    sheet = enter(world)
    assert badge(world.minutes).label == "Unterschriften eingetragen, noch nicht bestätigt"
    assert (world.minutes.state, world.version.signatures) == (MinutesState.SUBMITTED, [])
    assert "nterzeichnet" not in text_of(word_file(world.taker, world.sitting)[1])

    confirm_sheet(world.checker, world.minutes, sheet.id, LATER)

    assert world.minutes.state is MinutesState.SIGNED
    assert badge(world.minutes).label == "unterzeichnet"
    assert [(one.way, one.signed_on, one.user_id) for one in world.version.signatures] == [
        (SigningWay.PAPER, DAY, None)
    ] * 2
    text = text_of(word_file(world.member, world.sitting)[1])
    assert text.count("Auf Papier unterzeichnet am 03.12.2025") == 2
    assert verify_minutes().faults == []
    told = set(db.session.scalars(select(AuditEntry.action)))
    assert {"minutes.sheet_entered", "minutes.sheet_confirmed", "minutes.closed"} <= told


def test_nobody_enters_the_own_signature(world):
    with pytest.raises(RuleBroken, match="Die eigene Unterschrift"):
        enter(world, world.taker)

    assert world.version.sheets == []


def test_whoever_entered_it_does_not_confirm_it(world):
    sheet = enter(world)

    with pytest.raises(RuleBroken, match="eine zweite Person"):
        confirm_sheet(world.clerk, world.minutes, sheet.id, LATER)

    assert world.version.signatures == []


def test_a_rejected_sheet_stays_on_record_and_another_is_entered(world):
    first = enter(world)
    with pytest.raises(RuleBroken, match="was auf dem Blatt anders ist"):
        reject_sheet(world.checker, world.minutes, first.id, "", LATER)
    reject_sheet(world.checker, world.minutes, first.id, "Anderer Tag", LATER)
    with pytest.raises(Frozen, match="wartet kein Blatt"):
        confirm_sheet(world.checker, world.minutes, first.id, LATER)

    signed_on_paper(world)

    assert world.minutes.state is MinutesState.SIGNED
    assert [one.rejection_reason for one in world.version.sheets] == ["Anderer Tag", ""]
    assert len(db.session.scalars(select(Signature)).all()) == 2


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2025, 12, 5), "liegt in der Zukunft"), (date(2025, 11, 30), "01.12.2025 vorgelegt")],
)
def test_the_day_is_between_the_submission_and_today(world, day, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        enter(world, day=day)

    assert refusal.value.field == "day_0"


def test_a_sheet_with_one_name_leaves_the_minutes_waiting_for_the_others(world):
    chair, taker = missing(world)
    sheet = enter(world, lines=[Entered(chair, DAY)])
    confirm_sheet(world.checker, world.minutes, sheet.id, LATER)

    assert badge(world.minutes).label == "wartet auf weitere Unterschriften"
    assert [one.name for one in missing(world)] == [taker.name]
    signed_on_paper(world)
    assert world.minutes.state is MinutesState.SIGNED


def test_a_refusal_on_paper_leaves_the_minutes_valid_with_the_remark(world):
    chair, taker = missing(world)
    lines = [Entered(chair, DAY, "TOP 2 fehlt."), Entered(taker, DAY)]
    sheet = enter(world, lines=lines)
    confirm_sheet(world.checker, world.minutes, sheet.id, LATER)

    assert badge(world.minutes).label == "unterzeichnet, eine Unterschrift verweigert"
    publish_unseen(world.taker, world.minutes, LATER)
    public = text_of(word_file(ANONYMOUS, world.sitting)[1])
    assert "Unterschrift verweigert am 03.12.2025" in public
    assert "TOP 2 fehlt" not in public
    assert "TOP 2 fehlt" in text_of(word_file(world.member, world.sitting)[1])


def test_a_refusal_needs_its_reason_on_paper_too(world):
    chair, _taker = missing(world)

    with pytest.raises(RuleBroken, match="Grund"):
        enter(world, lines=[Entered(chair, DAY, "")])


def test_a_qualified_signature_names_its_service(app):
    world = lying_before_the_chair(SigningWay.QUALIFIED)
    with pytest.raises(RuleBroken, match="welchem Dienst") as refusal:
        enter(world, way=SigningWay.QUALIFIED)
    assert refusal.value.field == "remark"

    sheet = enter(world, way=SigningWay.QUALIFIED, remark="Dienst X, geprüft am 03.12.2025")
    confirm_sheet(world.checker, world.minutes, sheet.id, LATER)

    text = text_of(word_file(world.member, world.sitting)[1])
    assert text.count("qualifiziert elektronisch unterzeichnet am 03.12.2025") == 2
    assert "Dienst X" not in text


def test_a_chair_without_an_account_blocks_nothing_where_it_is_signed_here(app):
    world = lying_before_the_chair(SigningWay.SYSTEM)
    sha = world.version.content_sha256
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)

    sheet = enter(world)
    confirm_sheet(world.checker, world.minutes, sheet.id, LATER)

    ways = [(one.role, one.way) for one in world.version.signatures]
    assert ways == [
        (SignatureRole.MINUTE_TAKER, SigningWay.SYSTEM),
        (SignatureRole.CHAIR, SigningWay.PAPER),
    ]
    assert world.minutes.state is MinutesState.SIGNED


def test_what_was_signed_here_meanwhile_is_not_confirmed_from_a_sheet(app):
    world = lying_before_the_chair(SigningWay.SYSTEM)
    sheet = enter(world)
    sha = world.version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)

    with pytest.raises(RuleBroken, match="keine Unterschrift mehr erwartet"):
        confirm_sheet(world.checker, world.minutes, sheet.id, LATER)


def test_pulling_back_puts_the_open_sheet_aside(world):
    sheet = enter(world)

    actions.withdraw(world.checker, world.minutes, LATER)

    assert (sheet.rejected_by, sheet.is_open) == ("Toni Siegel", False)
    assert (world.version.ended_at, world.version.ended_by) == (LATER, "Toni Siegel")


def test_remarks_by_pen_are_entered_for_the_chair(world):
    remarks = {world.second.id: "Bitte die Kosten nennen.", None: ""}
    with pytest.raises(RuleBroken, match="von wem"):
        actions.enter_remarks(world.clerk, world.minutes, "Jemand", remarks, LATER)

    actions.enter_remarks(world.clerk, world.minutes, "Dr. Ayşe Yıldız", remarks, LATER)

    [remark] = world.minutes.remarks
    assert (remark.author, remark.entered_by) == ("Dr. Ayşe Yıldız", "Robin Akte")
    assert world.minutes.state is MinutesState.RETURNED


def stand_in(world, *, deputy=None, actor=None, note="Vertretung nach § 5 der Geschäftsordnung"):
    person = builders.person("Dogan", "Eda")
    builders.member(world.committee, person, chair_office=ChairOffice.DEPUTY_CHAIR)
    world.deputy_person = person
    user = builders.account("eda@example.org", "Eda Dogan", person=person)
    world.deputy = viewer_of(user, DAY)
    return substitute(
        actor or world.clerk,
        world.minutes,
        presided_id=world.chair_person.id,
        deputy=deputy or person,
        note=note,
        now=LATER,
    )


def test_a_deputy_signs_in_the_place_of_who_is_prevented_here_too(app):
    world = lying_before_the_chair(SigningWay.SYSTEM)
    stand_in(world)
    sha = world.version.content_sha256
    assert "Niederschrift lesen und unterzeichnen" in texts_of(world.deputy)
    assert texts_of(world.chair) == []

    actions.sign(world.deputy, world.minutes, SignatureRole.CHAIR, sha, LATER)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, LATER)

    assert world.minutes.state is MinutesState.SIGNED
    text = text_of(word_file(world.member, world.sitting)[1])
    assert "Vorsitz, in Vertretung (verhindert: Dr. Ayşe Yıldız): Eda Dogan" in text
    assert "Vermerk: Vertretung nach § 5 der Geschäftsordnung" in text
    assert verify_minutes().faults == []


def test_a_deputy_stands_on_the_sheet_and_publicly_nobody_is_named_without_a_basis(world):
    stand_in(world)
    world.chair_person.publication_revoked_on = NOW.date()
    signed_on_paper(world)
    publish_unseen(world.taker, world.minutes, LATER)

    public = text_of(word_file(ANONYMOUS, world.sitting)[1])

    assert "Vorsitz, in Vertretung: gez. Vorsitz, in Vertretung" in public
    assert not any(word in public for word in ("Yıldız", "Dogan", "§ 5"))


def test_nobody_stands_in_who_has_no_office_in_the_chair_or_enters_it_for_oneself(world):
    with pytest.raises(RuleBroken, match="stellvertretend führt"):
        stand_in(world, deputy=builders.person("Fremd", "Fea"))
    with pytest.raises(RuleBroken, match="Niemand vertritt sich selbst"):
        substitute(
            world.clerk,
            world.minutes,
            presided_id=world.chair_person.id,
            deputy=world.chair_person,
            note="Vermerk",
            now=LATER,
        )


def test_a_substitution_is_taken_back_until_it_was_used(world):
    made = stand_in(world)
    end_substitution(world.clerk, world.minutes, made.id, LATER)
    assert [one.name for one in missing(world)][:1] == ["Dr. Ayşe Yıldız"]

    again = substitute(
        world.clerk,
        world.minutes,
        presided_id=world.chair_person.id,
        deputy=world.deputy_person,
        note="Vermerk",
        now=LATER,
    )
    enter(world)
    with pytest.raises(RuleBroken, match="bleibt deshalb stehen"):
        end_substitution(world.clerk, world.minutes, again.id, LATER)


def test_the_tasks_follow_the_way_over_paper(world):
    assert texts_of(world.chair) == ["Niederschrift lesen und zur Unterschrift freigeben"]
    assert texts_of(world.clerk) == ["Unterschriften auf Papier einholen"]

    release(world.chair, world.minutes, world.version.content_sha256, NOW)
    assert texts_of(world.chair) == []
    assert texts_of(world.clerk) == ["Freigegeben: Unterschriften einholen und eintragen"]

    enter(world)
    assert texts_of(world.clerk) == []
    assert texts_of(world.checker) == ["Eingetragene Unterschriften bestätigen"]
