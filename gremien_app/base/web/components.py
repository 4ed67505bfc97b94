"""The macros of ``templates/components``, known to every template by the names of their files."""

from typing import Any

from flask import Flask
from jinja2 import Environment

# Not sitting.html: in templates a sitting is a sitting.
NAMES = ("buttons", "data", "forms", "navigation", "reach", "status")


class Component:
    """Read when a page first uses it: macros look for what they need while they are read."""

    def __init__(self, environment: Environment, name: str) -> None:
        self._environment, self._name = environment, name

    def __getattr__(self, macro: str) -> Any:
        return getattr(self._environment.get_template(self._name).module, macro)


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    for name in NAMES:
        environment.globals[name] = Component(environment, f"components/{name}.html")
