"""Papers (Vorlagen, Unterlagen): what lies on the table at an item, with its files.

Who may read an item of the agenda may read its papers (§ 48 GO NRW); the public reads only what
was published by an own press after a look for personal data.
"""
