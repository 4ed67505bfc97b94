"""Persons: what they are and were called, how they are reached, what may be published of them."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import Listed, Recorded, described, part_of, recorded, recorded_column
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.text import fold
from gremien_app.people.bases.models import Published, says_kind

if TYPE_CHECKING:
    from gremien_app.people.members.models import Membership

NEVER = Recorded.NEVER
KEY_LENGTH = 400  # of the folded names


def _kept_out(
    label: str, length: int, listed: Listed | None = None, fate: Enum | None = None
) -> Any:
    """Names and contact data: nothing of them stands in the record, which is never deleted.

    Its sentence says which of them changed.
    """
    info = described(label, NEVER, listed=listed, fate=fate)
    return mapped_column(String(length), default="", info=info)


class ContactKind(Labelled):
    """A kind of contact data; each is published only with its own consent."""

    EMAIL = "email", "E-Mail-Adresse"
    PHONE = "phone", "Telefon"
    MOBILE = "mobile", "Mobiltelefon"
    ADDRESS = "address", "Anschrift"


class Called:
    """What somebody is or was called, as pages, lists and papers print it."""

    salutation: Mapped[str]
    title: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]

    @property
    def name(self) -> str:
        """Title, first and last name: "Dr. Ayşe Yıldız"."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def sort_name(self) -> str:
        return ", ".join(part for part in (self.last_name, self.first_name) if part)


class Person(Called, Published, Versioned, Base):
    """A person by the chosen name. Salutation and title are optional; no gender, no faith.

    ``ref`` is the stable key of the data format; contact data is the secretariat's only.
    """

    __table_args__ = (says_kind(),)

    ref: Mapped[str] = mapped_column(String(60), unique=True)
    first_name: Mapped[str] = _kept_out(
        "Vorname", 100, Listed("Kim", "Der Vorname", ("Rufname", "Vornamen"))
    )
    last_name: Mapped[str] = mapped_column(
        String(100),
        info=described(
            "Nachname",
            NEVER,
            listed=Listed(
                "Beispiel",
                "Muss ausgefüllt sein. Steht der ganze Name in einer Spalte, dann „Name“: "
                "Muster, Kim",
                ("Name", "Familienname", "Zuname", "Name, Vorname", "Nachname, Vorname", "Person"),
            ),
        ),
    )
    title: Mapped[str] = _kept_out(
        "Titel", 40, Listed("Dr.", "Zum Beispiel Dr.", ("Akad. Titel", "Akademischer Titel"))
    )
    salutation: Mapped[str] = _kept_out("Anrede", 20, Listed("Frau", "Frau, Herr oder leer"))
    pronoun: Mapped[str] = _kept_out("Pronomen", 40)
    order_name: Mapped[str] = _kept_out("Einordnung", 200)  # sorts instead of the name
    office: Mapped[str] = mapped_column(
        String(120),
        default="",
        info=recorded(
            "Amt",
            listed=Listed(
                "", "Amt außerhalb des Gremiums", ("Dienststellung", "Amtsbezeichnung", "Beruf")
            ),
        ),
    )
    email: Mapped[str] = _kept_out(
        "E-Mail-Adresse",
        254,
        Listed(
            "kim.beispiel@example.org",
            "E-Mail-Adresse",
            ("Mail", "E-Mail-Adresse", "Mailadresse", "Email-Adresse"),
            heading="E-Mail",
        ),
    )
    phone: Mapped[str] = _kept_out(
        "Telefon",
        60,
        Listed("0221 123456", "Telefon", ("Tel", "Telefonnummer", "Festnetz", "Rufnummer")),
    )
    mobile: Mapped[str] = _kept_out(
        "Mobiltelefon",
        60,
        Listed("", "Mobiltelefon", ("Mobil", "Handy", "Mobilnummer", "Handynummer")),
    )
    street: Mapped[str] = _kept_out(
        "Straße",
        120,
        Listed(
            "Musterweg 1",
            "Straße und Hausnummer",
            ("Straße und Hausnummer", "Straße/Hausnummer", "Anschrift", "Straße Nr."),
        ),
    )
    postal_code: Mapped[str] = _kept_out(
        "Postleitzahl", 10, Listed("50667", "Postleitzahl", ("Postleitzahl",), heading="PLZ")
    )
    town: Mapped[str] = _kept_out("Ort", 120, Listed("Köln", "Ort", ("Stadt", "Wohnort")))
    language: Mapped[str] = _kept_out(
        "Sprache für Schreiben",
        60,
        Listed(
            "",
            "Sprache für Schreiben, zum Beispiel Deutsch oder Türkisch",
            ("Bevorzugte Sprache", "Sprache für Schreiben"),
            heading="Sprache",
        ),
    )
    papers_as: Mapped[str] = _kept_out(
        "Form der Unterlagen",
        60,
        Listed("", "Word, PDF oder Papier", ("Unterlagen", "Form"), heading="Unterlagen als"),
    )
    recorded_on: Mapped[date] = mapped_column(default=today)
    search_key: Mapped[str] = mapped_column(String(400), default="", index=True)
    sort_key: Mapped[str] = mapped_column(String(400), default="", index=True)  # folded

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.starts_on, Membership.id"
    )

    consents: Mapped[list["ContactConsent"]] = relationship(
        back_populates="person", order_by="ContactConsent.id", cascade="all, delete-orphan"
    )

    former_names: Mapped[list["FormerName"]] = relationship(
        back_populates="person",
        order_by="FormerName.valid_until, FormerName.id",
        cascade="all, delete-orphan",
    )

    def on(self, day: date) -> Called:
        """What the person was called on that day; today's name where no former one may be told."""
        return next((one for one in self.former_names if day <= one.valid_until), self)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold_names(_mapper: object, _connection: object, person: Person) -> None:
    """Whoever writes a name: it is found and sorted by its folded form."""
    shown = (person.title, person.first_name, person.last_name, person.order_name)
    person.search_key = fold(" ".join(part for part in shown if part))[:KEY_LENGTH]
    sorted_by = person.order_name or f"{person.last_name} {person.first_name or ''}"
    person.sort_key = fold(sorted_by)[:KEY_LENGTH]


class FormerName(Called, Base):
    """A former name that the person lets be seen (marriage, spelling), up to its last day.

    A name that may not be disclosed (SBGG § 13) stands nowhere in this table.
    """

    __table_args__ = (UniqueConstraint("person_id", "valid_until"),)

    person_id: Mapped[int] = part_of("person.id")
    salutation: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100))
    valid_until: Mapped[date]

    person: Mapped[Person] = relationship(back_populates="former_names")


class ContactConsent(Base):
    """The person's consent that one kind of contact data may be published; revocable."""

    person_id: Mapped[int] = part_of("person.id")
    kind: Mapped[ContactKind] = recorded_column("Art")
    basis: Mapped[str] = recorded_column("Grundlage", String(200))
    given_on: Mapped[date] = recorded_column("erteilt am")
    revoked_on: Mapped[date | None] = recorded_column("widerrufen am")

    person: Mapped[Person] = relationship(back_populates="consents")
