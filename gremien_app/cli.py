"""The command ``gremien``, also as ``python -m gremien_app.cli``; its parts: ``operation.cli``."""

from gremien_app.operation.cli import cli, main

__all__ = ["cli", "main"]

if __name__ == "__main__":
    main()
