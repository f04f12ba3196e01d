# Forvalta. `make help` lists the targets; everything is built below $(BUILD), nothing beside the sources.
PROGRAM := forvalta
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
SYSTEMD_UNITS ?= $(PREFIX)/lib/systemd/system
# Where zsh looks for functions below PREFIX/share/zsh: Debian's packages have a place of their own.
ZSH_FUNCTIONS ?= site-functions
CC      ?= gcc
VERSION := $(shell sed -n 's/^## \[\([0-9][^]]*\)\].*/\1/p' CHANGELOG.md 2>/dev/null | head -1)

MODULES   := base conf identity model store lifecycle register query audit exchange report cli tui
PKGS      := lmdb ncursesw libconfig yajl libsodium libxxhash libpcre2-8 expat
TEST_PKGS := cmocka vterm sqlite3

WARN    := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
           -Wcast-qual -Wwrite-strings -Wundef -Wformat=2 -Wvla -Wimplicit-fallthrough -Wno-missing-field-initializers
OPT     ?= -O2 -g
# -fwrapv: what hostile numbers add up to is a wrong sum, never undefined. tests/hardening.sh looks for the rest in the program.
HARDEN  := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fwrapv -fPIE \
           $(if $(filter x86_64-% i686-%,$(shell $(CC) -dumpmachine)),-fcf-protection)
# Loaded when a spreadsheet is read, by the name that the version at hand has: see src/exchange/workbook_archive.c.
LIBZIP  := $(shell readelf -d "$$(pkg-config --variable=libdir libzip 2>/dev/null)/libzip.so" 2>/dev/null | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p')
# The same where one is written: src/exchange/spreadsheet.c.
LIBXLSXWRITER := $(shell readelf -d "$$($(CC) -print-file-name=libxlsxwriter.so)" 2>/dev/null | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p')
CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE -DLIBZIP='"$(LIBZIP)"' -DLIBXLSXWRITER='"$(LIBXLSXWRITER)"' -DPREFIX='"$(PREFIX)"' -DVERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS  += -std=c17 $(WARN) $(OPT) $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer,$(HARDEN)) $(EXTRA_CFLAGS)
LDFLAGS += $(if $(SANITIZE),-fsanitize=$(SANITIZE),-pie -Wl,-z,relro,-z,now,-z,noexecstack) $(EXTRA_LDFLAGS)
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lunistring -lm
TEST_CPPFLAGS := -Itests $(shell pkg-config --cflags $(TEST_PKGS) 2>/dev/null) -DBUILD_DIR='"$(abspath $(BUILD))"' -DSOURCE_DIR='"$(CURDIR)"'
TEST_LDLIBS   := $(shell pkg-config --libs $(TEST_PKGS) 2>/dev/null)

SOURCES := $(foreach m,$(MODULES),$(wildcard src/$(m)/*.c))
OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(filter-out src/cli/main.c,$(SOURCES)))
MAIN    := $(BUILD)/obj/cli/main.o
LIBRARY := $(BUILD)/libforvalta.a
SUPPORT_OBJECTS := $(patsubst tests/support/%.c,$(BUILD)/tests/support/%.o,$(wildcard tests/support/*.c))
SUPPORT := $(BUILD)/libsupport.a
UNITS   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(foreach m,$(MODULES),$(wildcard tests/$(m)/test_*.c)))
PO      := $(wildcard po/*.po)
UNIT_FILES := $(patsubst conf/systemd/%,$(BUILD)/systemd/%,$(wildcard conf/systemd/*.service conf/systemd/*.timer))
MO      := $(patsubst po/%.po,$(BUILD)/locale/%/LC_MESSAGES/$(PROGRAM).mo,$(PO))

# make V=1 shows the commands whole.
Q    := $(if $(V),,@)
SHOW := @$(if $(V),:,echo)

.DEFAULT_GOAL := all
.PHONY: all help
.SECONDARY:

all: $(BUILD)/$(PROGRAM) $(MO) ## build the program at build/forvalta

# Debian's packages. Where a list is complete nothing is run, and no rights are needed.
BUILD_DEPS := gcc make pkg-config gettext liblmdb-dev libncurses-dev libconfig-dev libyajl-dev libsodium-dev libxxhash-dev \
              libunistring-dev libpcre2-dev libexpat1-dev libzip-dev libxlsxwriter-dev tzdata
TEST_DEPS  := libcmocka-dev libvterm-dev libsqlite3-dev tmux valgrind clang cppcheck gcovr libclang-rt-14-dev python3 openssh-client openssh-server mandoc chromium
BENCH_DEPS := libsqlite3-dev sqlite3 libcmocka-dev libvterm-dev openssh-client openssh-server \
              less htop tig ncdu nnn visidata
missing = $(shell for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q '^install ok installed' || echo $$p; done)
install_packages = @missing='$(call missing,$(1))'; [ -z "$$missing" ] || { echo "installing Debian's packages:" $$missing; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; $$sudo apt-get update -q && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; }

.PHONY: deps deps-test deps-bench demo install uninstall clean
deps: ## install the Debian packages that building needs
	$(call install_packages,$(BUILD_DEPS))

deps-test: deps
	$(call install_packages,$(TEST_DEPS))

deps-bench: deps
	$(call install_packages,$(BENCH_DEPS))

DEMO_STORE ?= $(BUILD)/demo
demo: deps ## the main job: build, make the sample municipality anew, audit it, open it
	@$(MAKE) --no-print-directory all
	@rm -rf $(BUILD)/demo
	@$(BUILD)/$(PROGRAM) demo --store $(DEMO_STORE) --sample conf/sample

install: all $(UNIT_FILES) ## install below DESTDIR and PREFIX (/usr/local)
	install -D -m 0755 $(BUILD)/$(PROGRAM) $(DESTDIR)$(PREFIX)/bin/$(PROGRAM)
	install -D -m 0644 conf/forvalta.conf $(DESTDIR)$(PREFIX)/share/doc/$(PROGRAM)/forvalta.conf
	install -d $(DESTDIR)$(PREFIX)/share/$(PROGRAM)/sample $(DESTDIR)$(PREFIX)/share/$(PROGRAM)/import
	install -m 0644 conf/sample/* $(DESTDIR)$(PREFIX)/share/$(PROGRAM)/sample
	install -m 0644 conf/import/*.conf $(DESTDIR)$(PREFIX)/share/$(PROGRAM)/import
	for page in doc/*.[158]; do install -D -m 0644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	install -D -m 0644 conf/completion/forvalta.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$(PROGRAM)
	install -D -m 0644 conf/completion/_forvalta $(DESTDIR)$(PREFIX)/share/zsh/$(ZSH_FUNCTIONS)/_$(PROGRAM)
	install -D -m 0644 conf/completion/forvalta.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$(PROGRAM).fish
	install -d $(DESTDIR)$(SYSTEMD_UNITS)
	install -m 0644 $(UNIT_FILES) $(DESTDIR)$(SYSTEMD_UNITS)
	install -D -m 0644 conf/systemd/forvalta.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/$(PROGRAM).conf
	install -D -m 0644 conf/systemd/forvalta.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/$(PROGRAM).conf
	for mo in $(MO); do install -D -m 0644 $$mo $(DESTDIR)$(PREFIX)/share/$${mo#$(BUILD)/}; done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/$(PROGRAM) $(patsubst doc/%,$(DESTDIR)$(PREFIX)/share/man/*/%,$(wildcard doc/*.[158]))
	rm -f $(patsubst $(BUILD)/%,$(DESTDIR)$(PREFIX)/share/%,$(MO)) $(DESTDIR)$(PREFIX)/share/zsh/$(ZSH_FUNCTIONS)/_$(PROGRAM)
	rm -f $(UNIT_FILES:$(BUILD)/systemd/%=$(DESTDIR)$(SYSTEMD_UNITS)/%)
	rm -f $(DESTDIR)$(PREFIX)/lib/sysusers.d/$(PROGRAM).conf $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/$(PROGRAM).conf
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$(PROGRAM) $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$(PROGRAM).fish
	rm -rf $(DESTDIR)$(PREFIX)/share/$(PROGRAM) $(DESTDIR)$(PREFIX)/share/doc/$(PROGRAM)

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | sort | expand -t 16

$(BUILD)/$(PROGRAM): $(MAIN) $(LIBRARY)
	$(SHOW) "  link    $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $(MAIN) $(LIBRARY) $(LDLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@ && $(AR) rcs $@ $(OBJECTS)

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(SUPPORT): $(SUPPORT_OBJECTS)
	@rm -f $@ && $(AR) rcs $@ $(SUPPORT_OBJECTS)

$(BUILD)/tests/support/%.o: tests/support/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(TEST_CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(LIBRARY) $(SUPPORT) $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) $(CPPFLAGS) $(TEST_CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(SUPPORT) $(LIBRARY) $(LDLIBS) $(TEST_LDLIBS)

$(BUILD)/locale/%/LC_MESSAGES/$(PROGRAM).mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

$(BUILD)/systemd/%: conf/systemd/% conf/systemd/hardening.conf $(BUILD)/flags
	@mkdir -p $(@D)
	@sed -e '/^@HARDENING@$$/{' -e 'r conf/systemd/hardening.conf' -e 'd' -e '}' -e 's|@BINDIR@|$(PREFIX)/bin|' $< > $@

# Rebuilds everything when the compiler or its flags change.
.PHONY: force
$(BUILD)/flags: force
	@mkdir -p $(@D)
	@echo '$(CC) $(subst ','\'',$(CPPFLAGS) $(CFLAGS) $(LDFLAGS))' | cmp -s - $@ || echo '$(CC) $(subst ','\'',$(CPPFLAGS) $(CFLAGS) $(LDFLAGS))' > $@

-include $(shell find $(BUILD) -path $(BUILD)/deb -prune -o -type f -name '*.d' -print 2>/dev/null)

include tests/tests.mk
