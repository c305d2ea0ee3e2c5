# Two commands do the work, each with all of its own set-up:
#   make reports   tables, checks, maps, funding mix, a report per district, an index page
#                  (all formats, both languages: make reports FORMATS=html,docx,pdf,xlsx LANGS=vi,en)
#   make test      the whole test suite (make test-all runs whole what make test samples)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2

.PHONY: help reports test test-all lint lab lock boundaries pictures detection fuzz reading clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile
	@echo "make lab       JupyterLab on the notebooks"
	@echo "make clean     removes the environment, the reports and all caches"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed, $$($(PYTHON) --version 2>&1) was found: call 'make PYTHON=python3.12 ...'."; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) comes without venv: install it (on Debian and Ubuntu the package python3-venv)."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

reports: $(READY)
	$(BIN)/ntm run --workers $(WORKERS) $(if $(FORMATS),--formats $(FORMATS)) $(if $(LANGS),--lang $(LANGS))

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-all: lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --whole

lab: $(READY)
	$(BIN)/jupyter lab notebooks

# Pins every package for all platforms; needs uv (https://docs.astral.sh/uv/) on the PATH.
lock:
	uv pip compile pyproject.toml --extra dev --extra dask --extra browser --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade -o requirements.lock

# Makes both layers anew from the reference pieces: make boundaries REFERENCE=communes_2025.gpkg
boundaries: $(READY)
	$(BIN)/python shapefiles/build_districts.py $(REFERENCE)
	$(BIN)/python shapefiles/build_communes.py $(REFERENCE)

# Plants mistakes in documents, counts those that the audit finds, writes docs/detection.md.
detection: $(READY)
	$(BIN)/python benchmarks/detection.py

# Damages documents at random for a quarter of an hour: make fuzz SECONDS=60 for less.
SECONDS ?= 900
fuzz: $(READY)
	$(BIN)/python benchmarks/fuzz.py $(SECONDS)

# Times the reading of documents of 10 to 1,000 pages beside plain readers, writes docs/reading.md.
reading: $(READY)
	$(BIN)/python benchmarks/reading.py

# Draws the pictures of the README and of docs/gallery.md, and writes that page.
pictures: $(READY)
	$(BIN)/python docs/make_pictures.py

clean:
	rm -rf $(VENV) reports build dist .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
