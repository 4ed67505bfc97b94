"""Users (Benutzerkonten), sign-in and roles per committee (Zuständigkeiten)."""
