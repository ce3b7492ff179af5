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

#include "gateway/import.h"
#include "gateway/talk.h"
#include "gateway/verb.h"
#include "gateway/wire.h"
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

static void digest_rules(const struct rules *r, char *out, size_t size)
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
	for (int l = 0; l < LANGS; l++) {
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
	struct rules r;
	bool ok;

	digest_rules(house_rules(), wanted, sizeof(wanted));
	hungry(true);
	ok = rules_load(&r, house_setup(), &faults);
	hungry(false);
	assert_true(ok == (faults.n == 0));
	if (!ok)
		torture_refused();
	faults_free(&faults);
	if (!ok)
		return;
	digest_rules(&r, now, sizeof(now));
	assert_string_equal(now, wanted);
	rules_free(&r);
}

static void rules_are_right_or_refused(void **state)
{
	(void)state;
	torture("rules", load_rules, OURS, OURS);
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
	torture("setup", load_setup, OURS, OURS);
}

/* ---- what does not hold stays refused, and is told or said to be more than could be told */

static const char *const flows_at_fault[] = {
	"tests/broken/20-flow-unknown-state/handlers/repair.yaml",
	"tests/broken/24-flow-two-words-read-alike/handlers/repair.yaml",
	"tests/broken/29-flow-tab-for-blanks/handlers/repair.yaml",
	"tests/broken/32-flow-one-language-only/handlers/repair.yaml",
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
	torture("flows", load_flow_at_fault, OURS, OURS);
	torture("configs", load_config_at_fault, OURS, OURS);
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
	static const struct posted mt = {.created = 1000,
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
		cmocka_unit_test(what_does_not_hold_stays_refused),
		cmocka_unit_test(an_import_is_whole_or_nothing),
		cmocka_unit_test(a_talk_is_right_or_refused),
		cmocka_unit_test(what_goes_out_is_whole_or_does_not_go),
	};

	return cmocka_run_group_tests(tests, a_day_with_memory, put_away);
}
