/* The roles and audiences that a flow file may name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"

static void names_of_audiences_begin_with_the_roles(void **state)
{
	static const struct roles own = {.own = {{.name = "crane_boss"}}, .own_n = 1};
	const char *names[AUDIENCES];
	(void)state;
	assert_int_equal(audience_names(NULL, names), ROLES + AUDIENCES - TO_LEAD);
	for (int i = 0; i < ROLES; i++)
		assert_string_equal(names[i], role_name(NULL, i));
	assert_string_equal(names[ROLES], "lead_engineer");
	assert_int_equal(audience_at(NULL, ROLES), TO_LEAD);
	assert_int_equal(audience_at(NULL, -1), -1);
	assert_int_equal(audience_names(&own, names), ROLES + 1 + AUDIENCES - TO_LEAD);
	assert_string_equal(names[ROLES], "crane_boss");
	assert_int_equal(audience_at(&own, ROLES), ROLES);
	assert_int_equal(audience_at(&own, ROLES + 1), TO_LEAD);
	assert_string_equal(audience_name(&own, ROLES), "crane_boss");
	assert_string_equal(audience_name(NULL, TO_PERSON), "named_person");
	assert_string_equal(audience_name(NULL, TO_ASKER), "asker");
	assert_string_equal(audience_name(NULL, TO_FORMER_HEAD), "former_station_head");
	assert_string_equal(audience_name(NULL, TO_FORMER_CUSTOMER), "former_customer");
}

/* An installation's own role stands wherever one of the program's may. */
static void a_role_of_its_own_is_named_as_any_other(void **state)
{
	static const struct roles own = {.own = {{.name = "rigger"}, {.name = "crane_boss", .deputy = true}},
					 .own_n = 2};
	const int boss = ROLES + 1;
	struct folder h;
	char *by = folder_slipped(flow_good, "by: [station_head]", "by: [crane_boss, anyone]"), *wrong;
	char *told = folder_slipped(by, "station_head: opened.staff", "crane_boss: opened.staff");
	(void)state;
	folder_new(&h);
	h.set.roles = &own;
	folder_put(h.dir, "flow.yaml", told);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 0);
	assert_int_equal(h.set.all[0]->open.tells[0].to, boss);
	assert_true(h.set.all[0]->codes[0].by == (ROLE_BIT(boss) | BY_ANYONE));
	folder_free(&h);
	/* Where the configuration has none, */
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", told);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 2);
	folder_expect(&h.f, 0, h.f.all[0].line, h.f.all[0].col, 10, "there is no audience `crane_boss`");
	folder_expect(&h.f, 1, h.f.all[1].line, h.f.all[1].col, 10, "there is no role `crane_boss`");
	folder_free(&h);
	/* and where it is mistyped. */
	wrong = folder_slipped(by, "by: [crane_boss", "by: [crane_bos");
	folder_new(&h);
	h.set.roles = &own;
	folder_put(h.dir, "flow.yaml", wrong);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, h.f.all[0].line, h.f.all[0].col, 9,
		      "there is no role `crane_bos`; did you mean `crane_boss`?");
	folder_free(&h);
	free(wrong);
	free(told);
	free(by);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_audiences_begin_with_the_roles),
		cmocka_unit_test(a_role_of_its_own_is_named_as_any_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
