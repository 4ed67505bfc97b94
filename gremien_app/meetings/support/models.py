"""What somebody needs (Unterstützungsbedarf), sealed; and what is booked for it, without names."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import described
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support.measures import Measure
from gremien_app.people.persons.models import Person


class AccessNeed(Versioned, Base):
    """What a person said for one sitting, or for all (``sitting`` is None).

    That there is a row says only that somebody answered: "nothing" is an answer too. What it was
    stands in ``sealed`` (``sealing.Safe``), always about as long. Visitors have no person.
    """

    __tablename__ = "access_need"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR sitting_id IS NOT NULL", name="somebody"),
        once("uq_access_need_standing", "sitting_id IS NULL", "person_id"),
        once(
            "uq_access_need_of_sitting",
            "sitting_id IS NOT NULL AND person_id IS NOT NULL",
            "person_id",
            "sitting_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[str] = mapped_column(Text)

    person: Mapped[Person | None] = relationship()
    sitting: Mapped[Sitting | None] = relationship()


class ServiceState(Labelled):
    NEEDED = "needed", "nötig"
    REQUESTED = "requested", "angefragt"
    CONFIRMED = "confirmed", "bestätigt"
    DONE = "done", "da"
    FAILED = "failed", "ausgefallen"
    IMPOSSIBLE = "impossible", "geht nicht"
    CANCELLED = "cancelled", "abgesagt"


class Provider(Versioned, Base):
    """Who interprets, assists or drives (Anbieter): a service or a single interpreter.

    ``lead_days``: so early it wants to be asked; None: as usual for the measure. ``secrecy_on``:
    since when it is bound to secrecy; before that it gets nothing of a closed part.
    """

    __tablename__ = "support_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True, info=described("Name"))
    offers: Mapped[str] = mapped_column(
        String(500), default="", info=described("Angebot und Sprachen")
    )
    email: Mapped[str] = mapped_column(String(254), default="", info=described("E-Mail-Adresse"))
    phone: Mapped[str] = mapped_column(String(60), default="", info=described("Telefon"))
    lead_days: Mapped[int | None] = mapped_column(info=described("Vorlauf in Tagen"))
    cancel_terms: Mapped[str] = mapped_column(
        String(500), default="", info=described("Bedingungen einer Absage")
    )
    secrecy_on: Mapped[date | None] = mapped_column(
        info=described("Verschwiegenheitserklärung vom")
    )
    closed_on: Mapped[date | None] = mapped_column(info=described("keine Aufträge mehr ab"))


class AccessService(Versioned, Base):
    """A booking for a sitting (Maßnahme): what, from whom, how far; never for whom.

    ``who``: the interpreters' names, as the person is told them. ``booked_for``: the beginning
    for which it was asked; another one than the sitting's means that it moved since.
    ``is_from_need``: noted because somebody needs it, not offered to all.
    """

    __tablename__ = "access_service"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    measure: Mapped[Measure] = mapped_column(
        choice(Measure, length=20), info=described("Unterstützung")
    )
    provider_id: Mapped[int | None] = mapped_column(
        ForeignKey("support_provider.id"), index=True, info=described("Anbieter")
    )
    state: Mapped[ServiceState] = mapped_column(
        choice(ServiceState, length=20), default=ServiceState.NEEDED, info=described("Stand")
    )
    who: Mapped[str] = mapped_column(String(200), default="", info=described("wer kommt"))
    reason: Mapped[str] = mapped_column(String(300), default="", info=described("warum nicht"))
    minutes: Mapped[int | None] = mapped_column(info=described("Einsatz in Minuten"))
    euros: Mapped[int | None] = mapped_column(info=described("Kosten in Euro"))
    is_from_need: Mapped[bool] = mapped_column(default=True)
    booked_for: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ordered_on: Mapped[date | None] = mapped_column(info=described("bestellt am"))
    papers_on: Mapped[date | None] = mapped_column(info=described("Unterlagen übergeben am"))

    sitting: Mapped[Sitting] = relationship()
    provider: Mapped[Provider | None] = relationship()


class Question(Base):
    """Somebody was asked what he or she needs at a sitting (Frage nach Unterstützung).

    ``answered_at`` says that an answer came, not which: everybody is asked.
    """

    __tablename__ = "support_question"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()


class QuestionLink(Base):
    """A link of a question or of its answer; only a hash is kept, which says not which of both.

    A reminder has a link of its own; the first one stays good.
    """

    __tablename__ = "support_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("support_question.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    question: Mapped[Question] = relationship()
