# Every command a contributor needs. Works with Python 3.11+ and venv alone; uses uv when it is there.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.PHONY: demo test check bench docs quality gate lock clean

$(VENV)/installed: pyproject.toml hatch_build.py requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(if $(UV),$(UV) venv --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))
	$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install -q --require-hashes -r requirements-dev.txt,$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt)
	$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install -q --no-deps -e .,$(BIN)/python -m pip install -q --no-deps -e .)
	touch $@

demo: $(VENV)/installed   ## set up and run the main job on the sample articles
	$(BIN)/lapwing demo

test: $(VENV)/installed   ## run the tests
	$(BIN)/pytest

check: $(VENV)/installed   ## ruff, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: $(VENV)/installed   ## speed and memory against a floor measured in the same run, and updates killed at random
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.stream
	$(BIN)/python -m benchmarks.faults

docs: $(VENV)/installed   ## regenerate the pages that are made from data
	$(BIN)/lapwing codebook --markdown > docs/codebook.md

quality: $(VENV)/installed   ## measure every figure and rewrite docs/quality.md
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.muc4
	$(BIN)/python -m benchmarks.confusable

gate: $(VENV)/installed   ## measure every figure and fail where one is worse than its floor
	$(BIN)/python -m benchmarks.gate

lock:   ## pin every dependency with hashes, without addresses
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) dist build
