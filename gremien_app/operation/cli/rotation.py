"""``gremien rotate-key``: a new secret key without signing everybody out."""

import os
from pathlib import Path

import click

from gremien_app.config import default_data_dir, load_settings
from gremien_app.operation.cli.base import GermanCommand, data_option, fail
from gremien_app.operation.cli.owner import require_owner
from gremien_app.settings_file import SETTINGS_FILE, rotate_secret


@click.command("rotate-key", cls=GermanCommand)
@data_option
def rotate_key(folder: Path | None) -> None:
    """Den geheimen Schlüssel der Anmeldungen wechseln.

    Der bisherige gilt noch zum Lesen, damit niemand abgemeldet wird; beim nächsten Wechsel fällt
    er weg. Ist der Schlüssel bekannt geworden, wechseln Sie ihn zweimal. Starten Sie danach den
    Dienst neu.
    """
    folder = (folder or default_data_dir()).absolute()
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
