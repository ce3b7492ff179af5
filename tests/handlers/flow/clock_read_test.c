/* Clocks in a flow's file: each slip told at its line, and once; lines of `due` that overlap, and only where they
 * do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/condition/condition_within.h"
#include "handlers/flow/flow_read.h"
#include "templates/text/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What stands behind it begins in line 1. */
#define BASE_LINES 32
static const char *const base = "flow: job\n"
				"title: {zh: 任务, en: job}\n"
				"down: {zh: 停机, en: DOWN}\n"
				"states:\n"
				"  new: {zh: 新, en: new}\n"
				"  working: {zh: 做, en: working}\n"
				"  waiting: {zh: 等, en: waiting}\n"
				"  done: {zh: 完, en: done, ends: yes}\n"
				"nodes:\n"
				"  begun: {zh: 始, en: begun}\n"
				"  answered: {zh: 答, en: answered}\n"
				"  finished: {zh: 完, en: finished}\n"
				"open: {to: new, stamps: [begun]}\n"
				"codes:\n"
				"  work:\n"
				"    word: {zh: 做, en: work}\n"
				"    by: anyone\n"
				"    from: [new, waiting]\n"
				"    to: working\n"
				"    stamps: [answered]\n"
				"  hold:\n"
				"    word: {zh: 等, en: hold}\n"
				"    by: anyone\n"
				"    from: [new, working]\n"
				"    to: waiting\n"
				"  finish:\n"
				"    word: {zh: 完, en: finish}\n"
				"    by: anyone\n"
				"    from: [new, working, waiting]\n"
				"    to: done\n"
				"    stamps: [finished]\n"
				"faults: {body: [door], engine: [engine], wheel: [tyre]}\n";

static void load(const char *keys, struct flows *set, struct faults *f)
{
	char file[] = "/tmp/fieldgate-clock-XXXXXX";
	int fd = mkstemp(file);

	assert_true(fd >= 0);
	assert_true(dprintf(fd, "%s%s", base, keys) > 0);
	assert_int_equal(close(fd), 0);
	*set = (struct flows){0};
	*f = (struct faults){0};
	flow_load(set, file, f);
	flows_check(set, NULL, f);
	unlink(file);
}

/* Exactly one fault, or none where `what` is NULL. */
static void told_once(const char *keys, int line, const char *what)
{
	struct flows set;
	struct faults f;

	load(keys, &set, &f);
	if (what && f.n == 0)
		fail_msg("nothing is said of:\n%s", keys);
	if (f.n > (what ? 1 : 0))
		fail_msg("said of:\n%s%d: %s\n%d: %s", keys, f.all[0].line - BASE_LINES, f.all[0].what,
			 f.all[f.n - 1].line - BASE_LINES, f.all[f.n - 1].what);
	if (what && (f.all[0].line != BASE_LINES + line || !strstr(f.all[0].what, what)))
		fail_msg("%d: %s\nbut expected %d: %s", f.all[0].line - BASE_LINES, f.all[0].what, line, what);
	faults_free(&f);
	flows_free(&set);
}

#define CLOCK(keys) "clocks:\n  job:\n    label: {zh: 任务, en: job}\n" keys
#define RUNS "    starts: begun\n    stops: [finished]\n"
#define DUE(line) CLOCK(RUNS) "    due:\n      - " line "\n"
#define STEP(line) CLOCK(RUNS) "    due: [{within: 36h}]\n    steps:\n      - " line "\n"
#define TELLS ", tells: {station_head: clock.late}"

/* ---- one slip ---- */

static const struct {
	const char *keys;
	int line;
	const char *what;
} slips[] = {
	/* spans, and working time */
	{DUE("{within: [36h]}"), 7, "one text is expected here"},
	{DUE("{within: 36}"), 7, "this is not a span of time; write one like 30m, 36h or 3d, more than nothing"},
	{DUE("{within: 36s}"), 7, "this is not a span of time"},
	{DUE("{within: 36 hours}"), 7, "this is not a span of time"},
	{DUE("{within: h}"), 7, "this is not a span of time"},
	{DUE("{within: -36h}"), 7, "this is not a span of time"},
	{DUE("{within: 367d}"), 7, "this is not a span of time"},
	{DUE("{within: 99999999999999999999h}"), 7, "this is not a span of time"},
	{DUE("{within: 2 workdays}"), 7, "this is not a working time; write it like `2 working hours`"},
	{DUE("{within: 2 working}"), 7, "this is not a working time"},
	{DUE("{within: 0 working hours}"), 7, "nobody works for so long or so short a time"},
	{DUE("{within: 9999 working hours}"), 7, "nobody works for so long or so short a time"},
	{DUE("{within: two working hours}"), 7, "this is not a span of time"},
	/* working days */
	{DUE("{by: [next working day]}"), 7, "one text is expected here"},
	{DUE("{by: next day}"), 7, "this is not a working day; write `same working day`"},
	{DUE("{by: tomorrow}"), 7, "this is not a working day"},
	{DUE("{by: sixth working day}"), 7, "this is not a working day"},
	{DUE("{by: next working days}"), 7, "this is not a working day"},
	{DUE("{by: next working day 1800}"), 7, "this is not a working day"},
	{DUE("{by: next working day 8:00}"), 7, "this is not a working day"},
	{DUE("{by: next working day 1x:00}"), 7, "this is not a working day"},
	{DUE("{by: next working day 18:0x}"), 7, "this is not a working day"},
	{DUE("{by: next working day 18:60}"), 7, "this is not a working day"},
	{DUE("{by: next working day 24:01}"), 7, "this is not a working day"},
	{DUE("{by: next working day 18:00h}"), 7, "this is not a working day"},
	/* a line of `due` */
	{DUE("36h"), 7, "keys are expected here; write {within: 36h}"},
	{DUE("{class: A}"), 7, "nothing says how long; add `within: 36h` or `by: next working day`"},
	{DUE("{region: [[C]], within: 3h}"), 7, "one text is expected here"},
	{DUE("{region: ' ', within: 3h}"), 7, "a region is a short name, as in stations.csv"},
	{DUE("{region: a-region-that-goes-on-and-on-for-ever, within: 3h}"), 7, "a region is a short name"},
	{DUE("{over_km: far, within: 3h}"), 7, "this is not a whole number from 0 to 20000; write one"},
	{DUE("{over_km: 100, up_to_km: 100, within: 3h}"), 7, "no distance is over this and up to 100 km"},
	{DUE("{class: [[A]], within: 3h}"), 7, "the name of a class is expected here"},
	{DUE("{down: maybe, within: 3h}"), 7, "write `yes` or `no`"},
	{DUE("{down: [[yes]], within: 3h}"), 7, "write `yes` or `no`"},
	{DUE("{down: [yes, yes], within: 3h}"), 7, "`yes` is listed twice; leave one out"},
	{DUE("{taken: yes, within: 3h}"), 7, "unknown key `taken`"},
	{DUE("{km: far, within: 3h}"), 7, "this is not a distance; write `over 100`, `up to 100`"},
	{DUE("{km: over, within: 3h}"), 7, "this is not a distance"},
	{DUE("{km: over 100 over 50, within: 3h}"), 7, "this is not a distance"},
	{DUE("{km: over 100 up to 50, within: 3h}"), 7, "nothing is so much and so little at once"},
	{DUE("{km: over 100, up_to_km: 200, within: 3h}"), 7, "write `km: over 100 up to 200`, and leave this out"},
	/* steps */
	{STEP("soon"), 8, "keys are expected here; write {before: 15m"},
	{STEP("{tells: {station_head: clock.late}}"), 8, "nothing says when; add `at: 50%`"},
	{STEP("{at: [50%]" TELLS "}"), 8, "one text is expected here"},
	{STEP("{at: half" TELLS "}"), 8, "this is not a share of the time"},
	{STEP("{at: 50" TELLS "}"), 8, "this is not a share of the time"},
	{STEP("{at: 0%" TELLS "}"), 8, "this is not a share of the time"},
	{STEP("{at: 100%" TELLS "}"), 8, "this is not a share of the time; write one from 1% to 99%, and `after: 0m`"},
	{STEP("{after: [0m]" TELLS "}"), 8, "one text is expected here"},
	{STEP("{after: later" TELLS "}"), 8, "write one like 30m, 36h or 3d, from 0m to a year at most"},
	{STEP("{before: 0m" TELLS "}"), 8, "more than nothing to a year at most"},
	{STEP("{every: 400d" TELLS "}"), 8, "more than nothing to a year at most"},
	{STEP("{every: 4h, most: 101" TELLS "}"), 8, "a whole number from 1 to 100"},
	{STEP("{after: 0m, urgent: very" TELLS "}"), 8, "write `yes` or `no`"},
	{STEP("{after: 0m}"), 8, "`tells` is missing"},
	{STEP("{after: 0m, tells: {former_lead: clock.late}}"), 8, "there is no audience `former_lead`"},
	{STEP("{after: 0m, tells: {former_engineer: clock.late}}"), 8, "a clock knows no `former_engineer`"},
	{STEP("{after: 0m, tells: {named_person: clock.late}}"), 8, "a clock knows no `named_person`"},
	{STEP("{after: 0m, tells: {asker: clock.late}}"), 8, "a clock knows no `asker`"},
	/* the clock */
	{"clocks:\n  job: 36h\n", 2, "keys are expected here; write the clock's keys: label"},
	{"clocks:\n  job:\n" RUNS "    due: [{within: 3h}]\n", 2, "`label` is missing"},
	{CLOCK("    stops: [finished]\n    due: [{within: 3h}]\n"), 2, "nothing starts this clock; add `starts: NODE`"},
	{CLOCK(RUNS), 2, "`due` is missing; add `due: [{within: 36h}]`"},
	{CLOCK(RUNS "    due: []\n"), 6, "a list is expected here; write [{within: 36h}]"},
	{CLOCK(RUNS "    due: [{within: 3h}]\n    steps: {}\n"), 7, "a list is expected here; write [{before: 15m"},
	{CLOCK(RUNS "    due: [{within: 3h}]\n    if: down\n"), 7, "only a clock that runs `during` a state asks this"},
	{CLOCK(RUNS "    due: [{within: 3h}]\n    pauses: [waiting]\n    void: [waiting]\n"), 2,
	 "a state both pauses it and makes it void"},
	{CLOCK("    during: [waiting]\n    due: [{within: 3h}]\n    owes: station_head\n"), 6,
	 "nothing says which text is owed; add `lacks: NODE`"},
	{CLOCK("    starts: answered\n    stops: [begun]\n    due: [{within: 3h}]\n"), 2,
	 "would stop before it starts"},
	{CLOCK(RUNS "    due: [{by: next working day}]\n    pauses: [waiting]\n"), 6, "a day cannot be paused"},
	{CLOCK("    promise: eta\n    stops: [done]\n"), 2, "nothing starts `job`: no code takes such a time"},
	{CLOCK(RUNS
	       "    due: [{within: 3h}]\n") "  job: {label: {zh: 任务, en: job}, starts: begun, stops: [finished], "
					    "due: [{within: 3h}]}\n",
	 7, "the key `job` is there twice; keep one"},
	/* beside the clocks */
	{"daily: []\n", 1, "keys are expected here; write {LIST:"},
	{"daily: {a: soon}\n", 1, "keys are expected here; write {lists: unplaced"},
	{"daily: {a: {at: 08:30, tells: {agent: a.b}}}\n", 1, "`lists` is missing; add `lists: unplaced`"},
	{"daily: {a: {lists: all, at: 08:30, tells: {agent: a.b}}}\n", 1, "there is no list `all`"},
	{"lists: {a: {lists: open, on: friday, at: 08:30, tells: {agent: a.b}}}\n", 1, "has no day of its own"},
	{"lists: {a: {lists: open, each: week, at: 08:30, tells: {agent: a.b}}}\n", 1,
	 "`on` is missing; add `on: friday`"},
	{"lists: {a: {lists: open, each: week, on: frday, at: 08:30, tells: {agent: a.b}}}\n", 1,
	 "did you mean `friday`?"},
	{"lists: {a: {lists: open, each: month, at: 08:30, tells: {agent: a.b}}}\n", 1, "`on` is missing; add `on: 5`"},
	{"lists: {a: {lists: open, each: month, on: 32, at: 08:30, tells: {agent: a.b}}}\n", 1,
	 "not a day of the month"},
	{"lists: {a: {lists: open, each: year, at: 08:30, tells: {agent: a.b}}}\n", 1, "there is no choice `year`"},
	{"lists: {a: {lists: open, states: [gone], at: 08:30, tells: {agent: a.b}}}\n", 1, "there is no state `gone`"},
	{"lists: {a: {lists: open, if: {downn: yes}, at: 08:30, tells: {agent: a.b}}}\n", 1, "downn"},
	{"lists: {a: {lists: open, at: 08:30, tells: {customer: a.b}}}\n", 1, "or `lead_engineer`"},
	{"lists: {a: {lists: open, at: 08:30, tells: {agent: a.b}}}\ndaily: {a: {lists: open, at: 09:30, tells: "
	 "{agent: a.b}}}\n",
	 2, "there is a list `a` already"},
	{"quiet: [22:00]\n", 1, "one text is expected here"},
	{"quiet: 22:00\n", 1, "these are not quiet hours; write them like 22:00-07:00"},
	{"quiet: 22:00 07:00\n", 1, "these are not quiet hours"},
	{"quiet: 22-07\n", 1, "these are not quiet hours"},
	{"quiet: 22:00-7:00\n", 1, "these are not quiet hours"},
	{"quiet: 22:00-07:00 each night\n", 1, "these are not quiet hours"},
	{"quiet: 24:00-00:00\n", 1, "these are not quiet hours"},
};

static void each_slip_is_told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++)
		told_once(slips[i].keys, slips[i].line, slips[i].what);
}

/* ---- lines that never hold ---- */

/* Where the first holds, the second line never does, if it applies to no more tickets than the first. */
static const struct {
	const char *first, *second;
	bool never;
} pairs[] = {
	{"within: 9h", "class: A, within: 3h", true},
	{"class: [A, B], within: 9h", "class: A, within: 3h", true},
	{"class: A, within: 9h", "class: [A, B], within: 3h", false},
	{"class: A, within: 9h", "within: 3h", false},
	{"region: C, within: 9h", "region: c, within: 3h", true},
	{"region: C, within: 9h", "region: B, within: 3h", false},
	{"region: C, within: 9h", "within: 3h", false},
	{"fault: [body, engine], within: 9h", "fault: body, within: 3h", true},
	{"fault: body, within: 9h", "fault: [body, engine], within: 3h", false},
	{"fault: body, within: 9h", "class: A, within: 3h", false},
	{"over_km: 100, within: 9h", "over_km: 200, within: 3h", true},
	{"over_km: 200, within: 9h", "over_km: 100, within: 3h", false},
	{"over_km: 100, within: 9h", "up_to_km: 200, within: 3h", false},
	{"up_to_km: 200, within: 9h", "up_to_km: 100, within: 3h", true},
	{"up_to_km: 100, within: 9h", "up_to_km: 200, within: 3h", false},
	{"up_to_km: 100, within: 9h", "over_km: 50, within: 3h", false},
	{"up_to_km: 100, within: 9h", "over_km: 50, up_to_km: 100, within: 3h", true},
	{"down: yes, within: 9h", "down: yes, class: A, within: 3h", true},
	{"down: yes, within: 9h", "down: no, within: 3h", false},
	{"down: yes, within: 9h", "class: A, within: 3h", false},
	{"km: over 100, within: 9h", "over_km: 200, within: 3h", true},
	{"up_to_km: 200, within: 9h", "km: over 100 up to 200, within: 3h", true},
	{"km: under 100, within: 9h", "km: up to 100, within: 3h", false},
	{"km: [under 50, over 100], within: 9h", "km: over 150, within: 3h", true},
	{"km: [under 50, over 100], within: 9h", "km: from 100, within: 3h", false},
	{"region: [B, C], within: 9h", "region: C, within: 3h", true},
};

static void a_line_that_never_holds_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		char keys[512];

		snprintf(keys, sizeof(keys), CLOCK(RUNS) "    due:\n      - {%s}\n      - {%s}\n", pairs[i].first,
			 pairs[i].second);
		told_once(keys, 8, pairs[i].never ? "this line never holds: line 39" : NULL);
	}
}

/* By the length: the earliest or the latest of the two, where they can be compared at all. */
static const struct {
	const char *holds, *first, *second;
	int never; /* the line, 7 or 8; 0 for none */
} lengths[] = {
	{"earliest", "within: 9h", "within: 3h", 7},
	{"earliest", "within: 3h", "within: 9h", 8},
	{"latest", "within: 9h", "within: 3h", 8},
	{"latest", "within: 3h", "within: 9h", 7},
	{"earliest", "within: 3h", "within: 180m", 8},
	{"earliest", "within: 9h", "within: 3 working hours", 0},
	{"earliest", "within: 9h", "by: next working day", 0},
	{"earliest", "by: next working day", "by: third working day", 8},
	{"latest", "by: next working day", "by: third working day", 7},
	{"earliest", "by: next working day 12:00", "by: next working day 18:00", 8},
	{"earliest", "by: next working day 12:00", "by: next working day", 0}, /* when its work ends is not known */
};

static void a_line_that_another_always_beats_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		char keys[512];

		snprintf(keys, sizeof(keys), CLOCK(RUNS) "    holds: %s\n    due:\n      - {%s}\n      - {%s}\n",
			 lengths[i].holds, lengths[i].first, lengths[i].second);
		told_once(keys, lengths[i].never + 1, lengths[i].never ? "this line never holds" : NULL);
	}
}

/* ---- what is good ---- */

static void good_clocks_are_read(void **state)
{
	struct flows set;
	struct faults f;
	const struct flow *flow;
	const struct clock_kind *k;

	(void)state;
	load("quiet: 00:00-24:00\n", &set, &f); /* no hour of the day is left */
	assert_int_equal(f.n, 1);
	faults_free(&f);
	flows_free(&set);
	load("quiet: 22:00-24:00\n" CLOCK(RUNS) "    due:\n"
						"      - {class: A, within: 1 working hour}\n"
						"      - {class: B, within: 1 working minute}\n"
						"      - {class: C, by: fifth working day 24:00}\n"
						"      - {down: no, region: North, within: 366d}\n"
						"    steps: [{at: 5 %, urgent: no" TELLS "}]\n",
	     &set, &f);
	faults_print(&f, stderr);
	assert_int_equal(f.n, 0);
	flow = set.all[0];
	k = &flow->clocks[0];

	assert_int_equal(flow->quiet_from, 22 * 60);
	assert_int_equal(flow->quiet_to, 0);
	assert_int_equal(k->dues_n, 4);
	assert_true(k->dues[0].how == DUE_WORKING && k->dues[0].ms == 3600000);
	assert_true(k->dues[1].how == DUE_WORKING && k->dues[1].ms == 60000);
	assert_true(k->dues[2].how == DUE_DAY && k->dues[2].day == 5 && k->dues[2].minute == 1440);
	assert_true(k->dues[3].how == DUE_SPAN && condition_term(k->dues[3].when, "down")->in[0].most == 0);
	assert_string_equal(condition_term(k->dues[3].when, "region")->in[0].word, "north");
	assert_string_equal(k->dues[3].text, "region North down no 366d");
	assert_true(k->steps[0].when == STEP_SHARE && k->steps[0].percent == 5 && !k->steps[0].urgent);
	faults_free(&f);
	flows_free(&set);
}

/* ---- too much ---- */

/* `n` of `item`, in each of which %d is its number, between these; the limit itself is no fault. */
static void is_limited(size_t n, const char *before, const char *item, const char *after, const char *what)
{
	struct flows set;
	struct faults f;

	for (size_t more = 0; more < 2; more++) {
		struct text all = text_new(64 * 1024);
		bool told = false;

		text_add(&all, before);
		for (size_t i = 0; i < n + more; i++) {
			char one[256], *at = strstr(item, "%d");

			assert_non_null(at);
			snprintf(one, sizeof(one), "%.*s%zu%s", (int)(at - item), item, i + 1, at + 2);
			text_add(&all, one);
		}
		text_add(&all, after);
		load(text_str(&all), &set, &f);
		for (size_t i = 0; i < f.n; i++)
			told |= strstr(f.all[i].what, what) != NULL;
		if (told != (more > 0))
			fail_msg("%zu of %s: %s", n + more, what, f.n ? f.all[0].what : "no fault");
		faults_free(&f);
		flows_free(&set);
		text_free(&all);
	}
}

static void more_clocks_than_there_is_room_for(void **state)
{
	(void)state;
	is_limited(CLOCKS_MAX, "clocks:\n",
		   "  c%d: {label: {zh: 任务, en: job}, starts: begun, stops: [finished], due: [{within: 3h}]}\n", "",
		   "clocks");
	is_limited(DUES_MAX, CLOCK(RUNS) "    due:\n", "      - {region: r%d, within: 3h}\n", "", "lines");
	is_limited(STEPS_MAX, CLOCK(RUNS) "    due: [{within: 90d}]\n    steps:\n", "      - {after: %dm" TELLS "}\n",
		   "", "steps");
}

/* ---- */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_slip_is_told_once),
		cmocka_unit_test(a_line_that_never_holds_is_told),
		cmocka_unit_test(a_line_that_another_always_beats_is_told),
		cmocka_unit_test(good_clocks_are_read),
		cmocka_unit_test(more_clocks_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
