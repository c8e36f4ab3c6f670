# tiendo: one build file. `make` builds, `make demo` shows, `make test` proves.
#
#   make [VARIANT=dev|release|asan|cov|fuzz] [target]

-include local.mk

VARIANT ?= dev
B       := build/$(VARIANT)
PREFIX  ?= /usr/local
JOBS    ?= $(shell nproc)

# Every Debian package that building, testing and the demo need.
PACKAGES_BUILD := gcc make pkg-config libc6-dev lua5.4 liblua5.4-dev lua-lpeg \
  lua-lpeg-dev lua-check libsqlite3-dev libutf8proc-dev libcjson-dev \
  libmd-dev libgmime-3.0-dev libxlsxwriter-dev libreadline-dev
# nodejs from elsewhere brings npm with it, which conflicts with Debian's.
NODE := $(if $(shell command -v node),,nodejs) $(if $(shell command -v npm),,npm)
PACKAGES_TEST  := lua-busted libcmocka-dev clang clang-format sqlite3 git \
  libxml2-utils python3 systemd unzip chromium fonts-dejavu-core \
  libreoffice-calc pandoc $(NODE)
PACKAGES_CHECK := clang-tools cppcheck valgrind libclang-rt-14-dev

# Where lua-check has its parser of Lua, which is compiled in.
LUACHECK ?= /usr/share/lua/5.1/luacheck

# Lines at a terminal: readline, or plain for a command without it. Only the
# command is linked with it, see docs/dependencies.md.
EDIT ?= readline
EDIT_LIBS := $(if $(filter readline,$(EDIT)),-lreadline)

LIBS := lua5.4 lua5.4-lpeg sqlite3 libutf8proc libcjson libmd
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wundef \
  -Wwrite-strings -Wcast-qual -Wformat=2 -Wnull-dereference \
  -Wdouble-promotion -Wvla
SAN  := -fsanitize=address,undefined -fno-sanitize-recover=all

dev_CFLAGS      := -O1 -g -Werror
release_CFLAGS  := -O2 -g -DNDEBUG
asan_CFLAGS     := -O1 -g -Werror -fno-omit-frame-pointer $(SAN)
asan_LDFLAGS    := $(SAN)
cov_CFLAGS      := -O0 -g --coverage
cov_LDFLAGS     := --coverage
fuzz_CFLAGS     := -O1 -g -fsanitize=fuzzer-no-link $(SAN)
fuzz_LDFLAGS    := -fsanitize=fuzzer $(SAN)

# pkg-config is asked late: `make deps` must work before anything is there.
pkg = $(shell pkg-config $(1) $(LIBS) 2>/dev/null)
CPPFLAGS = -D_GNU_SOURCE -Ihost -Ihost/core -Ihost/script -Ihost/cli \
  $(patsubst -I%,-isystem %,$(call pkg,--cflags))
CFLAGS_ALL = -std=c11 -fPIC -fvisibility=hidden -ffp-contract=off $(WARN) \
  $($(VARIANT)_CFLAGS) $(CFLAGS)
LDLIBS = $(call pkg,--libs) -lpthread -lm

# Mail is for the program alone, not for the library.
MAIL_CFLAGS = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags gmime-3.0))
MAIL_LIBS   = $(shell pkg-config --libs gmime-3.0)

# So are workbooks.
BOOK_CFLAGS = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags xlsxwriter))
BOOK_LIBS   = $(shell pkg-config --libs xlsxwriter)

# make V=1 shows whole command lines.
Q   = $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)  $(patsubst $(B)/%,%,$@)")

CORE   := $(wildcard host/core/*.c)
SCRIPT := $(wildcard host/script/*.c)
CLI    := $(filter-out host/cli/edit_%.c,$(wildcard host/cli/*.c)) \
  host/cli/edit_$(EDIT).c
LUA    := $(shell find lua -name '*.lua' | LC_ALL=C sort)
PARSER := $(patsubst %,$(LUACHECK)/%.lua,decoder lexer parser unicode \
  unicode_printability_boundaries utils)
RULES  := $(shell find rules -name '*.lua' | LC_ALL=C sort)
TESTS  := $(wildcard tests/c/test_*.c)
TOOLS  := $(filter-out $(TESTS),$(wildcard tests/c/*.c))

GEN     := $(B)/gen/stdlib.c $(B)/gen/rule_files.c
obj      = $(patsubst %.c,$(B)/%.o,$(1))
LIB_OBJ := $(call obj,$(CORE) $(SCRIPT)) $(patsubst %.c,%.o,$(GEN))
# The module for a stock lua5.4 brings no Lua of its own.
MOD_LIBS = $(filter-out -llua5.4,$(LDLIBS))
TEST_BIN := $(patsubst tests/c/%.c,$(B)/tests/%,$(TESTS))
TOOL_BIN := $(patsubst tests/c/%.c,$(B)/tests/%,$(TOOLS)) $(B)/tests/embed \
  $(B)/tests/kill_at.so $(B)/tests/fail_at.so

.PHONY: all test test-c test-lua test-browser lint check valgrind analyze \
  bench demo install clean deps deps-test deps-check fuzz format docs \
  docs-rules docs-reference browser

all: $(B)/libtiendo.a $(B)/libtiendo.so $(B)/tiendo $(B)/tiendo.so \
  $(B)/an-giang.db

$(B)/libtiendo.a: $(LIB_OBJ)
	$(call say,AR )
	@rm -f $@
	$(Q)ar rcs $@ $^

$(B)/libtiendo.so: $(LIB_OBJ)
	$(call say,LD )
	$(Q)$(CC) -shared -Wl,-soname,libtiendo.so.0 $($(VARIANT)_LDFLAGS) -o $@ $^ \
	  $(LDLIBS)

$(B)/tiendo: $(call obj,$(CLI)) $(B)/libtiendo.a
	$(call say,LD )
	$(Q)$(CC) $($(VARIANT)_LDFLAGS) -o $@ $^ $(LDLIBS) $(MAIL_LIBS) \
	  $(BOOK_LIBS) $(EDIT_LIBS)

# The plan that `tiendo repl` opens where no store is named.
$(B)/an-giang.db: $(B)/tiendo $(wildcard datasets/an-giang/*)
	$(call say,DB )
	@rm -f $@ $@-wal $@-shm
	$(Q)$(B)/tiendo import $@.tmp datasets/an-giang --quiet \
	  --known-on 2026-11-23
	@mv $@.tmp $@

$(B)/tiendo.so: $(LIB_OBJ)
	$(call say,LD )
	$(Q)$(CC) -shared $($(VARIANT)_LDFLAGS) -o $@ $^ $(MOD_LIBS)

$(B)/host/cli/mail.o: CPPFLAGS += $(MAIL_CFLAGS)
$(B)/host/cli/workbook.o: CPPFLAGS += $(BOOK_CFLAGS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	$(call say,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/stdlib.c: host/script/embed.lua host/script/comments.lua $(LUA) \
  $(PARSER) $(B)/gen/lua.list
	$(call say,GEN)
	$(Q)lua5.4 host/script/embed.lua td_stdlib lua code $(LUA) \
	  $(foreach f,$(PARSER),tiendo.luacheck.$(basename $(notdir $(f)))=$(f)) \
	  >$@.tmp
	@mv $@.tmp $@

$(B)/gen/rule_files.c: host/script/embed.lua $(RULES) $(B)/gen/rules.list
	$(call say,GEN)
	$(Q)lua5.4 host/script/embed.lua td_rule_files rules text $(RULES) >$@.tmp
	@mv $@.tmp $@

# Reached only where the file is not there.
$(LUACHECK)/%.lua:
	@echo "$@ is missing: install the package lua-check (make deps)," \
	  "or say where its modules are: make LUACHECK=FOLDER" >&2; exit 1

# Lists that change when a file is added or removed.
$(B)/gen/lua.list: FORCE
	@mkdir -p $(@D)
	@echo "$(LUA)" | cmp -s - $@ || echo "$(LUA)" >$@
$(B)/gen/rules.list: FORCE
	@mkdir -p $(@D)
	@echo "$(RULES)" | cmp -s - $@ || echo "$(RULES)" >$@
FORCE:

$(B)/tests/%: tests/c/%.c $(B)/libtiendo.a
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) $(CPPFLAGS) -Itests/c $(CFLAGS_ALL) -MMD -MP -MF $@.d \
	  $($(VARIANT)_LDFLAGS) -o $@ $< $(B)/libtiendo.a -lcmocka $(LDLIBS)

# What is no part of the library.
$(B)/tests/mail: tests/c/mail.c $(B)/host/cli/mail.o
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -MF $@.d \
	  $($(VARIANT)_LDFLAGS) -o $@ $^ $(MAIL_LIBS)

# As a stranger's program would be built: the public header, the shared library.
$(B)/tests/embed: tests/embed/embed.c $(B)/libtiendo.so host/tiendo.h
	@mkdir -p $(@D)
	$(call say,CC )
	@ln -sf libtiendo.so $(B)/libtiendo.so.0
	$(Q)$(CC) -Ihost -std=c11 $(WARN) $($(VARIANT)_CFLAGS) \
	  $($(VARIANT)_LDFLAGS) -o $@ $< $(B)/libtiendo.so \
	  -Wl,-rpath,$(CURDIR)/$(B)

# Preloaded into programs that are to be killed, or short of memory.
$(B)/tests/%_at.so: tests/support/%_at.c
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) -D_GNU_SOURCE -std=c11 $(WARN) -O1 -fPIC -shared -o $@ $< -ldl

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# ---- what is installed -------------------------------------------------

SUDO = $(if $(filter 0,$(shell id -u)),,sudo)

# $(call need,PACKAGES): installs those that are missing.
define need
@missing=; for p in $(1); do \
  dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null \
    | grep -qx installed || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
  echo "installing:$$missing"; \
  $(SUDO) apt-get update -q && DEBIAN_FRONTEND=noninteractive \
    $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi
endef

deps:
	$(call need,$(PACKAGES_BUILD))

deps-test:
	$(call need,$(PACKAGES_BUILD) $(PACKAGES_TEST))

deps-check:
	$(call need,$(PACKAGES_BUILD) $(PACKAGES_TEST) $(PACKAGES_CHECK))

# ---- demo --------------------------------------------------------------

DEMO  := build/demo
TODAY := 2026-11-23

# The plan of An Giang, from its data package to its findings.
demo: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(B)/tiendo import $(DEMO)/an-giang.db datasets/an-giang
	@$(B)/tiendo check $(DEMO)/an-giang.db --as-of $(TODAY) --fail-on never \
	  --quiet --lang vi -o $(DEMO)/findings-vi.txt
	$(B)/tiendo check $(DEMO)/an-giang.db --as-of $(TODAY) --fail-on never \
	  --output text:- --output json:$(DEMO)/findings.json \
	  --output csv:$(DEMO)/findings.csv --output markdown:$(DEMO)/findings.md
	@$(B)/tiendo report $(DEMO)/an-giang.db --as-of $(TODAY) --quiet \
	  --lang vi -o $(DEMO)/plan-vi.html
	$(B)/tiendo report $(DEMO)/an-giang.db --as-of $(TODAY) --quiet \
	  -o $(DEMO)/plan.html
	@$(B)/tiendo report $(DEMO)/an-giang.db --as-of $(TODAY) --quiet \
	  --lang vi --format xlsx -o $(DEMO)/plan-vi.xlsx
	@echo
	@echo "written: $(DEMO)/findings.json, .csv, .md, findings-vi.txt, plan-vi.xlsx"
	@echo "go on:   $(B)/tiendo show $(DEMO)/an-giang.db target 3.1"
	@echo "look at: $(CURDIR)/$(DEMO)/plan.html (in Vietnamese: plan-vi.html)"

# ---- documents that are written by the program ---------------------------

# Readers need them, so they are kept with the sources; specs hold them against
# what the program says now.
docs: docs-rules docs-reference

# A page about each rule, with findings of An Giang's plan.
docs-rules: all
	@rm -rf docs/rules $(B)/docs.db
	@$(B)/tiendo import $(B)/docs.db datasets/an-giang --quiet
	$(B)/tiendo rules docs docs/rules $(B)/docs.db --as-of $(TODAY)

# All that rules can see and call: docs/reference.md, and docs/lua for editors.
docs-reference: all
	@mkdir -p docs/lua
	LUA_CPATH="$(B)/?.so" lua5.4 docs/generate.lua docs

# ---- tests -------------------------------------------------------------

BUSTED := busted -o TAP
# Where specs find what was built.
export TIENDO := $(CURDIR)/$(B)/tiendo
export TD_BUILD := $(B)

test: deps-test
	@$(MAKE) --no-print-directory -j$(JOBS) all tests browser
	@lua5.4 tests/run.lua -j $(JOBS) -specs "$(BUSTED)" $(TEST_BIN) \
	  tests/browser/run

test-c: tests
	@lua5.4 tests/run.lua $(TEST_BIN)

test-lua: all tests
	@lua5.4 tests/run.lua -j $(JOBS) -specs "$(BUSTED)"

test-browser: all browser
	@lua5.4 tests/run.lua tests/browser/run

# What the tests of the page need from npm. Where it cannot be had they are
# skipped and say so.
MODULES := build/browser
browser:
	@mkdir -p $(MODULES)
	@cd tests/browser && cp package.json package-lock.json .npmrc \
	  $(CURDIR)/$(MODULES)
	@cd $(MODULES) && { cmp -s package-lock.json installed || { \
	  npm ci --no-audit --no-fund --loglevel=error >/dev/null && \
	  cp package-lock.json installed; }; } || \
	  echo "the modules of tests/browser/package.json cannot be installed" >&2

.PHONY: tests
tests: $(TEST_BIN) $(TOOL_BIN)

# The specs load build/dev/tiendo.so; sanitizers want the C tests only.
check: deps-check
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory VARIANT=asan test-c
	@$(MAKE) --no-print-directory CC=clang B=build/clang all
	@echo "check: all clean"

valgrind: deps-check
	@$(MAKE) --no-print-directory tests
	@lua5.4 tests/run.lua $(foreach t,$(TEST_BIN),"valgrind -q \
	  --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	  $(t)")

# FUZZ_SECONDS for each target; inputs that fail are left in build/fuzz.
FUZZ_SECONDS ?= 30
FUZZ_BIN := $(patsubst tests/fuzz/%.c,$(B)/%,$(wildcard tests/fuzz/*.c))

fuzz: deps-check
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzz-run

.PHONY: fuzz-run
fuzz-run: $(FUZZ_BIN)
	@cd $(B) && for f in $(notdir $(FUZZ_BIN)); do echo "fuzz: $$f"; \
	  ./$$f -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -print_final_stats=1 \
	  2>&1 | grep -E 'number_of_executed_units|ERROR|SUMMARY' || exit 1; done

$(B)/fuzz_%: tests/fuzz/fuzz_%.c $(B)/libtiendo.a
	$(call say,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $($(VARIANT)_LDFLAGS) -o $@ $< \
	  $(B)/libtiendo.a $(LDLIBS)

analyze: deps-check
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	  --enable=warning,performance,portability -Ihost -Ihost/core \
	  -Ihost/script -Ihost/cli host
	@rm -rf build/scan # what is built already would not be looked at
	scan-build --status-bugs -o build/scan $(MAKE) B=build/scan/obj all

# ROWS: sizes to run, such as ROWS="100000 1000000 12000000".
bench: deps
	@$(MAKE) --no-print-directory VARIANT=release bench-run

.PHONY: bench-run
bench-run: all $(B)/bench/gen $(B)/bench/measure $(B)/tests/terminal
	@lua5.4 tests/bench/run.lua $(B) $(ROWS)

$(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(call say,CC )
	$(Q)$(CC) -D_GNU_SOURCE -std=c11 $(WARN) -O2 -ffp-contract=off -o $@ $<

# ---- lint --------------------------------------------------------------

C_FILES := $(shell find host tests -name '*.[ch]' | LC_ALL=C sort)
HEADERS := $(shell find host -name '*.h' | LC_ALL=C sort)

lint: deps-test
	@echo "lint: format";  clang-format --dry-run -Werror $(C_FILES)
	@echo "lint: headers stand alone"; for h in $(HEADERS); do \
	  $(CC) $(CPPFLAGS) -std=c11 -Wall -Werror -fsyntax-only -x c $$h \
	  || exit 1; done
	@echo "lint: layers"; ! grep -nE '#include .*(lua\.h|lauxlib\.h|cli\.h)' \
	  host/core/*.[ch]
	@! grep -nE '#include .*cli\.h' host/script/*.[ch]
	@! grep -nE '#include .*sqlite3\.h' host/script/*.[ch] host/cli/*.[ch]
	@echo "lint: messages";  ! grep -nE 'luaL_error\(L, *[^" ]' host/script/*.c
	@echo "lint: lua"; luacheck -q lua rules tests datasets host docs

format:
	clang-format -i $(C_FILES)

# ---- installing --------------------------------------------------------

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	  $(DESTDIR)$(PREFIX)/lib/lua/5.4 $(DESTDIR)$(PREFIX)/include \
	  $(DESTDIR)$(PREFIX)/share/tiendo/lua
	install -m 755 $(B)/tiendo $(DESTDIR)$(PREFIX)/bin/tiendo
	install -m 644 host/tiendo.h $(DESTDIR)$(PREFIX)/include/tiendo.h
	install -m 644 $(B)/libtiendo.a $(DESTDIR)$(PREFIX)/lib/libtiendo.a
	install -m 755 $(B)/libtiendo.so \
	  $(DESTDIR)$(PREFIX)/lib/libtiendo.so.0
	ln -sf libtiendo.so.0 $(DESTDIR)$(PREFIX)/lib/libtiendo.so
	install -m 755 $(B)/tiendo.so $(DESTDIR)$(PREFIX)/lib/lua/5.4/tiendo.so
	install -m 644 docs/lua/*.lua $(DESTDIR)$(PREFIX)/share/tiendo/lua
	install -m 644 $(B)/an-giang.db $(DESTDIR)$(PREFIX)/share/tiendo
	sed 's|@PREFIX@|$(PREFIX)|' host/tiendo.pc.in \
	  >$(DESTDIR)$(PREFIX)/lib/pkgconfig/tiendo.pc

clean:
	rm -rf build
