"""``gremien deploy``: the files for web server, systemd and cron, filled in from the settings."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy import make_url

from gremien_app.base.kernel.hosts import as_sent, is_loopback, name_of
from gremien_app.base.web.limits import taken_in
from gremien_app.config import Settings, deploy_dir, load_settings
from gremien_app.operation.cli.base import GermanCommand, data_option, fail
from gremien_app.operation.cli.owner import owner_of, user_name
from gremien_app.operation.cli.serving import PORT

# What is asked for → the templates in ``deploy/``.
FILES = {
    "nginx": ("nginx.conf",),
    "apache": ("apache.conf",),
    "systemd": (
        "gremien.service",
        "gremien-tick.service",
        "gremien-tick.timer",
        "gremien-backup.service",
        "gremien-backup.timer",
        "gremien-verify.service",
        "gremien-verify.timer",
    ),
    "cron": ("cron",),
    "logrotate": ("logrotate",),
}
_PLACE = re.compile(r"@([A-Z_]+)@")
# What needs no quoting in any of these files.
_PLAIN = re.compile(r"[\w./+:~-]+")
_ATTEMPTS = 20  # each a refused connection on the same machine
_HOMES = ("/home", "/root", "/run/user")


@dataclass(frozen=True)
class Wanted:
    """What the settings do not say."""

    ports: tuple[int, ...]
    backups: Path
    certificate: str = ""
    certificate_key: str = ""


@click.command(cls=GermanCommand)
@click.argument("what", metavar="WAS", type=click.Choice(list(FILES)))
@data_option
@click.option(
    "--port",
    "ports",
    metavar="ZAHL",
    type=click.IntRange(1, 65535),
    multiple=True,
    default=(PORT,),
    help="Port des Dienstes; zweimal für zwei Dienste nebeneinander.",
)
@click.option(
    "--backups",
    metavar="ORDNER",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("/var/backups/gremien"),
    show_default=True,
    help="Wohin die nächtliche Sicherung geht.",
)
@click.option("--certificate", metavar="DATEI", default="", help="Zertifikat mit Kette (PEM).")
@click.option("--certificate-key", metavar="DATEI", default="", help="Sein Schlüssel (PEM).")
@click.option(
    "--into",
    metavar="ORDNER",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Die Dateien dorthin schreiben statt sie zu zeigen.",
)
def deploy(  # noqa: PLR0917 -- click passes them by name
    what: str,
    folder: Path | None,
    ports: tuple[int, ...],
    backups: Path,
    certificate: str,
    certificate_key: str,
    into: Path | None,
) -> None:
    """Die Dateien für nginx, apache, systemd, cron oder logrotate ausgefüllt ausgeben.

    Der Befehl liest nur die Einstellungen; er darf auch als root laufen.
    """
    settings = load_settings(folder)
    wanted = Wanted(ports, backups.absolute(), certificate, certificate_key)
    made = filled(what, settings, wanted)
    if into is None:
        click.echo("\n".join(made.values()), nl=False)
    for name, text in made.items() if into is not None else ():
        click.echo(_written(Path(into or ".", name), text), err=True)
    for hint in _hints(what, settings):
        click.echo(f"Hinweis: {hint}", err=True)


def _written(path: Path, text: str) -> str:
    """Write one file; what somebody has changed in it is not lost."""
    former = path.read_text(encoding="utf-8") if path.exists() else text
    kept = path.with_name(f"{path.name}.bisher")
    if former != text:
        kept.write_text(former, encoding="utf-8")
        kept.chmod(0o644)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)  # secrets stand in none of them
    told = f"Geschrieben: {path}"
    return f"{told} (anders als vorher; die bisherige ist {kept.name})" if former != text else told


def filled(what: str, settings: Settings, wanted: Wanted) -> dict[str, str]:
    """The files by name; fails with a sentence where a value would need quoting in them."""
    values = _values(settings, wanted)
    if what in {"nginx", "apache"} and not settings.public_origin.startswith("https://"):
        fail(
            f"Die öffentliche Adresse {settings.public_origin} ist nicht verschlüsselt. Tragen Sie "
            "in gremien.toml unter public_origin die Adresse mit https:// ein."
        )
    made: dict[str, str] = {}
    for name in FILES[what]:
        text = (deploy_dir() / name).read_text(encoding="utf-8")
        for number, port in enumerate(wanted.ports if name == "gremien.service" else (None,), 1):
            named = name if number == 1 else f"gremien-{number}.service"
            here = values | ({"PORT": str(port)} if port else {})
            full = _PLACE.sub(lambda found, here=here: here[found[1]], text)  # type: ignore[misc]  # binds the loop's values
            made[named] = full.replace("/gremien.service", f"/{named}")
    return made


def _values(settings: Settings, wanted: Wanted) -> dict[str, str]:
    origin = settings.public_origin.rstrip("/")
    parts = urlsplit(origin)
    host = as_sent(parts.netloc)
    name = name_of(host)
    at = f"/etc/letsencrypt/live/{name}"
    owner = owner_of(settings.data_dir)
    plain = {
        "DATA": str(settings.data_dir),
        "USER": user_name(owner) if owner else "gremien",
        "GREMIEN": str(Path(sys.executable).parent / "gremien"),
        "BACKUP": str(wanted.backups),
        "DATABASE": _place_of(settings),
        "CERTIFICATE": wanted.certificate or f"{at}/fullchain.pem",
        "CERTIFICATE_KEY": wanted.certificate_key or f"{at}/privkey.pem",
        "PAGES": str(deploy_dir()),
        "NAME": f"[{name}]" if ":" in name else name,
    }
    for value in filter(None, plain.values()):
        if not _PLAIN.fullmatch(value.strip("[]")):
            fail(f"„{value}“ enthält Zeichen, die in diesen Dateien etwas anderes bedeuten.")
    plain["DATABASE"] = f" {plain['DATABASE']}" if plain["DATABASE"] else ""
    lines = [f"    server 127.0.0.1:{port} max_fails=0;" for port in wanted.ports]
    return (
        plain
        | {
            "ORIGIN": f"{parts.scheme}://{host}",
            "HTTPS_PORT": str(parts.port or 443),
            "BODY_BYTES": str(taken_in(settings.max_body_bytes, settings.max_file_bytes)),
            "NGINX_SERVERS": "\n".join(lines),
            "PROTECT_HOME": "no" if _is_in_a_home(plain["DATA"], plain["GREMIEN"]) else "yes",
            "PORT": str(wanted.ports[0]),
        }
        | _apache(wanted.ports)
    )


def _place_of(settings: Settings) -> str:
    """The folder of an SQLite database that lies outside the data folder; "" otherwise."""
    url = make_url(settings.database_uri())
    path = Path(url.database or "").absolute()
    if url.get_backend_name() != "sqlite" or path.is_relative_to(settings.data_dir):
        return ""
    return str(path.parent)


def _is_in_a_home(*paths: str) -> bool:
    return any(Path(path).is_relative_to(home) for path in paths for home in _HOMES)


def _apache(ports: tuple[int, ...]) -> dict[str, str]:
    """One service is asked directly; of several, whoever answers."""
    if len(ports) == 1:
        # "retry=0": a service that was away is asked again at once.
        target = f"http://127.0.0.1:{ports[0]}/ retry=0 disablereuse=on connectiontimeout=5"
        return {"APACHE_TARGET": target, "APACHE_BALANCER": "", "APACHE_MODULES": ""}
    # With "retry=0" Apache may choose the one that is away again for its second and last try. So
    # that one rests a second, and there are tries enough for two that restart one after the other.
    members = "\n".join(
        f"    BalancerMember http://127.0.0.1:{port} retry=1 disablereuse=on connectiontimeout=5"
        for port in ports
    )
    members += f"\n    ProxySet maxattempts={_ATTEMPTS}"
    return {
        "APACHE_TARGET": "balancer://gremien/",
        "APACHE_BALANCER": f"\n<Proxy balancer://gremien>\n{members}\n</Proxy>\n",
        "APACHE_MODULES": " proxy_balancer lbmethod_byrequests",
    }


def _hints(what: str, settings: Settings) -> list[str]:
    hints = []
    if what in {"nginx", "apache"}:
        if settings.proxies != 1:
            hints.append(
                "In gremien.toml gehört proxies = 1, damit das Programm die Adressen der "
                "Aufrufenden vom Webserver nimmt."
            )
        if is_loopback(name_of(as_sent(urlsplit(settings.public_origin).netloc))):
            hints.append("Die öffentliche Adresse meint nur diese Maschine.")
    if what == "systemd" and owner_of(settings.data_dir) == 0:
        hints.append("Der Datenordner gehört root; der Dienst bekommt besser einen Benutzer.")
    program = Path(sys.executable).parent / "gremien"
    if what in {"systemd", "cron"} and not os.access(program, os.X_OK):
        hints.append(f"{program} gibt es nicht; bitte tragen Sie den Pfad des Programms ein.")
    return hints
