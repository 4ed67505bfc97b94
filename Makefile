# Gremien: alles, was man zum Ausprobieren, Prüfen und Testen braucht.
# Vorausgesetzt sind nur Python ≥ 3.11 (mit venv), make und git.

PYTHON ?= python3
DEMO_ARGS ?=
TEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# Zeitstempel; sie liegen in der Umgebung, damit sie mit ihr verschwinden.
CREATED := $(VENV)/stamp-created
INSTALLED := $(VENV)/stamp-installed
TOOLS := $(VENV)/stamp-tools
# Woraus entsteht, was Browser laden (hatch_static.py)
LOOKS := hatch_static.py $(shell find templates gremien_app/static/css gremien_app/static/js -name '*.html' -o -name '*.css' -o -name '*.js' 2>/dev/null)
# Fehlt das Gestaltungssystem, wird neu installiert.
VENDOR := $(if $(wildcard gremien_app/static/built/stamp.txt),,fetch-vendor)

.DEFAULT_GOAL := help
.PHONY: help demo test torture check zugriff datenformat lock clean fetch-vendor
.DELETE_ON_ERROR:

help:
	@echo "make demo    richtet alles ein und startet Gremien mit Vorführdaten"
	@echo "             auf http://127.0.0.1:8000 (weitere Optionen: make demo DEMO_ARGS=\"--port 8080\")"
	@echo "make test    führt alle Tests aus (SQLite, PostgreSQL und, wenn vorhanden, Chromium)"
	@echo "             (einzelne: make test TEST_ARGS=\"tests/sittings -x\")"
	@echo "make check   prüft Stil, Typen, Schichten, Vorlagen und Migrationen"
	@echo "make zugriff schreibt docs/zugriff.md neu, aus den Rechten, die die Wege nennen"
	@echo "make datenformat schreibt docs/datenformat.schema.json neu, aus den Schlüsseln, die gelesen werden"
	@echo "make torture prüft die Haltbarkeit in voller Länge (200-mal kill -9, 16 Schreibende; etwa 30 Minuten)"
	@echo "make lock    schreibt die festgehaltenen Paketversionen neu"
	@echo "make clean   entfernt Umgebung, Zwischenstände und das geholte Gestaltungssystem"
	@echo "             (die Daten in instance/ bleiben)"

demo: $(INSTALLED)
	@$(BIN)/python -m gremien_app.cli demo $(DEMO_ARGS)

# Die Tests starten Dutzende Programme; mit aufgehobenem Bytecode übersetzt nicht jedes alles neu.
test: $(TOOLS)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --durations=20 --durations-min=1 $(TEST_ARGS)

torture: $(TOOLS)
	@TORTURE_KILLS=200 TORTURE_WRITERS=16 TORTURE_SAVES=200 TORTURE_BACKUP_WRITERS=8 TORTURE_RACES=20 \
	  $(BIN)/python -m pytest -n0 tests/torture tests/together $(TEST_ARGS)

check: $(TOOLS)
	@echo "Stil …" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "Typen …" && $(BIN)/mypy
	@echo "Schichten …" && $(BIN)/lint-imports --no-cache
	@echo "Vorlagen …" && $(BIN)/djlint --quiet --lint templates
	@echo "Migrationen …" && $(BIN)/python -m pytest -q -n0 tests/test_tables.py -k migrations

zugriff: $(TOOLS)
	@$(BIN)/python -m tests.web.access_page > $(VENV)/zugriff.md && mv $(VENV)/zugriff.md docs/zugriff.md

datenformat: $(TOOLS)
	@$(BIN)/python -m gremien_app.channels.data_format.schema > $(VENV)/schema.json && mv $(VENV)/schema.json docs/datenformat.schema.json

$(CREATED):
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Python fehlt: „$(PYTHON)“ wurde nicht gefunden. Gebraucht wird Python 3.11 oder neuer."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Gremien braucht Python 3.11 oder neuer; „$(PYTHON)“ ist $$("$(PYTHON)" -V 2>&1)."; \
	  echo "Eine andere Version wählen Sie so: make demo PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python fehlt das Modul für virtuelle Umgebungen."; \
	  echo "Unter Debian und Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Richte die Umgebung $(VENV) ein …"
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(INSTALLED): $(CREATED) requirements.lock pyproject.toml hatch_build.py package-lock.json $(LOOKS) $(VENDOR)
	@echo "Installiere die Pakete und das Gestaltungssystem …"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(TOOLS): $(INSTALLED) requirements-dev.lock tests/ics/readers/package-lock.json
	@echo "Installiere die Werkzeuge für Tests und Prüfungen …"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m tests.ics.fetch_reader
	@touch $@

# Nur für die Pflege: uv rechnet die Versionen für alle Systeme aus und schreibt ihre Prüfsummen.
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --upgrade \
  --python-version 3.11 --no-emit-index-url --no-header pyproject.toml --extra build

lock: $(CREATED)
	@$(PIP) uv
	@$(LOCK) -o requirements.lock
	@$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	@echo "requirements.lock und requirements-dev.lock sind neu geschrieben."

clean:
	@rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@rm -rf gremien_app/static/vendor gremien_app/static/built node_modules
	@find gremien_app/static -name '*.gz' -delete -o -name '*.br' -delete
	@find gremien_app tests migrations -name __pycache__ -type d -exec rm -rf {} +
