"""The mail to the chair, as it comes with the program: without committee and titles."""

from gremien_app.base.house.occasions import Occasion, Placeholder

ASKED = Occasion(
    key="fixing_asked",
    label="Tagesordnung wartet auf die Festsetzung",
    readers="der Vorsitz, auf Knopfdruck des Büros",
    order=16,
    subject="Bitte ansehen: Eine Tagesordnung wartet auf Ihre Festsetzung",
    text=(
        "die Geschäftsführung legt Ihnen den Entwurf einer Tagesordnung vor. Bitte sehen Sie ihn "
        "an und setzen Sie die Tagesordnung fest; dafür genügt ein Knopf:\n\n{link}\n\nGeht es am "
        "Telefon besser, dann rufen Sie bitte die Geschäftsführung an; sie vermerkt die "
        "Festsetzung für Sie."
    ),
    places=(
        Placeholder(
            "link",
            "die Seite der Festsetzung, nach der Anmeldung",
            "https://gremien.example/sitzungen/1/festsetzung",
            is_needed=True,
        ),
    ),
)
