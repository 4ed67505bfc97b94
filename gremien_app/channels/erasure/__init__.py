"""Erasure of persons (Löschung, Art. 17 GDPR): what goes, what stays and why, before and after."""
