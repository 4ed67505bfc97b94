"""``gremien import-data`` and ``create-user``."""

import json
import sys
from pathlib import Path

import click

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.transactions import commit
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.actions import import_file
from gremien_app.operation.cli.base import (
    GermanCommand,
    application,
    data_option,
    fail,
    json_option,
)
from gremien_app.operation.cli.schema import require_current
from gremien_app.people.accounts.models import User
from gremien_app.people.administration.actions import assign
from gremien_app.people.administration.actions import create_user as add_user
from gremien_app.people.roles import CommitteeRole


@click.command("import-data", cls=GermanCommand)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@data_option
@json_option
def import_data(file: Path, folder: Path | None, *, as_json: bool) -> None:
    """Daten im beschriebenen JSON-Format einlesen (docs/datenformat.md).

    Die Datei wird zuerst ganz geprüft. Enthält sie Fehler, wird nichts geschrieben und jeder
    Fehler mit seiner Stelle genannt. Was es schon gibt, bleibt unverändert.
    """
    with application(folder).app_context():
        require_current()
        report = import_file(file, utc_now())
        commit()
    if as_json:
        click.echo(json.dumps({"added": report.added, "kept": report.kept, "notes": report.notes}))
        return
    for line in report.lines():
        click.echo(line)


@click.command("create-user", cls=GermanCommand)
@click.argument("email", metavar="E-MAIL")
@click.option("--name", required=True, help="Name, wie er angezeigt wird.")
@click.option("--admin", is_flag=True, help="Darf Konten und Einstellungen verwalten.")
@click.option("--person", default="", help="Kennung der Person, der das Konto gehört.")
@click.option(
    "--secretariat", multiple=True, metavar="GREMIUM", help="Geschäftsführung (mehrfach möglich)."
)
@click.option("--password-stdin", is_flag=True, help="Das Passwort von der Standardeingabe lesen.")
@data_option
@json_option
def create_user(
    email: str,
    name: str,
    folder: Path | None,
    person: str,
    secretariat: tuple[str, ...],
    *,
    admin: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Ein Benutzerkonto anlegen."""
    with application(folder).app_context():
        require_current()
        committees = [_committee_id(slug) for slug in secretariat]
        person_id = _person_id(person) if person else None
        password = ask_password(from_stdin=password_stdin)
        user = make_user(email, name, password, is_admin=admin, person_id=person_id)
        for committee_id in committees:
            assign(SYSTEM, user, committee_id, CommitteeRole.SECRETARIAT, today())
        commit()
        told = {"id": user.id, "email": user.email}
    click.echo(json.dumps(told) if as_json else f"Konto angelegt: {told['email']}")


def _committee_id(slug: str) -> int:
    found = queries.committee_id(slug)
    if found is None:
        fail(f"Das Gremium „{slug}“ gibt es nicht.")
    return found


def _person_id(ref: str) -> int:
    found = queries.person_id(ref)
    if found is None:
        fail(f"Die Person „{ref}“ gibt es nicht.")
    return found


def make_user(
    email: str, name: str, password: str, *, is_admin: bool, person_id: int | None = None
) -> User:
    """Create the account and commit; raises ``RuleBroken``."""
    user = add_user(
        SYSTEM,
        email=email,
        name=name,
        password=password,
        now=utc_now(),
        is_admin=is_admin,
        person_id=person_id,
    )
    commit()
    return user


def ask_password(*, from_stdin: bool) -> str:
    """Typed twice without echo; from a script the first line of standard input."""
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Passwort", hide_input=True, confirmation_prompt=True))
