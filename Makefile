# Two commands do all set-up: `make demo` and `make test`. Needed before: Python 3.11 or newer, and make.
FITS := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c '$(FITS)' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --find-links .venv/models
MODELS := .venv/models/afterword_models-1.0.0-py3-none-any.whl
PAGES := README.md docs/*.md

.DEFAULT_GOAL := help
.PHONY: help demo room test cover torture lint fix bench bench-scale bless docs pictures wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/ready ## make every document of the sample workshop, in outputs/roundtable
	$(BIN)/afterword make inputs/roundtable --out outputs/roundtable --date 2026-11-04 --replace
	@echo "To hang the cards in a browser: make room"

room: .venv/ready ## open the sample workshop in a browser, on a copy in outputs/room
	mkdir -p outputs/room
	test -e outputs/room/workshop.xlsx || cp inputs/roundtable/*.xlsx outputs/room/
	$(BIN)/afterword open outputs/room

test: .venv/tools ## run all tests
	$(BIN)/pytest --quiet --numprocesses auto

cover: .venv/tools ## run all tests with branch coverage: slower by a third
	$(BIN)/pytest --quiet --numprocesses auto --cov --cov-report term:skip-covered

torture: .venv/tools ## the long form: every disk call fails, 1,000 kills a command, 800 workshops and 2,500 files made up
	TORTURE=1 $(BIN)/pytest --quiet -s tests/test_torture.py tests/test_workshops.py tests/test_spoilt_files.py

lint: .venv/tools ## check style, types, who imports whom, and that the docs say what the code does
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini
	$(BIN)/lint-imports
	$(BIN)/cog --check $(PAGES)

fix: .venv/tools ## mend style where a machine can
	$(BIN)/ruff check --fix --quiet || true
	$(BIN)/ruff format

bench: .venv/peers ## time the engine and the grouping beside their peers, in one run each
	$(BIN)/python tests/bench_word.py
	$(BIN)/python tests/bench_grouping.py
	$(BIN)/python tests/bench_walls.py

bench-scale: .venv/tools ## measure cards, rows, sites and letters, ten times as many a step, into docs/scale.md
	$(BIN)/python tests/bench_scale.py --write

bless: .venv/tools ## rewrite the golden outlines and what reading claims; read the diff before you commit it
	$(BIN)/pytest --quiet tests/test_golden.py tests/reading/test_claims.py tests/reading/test_matching.py --bless
	git diff --stat tests/golden tests/golden-program tests/reading

docs: .venv/tools ## bring the generated parts of the docs up to date
	$(BIN)/cog -r $(PAGES)

pictures: .venv/tools ## make the pictures of the README anew, from the real page
	$(BIN)/python tests/room/pictures.py

wheel: .venv/tools ## build the wheel that people install
	$(BIN)/python -m build --outdir dist

clean: ## remove the environment and all that can be made again
	rm -rf .venv dist build *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/ready: pyproject.toml constraints.txt $(MODELS)
	$(PIP) --editable '.[room]'
	$(BIN)/python -m compileall -q pipeline
	touch $@

$(MODELS): models/make_wheel.py models/onnx_tables.py models/NOTICE.md models/METADATA
	@test -n "$(PYTHON)" || { echo "Afterword needs Python 3.11 or newer, and found none."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	mkdir -p $(@D)
	$(PIP) numpy
	$(BIN)/python models/make_wheel.py $(@D)

.venv/tools: .venv/ready
	$(PIP) --editable '.[dev]'
	touch $@

.venv/peers: .venv/tools
	$(PIP) --editable '.[bench]'
	touch $@
