"""Schriftführung: whom a committee has appointed to take its minutes, from when, and by what.

GO NRW § 52 (1). The account's role of the same name only says who may write.
"""
