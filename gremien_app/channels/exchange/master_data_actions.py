"""Writes what stands by itself: terms, venues, organisations, committees, observances, users."""

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.channels.exchange.people_actions import PeopleLoader
from gremien_app.meetings.observances.models import Observance
from gremien_app.meetings.sittings.models import Room, Venue
from gremien_app.people.accounts.actions import hashed
from gremien_app.people.accounts.queries import normalise_email
from gremien_app.people.administration.actions import assign, create_user
from gremien_app.people.committees.models import (
    Committee,
    CommitteeName,
    Office,
    StatutorySeats,
    Term,
)
from gremien_app.people.organizations.models import Organization, OrganizationName

_COLUMNS = {
    "step_free": "is_step_free",
    "step_free_escape": "has_step_free_escape",
    "accessible_wc": "has_accessible_wc",
    "induction_loop": "has_induction_loop",
    "good_light": "has_good_light",
    "good_acoustics": "has_good_acoustics",
    "quiet_room": "has_quiet_room",
    "dogs_welcome": "welcomes_dogs",
}


class MasterDataLoader(Loader):
    """All tables but the sittings."""

    def load(self, data: Data) -> None:
        """Each table after those it refers to."""
        people = PeopleLoader(self)
        steps = {
            "terms": self._term,
            "venues": self._venue,
            "organizations": self._organization,
            "offices": self._office,
            "committees": self._committee,
            "persons": people.person,
            "seats": people.seat,
            "memberships": people.membership,
            "minute_takers": people.minute_taker,
            "observances": self._observance,
            "users": self._user,
        }
        for table, write in steps.items():
            for index, one in enumerate(data[table]):
                write(one, f"{table}[{index}]")
            db.session.flush()
        self._parents(data)
        for index, one in enumerate(data["offices"]):
            people.holders(one, f"offices[{index}]")
        db.session.flush()

    def _parents(self, data: Data) -> None:
        for one in data["committees"]:
            committee = self.committees[one["slug"]]
            if one["parent"] and committee.parent is None:
                committee.parent = self.committees[one["parent"]]

    def _term(self, one: Data, where: str) -> None:
        if not self.is_known("terms", self.terms, one["name"]):
            row = Term(name=one["name"], starts_on=one["from"], ends_on=one["until"])
            self.new("terms", self.terms, one["name"], row, where)

    def _venue(self, one: Data, where: str) -> None:
        if not self.is_known("venues", self.venues, one["name"]):
            row = Venue(
                name=one["name"],
                street=one["street"],
                town=one["town"],
                directions=one["directions"],
                stop_way=one["stop_way"],
                parking=one["parking"],
            )
            self.new("venues", self.venues, one["name"], row)
        for index, room in enumerate(one["rooms"]):
            key = (one["name"], room["name"])
            if not self.is_known("rooms", self.rooms, key):
                row_of_room = Room(venue=self.venues[one["name"]], **_card(room))
                self.new("rooms", self.rooms, key, row_of_room, f"{where}.rooms[{index}]")

    def _organization(self, one: Data, _where: str) -> None:
        if not self.is_known("organizations", self.organizations, one["name"]):
            row = Organization(
                name=one["name"],
                short=one["short"],
                kind=one["kind"],
                search_key=fold(one["name"]),
                names=[
                    OrganizationName(
                        name=other["name"],
                        search_key=fold(other["name"]),
                        valid_until=other["until"],
                    )
                    for other in one["other_names"]
                ],
            )
            self.new("organizations", self.organizations, one["name"], row)

    def _office(self, one: Data, _where: str) -> None:
        if not self.is_known("offices", self.offices, one["title"]):
            self.new("offices", self.offices, one["title"], Office(title=one["title"]))

    def _observance(self, one: Data, _where: str) -> None:
        key = (one["name"], one["from"])
        if self.is_known("observances", self.observances, key):
            return
        row = Observance(
            name=one["name"],
            tradition=one["tradition"],
            starts_on=one["from"],
            ends_on=one["until"] or one["from"],
            begins_evening_before=one["evening_before"],
            is_approximate=one["approximate"],
            source=one["source"],
        )
        self.new("observances", self.observances, key, row)

    def _committee(self, one: Data, where: str) -> None:
        if not self.is_known("committees", self.committees, one["slug"]):
            row = _committee(one)
            row.office = self.offices.get(one["office"])
            self.new("committees", self.committees, one["slug"], row)
        committee = self.committees[one["slug"]]
        names = {(n.name, n.valid_from) for n in committee.names}
        for name in one["names"]:
            if (name["name"], name["from"]) not in names:
                self.placed[committee] = f"{where}.names"
                committee.names.append(
                    CommitteeName(
                        name=name["name"],
                        genitive=name["genitive"],
                        valid_from=name["from"],
                        valid_until=name["until"],
                    )
                )
        stated = {s.term.name for s in committee.seats_by_term}
        for term, seats in one["statutory_seats"].items():
            if term not in stated:
                committee.seats_by_term.append(StatutorySeats(term=self.terms[term], seats=seats))

    def _user(self, one: Data, where: str) -> None:
        email = normalise_email(one["email"])
        if self.is_known("users", self.users, email):
            return
        user = create_user(
            SYSTEM,
            email=email,
            name=one["name"],
            password=None,  # nobody can sign in until an invitation is followed
            now=self.now,
            is_admin=one["admin"],
            person_id=self.persons[one["person"]].id if one["person"] else None,
        )
        if one["password"]:
            user.password_hash = hashed(one["password"])
            user.password_changed_at = self.now
        self.users[email] = user
        self.added["users"] += 1
        for index, role in enumerate(one["roles"]):
            committee = self.committees[role["committee"]]
            assignment = assign(SYSTEM, user, committee.id, role["role"], role["from"])
            assignment.ends_on = role["until"]
            self.assignments.append(assignment)
            self.placed[assignment] = f"{where}.roles[{index}]"


def _standing(items: list[Data]) -> list[dict[str, str]]:
    return [{"title": item["title"], "part": item["part"].value} for item in items]


def _committee(one: Data) -> Committee:
    notice = one["notice"] or {}
    contact = one["contact"] or {"name": "", "phone": "", "email": ""}
    row = Committee(
        slug=one["slug"],
        short=one["short"],
        kind=one["kind"],
        legal_basis=one["legal_basis"],
        about=one["about"],
        chair_mode=one["chair_mode"],
        chair_title=one["chair_title"],
        chair_votes=one["chair_votes"],
        quorum_rule=one["quorum"],
        decision_rule=one["decides"],
        is_public=one["public"],
        notice_days=notice.get("days"),
        minutes_due_days=one["minutes_due_days"],
        motions_due_days=one["motions_due_days"],
        access_due_days=one["access_due_days"],
        minutes_wording=one["wording"],
        agenda_fixing=one["agenda_fixing"],
        signing=one["signing"],
        attendance_groups=one["attendance_groups"],
        standing_agenda=_standing(one["standing_agenda"]),
        color=one["color"],
        letterhead=one["letterhead"],
        usual_start=f"{one['usual_start']:%H:%M}" if one["usual_start"] else "",
        usual_minutes=one["usual_minutes"],
        seat_groups=one["seat_groups"],
        contact_name=contact["name"],
        contact_phone=contact["phone"],
        contact_email=contact["email"],
        to_check=one["to_check"],
        position=one["position"],
        founded_on=one["founded_on"],
        closed_on=one["closed_on"],
        closed_reason=one["closed_reason"],
    )
    if notice:
        row.notice_unit = notice["unit"]
    return row


def _card(room: Data) -> Data:
    """The columns of a room, where they are called otherwise than the keys of the file."""
    return {_COLUMNS.get(key, key): value for key, value in room.items()}
