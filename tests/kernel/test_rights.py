"""Rights are sets of circles; a role says in which circles it stands, and nothing else."""

import pytest

from gremien_app.base.kernel import rights
from gremien_app.base.kernel.rights import (
    ACCOUNTS,
    ADMINISTRATION,
    ADMINS,
    ANYBODY,
    EVERYONE,
    KEY_HOLDERS,
    OUTBOX,
    OVERSIGHT,
    OWNER,
    SIGNED_IN,
    STAFF,
    Answer,
    Circle,
    Right,
    Role,
    all_of,
)
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer

INSIDERS = Circle("innen", (ACCOUNTS,))
OFFICE = Circle("Büro", (INSIDERS, STAFF))
STRANGER, INSIDER, OFFICER, OTHER_OFFICER, ADMIN = (
    Role(circle.words, circle.words, (circle,))
    for circle in (ANYBODY, INSIDERS, OFFICE, STAFF, ADMINS)
)
ROLES = (STRANGER, INSIDER, OFFICER, OTHER_OFFICER, ADMIN)
YES, OWN, FORBIDDEN, UNKNOWN, SIGN_IN = Answer


def test_a_role_stands_in_every_circle_around_its_own():
    assert OFFICER.circles == {OFFICE, INSIDERS, STAFF, ACCOUNTS, ANYBODY}


@pytest.mark.parametrize(
    ("right", "answers"),
    [
        (EVERYONE, (YES, YES, YES, YES, YES)),
        (SIGNED_IN, (SIGN_IN, YES, YES, YES, YES)),
        (ADMINISTRATION, (SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, YES)),
        (OVERSIGHT, (SIGN_IN, FORBIDDEN, YES, YES, YES)),
        (OWNER, (SIGN_IN, OWN, OWN, OWN, OWN)),
        (KEY_HOLDERS, (OWN, OWN, OWN, OWN, OWN)),
        (Right("offen verwehrt", all_of(OFFICE)), (SIGN_IN, FORBIDDEN, YES, FORBIDDEN, FORBIDDEN)),
        (
            Right("verborgen", all_of(INSIDERS), told=rights.NOBODY),
            (SIGN_IN, YES, YES, UNKNOWN, UNKNOWN),
        ),
        (
            Right("auch Fremden verborgen", all_of(INSIDERS), told=rights.NOBODY, is_secret=True),
            (UNKNOWN, YES, YES, UNKNOWN, UNKNOWN),
        ),
        (
            Right("Büro; innen ist es bekannt", all_of(OFFICE), told=all_of(INSIDERS)),
            (SIGN_IN, FORBIDDEN, YES, UNKNOWN, FORBIDDEN),
        ),
        (
            Right("das eigene oder das Büro", all_of(OFFICE), own=all_of(INSIDERS)),
            (SIGN_IN, OWN, YES, FORBIDDEN, FORBIDDEN),
        ),
    ],
)
def test_each_role_is_answered_by_the_circles_it_stands_in(right, answers):
    assert tuple(right.answer(role) for role in ROLES) == answers


def test_who_gets_through_for_himself_is_refused_elsewhere_like_others():
    own_data = Right("das eigene", own=all_of(INSIDERS))

    assert own_data.refusal(INSIDER) is FORBIDDEN
    assert OWNER.refusal(INSIDER) is UNKNOWN
    assert KEY_HOLDERS.refusal(STRANGER) is UNKNOWN


def test_the_guard_lets_those_ask_who_get_through_at_times():
    asking = {"staff": Viewer(user_id=1, secretariat_of=frozenset({1})), "nobody": ANONYMOUS}

    assert {name: OUTBOX.allows(viewer) for name, viewer in asking.items()} == {
        "staff": True,
        "nobody": False,
    }
    assert OUTBOX.answer(OTHER_OFFICER) is FORBIDDEN
