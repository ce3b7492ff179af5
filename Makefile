# make            build/fieldgate
# make test       the tests and the talks
# make dates      the tests that ask the real time, under four other dates
# make asan       tests and talks under the address and undefined-behaviour sanitizers
# make faults     every call of disk and memory fails in turn; KILLS kills (1000) under load, and CARRIER_KILLS (300) while it
#                 sends through Kannel, by SEED; faults-red shows that these can be seen to do harm
# make client     a client that npm's tools make of the API's document, and requests made up along it (tests/client/run)
# make desk       what people do at the desk, done in a headless Chromium; DESK names some of tests/desk alone (tests/desk/run)
# make fuzz       looks for inputs that break it, FUZZ_SECONDS (60) for each target
# make year       a year of TICKETS (200000) by SEED, on the virtual clock and reckoned by hand
# make bench      how fast it is, beside MQTT alone and SQLite alone (tests/bench/README.md)
# make lint       clang-format, clang-tidy, gcc's warnings, cppcheck, scripts/lint-house for how the sources are laid out,
#                 scripts/lint-flow-names for names that only a flow's file knows, and the types of the desk's pages
# make coverage   branch coverage, floor by floor; fails below 95 % for templates and handlers, 90 % for the whole
# make install    PREFIX and DESTDIR say where to; uninstall takes it away again
# make deb        the Debian package, in build/deb; try-deb builds it, looks through it, and installs, upgrades and purges it in
#                 a bare system of its own (scripts/debian/try)
#
# CFLAGS and LDFLAGS come on top of what is set here; V=1 shows whole commands.

# The one place where the version stands.
VERSION := $(shell sed -n '1s/^[^(]*(\([^)]*\)).*/\1/p' scripts/debian/changelog 2>/dev/null)
PREFIX ?= /usr/local
OPENCC := /usr/share/opencc

# Each mode has objects and programs of its own; release's programs lie in build/ itself.
MODE := release
OBJ := build/obj/$(MODE)
OUT := $(if $(filter release,$(MODE)),build,build/$(MODE))

FLOORS := templates handlers db gateway
# The folder of db/ that answers db/store, and the libraries of each there is.
STORE := sqlite
STORE_sqlite := sqlite3
OTHER_STORES := $(filter-out $(STORE),$(patsubst STORE_%,%,$(filter STORE_%,$(.VARIABLES))))
SOURCES := $(sort $(shell find $(FLOORS) -name '*.c' $(OTHER_STORES:%=-not -path 'db/%/*')))
MIGRATIONS := $(sort $(wildcard db/$(STORE)/migrations/*.sql))
TEST_SOURCES := $(sort $(shell find tests -name '*_test.c'))
SCRIPTED := $(sort $(wildcard tests/*/*_test.sh))
TALKS := $(sort $(wildcard tests/talks/*.talk tests/talks/*/*.talk))

PROGRAM := $(OUT)/fieldgate
LIBRARY := $(OUT)/libfieldgate.a
TESTS := $(TEST_SOURCES:%.c=$(OUT)/%)
# Gateways in which a shim takes one function's place, for tests that must see them fail.
SHIMMED := $(patsubst tests/faults/%_shim.c,$(PROGRAM)-%,$(wildcard tests/faults/*_shim.c))

# ---- how to compile

PACKAGES := libmosquitto libcurl jansson libmicrohttpd yaml-0.1 libutf8proc libcrypto libical uuid $(STORE_$(STORE))
ifneq ($(MAKECMDGOALS),clean)
ifneq ($(shell pkg-config --exists $(PACKAGES) && echo found),found)
$(error A library is missing, or pkg-config itself; `scripts/install-needs run` installs them all: $(PACKAGES))
endif
ifeq ($(shell pkg-config --exists libsystemd && echo found),found)
PACKAGES += libsystemd
endif
endif

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wformat=2
HARDENING := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS_release := -O2 -g $(HARDENING)
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_coverage := -O0 -g --coverage
CFLAGS_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-Wno-sign-conversion

# The languages of a configuration that lists none, and that of the verbs' own words.
LANGUAGES := zh en
VERBS_LANGUAGE := en
DEFINES := -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	-DFIELDGATE_LANGUAGES='"$(LANGUAGES)"' -DFIELDGATE_VERBS_LANGUAGE='"$(VERBS_LANGUAGE)"'
LANGUAGE := -std=c11 -I. $(DEFINES) $(WARNINGS) $(shell pkg-config --cflags $(PACKAGES))
COMPILE = $(CC) $(LANGUAGE) -fPIE $(CFLAGS_$(MODE)) $(UNOPTIMISED) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(CFLAGS_$(MODE)) $(CFLAGS) $(LDFLAGS)
LIBS := $(shell pkg-config --libs $(PACKAGES)) -lcsv -lpthread

object = $(patsubst %.c,$(OBJ)/%.o,$(1))
PROGRAM_OBJECT := $(call object,gateway/main.c)
LIBRARY_OBJECTS := $(filter-out $(PROGRAM_OBJECT),$(call object,$(SOURCES))) $(OBJ)/db/migrations.o $(OBJ)/gateway/openapi.o $(OBJ)/gateway/pages.o $(OBJ)/templates/simplified.o
# The .c files beside a test, or in one of the two folders above it, that are no tests themselves help all the tests there.
above = $(dir $(1:%/=%))
helpers = $(call object,$(filter-out %_test.c %_fuzz.c %_shim.c,$(wildcard $(addsuffix *.c,$(1) $(call above,$(1)) $(call above,$(call above,$(1)))))))

Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)')

# ---- the program

.DELETE_ON_ERROR:
.SECONDARY:
.SECONDEXPANSION:
.PHONY: all test dates year bench asan faults faults-deep faults-red client desk fuzz fuzzers lint coverage \
	install install-data uninstall deb try-deb clean FORCE

all: $(PROGRAM)

$(PROGRAM): $(PROGRAM_OBJECT) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(LIBRARY): $(LIBRARY_OBJECTS)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(OBJ)/%.o: %.c $(OBJ)/command
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# What only checks is compiled more often than it runs. Where nothing is optimised, gcc takes more formats for doubtful; lint
# looks at them as the program is compiled.
$(addprefix $(OBJ)/tests/,db/%.o gateway/%.o handlers/%.o templates/%.o): private UNOPTIMISED := -O0 -U_FORTIFY_SOURCE -Wno-format

$(OBJ)/db/migrations.o: build/db/migrations.c $(OBJ)/command
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# One string a file; `?` is escaped because C11 knows trigraphs.
build/db/migrations.c: $(MIGRATIONS)
	@mkdir -p $(@D)
	@{ echo '/* Written by make from db/$(STORE)/migrations. */'; \
	   echo 'extern const char *const migrations[];'; \
	   echo 'const char *const migrations[] = {'; \
	   for file in $^; do \
	     sed -e 's/[\\"?]/\\&/g' -e 's/.*/\t"&\\n"/' $$file; echo '	,'; \
	   done; \
	   echo '	0'; echo '};'; } >$@

$(OBJ)/gateway/openapi.o: build/gateway/openapi.c $(OBJ)/command
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# A line of the document is a string, so that none is longer than C11 allows.
build/gateway/openapi.c: gateway/api/openapi.json
	@mkdir -p $(@D)
	@{ echo '/* Written by make from gateway/api/openapi.json. */'; \
	   echo 'extern const char *const openapi_lines[];'; \
	   echo 'const char *const openapi_lines[] = {'; \
	   sed -e 's/[\\"?]/\\&/g' -e 's/.*/\t"&\\n",/' $<; \
	   echo '	0'; echo '};'; } >$@

$(OBJ)/gateway/pages.o: build/gateway/pages.c $(OBJ)/command
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# The desk's files. Where node, npm or what npm fetches is missing, the program is built without them, and says so; a fault
# in them is a fault of the build.
SITE := build/desk/site
# Tried again as long as they are not there.
build/gateway/pages.c: scripts/page-files build/desk/bundled $(if $(wildcard build/desk/bundled),,FORCE)
	@mkdir -p $(@D)
	@scripts/page-files $(SITE) >$@

DESK_FILES := $(shell find gateway/desk -type f 2>/dev/null)
build/desk/bundled: scripts/desk gateway/api/openapi.json templates/en/pages.yaml $(DESK_FILES)
	@mkdir -p $(@D)
	$(call say,bundle gateway/desk)
	@scripts/desk; status=$$?; \
	case $$status in \
	0) touch $@ ;; \
	3) echo 'make: this build has no desk; mend what is said above and run make again' >&2; rm -rf $(SITE) ;; \
	*) exit $$status ;; \
	esac

$(OBJ)/templates/simplified.o: build/templates/simplified.c $(OBJ)/command
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# Traditional characters and what they are in simplified script, from OpenCC's dictionary: each line of it is a
# character, a tab, and its counterparts, the commonest first; what a counterpart itself has is taken. Characters beyond
# U+9FFF are rare, and stay as they are.
build/templates/simplified.c: $(OPENCC)/TSCharacters.ocd2
	@mkdir -p $(@D)
	@opencc_dict -i $< -o $(@D)/simplified.txt -f ocd2 -t text >/dev/null
	@{ echo '/* Written by make from the character data of OpenCC. */'; \
	   echo '#include "templates/text/simplified.h"'; \
	   echo 'const uint16_t simplified[SIMPLIFIED_LAST - SIMPLIFIED_FIRST + 1] = {'; \
	   iconv -f UTF-8 -t UTF-32BE $(@D)/simplified.txt | od -An -v -w4 -tx1 | tr -d ' ' | \
	     awk '$$0 == "0000000a" { n = 0; next } { n++ } n == 1 { from = $$0; next } \
	          n == 3 && from >= "00004e00" && from <= "00009fff" && $$0 >= "00004e00" && $$0 <= "00009fff" \
	            { to[from] = $$0 } \
	          END { for (c in to) { s = to[c]; if (s in to) s = to[s]; \
	            print "\t[0x" c " - SIMPLIFIED_FIRST] = 0x" s "," } }'; \
	   echo '};'; } >$@

# Other flags, another VERSION: everything is compiled again.
$(OBJ)/command: export COMMAND = $(COMPILE)
$(OBJ)/command: FORCE
	@mkdir -p $(@D)
	@echo "$$COMMAND" | cmp -s - $@ || echo "$$COMMAND" >$@

# The demonstration that scripts/run plays.
$(OUT)/play: $(OBJ)/scripts/play.o
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# ---- tests

$(OUT)/%_test: $(OBJ)/%_test.o $$(call helpers,$$(dir $$*)) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(LIBS) -lcmocka

test: $(PROGRAM) $(TESTS) $(SHIMMED)
	@FIELDGATE=$(CURDIR)/$(PROGRAM) scripts/tally $(TESTS) $(SCRIPTED) $(TALKS)

# Who starts the program or a broker, or reads the clock; but not those in which much is done and no day is named, nor those
# that kill their children at any moment and have a clock of their own: libfaketime 0.9.10 has one lock for a process and its
# children, and who is killed with it in hand leaves all others waiting. Under each of: the turn of another year, a
# 29 February, the night in which summer time begins, and Chinese New Year.
ASKS := "tests/.*/(aide|client|peer|road|flood_site).h"|/wall_clock.h"|time.NULL
NO_DAY := %/broken_test.c %/lines_test.c %/paused_test.c %/verbs_torture_test.c %/deputy_ends_test.c %/due_kill_test.c \
	%/undo_opening_test.c %/ticket_schedule_test.c
TIMELY := $(filter-out $(NO_DAY),$(shell grep -lE '$(ASKS)' $(TEST_SOURCES)))
DATES := --at 'Asia/Shanghai 2031-12-31 23:59:40' --at 'Asia/Shanghai 2028-02-29 12:00' \
	--at 'Europe/Berlin 2027-03-28 01:59:50' --at 'Asia/Shanghai 2029-02-13 09:30'

dates: $(PROGRAM) $(TIMELY:%.c=$(OUT)/%) $(SHIMMED)
	@JOBS=$$((3 * $$(nproc))) FIELDGATE=$(CURDIR)/$(PROGRAM) scripts/tally $(DATES) $(TIMELY:%.c=$(OUT)/%)

asan:
	@$(MAKE) --no-print-directory MODE=asan test

coverage:
	@find build/obj/coverage -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory MODE=coverage test
	@gcovr --root . --object-directory build/obj/coverage --exclude build --json build/coverage/all.json build/obj/coverage
	@gcovr --root . --add-tracefile build/coverage/all.json --html-details build/coverage/index.html
	@for floor in $(FLOORS) whole; do \
	  case $$floor in templates|handlers) least=95;; whole) least=90;; *) least=0;; esac; \
	  filter="$$floor/"; [ $$floor != whole ] || filter='($(subst $() ,|,$(FLOORS)))/'; \
	  printf '%-10s' $$floor; \
	  gcovr --root . --add-tracefile build/coverage/all.json --filter "$$filter" --print-summary \
	      --fail-under-branch $$least --output build/coverage/$$floor.txt >build/coverage/$$floor.sum; enough=$$?; \
	  awk '/^branches/ { print $$2, $$3, $$4, $$5, $$6 }' build/coverage/$$floor.sum; \
	  [ $$enough = 0 ] || short=1; \
	done; \
	echo 'line by line: build/coverage/index.html'; \
	[ -z "$$short" ]

# ---- faults: the breaker. The gateway is killed KILLS times at instants that SEED decides

KILLS ?= 1000
CARRIER_KILLS ?= 300
SEED ?= 1
BREAK = FIELDGATE=$(CURDIR)/$(PROGRAM) $(OUT)/tests/faults/kills_test --seed $(SEED)

$(PROGRAM)-plain_loop: WRAP := mosquitto_threaded_set
$(PROGRAM)-poison: WRAP := decide_text decide_due
$(PROGRAM)-held_play: WRAP := stage_turn
$(PROGRAM)-hungry: WRAP = $(HUNGRY)
$(PROGRAM)-hungry: $(call object,tests/faults/memory/wraps.c)
$(PROGRAM)-%: $(OBJ)/tests/faults/%_shim.o $(PROGRAM_OBJECT) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(LINK) $(WRAP:%=-Wl,--wrap=%) -o $@ $^ $(LIBS)

# These too have a broker and a gateway around them.
$(filter $(OUT)/tests/faults/%,$(TESTS)): \
	$(call object,$(addprefix tests/gateway/,peer.c client.c road.c kannel.c kannel_site.c))

faults: $(PROGRAM) $(OUT)/tests/faults/kills_test $(OUT)/tests/faults/carrier_kills_test
	$(BREAK) --kills $(KILLS)
	$(BREAK) --kills $(KILLS) --gateway-only --trust-puback
	$(BREAK) --kills $(KILLS) --gateway-only --trust-puback --old-protocol
	FIELDGATE=$(CURDIR)/$(PROGRAM) $(OUT)/tests/faults/carrier_kills_test --seed $(SEED) --kills $(CARRIER_KILLS)

# Ends well only if the breaker has turned red.
faults-red: $(PROGRAM)-plain_loop $(OUT)/tests/faults/kills_test
	$(BREAK) --kills 50 --gateway-only --trust-puback --program $(CURDIR)/$<; [ $$? = 1 ]

# The disk, the power, memory and floods. `make test` lets a sample of the calls fail, this each of them.
HUNGRY := malloc calloc realloc reallocarray strdup strndup vasprintf asprintf __vasprintf_chk __asprintf_chk getline \
	__getdelim
DEEP := $(addprefix $(OUT)/tests/faults/,disk_test power_test torture_test)

# Loaded before the gateway by the tests that break its disk and its clock; never under a sanitizer itself.
PRELOAD := $(OUT)/tests/faults/disk_preload.so
PRELOADED := $(addprefix $(OUT)/tests/faults/,disk_road_test flood_test hungry_callback_test \
	hungry_road_test waiting_test)

$(PRELOADED): $(call object,tests/gateway/http.c tests/gateway/aide.c) | $(PRELOAD)
$(PRELOAD): tests/faults/disk/preload.c tests/faults/disk/switch.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(LANGUAGE) -O2 -fPIC -shared -o $@ $<

STARVED := $(addprefix $(OUT)/tests/faults/,torture_test verbs_torture_test hungry_carrier_test)
$(OUT)/tests/faults/hungry_carrier_test: $(call object,tests/gateway/carrier/carrier_files.c tests/gateway/aide.c)
$(STARVED): $(call object,tests/faults/memory/hunger.c tests/faults/memory/wraps.c)
$(STARVED): override LDFLAGS += $(HUNGRY:%=-Wl,--wrap=%)

# One that lets a few calls of its own fail.
STARVED_ALONE := $(OUT)/tests/handlers/decision/starved_candidates_test
$(STARVED_ALONE): $(call object,tests/faults/memory/wraps.c)
$(STARVED_ALONE): override LDFLAGS += $(HUNGRY:%=-Wl,--wrap=%)

faults: faults-deep
faults-deep: $(DEEP)
	@for test in $^; do FAULTS=all $$test || exit; done

# ---- the year: every verdict and every reminder of it is reckoned by hand too. The clocks' steps are overheard

TICKETS ?= 200000

$(OUT)/tests/year/year_test: override LDFLAGS += -Wl,--wrap=clocks_take

year: $(OUT)/tests/year/year_test
	$< --tickets $(TICKETS) --seed $(SEED)

# ---- the API, from its document alone

client: $(PROGRAM)
	@FIELDGATE=$(CURDIR)/$(PROGRAM) tests/client/run

# ---- the desk, in a browser

desk: $(PROGRAM)
	@FIELDGATE=$(CURDIR)/$(PROGRAM) tests/desk/run $(DESK)

# ---- fuzzing: built by clang in build/fuzz; tests/fuzz/run says how long and with what

FUZZ_WRAPS := store_begin store_commit store_rollback getrandom
FUZZERS := $(patsubst %.c,$(OUT)/%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))

$(OUT)/%_fuzz: $(OBJ)/%_fuzz.o $$(call helpers,$$(dir $$*)) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(LINK) -fsanitize=fuzzer $(FUZZ_WRAPS:%=-Wl,--wrap=%) -o $@ $^ $(LIBS)

# What checks the answers of the API's tests checks them here too.
$(OUT)/tests/fuzz/api_fuzz: $(call object,tests/gateway/api/api_document.c)

fuzz:
	@$(MAKE) --no-print-directory MODE=fuzz CC=clang fuzzers
	@tests/fuzz/run

fuzzers: $(FUZZERS)

# ---- the bench: no test, and never part of them; tests/bench/README.md says how to read it

$(OUT)/fieldgate-bench: $(call helpers,tests/bench/) $(call object,tests/gateway/peer.c tests/gateway/http.c tests/gateway/aide.c tests/gateway/trial_carrier.c) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(LINK) -o $@ $^ $(LIBS) -lcmocka

bench: $(PROGRAM) $(OUT)/fieldgate-bench
	@FIELDGATE=$(CURDIR)/$(PROGRAM) $(OUT)/fieldgate-bench
	@! command -v chromium >/dev/null || FIELDGATE=$(CURDIR)/$(PROGRAM) tests/desk/run --bench

# ---- lint: a stamp for each clean file, so that only what changed is read again

LINTED := $(sort $(wildcard scripts/*.[ch]) $(shell find $(FLOORS) tests -name '*.[ch]'))
LINT_STAMPS := $(LINTED:%=build/lint/%.clean) build/lint/cppcheck.clean build/lint/house.clean build/lint/desk.clean
# The floors declare first in each block, so that one sees at its top what it works on.
LINT_WARNINGS = -Werror $(if $(filter $(FLOORS:%=%/%),$<),-Wdeclaration-after-statement)

# CI leaves clang-tidy out (TIDY=no), and no stamp then: it would take a third of its half hour. Nor is anything optimised
# then: what only an optimised build warns of, CI has seen as it built the program.
untidied = $(filter no,$(TIDY))
LINT_COMPILE = $(COMPILE) $(LINT_WARNINGS) $(if $(untidied),-fsyntax-only,-MMD -MP -MT $@ -MF $(@:.clean=.d) -c -o $(@:.clean=.o))

lint:
	@$(MAKE) --no-print-directory --silent --keep-going --output-sync $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc)) $(LINT_STAMPS)
	@echo 'lint: clean'

build/lint/%.h.clean: %.h .clang-format
	@mkdir -p $(@D)
	@clang-format --dry-run -Werror $<
	@touch $@

build/lint/%.c.clean: %.c .clang-format .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D)
	@clang-format --dry-run -Werror $<
	@$(LINT_COMPILE) $<
	@$(if $(untidied),,clang-tidy --quiet $< -- $(LANGUAGE) 2>$@.log || { cat $@.log >&2; exit 1; })
	@$(if $(untidied),,touch $@)

build/lint/house.clean: scripts/lint-house scripts/lint-flow-names $(wildcard handlers/*.yaml) $(LINTED)
	@mkdir -p $(@D)
	@scripts/lint-house
	@scripts/lint-flow-names
	@touch $@

# The pages' types. No stamp where npm could not fetch what checks them.
build/lint/desk.clean: scripts/desk gateway/api/openapi.json templates/en/pages.yaml $(DESK_FILES)
	@mkdir -p $(@D)
	@scripts/desk types; status=$$?; \
	case $$status in \
	0) touch $@ ;; \
	3) echo "lint: the pages' types were not checked" >&2 ;; \
	*) exit $$status ;; \
	esac

# Not the tests: it does not know either that a failed assert does not return.
build/lint/cppcheck.clean: $(filter-out tests/%,$(LINTED))
	@mkdir -p build/lint/cppcheck
	@cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --library=posix --std=c11 -I. --cppcheck-build-dir=build/lint/cppcheck \
	  $(filter %.c,$^)
	@touch $@

# ---- installation

SHARE := $(PREFIX)/share/fieldgate
EXAMPLES := $(PREFIX)/share/doc/fieldgate/examples
UNITS ?= $(PREFIX)/lib/systemd/system
BIN := $(DESTDIR)$(PREFIX)/bin/fieldgate
MAN := $(DESTDIR)$(PREFIX)/share/man
UNIT := $(DESTDIR)$(UNITS)/fieldgate.service
USERS := $(DESTDIR)$(PREFIX)/lib/sysusers.d/fieldgate.conf
PAGES := $(wildcard gateway/*.[157])
DATA := $(wildcard handlers/*.yaml) $(foreach lang,$(wildcard templates/*/lexicon.yaml),$(wildcard $(dir $(lang))*))
# What lies under scripts/ here, and under share itself where it is installed.
GIVEN := $(filter-out %~,$(wildcard scripts/init/*.* scripts/init/*/*.talk scripts/init/*/lines.txt scripts/init/*/example/* scripts/channels/*.yaml scripts/mosquitto/*))
EXAMPLE_FILES := $(filter-out %~,$(wildcard scripts/sample/*.* scripts/department/*.*))
HOLIDAYS := $(wildcard scripts/sample/holidays-*.ics)
page = $(MAN)/man$(subst .,,$(suffix $(1)))/$(notdir $(1))
# Pages and unit name the places where they lie by default.
RELOCATE = sed -i -e 's|/usr/local/lib/systemd/system|$(UNITS)|g' -e 's|/usr/local/|$(PREFIX)/|g'

install: $(PROGRAM) install-data
	install -D -m 755 $(PROGRAM) $(BIN)
	install -D -m 644 scripts/fieldgate.service $(UNIT)
	install -D -m 644 scripts/fieldgate.sysusers $(USERS)
	$(foreach one,$(PAGES),install -D -m 644 $(one) $(call page,$(one)) &&) true
	$(RELOCATE) $(UNIT) $(foreach one,$(PAGES),$(call page,$(one)))

# Flows, templates, the examples, the files of a new installation: needs no program, so that tests can install them.
install-data:
	for file in $(DATA); do install -D -m 644 $$file $(DESTDIR)$(SHARE)/$$file || exit; done
	for file in $(GIVEN); do install -D -m 644 $$file $(DESTDIR)$(SHARE)/$${file#scripts/} || exit; done
	for file in $(HOLIDAYS); do install -D -m 644 $$file $(DESTDIR)$(SHARE)/holidays/$${file##*/} || exit; done
	for file in $(EXAMPLE_FILES); do install -D -m 644 $$file $(DESTDIR)$(EXAMPLES)/$${file#scripts/} || exit; done
	sed -i 's|\.\./\.\./|$(SHARE)/|g' $(DESTDIR)$(EXAMPLES)/*/fieldgate.yaml

uninstall:
	rm -f $(BIN) $(UNIT) $(USERS) $(foreach one,$(PAGES),$(call page,$(one)))
	rm -rf $(DESTDIR)$(SHARE) $(DESTDIR)$(EXAMPLES)/sample $(DESTDIR)$(EXAMPLES)/department
	rmdir $(DESTDIR)$(EXAMPLES) $(DESTDIR)$(dir $(EXAMPLES)) 2>/dev/null || true

# Debian's tools want the packaging in debian/ and write beside the sources: both are so in a copy. What was said to this make
# is not said to theirs.
DEB := build/deb
# The pages are bundled here and not there, where npm would have to fetch again.
deb: build/desk/bundled
	@scripts/install-needs deb
	@rm -rf $(DEB) && mkdir -p $(DEB)/source/build
	@cp -a build/desk $(DEB)/source/build
	@cp -a $(FLOORS) scripts Makefile README.md $(DEB)/source && cp -a scripts/debian $(DEB)/source
	@cd $(DEB)/source && env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS dpkg-buildpackage --build=binary --no-pre-clean --no-sign -j$$(nproc) >../log 2>&1 \
	  || { tail -n 30 ../log >&2; exit 1; }
	@rm -rf $(DEB)/source
	@ls $(DEB)/fieldgate_*.deb

try-deb: $(PROGRAM) deb
	@scripts/debian/try

clean:
	rm -rf build

-include $(shell find $(OBJ) build/lint -name '*.d' 2>/dev/null)
