"""Words by which names are recognised, and words that are names and something else.

They stand in ``data/names.toml``, folded (``spelling.folded``).
"""

import tomllib

from gremien_app.base.kernel.version import PACKAGE

_WORDS = tomllib.loads((PACKAGE / "data" / "names.toml").read_text(encoding="utf-8"))


def _all(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


SALUTATIONS = _all("salutations")
PLURAL = _all("plural")
TITLES = _all("titles")
PARTICLES = _all("particles")
NOBLE = _all("noble")
OFFICES = _all("offices")
NAMED_LIKE_OFFICES = _all("named_like_offices")
OFFICE_ENDINGS = tuple(sorted(_all("office_endings")))
WORDS = _all("words")
NOUNS = _all("nouns")
NOUN_ENDINGS = tuple(sorted(_all("noun_endings")))
STREET_ENDINGS = tuple(sorted(_all("street_endings")))
STREET_OPENINGS = _all("street_openings")
FIRST_NAMES = _all("first_names")
