/* One wait for many descriptors. */
#include "gateway/base/watch_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wakeup.h"

#define MANY 300

/* The wait has no end of its own: who is not heard holds the test up for ever. */
static void any_of_many_ends_the_wait(void **state)
{
	struct watch_list list = {0};
	int fds[MANY];

	(void)state;
	for (int i = 0; i < MANY; i++)
		fds[i] = wakeup_new();
	for (int turn = 0; turn < MANY; turn += 13) {
		for (int i = 0; i < MANY; i++)
			watch_list_add(&list, fds[i], POLLIN);
		assert_int_equal(list.n, MANY);
		wakeup_send(fds[turn]);
		watch_list_wait(&list, -1);
		assert_int_equal(list.n, 0);
		for (int i = 0; i < MANY; i++)
			assert_int_equal(wakeup_take(fds[i]), i == turn);
	}
	for (int i = 0; i < MANY; i++)
		close(fds[i]);
	watch_list_free(&list);
	assert_null(list.all);
}

static void with_none_it_is_the_time_that_ends_it(void **state)
{
	struct watch_list list = {0};

	(void)state;
	watch_list_wait(&list, 1);
	watch_list_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_of_many_ends_the_wait),
		cmocka_unit_test(with_none_it_is_the_time_that_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
