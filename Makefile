# `make demo` and `make test` set up all they need; the others help to work on pairgraph.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLIENTS := $(VENV)/clients
GEPHI := 0.10.1
FUSEKI := 5.5.0
JARS := $(CLIENTS)/gephi-toolkit-$(GEPHI)-all.jar $(CLIENTS)/jena-fuseki-server-$(FUSEKI).jar
FETCH = mvn --quiet --batch-mode -DoutputDirectory=$(abspath $(@D)) \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy
export PIP_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check clients fmt inferred bench fuzz pictures build clean

demo: $(VENV)/demo  ## answer, validate and draw the shipped graph
	@mkdir -p demo
	@printf '\n%s\n\n' "Comment s'y retrouver ? / How to find one's way?"
	@$(BIN)/pairgraph ask road-map-answers
	@printf '\n'
	@$(BIN)/pairgraph validate
	@$(BIN)/pairgraph export entities-merged demo/map.gexf
	@$(BIN)/pairgraph export entities-merged demo/map.png
	@$(BIN)/pairgraph export terms-facets demo/words.gexf
	@$(BIN)/pairgraph export terms-facets demo/words.png
	@printf '%s\n' '' \
	  'Open demo/words.png and demo/map.png to look; the .gexf beside them in Gephi to explore.' \
	  'Ouvrez demo/words.png et demo/map.png pour voir ; les .gexf, à côté, dans Gephi pour explorer.' \
	  'Then / ensuite : $(BIN)/pairgraph ask · $(BIN)/pairgraph show navigateur · $(BIN)/pairgraph --help'

test: check clients  ## style, types, canonical Turtle, then every test
	REQUIRE_REASONER=1 $(BIN)/pytest --numprocesses auto --dist loadfile

check: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pairgraph fmt --check

clients: $(CLIENTS)/node/ready $(JARS)  ## readers of graphs and a server, to test on

# A machine that lacks the tools leaves clients out, and says so; their tests are then skipped.
$(CLIENTS)/node/ready: tests/clients/package.json
	@mkdir -p $(@D) && cp $< $(@D)
	@{ command -v node && npm install --no-package-lock --no-audit --no-fund --prefix $(@D) \
	  && touch $@; } >/dev/null 2>&1 || echo 'left out: graphology, Cytoscape.js (need node, npm)'

$(CLIENTS)/gephi-toolkit-$(GEPHI)-all.jar:
	@{ command -v javac && $(FETCH) -Dartifact=org.gephi:gephi-toolkit:$(GEPHI):jar:all; } \
	  >/dev/null 2>&1 || echo 'left out: Gephi (needs a JDK and mvn)'

$(CLIENTS)/jena-fuseki-server-$(FUSEKI).jar:
	@{ command -v java && $(FETCH) -Dartifact=org.apache.jena:jena-fuseki-server:$(FUSEKI); } \
	  >/dev/null 2>&1 || echo 'left out: Fuseki (needs a JDK and mvn)'

fmt: $(VENV)/dev  ## format Python and Turtle
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/pairgraph fmt

inferred: $(VENV)/dev  ## reason anew over the shipped graph, once the facts have changed
	$(BIN)/python -c 'from pairgraph.reasoner import write_inferred; write_inferred()'

bench: $(VENV)/dev  ## measure against peers, as ratios in one run
	$(BIN)/python benchmarks/run.py

fuzz: $(VENV)/dev  ## read a million spoilt files (N=1000000); each fault is told
	$(BIN)/python -m tests.fuzzing $(or $(N),1000000)

pictures: $(VENV)/demo  ## draw the pictures of the documentation again, a page a view
	$(BIN)/python docs/draw.py
	$(BIN)/python docs/tables.py

build: $(VENV)/dev  ## make the sdist and the wheel
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) demo dist build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'pairgraph needs Python 3.11 or later; try: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --editable '.[draw]'
	@touch $@

$(VENV)/dev: $(BIN)/python pyproject.toml constraints.txt tests/requirements-owlapi.txt
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/pip install --quiet --no-deps --requirement tests/requirements-owlapi.txt
	@touch $@ $(VENV)/demo
