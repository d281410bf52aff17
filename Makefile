# permas-bot: every target sets up .venv first if it is missing.
# Any python3 from 3.11 on will do: it is looked for from /, where no .python-version is in the way.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	(cd / && $$p -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' 2>/dev/null) && break; done)
VENV := .venv
BIN := $(VENV)/bin
CHECKED := bot db handlers tests bench

.PHONY: setup demo test run check format campaign golden bench lock clean

$(VENV)/.ready: requirements.txt requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "permas-bot needs Python 3.11 or newer; none was found on PATH." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.ready-to-run: requirements.txt
	@test -n "$(PYTHON)" || { echo "permas-bot needs Python 3.11 or newer; none was found on PATH." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -e $(VENV)/.ready || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

setup: $(VENV)/.ready

demo: $(VENV)/.ready-to-run
	$(BIN)/python -m bot demo

run: $(VENV)/.ready-to-run
	$(BIN)/python -m bot run

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.ready
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py

format: $(VENV)/.ready
	$(BIN)/ruff format $(CHECKED)
	$(BIN)/ruff check --fix $(CHECKED)

# Faults in number, and the table of docs/reliability.md from what they kept; hours. KILLS is a database and so are
# the others: KILLS=50 DEATHS=2 SENDS=50 FAULTS=10 make campaign takes half an hour. Other histories each time with SEED=….
campaign: $(VENV)/.ready
	$(BIN)/python -m bench.kills $${KILLS:-500}
	$(BIN)/python -m bench.failpoints $${DEATHS:-20}
	$(BIN)/python -m bench.wire_faults $${SENDS:-200}
	$(BIN)/python -m bench.database_faults $${FAULTS:-50}
	$(BIN)/python -m bench.two_processes $${EVENTS:-200}
	$(BIN)/python -m bench.broadcast $${PEOPLE:-10000}
	$(BIN)/python -m bench.outbox
	$(BIN)/python -m bench.soak $${HOURS:-72}
	$(BIN)/python -m bench.reliability
	OUTBOX_HISTORIES=$${OUTBOX_HISTORIES:-1000} $(BIN)/python -m pytest tests/rules/test_outbox_machine.py tests/delivery/test_machine_in_sql.py -v
	HISTORIES=$${HISTORIES:-5000} $(BIN)/python -m pytest tests/rules/test_ninety_days.py -v
	PRESSES=$${PRESSES:-10000} $(BIN)/python -m pytest tests/handlers/test_forged_presses.py tests/handlers/test_twenty_presses.py -v

golden: $(VENV)/.ready
	GOLDEN=write $(BIN)/python -m pytest tests/golden
	git --no-pager diff --stat -- tests/golden

bench: $(VENV)/.ready
	$(BIN)/python -m bench

# Needs uv; the files it writes name no host.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
