"""Mails about signing, as they come with the program: of which day, and where to read."""

from gremien_app.base.house.occasions import Occasion, Placeholder

_PLACES = (
    Placeholder("datum", "der Tag der Sitzung", "17.12.2026", is_short=True),
    Placeholder(
        "link",
        "die Niederschrift, nach der Anmeldung",
        "https://gremien.example/sitzungen/1/niederschrift",
        is_needed=True,
    ),
)
WAITING = Occasion(
    key="signature_waits",
    label="Niederschrift wartet auf die Unterschrift",
    readers="wer die Sitzung geleitet hat oder dafür einspringt, und die Schriftführung",
    order=45,
    subject="Eine Niederschrift wartet auf Sie: Sitzung am {datum}",
    text=(
        "die Niederschrift über die Sitzung am {datum} liegt Ihnen vor. Bitte lesen Sie sie und "
        "geben Sie sie frei, oder schreiben Sie, was zu ändern ist:\n{link}"
    ),
    places=_PLACES,
)
VOID = Occasion(
    key="signature_void",
    label="Unterschrift gilt nicht mehr",
    readers="wer eine Fassung unterzeichnet oder freigegeben hat, die zurückgeholt wurde",
    order=46,
    subject="Ihre Unterschrift gilt nicht mehr: Sitzung am {datum}",
    text=(
        "die Niederschrift über die Sitzung am {datum} wird noch einmal geändert. Was Sie dazu "
        "unterzeichnet oder freigegeben haben, gilt darum nicht mehr. Sie bekommen eine neue "
        "Fassung vorgelegt:\n{link}"
    ),
    places=_PLACES,
)
OCCASIONS = (WAITING, VOID)
