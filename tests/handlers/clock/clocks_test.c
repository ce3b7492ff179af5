/* Clocks: pauses, lines that hold, working time, reminders and quiet hours, corrections, promises; each on a ticket that is moved
 * by hand. Monday to Friday 09:00 to 18:00 are worked. */
#include "handlers/clock/clocks.h"
#include "handlers/clock/due.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/calendar/calendars.h"
#include "handlers/flow/flow_read.h"
#include "handlers/time/day.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* clang-format off */
static const char *const base =
	"flow: job\n"
	"title: {zh: 任务, en: job}\n"
	"down: {zh: 停机, en: DOWN}\n"
	"states:\n"
	"  new: {zh: 新, en: new}\n"
	"  working: {zh: 做, en: working}\n"
	"  waiting: {zh: 等, en: waiting}\n"
	"  done: {zh: 完, en: done, ends: yes}\n"
	"  cancelled: {zh: 消, en: cancelled, ends: yes}\n"
	"nodes:\n"
	"  begun: {zh: 始, en: begun}\n"
	"  answered: {zh: 答, en: answered}\n"
	"  finished: {zh: 完, en: finished}\n"
	"faults:\n"
	"  body: [车门, door]\n"
	"  engine: [发动机, engine]\n"
	"open: {to: new, stamps: [begun]}\n"
	"codes:\n"
	"  work:\n"
	"    word: {zh: 做, en: work}\n"
	"    by: anyone\n"
	"    from: [new, waiting]\n"
	"    to: working\n"
	"    stamps: [answered]\n"
	"    takes: {planned: {is: time, must: yes, label: {zh: 时, en: time}}}\n"
	"  hold:\n"
	"    word: {zh: 等, en: hold}\n"
	"    by: anyone\n"
	"    from: [new, working]\n"
	"    to: waiting\n"
	"    takes: {eta: {is: time, must: yes, label: {zh: 时, en: time}}}\n"
	"  finish:\n"
	"    word: {zh: 完, en: finish}\n"
	"    by: anyone\n"
	"    from: [new, working, waiting]\n"
	"    to: done\n"
	"    stamps: [finished]\n"
	"  cancel:\n"
	"    word: {zh: 消, en: cancel}\n"
	"    by: anyone\n"
	"    from: [new, working, waiting]\n"
	"    to: cancelled\n";
/* clang-format on */

struct bench {
	struct flows flows;
	const struct flow *flow;
	struct calendars *calendars;
	struct station station;
	struct roster roster;
	struct clock_context h;
	struct ticket t;
	char change[CHANGE_BYTES]; /* of the last event */
};

static struct calendars *week(void)
{
	struct hours hours = {.on = {{.n = 0}}};
	struct calendars *set = calendars_new();
	for (int i = 0; i < 5; i++)
		hours.on[i] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	struct calendar *c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
	assert_non_null(set);
	assert_non_null(c);
	calendar_seal(c);
	assert_true(calendars_add(set, c));
	return set;
}

/* The base with these keys behind it. */
static void load(struct flows *flows, const char *keys)
{
	char file[] = "/tmp/clocks_test_XXXXXX";
	struct faults faults = {0};
	int fd = mkstemp(file);
	assert_true(fd >= 0);
	FILE *f = fdopen(fd, "w");
	assert_non_null(f);
	fprintf(f, "%s%s", base, keys);
	assert_int_equal(fclose(f), 0);
	flow_load(flows, file, &faults);
	faults_print(&faults, stderr);
	assert_int_equal(faults.n, 0);
	faults_free(&faults);
	unlink(file);
}

static int make(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	assert_non_null(b);
	assert_true(when_zone("Asia/Shanghai"));
	b->calendars = week();
	b->station = (struct station){.id = 1, .name = "Korla", .folded = "korla", .region = "C"};
	b->roster = (struct roster){.stations = &b->station, .stations_n = 1};
	b->h = (struct clock_context){.calendars = b->calendars, .roster = &b->roster};
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;
	calendars_free(b->calendars);
	flows_free(&b->flows);
	free(b);
	return 0;
}

static int64_t at(const char *local)
{
	char whole[32];
	int64_t ms;
	snprintf(whole, sizeof(whole), "2026-%s", local);
	assert_true(when_local_read(whole, &ms));
	return ms;
}

/* ---- what happens to the ticket ---- */

static void follow(struct bench *b, const struct ticket *before, const char *when)
{
	b->change[0] = '\0';
	assert_true(clocks_follow(&b->h, before, &b->t, NULL, at(when), b->change));
}

static void stamp(struct bench *b, const char *node, const char *stamped)
{
	int i = flow_node(b->flow, node);
	assert_true(i >= 0);
	b->t.nodes[i] = (struct node){.how = NODE_STAMPED, .at = at(stamped)};
}

/* Into a state, with a node's stamp if one is named. */
static void go(struct bench *b, const char *when, const char *to, const char *node)
{
	struct ticket before = b->t;
	b->t.state = flow_state(b->flow, to);
	assert_true(b->t.state >= 0);
	if (node)
		stamp(b, node, when);
	follow(b, &before, when);
}

/* A node whose time becomes another, as a correction or a text that was overtaken makes it. */
static void correct(struct bench *b, const char *when, const char *node, const char *stamped)
{
	struct ticket before = b->t;
	stamp(b, node, stamped);
	follow(b, &before, when);
}

/* Into a state by a code, as the ledger names it: a time that it takes is told once more, even if it is the same. */
static void go_by(struct bench *b, const char *when, const char *to, const char *code)
{
	struct ticket before = b->t;

	b->t.state = flow_state(b->flow, to);
	b->change[0] = '\0';
	assert_true(clocks_follow(&b->h, &before, &b->t, flow_code(b->flow, code), at(when), b->change));
}

/* One event that makes all of it so; to the state, if one is named. */
static void become(struct bench *b, const char *when, struct ticket next, const char *to)
{
	struct ticket before = b->t;

	b->t = next;
	b->t.state = to ? flow_state(b->flow, to) : before.state;
	follow(b, &before, when);
}

static void promise(struct bench *b, const char *when, const char *planned, const char *eta)
{
	struct ticket before = b->t;
	b->t.planned = planned ? at(planned) : b->t.planned;
	b->t.eta = eta ? at(eta) : b->t.eta;
	follow(b, &before, when);
}

static struct bench *begin(void **state, const char *when, const char *keys)
{
	struct bench *b = *state;
	flows_free(&b->flows);
	memset(&b->flows, 0, sizeof(b->flows));
	load(&b->flows, keys);
	b->flow = b->flows.all[0];
	ticket_blank(&b->t, b->flow, 10008);
	b->t.station = 1;
	go(b, when, "new", "begun");
	return b;
}

/* ---- how its clocks stand ---- */

static struct clock_state *of(struct bench *b, const char *name)
{
	for (size_t i = 0; i < b->flow->clocks_n; i++) {
		if (strcmp(b->flow->clocks[i].name, name) == 0)
			return &b->t.clocks[i];
	}
	fail_msg("no clock %s", name);
	return NULL;
}

static void due_is(struct bench *b, const char *name, const char *when)
{
	char is[24] = "";
	if (of(b, name)->due)
		when_local(of(b, name)->due, is);
	assert_string_equal(*is ? is + 5 : is, when);
}

static void judged(struct bench *b, const char *name, enum verdict v)
{
	assert_int_equal(of(b, name)->verdict, v);
	assert_true(v == UNJUDGED || of(b, name)->stopped != 0);
}

/* What is said by then, as `clock step` in the order of the file, `;` between. */
static const char *said(struct bench *b, const char *when)
{
	static char out[512];
	struct due_step steps[DUE_STEPS_MAX];
	size_t n = clocks_take(&b->h, &b->t, at(when), steps);
	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(out);
		snprintf(out + len, sizeof(out) - len, "%s%s %td", len ? ";" : "", steps[i].clock->name,
			 steps[i].step - steps[i].clock->steps);
	}
	int64_t next = clocks_next(&b->t);
	assert_true(next == 0 || next > at(when));
	return out;
}

static void next_is(struct bench *b, const char *when)
{
	char is[24] = "";
	if (clocks_next(&b->t))
		when_local(clocks_next(&b->t), is);
	assert_string_equal(*is ? is + 5 : is, when);
}

#define STEPS                                                          \
	"    steps:\n"                                                 \
	"      - {at: 50%, tells: {station_head: clock.remind}}\n"     \
	"      - {before: 30m, tells: {station_head: clock.remind}}\n" \
	"      - {after: 0m, tells: {station_head: clock.late}}\n"     \
	"      - {after: 2h, tells: {service_director: clock.late}}\n"
#define JOB(lines)                           \
	"clocks:\n"                          \
	"  job:\n"                           \
	"    label: {zh: 任务, en: job}\n" \
	"    starts: begun\n"                \
	"    stops: [finished]\n"            \
	"    void: [cancelled]\n"            \
	"    due:\n" lines
#define QUIET(hours) "quiet: " hours "\n"
#define PAUSING(lines) JOB(lines) "    pauses: [waiting]\n"

/* ---- pauses ---- */

static void a_pause_moves_what_is_due_by_its_length(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n") STEPS);
	due_is(b, "job", "11-23 12:00");
	go(b, "11-23 10:00", "waiting", NULL);
	due_is(b, "job", "");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "11-23 14:59"), "");
	go(b, "11-23 15:00", "working", NULL);
	due_is(b, "job", "11-23 17:00");
	next_is(b, "11-23 15:30"); /* half of three hours, one of which is gone */
	go(b, "11-23 16:00", "waiting", NULL);
	go(b, "11-24 03:00", "new", NULL);
	due_is(b, "job", "11-24 04:00");
	go(b, "11-24 04:00", "done", "finished");
	judged(b, "job", MET);
	assert_non_null(strstr(b->change, "met.job="));
	assert_non_null(strstr(b->change, "/3h"));
}

static void of_working_time_a_pause_takes_what_was_worked(void **state)
{
	struct bench *b = begin(state, "11-23 16:00", PAUSING("      - {within: 4 working hours}\n") STEPS);
	due_is(b, "job", "11-24 11:00");
	go(b, "11-23 17:00", "waiting", NULL); /* one hour worked */
	go(b, "11-25 08:00", "working", NULL); /* before work begins */
	due_is(b, "job", "11-25 12:00");
	next_is(b, "11-25 10:00"); /* two of four hours */
	go(b, "11-25 12:01", "done", "finished");
	judged(b, "job", MISSED);
}

static void what_is_late_is_not_mended_by_a_pause(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 1h}\n") STEPS);
	go(b, "11-23 10:30", "waiting", NULL);
	due_is(b, "job", "11-23 10:00");
	assert_string_equal(said(b, "11-23 13:00"), "job 2;job 3");
	go(b, "11-23 14:00", "done", "finished");
	judged(b, "job", MISSED);

	/* Paused on the last millisecond it is not late. */
	b = begin(state, "11-23 09:00", PAUSING("      - {within: 1h}\n"));
	go(b, "11-23 10:00", "waiting", NULL);
	due_is(b, "job", "");
	go(b, "11-25 10:00", "done", "finished");
	judged(b, "job", MET);
}

static void what_stops_in_a_pause_was_in_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n"));
	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-30 10:00", "done", "finished");
	judged(b, "job", MET);
}

static void a_pause_without_end_ends_with_the_ticket(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n"));
	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-23 11:00", "cancelled", NULL);
	judged(b, "job", VOID);
	assert_string_equal(b->change, "");
}

static void what_was_said_before_a_pause_that_ends_at_night_is_not_said_in_the_morning(void **state)
{
	struct bench *b = begin(state, "11-23 12:00", QUIET("22:00-07:00") PAUSING("      - {within: 14h}\n") STEPS);
	struct ticket made, with;

	assert_string_equal(said(b, "11-23 19:00"), "job 0");
	go(b, "11-23 20:00", "waiting", NULL);
	go(b, "11-24 02:00", "working", NULL); /* six hours are left: until 08:00 */
	made = b->t;
	assert_string_equal(said(b, "11-24 07:00"), "");
	assert_string_equal(said(b, "11-24 07:30"), "job 1");
	assert_string_equal(said(b, "11-24 08:00"), "job 2");

	/* Nor after another rule in that night, or a text that is taken back. */
	b->t = made;
	b->flows.all[0]->clocks[0].dues[0].ms += 60000;
	made.clocks[0].done = 0;
	due_find(&b->h, &b->flow->clocks[0], &made.clocks[0], &made);
	clocks_renew(&b->h, &made, &b->t, at("11-24 02:10"));
	b->t = made;
	due_is(b, "job", "11-24 08:01");
	assert_string_equal(said(b, "11-24 07:00"), "");
	made.clocks[0].done = 0;
	go(b, "11-24 07:10", "done", "finished");
	with = b->t;
	b->t = made;
	clocks_undo(&b->h, &b->t, &with, at("11-24 07:10"));
	assert_string_equal(said(b, "11-24 07:11"), "");
}

/* ---- void ---- */

static void void_is_not_judged_unless_it_is_stamped_after_all(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n") STEPS);
	go(b, "11-23 13:00", "cancelled", NULL);
	judged(b, "job", VOID);
	assert_int_equal(clocks_next(&b->t), 0);
	correct(b, "11-24 10:00", "finished", "11-23 11:59");
	judged(b, "job", MET);
	correct(b, "11-24 11:00", "finished", "11-23 12:01");
	judged(b, "job", MISSED);
	assert_non_null(strstr(b->change, "late.job="));
}

static void where_no_line_applies_nothing_is_asked(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {class: A, within: 3h}\n") STEPS);
	due_is(b, "job", "");
	assert_string_equal(said(b, "11-30 09:00"), "");
	go(b, "11-30 09:00", "done", "finished");
	judged(b, "job", UNJUDGED);
	assert_string_equal(b->change, "");
}

static void what_asked_nothing_is_not_void_when_the_ticket_ends(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {class: A, within: 3h}\n") STEPS);

	go(b, "11-23 10:00", "cancelled", NULL);
	judged(b, "job", UNJUDGED);
	assert_string_equal(b->change, "");

	/* Nor is it judged when its start is corrected after that. */
	b->t.customer_class = 'A';
	correct(b, "11-23 12:00", "begun", "11-23 08:00");
	judged(b, "job", VOID);
	assert_string_equal(b->change, "");

	b = begin(state, "11-23 09:00", PAUSING("      - {class: A, within: 3h}\n") STEPS);
	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-23 11:00", "cancelled", NULL);
	judged(b, "job", UNJUDGED);
}

/* ---- lines ---- */

#define LINES                                                   \
	"      - {region: C, within: 36h}\n"                    \
	"      - {class: A, within: 2 working hours}\n"         \
	"      - {class: [B, C], by: next working day 12:00}\n" \
	"      - {fault: body, up_to_km: 100, within: 24h}\n"   \
	"      - {fault: engine, over_km: 100, within: 12h}\n"  \
	"      - {down: yes, within: 3d}\n"                     \
	"      - {within: 48h}\n"

struct meant {
	char class;
	double km;
	const char *fault;
	bool down;
	int64_t station;
	const char *first, *earliest, *latest;
};

static const struct meant meanings[] = {
	{0, -1, "漏油", false, 0, "11-25 09:00", "11-25 09:00", "11-25 09:00"},
	{0, -1, "漏油", false, 1, "11-24 21:00", "11-24 21:00", "11-25 09:00"},
	{0, -1, "漏油", true, 0, "11-26 09:00", "11-25 09:00", "11-26 09:00"},
	{'A', -1, "漏油", false, 0, "11-23 11:00", "11-23 11:00", "11-25 09:00"},
	{'A', -1, "漏油", false, 1, "11-24 21:00", "11-23 11:00", "11-25 09:00"},
	{'C', -1, "漏油", false, 0, "11-24 12:00", "11-24 12:00", "11-25 09:00"},
	{'D', -1, "漏油", false, 0, "11-25 09:00", "11-25 09:00", "11-25 09:00"},
	{0, 100, "左车门变形", false, 0, "11-24 09:00", "11-24 09:00", "11-25 09:00"},
	{0, 100.5, "左车门变形", false, 0, "11-25 09:00", "11-25 09:00", "11-25 09:00"},
	{0, -1, "左车门变形", false, 0, "11-25 09:00", "11-25 09:00", "11-25 09:00"}, /* nobody knows how far */
	{0, 100, "ENGINE stops", false, 0, "11-25 09:00", "11-25 09:00", "11-25 09:00"},
	{0, 101, "ENGINE stops", false, 0, "11-23 21:00", "11-23 21:00", "11-25 09:00"},
	{0, 50, "engine door", false, 0, "11-24 09:00", "11-24 09:00",
	 "11-25 09:00"}, /* the first kind that is found */
};

static void of_several_lines_the_flow_says_which_holds(void **state)
{
	static const enum clock_holds holds[] = {HOLDS_FIRST, HOLDS_EARLIEST, HOLDS_LATEST};
	for (size_t i = 0; i < COUNT(holds); i++) {
		struct bench *b = begin(state, "11-23 09:00", JOB(LINES));
		/* Not in the file: of these lines some would never be the earliest, and others never the latest. */
		b->flows.all[0]->clocks[0].holds = holds[i];
		for (size_t k = 0; k < COUNT(meanings); k++) {
			const struct meant *m = &meanings[k];
			ticket_blank(&b->t, b->flow, 10008);
			b->t.customer_class = m->class;
			b->t.km = m->km;
			b->t.down = m->down;
			b->t.station = m->station;
			text_copy(b->t.fault, sizeof(b->t.fault), m->fault);
			go(b, "11-23 09:00", "new", "begun");
			due_is(b, "job", i == 0 ? m->first : i == 1 ? m->earliest : m->latest);
		}
	}
}

/* The base's kinds: body 0, by 车门 and door; engine 1, by 发动机 and engine. */
static void a_kind_is_told_by_whole_words(void **state)
{
	static const struct {
		const char *fault;
		int kind;
	} rows[] = {
		{"the door is bent", 0},
		{"DOOR", 0},
		{"both doors jam", 0},
		{"door2 jams", 0},
		{"\xef\xbd\x84oor jams", 0},
		{"左door坏", 0},
		{"右车门坏", 0},
		{"no engine, no door", 0},
		{"outdoors it stalls", -1},
		{"doorbell", -1},
		{"doorés", -1},
		{"a doorstep", -1},
		{"doorbell, then engine", 1},
		{"engine-driven", 1},
		{"engineer came", -1},
		{"trapdoor, door", 0},
		{"doors and engines", 0},
		{"engines stall", 1},
		{"", -1},
	};
	struct bench *b = begin(state, "11-23 09:00", JOB(LINES));
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (clocks_kind(b->flow, rows[i].fault) != rows[i].kind)
			fail_msg("`%s` is of kind %d, not %d", rows[i].fault, clocks_kind(b->flow, rows[i].fault),
				 rows[i].kind);
	}
}

static void another_machine_or_station_is_another_deadline(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB(LINES) STEPS);
	due_is(b, "job", "11-24 21:00");
	assert_string_equal(said(b, "11-24 20:00"), "job 0");
	struct ticket before = b->t;
	b->t.station = 0;
	follow(b, &before, "11-24 20:00");
	due_is(b, "job", "11-25 09:00");
	assert_string_equal(said(b, "11-24 20:40"), ""); /* half the time is gone, and was said */
	assert_string_equal(said(b, "11-25 08:30"), "job 1");
	before = b->t;
	b->t.machine = 7;
	b->t.customer_class = 'A';
	follow(b, &before, "11-25 08:45");
	due_is(b, "job", "11-23 11:00");
	assert_string_equal(said(b, "11-25 08:46"), "job 2;job 3");
}

/* ---- reminders ---- */

static void a_share_of_working_time_is_worked(void **state)
{
	struct bench *b = begin(state, "11-20 16:00", JOB("      - {within: 4 working hours}\n") STEPS);
	due_is(b, "job", "11-23 11:00"); /* Monday */
	next_is(b, "11-20 18:00");
	assert_string_equal(said(b, "11-20 18:00"), "job 0");
	next_is(b, "11-23 10:30");
	/* A day's share is of the time that passes, as its line has no length. */
	b = begin(state, "11-23 10:00", JOB("      - {by: same working day}\n") STEPS);
	next_is(b, "11-23 14:00");
}

static void each_step_is_said_once(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	assert_string_equal(said(b, "11-23 09:59"), "");
	assert_string_equal(said(b, "11-23 10:00"), "job 0");
	assert_string_equal(said(b, "11-23 10:00"), "");
	assert_string_equal(said(b, "11-23 10:30"), "job 1");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "12-23 13:00"), "");
}

static void what_is_over_is_not_reminded_of(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	assert_string_equal(said(b, "11-26 09:00"), "job 2;job 3");
	assert_int_equal(clocks_next(&b->t), 0);
}

/* What begins now, or was told now, needs no reminder of it at once. */
static void a_reminder_never_comes_before_the_beginning(void **state)
{
	struct bench *b = begin(state, "11-23 10:00",
				JOB("      - {within: 2 working hours}\n") "    steps: [{before: 5h, tells: "
									   "{station_head: clock.remind}}]\n");
	next_is(b, "11-23 12:00");
	assert_string_equal(said(b, "11-23 12:00"), "");
}

#define REPEAT(more) "    steps: [{every: 4h" more ", tells: {station_head: clock.late}}]\n"

static void a_step_that_repeats_comes_so_often(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(", most: 3"));
	assert_string_equal(said(b, "11-23 12:59"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 0");
	next_is(b, "11-23 17:00");
	/* Two turns that passed unseen are one text, and both count. */
	assert_string_equal(said(b, "11-23 21:30"), "job 0");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "11-24 21:30"), "");
}

static void a_clock_that_runs_during_a_state_begins_again_with_each(void **state)
{
	struct bench *b = begin(state, "11-23 09:00",
				"clocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [new, waiting]\n"
				"    if: down\n    void: [cancelled]\n    due: [{within: 4h}]\n" REPEAT(""));
	due_is(b, "still", "");
	b->t.down = true;
	go(b, "11-23 10:00", "new", NULL);
	due_is(b, "still", "11-23 14:00");
	assert_string_equal(said(b, "11-23 18:00"), "still 0");
	go(b, "11-23 19:00", "waiting", NULL);
	due_is(b, "still", "11-23 23:00");
	assert_non_null(strstr(b->change, "late.still="));
	assert_string_equal(said(b, "11-24 08:00"), "still 0");
	go(b, "11-24 09:00", "working", NULL);
	judged(b, "still", MISSED);
	go(b, "11-24 10:00", "new", NULL);
	due_is(b, "still", "11-24 14:00");
	go(b, "11-24 11:00", "new", NULL); /* nothing moved */
	due_is(b, "still", "11-24 14:00");
	go(b, "11-24 12:00", "cancelled", NULL);
	judged(b, "still", VOID);
}

/* ---- quiet hours ---- */

#define HALF "    steps: [{at: 50%, tells: {station_head: clock.remind}}]\n"
#define AFTER(more) "    steps: [{after: 0m" more ", tells: {station_head: clock.late}}]\n"

static void quiet_hours_end_in_the_morning(void **state)
{
	static const struct {
		const char *quiet, *begun, *next;
	} nights[] = {
		{"22:00-07:00", "11-23 20:59", "11-23 21:59"}, {"22:00-07:00", "11-23 21:00", "11-24 07:00"},
		{"22:00-07:00", "11-23 23:00", "11-24 07:00"}, {"22:00-07:00", "11-24 05:59", "11-24 07:00"},
		{"22:00-07:00", "11-24 06:00", "11-24 07:00"}, {"22:00-07:00", "11-24 06:01", "11-24 07:01"},
		{"12:00-14:00", "11-23 11:00", "11-23 14:00"}, {"12:00-14:00", "11-23 13:00", "11-23 14:00"},
		{"12:00-14:00", "11-23 22:00", "11-23 23:00"}, {"00:00-07:00", "11-23 23:00", "11-24 07:00"},
		{"22:00-24:00", "11-23 21:30", "11-24 00:00"},
	};
	for (size_t i = 0; i < COUNT(nights); i++) {
		char keys[1024];
		snprintf(keys, sizeof(keys), "quiet: %s\n%s", nights[i].quiet, JOB("      - {within: 1h}\n"));
		strcat(keys, AFTER(""));
		struct bench *b = begin(state, nights[i].begun, keys);
		struct due_step steps[DUE_STEPS_MAX];
		assert_int_equal(clocks_take(&b->h, &b->t, at(nights[i].next) - 1, steps), 0);
		assert_string_equal(said(b, nights[i].next), "job 0");
	}
}

static void only_what_is_urgent_speaks_in_quiet_hours(void **state)
{
	struct bench *b =
		begin(state, "11-23 22:00", QUIET("22:00-07:00") JOB("      - {within: 1h}\n") AFTER(", urgent: yes"));
	assert_string_equal(said(b, "11-23 23:00"), "job 0");
}

static void what_fell_due_by_day_waits_where_the_gateway_comes_back_at_night(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", QUIET("22:00-07:00") JOB("      - {within: 4h}\n") STEPS);
	assert_string_equal(said(b, "11-23 23:30"), "");
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 03:00"), "");
	assert_string_equal(said(b, "11-24 07:00"), "job 2;job 3");
}

static void a_reminder_that_the_night_made_pointless_is_not_given(void **state)
{
	struct bench *b = begin(state, "11-23 20:00", QUIET("22:00-07:00") JOB("      - {within: 8h}\n") STEPS);
	assert_string_equal(said(b, "11-24 07:00"), "job 2;job 3");
}

static void a_reminder_of_what_the_night_will_end_comes_before_it(void **state)
{
	static const struct {
		const char *quiet, *begun, *within, *evening;
	} nights[] = {
		{"22:00-07:00", "11-23 14:00", "16h", "11-23 21:59"}, /* half of it is 22:00, due at 06:00 */
		{"22:00-07:00", "11-23 20:00", "8h", "11-23 21:59"},
		{"22:00-07:00", "11-23 19:00", "12h", "11-23 21:59"}, /* due when they end: nothing is left then */
		{"00:00-07:00", "11-23 21:00", "8h", "11-23 23:59"},
		{"12:00-14:00", "11-23 11:00", "150m", "11-23 11:59"},
	};
	for (size_t i = 0; i < COUNT(nights); i++) {
		char keys[1024];
		snprintf(keys, sizeof(keys), "quiet: %s\n%s      - {within: %s}\n%s", nights[i].quiet, JOB(""),
			 nights[i].within, HALF);
		struct bench *b = begin(state, nights[i].begun, keys);
		next_is(b, nights[i].evening);
		assert_string_equal(said(b, nights[i].evening), "job 0");
	}
}

static void a_reminder_known_in_time_for_the_morning_waits_for_it(void **state)
{
	struct bench *b = begin(state, "11-23 20:00", QUIET("22:00-07:00") JOB("      - {within: 12h}\n") HALF);
	assert_string_equal(said(b, "11-23 21:59"), "");
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 07:00"), "job 0");
	b = begin(state, "11-23 22:30", QUIET("22:00-07:00") JOB("      - {within: 1h}\n") HALF);
	assert_string_equal(said(b, "11-24 08:00"), ""); /* began in the night, and is over */
}

/* ---- corrections ---- */

static void a_corrected_stop_is_judged_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n"));
	go(b, "11-23 12:01", "done", "finished");
	judged(b, "job", MISSED);
	correct(b, "11-25 10:00", "finished", "11-23 12:00");
	judged(b, "job", MET);
	assert_non_null(strstr(b->change, "met.job="));
	due_is(b, "job", "11-23 12:00");
}

static void a_corrected_start_is_judged_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n"));
	go(b, "11-23 12:01", "done", "finished");
	correct(b, "11-25 10:00", "begun", "11-23 09:30");
	judged(b, "job", MET);
	due_is(b, "job", "11-23 12:30");
	correct(b, "11-25 11:00", "begun", "11-23 08:00");
	judged(b, "job", MISSED);
}

static void a_corrected_start_moves_a_clock_that_runs(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n") STEPS);
	correct(b, "11-23 09:10", "begun", "11-23 08:00");
	due_is(b, "job", "11-23 11:00");
	go(b, "11-23 10:00", "waiting", NULL); /* one hour is left */
	correct(b, "11-23 10:30", "begun", "11-23 08:30");
	due_is(b, "job", "");
	go(b, "11-23 20:00", "working", NULL);
	due_is(b, "job", "11-23 21:30");
	correct(b, "11-23 20:10", "begun", "11-23 09:00");
	due_is(b, "job", "11-23 22:00");
}

/* ---- promises ---- */

#define PROMISED                                                      \
	"clocks:\n"                                                   \
	"  eta:\n"                                                    \
	"    label: {zh: 到, en: arrival}\n"                         \
	"    promise: eta\n"                                          \
	"    stops: [working]\n"                                      \
	"    void: [waiting, cancelled]\n"                            \
	"    steps:\n"                                                \
	"      - {before: 15m, tells: {station_head: promise.ask}}\n" \
	"      - {after: 0m, tells: {customer: promise.broken}}\n"    \
	"  planned:\n"                                                \
	"    label: {zh: 派, en: dispatch}\n"                        \
	"    promise: planned\n"                                      \
	"    stops: [working]\n"                                      \
	"    void: [waiting, cancelled]\n"                            \
	"    steps: [{after: 0m, tells: {customer: promise.broken}}]\n"

static void a_promise_holds_to_the_end_of_its_minute(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	assert_int_equal(of(b, "eta")->started, 0);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 10:45"), "eta 0");
	assert_string_equal(said(b, "11-23 11:00"), "");
	next_is(b, "11-23 11:01");
	struct ticket before = b->t;
	b->t.state = flow_state(b->flow, "working");
	assert_true(clocks_follow(&b->h, &before, &b->t, NULL, at("11-23 11:00") + 59999, b->change));
	judged(b, "eta", MET);
}

static void a_delay_told_in_time_keeps_the_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 10:45"), "eta 0");
	promise(b, "11-23 10:50", NULL, "11-23 12:00");
	assert_string_equal(b->change, "");
	assert_string_equal(said(b, "11-23 11:30"), "");
	assert_string_equal(said(b, "11-23 11:45"), "eta 0"); /* asked before the new time too */
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
}

static void a_promise_broken_unsaid_stays_broken_and_is_written_once(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 11:01"), "eta 1");
	promise(b, "11-23 11:05", NULL, "11-23 12:00");
	assert_non_null(strstr(b->change, "late.eta="));
	assert_int_equal(of(b, "eta")->verdict, MISSED);
	assert_int_equal(of(b, "eta")->stopped, 0);
	go(b, "11-23 11:30", "working", NULL);
	judged(b, "eta", MISSED);
	assert_string_equal(b->change, "");

	/* The second one broken as well is a second word. */
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	promise(b, "11-23 11:05", NULL, "11-23 12:00");
	go(b, "11-23 12:01", "working", NULL);
	assert_non_null(strstr(b->change, "late.eta="));
}

static void what_is_called_off_in_time_broke_no_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	go(b, "11-23 10:00", "cancelled", NULL);
	judged(b, "eta", VOID);
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	go(b, "11-23 11:01", "cancelled", NULL);
	judged(b, "eta", MISSED);
}

static void an_expected_arrival_takes_the_place_of_a_planned_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", "11-23 11:00", NULL);
	due_is(b, "planned", "11-23 11:00");
	promise(b, "11-23 10:00", NULL, "11-23 13:00");
	judged(b, "planned", VOID);
	due_is(b, "eta", "11-23 13:00");
}

static void the_same_time_told_again_is_a_promise_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "waiting", NULL);
	judged(b, "planned", VOID);
	go(b, "11-23 11:00", "new", NULL);
	due_is(b, "planned", "11-23 16:00");
	assert_int_equal(of(b, "planned")->stopped, 0);
	go(b, "11-23 12:00", "waiting", NULL);
	go(b, "11-23 17:00", "new", NULL); /* it is past: nobody can have meant it */
	judged(b, "planned", VOID);
}

static void a_promise_that_was_kept_is_over(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "working", NULL);
	judged(b, "planned", MET);
	go(b, "11-23 11:00", "waiting", NULL);
	go(b, "11-23 12:00", "new", NULL);
	judged(b, "planned", MET);
	assert_string_equal(said(b, "11-23 17:00"), "");

	/* Unless the same time is told once more. */
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "working", NULL);
	go(b, "11-23 11:00", "waiting", NULL);
	go_by(b, "11-23 12:00", "new", "work");
	due_is(b, "planned", "11-23 16:00");
	assert_string_equal(said(b, "11-23 16:01"), "planned 0");
}

static void a_broken_promise_is_late_through_the_next_one_of_its_visit(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", "11-23 10:00", NULL);
	go(b, "11-23 10:30", "waiting", NULL);
	judged(b, "planned", MISSED);
	assert_non_null(strstr(b->change, "late.planned="));
	next = b->t;
	next.planned = at("11-23 16:00");
	become(b, "11-23 11:00", next, "new");
	due_is(b, "planned", "11-23 16:00");
	assert_true(of(b, "planned")->broken);
	go(b, "11-23 15:00", "working", NULL);
	judged(b, "planned", MISSED);
	assert_string_equal(b->change, ""); /* which was written when it was broken */
}

static void a_departure_that_begins_a_visit_begins_its_promises_anew(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next = b->t;

	next.phase = VISIT_OVER;
	next.eta = at("11-23 10:00"); /* told before he leaves, and passed */
	b->t.phase = VISIT_OVER;
	become(b, "11-23 09:10", next, NULL);
	next.visit = 2;
	next.phase = VISIT_UNDERWAY;
	next.eta = at("11-23 12:00");
	next.clocks[0] = b->t.clocks[0];
	become(b, "11-23 10:30", next, NULL);
	assert_non_null(strstr(b->change, "late.eta=")); /* of the one that passed */
	assert_false(of(b, "eta")->broken);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
	assert_non_null(strstr(b->change, "met.eta="));
}

static void leaving_ends_the_visit_that_broke_a_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", NULL, "11-23 10:00");
	next = b->t;
	next.phase = VISIT_OVER;
	become(b, "11-23 10:30", next, "waiting");
	judged(b, "eta", MISSED);
	next = b->t;
	next.eta = at("11-23 12:00");
	become(b, "11-23 11:00", next, "new");
	assert_false(of(b, "eta")->broken);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
}

static void another_station_is_not_held_to_what_one_before_it_broke(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", "11-23 10:00", NULL);
	next = b->t;
	next.station = 0;
	next.planned = 0;
	become(b, "11-23 10:30", next, NULL);
	judged(b, "planned", MISSED);
	assert_non_null(strstr(b->change, "late.planned="));
	promise(b, "11-23 11:00", "11-23 12:00", NULL);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "planned", MET);
}

static void a_promise_void_while_waiting_is_met_by_who_comes_in_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket was, with;

	promise(b, "11-23 09:10", NULL, "11-23 12:00");
	b->t.eta = 0;
	go(b, "11-23 10:00", "waiting", NULL);
	judged(b, "eta", VOID);
	was = b->t;
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
	assert_non_null(strstr(b->change, "met.eta="));

	/* Too late, nobody had promised it any more. */
	b->t = was;
	go(b, "11-23 12:01", "working", NULL);
	judged(b, "eta", VOID);
	assert_string_equal(b->change, "");

	/* Another time that was told has taken its place, until that is taken back. */
	b->t = was;
	promise(b, "11-23 10:30", "11-23 15:00", NULL);
	with = b->t;
	go(b, "11-23 11:00", "working", NULL);
	judged(b, "eta", VOID);
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-23 10:30"));
	go(b, "11-23 11:00", "working", NULL);
	judged(b, "eta", MET);
}

static void an_undo_back_from_waiting_leaves_a_promise_that_runs(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket was, with;

	promise(b, "11-23 09:10", NULL, "11-23 12:00");
	was = b->t;
	go(b, "11-23 10:00", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-23 10:00"));
	assert_int_equal(of(b, "eta")->done, 0);
	go(b, "11-23 11:00", "cancelled", NULL);
	b->t.state = flow_state(b->flow, "new");
	go(b, "11-23 11:30", "working", NULL);
	judged(b, "eta", VOID);
}

/* ---- a text taken back ---- */

static void an_undo_says_nothing_twice(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket was = b->t; /* as the ledger makes it again: nothing said */
	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	go(b, "11-23 10:35", "done", "finished");
	struct ticket with = b->t;
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-23 10:35"));
	assert_string_equal(said(b, "11-23 10:59"), "");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");

	/* A repeating one that began again with the text, too. */
	b = begin(state, "11-23 09:00",
		  "clocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [new, waiting]\n"
		  "    due: [{within: 1h}]\n" REPEAT(""));
	was = b->t;
	assert_string_equal(said(b, "11-23 10:00"), "still 0");
	go(b, "11-23 10:05", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-23 10:05"));
	assert_string_equal(said(b, "11-23 13:59"), "");
	assert_string_equal(said(b, "11-23 14:00"), "still 0");
}

static void what_the_night_held_back_before_an_undo_is_said_in_the_morning(void **state)
{
	/* A repeating one whose turn at midnight waits for the morning. */
	struct bench *b =
		begin(state, "11-23 19:00",
		      QUIET("22:00-07:00") "clocks:\n  still:\n    label: {zh: 停, en: still}\n"
					   "    during: [new, waiting]\n    due: [{within: 1h}]\n" REPEAT(""));
	struct ticket was = b->t, with;
	assert_string_equal(said(b, "11-23 20:00"), "still 0");
	go(b, "11-24 06:30", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-24 06:30"));
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 07:00"), "still 0");

	/* One that became late in the evening, and of which nobody knew before the night. */
	b = begin(state, "11-23 19:00", QUIET("22:00-07:00") JOB("      - {class: A, within: 1h}\n") AFTER(""));
	struct ticket nobodys = b->t;
	b->t.customer = 3;
	b->t.customer_class = 'A';
	follow(b, &nobodys, "11-24 02:00");
	was = b->t;
	assert_string_equal(said(b, "11-24 02:00"), "");
	go(b, "11-24 02:10", "done", "finished");
	with = b->t;
	b->t = was;
	clocks_undo(&b->h, &b->t, &with, at("11-24 02:10"));
	assert_string_equal(said(b, "11-24 02:20"), "");
	assert_string_equal(said(b, "11-24 07:00"), "job 0");
}

/* ---- made again ---- */

static void renewed_a_clock_keeps_what_it_said_and_how_it_was_judged(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t;
	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	clocks_renew(&b->h, &made, &b->t, at("11-23 10:31"));
	assert_memory_equal(&made.clocks[0].done, &b->t.clocks[0].done, sizeof(made.clocks[0].done));
	assert_int_equal(made.clocks[0].next, at("11-23 11:00"));

	/* Judged by a rule that is another's now, it keeps the one it had. */
	go(b, "11-23 10:45", "done", "finished");
	struct ticket kept = b->t;
	made = b->t;
	made.clocks[0].due = at("11-23 10:00");
	made.clocks[0].verdict = MISSED;
	clocks_renew(&b->h, &made, &kept, at("11-23 11:00"));
	assert_int_equal(made.clocks[0].verdict, MET);
	assert_int_equal(made.clocks[0].due, at("11-23 11:00"));
}

static void what_was_said_before_a_pause_is_not_said_again_after_it(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t, with;
	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	struct ticket before = b->t;
	b->t.state = made.state = flow_state(b->flow, "waiting");
	follow(b, &before, "11-23 10:40");
	assert_true(clocks_follow(&b->h, &before, &made, NULL, at("11-23 10:40"), NULL));

	/* Renewed while it pauses, and undone back into the pause. */
	made.clocks[0].done = 0;
	clocks_renew(&b->h, &made, &b->t, at("11-23 10:50"));
	assert_int_equal(made.clocks[0].done, b->t.clocks[0].done);
	with = b->t;
	b->t = made;
	b->t.clocks[0].done = 0;
	clocks_undo(&b->h, &b->t, &with, at("11-23 10:50"));
	go(b, "11-23 11:00", "new", NULL);
	assert_string_equal(said(b, "11-23 11:19"), "");
	assert_string_equal(said(b, "11-23 11:20"), "job 2");
}

static void a_clock_nobody_knew_of_says_nothing_of_the_past(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t, none = b->t;
	memset(none.clocks, 0, sizeof(none.clocks));
	clocks_renew(&b->h, &made, &none, at("11-23 11:30"));
	b->t = made;
	assert_string_equal(said(b, "11-23 11:30"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
}

static void after_a_clock_on_the_wall_that_ran_ahead_there_is_no_silence(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t;
	assert_string_equal(said(b, "12-23 09:00"), "job 2;job 3"); /* a month ahead, by mistake */
	clocks_renew(&b->h, &made, &b->t, at("11-23 09:10"));
	b->t = made;
	assert_string_equal(said(b, "11-23 10:29"), ""); /* at most an hour early: it was said */
	assert_string_equal(said(b, "11-23 10:30"), "job 1");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");

	/* Five minutes back: nothing is said a second time. */
	b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	made = b->t;
	assert_string_equal(said(b, "11-23 11:02"), "job 2");
	clocks_renew(&b->h, &made, &b->t, at("11-23 10:57"));
	b->t = made;
	assert_string_equal(said(b, "11-23 12:59"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
}

static void turns_that_a_clock_running_ahead_counted_come_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(""));
	struct ticket made = b->t;
	assert_string_equal(said(b, "11-28 09:00"), "job 0");
	clocks_renew(&b->h, &made, &b->t, at("11-23 14:00"));
	b->t = made;
	assert_string_equal(said(b, "11-23 16:59"), "");
	assert_string_equal(said(b, "11-23 17:00"), "job 0");
}

/* The ticket made again from its beginning by the rules as they are now, at that time. */
static void renew(struct bench *b, const char *begun, const char *when)
{
	struct ticket blank, made = b->t;
	ticket_blank(&blank, b->flow, 10008);
	memset(made.clocks, 0, sizeof(made.clocks));
	assert_true(clocks_follow(&b->h, &blank, &made, NULL, at(begun), NULL));
	clocks_renew(&b->h, &made, &b->t, at(when));
	b->t = made;
}

/* Four hours become three: what was said is not said again, what its new time has passed unsaid is. */
static void another_rule_forgets_nothing_that_was_said(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") STEPS);
	assert_string_equal(said(b, "11-23 11:00"), "job 0");
	b->flows.all[0]->clocks[0].dues[0].ms = 3 * 3600000LL;
	renew(b, "11-23 09:00", "11-23 11:40");
	due_is(b, "job", "11-23 12:00");
	assert_string_equal(said(b, "11-23 11:40"), "job 1");
	assert_string_equal(said(b, "11-23 11:59"), "");
	assert_string_equal(said(b, "11-23 12:00"), "job 2");

	/* And of what comes again and again, the turns go on by the new rule. */
	b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(""));
	assert_string_equal(said(b, "11-23 13:00"), "job 0");
	b->flows.all[0]->clocks[0].dues[0].ms = 2 * 3600000LL;
	renew(b, "11-23 09:00", "11-23 13:30");
	assert_string_equal(said(b, "11-23 13:30"), "");
	next_is(b, "11-23 15:00");
	assert_string_equal(said(b, "11-23 14:59"), "");
	assert_string_equal(said(b, "11-23 15:00"), "job 0");
}

static void what_is_due_goes_by_the_rules_of_that_moment(void **state)
{
	struct bench *b = begin(state, "11-23 17:00", JOB("      - {within: 2 working hours}\n") STEPS);
	due_is(b, "job", "11-24 10:00");
	assert_string_equal(said(b, "11-23 18:00"), "job 0");
	/* Tuesday becomes a holiday before anybody has made the clocks again. */
	struct hours hours = {.on = {{.n = 0}}};
	for (int i = 0; i < 5; i++)
		hours.on[i] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	struct calendar *c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
	struct calendars *set = calendars_new();
	assert_non_null(c);
	assert_non_null(set);
	calendar_mark(c, day_number(2026, 11, 24), DAY_OFF);
	calendar_seal(c);
	assert_true(calendars_add(set, c));
	b->h.calendars = set;
	assert_string_equal(said(b, "11-24 10:00"), "");
	due_is(b, "job", "11-25 10:00");
	assert_string_equal(said(b, "11-25 10:00"), "job 2");
	b->h.calendars = b->calendars;
	calendars_free(set);
}

/* ---- who owes a text ---- */

static void a_text_that_is_owed_is_lacking_until_it_comes(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") "    owes: station_head\n" STEPS);
	uint32_t finished = 1u << flow_node(b->flow, "finished"), answered = 1u << flow_node(b->flow, "answered");
	assert_int_equal(clocks_lacking(&b->t, at("11-23 10:59")), 0);
	assert_int_equal(clocks_lacking_since(&b->t, at("11-23 10:59")), 0);
	assert_int_equal(clocks_lacking(&b->t, at("11-23 11:00")), finished);
	assert_int_equal(clocks_lacking_since(&b->t, at("11-23 12:00")), at("11-23 11:00"));
	b->t.nodes[flow_node(b->flow, "answered")] = (struct node){.how = NODE_MISSED, .at = at("11-23 10:00")};
	assert_int_equal(clocks_lacking(&b->t, at("11-23 12:00")), finished | answered);
	assert_int_equal(clocks_lacking_since(&b->t, at("11-23 12:00")), at("11-23 10:00"));
	go(b, "11-23 12:30", "done", "finished");
	assert_int_equal(clocks_lacking(&b->t, at("11-23 13:00")), answered);
}

/* ---- as text ---- */

static void written_and_read_it_is_the_same(void **state)
{
	char text[CLOCKS_BYTES], again[CLOCKS_BYTES];
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", "11-23 16:00", "11-23 11:00");
	said(b, "11-23 10:45");
	promise(b, "11-23 12:10", NULL, "11-23 13:00");
	clocks_write(&b->t, text);
	struct ticket t = b->t;
	memset(t.clocks, 0xff, sizeof(t.clocks));
	assert_true(clocks_read(&t, text));
	clocks_write(&t, again);
	assert_string_equal(again, text);
	assert_true(t.clocks[0].broken);
	assert_int_equal(t.clocks[0].due, at("11-23 13:00"));

	/* Of a clock that the flow no longer has; and none at all. */
	assert_true(clocks_read(&t, "gone=1,2,3,4,5,6,1,0,0,0,0,0"));
	assert_int_equal(t.clocks[0].started, 0);
	assert_true(clocks_read(&t, ""));
	clocks_write(&t, text);
	assert_string_equal(text, "");
	for (size_t i = 0; i < b->flow->clocks_n; i++)
		t.clocks[i] = (struct clock_state){.started = INT64_MIN,
						   .resumed = INT64_MIN,
						   .used = INT64_MIN,
						   .worked = INT64_MIN,
						   .due = INT64_MIN,
						   .stopped = INT64_MIN,
						   .rule = -1,
						   .done = UINT32_MAX,
						   .next = INT64_MIN};
	clocks_write(&t, text);
	assert_true(clocks_read(&t, text));
}

static void what_was_never_written_is_not_read(void **state)
{
	static const char *const odd[] = {"eta",
					  "eta=",
					  "=",
					  "eta=1,2,3",
					  "eta=1,2,3,4,5,6,1,0,0,0,0",
					  "eta=1,2,3,4,5,6,1,0,0,0,0,0,0",
					  "eta=a,b",
					  "eta=1;2,3,4,5,6,1,0,0,0,0,0",
					  "eta=1,2,3,4,5,6,1,0,0,0,0,0 planned"};
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	for (size_t i = 0; i < COUNT(odd); i++)
		assert_false(clocks_read(&b->t, odd[i]));
	/* A line of the flow that is no longer there is none. */
	assert_true(clocks_read(&b->t, "eta=1,2,3,4,5,0,0,0,15,0,0,0"));
	assert_int_equal(b->t.clocks[0].rule, -1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, end)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_pause_moves_what_is_due_by_its_length),
		CASE(of_working_time_a_pause_takes_what_was_worked),
		CASE(what_is_late_is_not_mended_by_a_pause),
		CASE(what_stops_in_a_pause_was_in_time),
		CASE(a_pause_without_end_ends_with_the_ticket),
		CASE(what_was_said_before_a_pause_that_ends_at_night_is_not_said_in_the_morning),
		CASE(void_is_not_judged_unless_it_is_stamped_after_all),
		CASE(where_no_line_applies_nothing_is_asked),
		CASE(what_asked_nothing_is_not_void_when_the_ticket_ends),
		CASE(of_several_lines_the_flow_says_which_holds),
		CASE(a_kind_is_told_by_whole_words),
		CASE(another_machine_or_station_is_another_deadline),
		CASE(a_share_of_working_time_is_worked),
		CASE(each_step_is_said_once),
		CASE(what_is_over_is_not_reminded_of),
		CASE(a_reminder_never_comes_before_the_beginning),
		CASE(a_step_that_repeats_comes_so_often),
		CASE(a_clock_that_runs_during_a_state_begins_again_with_each),
		CASE(quiet_hours_end_in_the_morning),
		CASE(only_what_is_urgent_speaks_in_quiet_hours),
		CASE(what_fell_due_by_day_waits_where_the_gateway_comes_back_at_night),
		CASE(a_reminder_that_the_night_made_pointless_is_not_given),
		CASE(a_reminder_of_what_the_night_will_end_comes_before_it),
		CASE(a_reminder_known_in_time_for_the_morning_waits_for_it),
		CASE(a_corrected_stop_is_judged_again),
		CASE(a_corrected_start_is_judged_again),
		CASE(a_corrected_start_moves_a_clock_that_runs),
		CASE(a_promise_holds_to_the_end_of_its_minute),
		CASE(a_delay_told_in_time_keeps_the_promise),
		CASE(a_promise_broken_unsaid_stays_broken_and_is_written_once),
		CASE(what_is_called_off_in_time_broke_no_promise),
		CASE(an_expected_arrival_takes_the_place_of_a_planned_time),
		CASE(the_same_time_told_again_is_a_promise_again),
		CASE(a_promise_that_was_kept_is_over),
		CASE(a_broken_promise_is_late_through_the_next_one_of_its_visit),
		CASE(a_departure_that_begins_a_visit_begins_its_promises_anew),
		CASE(leaving_ends_the_visit_that_broke_a_promise),
		CASE(another_station_is_not_held_to_what_one_before_it_broke),
		CASE(a_promise_void_while_waiting_is_met_by_who_comes_in_time),
		CASE(an_undo_back_from_waiting_leaves_a_promise_that_runs),
		CASE(an_undo_says_nothing_twice),
		CASE(what_the_night_held_back_before_an_undo_is_said_in_the_morning),
		CASE(renewed_a_clock_keeps_what_it_said_and_how_it_was_judged),
		CASE(what_was_said_before_a_pause_is_not_said_again_after_it),
		CASE(a_clock_nobody_knew_of_says_nothing_of_the_past),
		CASE(after_a_clock_on_the_wall_that_ran_ahead_there_is_no_silence),
		CASE(turns_that_a_clock_running_ahead_counted_come_again),
		CASE(another_rule_forgets_nothing_that_was_said),
		CASE(what_is_due_goes_by_the_rules_of_that_moment),
		CASE(a_text_that_is_owed_is_lacking_until_it_comes),
		CASE(written_and_read_it_is_the_same),
		CASE(what_was_never_written_is_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
