# Two commands are all: `make article` builds the article into build/, `make test` checks everything.
# Both create .venv and install what they need from PyPI; nothing else has to be there but Python 3.11+ and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first interpreter that runs and is new enough (a version manager's stub may exist and not run).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
BIN := .venv/bin
WORKERS ?= 2

.PHONY: help article test lint unit clean

help:
	@echo "make article   build build/article.html and build/article.pdf"
	@echo "make test      lint, types, architecture, tests"
	@echo "make clean     remove .venv and what was built"

article: .venv/.article
	$(BIN)/wellsourced build

test: lint unit

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: .venv/.test
	sh tests/install-browser.sh
	sh tests/install-judges.sh
	$(BIN)/python -m pytest -n $(WORKERS)

.venv/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then echo "wellsourced needs Python 3.11 or newer on the PATH" >&2; exit 1; fi
	$(PYTHON) -m venv .venv

.venv/.article: .venv/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.test: .venv/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.article

clean:
	rm -rf .venv tests/judges/node_modules tests/judges/python_modules build/article.* build/review.* build/verification.json \
		build/site build/metadata build/.cache
