"""Forms of memberships."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField

from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.people.bases.forms import AlongBasisFields, initial_basis, shown
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.data import MAY_VOTE, RIGHTS, MembershipData
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.members.rules import describe_period, describe_seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.forms import PersonFields

AUTOMATIC = ""
USUAL = [("", "wie bei der Rolle üblich"), ("ja", "ja"), ("nein", "nein")]
_RIGHT = {"": None, "ja": True, "nein": False}
REASON = "Bitte nennen Sie den Grund."
SINCE = "Bitte geben Sie an, ab wann die Mitgliedschaft gilt."


@dataclass(frozen=True)
class SeatChoice:
    """What was chosen in "Sitz": a seat, a member without one, a group; nothing: by itself."""

    seat: Seat | None = None
    principal: Membership | None = None
    group: str = ""


class _SeatFields(AlongBasisFields):
    role = ChoiceField(
        "Rolle",
        choices=[(role.value, role.label) for role in MemberRole],
        default=MemberRole.VOTING.value,
    )
    seat = ChoiceField("Sitz", default=AUTOMATIC)
    organization = TextField("Entsendende Organisation")
    chair_office = ChoiceField(
        "Amt im Vorsitz",
        choices=[("", "keines"), *((office.value, office.label) for office in ChairOffice)],
        default="",
    )
    deputy_order = WholeNumberField("Rang der Stellvertretung", maximum=99)

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
            labels.append((f"mitglied-{one.id}", f"{one.person.sort_name}, {describe_period(one)}"))
        self.seat.choices = labels

    def chosen_role(self) -> MemberRole:
        return MemberRole(self.role.data)

    def chosen_seat(self) -> SeatChoice:
        return self.choices[self.seat.data]

    def chosen_office(self) -> ChairOffice | None:
        return ChairOffice(self.chair_office.data) if self.chair_office.data else None


def _seat_label(seat: Seat, principals: Iterable[Membership], seats: Sequence[Seat]) -> str:
    names = [f"{m.person.name}, {describe_period(m)}" for m in principals if m.seat_id == seat.id]
    term = f" ({seat.term.name})" if len({one.term_id for one in seats}) > 1 else ""
    return f"{describe_seat(seat)}{term}: {' / '.join(names) or 'frei'}"


class MembershipForm(PersonFields, _SeatFields):
    """Joining: what the role brings along needs no answer."""

    can_vote = ChoiceField("Stimmrecht", choices=USUAL, default="")
    may_speak = ChoiceField("Rederecht", choices=USUAL, default="")
    may_move = ChoiceField("Antragsrecht", choices=USUAL, default="")
    counts_for_quorum = ChoiceField("Zählt zur Beschlussfähigkeit", choices=USUAL, default="")
    sees_closed = ChoiceField("Liest den nichtöffentlichen Teil", choices=USUAL, default="")
    gets_papers = ChoiceField("Erhält Einladung und Unterlagen", choices=USUAL, default="")
    starts_on = GermanDateField("Ab", required=SINCE)
    ends_on = GermanDateField("Bis")

    def rights(self) -> dict[str, bool]:
        """Only what differs from the usual."""
        answers = {name: _RIGHT[self[name].data] for name in RIGHTS}
        return {name: answer for name, answer in answers.items() if answer is not None}

    def values(self) -> dict[str, Any]:
        """As ``actions.add_membership`` takes them."""
        chosen = self.chosen_seat()
        return {
            "role": self.chosen_role(),
            "rights": self.rights(),
            "seat": chosen.seat,
            "principal": chosen.principal,
            "seat_group": chosen.group,
            "organization": self.organization.data or "",
            "chair_office": self.chosen_office(),
            "deputy_order": self.deputy_order.data,
            "publication": self.basis(),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
        }


class _EditFields(_SeatFields):
    """Every right is said explicitly once the membership exists."""

    version = VersionField()
    can_vote = BooleanField("Stimmrecht")
    may_speak = BooleanField("Rederecht")
    may_move = BooleanField("Antragsrecht")
    counts_for_quorum = BooleanField("Zählt zur Beschlussfähigkeit")
    sees_closed = BooleanField("Liest den nichtöffentlichen Teil")
    gets_papers = BooleanField("Erhält Einladung und Unterlagen")
    reason = TextField("Begründung", length=300, required=REASON)

    def wanted(
        self, membership: Membership, organization: Organization | None, period: dict[str, Any]
    ) -> MembershipData:
        """What was typed; a role without seats gives its seat back."""
        role = self.chosen_role()
        rights = {name: bool(self[name].data) for name in RIGHTS}
        return MembershipData(
            role=role,
            **(period | rights),
            chair_office=self.chosen_office(),
            seat=self.chosen_seat().seat if role in MAY_VOTE else None,
            organization=organization,
            deputy_order=self.deputy_order.data if role is MemberRole.DEPUTY else None,
            **self.basis(),
        )

    def stored(self, membership: Membership) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            "role": membership.role.label,
            "seat": self.seat.label_of(seat_key(membership)),
            "organization": membership.organization.name if membership.organization else "",
            "chair_office": self.chair_office.label_of(membership.chair_office or ""),
            "deputy_order": str(membership.deputy_order or ""),
            **self.stored_basis(membership),
        }


def seat_key(membership: Membership) -> str:
    return f"sitz-{membership.seat_id}" if membership.seat_id else AUTOMATIC


def initial(membership: Membership) -> dict[str, Any]:
    """What the forms of a change begin with."""
    plain = (*RIGHTS, "deputy_order", "starts_on", "ends_on", "version")
    return {name: getattr(membership, name) for name in plain} | {
        **initial_basis(membership),
        "role": membership.role.value,
        "seat": seat_key(membership),
        "chair_office": membership.chair_office.value if membership.chair_office else "",
        "organization": membership.organization.name if membership.organization else "",
    }


class CorrectForm(_EditFields):
    """What was wrong from the beginning, the period included."""

    starts_on = GermanDateField("Ab", required=SINCE)
    ends_on = GermanDateField("Bis")

    def period(self) -> dict[str, Any]:
        return {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}

    def stored(self, membership: Membership) -> dict[str, str]:
        return super().stored(membership) | {
            "starts_on": shown(membership.starts_on),
            "ends_on": shown(membership.ends_on),
        }


class ChangeForm(_EditFields):
    """What changes from a day on."""

    from_day = GermanDateField(
        "Gilt ab", required="Bitte geben Sie an, ab welchem Tag die Änderung gilt."
    )

    def period(self) -> dict[str, Any]:
        return {"starts_on": self.from_day.data}


class EndForm(BaseForm):
    version = VersionField()
    ends_on = GermanDateField(
        "Letzter Tag der Mitgliedschaft", required="Bitte geben Sie den letzten Tag an."
    )
    reason = TextField("Grund", length=300)


class SucceedForm(PersonFields):
    """One leaves, another follows on the seat."""

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
    group = ChoiceField("Gruppe", default="")
    version = VersionField()

    @staticmethod
    def initial(seat: Seat) -> dict[str, Any]:
        name = seat.organization.name if seat.organization else ""
        return {"organization": name, "group": seat.group_label, "version": seat.version}

    def stored(self, seat: Seat) -> dict[str, str]:
        """As shown, for comparing with what was typed."""
        shown = self.initial(seat)
        return {name: shown[name] for name in ("organization", "group") if name in self}

    def offer(self, committee: Committee) -> None:
        """The groups of seats, where the committee has any."""
        self.group.choices = [(one["label"], one["label"]) for one in committee.seat_groups]
        if not committee.seat_groups:
            del self.group

    def values(self) -> dict[str, str]:
        group = self["group"].data if "group" in self else ""
        return {"organization": self.organization.data or "", "group": group or ""}


def names_of(organizations: Iterable[Organization]) -> list[str]:
    """For the field's list of suggestions."""
    return [organization.name for organization in organizations]
