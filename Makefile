# What a person runs. The virtual environment is brought up to date when a lock file changes.
PYTHON ?= python3
# What installs and builds the package: pinned with the rest, so that nothing unpinned is fetched.
BUILD := hatchling>=1.27 editables>=0.5 uv>=0.9
# What lists the packages.
SBOM := cyclonedx-bom>=7
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_FOR_TESTS := $(VENV)/.ready-for-tests
Q ?= what did McFaul say
SEED := $(shell date +%s)
# One more than there are cores, as tests wait for programs that they start.
WORKERS = $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# As the shell gets them: nothing in a question or a path is run as a command. A file that can't be read is
# reported and the rest is asked all the same.
override export Q := $(value Q)
override export ARTICLES := $(value ARTICLES)
# Articles of your own go into VERBATIM_HOME, or into this folder, which git ignores.
export VERBATIM_HOME ?= $(if $(ARTICLES),$(CURDIR)/.verbatim)
# Compiled modules are kept: the set-up compiles none, so that only those in use take time and room.
export PYTHONDONTWRITEBYTECODE :=

PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps
UV := $(BIN)/uv pip install -q --python $(BIN)/python --no-deps
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
  --python-version 3.11 --custom-compile-command "make lock" pyproject.toml
# uv knows nothing of pip's settings: where only these lead to packages, pip does it, more slowly.
install = $(UV) --require-hashes -r $(1) || $(PIP) --require-hashes -r $(1)
# A step of the set-up: its name, then its seconds.
step = printf '  %-32s' "$(1)"; from=$$(date +%s); { $(2); } && echo "$$(($$(date +%s) - from)) s"

# The virtual environment keeps its Python until another is named; then it is made again.
KEPT := $(shell [ -x $(BIN)/pip ] && $(BIN)/python -V 2>/dev/null)
ifneq ($(origin PYTHON),file)
ifneq ($(KEPT),$(shell $(PYTHON) -V 2>/dev/null))
KEPT :=
.PHONY: $(READY)
endif
endif

.PHONY: help repl ask test fuzz coverage lint format bench test-model telegram lock sbom clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

repl: $(READY) ## ask in the terminal: the bundled sample, or ARTICLES=folder
	@$(if $(ARTICLES),$(BIN)/verbatim ingest "$$ARTICLES"; $(BIN)/verbatim repl,$(BIN)/verbatim repl --sample)

ask: $(READY) ## answer one question: make ask Q="what did … say" [ARTICLES=folder]
	@$(if $(ARTICLES),$(BIN)/verbatim ingest "$$ARTICLES" >&2; $(BIN)/verbatim ask "$$Q",$(BIN)/verbatim ask --sample "$$Q")

test: $(READY_FOR_TESTS) ## run the tests; PYTHON=python3.12 on another Python
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

fuzz: $(READY_FOR_TESTS) ## search for what breaks the tested properties: SEED=n repeats a search
	@echo "SEED=$(SEED)"; $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m hypothesis --hypothesis-profile=fuzz --hypothesis-seed=$(SEED)

coverage: $(READY_FOR_TESTS) ## measure which branches the tests take: all of the gate's
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered
	@$(BIN)/coverage report --include='bot/answering/grounding/*' --fail-under=100 --skip-empty

lint: $(READY_FOR_TESTS) ## check style, types and dependencies
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/deptry .

format: $(READY_FOR_TESTS) ## format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(READY_FOR_TESTS) ## measure speed and quality
	@$(BIN)/python -m tests.bench

test-model: $(READY_FOR_TESTS) ## test the promise against a real model that makes things up (fetches 126 MB, Linux x86-64)
	@$(BIN)/python -m tests.model --liar && $(BIN)/python -m tests.model --honest && $(BIN)/python -m tests.model

telegram: $(READY) ## run the Telegram bot (TELEGRAM_BOT_TOKEN in .env)
	@$(BIN)/verbatim telegram

lock: $(READY) ## pin the dependencies: those of running, and those of the tests and checks
	@printf "%s\n" $(BUILD:%="%") | $(LOCK) - -o requirements.lock
	@$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock \
	  $$(sed -n 's/^\([a-z0-9._-]*\)==[^;]*$$/--no-emit-package \1/p' requirements.lock | sort -u)
	@echo "$(SBOM)" | $(LOCK:pyproject.toml=-) -o requirements-sbom.lock

# Its tools stay out of .venv: jsonschema finds a grammar among them that it then compiles at each start, for seconds.
sbom: $(READY) ## list what a running Verbatim consists of, with versions, hashes and licences: build/sbom.json
	@rm -rf build/sbom build/sbom-tools && mkdir -p build
	@$(PYTHON) -m venv build/sbom && $(PYTHON) -m venv build/sbom-tools
	@$(BIN)/uv pip install -q --python build/sbom/bin/python --no-deps --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --python build/sbom-tools/bin/python --no-deps --require-hashes -r requirements-sbom.lock
	@build/sbom-tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o build/sbom.json build/sbom/bin/python
	@rm -rf build/sbom build/sbom-tools && echo "build/sbom.json: $$(grep -c '"purl"' build/sbom.json) packages"

clean: ## remove what was built; articles and their index stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
ifeq ($(KEPT),)
	@command -v $(PYTHON) >/dev/null || { echo "Install Python 3.11, 3.12 or 3.13 first, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is another. Name one: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) -V), once"
	@$(call step,virtual environment,$(PYTHON) -m venv --clear $(VENV)) || { echo "This Python has no venv. On Debian: apt install python3-venv"; exit 1; }
else
	@echo "Bringing $(VENV) up to date"
endif
	@sed -n '/^uv==/,/[^\]$$/p' requirements.lock >$(VENV)/uv.lock
	@$(call step,uv to install the rest,$(PIP) --require-hashes -r $(VENV)/uv.lock)
	@$(call step,$$(grep -c '^[a-z]' requirements.lock) packages,$(call install,requirements.lock))
	@$(call step,Verbatim itself,$(UV) --no-build-isolation -e . || $(PIP) --no-build-isolation -e .)
	@touch $@

$(READY_FOR_TESTS): requirements-dev.lock $(READY)
	@$(call step,tools of tests and checks,$(call install,requirements-dev.lock))
	@touch $@
