/* When machines are due: by hours, by months, from what was done last, from when they were first seen. */
#include "handlers/schedule/occasion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/zone/day.h"

#define HOURS(n) ((n)*1000LL)
#define DAY_OF(y, m, d) day_number(y, m, d)

static const struct schedule by_hours = {.every = EVERY_HOURS, .interval = 500};
static const struct schedule by_months = {.every = EVERY_MONTHS, .interval = 3};
static const struct schedule by_days = {.every = EVERY_DAYS, .interval = 90};
static const struct schedule of_nothing = {.every = EVERY_NOTHING};

static struct occasion_machine unknown(void)
{
	return (struct occasion_machine){FACT_UNKNOWN, FACT_UNKNOWN, FACT_UNKNOWN, FACT_UNKNOWN, FACT_UNKNOWN};
}

static void is_due(const struct schedule *s, const struct occasion_machine *m, int64_t today, int64_t due)
{
	bool seen;
	int64_t base = occasion_base(s, m, today, &seen);

	assert_int_equal(occasion_due(s, base, occasion_last(s, m, base, today)), due);
}

static void what_it_had_passed_when_first_seen_is_done(void **state)
{
	struct occasion_machine m = unknown();
	bool seen;

	(void)state;
	m.hours = HOURS(1700);
	assert_int_equal(occasion_base(&by_hours, &m, 0, &seen), HOURS(1500));
	assert_true(seen);
	is_due(&by_hours, &m, 0, HOURS(2000));
	m.first = HOURS(1500);
	m.hours = HOURS(2010);
	assert_int_equal(occasion_base(&by_hours, &m, 0, &seen), HOURS(1500));
	assert_false(seen);
	is_due(&by_hours, &m, 0, HOURS(2000));
	m.hours = HOURS(2600);
	is_due(&by_hours, &m, 0, HOURS(2500));
}

static void what_was_done_last_counts(void **state)
{
	struct occasion_machine m = unknown();
	bool seen;

	(void)state;
	m.hours = HOURS(1900);
	m.first = HOURS(1500);
	m.done = DAY_OF(2026, 1, 31);
	is_due(&by_hours, &m, DAY_OF(2026, 2, 1), HOURS(2000)); /* nobody said at how many hours */
	m.done_at = HOURS(1480);
	is_due(&by_hours, &m, DAY_OF(2026, 2, 1), HOURS(1980));
	m.hours = HOURS(1400); /* a meter that was changed */
	is_due(&by_hours, &m, DAY_OF(2026, 2, 1), HOURS(1980));
	is_due(&by_months, &m, DAY_OF(2026, 2, 1), DAY_OF(2026, 4, 30));
	is_due(&by_months, &m, DAY_OF(2026, 12, 31), DAY_OF(2026, 10, 31));
	is_due(&by_days, &m, DAY_OF(2026, 2, 1), DAY_OF(2026, 5, 1));
	m.hours = FACT_UNKNOWN;
	assert_int_equal(occasion_base(&by_hours, &m, 0, &seen), FACT_UNKNOWN);
	assert_false(seen);
}

static void one_of_the_dates_is_the_end_of_the_warranty(void **state)
{
	struct occasion_machine m = unknown();
	bool seen;

	(void)state;
	assert_int_equal(occasion_base(&by_months, &m, DAY_OF(2026, 11, 30), &seen), DAY_OF(2026, 11, 30));
	m.warranty = DAY_OF(2027, 8, 31);
	assert_int_equal(occasion_base(&by_months, &m, DAY_OF(2026, 11, 29), &seen), DAY_OF(2026, 8, 31));
	assert_true(seen);
	assert_int_equal(occasion_base(&by_months, &m, DAY_OF(2026, 11, 30), &seen), DAY_OF(2026, 11, 30));
	is_due(&by_months, &m, DAY_OF(2026, 11, 30), DAY_OF(2027, 2, 28));
	assert_int_equal(occasion_base(&by_months, &m, DAY_OF(2028, 1, 1), &seen), DAY_OF(2027, 11, 30));
}

static void facts(void **state)
{
	struct occasion_machine m = unknown();
	struct machine_facts f;

	(void)state;
	occasion_facts(&of_nothing, &m, FACT_UNKNOWN, 0, &f);
	for (int i = 0; i < MACHINE_FACTS; i++)
		assert_int_equal(f.is[i], FACT_UNKNOWN);
	m.hours = HOURS(1990);
	m.warranty = DAY_OF(2026, 11, 28);
	occasion_facts(&by_hours, &m, HOURS(1980), DAY_OF(2026, 11, 30), &f);
	assert_int_equal(f.is[FACT_HOURS], HOURS(1990));
	assert_int_equal(f.is[FACT_HOURS_LEFT], -HOURS(10));
	assert_int_equal(f.is[FACT_DAYS_LEFT], FACT_UNKNOWN);
	assert_int_equal(f.is[FACT_WARRANTY_DAYS], -2000);
	occasion_facts(&by_months, &m, DAY_OF(2026, 12, 3), DAY_OF(2026, 11, 30), &f);
	assert_int_equal(f.is[FACT_DAYS_LEFT], 3000);
	assert_int_equal(f.is[FACT_HOURS_LEFT], FACT_UNKNOWN);
}

/* Where the schedule asks nothing of what is left, it is due when nothing is. */
static void due_when_nothing_is_left(void **state)
{
	struct machine_facts f = {{HOURS(1), HOURS(1), 1000, FACT_UNKNOWN}, FACT_UNKNOWN};
	const struct condition_of of = {.machine = &f};

	(void)state;
	assert_false(occasion_holds(&by_hours, &of));
	assert_false(occasion_holds(&by_months, &of));
	assert_true(occasion_holds(&of_nothing, &of));
	f.is[FACT_HOURS_LEFT] = f.is[FACT_DAYS_LEFT] = 0;
	assert_true(occasion_holds(&by_hours, &of));
	assert_true(occasion_holds(&by_months, &of));
}

static void names(void **state)
{
	struct occasion_machine m = unknown();
	char name[OCCASION_BYTES];

	(void)state;
	occasion_name(&by_hours, &m, HOURS(1500) + 500, name);
	assert_string_equal(name, "1500.5");
	occasion_name(&by_months, &m, DAY_OF(2026, 2, 28), name);
	assert_string_equal(name, "2026-02-28");
	m.warranty = DAY_OF(2026, 11, 28);
	occasion_name(&of_nothing, &m, FACT_UNKNOWN, name);
	assert_string_equal(name, "once");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_had_passed_when_first_seen_is_done),
		cmocka_unit_test(what_was_done_last_counts),
		cmocka_unit_test(one_of_the_dates_is_the_end_of_the_warranty),
		cmocka_unit_test(facts),
		cmocka_unit_test(due_when_nothing_is_left),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
