/* Which code a ticket waits for, state by state, in the flows as they are delivered. */
#include "handlers/model/expected_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/fake_asserts.h"

#define STEPS_MOST 12

static const struct path {
	const char *file;
	const char *const steps[STEPS_MOST][2]; /* state, and the code that is expected there; NULL: none */
} paths[] = {
	{"repair",
	 {{"reported", "dispatch"},
	  {"dispatched", "depart"},
	  {"en_route", "arrive"},
	  {"on_site", "repaired"},
	  {"waiting", "dispatch"},
	  {"left", "dispatch"},
	  {"resolved", "close"},
	  {"closed", NULL},
	  {"cancelled", NULL}}},
	{"maintenance",
	 {{"unplanned", "plan"},
	  {"planned", "depart"},
	  {"en_route", "arrive"},
	  {"on_site", "done"},
	  {"done", "report"},
	  {"reported", "file"},
	  {"postponed", "plan"},
	  {"filed", NULL}}},
	{"campaign",
	 {{"listed", "verify"},
	  {"verified", "order"},
	  {"ordered", "parts_in"},
	  {"stocked", "plan"},
	  {"planned", "depart"},
	  {"en_route", "arrive"},
	  {"on_site", "done"},
	  {"done", "claimed"}}},
	{"complaint", {{"received", "answer"}, {"answered", "mend"}, {"mended", "close"}, {"closed", NULL}}},
	{"inquiry", {{"received", "take"}, {"owned", "answer"}, {"closed", NULL}}},
	{"survey", {{"posed", "rate"}, {"rated", NULL}}},
	{"commercial_claim",
	 {{"pricing", "price"}, {"granted", "order"}, {"ordered", "done"}, {"served", "close"}, {"declined", NULL}}},
};

static struct ticket *ticket_in(const struct flow *f, const char *state)
{
	struct ticket *t = malloc(sizeof(*t));

	assert_non_null(t);
	ticket_blank(t, f, 10008);
	t->state = flow_state(f, state);
	assert_true(t->state >= 0);
	return t;
}

static void is_expected(const struct ticket *t, const char *code)
{
	const struct code *found = expected_code(t);

	if (strcmp(found ? found->name : "", code ? code : "") != 0)
		fail_msg("%s in state %s waits for %s, not %s", t->flow->name, t->flow->states[t->state].name,
			 found ? found->name : "nothing", code ? code : "nothing");
}

static void each_state_waits_for_what_leads_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		char file[64];
		struct fake *f;

		snprintf(file, sizeof(file), "handlers/%s.yaml", paths[i].file);
		f = fake_make_of(file, "templates");
		for (size_t k = 0; k < STEPS_MOST && paths[i].steps[k][0]; k++) {
			struct ticket *t = ticket_in(f->repair, paths[i].steps[k][0]);

			is_expected(t, paths[i].steps[k][1]);
			free(t);
		}
		fake_free(f);
	}
}

static void after_a_visit_the_engineer_sets_out_again(void **state)
{
	struct fake *f = *state;
	struct ticket *t = ticket_in(f->repair, "left");

	t->phase = VISIT_OVER;
	is_expected(t, "dispatch");
	t->lead = 2;
	is_expected(t, "depart");
	free(t);
}

static void a_chain_waits_for_a_signature(void **state)
{
	struct fake *f = fake_make_of("handlers/commercial_claim.yaml", "templates");
	struct ticket *t = ticket_in(f->repair, "approving");

	(void)state;
	t->chain = 3;
	t->turn = 2;
	is_expected(t, "agree");
	free(t);
	fake_free(f);
}

static void of_the_lead_other_codes_are_expected_than_of_anyone(void **state)
{
	struct fake *f = *state;
	struct ticket *t = ticket_in(f->repair, "waiting");

	is_expected(t, "dispatch");
	assert_null(expected_of_lead(t));
	t->lead = 2;
	assert_string_equal(expected_of_lead(t)->name, "depart");
	t->state = flow_state(f->repair, "resolved");
	assert_null(expected_of_lead(t));
	free(t);
}

static void a_state_that_the_flow_no_longer_has_waits_for_nothing(void **state)
{
	struct fake *f = *state;
	struct ticket *t = ticket_in(f->repair, "reported");

	t->state = -1;
	assert_null(expected_code(t));
	free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_waits_for_what_leads_on),
		cmocka_unit_test_setup_teardown(after_a_visit_the_engineer_sets_out_again, fake_begin, fake_end),
		cmocka_unit_test(a_chain_waits_for_a_signature),
		cmocka_unit_test_setup_teardown(of_the_lead_other_codes_are_expected_than_of_anyone, fake_begin,
						fake_end),
		cmocka_unit_test_setup_teardown(a_state_that_the_flow_no_longer_has_waits_for_nothing, fake_begin,
						fake_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
