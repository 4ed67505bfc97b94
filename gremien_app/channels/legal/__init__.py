"""Legal pages (Rechtstexte): accessibility, privacy, imprint.

They are shipped whole; the administration changes them where the office differs.

§ 10 BGG NRW with BITV NRW, Art. 13 GDPR, § 5 DDG.
"""
