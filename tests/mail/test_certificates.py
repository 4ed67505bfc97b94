"""A real mail server that encrypts: with a certificate of its own, an old one, another's name."""

import json
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP
from click.testing import CliRunner

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.mail import actions
from gremien_app.base.mail.models import OutboxMail
from gremien_app.config import load_settings
from gremien_app.operation.cli import cli

pytestmark = pytest.mark.xdist_group("command")
AUTHORITY = "Diese Maschine kennt die Stelle nicht, die das Zertifikat des Mailservers ausgestellt"


def certificate(folder, *, name="localhost", **when):
    """A self-signed certificate; its key stands in the same file."""
    path = folder / f"{name}-{len(when)}.pem"
    key = folder / "key.pem"
    times = [word for option, value in when.items() for word in (f"-{option}", value)]
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", path),
            *(times or ["-days", "2"]),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + key.read_text())
    return path


class Encrypting(Controller):
    """Either from the first byte or after STARTTLS."""

    def __init__(self, path: Path, security: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(path)
        self.security = security
        wrapped = {"ssl_context": self.context} if security == "tls" else {}
        super().__init__(Sink(), hostname="localhost", port=port, ready_timeout=60, **wrapped)

    def factory(self) -> SMTP:
        later = {"tls_context": self.context} if self.security == "starttls" else {}
        return SMTP(self.handler, **later)

    def _trigger_server(self) -> None:
        """Called once at the start; as a client it would refuse the certificate as well."""
        plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        plain.check_hostname, plain.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.hostname, self.port), 5) as begun:
            if self.security == "tls":
                begun = plain.wrap_socket(begun)  # noqa: PLW2901 -- the same connection
            begun.recv(1024)
            begun.close()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "GREMIEN_SMTP_HOST": "localhost",
            "GREMIEN_SMTP_PORT": str(self.port),
            "GREMIEN_SMTP_SECURITY": self.security,
            "GREMIEN_MAIL_FROM": "Gremien <gremien@example.org>",
        }


@pytest.fixture
def start():
    running = []

    def begin(path, security="starttls"):
        running.append(Encrypting(path, security))
        running[-1].start()
        return running[-1].settings

    yield begin
    for one in running:
        one.stop()


@pytest.fixture
def data(init_template, tmp_path):
    """An installation in which a mail waits."""
    folder = Path(shutil.copytree(init_template, tmp_path / "data"))
    with_app(folder, lambda: actions.enqueue(key="m", now=utc_now(), **MAIL))
    return folder


MAIL = {"to_address": "kim@example.org", "to_name": "Kim", "subject": "Einladung", "body": "Text"}


def with_app(folder, do):
    app = create_app(load_settings(folder))
    with app.app_context():
        found = do()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return found


def run(*arguments, **environment):
    words = [str(one) for one in arguments]
    return CliRunner().invoke(cli, words, env=environment, prog_name="gremien")


def waiting(folder):
    """Attempts, given up, reason of the one mail."""
    columns = OutboxMail.attempts, OutboxMail.given_up_at, OutboxMail.last_error
    return with_app(folder, lambda: tuple(db.session.query(*columns).one()))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_with_an_unknown_certificate_mails_wait_and_all_say_what_to_do(
    start, data, tmp_path, security
):
    settings = start(certificate(tmp_path), security)

    examined = run("doctor", "--json", "--data", data, **settings)
    regular = run("tick", "--data", data, **settings)
    tried = run("mail-test", "kim@example.org", "--data", data, **settings)

    told = next(one for one in json.loads(examined.stdout) if one["check"] == "Mail")
    attempts, given_up_at, reason = waiting(data)
    assert (examined.exit_code, regular.exit_code, tried.exit_code) == (1, 1, 1)
    assert (told["state"], attempts, given_up_at) == ("error", 0, None)
    for text in (told["message"], regular.stderr, tried.stderr, reason):
        assert AUTHORITY in text
        assert "/usr/local/share/ca-certificates" in text


def test_a_certificate_that_is_known_lets_the_waiting_mail_go(start, data, tmp_path, monkeypatch):
    path = certificate(tmp_path)
    settings = start(path)
    run("tick", "--data", data, **settings)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))  # what update-ca-certificates does for all

    again = run("mail-test", "kim@example.org", "--data", data, **settings)
    with_app(data, make_due)
    regular = run("tick", "--json", "--data", data, **settings)

    assert again.exit_code == 0, again.output
    assert (regular.exit_code, json.loads(regular.stdout)["versandt"]) == (0, 1)


def make_due():
    mail = db.session.query(OutboxMail).one()
    mail.due_at = mail.created_at


def test_a_certificate_of_another_name_is_called_that(start, data, tmp_path, monkeypatch):
    path = certificate(tmp_path, name="mail.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    told = run("mail-test", "kim@example.org", "--data", data, **start(path))

    assert "gilt nicht für „localhost“; in smtp_host gehört ein Name" in told.output


def test_the_wrong_way_of_encrypting_is_called_that(start, data, tmp_path):
    settings = start(certificate(tmp_path), "starttls") | {"GREMIEN_SMTP_SECURITY": "tls"}

    told = run("mail-test", "kim@example.org", "--data", data, **settings)

    assert "Für Port 465 gehört smtp_security = „tls“, für 587 „starttls“" in told.output
