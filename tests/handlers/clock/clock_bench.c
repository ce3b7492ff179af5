#include "tests/handlers/clock/clock_bench.h"
#include "tests/here.h"

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
#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_take.h"
#include "handlers/clock/clocks.h"
#include "handlers/flow/flow_read.h"
#include "handlers/time/when.h"

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

static struct calendars *week(void)
{
	struct hours hours = {.on = {{.n = 0}}};
	struct calendars *set = calendars_new();
	struct calendar *c;

	for (int i = 0; i < 5; i++)
		hours.on[i] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	c = calendar_new("standard", "Asia/Shanghai", &hours, 0);
	assert_non_null(set);
	assert_non_null(c);
	calendar_seal(c);
	assert_true(calendars_add(set, c));
	return set;
}

/* The base with these keys after it. */
static void load(struct flows *flows, const char *keys)
{
	char file[] = "/tmp/clocks_test_XXXXXX";
	struct faults faults = {0};
	int fd = mkstemp(file);
	FILE *f;

	assert_true(fd >= 0);
	f = fdopen(fd, "w");
	assert_non_null(f);
	fprintf(f, "%s%s", base, keys);
	assert_int_equal(fclose(f), 0);
	flow_load(flows, file, &faults);
	faults_print(&faults, stderr);
	assert_int_equal(faults.n, 0);
	faults_free(&faults);
	unlink(file);
}

int bench_make(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	assert_non_null(b);
	assert_true(here_zone("Asia/Shanghai"));
	b->calendars = week();
	b->station = (struct station){.id = 1, .name = "Korla", .folded = "korla", .region = "C"};
	b->roster = (struct roster){.stations = &b->station, .stations_n = 1};
	b->ctx = (struct clock_context){.calendars = b->calendars, .roster = &b->roster};
	*state = b;
	return 0;
}

int bench_end(void **state)
{
	struct bench *b = *state;

	calendars_free(b->calendars);
	flows_free(&b->flows);
	free(b);
	return 0;
}

int64_t moment(const char *local)
{
	char whole[32];
	int64_t ms;

	snprintf(whole, sizeof(whole), "2026-%s", local);
	assert_true(when_local_read(whole, &ms));
	return ms;
}

/* ---- what happens to the ticket ---- */

void follow(struct bench *b, const struct ticket *before, const char *when)
{
	b->change[0] = '\0';
	assert_true(clocks_follow(&b->ctx, before, &b->t, NULL, moment(when), b->change));
}

static void stamp(struct bench *b, const char *node, const char *stamped)
{
	int i = flow_node(b->flow, node);

	assert_true(i >= 0);
	b->t.nodes[i] = (struct node){.how = NODE_STAMPED, .at = moment(stamped)};
}

void go(struct bench *b, const char *when, const char *to, const char *node)
{
	struct ticket before = b->t;

	b->t.state = flow_state(b->flow, to);
	assert_true(b->t.state >= 0);
	if (node)
		stamp(b, node, when);
	follow(b, &before, when);
}

void correct(struct bench *b, const char *when, const char *node, const char *stamped)
{
	struct ticket before = b->t;

	stamp(b, node, stamped);
	follow(b, &before, when);
}

void promise(struct bench *b, const char *when, const char *planned, const char *eta)
{
	struct ticket before = b->t;

	FIELD(b->t, "planned") = planned ? moment(planned) : FIELD(b->t, "planned");
	FIELD(b->t, "eta") = eta ? moment(eta) : FIELD(b->t, "eta");
	follow(b, &before, when);
}

struct bench *begin(void **state, const char *when, const char *keys)
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

/* ---- how its clocks are ---- */

struct clock_state *clock_of(struct bench *b, const char *name)
{
	for (size_t i = 0; i < b->flow->clocks_n; i++) {
		if (strcmp(b->flow->clocks[i].name, name) == 0)
			return &b->t.clocks[i];
	}
	fail_msg("no clock %s", name);
	return NULL;
}

void due_is(struct bench *b, const char *name, const char *when)
{
	char is[24] = "";

	if (clock_of(b, name)->due)
		when_local(clock_of(b, name)->due, is);
	assert_string_equal(*is ? is + 5 : is, when);
}

void judged(struct bench *b, const char *name, enum verdict v)
{
	assert_int_equal(clock_of(b, name)->verdict, v);
	assert_true(v == UNJUDGED || clock_of(b, name)->stopped != 0);
}

const char *said(struct bench *b, const char *when)
{
	static char out[512];
	struct due_step steps[DUE_STEPS_MAX];
	size_t n = clocks_take(&b->ctx, &b->t, moment(when), steps);
	int64_t next;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(out);

		snprintf(out + len, sizeof(out) - len, "%s%s %td", len ? ";" : "", steps[i].clock->name,
			 steps[i].step - steps[i].clock->steps);
	}
	next = clocks_next(&b->t);
	assert_true(next == 0 || next > moment(when));
	return out;
}

void next_is(struct bench *b, const char *when)
{
	char is[24] = "";

	if (clocks_next(&b->t))
		when_local(clocks_next(&b->t), is);
	assert_string_equal(*is ? is + 5 : is, when);
}
