"""The pool (Sammlung): what waits for an agenda, offered by the rooms that know of it."""
