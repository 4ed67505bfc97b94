"""Kinds and states of papers, and the ways by which they come."""

from gremien_app.base.kernel.labels import Labelled


class PaperKind(Labelled):
    """Kinds of paper as Köln has them; ``DOCUMENT``: a file at an item, and nothing more."""

    PROPOSAL = "proposal", "Beschlussvorlage"
    INFORMATION = "information", "Mitteilung"
    MOTION = "motion", "Antrag"
    URGENT_MOTION = "urgent_motion", "Dringlichkeitsantrag"
    QUESTION = "question", "Anfrage"
    RESIDENT_QUESTION = "resident_question", "Einwohnerfrage"
    ANSWER = "answer", "Beantwortung"
    AMENDMENT = "amendment", "Änderungsantrag"
    STATEMENT = "statement", "Stellungnahme"
    URGENT_DECISION = "urgent_decision", "Dringlichkeitsentscheidung"
    DOCUMENT = "document", "Unterlage"

    @property
    def is_moved(self) -> bool:
        """What only those hand in who have the right to move."""
        return self in _MOVED

    @property
    def refers_to(self) -> frozenset["PaperKind"]:
        """Kinds to which a paper of this kind belongs; empty: to none."""
        return _REFERS_TO.get(self, frozenset())

    @property
    def hides_submitters(self) -> bool:
        """A resident who asks is known to the office and the chair alone."""
        return self is PaperKind.RESIDENT_QUESTION


_MOVED = frozenset(
    {
        PaperKind.MOTION,
        PaperKind.URGENT_MOTION,
        PaperKind.QUESTION,
        PaperKind.AMENDMENT,
    }
)
_REFERS_TO = {
    PaperKind.ANSWER: frozenset({PaperKind.QUESTION, PaperKind.RESIDENT_QUESTION}),
    PaperKind.AMENDMENT: frozenset({PaperKind.MOTION, PaperKind.URGENT_MOTION, PaperKind.PROPOSAL}),
    PaperKind.STATEMENT: frozenset(
        set(PaperKind) - {PaperKind.DOCUMENT, PaperKind.STATEMENT, PaperKind.ANSWER}
    ),
}


class PaperState(Labelled):
    """Where a paper stands; see ``rules.state_of`` for what follows from what."""

    DRAFT = "draft", "Entwurf"
    RECEIVED = "received", "eingegangen"
    CHECKED = "checked", "formal geprüft"
    COLLECTED = "collected", "in der Sammlung"
    ON_AGENDA = "on_agenda", "auf der Tagesordnung"
    HANDLED = "handled", "behandelt"
    RETRACTED = "retracted", "zurückgezogen"
    REFUSED = "refused", "nicht aufgenommen"

    @property
    def is_ended(self) -> bool:
        return self in {PaperState.HANDLED, PaperState.RETRACTED, PaperState.REFUSED}


class Way(Labelled):
    """How a paper came; ``PAGE``: handed in by a member, all others were entered by the office."""

    PAGE = "page", "über diese Anwendung eingereicht"
    OFFICE = "office", "vom Büro verfasst"
    POST = "post", "per Post"
    MAIL = "mail", "per E-Mail"
    PHONE = "phone", "am Telefon aufgenommen"
    HAND = "hand", "persönlich abgegeben"
