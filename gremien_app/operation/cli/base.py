"""What all commands share: German help and errors, the data folder, the application."""

import errno
import gettext
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click
import psycopg
from flask import Flask
from sqlalchemy.exc import DatabaseError

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken, is_storage_fault
from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.config import SettingsError, default_data_dir, load_settings
from gremien_app.operation.cli.owner import require_owner
from gremien_app.operation.service import lock_actions as locks

_GERMAN = {
    "Usage:": "Aufruf:",
    "Options": "Optionen",
    "Commands": "Befehle",
    "Show this message and exit.": "Diese Hilfe zeigen.",
    "Aborted!": "Abgebrochen.",
    "Try '{command} {option}' for help.": "Hilfe gibt „{command} {option}“.",
    "Error: {message}": "Fehler: {message}",
    "No such option: {name}": "Die Option {name} gibt es nicht.",
    "No such option {name!r}.": "Die Option {name} gibt es nicht.",
    "No such command {name!r}.": "Den Befehl „{name}“ gibt es nicht.",
    "Missing command.": "Es fehlt der Befehl.",
    "Missing argument": "Es fehlt die Angabe",
    "Missing option": "Es fehlt die Option",
    "Missing parameter": "Es fehlt die Angabe",
    "Invalid value: {message}": "Ungültiger Wert: {message}",
    "Invalid value for {param_hint}: {message}": "Ungültiger Wert für {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "„{value}“ ist keine ganze Zahl.",
    "{value} is not in the range {range}.": "{value} liegt nicht im Bereich {range}.",
    "Option {name!r} requires an argument.": "Die Option {name} braucht einen Wert.",
    "Option {name!r} does not take a value.": "Die Option {name} nimmt keinen Wert.",
    "{name} {filename!r} does not exist.": "„{filename}“ gibt es nicht.",
    "{name} {filename!r} is a directory.": "„{filename}“ ist ein Ordner.",
    "{name} {filename!r} is a file.": "„{filename}“ ist eine Datei.",
    "{name} {filename!r} is not readable.": "„{filename}“ ist nicht lesbar.",
    "required": "nötig",
    "default: {default}": "sonst {default}",
    "[default: {default}]": "[sonst {default}]",
    "Repeat for confirmation": "Zur Sicherheit noch einmal",
    "Error: The two entered values do not match.": "Die beiden Eingaben stimmen nicht überein.",
}


_SYSTEM = {
    errno.ENOSPC: "Der Speicher ist voll.",
    errno.EDQUOT: "Der Speicher ist voll.",
    errno.EROFS: "Der Speicher ist schreibgeschützt.",
    errno.EACCES: "Dafür fehlt das Recht.",
    errno.EPERM: "Dafür fehlt das Recht.",
    errno.ENOENT: "Das gibt es nicht.",
    errno.ENOTDIR: "Das ist kein Ordner.",
    errno.EISDIR: "Das ist ein Ordner.",
}


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _GERMAN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if msgid1.startswith("Got unexpected extra argument"):
            return "Überzählige Angabe: {args}"
        return msgid1 if n == 1 else msgid2


def _speak_german() -> None:
    """Click looks its words up in the ``gettext`` module under names of its own."""
    catalogue = _Catalogue()
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            if hasattr(module, "_"):
                vars(module)["_"] = catalogue.gettext
            if hasattr(module, "ngettext"):
                vars(module)["ngettext"] = catalogue.ngettext


_speak_german()


class GermanCommand(click.Command):
    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[OPTIONEN]")
        super().__init__(*args, **settings)


class GermanGroup(click.Group):
    """A group whose refusals are German sentences on stderr, never tracebacks."""

    command_class = GermanCommand
    group_class = type

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[OPTIONEN]")
        settings.setdefault("subcommand_metavar", "BEFEHL …")
        super().__init__(*args, **settings)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except ImportRefused as refused:
            for problem in refused.problems:
                click.echo(str(problem), err=True)
            count = len(refused.problems)
            fail(f"{count} Fehler gefunden. Es wurde nichts geschrieben.")
        except (SettingsError, RuleBroken) as refusal:
            fail(str(refusal))
        except NotFound as missing:
            fail(str(missing) or "Das Gesuchte gibt es nicht.")
        except DatabaseError as error:
            _refuse_database(str(error.orig))
        except (sqlite3.Error, psycopg.Error) as error:  # asked without SQLAlchemy
            _refuse_database(str(error))
        except OSError as error:
            fail(reason_of(error))


def reason_of(error: Exception) -> str:
    """What the machine or the database says, in German where it can be."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{_SYSTEM.get(error.errno or 0) or error.strerror or error}"
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0][:200]


def fail(message: str) -> NoReturn:
    """End with exit code 1 and a sentence."""
    click.echo(f"Fehler: {message}", err=True)
    sys.exit(1)


def _refuse_database(told: str) -> NoReturn:
    first_line = told.strip().split("\n")[0][:200]
    if is_storage_fault(told):
        fail(
            f"Der Speicher ist voll oder schreibgeschützt ({first_line}). Es wurde nichts "
            "gespeichert. Bitte schaffen Sie Platz oder prüfen Sie die Rechte am Ordner."
        )
    if "unable to open" in told:
        fail(
            f"Die Datenbank lässt sich nicht öffnen ({first_line}). Bitte prüfen Sie, ob es ihren "
            "Ordner gibt und ob das Programm darin schreiben darf."
        )
    fail(
        f"Die Datenbank ist nicht erreichbar oder nicht eingerichtet ({first_line}). „gremien "
        "init“ richtet sie ein, „gremien doctor“ prüft sie."
    )


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--data DIR``: where settings, database and files lie."""
    return click.option(
        "--data",
        "folder",
        metavar="ORDNER",
        type=click.Path(path_type=Path, file_okay=False),
        help="Datenordner (sonst GREMIEN_DATA oder instance/).",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Als JSON ausgeben.")(command)


def application(folder: Path | None, *, is_alone: bool = False, **overrides: Any) -> Flask:
    """The application on a data folder; raises ``SettingsError``.

    Until the command ends nobody gets the database for himself, unless ``is_alone`` says that
    the command sees to its locks itself.
    """
    data = (folder or default_data_dir()).absolute()
    require_owner(data)
    try:
        settings = load_settings(data, **overrides)
    except SettingsError as refusal:
        if data.is_dir():
            raise
        raise SettingsError(
            f"Den Datenordner {data} gibt es nicht. Stimmt die Angabe (--data oder GREMIEN_DATA)? "
            "„gremien init“ legt ihn an."
        ) from refusal
    app = create_app(settings)
    context = click.get_current_context()
    context.call_on_close(lambda: _release(app))
    if not is_alone:
        with app.app_context():
            context.with_resource(locks.working(db.engine))
    return app


def _release(app: Flask) -> None:
    """Close the connections; one that the garbage collector finds open is a warning."""
    with app.app_context():
        db.engine.dispose()
