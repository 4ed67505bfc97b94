"""How many days before a sitting each measure is ordered: as usual, or as the office set it."""

from collections.abc import Iterable, Mapping

from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import Provider

Leads = Mapping[Measure, int]
AS_USUAL: Leads = {}
LONGEST = 180
_OF_THE_HOUSE = {
    *(Measure.STEP_FREE, Measure.SPACE, Measure.BREAKS, Measure.QUIET_ROOM, Measure.ONLINE),
    *(Measure.ASSISTANCE_DOG, Measure.EARLY_PAPERS, Measure.LARGE_PRINT, Measure.PLAIN_TEXT),
}
# Two weeks for interpreters and four for Lormen are what offices in Köln told; the others are as
# careful.
_LEAD = {Measure.DEAFBLIND: 28, Measure.LOOP: 7, Measure.TRANSPORT: 7}
_USUAL_LEAD, _HOUSE_LEAD = 14, 7


def usual_days(measure: Measure) -> int:
    return _LEAD.get(measure, _HOUSE_LEAD if measure in _OF_THE_HOUSE else _USUAL_LEAD)


def lead_days(measure: Measure, provider: Provider | None = None, leads: Leads = AS_USUAL) -> int:
    """So many days before the sitting; a provider's own time goes before the office's."""
    if provider is not None and provider.lead_days is not None:
        return provider.lead_days
    return leads.get(measure, usual_days(measure))


def read_leads(pairs: Iterable[str]) -> dict[Measure, int]:
    """From settings such as "sign_language=21"; ``ValueError`` with a German sentence."""
    known = {one.value: one for one in Measure}
    found = {}
    for pair in pairs:
        name, _, days = pair.partition("=")
        measure = known.get(name.strip())
        is_number = days.strip().isascii() and days.strip().isdecimal()
        if measure is None or not is_number or not 1 <= int(days) <= LONGEST:
            raise ValueError(
                f"support_lead_days kennt „{pair}“ nicht. Richtig ist zum Beispiel "
                f"„sign_language=21“, mit 1 bis {LONGEST} Tagen; möglich sind: "
                f"{', '.join(known)}."
            )
        found[measure] = int(days)
    return found
