"""``gremien retention``: how long what is kept, as the settings say."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from gremien_app.base.house.gathered import House
from gremien_app.base.house.keeping import Lengths
from gremien_app.channels.portal.retention import Kind, kinds
from gremien_app.config import Settings, load_settings
from gremien_app.operation.cli.base import GermanCommand, data_option, json_option
from gremien_app.rooms import ROOMS


@click.command(cls=GermanCommand)
@data_option
@json_option
def retention(folder: Path | None, *, as_json: bool) -> None:
    """Zeigen, wie lange welche Daten bleiben, als Tabelle (Art. 30 DSGVO)."""
    found = kinds_of(load_settings(folder))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        click.echo(as_table(found))


def kinds_of(settings: Settings) -> list[Kind]:
    lengths = Lengths(
        session=timedelta(hours=settings.session_hours),
        idle=timedelta(minutes=settings.idle_minutes),
        contact_months=settings.contact_months,
        support_days=settings.support_days,
    )
    return kinds(House(ROOMS), lengths)


def as_table(found: list[Kind]) -> str:
    lines = ["| Daten | von wem | bleiben | enden |", "|---|---|---|---|"]
    for one in found:
        settings = f" ({', '.join(one.settings)})" if one.settings else ""
        lines.append(f"| {one.name} | {one.whose} | {one.kept}{settings} | {one.end} |")
    return "\n".join(lines)
