"""The demonstration (Vorführung): invented data in an empty database, and who signs in there."""
