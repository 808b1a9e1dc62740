VENV := .venv

$(VENV)/installed: requirements-dev.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r requirements-dev.txt
	touch $@

.PHONY: test
test: $(VENV)/installed  ## set up and run the tests
	$(VENV)/bin/pytest -q tests
