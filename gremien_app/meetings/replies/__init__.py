"""Replies (Zu- und Absagen): who comes to a sitting, and which deputy is called for whom.

A reply has no reason and no field for one. Sources: GO NRW §§ 47, 50 (whoever cannot come says so
and is represented) as far as a committee's rules of procedure refer to them.
"""
