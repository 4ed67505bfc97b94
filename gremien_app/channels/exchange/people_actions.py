"""Writes the roster: persons, seats, memberships, and who held which office."""

from gremien_app.base.extensions import db
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import ALONG, kind_of
from gremien_app.people.committees.models import ChairMode
from gremien_app.people.members.data import reads_closed
from gremien_app.people.members.models import MemberRole, Membership, OfficeTenure, Seat
from gremien_app.people.persons.models import ContactConsent, Person
from gremien_app.people.pledges.models import Pledge

_VOTING = frozenset({MemberRole.CHAIR, MemberRole.VOTING, MemberRole.DEPUTY})
# Columns that have the same name in the file.
_PERSONAL = ("ref", "first_name", "last_name", "title", "salutation", "pronoun", "order_name")
_CONTACT = ("office", "email", "phone", "mobile", "street", "postal_code", "town")
_SAME = (*_PERSONAL, *_CONTACT, "language", "papers_as")


class PeopleLoader:
    """Adds what is missing; shares the rows that the loader knows."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def person(self, one: Data, where: str) -> None:
        if self.loader.is_known("persons", self.loader.persons, one["ref"]):
            return
        row = Person(
            **{name: one[name] for name in _SAME},
            **_publication(one["publish"]),
            consents=[
                ContactConsent(
                    kind=given["kind"],
                    basis=given["basis"],
                    given_on=given["date"],
                    revoked_on=given["revoked"],
                )
                for given in one["consents"]
            ],
        )
        self.loader.new("persons", self.loader.persons, one["ref"], row)
        self.loader.new_persons[row] = where
        db.session.add_all(
            Pledge(person=row, kind=kind, given_on=day)
            for kind, day in dict.fromkeys((each["kind"], each["on"]) for each in one["pledges"])
        )

    def seat(self, one: Data, where: str) -> None:
        key = (one["committee"], one["term"], one["position"])
        if self.loader.is_known("seats", self.loader.seats, key):
            return
        row = Seat(
            committee=self.loader.committees[one["committee"]],
            term=self.loader.terms[one["term"]],
            position=one["position"],
            group_label=one["group"],
            organization=self.loader.organizations.get(one["organization"]),
        )
        self.loader.new("seats", self.loader.seats, key, row, where)

    def minute_taker(self, one: Data, where: str) -> None:
        key = (one["committee"], one["person"], one["from"])
        if self.loader.is_known("minute_takers", self.loader.minute_takers, key):
            return
        row = MinuteTaker(
            committee=self.loader.committees[one["committee"]],
            person=self.loader.persons[one["person"]],
            is_deputy=one["deputy"],
            starts_on=one["from"],
            ends_on=one["until"],
            basis=one["basis"],
        )
        self.loader.new("minute_takers", self.loader.minute_takers, key, row, where)

    def membership(self, one: Data, where: str) -> None:
        key = (one["committee"], one["person"], one["role"], one["from"])
        if self.loader.is_known("memberships", self.loader.memberships, key):
            return
        seat = self.loader.seats.get((one["committee"], one["term"], one["seat"]))
        organization = self.loader.organizations.get(one["organization"])
        votes = one["votes"]
        if votes is None:  # whoever holds a seat votes, unless the file says otherwise
            votes = seat is not None and one["role"] in _VOTING
        counts, closed = one["counts_for_quorum"], one["sees_closed"]
        if closed is None:
            closed = reads_closed(one["role"], one["chair_office"])
        row = Membership(
            committee=self.loader.committees[one["committee"]],
            person=self.loader.persons[one["person"]],
            seat=seat,
            organization=organization or (seat.organization if seat else None),
            role=one["role"],
            chair_office=one["chair_office"],
            can_vote=votes,
            may_speak=one["may_speak"],
            may_move=one["may_move"],
            counts_for_quorum=votes if counts is None else counts,
            sees_closed=closed,
            gets_papers=one["gets_papers"],
            deputy_order=one["deputy_order"],
            end_reason=one["end_reason"],
            position=one["position"],
            starts_on=one["from"],
            ends_on=one["until"],
            **_publication(one["publish"]),
        )
        self.loader.new("memberships", self.loader.memberships, key, row, where)

    def holders(self, one: Data, where: str) -> None:
        """Who held the office; the chairs of its committees in that time are held ex officio."""
        office = self.loader.offices[one["title"]]
        known = {
            (tenure.person_id, tenure.starts_on)
            for tenure in db.session.query(OfficeTenure).filter_by(office_id=office.id)
        }
        for index, holder in enumerate(one["holders"]):
            person = self.loader.persons[holder["person"]]
            if (person.id, holder["from"]) in known:
                self.loader.kept["tenures"] += 1
                continue
            tenure = OfficeTenure(
                office=office,
                person=person,
                title=holder["title"],
                is_deputy=holder["deputy"],
                position=holder["position"],
                starts_on=holder["from"],
                ends_on=holder["until"],
            )
            db.session.add(tenure)
            self.loader.added["tenures"] += 1
            self.loader.tenures.append(tenure)
            self.loader.placed[tenure] = f"{where}.holders[{index}]"
            for membership in self._ex_officio(tenure):
                membership.tenure = tenure

    def _ex_officio(self, tenure: OfficeTenure) -> list[Membership]:
        return [
            one
            for one in self.loader.memberships.values()
            if one.person_id == tenure.person.id
            and one.tenure_id is None
            and one.chair_office is not None
            and one.committee.chair_mode is ChairMode.MAYOR
            and one.committee.office is tenure.office
            and one.starts_on >= tenure.starts_on
            and (tenure.ends_on is None or (one.ends_on or tenure.ends_on) <= tenure.ends_on)
        ]


def _publication(publish: Data | None) -> Data:
    """Files of before there were kinds say none: then the text tells, as in old databases."""
    if publish is None:
        return {}
    revoked = publish["revoked"]
    kind = BasisKind.CONSENT if revoked else kind_of(publish["basis"])
    along = {ALONG: publish["with_membership"]} if "with_membership" in publish else {}
    return along | {
        "publication_kind": publish["kind"] or kind,
        "publication_basis": publish["basis"],
        "publication_date": publish["date"],
        "publication_ends_on": publish["until"],
        "publication_revoked_on": revoked,
    }
