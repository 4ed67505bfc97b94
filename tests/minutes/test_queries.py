from datetime import timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings.models import ChairPeriod
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import viewer_of
from gremien_app.records.minutes import actions, queries
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import FileKind, MinutesState, SignatureRole
from gremien_app.records.minutes.page_queries import page_of
from gremien_app.records.publication.actions import publish_unseen
from tests.documents.reading import texts
from tests.minutes.world import NOW, held_sitting

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def world():
    world = held_sitting(closed_part=True)
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.record = lambda: queries.record_of(world.sitting, world.minutes)
    return world


def who_sees(world) -> set[str]:
    viewers = {
        "taker": world.taker,
        "chair": world.chair,
        "member": world.member,
        "stranger": world.stranger,
        "public": ANONYMOUS,
    }
    return {n for n, v in viewers.items() if queries.minutes_of(v, world.sitting) is not None}


def sign_all(world):
    sha = actions.submit(world.taker, world.minutes, NOW).content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        (MinutesState.DRAFT, {"taker"}),
        (MinutesState.SUBMITTED, {"taker", "chair"}),
        (MinutesState.RETURNED, {"taker", "chair"}),
        (MinutesState.SIGNED, {"taker", "chair", "member"}),
        (MinutesState.PUBLISHED, {"taker", "chair", "member", "stranger", "public"}),
    ],
)
def test_each_state_is_seen_by_its_readers(world, state, seen_by):
    world.minutes.state = state
    db.session.flush()

    assert who_sees(world) == seen_by


def test_minutes_of_a_closed_sitting_never_reach_the_public(world):
    world.minutes.state = MinutesState.PUBLISHED
    world.sitting.is_public = False
    db.session.flush()

    assert who_sees(world) == {"taker", "chair", "member"}


def test_minutes_of_a_working_group_are_in_nobody_elses_list(world):
    world.committee.kind = CommitteeKind.WORKING_GROUP
    world.minutes.state = MinutesState.PUBLISHED
    db.session.flush()

    readers = {"member": world.member, "stranger": world.stranger, "public": ANONYMOUS}
    assert {n for n, v in readers.items() if queries.list_minutes(v)} == {"member"}


def test_who_presided_signs_also_after_the_term_has_ended(world):
    user, after = world.accounts.chair, NOW.date()
    for one in user.person.memberships:
        one.ends_on = world.sitting.date
    db.session.flush()
    gone = viewer_of(user, after)
    assert gone.member_of == gone.chair_of == frozenset()
    assert queries.minutes_of(gone, world.sitting) is None

    sha = actions.submit(world.taker, world.minutes, NOW).content_sha256
    page = page_of(gone, world.sitting)
    assert page.may_decide
    assert [one.part for one in page.parts] == [Part.PUBLIC, Part.CLOSED]
    assert "Öztürk-Schäfer" in str(page.parts[0].document.present)
    assert word_file(gone, world.sitting, Part.CLOSED)

    actions.sign(gone, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    assert world.minutes.state is MinutesState.SIGNED
    assert queries.minutes_of(gone, world.sitting) is None


def test_the_list_shows_what_the_page_shows(world):
    assert [m.id for m in queries.list_minutes(world.taker)] == [world.minutes.id]
    assert queries.list_minutes(world.taker, offset=1) == []
    assert queries.list_minutes(world.chair) == []
    assert queries.list_minutes(ANONYMOUS) == []


def test_members_get_the_signed_file_and_others_the_published_one(world):
    sign_all(world)
    publish_unseen(world.taker, world.minutes, NOW)

    kinds = {
        name: queries.get_file(viewer, world.minutes, Part.PUBLIC).kind
        for name, viewer in {"member": world.member, "stranger": world.stranger}.items()
    }

    assert kinds == {"member": FileKind.SIGNED, "stranger": FileKind.PUBLISHED}


def test_who_took_the_chair_later_signs_publicly_without_a_closed_number(world):
    world.closed.printed_number = ""
    deputy = world.attendances[1]
    later = ChairPeriod(
        sitting_id=world.sitting.id,
        attendance=deputy,
        from_at=NOW,
        from_item_id=world.second.id,
    )
    db.session.add(later)
    db.session.flush()
    signers = (
        (world.chair, SignatureRole.CHAIR),
        (viewer_of(world.accounts.member, NOW.date()), SignatureRole.CHAIR),
        (world.taker, SignatureRole.MINUTE_TAKER),
    )
    sha = actions.submit(world.taker, world.minutes, NOW).content_sha256
    for viewer, role in signers:
        actions.sign(viewer, world.minutes, role, sha, NOW)
    publish_unseen(world.taker, world.minutes, NOW)

    files = world.minutes.current_version.files
    covers = {
        (one.part, one.kind): [
            t.partition(":")[0] for t in texts(one.data) if t.startswith("Vorsitz")
        ]
        for one in files
    }

    assert covers[Part.CLOSED, FileKind.SIGNED] == ["Vorsitz (Ö 1)", "Vorsitz (Ö 2; N)"]
    for kind in (FileKind.SIGNED, FileKind.PUBLISHED):
        assert covers[Part.PUBLIC, kind] == ["Vorsitz (Ö 1)", "Vorsitz (Ö 2)"]


def test_a_name_revoked_after_the_publication_is_in_no_public_file_any_more(world):
    sign_all(world)
    publish_unseen(world.taker, world.minutes, NOW)
    stored = queries.get_file(ANONYMOUS, world.minutes, Part.PUBLIC)
    assert word_file(ANONYMOUS, world.sitting) == (stored.filename, stored.data)
    assert "Yıldız" in str(texts(stored.data))

    world.chair_person.publication_revoked_on = today()
    db.session.flush()

    name, data = word_file(ANONYMOUS, world.sitting)
    assert name == stored.filename
    assert "Yıldız" not in str(texts(data))
    assert "Yıldız" in str(texts(word_file(world.member, world.sitting)[1]))


def taken_from_the_person(world):
    world.chair_person.publication_basis, world.chair_person.publication_date = "", None


def taken_from_the_membership(world):
    world.attendances[0].membership.publication_basis = ""


def later_for_the_person(world):
    world.chair_person.publication_date = today() + timedelta(days=1)


@pytest.mark.parametrize(
    "withdraw", [taken_from_the_person, taken_from_the_membership, later_for_the_person]
)
def test_a_basis_taken_away_after_the_publication_takes_the_name_along(world, withdraw):
    if withdraw is taken_from_the_membership:
        world.chair_person.publication_basis = ""
        chair = world.attendances[0]
        chair.membership = db.session.query(Membership).filter_by(person=chair.person).one()
        chair.membership.publication_kind, chair.membership.publication_basis = (
            BasisKind.CONSENT,
            "Einwilligung",
        )
    sign_all(world)
    publish_unseen(world.taker, world.minutes, NOW)
    stored = queries.get_file(ANONYMOUS, world.minutes, Part.PUBLIC)
    assert "Yıldız" in str(texts(word_file(ANONYMOUS, world.sitting)[1]))

    withdraw(world)
    db.session.flush()

    name, data = word_file(ANONYMOUS, world.sitting)
    assert name == stored.filename
    assert "Yıldız" not in str(texts(data))
    assert "ohne Namensnennung" in str(texts(data))
    assert "Yıldız" in str(texts(word_file(world.member, world.sitting)[1]))


def test_a_basis_given_after_the_publication_changes_nothing(world):
    sign_all(world)
    publish_unseen(world.taker, world.minutes, NOW)
    stored = queries.get_file(ANONYMOUS, world.minutes, Part.PUBLIC).data

    world.attendances[1].person.publication_kind, world.attendances[1].person.publication_basis = (
        BasisKind.CONSENT,
        "Einwilligung",
    )
    db.session.flush()

    assert word_file(ANONYMOUS, world.sitting)[1] == stored


def test_the_closed_file_is_not_found_by_strangers(world):
    sign_all(world)

    assert queries.get_file(world.member, world.minutes, Part.CLOSED).part is Part.CLOSED
    for viewer in (world.stranger, ANONYMOUS):
        with pytest.raises(NotFound):
            queries.get_file(viewer, world.minutes, Part.CLOSED)


def test_the_record_costs_the_same_however_long_the_agenda(world, query_count):
    from tests import builders  # noqa: PLC0415 -- fixtures first

    def count() -> int:
        db.session.commit()
        db.session.expunge_all()
        sitting = db.session.get(type(world.sitting), world.sitting_id)
        minutes = queries.minutes_of(world.taker, sitting)
        with query_count() as counted:
            queries.record_of(sitting, minutes)
        return counted.count

    world.sitting_id = world.sitting.id
    few = count()
    sitting = db.session.get(type(world.sitting), world.sitting_id)
    for _ in range(10):
        builders.item(sitting)
    many = count()

    assert few == many
