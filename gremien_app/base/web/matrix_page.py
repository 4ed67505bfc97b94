"""The access matrix as a page: ``python -m gremien_app.base.web.matrix_page > docs/zugriff.md``."""

import re
import sys
from collections.abc import Iterable, Iterator

from gremien_app.base.web import matrix
from gremien_app.base.web.matrix import ANSWERS, ROLES, Route, Who
from gremien_app.base.web.matrix_matters import MATTERS
from gremien_app.base.web.matrix_routes import ROUTES

INTRO = """\
# Wer darf was

Diese Seite wird aus `gremien_app/base/web/matrix*.py` geschrieben (`python -m
gremien_app.base.web.matrix_page > docs/zugriff.md`). Tests fragen jede Adresse als jede Rolle und
vergleichen; eine Adresse, die hier fehlt, lässt die Tests durchfallen.

A und B sind zwei Gremien. Rechte gelten für einen Zeitraum und werden bei jeder Anfrage neu
bestimmt: Am letzten Tag einer Mitgliedschaft oder Aufgabe gilt das Recht noch, danach nicht mehr.
Eine Ausnahme: Wer eine Sitzung geleitet hat, liest und unterzeichnet ihre vorgelegte Niederschrift
auch nach dem Ende der Mitgliedschaft, sonst bliebe die letzte der Wahlperiode ohne Unterschrift.
Wer mehrere Rollen hat, darf, was eine davon darf. Mitglieder lesen den nichtöffentlichen Teil nur
mit dem Recht darauf; hier haben sie es, und es lässt sich je Mitgliedschaft abschalten.

Eine Stellvertretung springt ein, wenn das Mitglied ihres Sitzes entschuldigt oder sie selbst in der
Anwesenheit als Stellvertretung eingetragen ist. Dann liest sie auch den nichtöffentlichen Teil
dieser Sitzung, ihrer Niederschrift und ihrer Beschlüsse, soweit das Mitglied ihn lesen darf; zu
anderen Sitzungen nur mit dem Recht eines Mitglieds darauf. Wer den Vorsitz vertritt, hat es.

Ein Gast wird zu einzelnen Punkten einer Sitzung eingeladen. Er liest sie mit Erläuterung und
Beschlussvorschlag, auch im nichtöffentlichen Teil, und sonst, was alle lesen. Das Recht beginnt mit
der Einladung zur Sitzung und endet mit dem Sitzungstag, mit einer Absage oder wenn er ausgeladen
wird. Wechselt ein Punkt den Teil, so gilt die Zulassung erst wieder, wenn sie erneuert ist.
Namen, Anwesenheit, Beschlüsse und Niederschriften liest ein Gast wie alle anderen.

Zu einer gemeinsamen Sitzung lesen die Mitglieder aller beteiligten Gremien dasselbe; wer in einem
davon das Recht auf den nichtöffentlichen Teil hat, liest auch ihn. Eingeladen und geschrieben wird
nur von dem Gremium aus, das einlädt. Arbeits- und Projektgruppen sind intern: Von ihren Sitzungen,
Beschlüssen und Niederschriften erfährt nur, wer der Gruppe oder ihrem Gremium angehört. In einer
Vorführung, in der nichts versandt wird, liest auch jede Geschäftsführung den Postausgang.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([INTRO, *_matters(), "", *_groups(), "", *_routes()]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(count: int) -> str:
    return _row(["---"] * count)


def _matters() -> Iterator[str]:
    yield "## Was sich lesen lässt\n"
    yield "„ja“: liest es. Strich: erfährt es auf keiner Seite und in keiner Datei.\n"
    yield _row(["Sache", "Zustand", *ROLES.values()])
    yield _rule(2 + len(ROLES))
    for matter in MATTERS:
        read = ["ja" if letter == "j" else "–" for letter in matter.readers]
        yield _row([matter.thing, matter.state, *read])


def _groups() -> Iterator[str]:
    yield "## Wer ist gemeint\n"
    yield "„verboten“ ist die Antwort 403, „gibt es nicht“ die Antwort 404, die auch bekommt, wer"
    yield "nach etwas fragt, das es nie gab.\n"
    yield _row(["Gruppe", *ROLES.values()])
    yield _rule(1 + len(ROLES))
    for who in _all_groups():
        yield _row([who.words, *(ANSWERS[letter] for letter in who.answers)])


def _all_groups() -> list[Who]:
    return [who for who in vars(matrix).values() if isinstance(who, Who)]


def _routes() -> Iterator[str]:
    yield "## Adressen\n"
    yield "GET zeigt, POST ändert. Gefragt wird mit Dingen des Gremiums A.\n"
    yield _row(["Adresse", "Weg", "wer", "bei nichtöffentlicher Sitzung"])
    yield _rule(4)
    for route in ROUTES:
        closed = route.closed.words if route.closed else "ebenso"
        yield _row([f"`{_address(route)}`", route.methods.replace(" ", ", "), _who(route), closed])


def _who(route: Route) -> str:
    states = {"": "", "submitted": " (Niederschrift vorgelegt)"}
    return route.who.words + states[route.state]


def _address(route: Route) -> str:
    return re.sub(r"<[^>]+>", "…", route.rule)


if __name__ == "__main__":
    sys.stdout.write(document())
