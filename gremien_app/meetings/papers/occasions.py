"""The mails about papers, as they come with the program: without title and committee."""

from gremien_app.base.house.occasions import Occasion, Placeholder, Usual

_LINK = Placeholder(
    "link", "die Seite der Vorlage", "https://gremien.example/vorlagen/1", is_needed=True
)
MOVER_ASKED = Occasion(
    key="mover_asked",
    label="Mit einreichen?",
    readers="wen jemand als mit einreichend genannt hat",
    order=41,
    subject="Bitte bestätigen: mit einreichen?",
    text=(
        "jemand aus Ihrem Gremium hat etwas eingereicht und Sie als mit einreichend genannt. Das "
        "gilt erst, wenn Sie selbst zustimmen:\n\n{link}\n\nOhne Ihre Zustimmung steht Ihr Name "
        "nicht dabei."
    ),
    places=(_LINK,),
    usual=Usual.ON,
)
HANDED_IN = Occasion(
    key="handed_in",
    label="Eingereicht",
    readers="die Geschäftsführung des Gremiums",
    order=40,
    subject="Eingereicht: {art}",
    text="auf der Seite wurde etwas eingereicht: {art}. Sie finden es hier:\n{link}",
    places=(
        Placeholder("art", "was es ist", "Antrag", is_short=True),
        _LINK,
    ),
    usual=Usual.OFF,
)
OCCASIONS = (HANDED_IN, MOVER_ASKED)
