# Targets that look after the program rather than build it.
.PHONY: unit modules

# The longest first, so that they do not end alone.
LONGEST       := %_durability %_screens %/test_many
UNIT_PROGRAMS = $(if $(ONLY),$(BUILD)/tests/$(ONLY),$(filter $(LONGEST),$(UNITS)) $(filter-out $(LONGEST),$(UNITS)))

unit: $(UNIT_PROGRAMS) $(MO) $(BUILD)/$(PROGRAM) ## the unit tests only; one program: make unit ONLY=base/test_date
	@sh tests/run.sh $(UNIT_PROGRAMS)

# SYSTEM=test_swedish: only that one.
.PHONY: system
system: $(BUILD)/$(PROGRAM) $(MO) ## the whole program as people and machines call it
	@ONLY='$(SYSTEM)' SANITIZED='$(SANITIZE)' sh tests/system/run.sh $(abspath $(BUILD))/$(PROGRAM)

modules: ## checks that dependencies point down
	@sh tests/modules.sh

# Words: po/<language>.po holds every text of the program, in the order of the files that say it.
.PHONY: po words
XGETTEXT := xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
            --add-location=file --no-wrap --package-name=Forvalta --copyright-holder= --msgid-bugs-address=CONTRIBUTING.md --output=-
WORDS = $(sort $(wildcard include/*/*.def include/*/*/*.def include/*/*.h src/*/*.def src/*/*.c src/*/*.h))

$(BUILD)/$(PROGRAM).pot: $(WORDS)
	@mkdir -p $(@D)
	@$(XGETTEXT) $(WORDS) | sed '/^"POT-Creation-Date/d' > $@

po: $(BUILD)/$(PROGRAM).pot ## collects the texts into po/*.po, new ones empty
	@for po in po/*.po; do \
		msgmerge --quiet --no-fuzzy-matching --add-location=file --no-wrap -o $<.merged $$po $< && \
		msgattrib --no-obsolete --no-wrap -o $$po $<.merged || exit 1; done; rm -f $<.merged

words: $(BUILD)/$(PROGRAM).pot ## checks that every text is translated
	@sh tests/words.sh $<

# The pages of doc/ that the program writes from its tables. The rest of doc/ is written by people.
.PHONY: docs docs-check golden
DOCS := forvalta.1 forvalta.conf.5 fields.md rules.md
DOC_forvalta.1      := help --manual
DOC_forvalta.conf.5 := help configuration --manual
DOC_fields.md       := schema --reference
DOC_rules.md        := rules --reference

docs: $(BUILD)/$(PROGRAM) ## writes the pages of doc/ that come from the program's tables
	@$(foreach page,$(DOCS),$< --lang en $(DOC_$(page)) > doc/$(page) &&) true

docs-check: $(BUILD)/$(PROGRAM) ## checks that they say what the program says
	@$(foreach page,$(DOCS),$< --lang en $(DOC_$(page)) | diff -u doc/$(page) - && ) true || { echo 'doc/ is behind the program: make docs'; exit 1; }

golden: docs ## writes anew what tests compare with: pages of doc/, screens, printed output
	@GOLDEN=1 $(MAKE) --no-print-directory unit
	@sh tests/system/run.sh $(abspath $(BUILD))/$(PROGRAM) --golden

.PHONY: golden-store
golden-store: $(BUILD)/tests/exchange/test_golden_stores ## keeps a store of this program's format in tests/stores, once for each format
	@$< --make

# Python's own numbers beside the program's, over random registers: tests/system/*_oracle.py.
ORACLES := cost exit gate licence permission portfolio
.PHONY: oracles $(ORACLES:%=%-oracle)
oracles: $(ORACLES:%=%-oracle) ## compares costs, exits, gates, licences, permissions and the portfolio of ROUNDS random registers (1000) with oracles; one: cost-oracle
$(ORACLES:%=%-oracle): %-oracle: all
	@rm -rf $(BUILD)/$@ && mkdir -p $(BUILD)/$@
	@PYTHONDONTWRITEBYTECODE=1 python3 tests/system/$*_oracle.py $(abspath $(BUILD)/$(PROGRAM)) $(abspath $(BUILD))/$@ 1 $(or $(ROUNDS),1000)

.PHONY: sample
sample: ## makes the sample municipality anew and judges it; needs Python 3, the build does not
	@python3 tests/sample/make_sample.py && python3 tests/sample/make_sample.py --check

# Everything that passes the tests. The packages are installed first, so what follows is read again by a make of its own.
.PHONY: check check-all lint sanitize valgrind cover
check: deps-test ## install what the tests need, build, and run every test
	@$(MAKE) --no-print-directory check-all

check-all: programs modules docs-check unit system replay

# Built on all cores first; what is then run takes its turn.
.PHONY: programs programs-in-parallel
programs:
	@$(MAKE) --no-print-directory -j$(shell nproc) programs-in-parallel
programs-in-parallel: all $(UNITS) $(FUZZERS:%=$(BUILD)/replay/%)

.PHONY: hardening
hardening: $(BUILD)/$(PROGRAM) ## checks that the program is built as hard as the Makefile asks for
	@sh tests/hardening.sh $<

lint: words modules hardening ## style, translations, dependencies, a second compiler, static analysis
	@! LC_ALL=C.UTF-8 grep -nE '.{121,}|[ 	]+$$' $(filter-out %.def,$(WORDS)) $(wildcard tests/*/*.[ch]) | cut -c1-100 | grep . || { echo 'lint: lines over 120 columns or with blanks at the end'; exit 1; }
	@mandoc -Tlint -Wwarning doc/*.[158]
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/clang CC=clang OPT=-O0 HARDEN=-fPIE all
	@cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --suppress=missingIncludeSystem --suppress=checkersReport \
		--suppress=unknownMacro --enable=warning,portability -j 2 -Iinclude -Isrc src

sanitize: deps-test ## the whole suite under AddressSanitizer and UBSan, and the unit tests under valgrind
	@ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1 KILL_ROUNDS=8 POWER_IMAGES=20 $(MAKE) --no-print-directory BUILD=$(BUILD)/sanitize SANITIZE=address,undefined OPT='-O1 -g1' check-all
	@$(MAKE) --no-print-directory valgrind

VALGRIND := valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp
# Not the tests that start whole programs, kill them or wait for a terminal: those processes are not the one that is watched;
# nor the one that follows damaged pages, which is just what valgrind complains of; nor those over the world's data, which the
# sanitizers have run and which take valgrind minutes.
WATCHED = $(filter-out $(BUILD)/tests/tui/% $(BUILD)/tests/cli/% %_durability %_faults %_processes %/test_many %/test_import_writing %/test_flips \
	%/test_import_real %/test_import_projects %/test_must_raise,$(UNITS))
valgrind: $(WATCHED) $(MO)
	@TEST_SMALL=1 sh tests/run.sh -w '$(VALGRIND)' $(WATCHED)

# A test that fails is told, and what was run is counted all the same.
COVERED := base model store register query lifecycle audit
cover: deps-test ## line coverage in percent of the modules that must be above 90 %
	-@$(MAKE) --no-print-directory BUILD=$(BUILD)/cover OPT='-O0 -g' HARDEN=-fPIE EXTRA_CFLAGS=--coverage EXTRA_LDFLAGS=--coverage check-all
	@gcovr --root . --object-directory $(BUILD)/cover $(COVERED:%=--filter src/%/) --csv > $(BUILD)/cover.csv
	@awk -F, 'NR > 1 { split($$1, path, "/"); all[path[2]] += $$2; run[path[2]] += $$3 } \
		END { for (m in all) printf "%-10s %5.1f %%  %5d of %5d lines\n", m, 100 * run[m] / all[m], run[m], all[m] }' $(BUILD)/cover.csv | sort
	@echo 'by file: $(BUILD)/cover.csv'

# Durability, see tests/support/durability.h: short in every test run, long here.
.PHONY: kill-rounds power-loss bit-flips past privacy faults
DURABILITY_TESTS := $(filter %_durability,$(UNITS))
FAULT_TESTS := $(filter %_faults,$(UNITS))

faults: $(FAULT_TESTS) $(BUILD)/$(PROGRAM) ## the disk fails at every write of every command, in four ways
	@for t in $(FAULT_TESTS); do FAULTS_ALL=1 $$t || exit 1; done

bit-flips: $(BUILD)/tests/exchange/test_flips ## single bits flipped in a store (FLIPS=10000): each is found or means nothing
	@FLIPS=$(or $(FLIPS),10000) $<

past: $(BUILD)/tests/exchange/test_past ## random histories looked back into (ROUNDS=2000), against what was written down at the time
	@PAST_ROUNDS=$(or $(ROUNDS),2000) $<

privacy: $(BUILD)/tests/report/test_disclosure $(BUILD)/tests/register/test_dispose ## random registers masked and disposed of (ROUNDS=1000): nothing of what must not be seen is left
	@for t in $^; do DISCLOSURE_ROUNDS=$(or $(ROUNDS),1000) DISPOSE_ROUNDS=$(or $(ROUNDS),1000) $$t || exit 1; done

.PHONY: review-sheets
review-sheets: $(BUILD)/tests/exchange/test_review_sheets ## spreadsheets of a round out to 180 (REVIEWERS=…) and their answers back
	@REVIEWERS=$(or $(REVIEWERS),180) $<

.PHONY: random-keys random-keys-run
random-keys: deps-test ## random keys and sizes over the program under AddressSanitizer and UBSan (MINUTES=10)
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitize SANITIZE=address,undefined OPT='-O1 -g' random-keys-run

random-keys-run: all $(BUILD)/tests/tui/test_random_keys
	@RANDOM_MINUTES=$(or $(MINUTES),10) $(BUILD)/tests/tui/test_random_keys

kill-rounds: $(DURABILITY_TESTS) ## writers killed 2,000 times on each layer (ROUNDS=…): nothing acknowledged is lost
	@for t in $^; do DURABILITY='test_killed*' KILL_ROUNDS=$(or $(ROUNDS),2000) $$t || exit 1; done

power-loss: $(DURABILITY_TESTS) ## the plug pulled at 20,000 moments on each layer (IMAGES=…): nothing acknowledged is lost
	@for t in $^; do DURABILITY='test_a_pulled*' POWER_IMAGES=$(or $(IMAGES),20000) $$t || exit 1; done

$(BUILD)/tests/recorder.so: tests/support/power_events.h
$(BUILD)/tests/%.so: tests/system/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) -D_GNU_SOURCE -Itests -std=c17 $(WARN) -O2 -g -fPIC -shared -o $@ $<

# What it waits for is held at a gate of its own.
$(BUILD)/tests/tui/test_long_work: TEST_LDLIBS += -Wl,--wrap=store_watch

$(DURABILITY_TESTS): | $(BUILD)/tests/recorder.so
$(FAULT_TESTS): | $(BUILD)/tests/faults.so $(BUILD)/tests/clock.so

# Fuzzing: every tests/fuzz/fuzz_NAME.c, from the inputs in tests/fuzz/corpus/NAME. Clang and its sanitizers, built apart.
# What is found on the way is kept below build/fuzz/found and begun with the next time.
.PHONY: fuzz fuzz-grow fuzz-run fuzz-merge replay
FUZZERS      := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= $(if $(SECONDS),$(shell expr $(SECONDS) / $(words $(FUZZERS))),20)
FUZZ_BUILD   := BUILD=$(BUILD)/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined EXTRA_CFLAGS=-fno-sanitize-recover=all \
                FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZERS='$(FUZZERS)'

fuzz: ## fuzzes each target 20 seconds, or all of them SECONDS together; one: make fuzz FUZZERS=csv
	@$(MAKE) --no-print-directory $(FUZZ_BUILD) fuzz-run

fuzz-grow: ## fuzzes for a day (SECONDS=86400) and adds to tests/fuzz/corpus what reaches further than what is there
	@$(MAKE) --no-print-directory SECONDS=$(or $(SECONDS),86400) fuzz
	@$(MAKE) --no-print-directory $(FUZZ_BUILD) fuzz-merge

fuzz-merge: $(FUZZERS:%=$(BUILD)/fuzz_%)
	@for name in $(FUZZERS); do mkdir -p $(BUILD)/found/$$name; \
		$(BUILD)/fuzz_$$name -merge=1 -timeout=10 -rss_limit_mb=1024 tests/fuzz/corpus/$$name $(BUILD)/found/$$name \
			>$(BUILD)/merge_$$name.log 2>&1 || { tail -20 $(BUILD)/merge_$$name.log; exit 1; }; done
	@du -sh tests/fuzz/corpus

fuzz-run: $(FUZZERS:%=$(BUILD)/fuzz_%)
	@for name in $(FUZZERS); do mkdir -p $(BUILD)/found/$$name; echo "fuzz $$name, $(FUZZ_SECONDS) s"; \
		LSAN_OPTIONS=suppressions=tests/fuzz/lsan.supp:print_suppressions=0 $(BUILD)/fuzz_$$name -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$(BUILD)/found/$$name- $(BUILD)/found/$$name tests/fuzz/corpus/$$name \
			2> $(BUILD)/fuzz_$$name.log || { tail -60 $(BUILD)/fuzz_$$name.log; exit 1; }; \
		sed -n 's/^stat::number_of_executed_units: */  inputs tried: /p' $(BUILD)/fuzz_$$name.log; done

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(LIBRARY)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(TEST_CPPFLAGS) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(LDLIBS)

replay: $(FUZZERS:%=$(BUILD)/replay/%) ## runs the fuzz targets over their corpus, without fuzzing
	@for name in $(FUZZERS); do printf '%s: ' $$name; $(BUILD)/replay/$$name tests/fuzz/corpus/$$name || exit 1; done

$(BUILD)/replay/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(LIBRARY)
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(TEST_CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< tests/fuzz/replay.c $(LIBRARY) $(LDLIBS)

# The Debian package, built from a copy of the sources, and tried in a system made for it: root, debootstrap and a mirror.
.PHONY: deb deb-check
DEB_DEPS := debhelper dpkg-dev debootstrap
DEB      := $(BUILD)/deb
MIRROR   ?= http://deb.debian.org/debian

deb: ## builds the Debian package below build/deb
	$(call install_packages,$(BUILD_DEPS) $(DEB_DEPS))
	@rm -rf $(DEB)/source $(DEB)/*.deb && mkdir -p $(DEB)/source
	@git ls-files --cached --others --exclude-standard -z | xargs -0 tar -cf - | tar -C $(DEB)/source -xf -
	@cd $(DEB)/source && env -i PATH="$$PATH" HOME="$$HOME" dpkg-buildpackage -us -uc -b
	@rm -rf $(DEB)/source && ls $(DEB)/*.deb

deb-check: deb ## installs the package in a clean system, starts it, removes it
	@sh tests/system/deb.sh $(DEB) $(MIRROR)

# What it can carry, beside peers on the same data: doc/performance.md. Never fails a build.
.PHONY: bench bench-run
SYSTEMS       ?= 10000 100000
BENCH_DIR     ?= $(BUILD)/bench
BENCH_OBJECTS := $(patsubst tests/bench/%.c,$(BUILD)/tests/bench/%.o,$(wildcard tests/bench/*.c))

bench: deps-bench ## measures it beside SQLite and plain LMDB; SYSTEMS=1000000 for another size (10000 100000)
	@$(MAKE) --no-print-directory bench-run

bench-run: all $(BUILD)/tests/bench/bench
	-@$(BUILD)/tests/bench/bench $(abspath $(BUILD)/$(PROGRAM)) $(abspath $(BENCH_DIR)) $(SYSTEMS)

$(BUILD)/tests/bench/%.o: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(TEST_CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/bench/bench: $(BENCH_OBJECTS) $(SUPPORT) $(LIBRARY)
	$(SHOW) "  link    $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $(BENCH_OBJECTS) $(SUPPORT) $(LIBRARY) $(LDLIBS) $(TEST_LDLIBS)
