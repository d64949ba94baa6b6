.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(VENV)/.ready  ## everything that the other targets need

$(VENV)/.ready: requirements.lock pyproject.toml
	sh tools/setup.sh $(VENV)
	touch $@

run: setup  ## the main job on the sample batch
	sh tools/run_sample.sh $(BIN)/lingtan

test: setup  ## all tests
	$(BIN)/pytest -n 2 --dist loadgroup

quick: setup  ## the tests that take no seconds
	$(BIN)/pytest -n 2 --dist loadgroup -m "not slow"

patient: setup  ## the tests that wait for minutes on processes of their own: the served schedule
	$(BIN)/pytest -m patient

check: setup format lint types layers test  ## all that CI runs

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

fix: setup  ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup  ## BENCH="--keep --scan --grow 100,1000": time and memory of the main job, beside the libraries alone
	$(BIN)/python -m tests.bench.run $(BENCH)

night-bench: setup  ## the quality report over 100,000 submissions with 2.5 million findings
	$(BIN)/python -m tests.bench.night

desk-bench: setup  ## every list and page of the desk over 20,000 submissions with 500,000 findings
	$(BIN)/python -m tests.bench.desk

bench-across: setup  ## the rules across submissions over batches of up to 10,000
	$(BIN)/python -m tests.bench.across

accuracy: setup  ## exact match over generated submissions in layouts not tuned on
	$(BIN)/python -m tests.bench.accuracy --keep

MINUTES ?= 5
fuzz: setup  ## MINUTES=5: damaged files and texts for every reader and grammar
	$(BIN)/python -m tests.bench.fuzz --minutes $(MINUTES)

chaos: setup  ## a batch killed at random moments and after every commit, on SQLite and PostgreSQL
	$(BIN)/python -m tests.chaos --keep

faults: setup  ## every planted fault and 210 right submissions in varied layouts: recall, false alarms
	$(BIN)/python -m tests.bench.faults --keep

docs: setup  ## the generated pages: rules, JSON Schema
	$(BIN)/python -m tools.generate

sample: setup  ## rebuild fixtures/sample (needs LibreOffice)
	$(BIN)/python -m fixtures.make_sample

new-rule: setup  ## CODE=G31 NAME=some-fault: the file of a new rule
	$(BIN)/python -m tools.new_rule $(CODE) $(NAME)

lock:  ## refresh requirements.lock for every 3.11 (needs uv)
	uv pip compile pyproject.toml --extra dev --extra postgres --extra cluster --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements.lock

.PHONY: help setup run test quick patient check format lint types layers fix fuzz chaos bench desk-bench bench-across accuracy faults docs sample new-rule lock
