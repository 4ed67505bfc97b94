"""On what it rests that a name is public (Grundlage): a kind, each with an end of its own.

Art. 9 GDPR: without one, no name is public. A consent ends when it is revoked (Art. 7 (3)).
"""
