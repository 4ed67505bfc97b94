"""Names in what becomes public (DOMAIN § 5; Art. 9 DSGVO): found in every spelling, decided by
the office, hidden from the texts. The finder proposes; a person decides; decisions are kept.
"""
