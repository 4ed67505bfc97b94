"""The agenda (Tagesordnung): items up to three levels, public and closed part, addenda."""
