"""Who may do what as a page: ``make zugriff`` writes docs/zugriff.md from the stated rights."""

import re
import sys
from collections.abc import Iterable, Iterator

from gremien_app.base.kernel import rights as general
from gremien_app.base.kernel.rights import Right
from gremien_app.people import rights as office
from gremien_app.people.roles import ROLES
from tests.web.matters import MATTERS
from tests.web.routes import Route, stated_routes

INTRO = """\
# Wer darf was

Diese Seite wird aus den Rechten geschrieben, die jeder Weg dort nennt, wo er angemeldet wird
(`make zugriff`). Tests fragen jede Adresse als jede Rolle und vergleichen; ein Weg ohne Recht lässt
das Programm nicht starten. Rollen stehen in `gremien_app/people/roles.py`, Rechte daneben in
`rights.py`.

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
    return "\n".join([INTRO, *_matters(), "", *_rights(), "", *_routes()]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(count: int) -> str:
    return _row(["---"] * count)


def _matters() -> Iterator[str]:
    yield "## Was sich lesen lässt\n"
    yield "„ja“: liest es. Strich: erfährt es auf keiner Seite und in keiner Datei.\n"
    yield _row(["Sache", "Zustand", *(role.words for role in ROLES)])
    yield _rule(2 + len(ROLES))
    for matter in MATTERS:
        read = ["ja" if matter.is_read_by(role) else "–" for role in ROLES]
        yield _row([matter.thing, matter.state, *read])


def _rights() -> Iterator[str]:
    yield "## Wer ist gemeint\n"
    yield "„das Eigene“: kommt durch, wo es um das Eigene geht, sonst nicht. „verboten“ ist die"
    yield "Antwort 403, „gibt es nicht“ die Antwort 404, die auch bekommt, wer nach etwas fragt,"
    yield "das es nie gab.\n"
    yield _row(["Gruppe", *(role.words for role in ROLES)])
    yield _rule(1 + len(ROLES))
    for right in _stated():
        yield _row([right.words, *(right.answer(role).value for role in ROLES)])


def _stated() -> list[Right]:
    """The rights that some route states, in the order in which they are written down."""
    used = {right for route in stated_routes() for right in _both(route) if right}
    written = [one for module in (general, office) for one in vars(module).values()]
    known = [one for one in written if isinstance(one, Right)]
    return sorted(used, key=lambda one: known.index(one) if one in known else len(known))


def _both(route: Route) -> tuple[Right, Right | None]:
    return route.stated.right, route.stated.closed


def _routes() -> Iterator[str]:
    yield "## Adressen\n"
    yield "GET zeigt, POST ändert. Gefragt wird mit Dingen des Gremiums A.\n"
    yield _row(["Adresse", "Weg", "wer", "im nichtöffentlichen Teil"])
    yield _rule(4)
    for route in stated_routes():
        right, closed = _both(route)
        words = closed.words if closed else "ebenso"
        yield _row([f"`{_address(route)}`", ", ".join(route.methods), right.words, words])


def _address(route: Route) -> str:
    return re.sub(r"<[^>]+>", "…", route.rule)


if __name__ == "__main__":
    sys.stdout.write(document())
