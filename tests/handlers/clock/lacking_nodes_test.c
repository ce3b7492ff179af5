/* Texts that are owed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/clock/lacking_nodes.h"
#include "tests/handlers/clock/clock_bench.h"

static void a_text_that_is_owed_is_lacking_until_it_comes(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") "    owes: station_head\n" STEPS);
	uint32_t finished = 1u << flow_node(b->flow, "finished"), answered = 1u << flow_node(b->flow, "answered");

	assert_int_equal(lacking_nodes(&b->t, moment("11-23 10:59")), 0);
	assert_int_equal(lacking_since(&b->t, moment("11-23 10:59")), 0);
	assert_int_equal(lacking_nodes(&b->t, moment("11-23 11:00")), finished);
	assert_int_equal(lacking_since(&b->t, moment("11-23 12:00")), moment("11-23 11:00"));
	b->t.nodes[flow_node(b->flow, "answered")] = (struct node){.how = NODE_MISSED, .at = moment("11-23 10:00")};
	assert_int_equal(lacking_nodes(&b->t, moment("11-23 12:00")), finished | answered);
	assert_int_equal(lacking_since(&b->t, moment("11-23 12:00")), moment("11-23 10:00"));
	go(b, "11-23 12:30", "done", "finished");
	assert_int_equal(lacking_nodes(&b->t, moment("11-23 13:00")), answered);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_text_that_is_owed_is_lacking_until_it_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
