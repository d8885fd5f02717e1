# Everything a developer or an office runs. `make check` and `make test` do all their own set-up.

PREFIX ?= /usr/local
DESTDIR ?=
program := .build/release/qixian

SECONDS_OF_FUZZING ?= 3600

.PHONY: fuzz help check test lint imports format install uninstall clean docs build setup rules mutate guard

help:
	@echo "make check     build, check the sample month, write reports/"
	@echo "make test      build and run all tests, with servers of their own"
	@echo "make lint      formatting and house rules"
	@echo "make imports   modules import only what Package.swift lists"
	@echo "make rules     lints and tests the rule packs"
	@echo "make mutate    changes every rule one thing at a time; the tests of each pack notice 95 percent"
	@echo "make guard     counts instructions of three small runs; fails above the record by 10 percent"
	@echo "make format    formats all sources"
	@echo "make docs      writes docs/reference.md and docs/diagnostics.md anew"
	@echo "make install   installs program, rules and completions under PREFIX ($(PREFIX))"
	@echo "make fuzz      feeds changed logs to every reader for an hour (SECONDS_OF_FUZZING=3600)"
	@echo "make clean     removes what was built"

setup:
	@scripts/setup.sh

build: setup
	swift build -c release --product qixian

check: build
	@scripts/check-sample.sh $(program)
	@scripts/readme.sh

test: setup
	@scripts/setup.sh --tests
	swift build --build-tests
	scripts/with-servers.sh swift test --skip-build

lint: setup
	@scripts/lint.sh

imports: setup
	swift build --build-tests --explicit-target-dependency-import-check error

format: setup
	swift format -i -r Package.swift Sources Tests Benchmarks

install: build
	@scripts/install.sh $(program) "$(DESTDIR)$(PREFIX)"

uninstall:
	@scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

fuzz: setup
	@scripts/fuzz.sh $(SECONDS_OF_FUZZING)

clean:
	rm -rf .build

docs: build
	$(program) schema rules --format markdown --lang en > docs/reference.md
	$(program) schema rules --format markdown --lang zh-Hant > docs/reference.zh-Hant.md
	$(program) schema diagnostics --lang en > docs/diagnostics.md
	$(program) schema diagnostics --lang zh-Hant > docs/diagnostics.zh-Hant.md
	@scripts/readme.sh --write

rules: build
	$(program) lint rules
	$(program) test rules
	$(program) fmt --check rules

guard: build
	@scripts/setup.sh --tests
	Benchmarks/guard.sh

mutate: build
	$(program) test --mutate --at-least 95 rules
