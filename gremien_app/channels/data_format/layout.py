"""The data format: which keys an object has and what their values are (docs/datenformat.md)."""

from typing import Any

from gremien_app.base.kernel.working_days import MAX_NOTICE_DAYS, NoticeUnit
from gremien_app.channels.data_format.fields import (
    Context,
    Wrong,
    clock,
    color,
    day,
    email,
    filled,
    flag,
    last_name,
    name_of_person,
    number,
    one_of,
    password,
    slug,
    without_health_data,
)
from gremien_app.channels.data_format.keys import may, must, words
from gremien_app.channels.data_format.read import Keyed, Many
from gremien_app.channels.data_format.sittings import SITTING
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.observances.models import Tradition
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import (
    ChairMode,
    CommitteeKind,
    DecisionRule,
    MinutesWording,
    QuorumRule,
    SigningWay,
)
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.organizations.models import OrganizationKind
from gremien_app.people.persons.models import ContactKind
from gremien_app.people.pledges.models import PledgeKind
from gremien_app.people.roles import CommitteeRole

FORMAT = "gremien/1"
_POSITION = number(0, 10_000)


def _format(value: Any, _context: Context) -> str:
    if value != FORMAT:
        raise Wrong(f"diese Fassung des Formats ist unbekannt, erwartet wird „{FORMAT}“")
    return FORMAT


TERM = Keyed({"name": must(filled(20)), "from": must(day), "until": may(day)})

ROOM = Keyed(
    {
        "name": must(filled(120)),
        "capacity": may(number(1, 10_000)),
        "step_free": may(flag),
        "step_free_way": words(500),
        "lift_width_cm": may(number(30, 1_000)),
        "accessible_wc": may(flag),
        "induction_loop": may(flag),
        "wheelchair_places": may(number(0, 1_000)),
        "quiet_room": may(flag),
        "directions": words(500),
        "checked_on": may(day),
        "closed_on": may(day),
    }
)
VENUE = Keyed(
    {
        "name": must(filled(120)),
        "street": words(120),
        "town": words(120),
        "directions": words(2000, multiline=True),
        "rooms": may(Many(ROOM)),
    }
)

ORGANIZATION = Keyed(
    {
        "name": must(filled(200)),
        "short": words(40),
        "kind": may(one_of(OrganizationKind), OrganizationKind.OTHER),
        "other_names": may(Many(Keyed({"name": must(filled(200)), "until": may(day)}))),
    }
)

OFFICE = Keyed(
    {
        "title": must(filled(120)),
        "holders": may(
            Many(
                Keyed(
                    {
                        "person": must(filled(60)),
                        "title": must(filled(120)),
                        "deputy": may(flag, default=False),
                        "position": may(_POSITION, 0),
                        "from": must(day),
                        "until": may(day),
                    }
                )
            )
        ),
    }
)

MINUTE_TAKER = Keyed(
    {
        "committee": must(slug),
        "person": must(filled(60)),
        "deputy": may(flag, default=False),
        "from": must(day),
        "until": may(day),
        "basis": words(300),
    }
)

OBSERVANCE = Keyed(
    {
        "name": must(filled(200)),
        "tradition": must(one_of(Tradition)),
        "from": must(day),
        "until": may(day),
        "evening_before": may(flag, default=False),
        "approximate": may(flag, default=False),
        "source": must(filled(200)),
    }
)

COMMITTEE_NAME = Keyed(
    {
        "name": must(filled(200)),
        "genitive": must(filled(220)),
        "from": may(day),
        "until": may(day),
    }
)
COMMITTEE = Keyed(
    {
        "slug": must(slug),
        "short": must(filled(20)),
        "kind": may(one_of(CommitteeKind), CommitteeKind.COMMITTEE),
        "parent": may(slug),
        "position": may(_POSITION, 0),
        "names": must(Many(COMMITTEE_NAME)),
        "legal_basis": words(300),
        "about": words(5000, multiline=True),
        "chair_mode": may(one_of(ChairMode), ChairMode.ELECTED),
        "office": may(filled(120)),
        "chair_title": may(filled(60), "Vorsitz"),
        "chair_votes": may(flag, default=True),
        "quorum": may(one_of(QuorumRule), QuorumRule.MORE_THAN_HALF),
        "decides": may(one_of(DecisionRule), DecisionRule.MAJORITY),
        "public": may(flag, default=False),
        "notice": may(
            Keyed(
                {
                    "days": must(number(0, MAX_NOTICE_DAYS)),
                    "unit": may(one_of(NoticeUnit), NoticeUnit.CALENDAR_DAYS),
                }
            )
        ),
        "minutes_due_days": may(number(1, 365), 28),
        "motions_due_days": may(number(0, 365)),
        "access_due_days": may(number(0, 365), 28),
        "wording": may(one_of(MinutesWording), MinutesWording.RESOLUTION),
        "signing": may(one_of(SigningWay), SigningWay.PAPER),
        "attendance_groups": may(
            Many(Keyed({"role": must(one_of(MemberRole)), "heading": must(filled(120))}))
        ),
        "standing_agenda": may(
            Many(Keyed({"title": must(filled(1000)), "part": may(one_of(Part), Part.PUBLIC)}))
        ),
        "color": may(color, ""),
        "letterhead": words(2000, multiline=True),
        "usual_start": may(clock),
        "usual_minutes": may(number(15, 720), 120),
        "seat_groups": may(
            Many(Keyed({"label": must(filled(120)), "seats": must(number(1, 500))}))
        ),
        "statutory_seats": may(Many(number(1, 500), by_key=True)),
        "contact": may(Keyed({"name": words(200), "phone": words(60), "email": may(email, "")})),
        "to_check": may(Many(filled(60))),
        "founded_on": may(day),
        "closed_on": may(day),
        "closed_reason": words(300),
    }
)

_BASIS: dict[str, Any] = {
    "kind": may(one_of(BasisKind)),
    "basis": must(filled(200)),
    "date": must(day),
    "until": may(day),
    "revoked": may(day),
}
_PUBLISH = may(Keyed(_BASIS))

PERSON = Keyed(
    {
        "ref": must(filled(60)),
        "first_name": may(name_of_person, ""),
        "last_name": must(last_name),
        "title": words(40),
        "salutation": words(20),
        "office": words(120),
        "email": may(email, ""),
        "phone": words(60),
        "mobile": words(60),
        "street": words(120),
        "postal_code": words(10),
        "town": words(120),
        "pronoun": words(40),
        "order_name": words(200),
        "language": may(without_health_data, ""),
        "papers_as": may(without_health_data, ""),
        "publish": _PUBLISH,
        "pledges": may(Many(Keyed({"kind": must(one_of(PledgeKind)), "on": must(day)}))),
        "consents": may(
            Many(
                Keyed(
                    {
                        "kind": must(one_of(ContactKind)),
                        "basis": must(filled(200)),
                        "date": must(day),
                        "revoked": may(day),
                    }
                )
            )
        ),
    }
)

SEAT = Keyed(
    {
        "committee": must(slug),
        "term": must(filled(20)),
        "position": must(number(1, 500)),
        "group": words(120),
        "organization": may(filled(200)),
    }
)

MEMBERSHIP = Keyed(
    {
        "committee": must(slug),
        "person": must(filled(60)),
        "role": must(one_of(MemberRole)),
        "from": must(day),
        "until": may(day),
        "term": may(filled(20)),
        "seat": may(number(1, 500)),
        "organization": may(filled(200)),
        "chair_office": may(one_of(ChairOffice)),
        "votes": may(flag),
        "may_speak": may(flag, default=True),
        "may_move": may(flag, default=True),
        "counts_for_quorum": may(flag),
        "sees_closed": may(flag),
        "gets_papers": may(flag, default=True),
        "deputy_order": may(number(1, 100)),
        "publish": may(Keyed(_BASIS | {"with_membership": may(flag, default=False)})),
        "end_reason": words(300),
        "position": may(_POSITION, 0),
    }
)

USER = Keyed(
    {
        "email": must(email),
        "name": must(filled(200)),
        "password": may(password),
        "admin": may(flag, default=False),
        "person": may(filled(60)),
        "roles": may(
            Many(
                Keyed(
                    {
                        "committee": must(slug),
                        "role": must(one_of(CommitteeRole)),
                        "from": must(day),
                        "until": may(day),
                    }
                )
            )
        ),
    }
)

FILE = Keyed(
    {
        "format": must(_format),
        "about": words(2000, multiline=True),
        "terms": may(Many(TERM)),
        "venues": may(Many(VENUE)),
        "organizations": may(Many(ORGANIZATION)),
        "committees": may(Many(COMMITTEE)),
        "persons": may(Many(PERSON)),
        "offices": may(Many(OFFICE)),
        "observances": may(Many(OBSERVANCE)),
        "seats": may(Many(SEAT)),
        "memberships": may(Many(MEMBERSHIP)),
        "users": may(Many(USER)),
        "sittings": may(Many(SITTING)),
        "minute_takers": may(Many(MINUTE_TAKER)),
    }
)
