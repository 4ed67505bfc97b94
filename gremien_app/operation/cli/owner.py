"""Whose the data folder is: what another user writes there, the service can't read."""

import os
import shlex
import sys
from pathlib import Path

import click

from gremien_app.config import SettingsError
from gremien_app.settings_file import SETTINGS_FILE

_TELLING = ("gremien.db", "audit-heads.log", SETTINGS_FILE)  # the first one there tells the owner


def require_owner(folder: Path) -> None:
    """Refuse to work as another user than the folder's, with the command that works.

    A folder of root's may be shared with a service's group; there its rights decide.
    """
    owner = owner_of(folder)
    if owner is None or owner in {0, os.geteuid()}:
        return
    raise SettingsError(
        f"Die Daten in {folder} gehören „{user_name(owner)}“; der Befehl läuft als "
        f"„{user_name(os.geteuid())}“. Was er schriebe, könnte der Dienst nicht mehr lesen. Rufen "
        f"Sie ihn so auf: {command_as(owner, folder)}"
    )


def owner_of(folder: Path) -> int | None:
    """The user whose files these are; None where there is no folder or no such thing as users."""
    if os.name != "posix":
        return None
    for path in (*(folder / name for name in _TELLING), folder):
        try:
            return path.stat().st_uid
        except OSError:
            continue
    return None


def user_name(number: int) -> str:
    import pwd  # noqa: PLC0415 -- POSIX only

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"#{number}"


def command_as(owner: int, folder: Path) -> str:
    """The running command for somebody else; without its other arguments, which may be secret."""
    called = Path(sys.argv[0]).absolute()
    program = str(called) if called.name == "gremien" else "gremien"
    context = click.get_current_context(silent=True)
    words = context.command_path.split()[1:] if context else []
    user = shlex.quote(user_name(owner))
    return f"sudo -u {user} {' '.join([program, *words])} --data {shlex.quote(str(folder))}"


def require_writable(*paths: Path) -> None:
    """Before a service starts that could save nothing."""
    for path in paths:
        mode = os.W_OK | (os.X_OK if path.is_dir() else 0)
        if path.exists() and not os.access(path, mode):
            me, owner = user_name(os.geteuid()), user_name(path.stat().st_uid)
            raise SettingsError(
                f"Der Dienst läuft als „{me}“ und darf {path} nicht schreiben (gehört „{owner}“). "
                f"Als root: chown -R {me} {path if path.is_dir() else path.parent}"
            )
