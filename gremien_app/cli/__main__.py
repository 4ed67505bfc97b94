"""``python -m gremien_app.cli`` is the same as ``gremien``."""

from gremien_app.cli import main

main()
