"""Outgoing mail (Postausgang): written in the same transaction as what it tells, sent afterwards.

Messages wait in a table, so that none is lost and none is sent twice; RFC 5322, RFC 5321.
"""
