"""Signing in (Anmeldung) with an account: passwords, devices, what people choose for themselves."""
