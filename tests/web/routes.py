"""Every address with the right that its route states, read from the application itself."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gremien_app import create_app
from gremien_app.base.kernel.rights import Answer, Right, Role
from gremien_app.base.web.access import RULES, Rule
from gremien_app.config import Settings
from gremien_app.people.roles import ROLES

ROLE = {role.key: role for role in ROLES}


@dataclass(frozen=True)
class Route:
    rule: str
    methods: tuple[str, ...]
    stated: Rule

    def right(self, kind: str) -> Right:
        """``kind``: with the objects of which sitting it is asked."""
        return self.stated.of(is_closed=kind == "closed")

    def answer(self, role: Role, kind: str = "public") -> Answer:
        return self.right(kind).answer(role)

    @property
    def insider(self) -> str:
        """A role that gets through."""
        roles = ("secretariat", "admin", "member", "chair", "anonymous")
        through = {Answer.YES, Answer.OWN}
        return next((key for key in roles if self.answer(ROLE[key]) in through), "secretariat")


@cache
def stated_routes() -> tuple[Route, ...]:
    """Every route in the order of its address; methods with the same right stand together."""
    app = create_app(
        Settings(
            data_dir=Path("/not-used"),
            secret_key="only-for-tests-" * 4,
            database_url="sqlite:////not-used/gremien.db",
        )
    )
    found: dict[tuple[str, Rule], set[str]] = defaultdict(set)
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            found[rule.rule, RULES[rule.endpoint]] |= (rule.methods or set()) - {"HEAD", "OPTIONS"}
    routes = (Route(rule, tuple(sorted(m)), stated) for (rule, stated), m in found.items())
    return tuple(sorted(routes, key=lambda route: (route.rule, route.methods)))
