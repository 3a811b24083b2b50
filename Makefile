# Everything a person types: make run · test · check · fix · demo · assets · wheel · bench · docs
# PORT=8123 make run          another port
# INTERREGIONS_HOME=/folder   where the database, the files and the queue lie

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $(name))))
export INTERREGIONS_HOME ?= $(CURDIR)/var

BIN := .venv/bin
WORKERS ?= 2

.PHONY: run test check fix demo assets wheel bench docs
.DEFAULT_GOAL := run

# --- the environment -------------------------------------------------------------------------------------------

.venv/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found (PYTHON=/path/to/python3 make run)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing (on Debian: apt-get install python3-venv)."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.venv/.base: .venv/.created requirements/base.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.development: .venv/.base requirements/development.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	@touch $@

assets: .venv/.created
	$(BIN)/python assets/build.py

# --- one's own machine -------------------------------------------------------------------------------------------

# Settings of one's own machine: a secret made once and kept beside the database, plain http on localhost.
LOCAL = INTERREGIONS_SECRET_KEY="$$(cat "$$INTERREGIONS_HOME/secret.key")" \
  INTERREGIONS_HTTPS="$${INTERREGIONS_HTTPS:-false}" \
  INTERREGIONS_SITE_URL="$${INTERREGIONS_SITE_URL:-http://localhost:$(PORT)}" \
  INTERREGIONS_ALLOWED_HOSTS="$${INTERREGIONS_ALLOWED_HOSTS:-localhost,127.0.0.1}"

define secret
mkdir -p "$$INTERREGIONS_HOME"; \
test -s "$$INTERREGIONS_HOME/secret.key" || ( umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(48))' > "$$INTERREGIONS_HOME/secret.key" )
endef

run: .venv/.base assets
	@$(secret)
	@$(LOCAL) $(BIN)/interregions migrate --verbosity 0
	@$(LOCAL) $(BIN)/interregions load_vocabulary
	@$(LOCAL) $(BIN)/interregions demo --if-empty
	@echo
	@echo "Open http://localhost:$(PORT) and choose who to be: the animation (France Clusters) or a referent of a Région."
	@echo "Everything is kept in $$INTERREGIONS_HOME; Ctrl-C stops."
	@$(LOCAL) exec $(BIN)/interregions serve --host $(HOST) --port $(PORT)

demo: .venv/.base assets
	@$(secret)
	@$(LOCAL) $(BIN)/interregions migrate --verbosity 0
	@$(LOCAL) $(BIN)/interregions load_vocabulary
	@$(LOCAL) $(BIN)/interregions demo $(ARGUMENTS)

# --- for who changes the product -----------------------------------------------------------------------------------

TESTED = INTERREGIONS_SECRET_KEY="$${INTERREGIONS_SECRET_KEY:-only-for-the-tests-0123456789-0123456789}" INTERREGIONS_HTTPS=false

# SQLite makes its test tables from the models, sooner by six seconds a worker; every migration is gone through on
# PostgreSQL (DATABASE_URL=… make test) and by the folders of the browser tests.
TABLES = $(if $(DATABASE_URL),,--nomigrations)

test: .venv/.development
	$(TESTED) $(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk 8 $(TABLES) -m "not browser" $(ARGUMENTS)

check: .venv/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --quiet --check interregions
	$(TESTED) $(BIN)/mypy interregions
	$(BIN)/lint-imports
	$(TESTED) $(BIN)/python -m django makemigrations --check --dry-run --settings interregions.config.settings
	$(BIN)/python .ci/no_registry_address.py

fix: .venv/.development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djangofmt --quiet interregions

# The archive of the sources and the wheel, in dist/; « build » left from another time would add its files.
wheel: .venv/.development assets
	rm -rf build
	$(BIN)/python -m build
	rm -rf build

bench: .venv/.development assets
	$(TESTED) $(BIN)/python -m benchmarks $(ARGUMENTS)

docs: .venv/.development assets
	$(TESTED) $(BIN)/python -m pytest -m browser tests/browser/test_guide.py $(ARGUMENTS)
