"""The invitation (Einladung) and its notice period (Ladungsfrist)."""
