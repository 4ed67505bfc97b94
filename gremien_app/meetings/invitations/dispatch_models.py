"""What was or will be sent to whom: the dispatch, its frozen documents, its recipients."""

from datetime import date, datetime

from sqlalchemy import JSON, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from gremien_app.base.columns import described, part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person


class DispatchKind(Labelled):
    """The occasion; each has its own words and its own recipients."""

    INVITATION = "invitation", "Einladung"
    ADDENDUM = "addendum", "Nachtragstagesordnung"
    MOVE = "move", "Verlegung"
    ROOM = "room", "Änderung von Ort oder Form"
    CANCELLATION = "cancellation", "Absage"


class DispatchState(Labelled):
    DRAFT = "draft", "Entwurf"
    DISPATCHED = "dispatched", "versandt"
    STOPPED = "stopped", "angehalten"


class Way(Labelled):
    """How something reaches a person; by hand means: told or given, and noted by the office."""

    MAIL = "mail", "E-Mail"
    LETTER = "letter", "Brief"
    HAND = "hand", "anders zugestellt"


class Copy(Labelled):
    """Which version (Fassung) a recipient is entitled to on the day of the sitting."""

    FULL = "full", "mit nichtöffentlichem Teil"
    PUBLIC = "public", "öffentlicher Teil"
    ITEMS = "items", "eigene Punkte"


class AddressKind(Labelled):
    OFFICIAL = "official", "dienstlich"
    PRIVATE = "private", "privat"
    SHARED = "shared", "gemeinsames Postfach"


class DocumentKind(Labelled):
    FULL = "full", "mit nichtöffentlichem Teil"
    PUBLIC = "public", "öffentlicher Teil"
    FULL_LARGE = "full_large", "mit nichtöffentlichem Teil, Großdruck"
    PUBLIC_LARGE = "public_large", "öffentlicher Teil, Großdruck"
    FULL_PAGE = "full_page", "mit nichtöffentlichem Teil, Webseite zum Vorlesen"
    PUBLIC_PAGE = "public_page", "öffentlicher Teil, Webseite zum Vorlesen"
    FULL_TEXT = "full_text", "mit nichtöffentlichem Teil, Textdatei"
    PUBLIC_TEXT = "public_text", "öffentlicher Teil, Textdatei"
    ITEMS = "items", "eigene Punkte"
    ITEMS_LARGE = "items_large", "eigene Punkte, Großdruck"
    ITEMS_PAGE = "items_page", "eigene Punkte, Webseite zum Vorlesen"
    ITEMS_TEXT = "items_text", "eigene Punkte, Textdatei"


class Dispatch(Versioned, Base):
    """One sending of one occasion, for ever: a draft, then sent or stopped.

    ``leaves_at``: when its mails begin to leave the house; until then it can be stopped.
    ``starts_at``, ``ends_at`` and ``place`` are what it told of the sitting: the next one says from
    there what is new. ``kept_hints`` stood against it, ``reason`` is why it went out all the same.
    ``is_personal``: letters greet everybody by name, or nobody.
    """

    __table_args__ = (once("uq_dispatch_draft", "state = 'draft'", "sitting_id", "kind"),)

    sitting_id: Mapped[int] = part_of("sitting.id")
    invitation_id: Mapped[int | None] = refers_to("invitation.id", ondelete="SET NULL")
    kind: Mapped[DispatchKind]
    state: Mapped[DispatchState] = recorded_column("Stand", default=DispatchState.DRAFT)
    text: Mapped[str] = mapped_column(Text, default="", info=described("Text"))
    is_personal: Mapped[bool] = recorded_column(
        "persönliche Anrede", default=False, server_default=false()
    )
    reason: Mapped[str] = recorded_column("Grund, trotzdem zu versenden", String(500), default="")
    kept_hints: Mapped[list[str]] = mapped_column(JSON, default=list)
    dispatched_at: Mapped[datetime | None]
    dispatched_by: Mapped[str] = mapped_column(String(200), default="")
    leaves_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(300), default="")

    sitting: Mapped[Sitting] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    documents: Mapped[list["DispatchDocument"]] = relationship(
        back_populates="dispatch", order_by="DispatchDocument.id", cascade="all, delete-orphan"
    )
    recipients: Mapped[list["Recipient"]] = relationship(
        back_populates="dispatch", order_by="Recipient.id", cascade="all, delete-orphan"
    )

    @property
    def is_out(self) -> bool:
        return self.state is DispatchState.DISPATCHED

    def waits(self, now: datetime) -> bool:
        """It was sent, and can still be stopped."""
        return self.is_out and self.leaves_at is not None and now < self.leaves_at


class DispatchDocument(Base):
    """A file as it was sent: its bytes and their hash, never changed.

    ``recipient``: a guest's, with the items to which he or she is admitted and no other.
    """

    __table_args__ = (
        once("uq_dispatch_document_common", "recipient_id IS NULL", "dispatch_id", "kind"),
        once("uq_dispatch_document_own", "recipient_id IS NOT NULL", "recipient_id", "kind"),
    )

    dispatch_id: Mapped[int] = part_of("dispatch.id")
    recipient_id: Mapped[int | None] = part_of("recipient.id")
    kind: Mapped[DocumentKind]
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))

    dispatch: Mapped[Dispatch] = relationship(back_populates="documents")
    recipient: Mapped["Recipient | None"] = relationship()


class Recipient(Versioned, Base):
    """Somebody to whom a dispatch went, with the rights of the day of the sitting.

    ``mail_key`` names the mail in the outbox. ``handed_at``: to the mail server, to the post, or by
    hand; whether it arrived nobody knows. ``address`` goes with the person's contact data.
    """

    __table_args__ = (UniqueConstraint("dispatch_id", "person_id"),)

    dispatch_id: Mapped[int] = part_of("dispatch.id", index=False)
    person_id: Mapped[int | None] = refers_to("person.id", ondelete="SET NULL")
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(300), default="")  # "Stellvertretung, zur Kenntnis"
    way: Mapped[Way] = recorded_column("Weg")
    copy: Mapped[Copy]
    is_informed: Mapped[bool] = mapped_column(default=False)  # a deputy: for information only
    address_kind: Mapped[AddressKind | None]
    address: Mapped[str] = mapped_column(String(254), default="")
    mail_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    handed_at: Mapped[datetime | None] = recorded_column("übergeben")
    handed_by: Mapped[str] = mapped_column(String(200), default="")
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(500), default="")
    returned_on: Mapped[date | None] = recorded_column("kam zurück am")

    dispatch: Mapped[Dispatch] = relationship(back_populates="recipients")
    person: Mapped[Person | None] = relationship()


class PublicNotice(Base):
    """How the public was told of a sitting (Unterrichtung der Öffentlichkeit, § 48 Abs. 1 GO)."""

    __table_args__ = (UniqueConstraint("sitting_id", "way", "given_on"),)

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    way: Mapped[str] = recorded_column("Weg", String(200))
    given_on: Mapped[date] = recorded_column("Tag")
    noted_by: Mapped[str] = mapped_column(String(200))

    sitting: Mapped[Sitting] = relationship()


class Correspondence(Versioned, Base):
    """How the office writes to a person; without a row everything goes by letter.

    ``mail_agreed_on``: "elektronisch einverstanden seit". ``names_committee`` and
    ``wants_calendar`` are the person's own wishes, as are ``occasions``: which kinds of mails he or
    she wants or does not, by their keys. ``returned_on``: mail to the address came back.
    """

    person_id: Mapped[int] = part_of("person.id", unique=True)
    mail_agreed_on: Mapped[date | None] = recorded_column("elektronisch einverstanden seit")
    address_kind: Mapped[AddressKind] = recorded_column(
        "Art der Adresse", default=AddressKind.PRIVATE
    )
    names_committee: Mapped[bool] = recorded_column("Gremium nennen", default=False)
    wants_calendar: Mapped[bool] = recorded_column("Termin als Kalendereintrag", default=False)
    has_stopped: Mapped[bool] = recorded_column("keine Post mehr", default=False)
    occasions: Mapped[dict[str, bool]] = mapped_column(
        JSON, default=dict, info=described("gewünschte Mails")
    )
    gets_digest: Mapped[bool] = recorded_column("Tagesmail", default=False, server_default=false())
    returned_on: Mapped[date | None] = recorded_column("Adresse unzustellbar seit")
    returned_why: Mapped[str] = mapped_column(String(500), default="")

    person: Mapped[Person] = relationship()
