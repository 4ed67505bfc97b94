"""Measurements beside bare references, in alternating runs: ``python -m benchmarks``."""
