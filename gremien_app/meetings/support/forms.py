"""Forms of support: what somebody needs, said by the person or entered with consent."""

from typing import Any

from wtforms import StringField

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.bound import EnumRadioField
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    LongTextField,
    TextField,
    VersionField,
)
from gremien_app.meetings.support import rules
from gremien_app.meetings.support.measures import GROUPS, Measure, Needs, Way


def _boxes(label: str, measures: tuple[Measure, ...]) -> BoxesField:
    choices = [(one.value, one.label) for one in measures]
    return BoxesField(label, choices=choices)


class NeedsFields(BaseForm):
    """The measures in their groups, and what belongs to them."""

    understanding, coming, place, papers = (
        _boxes(label, measures) for _name, label, measures in GROUPS
    )
    language = TextField("In welche Sprache?", length=rules.LANGUAGE_LENGTH)
    words = LongTextField("Was fehlt in dieser Liste?", length=rules.WORDS_LENGTH)
    way = EnumRadioField("Wie sollen wir Ihnen Bescheid geben?", kind=Way, default=Way.MAIL)

    def show(self, needs: Needs) -> None:
        """Fill it with what is kept; what was sent stays."""
        if self.is_submitted():
            return
        for name, _label, measures in GROUPS:
            self[name].data = [one.value for one in needs.measures if one in measures]
        self.language.data, self.words.data, self.way.data = needs.language, needs.words, needs.way

    def stored(self, needs: Needs) -> dict[str, str]:
        """What is kept now, as the fields show it."""
        found = {
            name: self[name].shown([one.value for one in needs.measures if one in measures])
            for name, _label, measures in GROUPS
        }
        texts = {"language": needs.language, "words": needs.words, "way": needs.way.label}
        return found | texts

    def measures(self) -> tuple[Measure, ...]:
        chosen = {value for name, *_ in GROUPS for value in self[name].data or ()}
        return tuple(one for one in Measure if one.value in chosen)

    def details(self) -> dict[str, Any]:
        return {
            "measures": self.measures(),
            "language": self.language.data,
            "words": self.words.data,
            "way": Way(self.way.data or Way.MAIL),
            "told_on": today(),
        }


class OwnForm(NeedsFields):
    """For oneself: to send it is to agree, as the page says."""

    version = VersionField()

    def needs(self) -> Needs:
        return Needs(consent=rules.OWN_CONSENT, **self.details())


class OfficeForm(NeedsFields):
    """For somebody else, who agreed."""

    way = EnumRadioField("Wie möchte die Person Bescheid bekommen?", kind=Way, default=Way.MAIL)
    consent = TextField("Wie hat die Person zugestimmt?", length=rules.NAME_LENGTH)
    version = VersionField()

    def show(self, needs: Needs) -> None:
        super().show(needs)
        if not self.is_submitted():
            self.consent.data = needs.consent

    def needs(self) -> Needs:
        return Needs(consent=self.consent.data.strip(), **self.details())


class LinkForm(NeedsFields):
    """Behind a link: takes, and never shows what is kept. The button says what is meant."""

    AS_BEFORE, NOTHING = "wie-zuletzt", "nichts"
    says = StringField("Antwort")  # a button's

    @property
    def says_as_before(self) -> bool:
        return bool(self.says.data == self.AS_BEFORE)

    def needs(self) -> Needs:
        if self.says.data == self.NOTHING:
            return Needs(consent=rules.OWN_CONSENT, told_on=today())
        return Needs(consent=rules.OWN_CONSENT, **self.details())


class VisitorForm(NeedsFields):
    """For whoever comes to a public sitting; ``website`` is for robots, people do not see it."""

    name = TextField("Name", length=rules.NAME_LENGTH)
    reach = TextField("E-Mail-Adresse oder Telefon für Rückfragen", length=rules.NAME_LENGTH)
    website = StringField("Bitte leer lassen")

    def needs(self) -> Needs:
        given = self.details() | {"name": self.name.data, "reach": self.reach.data}
        return Needs(consent=rules.OWN_CONSENT, **given)
