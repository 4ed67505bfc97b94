"""From what somebody types into a search box to patterns for the folded search column."""

import re

from .text import fold, transcribe_german

MAX_WORDS = 8
MAX_VARIANTS = 8
MAX_QUERY_LENGTH = 200
ESCAPE = "\\"

_DIGRAPH = re.compile("([aou])e")
_BARE_VOWEL = re.compile("[aou](?!e)")
_PARTING = str.maketrans(",;", "  ")
_WILDCARD = re.compile(r"([%_\\])")


def search_variants(query: str) -> tuple[str, ...]:
    """Folded spellings under which a text may be stored, the closest first.

    "Müller", "Mueller" and "Muller" each find all three: umlauts are tried bare and written out.
    An empty query has none.
    """
    query = query[:MAX_QUERY_LENGTH]
    folded = fold(query)
    if not folded:
        return ()
    variants = [folded, fold(transcribe_german(query)), _DIGRAPH.sub(r"\1", folded)]
    variants += [f"{folded[: m.end()]}e{folded[m.end() :]}" for m in _BARE_VOWEL.finditer(folded)]
    return tuple(dict.fromkeys(variants))[:MAX_VARIANTS]


def like_pattern(folded: str) -> str:
    """A LIKE pattern that finds the text anywhere, `%` and `_` literally (use `escape=ESCAPE`)."""
    literal = _WILDCARD.sub(r"\\\1", folded)
    return f"%{literal}%"


def word_patterns(query: str) -> tuple[tuple[str, ...], ...]:
    """LIKE patterns per word: all words must be found, each in any one of its spellings."""
    # "Meier, Anna": a comma or a semicolon parts words like a blank.
    parted = query[:MAX_QUERY_LENGTH].translate(_PARTING).split()
    words = dict.fromkeys(parted[:MAX_WORDS])
    spellings = (search_variants(word) for word in words)
    return tuple(tuple(map(like_pattern, variants)) for variants in spellings if variants)
