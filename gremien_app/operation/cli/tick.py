"""``gremien tick``: what must be done regularly; called by cron or a systemd timer."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app

from gremien_app.base.extensions import db
from gremien_app.base.files import actions as files
from gremien_app.base.files import inspection
from gremien_app.base.files import queries as file_queries
from gremien_app.base.files import removal_actions as removal
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.mail import transport
from gremien_app.base.mail.delivery_actions import deliver_due
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.mail.queries import count_waiting
from gremien_app.base.mail.rules import MAIL_IS_LATE, require_address
from gremien_app.base.transactions import commit
from gremien_app.config import MailSettings
from gremien_app.meetings.guests.queries import last_days
from gremien_app.meetings.replies import actions as replies
from gremien_app.meetings.replies import queries as reply_queries
from gremien_app.operation.cli.base import (
    GermanCommand,
    application,
    data_option,
    fail,
    json_option,
)
from gremien_app.operation.cli.machine import NOTHING_DELETED, SET_THE_CLOCK
from gremien_app.operation.cli.schema import require_current
from gremien_app.operation.cli.verify import note_head
from gremien_app.operation.service.clock_queries import clock_fault
from gremien_app.people.members.forgetting_actions import forget_contacts

_WORDS_SECONDS = 60  # the timer calls again
_LATE = "verspätet"
_UNNOTED = "Vermerk fehlgeschlagen"
_NO_MAIL = "Mailserver nimmt nichts an"


def _deliver() -> dict[str, int]:
    done = deliver_due()
    if done.fault:
        settings: MailSettings = current_app.config["MAIL"]
        click.echo(
            f"Fehler: Der Mailserver {settings.host}:{settings.port} nimmt keine Mail an; alle "
            f"warten. {done.fault}",
            err=True,
        )
    told = {_NO_MAIL: 1} if done.fault else {}
    return told | {"versandt": done.sent, "verschoben": done.postponed, "aufgegeben": done.given_up}


def _call_deputies() -> dict[str, int]:
    """Before the mails go: whoever is called now is told in the same run."""
    called = 0
    for sitting_id in reply_queries.sittings_with_absences(utc_now()):
        called += replies.call_due_at(sitting_id, utc_now())
        commit()
    for sitting_id, calling_id in reply_queries.untold(utc_now()):
        replies.tell(sitting_id, calling_id, utc_now(), current_app.config["PUBLIC_ORIGIN"])
        commit()
    return {"Vertretungen geladen": called} if called else {}


def _tidy() -> dict[str, int]:
    count = sum(tidy(utc_now()) for tidy in house().tidies)
    commit()
    return {"aufgeräumt": count}


def _forget() -> dict[str, int]:
    count = forget_contacts(today(), current_app.config["CONTACT_MONTHS"], last_days())
    commit()
    return {"Kontaktdaten gelöscht": count}


def _take_words() -> dict[str, int]:
    """The text of new files, one after the other; nobody waits for the database meanwhile."""
    end, count = time.monotonic() + _WORDS_SECONDS, 0
    while time.monotonic() < end and (waiting := file_queries.without_words(1)):
        (file,) = waiting
        number, path, kind = file.id, file_queries.store().path(file.sha256), file.kind
        db.session.rollback()
        found = inspection.words(path, kind)
        files.note_words(number, found, utc_now())
        commit()
        count += 1
    return {"Dateien gelesen": count} if count else {}


def _remove_files() -> dict[str, int]:
    """What nothing refers to any more; not while a backup or an upload reads or writes files."""
    removal.mark(utc_now())
    commit()
    store = file_queries.store()
    with store.alone() as is_free:
        if not is_free:
            return {}
        hashes = removal.delete(utc_now())
        commit()
        count = store.remove(hashes) + removal.sweep(store)
    return {"Dateien gelöscht": count} if count else {}


def _waiting() -> dict[str, int]:
    late = 0
    if current_app.config["MAIL"].is_ready:
        late = count_waiting(older_than=utc_now() - MAIL_IS_LATE)
    return {"wartend": count_waiting(), _LATE: late}


def _note_head() -> dict[str, int]:
    return {} if note_head() else {_UNNOTED: 1}


# Each one commits for itself and may be called at any time, also twice at once.
JOBS: tuple[Callable[[], dict[str, int]], ...] = (
    _call_deputies,
    _deliver,
    _tidy,
    _forget,
    _take_words,
    _remove_files,
    _note_head,
    _waiting,
)
DELETING = {_tidy, _forget, _remove_files}  # what a wrong clock must not do; nothing brings it back


@click.command(cls=GermanCommand)
@data_option
@json_option
def tick(folder: Path | None, *, as_json: bool) -> None:
    """Fällige Mails versenden und Abgelaufenes löschen.

    Der Befehl gehört alle paar Minuten in cron oder einen systemd-Timer. Laufen zwei zugleich,
    wird trotzdem keine Mail doppelt versandt.
    """
    app = application(folder)
    done: dict[str, int] = {}
    with app.app_context():
        require_current()
        wrong = clock_fault()
        for job in JOBS:
            if not (wrong and job in DELETING):
                done |= job()
            db.session.remove()
    late = done.pop(_LATE, 0)
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False))
    else:
        click.echo(", ".join(f"{name}: {count}" for name, count in done.items()))
        if done["wartend"] and not app.config["MAIL"].is_ready:
            click.echo("Es ist kein Mailserver eingerichtet; die Mails warten im Postausgang.")
    if late or done.get("aufgegeben"):
        click.echo(
            f"Mails, die seit über einer Stunde warten: {late}; eben aufgegeben: "
            f"{done.get('aufgegeben', 0)}. „gremien doctor“ prüft den Mailserver.",
            err=True,
        )
    if wrong:
        click.echo(f"Fehler: {wrong} {SET_THE_CLOCK} {NOTHING_DELETED}", err=True)
    if wrong or late or done.get("aufgegeben") or {_UNNOTED, _NO_MAIL} & set(done):
        sys.exit(1)


@click.command("mail-test", cls=GermanCommand)
@click.argument("address", metavar="ADRESSE")
@data_option
def mail_test(address: str, folder: Path | None) -> None:
    """Eine Probemail an ADRESSE schicken, um den Mailserver zu prüfen."""
    app = application(folder)
    settings: MailSettings = app.config["MAIL"]
    if not settings.is_ready:
        fail(
            "In der Vorführung wird nichts versandt."
            if app.config["DEMO"]
            else "Es ist kein Mailserver eingerichtet (smtp_host, mail_from)."
        )
    now = utc_now()
    mail = OutboxMail(
        key=f"mail-test-{now.isoformat()}",
        to_address=require_address(address),
        to_name="",
        subject="Probemail von Gremien",
        body=f"Der Mailversand von {app.config['PUBLIC_ORIGIN']} funktioniert.\n",
        created_at=now,
    )
    try:
        with transport.connection(settings) as server:
            transport.send(server, transport.build_message(mail, settings.sender))
    except transport.NotSent as error:
        where = f"{settings.host}:{settings.port}"
        fail(f"Über {where} ging die Probemail nicht hinaus. {error.reason}")
    click.echo(f"Die Probemail an {mail.to_address} ist versandt.")
