"""Papers (Vorlagen, Anträge, Anfragen, Unterlagen): on their way, at items, with their files.

Who may read an item of the agenda may read its papers (§ 48 GO NRW), and a paper is never more
readable than the strictest item on which it stands; the public reads only what was published by
an own press after a look for personal data. The chair alone does not take a paper up.
"""
