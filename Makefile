# Torg's workshop. `make` alone lists what there is; every target can be run again at any time.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
TEMPLATES = $(shell find src/torg -name '*.html' -not -path '*/vendor/*')
TYPED = src tests hatch_build.py $(wildcard bench)
QUICK := tests/house/test_locks.py tests/house/test_repository.py tests/house/test_migrations.py tests/house/test_documented.py
COMPILE := $(PY) -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help demo test faults check fix messages lock bench clean ready surroundings

help: ## list what there is
	@echo "make demo    starts Torg with an invented municipality"
	@echo "make test    runs every test"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ready ## start everything with an invented municipality; Ctrl-C stops it (ARGS="--strategy drammen")
	@$(VENV)/bin/torg demo $(ARGS)

test: ready surroundings ## run every test, one process for each processor (ARGS="-k mail" for some)
	@$(PY) -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal $(ARGS)

faults: ready ## kill, fill and cut off a real Torg while 5,000 mails come in (half an hour; MAILS=n SEED=n)
	@FAULTS_MAILS=$(or $(MAILS),5000) FAULTS_SEED=$(or $(SEED),2026) $(PY) -m pytest tests/faults -s $(ARGS)

check: ready ## look at the code: lint, types, rooms, templates, migrations, texts, lock files
	@bad=""; look() { name=$$1; shift; printf '%-12s' "$$name"; \
		if said=$$("$$@" 2>&1); then echo "fine"; else echo "NOT FINE"; echo "$$said"; bad="$$bad $$name"; fi; }; \
	look lint $(VENV)/bin/ruff check --quiet .; \
	look format $(VENV)/bin/ruff format --quiet --check --diff .; \
	look types $(VENV)/bin/mypy $(TYPED); \
	look rooms $(VENV)/bin/lint-imports --no-logo; \
	look templates $(VENV)/bin/djhtml --tabwidth 2 --check $(TEMPLATES); \
	look texts $(PY) -m torg.config.messages check; \
	look repository $(PY) -m pytest -q --no-header -p no:cacheprovider $(QUICK); \
	if [ -n "$$bad" ]; then echo; echo "Not fine:$$bad. Some of it is mended by: make fix"; exit 1; fi

fix: ready ## mend what can be mended by itself: lint, format, templates
	@$(VENV)/bin/ruff check --quiet --fix . || true
	@$(VENV)/bin/ruff format .
	@$(if $(TEMPLATES),$(VENV)/bin/djhtml --tabwidth 2 $(TEMPLATES) || true)
	@$(PY) -m torg.config.documenting

messages: ready ## collect the texts of the pages for translation, and compile the translations
	@$(PY) -m torg.config.messages update
	@$(PY) -m torg.config.messages compile

lock: ready ## work out the versions of everything anew
	@$(COMPILE) --output-file requirements/run.lock pyproject.toml
	@$(COMPILE) --extra dev --output-file requirements/dev.lock pyproject.toml
	@sed -n 's/^NODE_WHEEL = "\(.*\)"/\1/p' hatch_build.py | $(COMPILE) --output-file requirements/node.lock - \
		&& sed -i.old 's/# via -r .*/# via hatch_build.py/' requirements/node.lock && rm requirements/node.lock.old

bench: ready ## measure (see bench/README.md)
	@$(PY) -m bench $(ARGS)

clean: ## remove what was installed and made, but not the data in var/
	@if [ -x $(VENV)/bin/torg ]; then $(VENV)/bin/torg database stop || true; fi
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	@rm -rf src/torg/faces/parts/static/vendor
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above stand on: a virtual environment, what the lock file names, Torg itself, front-end files.

ready: $(INSTALLED)
	@$(PY) hatch_build.py >/dev/null

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Torg needs Python 3.11 or later; $$($(PYTHON) --version) is too old. Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make virtual environments here. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(LOCKED): requirements/dev.lock requirements/node.lock | $(PY)
	@echo "Installing what requirements/dev.lock names (a minute or two the first time)"
	@$(PY) -m pip install -qq --require-hashes -r requirements/dev.lock
	@if ! command -v npm >/dev/null; then \
		echo "There is no npm here: installing Node.js as a Python package"; \
		$(PY) -m pip install -qq --require-hashes -r requirements/node.lock; fi
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml hatch_build.py package-lock.json
	@echo "Installing Torg and fetching the front-end files"
	@$(PY) -m pip install -qq --no-build-isolation --no-deps --editable .
	@touch $@

surroundings: $(VENV)/.surroundings

$(VENV)/.surroundings: tests/surroundings.sh | $(PY)
	@sh tests/surroundings.sh
	@touch $@
