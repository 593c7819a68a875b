# Exercise Buddy. `make` alone lists the commands. Each sets up what it needs, once.
# No recipe needs anything but make, a POSIX shell and a Python with pip.

PORT ?= 8000
DATA_DIR ?= data
OPEN ?= 1
LAN ?=
EXERCISE ?= push-up
FPS ?=
ONLY ?=
SIZE ?=
OLD ?=

export PATH := $(CURDIR)/.tools/bin:$(PATH)
# The tools keep their caches at home, which an account of a container or a service need not have, or may not write to.
ifeq ($(shell [ -w "$$HOME" ] || echo closed),closed)
export HOME := $(CURDIR)/.tools/home
endif
# Python 3.11 reads the checkout's path in the locale's letters, and ends if it has others: an umlaut, and LC_ALL=C.
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := C.UTF-8
endif
# Ignore the caller's virtual environments.
unexport VIRTUAL_ENV
# Without compiled files each of Python's hundred starts would compile all its imports again.
unexport PYTHONDONTWRITEBYTECODE
export HUSKY = 0

# Python and web packages, models and the browser come side by side. Two goals, such as `make clean run`, follow one another.
ifeq ($(words $(MAKECMDGOALS)),1)
MAKEFLAGS += -j4
endif

PYTHON3 ?= python3
VENV := backend/.venv
# Its scripts contain the checkout's path: after a move, or in a copy, it is recreated from uv's cache. Its file
# `ready-to-run` says where it was made.
ifeq ($(shell made=$$(cat $(VENV)/ready-to-run 2>/dev/null); [ "$${made:-$$(pwd -P)}" = "$$(pwd -P)" ] || echo moved),moved)
$(shell echo "setup: the checkout was moved" >&2; rm -rf $(VENV))
endif
EXERCISE_BUDDY := $(VENV)/bin/exercise-buddy
PNPM := cd frontend && pnpm

WEB_SOURCES := frontend/index.html frontend/package.json frontend/vite.config.ts frontend/lingui.config.ts $(wildcard frontend/scripts/build/*.ts) \
  $(shell find frontend/src -type f ! -name '*.test.*' 2>/dev/null) \
  $(shell find frontend/public -type f ! -path '*/models/*' ! -path '*/mediapipe/*' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run dev test prove hooks lint types format api count counts bench-counting bench seed screenshots build topology train clean setup

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: .tools/ready $(VENV)/ready-to-run frontend/dist/index.html ## serve the app on http://127.0.0.1:8000 (PORT= DATA_DIR= OPEN=0; LAN=1: for phones, too)
	@exec $(EXERCISE_BUDDY) serve --port $(PORT) --data-dir "$(DATA_DIR)" --web-dir frontend/dist $(if $(filter 0,$(OPEN)),,--open) $(if $(filter-out 0,$(LAN)),--lan)

dev: setup ## backend and web app, both reloading, on http://localhost:5173 (DATA_DIR=)
	@exec $(VENV)/bin/python tools/dev.py --data-dir "$(DATA_DIR)"

# A single test of Python or of a screen needs no built site and no browser.
test: setup $(if $(findstring .py,$(ONLY))$(findstring .test.,$(ONLY)),,frontend/dist/index.html .tools/browser-ready) ## every check and test, or a single one (ONLY=path)
	@$(VENV)/bin/python tools/run_checks.py $(if $(ONLY),--only "$(ONLY)")

prove: setup frontend/dist/index.html .tools/browser-ready ## hours of tests: 1,000 interleavings, every clip, every journey with other browser settings and in German, every state of training in six sizes, floods, the previous release beside this one (OLD=commit)
	cd backend && INTERLEAVINGS=1000 .venv/bin/python -m pytest --no-cov tests/security/test_interleavings.py
	cd frontend && PROVE=1 pnpm exec vitest run src/engine
	cd frontend && E2E_CLIPS=all FIRST_RUN_SECONDS=60 pnpm exec playwright test
	cd frontend && pnpm exec playwright test --config playwright.screenshots.config.ts states
	for setting in unknown-zone far-ahead translated german; do (cd frontend && E2E_SETTING=$$setting pnpm exec playwright test) || exit 1; done
	$(VENV)/bin/python benchmarks/api/fuzz.py
	$(VENV)/bin/python benchmarks/api/floods.py
	$(VENV)/bin/python benchmarks/api/side_by_side.py $(if $(OLD),--old "$(OLD)")

hooks: setup ## have git run the checks before each commit and push
	@cd frontend && HUSKY= pnpm run prepare

lint: setup frontend/dist/index.html ## style, import rules, and that generated files are fresh
	cd backend && .venv/bin/ruff check . ../tools ../benchmarks ../training && .venv/bin/ruff format --check . ../tools ../benchmarks ../training
	cd backend && .venv/bin/lint-imports
	$(VENV)/bin/python tools/checks/check_all.py
	$(VENV)/bin/python tools/checks/audit.py
	$(PNPM) run lint
	$(PNPM) exec node scripts/build/first-load.ts

types: setup ## mypy and the TypeScript compiler
	cd backend && .venv/bin/mypy
	$(PNPM) run types

format: setup ## format every file
	cd backend && .venv/bin/ruff check --fix-only . ../tools ../benchmarks ../training && .venv/bin/ruff format . ../tools ../benchmarks ../training
	$(PNPM) run format

api: setup ## write the OpenAPI document, the TypeScript types and the pages generated from it
	$(VENV)/bin/python tools/checks/check_generated.py --write

count: .tools/ready ## replay recordings: EXERCISE=push-up FILES="a.json.gz b.json.gz" [FPS=15]
	@node frontend/scripts/counting/count.ts "$(EXERCISE)" "$(FPS)" $(FILES)

counts: .tools/ready ## store what is counted in the kept recordings; refuses sums that became worse (WORSE=1 accepts them)
	@node frontend/scripts/counting/ratchet.ts $(if $(WORSE),--worse)

bench-counting: .tools/ready ## score any counter: COUNTER="command" [EXERCISES="push-up squat"] (benchmarks/counting/README.md)
	@$(PYTHON3) benchmarks/counting/score_counter.py "$(COUNTER)" $(if $(EXERCISES),--exercises "$(EXERCISES)")

bench: setup frontend/dist/index.html .tools/browser-ready ## measure, print tables, write benchmarks/results/*.json
	$(VENV)/bin/python benchmarks/counting/run.py
	$(VENV)/bin/python benchmarks/counting/rule_scores.py
	$(VENV)/bin/python benchmarks/counting/robustness.py
	$(VENV)/bin/python benchmarks/counting/goals.py
	$(VENV)/bin/python benchmarks/counting/models.py
	$(VENV)/bin/python benchmarks/counting/speed.py
	$(VENV)/bin/python benchmarks/api/throughput.py
	for size in small large full; do $(VENV)/bin/python benchmarks/api/limit.py --size $$size || exit 1; done
	$(VENV)/bin/python benchmarks/api/latency.py
	$(VENV)/bin/python benchmarks/api/logins.py
	$(VENV)/bin/python benchmarks/api/fuzz.py
	cd backend && SESSION_LIFE_EXAMPLES=300 .venv/bin/python -m pytest --no-cov --quiet tests/security/test_session_life.py
	$(VENV)/bin/python benchmarks/api/soak.py
	$(VENV)/bin/python benchmarks/page/page.py
	$(VENV)/bin/python benchmarks/page/training.py

topology: setup ## break each part of the scaled topology under a stream of saves (Linux, root, Debian's packages)
	$(VENV)/bin/python benchmarks/topology/topology.py

# The full recordings beside the repository, also of the other model, or else the copies in it.
RECORDINGS := $(if $(wildcard ../shared/recordings-2),$(abspath ../shared),$(CURDIR)/benchmarks/counting)

train: .tools/ready ## train the net that recognises exercises, and those for cross-validation (ONLY="none": only the shipped one)
	cd training && OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 JAX_PLATFORMS=cpu uv run --locked --python "$$(readlink ../.tools/bin/python)" \
	  python -m judge_training out $(RECORDINGS)/recordings $(RECORDINGS)/recordings-2 $(if $(ONLY),--only $(ONLY))

seed: .tools/ready $(VENV)/ready-to-run ## fill DATA_DIR with a demo account and a year of workouts (SIZE=small|large|full: a crowd of them)
	$(EXERCISE_BUDDY) seed --data-dir "$(DATA_DIR)" $(if $(SIZE),--size $(SIZE))

screenshots: setup frontend/dist/index.html .tools/browser-ready ## redraw the README's pictures, and every state of training in six sizes and both themes (frontend/e2e/.gallery)
	$(PNPM) exec playwright test --config playwright.screenshots.config.ts

build: .tools/ready frontend/dist/index.html ## dist/*.whl: the whole product in one wheel
	rm -rf dist backend/src/exercise_buddy/web
	cp -R frontend/dist backend/src/exercise_buddy/web
	cp LICENSE NOTICE backend/
	cd backend && uv build --wheel --out-dir ../dist
	rm -rf backend/src/exercise_buddy/web backend/LICENSE backend/NOTICE
	@ls -1 dist/*.whl

clean: ## remove everything built or fetched; keeps the data directory
	rm -rf .tools dist $(VENV) frontend/node_modules frontend/dist frontend/public/models frontend/public/mediapipe
	rm -rf frontend/test-results frontend/playwright-report frontend/e2e/.clips frontend/e2e/.gallery frontend/coverage

setup: .tools/ready $(VENV)/ready-to-test frontend/node_modules/ready .tools/models-ready

# Prerequisites. A file named `ready...` says that its folder is complete.

.tools/ready: tools/setup/bootstrap.py tools/requirements/uv.txt tools/requirements/node.txt
	@$(PYTHON3) tools/setup/bootstrap.py python uv node
	@touch $@

.tools/browser-ready: tools/setup/bootstrap.py frontend/node_modules/ready
	@$(PYTHON3) tools/setup/bootstrap.py browser promtool
	@touch $@

$(VENV)/ready-to-run: backend/uv.lock backend/pyproject.toml | .tools/ready
	@echo "setup: Python packages" >&2
	@cd backend && uv sync --quiet --locked --inexact --no-dev --python "$$(readlink ../.tools/bin/python)"
	@pwd -P > $@

$(VENV)/ready-to-test: backend/uv.lock backend/pyproject.toml | .tools/ready
	@echo "setup: Python packages, with those for checks and tests" >&2
	@cd backend && uv sync --quiet --locked --python "$$(readlink ../.tools/bin/python)"
	@pwd -P | tee $@ > $(VENV)/ready-to-run

frontend/node_modules/ready: frontend/pnpm-lock.yaml frontend/package.json frontend/pnpm-workspace.yaml | .tools/ready
	@echo "setup: web packages" >&2
	@$(PNPM) install --frozen-lockfile --reporter=append-only --loglevel=warn
	@touch $@

.tools/models-ready: tools/setup/model_bundle.py frontend/node_modules/ready
	@echo "setup: pose model" >&2
	@$(PYTHON3) tools/setup/model_bundle.py --packages frontend/node_modules --out frontend/public --models lite full
	@touch $@

frontend/dist/index.html: $(WEB_SOURCES) frontend/node_modules/ready .tools/models-ready
	@echo "setup: web app" >&2
	@$(PNPM) exec vite build --logLevel warn
	@touch $@
