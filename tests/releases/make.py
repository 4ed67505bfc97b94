"""Makes the database of a release with that release's own code; see README.md.

Runs inside the release: its package must be the one that is found.
"""

import gzip
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.exchange.actions import import_file
from gremien_app.config import load_settings
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import Minutes, SignatureRole

HERE = Path(__file__).resolve().parent
NOW = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
HALF_SIGNED = "beirat-2025-06-10"


def main(folder: Path, name: str) -> None:
    """``folder``: where ``gremien init`` has made an empty office."""
    with create_app(load_settings(folder)).app_context():
        import_file(HERE / "office.json", NOW)
        _sign_as_chair()
        db.session.commit()
        db.engine.dispose()
    with closing(sqlite3.connect(folder / "gremien.db")) as database:
        text = "\n".join(database.iterdump())
    target = HERE / f"release-{name}.sql.gz"
    target.write_bytes(gzip.compress(text.encode(), mtime=0))


def _sign_as_chair() -> None:
    minutes = db.session.query(Minutes).join(Sitting).filter(Sitting.ref == HALF_SIGNED).one()
    person = db.session.query(Person).filter_by(ref="yildiz").one()
    chair = Viewer(
        person_id=person.id,
        name="Dr. Ayşe Yıldız",
        chair_of=frozenset({minutes.sitting.committee_id}),
    )
    shown = minutes.current_version.content_sha256
    actions.sign(chair, minutes, SignatureRole.CHAIR, shown, NOW)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
