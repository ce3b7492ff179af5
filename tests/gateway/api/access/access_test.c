/* What tokens let people see: not what is about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/api/access/access.h"

#define NOW INT64_C(1764000000000)
#define STATION 7

enum { HEAD = 1, ENGINEER_THERE, DIRECTOR, AGENT_HERE, STAFF_N = AGENT_HERE };

static struct person staff[STAFF_N] = {
	{.id = HEAD, .name = "Alim", .roles = ROLE_BIT(STATION_HEAD), .station = STATION},
	{.id = ENGINEER_THERE, .name = "Lei", .roles = ROLE_BIT(ENGINEER), .station = STATION},
	{.id = DIRECTOR, .name = "Tao", .roles = ROLE_BIT(SERVICE_DIRECTOR)},
	{.id = AGENT_HERE, .name = "Min", .roles = ROLE_BIT(AGENT)},
};

static bool sees(const struct roster *r, int64_t person, const struct ticket *t)
{
	const struct access a = {.person = staff[person - 1], .roster = r, .now = NOW};

	return access_sees(&a, t);
}

static void a_complaint_is_not_seen_by_whom_it_is_about(void **state)
{
	static struct flow f = {.fields_n = 2, .about = 1u << 1};
	struct roster r = {.people = staff, .n = STAFF_N};
	struct ticket t;

	(void)state;
	assert_true(roster_index(&r));
	ticket_blank(&t, &f, 10008);
	t.station = STATION;
	t.lead = ENGINEER_THERE;
	t.fields[0] = DIRECTOR; /* another field names him, and keeps him out of nothing */
	assert_true(sees(&r, HEAD, &t) && sees(&r, ENGINEER_THERE, &t) && sees(&r, DIRECTOR, &t));
	for (int64_t who = HEAD; who <= STAFF_N; who++) {
		t.fields[1] = who;
		for (int64_t p = HEAD; p <= STAFF_N; p++) {
			assert_int_equal(ticket_is_about(&t, &staff[p - 1], &r, NOW), p == who);
			assert_int_equal(sees(&r, p, &t), p != who);
		}
	}
	assert_false(ticket_is_about(&t, &(struct person){.id = 0}, &r, NOW)); /* the desk is nobody */
	free(r.by_name);
	free(r.with_deputy);
	free(r.by_role);
}

static void nor_is_it_by_who_stands_in_for_them_until_that_is_over(void **state)
{
	static struct flow f = {.fields_n = 1, .about = 1};
	struct roster r = {.people = staff, .n = STAFF_N};
	struct ticket t;

	(void)state;
	ticket_blank(&t, &f, 10008);
	t.station = STATION;
	t.lead = ENGINEER_THERE;
	t.fields[0] = HEAD;
	staff[HEAD - 1].deputy = ENGINEER_THERE;
	staff[HEAD - 1].deputy_until = NOW + 1;
	assert_true(roster_index(&r));
	assert_false(sees(&r, HEAD, &t));
	assert_false(sees(&r, ENGINEER_THERE, &t));
	assert_true(sees(&r, AGENT_HERE, &t));
	staff[HEAD - 1].deputy_until = NOW - 1;
	assert_true(sees(&r, ENGINEER_THERE, &t));
	assert_false(sees(&r, HEAD, &t));
	free(r.by_name);
	free(r.with_deputy);
	free(r.by_role);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_complaint_is_not_seen_by_whom_it_is_about),
		cmocka_unit_test(nor_is_it_by_who_stands_in_for_them_until_that_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
