/* Roles: those of the program and an installation's own, by name and as bits, and who stands in for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/people/roles.h"
#include "handlers/people/roster_roles.h"

#define BOSS ROLES
#define RIGGER (ROLES + 1)

static const struct roles own = {.own = {{.name = "crane_boss", .deputy = true}, {.name = "rigger"}}, .own_n = 2};

static void by_name(void **state)
{
	const char *names[ROLES_MAX];
	struct text list = text_new(ROLES_BYTES);
	(void)state;
	for (int i = 0; i < ROLES; i++) {
		assert_int_equal(role_find(NULL, role_name(NULL, i)), i);
		assert_int_equal(role_find(&own, role_name(&own, i)), i);
	}
	assert_int_equal(role_find(NULL, "crane_boss"), -1);
	assert_int_equal(role_find(&own, "crane_boss"), BOSS);
	assert_int_equal(role_find(&own, "crane"), -1);
	assert_int_equal(role_find(&own, ""), -1);
	assert_string_equal(role_name(NULL, ADMINISTRATOR), "administrator");
	assert_string_equal(role_name(NULL, WORKSHOP), "workshop");
	assert_int_equal(role_names(&own, names), ROLES + 2);
	assert_string_equal(names[RIGGER], "rigger");
	roles_list(&own, &list);
	assert_memory_equal(text_str(&list), "`station_head`, `engineer`, ", 28);
	assert_string_equal(text_str(&list) + list.len - 25, "`crane_boss` and `rigger`");
	text_free(&list);
}

/* As a database keeps them: by names, so that it does not matter where one stands. */
static void as_names(void **state)
{
	char names[ROLES_BYTES];
	(void)state;
	roles_write(NULL, 0, names);
	assert_string_equal(names, "");
	roles_write(NULL, ROLE_BIT(CLAIMS) | ROLE_BIT(STATION_HEAD), names);
	assert_string_equal(names, "station_head claims");
	roles_write(&own, ROLE_BIT(RIGGER) | ROLE_BIT(BOSS) | ROLE_BIT(AGENT), names);
	assert_string_equal(names, "agent crane_boss rigger");
	for (uint32_t all = 0; all < ROLE_BIT(ROLES + 2); all += 1 + all / 64) {
		roles_write(&own, all, names);
		assert_int_equal(roles_read(&own, names), all);
	}
	assert_int_equal(roles_read(NULL, "claims engineer"), ROLE_BIT(CLAIMS) | ROLE_BIT(ENGINEER));
	assert_int_equal(roles_read(NULL, " boss  parts claim claimsx service "), ROLE_BIT(PARTS));
	assert_int_equal(roles_read(NULL, "crane_boss parts"), ROLE_BIT(PARTS));
}

/* Thirty-two of the longest names still fit. */
static void as_many_as_there_can_be(void **state)
{
	static struct roles many;
	char names[ROLES_BYTES];
	(void)state;
	for (size_t i = 0; i < OWN_ROLES_MAX; i++) {
		for (size_t k = 0; k + 1 < ROLE_BYTES; k++)
			many.own[i].name[k] = (char)('a' + i);
	}
	many.own_n = OWN_ROLES_MAX;
	assert_int_equal(roles_count(&many), ROLES_MAX);
	roles_write(&many, ALL_ROLES, names);
	assert_int_equal(roles_read(&many, names), ALL_ROLES);
}

static void names_that_are_none(void **state)
{
	const char *at = "agent crane_boss gone parts  a_name_that_is_longer_than_any_role_can_ever_be";
	char name[ROLE_BYTES];
	(void)state;
	assert_true(roles_next_unknown(&own, &at, name));
	assert_string_equal(name, "gone");
	assert_true(roles_next_unknown(&own, &at, name));
	assert_string_equal(name, "a_name_that_is_longer_than_any_");
	assert_false(roles_next_unknown(&own, &at, name));
}

/* Who stands in for a crane boss does so in that role alone, and for a role without deputies nobody does. */
static void deputies(void **state)
{
	struct person people[] = {
		{.id = 1, .roles = ROLE_BIT(BOSS) | ROLE_BIT(RIGGER), .station = 7, .deputy = 3, .name = "a"},
		{.id = 2, .roles = ROLE_BIT(RIGGER), .deputy = 3, .name = "b"},
		{.id = 3, .roles = ROLE_BIT(ENGINEER), .name = "c"},
	};
	struct roster r = {.people = people, .n = 3, .own_with_deputy = roles_with_deputy(&own)};
	size_t i = 0;
	(void)state;
	assert_int_equal(roles_with_deputy(NULL), ROLE_BIT(STATION_HEAD));
	assert_int_equal(roles_with_deputy(&own), ROLE_BIT(STATION_HEAD) | ROLE_BIT(BOSS));
	assert_true(roster_index(&r));
	assert_int_equal(r.with_deputy_n, 1);
	assert_ptr_equal(roster_acting(&r, &people[0], 0), &people[2]);
	assert_ptr_equal(roster_next(&r, BOSS, 7, &i), &people[0]);
	assert_true(roster_holds(&r, &people[2], BOSS, 0));
	assert_false(roster_holds(&r, &people[2], RIGGER, 0));
	assert_false(roster_holds(&r, &people[2], STATION_HEAD, 0));
	assert_true(roster_serves(&r, &people[2], BOSS, 7, 0));
	assert_false(roster_serves(&r, &people[2], BOSS, 8, 0));
	assert_false(roster_serves(&r, &people[2], STATION_HEAD, 7, 0));
	free(r.by_name);
	free(r.with_deputy);
	free(r.by_role);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_name),
		cmocka_unit_test(as_names),
		cmocka_unit_test(as_many_as_there_can_be),
		cmocka_unit_test(names_that_are_none),
		cmocka_unit_test(deputies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
