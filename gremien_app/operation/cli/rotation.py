"""``gremien rotate-key``: new keys, without signing everybody out and without losing anything."""

import os
from pathlib import Path

import click

from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.transactions import commit
from gremien_app.config import default_data_dir, load_settings
from gremien_app.meetings.support.actions import renew_key
from gremien_app.meetings.support.sealing import KEY_FILE, Safe
from gremien_app.operation.cli.base import GermanCommand, application, data_option, fail
from gremien_app.operation.cli.owner import require_owner
from gremien_app.operation.cli.schema import require_current
from gremien_app.settings_file import SETTINGS_FILE, rotate_secret


@click.command("rotate-key", cls=GermanCommand)
@data_option
@click.option(
    "--only-support", is_flag=True, help="Nur den Schlüssel des Unterstützungsbedarfs wechseln."
)
def rotate_key(folder: Path | None, *, only_support: bool) -> None:
    """Den geheimen Schlüssel der Anmeldungen und den des Unterstützungsbedarfs wechseln.

    Der bisherige gilt noch zum Lesen, damit niemand abgemeldet wird; beim nächsten Wechsel fällt
    er weg. Ist der Schlüssel bekannt geworden, wechseln Sie ihn zweimal. Starten Sie danach den
    Dienst neu. Was an Unterstützungsbedarf gespeichert ist, wird mit dem neuen Schlüssel neu
    verschlüsselt.
    """
    folder = (folder or default_data_dir()).absolute()
    if not only_support:
        _renew_secret(folder)
    _renew_support(folder)


def _renew_secret(folder: Path) -> None:
    if "GREMIEN_SECRET_KEY" in os.environ:
        fail(
            "Der Schlüssel steht in der Umgebungsvariable GREMIEN_SECRET_KEY. Setzen Sie dort "
            "einen neuen und den bisherigen in GREMIEN_SECRET_KEY_FALLBACKS."
        )
    path = folder / SETTINGS_FILE
    if not path.is_file():
        fail(f"Es gibt keine Einstellungen in {folder}. „gremien init“ legt sie an.")
    if os.geteuid() != 0:  # root gives the file back to whom it belongs
        require_owner(folder)
    load_settings(folder)  # an unreadable file is refused before it is rewritten
    rotate_secret(path)
    click.echo(f"Neuer Schlüssel in {path}. Bitte starten Sie den Dienst neu.")


def _renew_support(folder: Path) -> None:
    """Nothing to do where nobody has said anything yet."""
    if not Safe(folder).has_key:
        return
    with application(folder).app_context():
        require_current()
        count = renew_key()
        commit()
    told = format_count(count, "Angabe", "Angaben")
    click.echo(f"Neuer Schlüssel in {folder / KEY_FILE}; {told} neu verschlüsselt.")
