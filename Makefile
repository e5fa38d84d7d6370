# Every target builds its own virtual environment and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check integration attack bench compiled schemas rules words proof docs clean

$(VENV)/base: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"
	$(PIP) install --editable ".[office]"
	touch $@

$(VENV)/test: $(VENV)/base
	$(PIP) install --group test
	touch $@

$(VENV)/check: $(VENV)/test
	$(PIP) install --group check
	touch $@

$(VENV)/bench: $(VENV)/base
	$(PIP) install --group bench
	npm install --silent --no-fund --no-audit --prefix $(VENV)/node ajv-cli@5.0.0 >/dev/null
	touch $@

$(VENV)/docs: $(VENV)/base
	$(PIP) install --group docs
	touch $@

demo: $(VENV)/base  ## the main job on a real example
	rm -rf build/demo build/demo-school
	$(BIN)/pd demo --lang kk --out build/demo
	@echo
	@echo '$$ pd lint examples/broken'
	@$(BIN)/pd lint --lang kk --format concise examples/broken; test $$? -eq 1
	@echo
	@echo '$$ pd school examples/school-mysal'
	@$(BIN)/pd school --lang kk examples/school-mysal
	@$(BIN)/pd school --lang kk examples/school-mysal --to html,xlsx --out build/demo/build
	@$(BIN)/pd summary --lang kk examples/school-mysal examples/aigerim examples/stepnoe examples/daniyar \
		--to html,xlsx --out build/demo/build
	@echo
	@echo '$$ pd summary examples/aigerim --to docx,pdf'
	@$(BIN)/pd summary --lang kk examples/aigerim --to docx,pdf --out build/demo/build
	@echo
	@echo '$$ pd demo --school village'
	@$(BIN)/pd demo --school village --lang kk --out build/demo-school
	@echo
	@echo '$$ pd pack examples/aigerim'
	@$(BIN)/pd pack --lang kk examples/aigerim --out build/demo/build/packet.zip
	@echo '$$ pd verify build/demo/build/packet.zip'
	@$(BIN)/pd verify --lang kk build/demo/build/packet.zip
	@echo
	@for page in portfolio.html summary.html comparison.html school.html summary.pdf summary.docx; do \
		echo "build/demo/build/$$page"; done

test: $(VENV)/test  ## all tests that need only Python and git
	$(BIN)/python -m pytest -n auto -m "not integration and not attack"

check: $(VENV)/check  ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

integration: $(VENV)/test  ## tests against outside clients, installed by the script
	sh tests/integration/install.sh $(VENV)
	$(BIN)/python -m pytest -m integration

attack: $(VENV)/test  ## damaged and hostile input; PD_ATTACK_ROUNDS=20 for a long run, PD_ATTACK_SEED=7 for other inputs
	sh tests/attack/install.sh
	$(BIN)/python -m pytest -n auto -m attack tests/attack

bench: $(VENV)/bench  ## speed and memory against peers, written to docs/performance.md
	$(BIN)/python -m benchmarks.run

compiled: $(VENV)/test  ## write pdcli/compiled/ again: forms, rule packs and tables as data, page templates as code
	$(BIN)/python -m tests.compiled

schemas: $(VENV)/base  ## write schemas/ again
	rm -rf schemas
	$(BIN)/pd schema --all --out schemas

rules: $(VENV)/base  ## write docs/rules/ again
	for lang in kk ru en; do $(BIN)/pd rule --all --lang $$lang > docs/rules/$$lang.md; done

words: $(VENV)/test  ## bring the catalogues of words up to date, compile them, and write the glossaries
	$(BIN)/python -m tests.i18n.catalogues
	$(BIN)/python -m tests.i18n.glossary

proof: $(VENV)/test  ## every text in three languages side by side, to be proof-read; CORRECTIONS=table.csv reads a table back
	$(BIN)/python -m proof $(CORRECTIONS)

docs: $(VENV)/docs  ## the documents as a site in build/site, every link checked
	$(BIN)/python -m website

clean:
	rm -rf $(VENV) build dist
