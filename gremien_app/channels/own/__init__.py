"""Meine Daten: what is stored about oneself, to read, take along, correct and withdraw.

Access and portability (Art. 15, 20 GDPR), withdrawal of a consent (Art. 7 (3)).
"""
