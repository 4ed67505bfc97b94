"""What an answer by link costs beside a bare form post with one update, within one run.

    python benchmarks/reply.py

The bare post is an address of the same application that reads the form, updates one row and
commits: guard, forms, database and redirect are the same, nothing is decided or recorded. An
answer by personal link may take 3 times as long. Ends with 1 when the bound is missed.
"""

import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from flask import Flask, redirect, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.web.access import Pages
from gremien_app.config import Settings
from gremien_app.meetings.replies.link_actions import new_link
from gremien_app.meetings.replies.mail_rules import path_of
from gremien_app.meetings.replies.models import ReplyLink
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.accounts.secrets import digest
from tests import builders

MEMBERS, ROUNDS, MAX_RATIO = 60, 60, 3.0
ANSWERS = ("comes", "declines")
bare = Pages("bare", __name__)


@bare.route("/blanko/<token>", methods=["POST"], access=EVERYONE)
def post(token: str) -> ResponseReturnValue:
    link = db.session.query(ReplyLink).filter_by(token_hash=digest(token)).one()
    link.used = len(request.form["answer"])
    db.session.commit()
    return redirect(f"/blanko/{token}")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(
                data_dir=Path(folder), secret_key="only-for-benchmarks-" * 3, fast_passwords=True
            )
        )
        app.config["WTF_CSRF_ENABLED"] = False
        app.register_blueprint(bare)
        with app.app_context():
            db.create_all()
            token = fill()
        ratio = measure(app, app.test_client(), token)
        with app.app_context():
            db.engine.dispose()
    print(f"a reply takes {ratio:.2f} × a bare form post (to be ≤ {MAX_RATIO})")
    return 0 if ratio <= MAX_RATIO else 1


def fill() -> str:
    """A sitting of sixty people, and the link of one of them."""
    committee, day = builders.committee(seats=MEMBERS), utc_now().date() + timedelta(days=20)
    sitting = builders.sitting(committee, day, state=SittingState.INVITED)
    for number in range(MEMBERS):
        person = builders.person(f"P{number:02}")
        builders.member(committee, person, seat=builders.seat(committee))
    token = new_link(sitting, person.id, utc_now())
    db.session.commit()
    return token


def measure(app: Flask, client: FlaskClient, token: str) -> float:
    """Of the medians; one after the other, so that both meet the same machine."""
    seconds: dict[str, list[float]] = {"bare": [], "reply": []}
    for number in range(ROUNDS):
        allow(app, token)
        for name, path in (("bare", f"/blanko/{token}"), ("reply", path_of(token))):
            start = time.perf_counter()
            answer = client.post(path, data={"answer": ANSWERS[number % 2]})
            seconds[name].append(time.perf_counter() - start)
            assert answer.status_code == 302, answer.text
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    print(", ".join(f"{name}: {value * 1000:.1f} ms" for name, value in medians.items()))
    return medians["reply"] / medians["bare"]


def allow(app: Flask, token: str) -> None:
    """As if nobody had answered by this link in the last hour."""
    with app.app_context():
        db.session.query(ReplyLink).filter_by(token_hash=digest(token)).update({"used": 0})
        db.session.commit()


if __name__ == "__main__":
    sys.exit(main())
