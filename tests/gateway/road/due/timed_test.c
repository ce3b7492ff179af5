/* When what comes at its hours is due, as hours change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/road/due/timed.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

/* The sample's rules, but with one thing changed, are those of a reload now. */
static void read_again(struct due_field *f, const char *file, const char *from, const char *to)
{
	struct rulebook *before = due_rules;
	char top[256], dir[300], config[400];

	aide_folder(top, sizeof(top));
	snprintf(dir, sizeof(dir), "%s/installation", top);
	aide_copy("scripts/sample", dir);
	aide_copy("handlers/repair.yaml", dir);
	aide_copy("templates", dir);
	aide_change(dir, "fieldgate.yaml", "../../handlers/", "");
	aide_change(dir, "fieldgate.yaml", "../../templates", "templates");
	aide_change(dir, file, from, to);
	snprintf(config, sizeof(config), "%s/fieldgate.yaml", dir);
	due_rules_read(config);
	gateway_rule(&f->g, due_rules);
	rulebook_release(due_rules);
	due_rules = before;
	aide_remove(top);
	assert_true(timed_begin(&f->g, f->now));
}

static int64_t first(struct due_field *f)
{
	return timed_first(&f->g, f->now);
}

static void begin(struct due_field *f, const char *at)
{
	f->now = due_at(at);
	assert_true(timed_begin(&f->g, due_at("11-23 07:00")));
	assert_int_equal(first(f), due_at("11-23 08:30"));
}

static void a_list_that_is_to_come_later_does_not_come_at_its_old_hour(void **state)
{
	struct due_field *f = *state;

	begin(f, "11-23 08:00");
	read_again(f, "repair.yaml", "lists: unplaced\n    at: 08:30", "lists: unplaced\n    at: 11:30");
	assert_int_equal(first(f), due_at("11-23 09:00")); /* another list */
	f->now = due_at("11-23 08:31");
	assert_int_equal(first(f), due_at("11-23 09:00"));
}

static void after_a_reload_with_another_zone_lists_come_at_its_hours(void **state)
{
	struct due_field *f = *state;
	int64_t here;

	begin(f, "11-23 08:00");
	here = due_at("11-23 08:30");
	read_again(f, "fieldgate.yaml", "time_zone: Asia/Shanghai", "time_zone: Asia/Omsk");
	assert_int_equal(first(f), here + 2 * HOUR);
}

static void what_was_due_already_comes_whatever_its_hour_is_now(void **state)
{
	struct due_field *f = *state;

	begin(f, "11-23 08:31");
	read_again(f, "repair.yaml", "lists: unplaced\n    at: 08:30", "lists: unplaced\n    at: 11:30");
	assert_int_equal(first(f), due_at("11-23 08:30"));
	due_turn(f);
	assert_int_equal(first(f), due_at("11-23 09:00"));
	f->now = due_at("11-23 09:01");
	due_turn(f);
	assert_int_equal(first(f), due_at("11-23 11:30"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(a_list_that_is_to_come_later_does_not_come_at_its_old_hour),
		DUE_TEST(after_a_reload_with_another_zone_lists_come_at_its_hours),
		DUE_TEST(what_was_due_already_comes_whatever_its_hour_is_now),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
