"""What ``gremien deploy`` makes, tried with Debian's nginx and Apache before a real service."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from gremien_app import create_app
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.config import deploy_dir, load_settings
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.operation.cli import cli
from gremien_app.operation.cli.deploy import FILES
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.people.accounts.models import LoginSession
from tests import builders as b
from tests.fronts import PROGRAMS, Front
from tests.live import Browser, Server, free_port, prepare_folder

EMAIL = "geschaeftsfuehrung@example.org"
KEY = "Zk3_x-" * 7
MB = 1024 * 1024
BEHIND = {"nginx": "sqlite", "apache": "postgresql"}  # each database once, behind one of them
pytestmark = pytest.mark.xdist_group("command")


@dataclass
class Site:
    front: Front
    services: list[Server]
    folder: Path
    sittings: list[int]

    def browser(self) -> Browser:
        return self.front.browser()


@pytest.fixture(scope="module", params=list(PROGRAMS))
def site(request, new_database, tmp_path_factory) -> Iterator[Site]:
    if not Path(PROGRAMS[request.param]).exists():
        pytest.skip(f"{request.param} fehlt; .ci/run installiert es")
    engine = BEHIND[request.param]
    url = "" if engine == "sqlite" else new_database(engine, "deployed")
    folder = prepare_folder(tmp_path_factory.mktemp("site") / "data", url)
    front = Front(request.param, free_port(), free_port())
    app = create_app(load_settings(folder, fast_passwords=True))
    with app.app_context():
        migrate_database()
        committee = b.committee()
        b.account(EMAIL, secretariat_of=[committee])
        sittings = [b.sitting(committee).id for _ in range(2)]
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    services = []
    for port in front.ports:
        one = Server(
            folder,
            GREMIEN_PUBLIC_ORIGIN=front.origin,
            GREMIEN_PROXIES="1",
            GREMIEN_MAX_BODY_BYTES=str(24 * MB),
        )
        one.port, one.origin = port, f"http://127.0.0.1:{port}"
        services.append(one.start())
    front.start(folder)
    yield Site(front, services, folder, sittings)
    for one in services:
        one.stop()
    front.stop()


def sign_in(site: Site, body: bytes = b"") -> tuple[Browser, object]:
    """Through the front, with a file of that size in the form."""
    browser = site.browser()
    browser.get("/anmelden")
    border = "----gremien"
    fields = {"csrf_token": browser.token, "email": EMAIL, "password": b.PASSWORD}
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    sent = b"".join(parts) + head.encode() + body + f"\r\n--{border}--\r\n".encode()
    return browser, browser.send(
        "/anmelden",
        sent,
        **{
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Referer": f"{site.front.origin}/anmelden",
            "X-Forwarded-For": "203.0.113.99",
            "X-Forwarded-Host": "evil.example",
        },
    )


def test_a_sign_in_with_twenty_megabytes_gets_through_with_a_locked_cookie(site):
    browser, answer = sign_in(site, b"x" * (20 * MB))
    page = browser.get("/konto")

    cookies = {(one.name, one.secure, one.path) for one in browser.cookies}
    assert answer.status == 302, answer.text
    assert answer.headers["Location"].startswith("/")
    assert cookies == {("__Host-gremien", True, "/"), ("__Host-gremien-geraet", True, "/")}
    assert page.status == 200
    assert "Content-Encoding" not in page.headers


def test_a_larger_file_is_refused_on_a_page_of_ours(site):
    _browser, answer = sign_in(site, b"x" * (26 * MB))

    assert answer.status == 413
    assert "Zu viele Daten" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_the_callers_address_is_the_front_servers_word_shortened(site):
    sign_in(site)

    app = create_app(load_settings(site.folder, fast_passwords=True))
    with app.app_context():
        kept = db.session.scalars(select(LoginSession.origin)).all()
        recorded = db.session.scalars(
            select(AuditEntry.origin).where(AuditEntry.action == "account.signed_in")
        ).all()
        db.session.remove()
        db.engine.dispose()
    assert set(kept) == {"127.0.0.x"}
    assert set(recorded) == {"127.0.0.x"}


def test_feeds_keep_their_etag_and_are_kept_by_no_cache(site):
    first = site.browser().get("/kalender/alle.ics", **{"Accept-Encoding": "gzip"})
    again = site.browser().get("/kalender/alle.ics", **{"If-None-Match": first.headers["ETag"]})

    assert first.status == 200
    assert "Content-Encoding" not in first.headers
    assert not first.headers["ETag"].startswith("W/")
    assert (again.status, again.body) == (304, b"")
    assert not {"X-Cache", "Age", "Via"} & set(first.headers)


def test_style_sheets_are_compressed(site):
    answer = site.browser().get("/static/vendor/kern/kern.min.css", **{"Accept-Encoding": "gzip"})

    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"


def test_the_log_tells_no_key_no_search_and_no_full_address(site):
    browser = site.browser()
    for path in (
        f"/kalender/abo/{KEY}.ics",
        f"/kalender/abo/{KEY}",
        f"/passwort/{KEY}",
        f"//passwort/{KEY}",
        f"/meine-daten/adresse/{KEY}",
        f"/meine-daten/./adresse/{KEY}",
        f"/%70asswort/{KEY}",
        f"/kalender/./abo/{KEY}.ics",
        f"/anmelden?weiter=/passwort/{KEY}",
        "/sitzungen?q=Beispielname",
    ):
        browser.get(path, Referer=f"{site.front.origin}/passwort/{KEY}")
    Browser(f"http://localhost:{site.front.plain}").get(f"/passwort/{KEY}")
    time.sleep(0.2)

    told = site.front.told() + "".join(one.log() for one in site.services)
    assert KEY[:12] not in told
    assert "Beispielname" not in told
    assert "127.0.0.1 " not in site.front.told()
    assert "/kalender/abo/***" in told
    assert "/passwort/***" in told
    assert "127.0.0.x" in told


def test_whoever_comes_unencrypted_is_sent_to_the_public_address(site):
    answer = Browser(f"http://localhost:{site.front.plain}").get("/sitzungen?seite=2")

    assert answer.status == 301
    assert answer.headers["Location"] == f"{site.front.origin}/sitzungen?seite=2"


def test_one_of_two_services_restarts_without_a_lost_request(site):
    is_over = threading.Event()
    from_where = {"Referer": f"{site.front.origin}/anmelden"}

    def read() -> list[int]:
        answers = []
        while not is_over.is_set() or len(answers) < 6:  # however fast the machine is
            answers.append(site.browser().get("/anmelden").status)
        return answers

    def write(sitting: int) -> list[str]:
        browser = sign_in(site)[0]
        page = f"/sitzungen/{sitting}/tagesordnung/neu"
        browser.get(page)
        sent: list[str] = []
        for number in count():
            if is_over.is_set():
                return sent
            fields = {"title": f"Punkt {sitting}-{number}", "place": "public"}
            assert browser.post(page, fields, **from_where).status == 302
            sent.append(fields["title"])
        return sent

    with ThreadPoolExecutor() as pool:
        reading = [pool.submit(read) for _ in range(2)]
        writing = [pool.submit(write, sitting) for sitting in site.sittings]
        try:
            for service in site.services:
                service.stop()
                service.start()
        finally:
            is_over.set()

    answers = [status for one in reading for status in one.result()]
    assert set(answers) == {200}
    assert len(answers) > 10
    assert sorted(saved_items(site)) == sorted(title for one in writing for title in one.result())


def saved_items(site: Site) -> list[str]:
    app = create_app(load_settings(site.folder, fast_passwords=True))
    with app.app_context():
        titles = db.session.scalars(select(AgendaItem.title)).all()
        db.session.remove()
        db.engine.dispose()
    return list(titles)


def test_without_a_service_the_front_server_says_so_and_keeps_the_key(site):
    for service in site.services:
        service.stop()
    try:
        page = site.browser().get("/sitzungen")
        link = site.browser().get(f"/passwort/{KEY}")
        style = site.browser().get("/static/x.css", Referer=f"{site.front.origin}/passwort/{KEY}")
        time.sleep(0.2)
    finally:
        for service in site.services:
            service.start()

    assert {page.status, link.status, style.status} <= {502, 503}
    assert "Gremien ist gerade nicht erreichbar" in page.text
    assert page.headers["Retry-After"] == "30"
    assert KEY[:12] not in site.front.told()


@pytest.fixture
def made(init_template, tmp_path, monkeypatch):
    for name in [n for n in os.environ if n.startswith("GREMIEN_")]:
        monkeypatch.delenv(name)
    data = Path(shutil.copytree(init_template, tmp_path / "data"))

    def make(*arguments, **environment):
        environment = {"GREMIEN_PUBLIC_ORIGIN": "https://gremien.example.org"} | environment
        command = ["deploy", *map(str, arguments), "--data", str(data)]
        return CliRunner().invoke(cli, command, env=environment, prog_name="gremien")

    return make


@pytest.mark.parametrize("what", list(FILES))
def test_every_file_is_filled_in_whole(made, what):
    done = made(what)

    assert done.exit_code == 0, done.output
    assert not [
        word
        for word in done.stdout.split()
        if word.strip('";/').startswith("@") and word != "SystemCallFilter=@system-service"
    ]


def test_every_template_is_offered():
    offered = {name for names in FILES.values() for name in names}

    assert {path.name for path in deploy_dir().iterdir()} == offered | {"502.html"}


def test_systemd_takes_the_units(made, tmp_path):
    folder = tmp_path / "units"
    folder.mkdir()
    done = made("systemd", "--into", folder, "--port", 8000, "--port", 8001)

    assert done.exit_code == 0, done.output
    assert "--port 8001" in (folder / "gremien-2.service").read_text()
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd fehlt")
    units = sorted(str(path) for path in folder.iterdir())
    checked = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert [line for line in checked.stderr.splitlines() if "gremien" in line] == []


def test_the_units_leave_little_open(made, tmp_path):
    """From 0 (nothing) to 10 (everything), as systemd counts; only the network adds much."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd fehlt")
    assert made("systemd", "--into", tmp_path).exit_code == 0

    for unit in sorted(tmp_path.glob("*.service")):
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(unit)]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_services_may_write_where_the_database_is_and_a_missing_drive_is_told(made, tmp_path):
    beside = f"sqlite:///{tmp_path}/elsewhere/gremien.db"
    usual, own = made("systemd").stdout, made("systemd", GREMIEN_DATABASE_URL=beside).stdout
    server = made("systemd", GREMIEN_DATABASE_URL="postgresql://a@b/c").stdout

    assert own.count(f"ReadWritePaths={tmp_path}/data {tmp_path}/elsewhere") == 4
    assert {usual.count(f"ReadWritePaths={tmp_path}/data\n"), server.count("data\nPriv")} == {3}
    assert usual.count(f"ReadWritePaths={tmp_path}/data -/var/backups/gremien\n") == 1


def test_what_somebody_has_changed_in_a_file_is_kept_beside(made, tmp_path):
    folder = tmp_path / "units"
    folder.mkdir()
    made("systemd", "--into", folder)
    unit = folder / "gremien.service"
    unit.write_text("# eigenes\n")

    again = made("systemd", "--into", folder)

    assert (folder / "gremien.service.bisher").read_text() == "# eigenes\n"
    assert "die bisherige ist gremien.service.bisher" in again.stderr
    assert again.stderr.count("bisherige") == 1
    assert unit.read_text().startswith("# /etc/systemd/system/gremien.service")


def test_a_web_server_needs_an_encrypted_address(made):
    done = made("nginx", GREMIEN_PUBLIC_ORIGIN="http://127.0.0.1:8000")

    assert done.exit_code == 1
    assert "https://" in done.output


def test_a_path_that_would_need_quoting_is_refused(made):
    done = made("nginx", "--certificate", "/etc/mein zertifikat.pem; include /etc/passwd")

    assert done.exit_code == 1
    assert "enthält Zeichen" in done.output


def test_what_the_settings_lack_is_said_beside_the_files(made):
    assert "proxies = 1" in made("apache").stderr
    assert "proxies" not in made("apache", GREMIEN_PROXIES="1").stderr


def test_systemd_is_told_when_requests_are_taken(tmp_path, monkeypatch):
    from gremien_app.operation.cli.running import tell_systemd  # noqa: PLC0415 -- only here

    path = str(tmp_path / "n")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(path)
        monkeypatch.setenv("NOTIFY_SOCKET", path)
        tell_systemd("READY=1")

        assert heard.recv(20) == b"READY=1"
