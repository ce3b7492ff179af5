/* Deadlines: which line of a clock applies, and what it gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/handlers/clock/clock_bench.h"

static void where_no_line_applies_nothing_is_asked(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {class: A, within: 3h}\n") STEPS);

	due_is(b, "job", "");
	assert_string_equal(said(b, "11-30 09:00"), "");
	go(b, "11-30 09:00", "done", "finished");
	judged(b, "job", UNJUDGED);
	assert_string_equal(b->change, "");
}

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

		/* Not in the file, which would be refused: some lines would never be the earliest, others never the
		 * latest. */
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

static void another_machine_or_station_is_another_deadline(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB(LINES) STEPS);
	struct ticket before;

	due_is(b, "job", "11-24 21:00");
	assert_string_equal(said(b, "11-24 20:00"), "job 0");
	before = b->t;
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(where_no_line_applies_nothing_is_asked),
		CASE(of_several_lines_the_flow_says_which_holds),
		CASE(another_machine_or_station_is_another_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
