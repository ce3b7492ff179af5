/* Memory that runs out while tickets are looked for is no proof that there are none. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handlers/decision/candidates.h"
#include "tests/faults/memory/wraps.h"
#include "tests/handlers/fake_asserts.h"

static int left = -1; /* allocations until one fails; negative: none does */

bool memory_fails(void)
{
	if (left < 0 || left-- > 0)
		return false;
	errno = ENOMEM;
	return true;
}

/* Until no allocation is left to fail. Returns how often one did. */
static int starve(struct fake *f, size_t (*look)(struct fake *f), size_t all)
{
	int n = 0;
	for (;; n++) {
		size_t found;
		f->starved = false;
		left = n;
		found = look(f);
		if (left >= 0) {
			left = -1;
			assert_false(f->starved);
			assert_int_equal(found, all);
			return n;
		}
		assert_true(f->starved);
	}
}

static struct ticket found[FITS_MAX];

/* By what they are, and as the deputy of another. */
static size_t look_as_deputy(struct fake *f)
{
	return candidates_fitting(&f->ctx, fake_person(f, "周涛"), f->repair, flow_code(f->repair, "dispatch"), f->now,
				  found, FITS_MAX);
}

static void a_deputy_s_tickets_are_not_fewer_without_memory(void **state)
{
	struct fake *f = *state;
	fake_open(f, "EC210-0042", false, "漏油");
	fake_open(f, "EC55-0201", false, "异响"); /* of the other station */
	fake_send(f, "阿里木", "代班 周涛");
	fake_send(f, "买买提", "代班 周涛 18:00");
	assert_true(starve(f, look_as_deputy, 2) > 0);
}

static size_t ask_for_room(struct fake *f)
{
	struct ticket *room = candidates_room(&f->ctx, 2);
	bool good = room;
	free(room);
	return good;
}

static void room_that_there_is_not_is_told(void **state)
{
	assert_int_equal(starve(*state, ask_for_room, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_deputy_s_tickets_are_not_fewer_without_memory, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(room_that_there_is_not_is_told, fake_begin, fake_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
