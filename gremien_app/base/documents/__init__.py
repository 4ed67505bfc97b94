"""Word documents (Schriftstücke): pure writers, a dataclass in, the bytes of a .docx out.

Neither Flask nor the database is known here; other rooms fill the dataclasses of `content`.
Form and order of the minutes follow those that the city of Köln publishes; accessibility follows
§ 10 BGG NRW and the BITV NRW (headings, language, real lists, no layout tables, at least 11 pt).
"""
