"""All writes of providers and bookings. The record names no measure: it would name the need."""

from datetime import date
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import booking_queries, booking_rules
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import AccessService, Provider, ServiceState


def note_needed(actor: Viewer, sitting: Sitting) -> int:
    """A booking for everything that is needed and not noted yet; answers with how many."""
    needs, known = booking_queries.needs_of(sitting), booking_queries.services_of(sitting)
    made = [
        AccessService(sitting=sitting, measure=one.measure, state=ServiceState.NEEDED)
        for one in booking_rules.missing(needs, known, sitting, booking_queries.leads())
        for _ in range(one.count)
    ]
    db.session.add_all(made)
    if made:
        _record(actor, "support.noted", sitting, "Unterstützung vorgemerkt")
    return len(made)


def add_service(actor: Viewer, sitting: Sitting, measure: Measure) -> AccessService:
    """Offered to all, whoever needs it."""
    made = AccessService(
        sitting=sitting, measure=measure, state=ServiceState.NEEDED, is_from_need=False
    )
    db.session.add(made)
    _record(actor, "support.noted", sitting, "Unterstützung vorgemerkt")
    return made


def edit_service(actor: Viewer, service: AccessService, day: date, **values: Any) -> None:
    """From whom, how far, who comes, what it cost; refused where a state does not follow."""
    sitting, state = service.sitting, values["state"]
    booking_rules.require_way(service, state)
    booking_rules.require_whole(state, values["reason"], values["provider"], day)
    if state is not service.state:
        begins = state in {ServiceState.REQUESTED, ServiceState.CONFIRMED}
        values["booked_for"] = sitting.starts_at if begins else service.booked_for
        if begins and service.ordered_on is None:
            values["ordered_on"] = day
    if apply(service, values):
        _record(actor, "support.booked", sitting, "Bestellte Unterstützung geändert")


def rebook(actor: Viewer, service: AccessService) -> None:
    """It is asked for, or confirmed, for the sitting's new day."""
    if apply(service, {"booked_for": service.sitting.starts_at}):
        _record(actor, "support.booked", service.sitting, "Bestellte Unterstützung geändert")


def remove_service(actor: Viewer, service: AccessService) -> None:
    """Noted by mistake."""
    booking_rules.require_removable(service)
    sitting = service.sitting
    db.session.delete(service)
    _record(actor, "support.removed", sitting, "Vorgemerkte Unterstützung entfernt")


def _record(actor: Viewer, action: str, sitting: Sitting, what: str) -> None:
    record(actor, action, sitting, summary=f"{what}: Sitzung am {format_date(sitting.date)}")
    db.session.flush()


def add_provider(actor: Viewer, **values: Any) -> Provider:
    made = Provider(**values)
    db.session.add(made)
    db.session.flush()
    record(actor, "support.provider_added", made, summary="Anbieter angelegt")
    db.session.flush()
    return made


def edit_provider(actor: Viewer, provider: Provider, **values: Any) -> None:
    changes = apply(provider, values)
    if changes:
        record(actor, "support.provider_edited", provider, "Anbieter geändert", changes)
    db.session.flush()
