"""Resolutions (Beschlüsse): text, addressee, gap-free number per committee and year."""
