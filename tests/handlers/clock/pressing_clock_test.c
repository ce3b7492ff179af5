/* Which clock presses most. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/pressing_clock.h"
#include "tests/handlers/clock/clock_bench.h"

static void presses(struct bench *b, const char *now, const char *clock, bool late)
{
	bool is_late;
	int found = pressing_clock(&b->t, moment(now), &is_late);

	assert_string_equal(found < 0 ? "" : b->flow->clocks[found].name, clock);
	assert_int_equal(is_late, late);
}

static void the_next_that_falls_due_presses_and_then_the_one_longest_over(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	presses(b, "11-23 09:00", "", false);
	promise(b, "11-23 09:10", "11-23 10:00", "11-23 12:00");
	presses(b, "11-23 09:10", "planned", false);
	/* A promise is kept until its minute is over. */
	presses(b, "11-23 10:00", "planned", false);
	presses(b, "11-23 10:01", "planned", true);
	presses(b, "11-23 13:00", "planned", true);
	assert_true(clock_runs_late(&b->t, (size_t)(clock_of(b, "eta") - b->t.clocks), moment("11-23 13:00")));
	go(b, "11-23 13:00", "working", NULL);
	presses(b, "11-23 14:00", "", false);
}

/* In a promise's last minute something else may be over already. */
static void what_is_over_presses_before_what_is_only_due(void **state)
{
	struct bench *b = begin(state, "11-23 09:00",
				PROMISED "  job:\n"
					 "    label: {zh: 任务, en: job}\n"
					 "    starts: begun\n"
					 "    stops: [finished]\n"
					 "    due: [{within: 60m}]\n");
	int64_t ten = moment("11-23 10:00");
	bool late;
	int found;

	promise(b, "11-23 09:10", "11-23 10:00", NULL);
	clock_of(b, "job")->due = ten + 5000;
	presses(b, "11-23 10:00", "planned", false);
	found = pressing_clock(&b->t, ten + 30000, &late);
	assert_string_equal(b->flow->clocks[found].name, "job");
	assert_true(late);
	presses(b, "11-23 10:01", "planned", true);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(the_next_that_falls_due_presses_and_then_the_one_longest_over),
		CASE(what_is_over_presses_before_what_is_only_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
