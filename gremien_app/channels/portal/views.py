"""Start page, a committee's page, a sitting's page, the pages of the footer."""

from datetime import timedelta

from flask import Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.house.due import grouped
from gremien_app.base.house.gathered import house
from gremien_app.base.house.keeping import Lengths
from gremien_app.base.kernel.clock import ONE_DAY, today, utc_now
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.paging import chosen_day
from gremien_app.channels.legal.models import LegalKey
from gremien_app.channels.legal.views import sections_of
from gremien_app.channels.portal import glossary, queries, retention, rules
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.deadlines.rules import Deadline, deadlines_of
from gremien_app.meetings.guests.queries import own_invitations
from gremien_app.meetings.invitations.rules import notice
from gremien_app.meetings.sittings import number_rules
from gremien_app.meetings.sittings import rules as sitting_rules
from gremien_app.meetings.sittings.date_queries import open_warnings
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.opening_rules import is_ahead, recorded_in
from gremien_app.meetings.sittings.queries import get_sitting, kept_by, sittings_visible_to
from gremien_app.people.committees.models import ChairMode, Committee, CommitteeKind
from gremien_app.people.committees.queries import (
    committees_visible_to,
    former_committees,
    get_committee,
    working_groups_visible_to,
)
from gremien_app.people.committees.rules import label_of
from gremien_app.people.members.chair_rules import Swap, next_swap
from gremien_app.people.members.person_queries import load_times
from gremien_app.people.members.publicity_rules import public_names
from gremien_app.people.members.queries import chair_since, named_later, roster_on
from gremien_app.people.persons.queries import public_contacts_of
from gremien_app.records.minutes.models import MinutesState

bp = Pages("portal", __name__)
PAST = timedelta(days=400)
MOST = 60  # sittings of a committee, in either direction; the others are a link away
SOON = timedelta(days=30)


@bp.route("/", access=EVERYONE)
def start() -> ResponseReturnValue:
    viewer, day = current_viewer(), today()
    known = committees_visible_to(viewer, day)
    own = [one for one in known if viewer.belongs_to(one.id)]
    has_feed = len(own) == 1 and own[0].kind is CommitteeKind.COMMITTEE
    return render_template(
        "portal/start.html",
        own=own,
        others=[one for one in known if one not in own],
        feed=_feed_address(own[0]) if has_feed else None,
        invitations=own_invitations(viewer),
        sittings=queries.next_sittings(viewer, day),
        tasks=grouped(queries.tasks_of(viewer, day), day) if viewer.is_signed_in else [],
        demo_logins=current_app.config["DEMO_LOGINS"],
    )


@bp.route("/gremien/", access=EVERYONE)
def committees() -> ResponseReturnValue:
    viewer, day = current_viewer(), today()
    return render_template(
        "portal/committees.html",
        committees=committees_visible_to(viewer, day),
        former=former_committees(viewer, day),
    )


@bp.route("/gremien/<slug>", access=EVERYONE)
def committee(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    found = get_committee(viewer, slug)
    first = max(today(), found.founded_on or today())
    day = chosen_day(first)
    sees_names = viewer.belongs_to(found.id)
    members = roster_on(found, day)
    now = today()
    coming = sittings_visible_to(viewer, committee_id=found.id, from_day=now, limit=MOST + 1)
    past = sittings_visible_to(
        viewer,
        committee_id=found.id,
        from_day=now - PAST,
        until=now - ONE_DAY,
        order="desc",
        limit=MOST + 1,
    )
    load_times(members.roster)
    published = public_names(members.roster, today())
    return render_template(
        "portal/committee.html",
        committee=found,
        day=day,
        members=members,
        sees_names=sees_names,
        is_to_come=first > today(),
        named_later=named_later(found.id, day) if sees_names else {},
        # Published is today: a name revoked since then stands in no roster of the past.
        public_names=published,
        # Consented to by members: of who has left since, nothing but the name stands there.
        public_contacts=public_contacts_of(one.person for one in published if one.runs_on(today())),
        organizations=rules.organizations(members.roster, day) if found.is_public else [],
        swap=_due_swap(found) if viewer.manages(found.id) else None,
        to_check=[label_of(name) for name in found.to_check],
        working_groups=working_groups_visible_to(viewer, found),
        coming=coming,
        past=past,
        most=MOST,
        feed=_feed_address(found),
    )


def _due_swap(committee: Committee) -> Swap | None:
    if committee.chair_mode is not ChairMode.ROTATING:
        return None
    swap = next_swap(committee, chair_since(committee.id, today()))
    return swap if swap and swap.due_on - SOON <= today() else None


def _feed_address(committee: Committee) -> str:
    """What a calendar program subscribes to; the configured origin, never the request's host."""
    path = url_for("calendars.committee_feed", slug=committee.slug)
    return f"{current_app.config['PUBLIC_ORIGIN']}{path}"


@bp.route("/sitzungen/<oid:id>", access=EVERYONE)
def sitting(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    found = get_sitting(viewer, id)
    manages = viewer.manages(found.committee_id)
    agenda = agenda_of(viewer, found)
    state = queries.minutes_state(viewer, found) if manages else None
    return render_template(
        "portal/sitting.html",
        sitting=found,
        agenda=agenda,
        manages=manages,
        sees_place=sitting_rules.sees_details(viewer, found),
        notice=notice(found, today()) if manages else None,
        deadlines=_deadlines(found) if manages else [],
        is_to_sign=state is MinutesState.SUBMITTED,
        conflicts=open_warnings(found, viewer) if manages else [],
        kept_by=kept_by(found) if manages else None,
        announcement=sitting_rules.announce_move(found) if manages else "",
        absence=number_rules.absence(found),
        can_correct=manages and number_rules.can_correct(found),
        can_move=manages and sitting_rules.can_move(found),
        is_ahead=is_ahead(found, utc_now()),
        can_take_opening_back=manages and _can_take_opening_back(found),
        can_become=lambda state: manages and sitting_rules.can_become(found, state),
        step=rules.next_step(
            found,
            has_agenda=queries.has_agenda(found),
            minutes=state,
            today=today(),
        )
        if manages
        else None,
    )


def _can_take_opening_back(sitting: Sitting) -> bool:
    is_running = sitting.state is SittingState.RUNNING and sitting.record_closed_at is None
    return is_running and not recorded_in(sitting)


def _deadlines(sitting: Sitting) -> list[Deadline]:
    """Nothing is due any more once the minutes are signed."""
    if sitting.record_closed_at is not None:
        return []
    return deadlines_of(sitting)


@bp.route("/woerter", access=EVERYONE)
def words() -> ResponseReturnValue:
    committees = committees_visible_to(current_viewer(), today())
    return render_template("portal/words.html", words=glossary.WORDS, committees=committees)


@bp.route("/barrierefreiheit", access=EVERYONE)
def accessibility() -> ResponseReturnValue:
    return _legal(LegalKey.ACCESSIBILITY)


@bp.route("/datenschutz", access=EVERYONE)
def privacy() -> ResponseReturnValue:
    return _legal(LegalKey.PRIVACY)


@bp.route("/impressum", access=EVERYONE)
def imprint() -> ResponseReturnValue:
    return _legal(LegalKey.IMPRINT)


def _legal(key: LegalKey) -> ResponseReturnValue:
    config = current_app.config
    lengths = Lengths(
        session=config["PERMANENT_SESSION_LIFETIME"],
        idle=config["IDLE_LIMIT"],
        contact_months=config["CONTACT_MONTHS"],
        support_days=config["SUPPORT_DAYS"],
    )
    kept = [
        (kind.name, f"{kind.kept}. Löschung: {kind.end}.")
        for kind in retention.kinds(house(), lengths)
    ]
    return render_template("portal/legal.html", key=key, sections=sections_of(key), kept=kept)


@bp.route("/healthz", access=EVERYONE)
def healthz() -> ResponseReturnValue:
    """For the machine that watches the service: one word of reason, nothing about the data."""
    try:
        queries.database_answers()
        folder, needed = current_app.config["DATA_DIR"], current_app.config["MAX_FILE_BYTES"]
        if queries.takes_writes(folder) and queries.has_space(folder, needed):
            return jsonify(status="ok")
        reason = "storage"
    except (SQLAlchemyError, OSError):
        db.session.rollback()
        reason = "database"
    return jsonify(status="error", reason=reason), 503


@bp.route("/robots.txt", access=EVERYONE)
def robots() -> Response:
    # Not the calendars: a web calendar that subscribes obeys this too; they say noindex themselves.
    text = "User-agent: *\nDisallow: /anmelden\n"
    return Response(text, mimetype="text/plain")
