"""The ``gremien`` command: set up, serve, load, export, check. Its texts are German."""

import os

import click

from gremien_app.base.kernel import version
from gremien_app.operation.cli.backups import backup, copy_database
from gremien_app.operation.cli.base import GermanGroup
from gremien_app.operation.cli.data import create_user, import_data
from gremien_app.operation.cli.deploy import deploy
from gremien_app.operation.cli.doctor import doctor
from gremien_app.operation.cli.exports import export
from gremien_app.operation.cli.restoring import restore
from gremien_app.operation.cli.retention import retention
from gremien_app.operation.cli.rotation import rotate_key
from gremien_app.operation.cli.setup import demo, init, serve
from gremien_app.operation.cli.tick import mail_test, tick
from gremien_app.operation.cli.verify import verify


def _tell_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 -- click's
    if asked and not context.resilient_parsing:
        click.echo(f"Gremien {version.this()}")
        context.exit()


@click.group(cls=GermanGroup, invoke_without_command=False)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Version und Commit zeigen.",
)
def cli() -> None:
    """Gremien: Sitzungen, Niederschriften und Kalender für die Geschäftsführung.

    Die Daten liegen im Ordner instance/ oder dort, wohin GREMIEN_DATA oder --data zeigt.
    """


for command in (
    demo,
    serve,
    init,
    import_data,
    create_user,
    export,
    doctor,
    deploy,
    verify,
    backup,
    restore,
    copy_database,
    tick,
    mail_test,
    rotate_key,
    retention,
):
    cli.add_command(command)


def main() -> None:
    """The entry point of the installed command."""
    os.umask(0o077)  # settings, database and exports hold names and secrets
    cli(prog_name="gremien")
