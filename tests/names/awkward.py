"""Pieces of text that, repeated, would keep a careless pattern busy for hours."""

AWKWARD = (
    "Max Beispiel ",
    "a",
    "M. ",
    "Abc, ",
    "@a",
    "0 1",
    "Herr Dr. ",
    "Str. 1 ",
    "*",
    "Az. ",
    "A-b",
    "von ",
    "Max-",
    "Bei-\n",
    "Herren Koch und ",
)
