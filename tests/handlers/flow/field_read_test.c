/* Fields in a flow's file: what it declares, what stands in for that where it declares nothing, each slip at its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/flow/flow_read.h"
#include "handlers/model/ticket_move.h"
#include "tests/langs.h"

static const char *const head = "flow: job\n"
				"title: {zh: 任务, en: job}\n"
				"down: {zh: 停机, en: DOWN}\n"
				"states:\n"
				"  new: {zh: 新, en: new}\n"
				"  going: {zh: 去, en: going}\n"
				"  gone: {zh: 走, en: gone}\n"
				"  done: {zh: 完, en: done, ends: yes}\n"
				"nodes:\n"
				"  begun: {zh: 始, en: begun}\n"
				"open: {to: new, stamps: [begun]}\n"
				"codes:\n"
				"  plan:\n"
				"    word: {zh: 定, en: plan}\n"
				"    by: anyone\n"
				"    from: [new, going, gone]\n"
				"    takes: {day: {is: time, label: {zh: 日, en: day}}}\n"
				"  go:\n"
				"    word: {zh: 去, en: go}\n"
				"    by: anyone\n"
				"    from: [new, gone]\n"
				"    to: going\n"
				"    takes: {there: {is: time, label: {zh: 到, en: there}}}\n"
				"  leave:\n"
				"    word: {zh: 走, en: leave}\n"
				"    by: anyone\n"
				"    from: [going]\n"
				"    to: gone\n"
				"    visit: leaves\n"
				"  finish:\n"
				"    word: {zh: 完, en: finish}\n"
				"    by: anyone\n"
				"    from: [new, going, gone]\n"
				"    to: done\n";

static const struct flow *load(const char *rest, struct flows *set, struct faults *f)
{
	char file[] = "/tmp/fieldgate-field-XXXXXX";
	int fd = mkstemp(file);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, head, strlen(head)), strlen(head));
	assert_int_equal(write(fd, rest, strlen(rest)), strlen(rest));
	close(fd);
	*set = (struct flows){0};
	*f = (struct faults){0};
	assert_true(flow_load(set, file, f));
	unlink(file);
	return set->all[0];
}

static const struct flow *load_good(const char *rest, struct flows *set)
{
	struct faults f;
	const struct flow *flow = load(rest, set, &f);

	if (f.n > 0)
		fail_msg("line %d: %s", f.all[0].line, f.all[0].what);
	return flow;
}

static uint32_t states(const struct flow *f, const char *a, const char *b)
{
	return 1u << flow_state(f, a) | (b ? 1u << flow_state(f, b) : 0);
}

/* Moves it by a code that tells these. */
static void move(struct ticket *t, const char *code, int64_t day, int64_t there)
{
	struct move m = {.code = flow_code(t->flow, code), .at = 1};

	m.told[flow_field(t->flow, "day")] = day;
	m.told[flow_field(t->flow, "there")] = there;
	ticket_move(t, &m);
}

static bool keeps(const struct ticket *t, int64_t day, int64_t there)
{
	return t->fields[flow_field(t->flow, "day")] == day && t->fields[flow_field(t->flow, "there")] == there;
}

#define PROMISES                                                          \
	"fields:\n"                                                       \
	"  day: {is: time, label: {zh: 日, en: day}, until: [gone]}\n"   \
	"  there: {is: time, label: {zh: 到, en: there}, follows: day, " \
	"until: [gone, done]}\n"

static void promises_stand_until_they_are_forgotten(void **state)
{
	struct flows set;
	const struct flow *f = load_good(PROMISES, &set);
	struct ticket t;

	(void)state;
	assert_int_equal(f->fields_n, 2);
	assert_int_equal(flow_planned(f), 0);
	assert_true(f->fields[0].followed && !f->fields[1].followed && f->fields[1].follows == 0);
	assert_int_equal(f->codes[1].takes[0].field, 1);
	ticket_blank(&t, f, 10008);
	t.state = 0;
	move(&t, "plan", 5, 0);
	assert_true(keeps(&t, 5, 0) && ticket_planned(&t) == 5 && ticket_expected(&t) == 0);
	move(&t, "go", 0, 7);
	assert_true(keeps(&t, 5, 7) && ticket_planned(&t) == 5 && ticket_expected(&t) == 7);
	move(&t, "plan", 6, 0); /* another plan: nobody is expected as before */
	assert_true(keeps(&t, 6, 0));
	move(&t, "go", 0, 7);
	move(&t, "leave", 0, 0);
	assert_true(keeps(&t, 0, 0));
	move(&t, "plan", 6, 0);
	move(&t, "finish", 0, 0);
	assert_true(keeps(&t, 6, 0));
	ticket_take_back(&t, 0);
	assert_true(keeps(&t, 0, 0));
	flows_free(&set);
}

static void what_has_no_end_lasts(void **state)
{
	struct flows set;
	const struct flow *f = load_good("fields:\n"
					 "  day: {is: time, label: {zh: 日, en: day}}\n"
					 "  there: {is: time, label: {zh: 到, en: there}, until: [gone]}\n",
					 &set);
	struct ticket t;

	(void)state;
	ticket_blank(&t, f, 10008);
	t.state = 0;
	move(&t, "plan", 5, 0);
	move(&t, "go", 0, 7);
	assert_true(ticket_planned(&t) == 0 && ticket_expected(&t) == 7);
	move(&t, "leave", 0, 0);
	assert_true(keeps(&t, 5, 0));
	ticket_reopen(&t, 0);
	ticket_take_back(&t, 0);
	assert_true(keeps(&t, 5, 0));
	flows_free(&set);
}

static void a_flow_that_declares_none_has_those_of_its_times(void **state)
{
	struct flows set;
	const struct flow *f = load_good("", &set);

	(void)state;
	assert_int_equal(f->fields_n, 2);
	assert_string_equal(f->fields[0].is.name, "day");
	assert_string_equal(f->fields[1].is.label.in[EN], "there");
	assert_int_equal(f->fields[0].until, states(f, "gone", NULL));
	assert_true(f->fields[0].followed && f->fields[0].follows == -1 && f->fields[1].follows == 0);
	assert_int_equal(f->fields[1].until, UINT32_MAX); /* no clock watches it: the next move ends it */
	flows_free(&set);
	f = load_good("clocks:\n"
		      "  arrival:\n"
		      "    label: {zh: 到, en: arrival}\n"
		      "    promise: there\n"
		      "    stops: [going]\n"
		      "    void: [gone]\n",
		      &set);
	assert_int_equal(f->clocks[0].promise, 1);
	assert_int_equal(f->fields[1].until, states(f, "going", "gone") | states(f, "done", NULL));
	flows_free(&set);
}

/* Whichever code stands first in the file. */
static void what_is_told_with_the_lead_is_what_was_planned(void **state)
{
	struct flows set;
	const struct flow *f = load_good("  send:\n"
					 "    word: {zh: 派, en: send}\n"
					 "    by: anyone\n"
					 "    from: [new]\n"
					 "    takes:\n"
					 "      who: {is: lead, label: {zh: 谁, en: who}}\n"
					 "      slot: {is: time, label: {zh: 时, en: slot}}\n",
					 &set);

	(void)state;
	assert_int_equal(flow_planned(f), flow_field(f, "slot"));
	assert_int_equal(f->fields[0].follows, 2);
	assert_int_equal(f->fields[1].follows, 2);
	assert_int_equal(f->fields[2].follows, -1);
	flows_free(&set);
}

#define DAY "  day: {is: time, label: {zh: 日, en: day}, until: [gone]}\n"
#define THERE "  there: {is: time, label: {zh: 到, en: there}, until: [gone]}\n"

/* A flow with a number and words, and a code that takes something. */
#define TAKING(does, takes)                                                                       \
	"  last:\n    word: {zh: 末, en: last}\n    by: anyone\n    from: [new]\n    does: " does \
	"\n    takes: {" takes "}\nfields:\n" DAY THERE                                           \
	"  sum: {is: number, label: {zh: 数, en: sum}}\n  said: {is: words, label: {zh: 话, en: said}}\n"

/* What follows the good beginning, and what is said of it at which line. */
struct field_slip {
	const char *rest;
	int line;
	const char *what;
};

static void assert_told(const struct field_slip *slips, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct flows set;
		struct faults f;

		load(slips[i].rest, &set, &f);
		if (f.n == 0)
			fail_msg("not found: %s", slips[i].what);
		if (f.all[0].line != slips[i].line || !strstr(f.all[0].what, slips[i].what))
			fail_msg("line %d: `%s`, and not line %d: `%s`", f.all[0].line, f.all[0].what, slips[i].line,
				 slips[i].what);
		faults_free(&f);
		flows_free(&set);
	}
}

static void slips_in_what_a_field_is_are_told(void **state)
{
	static const struct field_slip slips[] = {
		{"fields: [day]\n", 35, "write {FIELD: {is: time, ...}}"},
		{"fields:\n" DAY, 23, "no field keeps `there`; add it to `fields`"},
		{"fields:\n" DAY "  there: {is: number, label: {zh: 到, en: there}}\n", 23,
		 "`there` is a time here, and a number among the fields; make them one"},
		{"fields:\n" DAY THERE "  sum: {is: numbr, label: {zh: 数, en: sum}}\n", 38,
		 "there is no kind of field `numbr`; did you mean `number`?"},
		{"fields:\n" DAY THERE "  who: {is: lead, label: {zh: 谁, en: who}}\n", 38,
		 "there is no kind of field `lead`; there are `time`, `person`, `words`, `number`, `choice`, `date`, "
		 "`station` and `machine`"},
		{"fields:\n" DAY THERE "  where: {is: station, about: yes, label: {zh: 站, en: where}}\n", 38,
		 "a ticket is about a person, and `where` is a station; leave `about` out"},
		{"fields:\n" DAY THERE "  who: {is: person, about: maybe, label: {zh: 谁, en: who}}\n", 38, "yes"},
		{"fields:\n" DAY THERE "  look: {is: choice, label: {zh: 样, en: look}}\n", 38,
		 "`choices` is missing; add `choices: {NAME: {zh: ..., en: ...}}`"},
		{"fields:\n" DAY THERE
		 "  look: {is: choice, label: {zh: 样, en: look}, choices: {a: {zh: 甲, en: a}}}\n",
		 38, "a choice is between 2 and 12"},
		{"fields:\n" DAY THERE "  sum: {is: number, label: {zh: 数, en: sum}, choices: {}}\n", 38,
		 "unknown key `choices`"},
		{"fields:\n" DAY THERE "  km: {is: number, label: {zh: 数, en: sum}}\n", 38,
		 "`km` asks something else in conditions"},
		{"fields:\n" DAY "  there: {label: {zh: 到, en: there}}\n", 37, "`is` is missing"},
		{"fields:\n" DAY "  there: {is: time}\n", 37, "`label` is missing"},
		{"fields:\n" DAY THERE "  customer: {is: time, label: {zh: 余, en: spare}}\n", 38,
		 "`{customer}` stands for something else in templates"},
	};

	(void)state;
	assert_told(slips, sizeof(slips) / sizeof(*slips));
}

static void slips_in_when_a_field_ends_are_told(void **state)
{
	static const struct field_slip slips[] = {
		{"fields:\n" DAY THERE "  sum: {is: number, label: {zh: 数, en: sum}, follows: day}\n", 38,
		 "only times follow one another, and `sum` is a number"},
		{"fields:\n" DAY THERE "  sum: {is: number, label: {zh: 数, en: sum}}\n"
		 "clocks:\n  c: {label: {zh: 钟, en: c}, promise: sum, stops: [done]}\n",
		 40, "what is promised is a time or a date, and `sum` is a number; make that field `is: time`"},
		{"fields:\n" DAY THERE
		 "clocks:\n  c: {label: {zh: 钟, en: c}, promise: day, at: 18:00, stops: [done]}\n",
		 39, "a promised time has its own hour; leave this out"},
		{"fields:\n" DAY THERE "clocks:\n  c: {label: {zh: 钟, en: c}, during: [going], at: 18:00}\n", 39,
		 "only a clock with `promise: DATE` asks for an hour"},
		{"fields:\n" DAY "  there: {is: time, label: {zh: 到, en: there}, untill: [gone]}\n", 37,
		 "did you mean `until`?"},
		{"fields:\n" DAY "  there: {is: time, label: {zh: 到, en: there}, until: [goen]}\n", 37,
		 "did you mean `gone`?"},
		{"fields:\n" DAY "  there: {is: time, label: {zh: 到, en: there}, follows: dya, until: [gone]}\n", 37,
		 "did you mean `day`?"},
		{"fields:\n" DAY "  there: {is: time, label: {zh: 到, en: there}, follows: day}\n", 37,
		 "only promises follow one another"},
		{PROMISES "clocks:\n  c: {label: {zh: 钟, en: c}, promise: ther, stops: [done]}\n", 39,
		 "no promised time `ther`; did you mean `there`?"},
	};

	(void)state;
	assert_told(slips, sizeof(slips) / sizeof(*slips));
}

static void slips_in_codes_that_fill_a_field_are_told(void **state)
{
	static const struct field_slip slips[] = {
		{TAKING("move", "sum: {is: choice, label: {zh: 数, en: sum}, choices: {a: {zh: 甲, en: a}, b: {zh: 乙, "
				"en: b}}}"),
		 40, "`sum` is a choice here, and a number among the fields"},
		{TAKING("move", "sum: {unit: {zh: 元, en: yuan}}"), 40,
		 "the field `sum` says its `unit`; leave this out"},
		{TAKING("move", "sum: {must: yes}"), 40, "what `is: number` and must be there needs an example"},
		{TAKING("note", "said: {is: words, must: yes, label: {zh: 话, en: words}, example: {zh: 好, en: ok}}"),
		 40, "a code that does `note` fills no field, and `said` is one"},
	};

	(void)state;
	assert_told(slips, sizeof(slips) / sizeof(*slips));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(promises_stand_until_they_are_forgotten),
		cmocka_unit_test(what_has_no_end_lasts),
		cmocka_unit_test(a_flow_that_declares_none_has_those_of_its_times),
		cmocka_unit_test(what_is_told_with_the_lead_is_what_was_planned),
		cmocka_unit_test(slips_in_what_a_field_is_are_told),
		cmocka_unit_test(slips_in_when_a_field_ends_are_told),
		cmocka_unit_test(slips_in_codes_that_fill_a_field_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
