"""Forms of memberships."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField

from gremien_app.base.web.bound import YesNoField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.people.bases.forms import AlongBasisFields
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.data import MAY_VOTE, RIGHTS, MembershipData
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.members.rules import describe_seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.forms import PersonFields

AUTOMATIC = ""
USUAL: dict[str, Any] = {"field": YesNoField, "none": "wie bei der Rolle üblich"}
REASON = "Bitte nennen Sie den Grund."
SINCE = "Bitte geben Sie an, ab wann die Mitgliedschaft gilt."


@dataclass(frozen=True)
class SeatChoice:
    """What was chosen in "Sitz": a seat, a member without one, a group; nothing: by itself."""

    seat: Seat | None = None
    principal: Membership | None = None
    group: str = ""

    @property
    def place(self) -> dict[str, Any]:
        """As actions find a seat where none was chosen."""
        return {"principal": self.principal, "seat_group": self.group}


class _SeatFields(AlongBasisFields):
    role = bound(Membership.role, default=MemberRole.VOTING)
    seat = ChoiceField("Sitz", default=AUTOMATIC)
    organization = TextField("Entsendende Organisation")
    chair_office = bound(Membership.chair_office, none="keines")
    deputy_order = bound(Membership.deputy_order, maximum=99)

    def offer(
        self, committee: Committee, seats: Sequence[Seat], memberships: Iterable[Membership]
    ) -> None:
        """Seats, held or vacant, members who vote without one, and the groups of seats."""
        self.choices: dict[str, SeatChoice] = {AUTOMATIC: SeatChoice()}
        labels = [(AUTOMATIC, "passend zu Rolle und Organisation")]
        principals = [m for m in memberships if m.role is not MemberRole.DEPUTY]
        for number, group in enumerate(committee.seat_groups, start=1):
            self.choices[f"gruppe-{number}"] = SeatChoice(group=group["label"])
            labels.append((f"gruppe-{number}", f"freier Sitz: {group['label']}"))
        for seat in seats:
            self.choices[f"sitz-{seat.id}"] = SeatChoice(seat=seat)
            labels.append((f"sitz-{seat.id}", _seat_label(seat, principals, seats)))
        for one in (m for m in principals if m.seat_id is None and m.can_vote):
            self.choices[f"mitglied-{one.id}"] = SeatChoice(principal=one)
            labels.append((f"mitglied-{one.id}", f"{one.person.sort_name}, {one.period.told()}"))
        self.seat.choices = labels

    def chosen_seat(self) -> SeatChoice:
        return self.choices[self.seat.data]


def _seat_label(seat: Seat, principals: Iterable[Membership], seats: Sequence[Seat]) -> str:
    names = [f"{m.person.name}, {m.period.told()}" for m in principals if m.seat_id == seat.id]
    term = f" ({seat.term.name})" if len({one.term_id for one in seats}) > 1 else ""
    return f"{describe_seat(seat)}{term}: {' / '.join(names) or 'frei'}"


class MembershipForm(PersonFields, _SeatFields):
    """Joining: what the role brings along needs no answer."""

    can_vote = bound(Membership.can_vote, "Stimmrecht", **USUAL)
    may_speak = bound(Membership.may_speak, **USUAL)
    may_move = bound(Membership.may_move, **USUAL)
    counts_for_quorum = bound(Membership.counts_for_quorum, **USUAL)
    sees_closed = bound(Membership.sees_closed, **USUAL)
    gets_papers = bound(Membership.gets_papers, **USUAL)
    starts_on = bound(Membership.starts_on, "Ab", required=SINCE)
    ends_on = bound(Membership.ends_on, "Bis")

    def values(self) -> dict[str, Any]:
        """As ``actions.add_membership`` takes them: of rights only what differs from the usual."""
        given, chosen = self.given(Membership), self.chosen_seat()
        answers = {name: given.pop(name) for name in RIGHTS}
        publication = {name: given.pop(name) for name in self.basis()}
        return given | {
            "rights": {name: answer for name, answer in answers.items() if answer is not None},
            "publication": publication,
            "seat": chosen.seat,
            "organization": self.organization.data,
            **chosen.place,
        }


class _EditFields(_SeatFields):
    """Every right is said explicitly once the membership exists."""

    version = VersionField()
    can_vote = bound(Membership.can_vote, "Stimmrecht")
    may_speak = bound(Membership.may_speak)
    may_move = bound(Membership.may_move)
    counts_for_quorum = bound(Membership.counts_for_quorum)
    sees_closed = bound(Membership.sees_closed)
    gets_papers = bound(Membership.gets_papers)
    reason = TextField("Begründung", length=300, required=REASON)

    def period(self) -> dict[str, Any]:
        """The days that the form says in its own way."""
        return {}

    def wanted(self, organization: Organization | None) -> MembershipData:
        """What was typed; a role without seats gives its seat back."""
        values = self.given(Membership) | self.period()
        role = values["role"]
        if role is not MemberRole.DEPUTY:
            values["deputy_order"] = None
        seat = self.chosen_seat().seat if role in MAY_VOTE else None
        return MembershipData(**values, seat=seat, organization=organization)

    def stored(self, membership: Membership) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        told = initial(membership)
        shown = {name: self[name].shown(told[name]) for name in told}
        return self.stored_in(membership) | shown


def seat_key(membership: Membership) -> str:
    return f"sitz-{membership.seat_id}" if membership.seat_id else AUTOMATIC


def initial(membership: Membership) -> dict[str, Any]:
    """What the forms of a change begin with, beside what the columns say."""
    sender = membership.organization
    return {"seat": seat_key(membership), "organization": sender.name if sender else ""}


class CorrectForm(_EditFields):
    starts_on = bound(Membership.starts_on, "Ab", required=SINCE)
    ends_on = bound(Membership.ends_on, "Bis")


class ChangeForm(_EditFields):
    """What changes from a day on."""

    from_day = GermanDateField(
        "Gilt ab", required="Bitte geben Sie an, ab welchem Tag die Änderung gilt."
    )

    def period(self) -> dict[str, Any]:
        return {"starts_on": self.from_day.data}


class EndForm(BaseForm):
    version = VersionField()
    ends_on = bound(
        Membership.ends_on,
        "Letzter Tag der Mitgliedschaft",
        required="Bitte geben Sie den letzten Tag an.",
    )
    reason = bound(Membership.end_reason, "Grund")


class SucceedForm(PersonFields):
    version = VersionField()
    last_day = GermanDateField(
        "Letzter Tag der bisherigen Mitgliedschaft", required="Bitte geben Sie den letzten Tag an."
    )
    reason = TextField("Grund des Ausscheidens", length=300, required=REASON)
    starts_on = GermanDateField("Erster Tag der Nachfolge")
    ends_deputies = BooleanField("Auch die Stellvertretung endet an diesem Tag")


class RotateForm(BaseForm):
    from_day = GermanDateField(
        "Ab", required="Bitte geben Sie an, ab welchem Tag der Wechsel gilt."
    )


class SeatForm(BaseForm):
    term = ChoiceField("Wahlperiode", coerce=int)
    organization = TextField("Organisation, die diesen Sitz besetzt")
    group = bound(Seat.group_label, field=ChoiceField)
    version = VersionField()

    @staticmethod
    def initial(seat: Seat) -> dict[str, str]:
        """What the form begins with, beside what the columns say."""
        return {"organization": seat.organization.name if seat.organization else ""}

    def stored(self, seat: Seat) -> dict[str, str]:
        """As shown, for comparing with what was typed."""
        return self.stored_in(seat) | self.initial(seat)

    def offer(self, committee: Committee) -> None:
        """The groups of seats, where the committee has any."""
        self.group.choices = [(one["label"], one["label"]) for one in committee.seat_groups]
        if not committee.seat_groups:
            del self.group

    def values(self) -> dict[str, str]:
        group = self.given().get("group_label", "")
        return {"organization": self.organization.data, "group": group}


def names_of(organizations: Iterable[Organization]) -> list[str]:
    """For the field's list of suggestions."""
    return [organization.name for organization in organizations]
