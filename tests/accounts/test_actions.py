from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.accounts import actions, known_devices, password_actions, passwords, queries
from gremien_app.people.accounts.actions import Place, fits, tidy
from gremien_app.people.accounts.models import FailedSignIn, LinkPurpose, LoginSession, OneTimeLink
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.administration.actions import invite
from tests.builders import NOW, PASSWORD, account

HOURS = timedelta(hours=9)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OFFICE = Place("192.0.2.17", "Firefox unter Windows")
HOME = Place("2001:db8:1:2::5", "Safari auf dem iPhone")
BY_MAIL = (LinkPurpose.INVITATION, LinkPurpose.RESET)
NEW = "Mein Hund frisst gern Äpfel"


@pytest.fixture
def user(app):
    return account("buero@example.org")


def sign_in(email="buero@example.org", password=PASSWORD, now=NOW, place=OFFICE):
    actions.require_not_throttled(email, place, now)
    stored = queries.stored_hash(email)
    verified = stored if fits(stored, password) else None
    return actions.sign_in(email, password, verified, place, now, HOURS)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def is_in(user, key, now=NOW, nonce=None):
    return queries.find_signed_in(user.id, nonce or user.nonce, key, now, HOUR) is not None


def link_of(user, now=NOW, email=None):
    """Ask for a new password; answers with the key in the mail."""
    sent = []
    password_actions.request_reset(
        email or user.email, OFFICE, now, lambda key: sent.append(key) or key
    )
    return sent[0] if sent else None


def test_the_right_password_opens_a_sign_in_kept_as_a_hash(user):
    found, key = sign_in()

    row = db.session.query(LoginSession).one()
    assert found is user
    assert (row.key_hash, row.expires_at) == (digest(key), NOW + HOURS)
    assert (row.device, row.origin) == ("Firefox unter Windows", "192.0.2.x")
    assert key not in user.password_hash


@pytest.mark.parametrize("email", ["  BUERO@example.org ", "Buero@Example.Org"])
def test_the_address_is_known_in_any_case(user, email):
    assert sign_in(email)[0] is user


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("buero@example.org", "falsch"),
        ("buero@example.org", ""),
        ("niemand@example.org", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("buero@example.org", PASSWORD + "\ud800"),
    ],
)
def test_anything_else_opens_none_and_is_counted_without_the_address(user, email, password):
    signed_in = sign_in(email, password)

    row = db.session.query(FailedSignIn).one()
    assert (signed_in, count(LoginSession)) == (None, 0)
    assert not {"example", "192.0.2.17"} & {row.account_hash, row.origin_hash}


def test_a_password_is_the_same_from_every_keyboard(app):
    composed, decomposed = "Käsebrötchen am See", "Ka\u0308sebro\u0308tchen am See"
    user = account("buero@example.org")
    password_actions.change_password(user, PASSWORD, decomposed, decomposed, OFFICE, NOW)

    assert sign_in(password=composed) is not None
    assert sign_in(password=decomposed) is not None


def test_sixty_four_characters_of_any_kind_are_kept_unchanged(user):
    long = "Ein Satz mit Ümläuten,  zwei  Leerzeichen, 🧀 und Οδυσσέας 0123456"
    assert len(long) >= 64
    password_actions.change_password(user, PASSWORD, long, long, OFFICE, NOW)

    assert sign_in(password=long) is not None
    assert sign_in(password=long.replace("  ", " ")) is None
    assert sign_in(password=long[:-1]) is None


def test_a_disabled_account_cannot_sign_in(user):
    user.is_disabled = True

    assert sign_in() is None


def test_a_password_changed_meanwhile_does_not_open(user):
    stored = user.password_hash
    user.password_hash = "another"

    assert actions.sign_in(user.email, PASSWORD, stored, OFFICE, NOW, HOURS) is None


def test_known_and_unknown_addresses_cost_the_same_hashing(user, monkeypatch):
    invited = account("neu@example.org")
    invited.password_hash = ""
    checked = []
    hasher = type(passwords._hasher(is_fast=True))
    verify = hasher.verify
    monkeypatch.setattr(
        hasher,
        "verify",
        lambda self, stored, octets: checked.append(stored) or verify(self, stored, octets),
    )

    counts = []
    for email in ("buero@example.org", "neu@example.org", "niemand@example.org"):
        checked.clear()
        assert sign_in(email, "falsch-falsch") is None
        counts.append([stored.rsplit("$", 2)[0] for stored in checked])

    assert counts[0] == counts[1] == counts[2]
    assert len(counts[0]) == 1


def test_an_unknown_address_costs_no_second_hash(user, monkeypatch):
    hasher = type(passwords._hasher(is_fast=True))
    sign_in(password="falsch-falsch")  # the first one of the process may make the decoy
    made = []
    monkeypatch.setattr(hasher, "hash", lambda self, octets: made.append(octets))

    sign_in(password="falsch-falsch")
    sign_in("niemand@example.org", "falsch-falsch")

    assert made == []


def test_twenty_wrong_passwords_stop_here_but_not_elsewhere(user):
    for _ in range(10):
        sign_in(password="falsch")

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        sign_in()
    assert sign_in(place=HOME)[0] is user
    assert sign_in(now=NOW + 16 * MINUTE)[0] is user


def test_one_place_does_not_try_all_accounts(user):
    for number in range(50):
        sign_in(f"konto{number}@example.org")

    for _ in range(3):
        assert sign_in(password="falsch") is None

    with pytest.raises(RuleBroken, match="Ihrem Anschluss"):
        sign_in()
    assert sign_in(place=HOME)[0] is user


def test_who_sits_behind_the_same_address_gets_through_with_the_right_password(user):
    other = account("nebenan@example.org")
    for number in range(50):
        sign_in(f"konto{number % 25}@example.org", password="falsch")

    assert sign_in()[0] is user
    assert sign_in(other.email)[0] is other


def token_for(user):
    return known_devices.token_for(user, actions.device_signer())


@pytest.fixture
def known_place(user):
    """The office's address, with a browser from which this account has signed in."""
    return Place(OFFICE.address, OFFICE.device, token_for(user))


def test_a_known_device_is_not_stopped_by_strangers_at_its_address_or_elsewhere(user, known_place):
    for number in range(100):
        place = OFFICE if number < 10 else Place(f"198.51.100.{number}")
        sign_in(password="falsch", place=place)

    with pytest.raises(RuleBroken):
        sign_in()
    with pytest.raises(RuleBroken):
        sign_in(place=HOME)
    assert sign_in(place=known_place)[0] is user


def test_a_known_device_that_guesses_is_stopped_too(user, known_place):
    for _ in range(10):
        sign_in(password="falsch", place=known_place)

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        sign_in(place=known_place)


def test_the_device_of_one_account_opens_nothing_for_another(user, known_place):
    account("nebenan@example.org")
    for _ in range(10):
        sign_in("nebenan@example.org", password="falsch", place=known_place)

    with pytest.raises(RuleBroken):
        sign_in("nebenan@example.org", place=known_place)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "WyJhIl0.x.y"])
def test_a_device_is_known_by_our_signature_alone(user, token):
    assert not Place(OFFICE.address, "", token).knows(user)
    assert not Place(OFFICE.address, "", token_for(user)).knows(None)


def test_a_device_is_known_until_the_account_signs_out_everywhere(user, known_place):
    assert known_place.knows(user)

    actions.sign_out_everywhere(Viewer(user_id=user.id, name=user.name), user)

    assert not known_place.knows(user)


def test_many_places_do_not_try_one_account(user):
    for number in range(100):
        sign_in(password="falsch", place=Place(f"198.51.100.{number}"))

    with pytest.raises(RuleBroken, match="zu viele Fehlversuche"):
        sign_in(place=HOME)
    assert sign_in(place=HOME, now=NOW + 16 * MINUTE)[0] is user


def test_an_ipv6_connection_is_one_place(user):
    for number in range(10):
        sign_in(password="falsch", place=Place(f"2001:db8:1:2::{number}"))

    with pytest.raises(RuleBroken):
        sign_in(place=Place("2001:db8:1:2:ffff::1"))


def test_unknown_addresses_are_throttled_alike(user):
    for _ in range(10):
        sign_in("niemand@example.org")

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        sign_in("niemand@example.org")
    assert sign_in()[0] is user


def test_the_right_password_forgets_the_wrong_ones(user):
    for _ in range(9):
        sign_in(password="falsch")
    sign_in()
    for _ in range(9):
        sign_in(password="falsch")

    assert sign_in()[0] is user


def test_sign_ins_and_refusals_are_recorded_without_secrets(user):
    sign_in()
    sign_in(password="falsch-geheim")
    sign_in("vertippt-geheim", PASSWORD)

    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    told = [(row.action, row.summary) for row in rows if row.action != "account.created"]
    assert told == [
        ("account.signed_in", "Anmeldung: Firefox unter Windows"),
        ("account.sign_in_refused", "Anmeldung abgewiesen"),
        ("account.sign_in_refused", "Anmeldung abgewiesen: unbekannte E-Mail-Adresse"),
    ]


def test_signing_out_ends_this_sign_in_only(user):
    _, first = sign_in()
    _, second = sign_in()
    actions.sign_out(first)

    assert (is_in(user, first), is_in(user, second)) == (False, True)


def test_a_sign_in_ends_by_itself_idle_or_used(user):
    _, key = sign_in()
    row = db.session.query(LoginSession).one()

    assert is_in(user, key, NOW + 59 * MINUTE)
    assert not is_in(user, key, NOW + HOUR)
    row.last_seen_at = NOW + HOURS - MINUTE
    db.session.flush()
    assert is_in(user, key, NOW + HOURS - MINUTE)
    assert not is_in(user, key, NOW + HOURS)


def test_signing_out_everywhere_ends_all(user):
    _, first = sign_in()
    _, second = sign_in(place=HOME)
    former = user.nonce

    actions.sign_out_everywhere(Viewer(user_id=user.id, name=user.name), user)

    assert count(LoginSession) == 0
    assert not is_in(user, first, nonce=former)
    assert not is_in(user, second)


def test_only_ones_own_sign_ins_are_found(user):
    sign_in()
    row = db.session.query(LoginSession).one()

    assert queries.own_sign_in(Viewer(user_id=user.id), row.id) is row
    with pytest.raises(NotFound):
        queries.own_sign_in(Viewer(user_id=user.id + 1, is_admin=True), row.id)


def test_a_changed_password_ends_all_sign_ins_and_open_links(user):
    _, key = sign_in()
    former = user.nonce
    link = link_of(user)

    assert password_actions.change_password(user, PASSWORD, NEW, NEW, OFFICE, NOW)

    assert not is_in(user, key, nonce=former)
    with pytest.raises(NotFound):
        queries.open_link(link, NOW, *BY_MAIL)
    assert sign_in(password=NEW)[0] is user
    assert sign_in() is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ((PASSWORD, "passwort1", "passwort1"), "password"),
        ((PASSWORD, "Beispiel2026", "Beispiel2026"), "password"),
        ((PASSWORD, NEW, NEW + "x"), "repeated"),
        ((PASSWORD, PASSWORD, PASSWORD), "password"),
    ],
)
def test_an_unusable_new_password_changes_nothing(user, typed, field):
    with pytest.raises(RuleBroken) as refused:
        password_actions.change_password(user, *typed, OFFICE, NOW)

    assert refused.value.field == field
    assert sign_in()[0] is user


def test_a_wrong_current_password_is_counted_like_a_wrong_sign_in(user):
    for _ in range(10):
        assert not password_actions.change_password(user, "falsch", NEW, NEW, OFFICE, NOW)

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        password_actions.change_password(user, PASSWORD, NEW, NEW, OFFICE, NOW)


def test_a_reset_link_sets_a_password_once(user):
    link = queries.open_link(key := link_of(user), NOW + 59 * MINUTE, *BY_MAIL)
    password_actions.set_password_by_link(link, NEW, NEW, NOW + 59 * MINUTE)

    assert sign_in(password=NEW)[0] is user
    with pytest.raises(NotFound):
        queries.open_link(key, NOW + 59 * MINUTE, *BY_MAIL)


def test_a_reset_link_is_dead_after_an_hour_a_newer_one_or_a_lock(user):
    late, older = link_of(user), None
    with pytest.raises(NotFound):
        queries.open_link(late, NOW + HOUR, *BY_MAIL)

    older, newer = late, link_of(user)
    with pytest.raises(NotFound):
        queries.open_link(older, NOW, *BY_MAIL)
    assert queries.open_link(newer, NOW, *BY_MAIL).user is user

    user.is_disabled = True
    with pytest.raises(NotFound):
        queries.open_link(newer, NOW, *BY_MAIL)


def test_a_reset_link_opens_no_other_account(user):
    other = account("andere@example.org")
    link = queries.open_link(link_of(user), NOW, *BY_MAIL)

    password_actions.set_password_by_link(link, NEW, NEW, NOW)

    assert fits(other.password_hash, PASSWORD)


def test_a_weak_password_leaves_the_link_open(user):
    key = link_of(user)

    with pytest.raises(RuleBroken):
        password_actions.set_password_by_link(
            queries.open_link(key, NOW, *BY_MAIL), "Koeln2024", "Koeln2024", NOW
        )

    assert queries.open_link(key, NOW, *BY_MAIL).user is user


def test_unknown_and_locked_addresses_get_no_mail(user):
    locked = account("weg@example.org")
    locked.is_disabled = True

    for email in ("niemand@example.org", "weg@example.org"):
        assert link_of(user, email=email) is None

    assert (count(OutboxMail), count(OneTimeLink)) == (0, 0)


def test_known_and_unknown_addresses_cost_the_same_statements(user, query_count):
    costs = []
    for email in ("buero@example.org", "niemand@example.org"):
        with query_count() as counted:
            link_of(user, email=email)
        costs.append((len(counted.writes), len(counted.reads)))

    (writes, reads), (other_writes, other_reads) = costs
    assert writes == other_writes
    assert abs(reads - other_reads) <= 1


def test_three_resets_an_hour_are_enough(user):
    sent = [link_of(user) for _ in range(5)]

    assert [link is not None for link in sent] == [True] * 3 + [False] * 2
    assert link_of(user, NOW + 2 * HOUR) is not None


def test_asking_for_resets_does_not_keep_anybody_from_signing_in(user):
    for _ in range(40):
        link_of(user)

    assert sign_in()[0] is user


def test_the_database_holds_no_key_of_a_link(user):
    key = link_of(user)

    row = db.session.query(OneTimeLink).one()
    assert (row.key_hash, row.expires_at) == (digest(key), NOW + HOUR)
    assert db.session.query(OutboxMail).one().holds_secret


def test_an_invitation_is_good_for_seven_days(user):
    sent = []
    invite(SYSTEM, user, NOW, lambda key: sent.append(key) or f"https://example.org/{key}")

    [key] = sent
    assert queries.open_link(key, NOW + timedelta(days=6), *BY_MAIL).user is user
    with pytest.raises(NotFound):
        queries.open_link(key, NOW + timedelta(days=7), *BY_MAIL)
    assert f"https://example.org/{key}" in db.session.query(OutboxMail).one().body


def test_tidying_deletes_what_has_run_out(user):
    sign_in()
    sign_in(password="falsch")
    link_of(user)

    assert tidy(NOW) == 0
    assert tidy(NOW + timedelta(days=40)) == 4
