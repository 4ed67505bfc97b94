"""Minutes (Niederschrift): entries, the chair's remarks, signing, frozen Word files.

Source: GO NRW § 52 – the minutes take effect by the signatures, not by an approval.
"""
