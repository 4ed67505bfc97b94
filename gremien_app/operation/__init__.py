"""The running service, its backups and its commands."""
