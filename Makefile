# Thin targets; the work is done by uv, manage.py and pytest. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check unit lint fix seed lock bench docs

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r
QUICK := not slow and not browser and not servers
export PORT ?= 8000

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

run: .venv/.run.stand ## install, build, migrate, load, serve on PORT (default 8000)
	@exec $(MANAGE) portal_run

test: lint ## everything: make check, and the slow, browser and server tests
	@$(MANAGE) theme_build --dev
	$(BIN)/python -m pytest -rs -n auto

unit: .venv/.dev.stand ## the tests that need no database, in less than a minute
	$(BIN)/python -m pytest -n auto -m "$(QUICK) and not datenbank"

check: lint ## before a commit: linters, types, contracts, system checks, all but slow, browser and server tests
	$(BIN)/python -m pytest -n auto -m "$(QUICK)"

lint: .venv/.dev.stand
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint theme/templates
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check

fix: .venv/.dev.stand ## repair what the linters can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

seed: .venv/.run.stand ## load places, catalogue and pages (portal_run does it at every start)
	$(MANAGE) portal_run --nur-einrichten

lock: .venv/.uv.stand ## write the locks anew, with hashes and without addresses (newest: UPGRADE=--upgrade)
	$(LOCK) $(UPGRADE) pyproject.toml --output-file requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --extra dev --output-file requirements-dev.lock
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > requirements-uv.lock
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url

bench: .venv/.dev.stand ## CPU and queries per request beside their yardsticks; applications under load
	$(BIN)/python -m bench
	$(BIN)/python -m bench suche
	$(BIN)/python -m bench schritte
	$(BIN)/python -m bench antraege --teil 0.1
	$(BIN)/python -m bench antraege --teil 0.5 --ohne-schutz

docs: .venv/.dev.stand ## hold the documentation against the code
	$(BIN)/python -m pytest tests/architecture/test_docs.py

# A stamp is written last, so that an installation that was stopped half-way is done again.
.venv/.uv.stand: requirements-uv.lock
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python ≥ 3.11 mit venv wird gebraucht (make PYTHON=python3.12 …; unter Debian: python3-venv)." >&2; exit 1; }
	@echo "Umgebung in .venv wird angelegt …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.run.stand: requirements.lock .venv/.uv.stand
	@echo "Pakete werden installiert …"
	@$(UV) $<
	@touch $@

.venv/.dev.stand: requirements-dev.lock .venv/.uv.stand
	@echo "Pakete für Tests werden installiert …"
	@$(UV) $<
	@touch $@ .venv/.run.stand
