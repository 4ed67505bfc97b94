"""A name whose basis ends is hidden wherever it is newly delivered, whatever the kind."""

from datetime import date, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.members.models import Membership
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.names.actions import decide
from gremien_app.records.names.judging import SIGNATORIES, Decided
from gremien_app.records.names.models import Ground
from gremien_app.records.names.queries import decisions_of
from gremien_app.records.resolutions.queries import resolutions_visible_to
from gremien_app.records.resolutions.shown_queries import shown_to
from tests import builders as build
from tests.documents.reading import texts
from tests.minutes.world import NOW
from tests.publication.test_publication import preview, public_words, publish, signed

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.both_engines]
YESTERDAY = timedelta(days=-1)


def chair_membership(world) -> Membership:
    return db.session.query(Membership).filter_by(person=world.chair_person).one()


def test_an_office_that_ended_names_nobody_in_what_is_delivered_from_now_on():
    world = signed("Frau Dr. Yıldız dankt.")
    world.resolution.text = "Frau Dr. Yıldız berichtet."
    person = world.chair_person
    person.publication_kind, person.publication_basis = BasisKind.OFFICE, "Bürgermeisterin"
    person.publication_date = build.TERM_START
    person.publication_ends_on = today()
    db.session.flush()
    (row,) = preview(world).staying
    assert row.reason == (
        "Dr. Ayşe Yıldız: Öffentliches Amt oder Mandat seit 01.11.2025: Bürgermeisterin, gilt bis "
        f"{format_date(today())}"
    )
    publish(world)
    assert "Yıldız" in public_words(world)
    resolution = resolutions_visible_to(ANONYMOUS)[0]
    assert "Yıldız" in shown_to(ANONYMOUS, resolution).text

    person.publication_ends_on = today() + YESTERDAY
    db.session.flush()

    assert "Yıldız" not in public_words(world)
    assert "Yıldız" not in shown_to(ANONYMOUS, resolution).text
    assert "Yıldız" in " ".join(texts(word_file(world.member, world.sitting)[1]))
    again = word_file(ANONYMOUS, world.sitting)[1]
    assert word_file(ANONYMOUS, world.sitting)[1] is again  # kept, not searched for again


def test_a_mandate_that_goes_with_the_membership_ends_with_it():
    world = signed("Frau Dr. Yıldız dankt.")
    world.chair_person.publication_basis = ""
    one = chair_membership(world)
    one.publication_kind, one.publication_basis = BasisKind.OFFICE, "Ratsmitglied"
    one.publication_ends_along = True
    db.session.flush()
    publish(world)
    assert "Yıldız" in public_words(world)

    one.ends_on = today() + YESTERDAY
    db.session.flush()

    assert "Yıldız" not in public_words(world)


def test_who_only_signs_is_named_under_the_minutes_and_nowhere_else_until_that_ends():
    world = signed("Frau Dr. Yıldız dankt.")
    person = world.chair_person
    person.publication_kind, person.publication_basis = BasisKind.SIGNATORY, "Vorsitz"
    person.publication_ends_on = today()
    db.session.flush()
    found = preview(world)
    assert found.named == ()
    assert "Yıldız" in found.document.signatures[0].name
    publish(world)
    assert public_words(world).count("Yıldız") == 1

    person.publication_ends_on = today() + YESTERDAY
    db.session.flush()

    assert "Yıldız" not in public_words(world)
    assert "gez. Vorsitz" in public_words(world)


def test_the_decision_to_name_who_signed_can_be_taken_back_after_publication():
    world = signed("Die Sitzung beginnt.")
    named = Decided(is_hidden=False, ground=Ground.SIGNATORY)
    decide(world.taker, world.sitting, {SIGNATORIES: named}, NOW)
    publish(world)
    signing = preview(world).document.signatures[1].name
    assert signing in public_words(world)

    decide(world.taker, world.sitting, {SIGNATORIES: None}, NOW)

    assert signing not in public_words(world)


def stranger(world, **values):
    (row,) = preview(world).open
    decided = Decided(False, ground=Ground.OFFICE, basis="Landrat", given_on=today(), **values)
    decide(world.taker, world.sitting, {row.key: decided}, NOW)
    db.session.flush()
    return row.key


@pytest.mark.parametrize(
    ("decided", "message"),
    [
        (Decided(False, ground=Ground.CONSENT), "worauf sich die Einwilligung bezieht"),
        (Decided(False, ground=Ground.CONSENT, basis="Formular"), "den Tag an"),
        (Decided(False, ground=Ground.OFFICE), "Bitte nennen Sie das Amt oder Mandat."),
        (Decided(False, ground=Ground.OFFICE, basis="Rat", given_on=date(2026, 1, 1)), "wann das"),
    ],
)
def test_a_decision_to_name_somebody_says_on_what_it_rests(decided, message):
    world = signed("Frau Schuster fragt.")
    (row,) = preview(world).open

    with pytest.raises(RuleBroken, match=message):
        decide(world.taker, world.sitting, {row.key: decided}, NOW)


@pytest.mark.parametrize("ground", [Ground.NO_NAME, Ground.SERVICE, Ground.SIGNATORY])
def test_what_is_no_name_or_service_needs_no_end(ground):
    world = signed("Frau Schuster fragt.")
    (row,) = preview(world).open

    assert decide(world.taker, world.sitting, {row.key: Decided(False, ground=ground)}, NOW) == 1


def test_a_name_that_was_to_stay_until_a_day_is_hidden_after_it():
    world = signed("Frau Schuster fragt.")
    key = stranger(world, ends_on=today())
    (row,) = [one for one in preview(world).staying if one.key == key]
    assert "Landrat, gilt bis" in row.reason
    publish(world)
    assert "Schuster" in public_words(world)

    stored = decisions_of(world.sitting)[key]
    stored.given_on = stored.ends_on = today() + YESTERDAY
    db.session.flush()

    assert "Schuster" not in public_words(world)
    assert [one.key for one in preview(world).open] == [key]
