/* Memory that runs out, in what is there of the gateway without its neighbours: what is then refused leaves nothing
 * behind, and what is not refused is right to the last byte. Under the sanitizers leaks show too. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "gateway/talk/talk.h"
#include "gateway/talk/talk_read.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/rulebook.h"
#include "handlers/calendar/calendars.h"
#include "handlers/calendar/calendars_load.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/people/roster.h"
#include "templates/wording/lang.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"
#include "tests/faults/disk_house.h"
#include "tests/faults/memory/hunger.h"

static char states[HOUSE_BATCHES + 1][HOUSE_HEX], said[HOUSE_BATCHES][HOUSE_HEX];

static void is_in_state(const char *wanted, const char *when, bool (*look)(char hex[HOUSE_HEX]))
{
	char now[HOUSE_HEX];

	assert_true(look(now));
	if (strcmp(now, wanted) != 0)
		fail_msg("%s: %s: the database is not what it should be", when, torture_now());
}

/* ---- a day */

static bool open_gateway(struct gateway *g, const char *path)
{
	char why[512] = "";
	bool ok = gateway_open(g, house_setup(), house_rules(), path, why, sizeof(why));

	assert_true(ok || strlen(why) > 5);
	return ok;
}

static void run_batch(struct gateway *g, size_t i)
{
	struct batch b = {0};
	char now[HOUSE_HEX];
	bool ok;

	assert_true(house_fill(&b, i));
	hungry(true);
	ok = house_run(g, &b, i);
	hungry(false);
	if (!ok) {
		torture_refused();
		assert_true(strlen(store_why(g->store)) > 5);
		is_in_state(states[i], "refused", house_rows);
		store_recover(g->store);
		if (!house_run(g, &b, i))
			fail_msg("not taken with memory: %s", store_why(g->store));
	}
	house_said(&b, now);
	if (strcmp(now, said[i]) != 0)
		fail_msg("batch %zu, %s: said something else", i, torture_now());
	batch_free(&b);
}

static void one_day(void)
{
	const char *path = house_fresh();
	struct gateway g;
	bool open;

	hungry(true);
	open = open_gateway(&g, path);
	hungry(false);
	if (!open) {
		torture_refused();
		assert_true(open_gateway(&g, path));
	}
	for (size_t i = 0; i < HOUSE_BATCHES; i++)
		run_batch(&g, i);
	hungry(true);
	gateway_close(&g);
	hungry(false);
	is_in_state(states[HOUSE_BATCHES], "at the end", house_state);
}

static void a_day_is_right_or_refused(void **state)
{
	(void)state;
	torture("a day", one_day, OURS, LIBCRYPTO);
}

/* ---- rules */

static void digest_rules(const struct rulebook *r, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < r->flows.n; i++) {
		const struct flow *f = r->flows.all[i];

		n += (size_t)snprintf(out + n, size - n, "%s %zu %zu %zu", f->name, f->states_n, f->nodes_n,
				      f->codes_n);
		for (size_t c = 0; c < f->codes_n; c++)
			n += (size_t)snprintf(out + n, size - n, " %s/%zu/%x/%x/%zu/%zu", f->codes[c].name,
					      f->codes[c].words_n, f->codes[c].from, f->codes[c].from_skipping,
					      f->codes[c].takes_n, f->codes[c].tells_n);
	}
	for (int l = 0; l < langs_n; l++) {
		const struct template *t;

		for (size_t i = 0; (t = wording_at(r->wording, (enum lang)l, i)); i++)
			n += (size_t)snprintf(out + n, size - n, " %s/%d/%zu", template_name(t), template_segments(t),
					      template_places(t));
	}
	assert_true(n < size);
}

static void load_rules(void)
{
	static char wanted[65536], now[65536];
	struct faults faults = {0};
	struct rulebook *r;

	digest_rules(house_rules(), wanted, sizeof(wanted));
	hungry(true);
	r = rulebook_load(house_setup(), &faults);
	hungry(false);
	assert_true((r != NULL) == (faults.n == 0));
	if (!r)
		torture_refused();
	faults_free(&faults);
	if (!r)
		return;
	digest_rules(r, now, sizeof(now));
	assert_string_equal(now, wanted);
	rulebook_release(r);
}

static void rules_are_right_or_refused(void **state)
{
	(void)state;
	torture("rules", load_rules, LIBYAML, OURS);
}

static void load_setup(void)
{
	struct faults faults = {0};
	struct setup s;
	bool ok;

	hungry(true);
	ok = setup_load(&s, "scripts/sample/fieldgate.yaml", &faults) && faults.n == 0;
	hungry(false);
	if (!ok)
		torture_refused();
	assert_true(ok == (faults.n == 0));
	if (!ok && strstr(torture_now(), "libyaml"))
		assert_non_null(strstr(faults.all[0].what, "not enough memory"));
	if (ok) {
		assert_string_equal(s.database, house_setup()->database);
		assert_string_equal(s.flows[0], house_setup()->flows[0]);
		assert_string_equal(s.time_zone, house_setup()->time_zone);
		assert_int_equal(s.broker.port, house_setup()->broker.port);
	}
	faults_free(&faults);
}

static void a_configuration_is_right_or_refused(void **state)
{
	(void)state;
	torture("setup", load_setup, LIBYAML, OURS);
}

/* ---- calendars */

#define DAYS "days.ics"
#define BROKEN_DAYS "broken.ics"
#define PLACED "calendars:\n  standard:\n    hours: {mon-fri: [09:00-12:00, 13:30-18:00]}\n    days: [" DAYS "]\n"
#define WEST                                                                                                     \
	"  west: {zone: Asia/Urumqi, make_up: sun, hours: {sun-thu: 10:00-19:00}, days: [" DAYS ", " DAYS "],\n" \
	"    stations: [库尔勒站, 喀什站]}\n"

static const char events[] = "BEGIN:VCALENDAR\n"
			     "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
			     "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nDURATION:P7D\nEND:VEVENT\n"
			     "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261010\nCATEGORIES:WORKDAY\nEND:VEVENT\n"
			     "BEGIN:VEVENT\nDTSTART;TZID=Asia/Tokyo:20261231T140000\nDURATION:PT3H\nEND:VEVENT\n"
			     "END:VCALENDAR\n";
static const char broken_events[] = "BEGIN:VCALENDAR\n"
				    "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261301\nEND:VEVENT\n"
				    "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nRDATE:20271001\nEND:VEVENT\n"
				    "END:VCALENDAR\n";

static void calendar_file(const char *name, const char *content, char path[600])
{
	snprintf(path, 600, "%.500s/%s", house_folder(), name);
	FILE *to = fopen(path, "we");

	assert_non_null(to);
	assert_true(fputs(content, to) >= 0);
	assert_int_equal(fclose(to), 0);
}

/* What is worked in 2026 and 2027, day by day, at two stations. */
static uint64_t worked(const struct calendars *set)
{
	uint64_t h = 0;

	for (int k = 0; k < 2; k++) {
		const struct calendar *c = calendars_for(set, k ? "库尔勒站" : "");

		for (int64_t day = 20454; day < 20454 + 730; day++)
			h = h * 31 + (uint64_t)calendar_measure(c, day * 86400000, (day + 1) * 86400000);
	}
	return h;
}

static char calendars_config[600];
static uint64_t worked_wanted;

static void load_calendars(void)
{
	struct faults faults = {0};
	struct calendars *set;

	hungry(true);
	set = calendars_load(calendars_config, "Asia/Shanghai", &faults);
	hungry(false);
	assert_true((set != NULL) == (faults.n == 0));
	if (!set)
		torture_refused();
	else if (worked_wanted && worked(set) != worked_wanted)
		fail_msg("%s: other hours are worked", torture_now());
	faults_free(&faults);
	calendars_free(set);
}

/* Its stations are looked for among people who know one of them alone. */
static void look_for_stations(void)
{
	struct station there = {.id = 1, .name = "库尔勒站", .folded = "库尔勒站"};
	struct roster roster = {.stations = &there, .stations_n = 1};
	struct faults faults = {0};
	struct calendars *set = calendars_load(calendars_config, "Asia/Shanghai", &faults);

	assert_non_null(set);
	assert_true(roster_index(&roster));
	hungry(true);
	calendars_check_people(set, &roster, &faults);
	hungry(false);
	assert_int_equal(faults.n, 1);
	faults_free(&faults);
	free(roster.by_name);
	free(roster.with_deputy);
	free(roster.by_role);
	calendars_free(set);
}

static void calendars_are_right_or_refused(void **state)
{
	struct faults faults = {0};
	struct calendars *set;
	char days[600], broken[600];

	(void)state;
	calendar_file(DAYS, events, days);
	calendar_file("calendars.yaml", PLACED WEST, calendars_config);
	set = calendars_load(calendars_config, "Asia/Shanghai", &faults);
	assert_non_null(set);
	worked_wanted = worked(set);
	calendars_free(set);
	torture("calendars", load_calendars, LIBYAML, OURS);
	torture("stations", look_for_stations, OURS, OURS);
	worked_wanted = 0;
	calendar_file(BROKEN_DAYS, broken_events, broken);
	calendar_file("calendars.yaml",
		      PLACED "  west: {hours: {mon: 9:00-10:00}, stations: [喀什站], days: [" BROKEN_DAYS "]}\n",
		      calendars_config);
	torture("at fault", load_calendars, LIBYAML, OURS);
	calendar_file("calendars.yaml", "database: none\n", calendars_config);
	torture("by default", load_calendars, OURS, OURS);
	remove(days);
	remove(broken);
	remove(calendars_config);
}

/* ---- what does not hold stays refused, and is told or said to be more than could be told */

static const char *const flows_at_fault[] = {
	"tests/broken/20-flow-unknown-state/handlers/repair.yaml",
	"tests/broken/24-flow-two-words-read-alike/handlers/repair.yaml",
	"tests/broken/29-flow-tab-for-blanks/handlers/repair.yaml",
	"tests/broken/33-flow-alias/handlers/repair.yaml",
	"tests/broken/32-flow-one-language-only/handlers/repair.yaml",
	"tests/broken/103-clock-impossible-durations/handlers/repair.yaml",
	"tests/broken/104-clock-unknown-names/handlers/repair.yaml",
};
static const char *const configs_at_fault[] = {
	"tests/broken/01-config-unknown-key/fieldgate.yaml",
	"tests/broken/04-config-bracket-left-open/fieldgate.yaml",
	"tests/broken/06-config-broker-three-slips/fieldgate.yaml",
};

static FILE *nowhere;

static void load_flow_at_fault(void)
{
	for (size_t i = 0; i < sizeof(flows_at_fault) / sizeof(*flows_at_fault); i++) {
		struct faults faults = {0};
		struct flows set = {0};

		hungry(true);
		flow_load(&set, flows_at_fault[i], &faults);
		flows_check(&set, house_rules()->wording, &faults);
		faults_print(&faults, nowhere);
		hungry(false);
		assert_true(faults.n > 0);
		faults_free(&faults);
		flows_free(&set);
	}
}

static void load_config_at_fault(void)
{
	for (size_t i = 0; i < sizeof(configs_at_fault) / sizeof(*configs_at_fault); i++) {
		struct faults faults = {0};
		struct setup s;

		hungry(true);
		setup_load(&s, configs_at_fault[i], &faults);
		faults_print(&faults, nowhere);
		hungry(false);
		assert_true(faults.n > 0);
		faults_free(&faults);
	}
}

static void what_does_not_hold_stays_refused(void **state)
{
	(void)state;
	nowhere = fopen("/dev/null", "we");
	assert_non_null(nowhere);
	torture("flows", load_flow_at_fault, LIBYAML, OURS);
	torture("configs", load_config_at_fault, LIBYAML, OURS);
	fclose(nowhere);
}

/* ---- import */

static char imported[8][HOUSE_HEX];

static int import(struct gateway *g, size_t kind, bool starving)
{
	struct faults faults = {0};
	struct import_count count;
	char path[128];
	int code;

	snprintf(path, sizeof(path), "scripts/sample/%s.csv", import_kinds[kind]);
	hungry(starving);
	code = import_file(g, import_kinds[kind], path, &faults, &count);
	hungry(false);
	assert_true((code == VERB_DONE) == (faults.n == 0));
	faults_free(&faults);
	return code;
}

static void import_all(void)
{
	struct gateway g;

	assert_non_null(house_empty());
	assert_true(open_gateway(&g, house_work()));
	for (size_t i = 0; import_kinds[i]; i++) {
		if (import(&g, i, true) == VERB_DONE)
			continue;
		torture_refused();
		is_in_state(imported[i], "import refused", house_rows);
		store_recover(g.store);
		assert_int_equal(import(&g, i, false), VERB_DONE);
	}
	gateway_close(&g);
	is_in_state(states[0], "imported", house_state);
}

static void an_import_is_whole_or_nothing(void **state)
{
	struct gateway g;

	(void)state;
	assert_non_null(house_empty());
	assert_true(open_gateway(&g, house_work()));
	for (size_t i = 0; import_kinds[i]; i++) {
		assert_true(house_state(imported[i]));
		assert_int_equal(import(&g, i, false), VERB_DONE);
	}
	gateway_close(&g);
	torture("import", import_all, OURS, SQLITE);
}

/* ---- talks */

#define TALK "tests/talks/01-plain.talk"

static void digest_talk(const struct talk *t, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct step *s = &t->steps[i];

		n += (size_t)snprintf(out + n, size - n, "%d %d %s %s %s %s %s\n", (int)s->kind, s->line,
				      s->name ? s->name : "-", s->ticket ? s->ticket : "-", s->text ? s->text : "-",
				      s->flow ? s->flow : "-", s->serial ? s->serial : "-");
	}
	assert_true(n < size);
}

static char talk_wanted[65536];

static void read_talk(void)
{
	static char now[65536];
	struct faults faults = {0};
	struct talk t;
	bool ok;

	errno = 0;
	hungry(true);
	ok = talk_read(&t, TALK, &faults);
	hungry(false);
	if (!ok)
		torture_refused();
	assert_true(ok || faults.n || errno);
	if (ok) {
		digest_talk(&t, now, sizeof(now));
		assert_string_equal(now, talk_wanted);
	}
	talk_free(&t);
	faults_free(&faults);
}

static void a_talk_is_right_or_refused(void **state)
{
	struct faults faults = {0};
	struct talk t;

	(void)state;
	assert_true(talk_read(&t, TALK, &faults));
	digest_talk(&t, talk_wanted, sizeof(talk_wanted));
	talk_free(&t);
	torture("talk", read_talk, OURS, OURS);
}

/* ---- the wire */

#define WRITERS 7

static char *written(size_t i)
{
	static const struct outbox_mt mt = {.created = 1000,
					    .expires = 2000,
					    .ticket = 10008,
					    .uuid = "00000000-0000-4000-8000-000000000000",
					    .channel = "sms",
					    .number = "+8613800000001",
					    .template = "help",
					    .encoding = "ucs2",
					    .segments = 1,
					    .text = (char *)"帮助",
					    .params = (char *)"{\"list\":\"派工\"}"};
	static const struct ledger_row event = {.seq = 1, .ticket = 10008, .by = 3, .at = 1000, .code = "open"};

	switch (i) {
	case 0:
		return wire_mt(&mt);
	case 1:
		return wire_event(&event);
	case 2:
		return wire_status(true, 1000);
	case 3:
		return wire_ok("m-1", 10008);
	case 4:
		return wire_error("m-1", "what is wrong");
	case 5:
		return wire_rejected("what is wrong", "{\"id\":1}", 8);
	default:
		return wire_rejected("what is wrong", "\xff\xfe", 2);
	}
}

static char *wire_wanted[WRITERS];

static void write_wire(void)
{
	for (size_t i = 0; i < WRITERS; i++) {
		char *s;

		hungry(true);
		s = written(i);
		hungry(false);
		if (s)
			assert_string_equal(s, wire_wanted[i]);
		if (!s)
			torture_refused();
		free(s);
	}
}

static void what_goes_out_is_whole_or_does_not_go(void **state)
{
	(void)state;
	for (size_t i = 0; i < WRITERS; i++)
		assert_non_null(wire_wanted[i] = written(i));
	torture("wire", write_wire, OURS, OURS);
	torture("wire", write_wire, LIBCRYPTO, LIBCRYPTO);
	for (size_t i = 0; i < WRITERS; i++)
		free(wire_wanted[i]);
}

/* ---- */

static int a_day_with_memory(void **state)
{
	struct batch b = {0};
	struct gateway g;

	(void)state;
	if (!hunger_take_over() || !house_begin() || !house_fresh() || !open_gateway(&g, house_work()))
		return -1;
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_state(states[i]));
		assert_true(house_fill(&b, i) && house_run(&g, &b, i));
		house_said(&b, said[i]);
		batch_clear(&b);
	}
	assert_true(house_state(states[HOUSE_BATCHES]));
	gateway_close(&g);
	batch_free(&b);
	return 0;
}

static int put_away(void **state)
{
	(void)state;
	house_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_right_or_refused),
		cmocka_unit_test(rules_are_right_or_refused),
		cmocka_unit_test(a_configuration_is_right_or_refused),
		cmocka_unit_test(calendars_are_right_or_refused),
		cmocka_unit_test(what_does_not_hold_stays_refused),
		cmocka_unit_test(an_import_is_whole_or_nothing),
		cmocka_unit_test(a_talk_is_right_or_refused),
		cmocka_unit_test(what_goes_out_is_whole_or_does_not_go),
	};

	return cmocka_run_group_tests(tests, a_day_with_memory, put_away);
}
