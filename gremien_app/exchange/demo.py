"""The demonstration: the package's own data files, loaded into an empty database."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gremien_app.accounts.queries import find_by_email
from gremien_app.exchange.actions import Report, import_file

FOLDER = Path(__file__).resolve().parent.parent / "data"
# Persons and accounts first: whoever signs in the current term does so with an account.
FILES = ("koeln.json", "demo-2024.json", "demo-users.json", "demo-current.json")
PASSWORD = "gremien-demo"  # noqa: S105 -- public on purpose, invented data only


@dataclass(frozen=True)
class Login:
    """An account of the demonstration and what it is good for."""

    email: str
    about: str


def logins() -> tuple[Login, ...]:
    """For the terminal and for the start page."""
    return (
        Login("admin@demo.example", "Verwaltung der Konten"),
        Login("geschaeftsfuehrung@demo.example", "Geschäftsführung aller fünf Gremien"),
        Login("vorsitz@demo.example", "Vorsitz der StAG Behindertenpolitik"),
        Login("mitglied@demo.example", "Mitglied der StAG Behindertenpolitik"),
        Login("stellvertretung@demo.example", "Stellvertretung in der StAG Behindertenpolitik"),
    )


def load(now: datetime) -> list[Report]:
    """Load all files in one transaction; the caller commits."""
    return [import_file(FOLDER / name, now) for name in FILES]


def is_loaded() -> bool:
    """Whether this database is a demonstration's."""
    return find_by_email(logins()[0].email) is not None
