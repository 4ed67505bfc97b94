from datetime import date

from gremien_app.base.extensions import db
from gremien_app.meetings.deadlines.models import DeadlineDone
from tests import builders as build


def test_the_secretariat_ticks_a_deadline_and_opens_it_again(app, freeze, new_client, login):
    committee, other = build.committee(), build.committee("integrationsrat", short="IR")
    sitting = build.sitting(committee, date(2026, 12, 10))
    path, data = f"/sitzungen/{sitting.id}/frist", {"kind": "access", "is_done": "ja"}

    with freeze("2026-11-22 10:00"):
        secretary = login(new_client(), build.account(secretariat_of=[committee]))
        stranger = login(new_client(), build.account(secretariat_of=[other]))

        assert stranger.post(path, data=data).status_code == 403
        assert secretary.post(path, data=data).status_code == 302
        assert db.session.query(DeadlineDone).count() == 1
        secretary.post(path, data=data | {"is_done": ""})
        assert db.session.query(DeadlineDone).count() == 0
        for kind in ("dispatch", "x", ""):
            assert secretary.post(path, data={"kind": kind, "is_done": "ja"}).status_code == 409
