# Every target is one step of .ci/workshop.py, which needs only Python's standard library.
WORKSHOP = python3 .ci/workshop.py

.PHONY: help setup run test check tidy bench pictures lock

help:
	@$(WORKSHOP) --help

setup:
	@$(WORKSHOP) setup

run:
	@$(WORKSHOP) run

test:
	@$(WORKSHOP) test $(ARGS)

check:
	@$(WORKSHOP) check

tidy:
	@$(WORKSHOP) tidy

bench:
	@$(WORKSHOP) bench

pictures:
	@$(WORKSHOP) pictures $(ARGS)

lock:
	@$(WORKSHOP) lock
