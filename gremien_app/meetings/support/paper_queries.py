"""In which forms whoever is expected wants the papers; read by the dispatch alone."""

from collections.abc import Collection

from gremien_app.base.documents.formats import PaperForm
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import queries
from gremien_app.meetings.support.measures import Measure

_FORMS = {
    Measure.LARGE_PRINT: (PaperForm.LARGE,),
    Measure.PLAIN_TEXT: (PaperForm.PAGE, PaperForm.TEXT),
    Measure.BRAILLE: (PaperForm.TEXT,),
}


def forms_wanted(sitting: Sitting, ids: Collection[int]) -> dict[int, list[PaperForm]]:
    """By person: the forms besides the usual one, in one order; nobody who wants none."""
    found = {}
    for id_, need in queries.effective_needs(sitting, ids).items():
        needs = queries.opened(need)
        if needs is not None:
            wanted = {form for one in needs.measures for form in _FORMS.get(one, ())}
            if wanted:
                found[id_] = [form for form in PaperForm if form in wanted]
    return found
