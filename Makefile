# Every target does its own set-up; a second run is near instant.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := pipeline/examples/direktionen.txt

.PHONY: draft serve test test-neural test-web quick check golden models bench clean
.DEFAULT_GOAL := draft

draft: $(VENV)/.ready ## print the draft of the example minutes
	@$(BIN)/referat draft $(EXAMPLE)

serve: $(VENV)/.ready ## open the page for communications staff on this machine
	@$(BIN)/referat serve

test: $(VENV)/.ready ## all tests that need no browser and no database server
	@$(BIN)/python -m pytest -n auto --dist loadfile -rsfE -m "not web"

test-neural: $(VENV)/.neural ## the tests that need torch
	@$(BIN)/python -m pytest -rsfE -m neural

test-web: $(VENV)/.ready ## the page in a real browser, the store on a real PostgreSQL
	@tests/web/set_up.sh
	@$(BIN)/python -m pytest -n auto --dist loadfile -rsfE -m web tests

quick: $(VENV)/.ready ## the tests that need no fresh environment
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not web"

check: $(VENV)/.ready ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

golden: $(VENV)/.ready ## write the post and the outputs in README.md anew: read the difference
	@$(BIN)/referat draft $(EXAMPLE) --out tests/golden/direktionen.md
	@$(BIN)/python tests/transcripts.py

models: $(VENV)/.ready ## train the shipped models anew, where something they depend on has changed
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/dvc repro

# Left out: those that take half an hour or need torch; each tells how it is run.
bench: $(VENV)/.ready ## ratios measured side by side, printed and never asserted
	@for file in $(filter-out benchmarks/generate_% %_scale.py %_models.py,$(wildcard benchmarks/*.py)); do $(BIN)/python $$file; done

clean: ## remove everything that can be made again
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build

$(VENV)/.ready: pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once, a few minutes) ..." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Referat needs Python 3.11 or newer: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable ".[dev]" >&2
	@touch $@

# The release whose build for the processor alone is small; plain "torch" brings CUDA on Linux.
$(VENV)/.neural: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt "torch==2.13.0" "accelerate>=1.1" >&2
	@touch $@
