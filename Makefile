# One target does one thing and is safe to repeat. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export UV_COMPILE_BYTECODE := 1
export PYTHONPATH := $(CURDIR)
export PYTHONWARNINGS := ignore
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

UV_VERSION := 0.13.9
UV := $(shell command -v uv || echo .uv/bin/uv)
PY := .venv/bin/python
RASA := .venv/bin/rasa
INSTALLED := .venv/installed
MODEL := models/assistant.tar.gz
TRAINED_FROM := config.yml domain.yml $(shell find data understanding dialogue content -type f \
	\( -name '*.yml' -o -name '*.py' -o -name '*.safetensors' \))

.PHONY: help install run chat actions train validate test review bench screenshots widget lint lock clean \
	refresh-trials refresh-places

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

install: $(INSTALLED) ## install Python 3.10 and the locked packages into .venv/

$(INSTALLED): requirements.lock .python-version
	@command -v $(UV) >/dev/null || { python3 -m venv .uv && .uv/bin/pip install --quiet "uv==$(UV_VERSION)"; }
	$(UV) venv --quiet --allow-existing --python "$$(cat .python-version)" .venv
	$(UV) pip sync --quiet --python $(PY) --require-hashes requirements.lock
	@touch $@

run: $(MODEL) ## start the assistant: the page, the chat and the API on http://127.0.0.1:5005/
	$(PY) -m serving

chat: $(MODEL) ## talk in the terminal
	$(PY) -m serving --chat

actions: $(INSTALLED) ## start the actions as a server of their own, for the stock commands
	$(RASA) run actions

train: $(MODEL) ## train the model if anything it is made from has changed

$(MODEL): $(INSTALLED) $(TRAINED_FROM)
	$(RASA) train --force --quiet --out models --fixed-model-name assistant

validate: $(INSTALLED) ## check the content and Rasa's files
	$(PY) -m validation
	$(RASA) data validate --fail-on-warnings

lint: $(INSTALLED) ## check style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

test: lint validate $(MODEL) ## run every test
	$(PY) -m pytest
	$(RASA) test core --e2e --model $(MODEL) --stories tests/conversations --fail-on-prediction-errors --out results

review: $(INSTALLED) ## write the clinicians' review sheet to build/review.html
	$(PY) -m review build/review.html

refresh-trials: $(INSTALLED) ## rebuild data/trials.yml from the live registries and print what has changed
	$(PY) -m actions.registries.refresh

refresh-places: $(INSTALLED) ## cut data/places.tsv.gz from GeoNames and data/place_names.yml anew
	$(PY) -m refresh.places

# The stock configuration asks for 100 epochs, five minutes each on two cores: STOCK_EPOCHS=100 takes the night.
STOCK_EPOCHS := 6

bench: $(MODEL) ## measure against stock Rasa and write bench/RESULTS.md
	$(PY) -m bench --stock-epochs $(STOCK_EPOCHS)
	$(PY) -m bench.places
	$(PY) -m bench.trials
	$(PY) -m bench.widget

screenshots: $(MODEL) ## take pictures of the page for docs/img (needs Chromium)
	$(PY) -m bench.screenshots

widget: $(INSTALLED) ## make the widget one small file in build/widget (needs npm)
	$(PY) -m bench.widget_bundle

lock: ## pin all packages anew
	$(UV) pip compile --quiet --group dev --python-version 3.10 --generate-hashes --no-header \
		--no-emit-index-url --upgrade pyproject.toml -o requirements.lock

clean: ## remove what the other targets made
	rm -rf .venv .uv .rasa models results build
