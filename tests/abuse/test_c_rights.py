"""C: rights, fields that nobody asked for, steps left out."""

import pytest

from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.models import User
from gremien_app.records.minutes.models import Minutes, MinutesState


@pytest.fixture
def state_of(stored):
    def look(number: int):
        with stored() as session:
            sitting = session.get(Sitting, number)
            return sitting.state, sitting.is_public, sitting.committee_id, sitting.version

    return look


@pytest.mark.parametrize("role", ["member", "chair", "other", "admin"])
def test_c2_forced_browsing_changes_nothing(as_role, server, state_of, role):
    browser, before = as_role(role), state_of(server.fresh)
    at = f"/sitzungen/{server.fresh}"
    token = browser.token("/konto")

    for path in (
        f"{at}/absagen",
        f"{at}/eroeffnen",
        f"{at}/schliessen",
        f"{at}/verlegen",
        f"{at}/tagesordnung/neu",
        f"{at}/niederschrift/veroeffentlichen",
        f"/tagesordnungspunkte/{server.fresh_item}/loeschen",
    ):
        answer = browser.post(path, {"reason": "x", "title": "x", "version": "1"}, token=token)
        assert answer.status in {403, 404}, path

    assert state_of(server.fresh) == before


EXTRA = {
    "role": "admin",
    "is_admin": "y",
    "is_public": "",
    "state": "closed",
    "status": "signiert",
    "signed_by": "1",
    "committee": "2",
    "committee_id": "2",
    "body_id": "2",
    "created_at": "2020-01-01",
    "id": "1",
    "password_hash": "x",
    "record_closed_at": "2020-01-01",
}


def test_c3_fields_that_are_not_in_a_form_change_nothing(as_role, server, state_of, stored):
    staff, before = as_role("staff"), state_of(server.fresh)

    staff.post(f"/sitzungen/{server.fresh}/tagesordnung/neu", EXTRA | {"title": "Mehr Felder"})
    staff.post("/darstellung", EXTRA | {"theme": "dark"})
    staff.post("/darstellung", EXTRA | {"theme": "auto"})

    assert state_of(server.fresh)[:3] == before[:3]
    with stored() as session:
        user = session.query(User).filter_by(email=server.emails.staff).one()
        assert (user.is_admin, user.is_disabled) == (False, False)


def test_c4_the_chair_of_a_decides_nothing_of_b(as_role, server):
    chair = as_role("chair")
    for path in (f"/gremien/{server.other_slug}/bearbeiten", "/sitzungen/2000000000/schliessen"):
        assert chair.post(path, token=chair.token("/konto")).status in {403, 404}


@pytest.mark.parametrize(
    ("token", "headers", "expected"),
    [
        ("", {}, 400),
        ("unsinn", {}, 400),
        ("", {"Origin": "https://evil.example"}, 400),
        ("", {"Content-Type": "text/plain"}, 400),
        ("", {"Sec-Fetch-Site": "cross-site", "X-CSRFToken": "x"}, 400),
    ],
)
def test_c7_a_form_of_another_site_is_refused(as_role, server, state_of, token, headers, expected):
    staff, before = as_role("staff"), state_of(server.fresh)
    at = f"/sitzungen/{server.fresh}/absagen"

    answer = staff.post(at, {"reason": "x", "version": "1"}, token=token, **headers)

    assert answer.status == expected
    assert state_of(server.fresh) == before


def test_c7_the_token_of_another_person_is_refused(as_role, server):
    foreign = as_role("member").token("/konto")

    answer = as_role("staff").post(
        f"/sitzungen/{server.fresh}/absagen", {"reason": "x", "version": "1"}, token=foreign
    )

    assert answer.status == 400


def test_c8_no_step_can_be_left_out(as_role, server, state_of, stored):
    staff, at = as_role("staff"), f"/sitzungen/{server.fresh}"
    token = staff.token("/konto")
    for path in (
        f"{at}/schliessen",
        f"{at}/niederschrift/beginnen",
        f"{at}/niederschrift/vorlegen",
        f"{at}/niederschrift/unterzeichnen",
        f"{at}/niederschrift/veroeffentlichen",
        f"{at}/beschlussnummern",
        f"/tagesordnungspunkte/{server.fresh_item}/einstimmig",
    ):
        answer = staff.post(path, token=token)
        assert answer.status < 500, path

    assert state_of(server.fresh)[0] is SittingState.PLANNED
    with stored() as session:
        assert session.query(Minutes).filter_by(sitting_id=server.fresh).count() == 0


def test_c9_nobody_signs_in_the_place_of_the_chair(as_role, server, stored):
    for role in ("staff", "member", "other", "admin"):
        browser = as_role(role)
        answer = browser.post(
            f"/sitzungen/{server.sitting}/niederschrift/entscheiden",
            {"decision": "sign"},
            token=browser.token("/konto"),
        )
        assert answer.status in {403, 404}, role
    with stored() as session:
        minutes = session.query(Minutes).filter_by(sitting_id=server.sitting).one()
        assert minutes.state is MinutesState.PUBLISHED


@pytest.mark.parametrize(
    "counts",
    [
        {"yes": "999", "no": "0"},
        {"yes": "-1", "no": "0"},
        {"yes": "1.5", "no": "0"},
        {"yes": "1e3", "no": "0"},
        {"yes": "9" * 20, "no": "0"},
        {"yes": "٣", "no": "0"},
    ],
)
def test_c11_impossible_counts_are_refused(as_role, server, counts):
    staff = as_role("staff")
    at = f"/tagesordnungspunkte/{server.open_item}/abstimmung"

    answer = staff.post(at, counts | {"mode": "counted", "version": "1"}, token=staff.token(at))

    assert answer.status in {200, 400, 403, 409}
