"""The data format (docs/datenformat.md): its keys, their values, and a file's faults; all pure."""
