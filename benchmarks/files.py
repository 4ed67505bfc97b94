"""What uploaded files cost beyond what must be done anyway, as ratios within one run.

    python -m benchmarks.files

A file of 20 MB over HTTP may take ``MAX_DELIVERY`` times as long as the same ``send_file`` of a
bare Flask application on the same server, and memory may not grow with each. A backup of 5,000 new
files may take ``MAX_BACKUP`` times as long as copying them to the disk and saving the database; one
without new files is shown beside it. A search in the words of 10,000 files may take ``MAX_SEARCH``
times as long as the bare query with the same patterns, order and bound, where both read all of
them; a frequent word stops both early, and is only shown. Of each the quickest of several runs
counts, of the search in seconds of the processor. Ends with 1 when a bound is
missed.
"""

import os
import resource
import shutil
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, send_file
from flask_migrate import stamp
from sqlalchemy import select, text
from waitress.server import create_server

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.files.kinds import Kind
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.queries import store
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.search import word_patterns
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.config import Settings
from gremien_app.meetings.papers import search_queries
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper, PaperFile, PaperPlace
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups.upload_actions import Uploads
from tests import builders

RUNS = 5
MAX_DELIVERY, MAX_BACKUP, MAX_SEARCH = 1.3, 1.5, 1.5
WARM_UP, MOST_GROWN = 5, 4 * 1024  # kB of resident memory over as many files of 20 MB
LARGE, FILES, SMALL, SEARCHED = 20 * 1024**2, 5_000, 20_000, 10_000


def quickest(do: Callable[[], Any], runs: int = RUNS) -> float:
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def both(
    ours: Callable[[], Any], bare: Callable[[], Any], clock: Callable[[], float]
) -> tuple[float, float]:
    """Seconds of each in turn, the least of several runs: others may work on this machine."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(2 * RUNS):
        for seconds, do in zip(found, (ours, bare), strict=True):
            begun = clock()
            do()
            seconds.append(clock() - begun)
    return min(found[0]), min(found[1])


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()


def read(address: str) -> int:
    size = 0
    with urllib.request.urlopen(address) as answer:
        while chunk := answer.read(1 << 16):
            size += len(chunk)
    return size


def delivery(app: Flask, path: Path, address: str) -> float:
    bare = Flask("bare")
    bare.add_url_rule("/", "file", lambda: send_file(path, as_attachment=True))
    with served(app) as ours, served(bare) as theirs:
        for _ in range(WARM_UP):
            assert read(ours + address) == read(theirs) == LARGE
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        mine, least = both(lambda: read(ours + address), lambda: read(theirs), time.perf_counter)
        ratio = mine / least
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    told("20 MB gegen bloßes send_file", ratio, MAX_DELIVERY)
    told("Speicher dabei, in MB gewachsen", grown / 1024, MOST_GROWN / 1024)
    return ratio


def copied(source: Path, target: Path) -> None:
    """The least that a copy does: the bytes, on the disk."""
    shutil.copytree(source, target)
    os.sync()


def backup(app: Flask, folder: Path) -> None:
    numbers = iter(range(1_000))

    def bare() -> None:
        copied(store().root, folder / f"copy{next(numbers)}")

    def whole(target: Path, uploads: Uploads) -> Path:
        return archive.write_backup(
            db.engine, app.config["DATA_DIR"], target, utc_now(), uploads=uploads
        )

    def ours() -> None:
        whole(folder / f"backup{next(numbers)}", Uploads.BESIDE)

    least = quickest(bare, 3) + quickest(lambda: whole(folder / "none", Uploads.NONE), 3)
    told("Sicherung mit 5.000 neuen Dateien gegen die Kopie", quickest(ours, 3) / least, MAX_BACKUP)
    again = folder / "again"
    whole(again, Uploads.BESIDE)
    rest = quickest(lambda: whole(again, Uploads.BESIDE), 3)
    print(f"noch eine ohne neue Dateien: {rest:.2f} s (die Datenbank allein und die Liste)")


def search() -> None:
    for label, asked in (("häufig", "Fahrradstraße"), ("selten", "zweiundvierzigstes")):
        ((*patterns,),) = word_patterns(asked)
        either = " OR ".join(f"stored_file.words LIKE :p{n}" for n in range(len(patterns)))
        bare = text(
            "SELECT paper_file.* FROM paper_file "
            "JOIN stored_file ON stored_file.id = stored_file_id "
            f"WHERE {either} ORDER BY paper_id DESC LIMIT 51"
        )
        values = {f"p{n}": pattern for n, pattern in enumerate(patterns)}
        ours, plain = both(
            lambda a=asked: search_queries.search(ANONYMOUS, a),
            lambda b=bare, v=values: db.session.execute(b, v).all(),
            time.process_time,
        )
        if label == "selten":
            told("Suche in 10.000 Dateien gegen die bloße Abfrage", ours / plain, MAX_SEARCH)
        else:
            print(f"häufiges Wort: {ours * 1000:.0f} ms, die bloße Abfrage {plain * 1000:.0f} ms")


MISSED: list[str] = []


def told(what: str, found: float, most: float) -> None:
    print(f"{what}: {found:.2f} (höchstens {most:g})")
    if found > most:
        MISSED.append(what)


def fill_words(item: Any) -> None:
    filler = "die verwaltung legt dem ausschuss die folgende vorlage zur beratung vor " * 28
    now = utc_now()
    for number in range(SEARCHED):
        rare = " zweiundvierzigstes" if number == SEARCHED // 2 else ""
        often = " fahrradstrasse" if number % 20 == 0 else ""
        stored = StoredFile(
            sha256=f"{number:064x}", size=1, kind=Kind.PDF, stored_at=now, words_at=now,
            words=f"{filler}{often}{rare} {number}",
        )  # fmt: skip
        paper = Paper(
            committee_id=item.sitting.committee_id, title=f"Vorlage {number}", received_at=now,
            state=PaperState.ON_AGENDA, published_at=now,
            places=[PaperPlace(item=item, position=number)],
        )  # fmt: skip
        file = PaperFile(number=1, name="v.pdf", added_at=now, added_by="x", published_at=now)
        file.stored, paper.files = stored, [file]
        db.session.add(paper)
    db.session.commit()


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(Settings(data_dir=folder, secret_key="only-for-benchmarks-" * 3))
        with app.app_context():
            db.create_all()
            stamp()
            sitting = builders.sitting(builders.committee(), state=SittingState.INVITED)
            item = builders.item(sitting)
            large = builders.paper(
                item, stored=builders.stored_file(os.urandom(LARGE)), published=True
            )
            db.session.commit()
            path = store().path(large.newest.stored.sha256)
            delivery(app, path, f"/unterlagen/{large.id}/datei")
            fill_words(item)
            search()
            db.session.execute(PaperFile.__table__.delete())
            db.session.execute(StoredFile.__table__.delete())
            shutil.rmtree(store().root)
            for _ in range(FILES):
                builders.stored_file(os.urandom(SMALL))
            db.session.commit()
            assert db.session.scalars(select(StoredFile.id).limit(1)).first()
            backup(app, folder)
            db.session.remove()
            db.engine.dispose()
    for what in MISSED:
        print(f"Zu viel: {what}")
    return 1 if MISSED else 0


if __name__ == "__main__":
    sys.exit(main())
