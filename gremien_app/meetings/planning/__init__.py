"""Year plan (Sitzungsplan) and deadlines of sittings: what is to happen when."""
