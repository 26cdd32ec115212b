# What a person runs. The virtual environment is made anew when the lock file changes.
PYTHON ?= python3
# What builds the package, as in pyproject.toml: pinned with the rest, so that a set-up fetches nothing unpinned.
BUILD := hatchling>=1.27 editables>=0.5
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
Q ?= what did McFaul say
# As the shell gets them: whatever stands in a question or a path is no command. A file that can't be read is
# reported and the rest is asked all the same.
override export Q := $(value Q)
override export ARTICLES := $(value ARTICLES)
# Articles of your own go into VERBATIM_HOME, or into this folder, which git ignores.
export VERBATIM_HOME ?= $(if $(ARTICLES),$(CURDIR)/.verbatim)

.PHONY: help repl ask test lint format bench test-model telegram lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

repl: $(READY) ## ask in the terminal: the bundled sample, or ARTICLES=folder
	@$(if $(ARTICLES),$(BIN)/verbatim ingest "$$ARTICLES"; $(BIN)/verbatim repl,$(BIN)/verbatim repl --sample)

ask: $(READY) ## answer one question: make ask Q="what did … say" [ARTICLES=folder]
	@$(if $(ARTICLES),$(BIN)/verbatim ingest "$$ARTICLES" >&2; $(BIN)/verbatim ask "$$Q",$(BIN)/verbatim ask --sample "$$Q")

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest

lint: $(READY) ## check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(READY) ## put the code in form
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(READY) ## measure speed and quality
	@$(BIN)/python -m tests.bench

test-model: $(READY) ## hold the promise against a real model that makes things up (fetches 126 MB, Linux x86-64)
	@$(BIN)/python -m tests.model --liar && $(BIN)/python -m tests.model --honest && $(BIN)/python -m tests.model

telegram: $(READY) ## run the Telegram bot (TELEGRAM_BOT_TOKEN in .env)
	@$(BIN)/verbatim telegram

lock: $(READY) ## pin the dependencies anew
	@$(BIN)/pip install -q uv && printf "%s\n" $(BUILD:%="%") | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 --extra dev --custom-compile-command "make lock" \
	  pyproject.toml - -o requirements.lock

clean: ## remove what was built; articles and their index stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Install Python 3.11, 3.12 or 3.13 first, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is another. Name one: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV): about two minutes, once"
	@$(PYTHON) -m venv $(VENV) || { echo "This Python has no venv. On Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
