"""The running service (Dienst): whether program and database fit, and who works on the data now."""
