"""Concerns (Anliegen): what people write to the office.

Barriers met (§ 10 BGG NRW), corrections and access (Art. 12, 15, 16 and 20 GDPR), questions.
"""
