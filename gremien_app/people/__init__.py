"""Who: accounts, bodies, persons, organisations, members and offices."""
