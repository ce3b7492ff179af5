/* A flow file of any bytes. One that is found sound can be moved through. */
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "handlers/model/change.h"
#include "handlers/model/ticket.h"
#include "handlers/model/ticket_move.h"

static void move_through(const struct flow *f)
{
	static struct ticket before, after;
	static char change[CHANGE_BYTES];
	for (size_t c = 0; c < f->codes_n; c++) {
		const struct code *code = &f->codes[c];
		HOLD(code->words_n > 0 && code->takes_n <= TAKES_MAX && code->tells_n <= TELLS_MAX, "code %s",
		     code->name);
		for (int state = 0; state < (int)f->states_n; state++) {
			bool skipping;
			if (!code_fits(code, state, &skipping))
				continue;
			ticket_blank(&before, f, 10008);
			before.state = state;
			after = before;
			ticket_move(&after, &(struct move){.code = code, .at = 1000, .claim = 1});
			HOLD(after.state >= 0 && after.state < (int)f->states_n, "%s leads nowhere", code->name);
			if (change_between(&before, &after, change))
				HOLD(change_apply(&before, change) && before.state == after.state, "%s", change);
		}
	}
}

static void find_all(const struct flow *f)
{
	HOLD(f->states_n > 0 && f->states_n <= STATES_MAX && f->nodes_n <= NODES_MAX && f->codes_n <= CODES_MAX,
	     "%zu states", f->states_n);
	for (size_t i = 0; i < f->states_n; i++)
		HOLD(flow_state(f, f->states[i].name) == (int)i, "state %s", f->states[i].name);
	for (size_t i = 0; i < f->nodes_n; i++)
		HOLD(flow_node(f, f->nodes[i].name) == (int)i, "node %s", f->nodes[i].name);
	for (size_t i = 0; i < f->codes_n; i++)
		HOLD(flow_code(f, f->codes[i].name) == &f->codes[i], "code %s", f->codes[i].name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct flows set = {.n = 0};
	struct faults faults = {.n = 0};
	struct bytes b = {data, n};
	uint8_t way = take_byte(&b);
	bool read = flow_load(&set, fuzz_file(0, b.at, b.n), &faults);
	HOLD(read || faults.n > 0, "it is not read, and nothing says why");
	flows_check(&set, way % 2 ? fuzz_rules()->wording : NULL, &faults);
	if (read && faults.n == 0) {
		HOLD(set.n == 1 && flows_find(&set, set.all[0]->name) == set.all[0], "%zu flows", set.n);
		find_all(set.all[0]);
		move_through(set.all[0]);
	}
	fuzz_faults(&faults);
	flows_free(&set);
	return 0;
}
