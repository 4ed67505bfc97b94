"""Backups (Sicherungen): one file with database, settings and checksums; restored only when whole.

Also moves all rows from one database engine to the other.
"""
