#include "gateway/api/access/session_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOON 1000000000000LL

static struct session_list list;

static void a_session_stands_for_its_token_until_it_ends(void **state)
{
	char one[TOKEN_BYTES], two[TOKEN_BYTES];

	(void)state;
	list.n = 0;
	assert_true(session_begin(&list, 7, NOON, one));
	assert_true(session_begin(&list, 8, NOON, two));
	assert_string_not_equal(one, two);
	assert_int_equal(session_token(&list, one, NOON), 7);
	assert_int_equal(session_token(&list, two, NOON), 8);
	assert_int_equal(session_token(&list, "", NOON), 0);
	one[10] = one[10] == 'a' ? 'b' : 'a';
	assert_int_equal(session_token(&list, one, NOON), 0);
	session_end(&list, one);
	session_end(&list, two);
	assert_int_equal(session_token(&list, two, NOON), 0);
	assert_int_equal(list.n, 1);
}

static void one_that_rests_too_long_ends(void **state)
{
	char one[TOKEN_BYTES];

	(void)state;
	list.n = 0;
	assert_true(session_begin(&list, 7, NOON, one));
	assert_int_equal(session_token(&list, one, NOON + SESSION_RESTS_MS), 7);
	assert_int_equal(session_token(&list, one, NOON + 2 * SESSION_RESTS_MS), 7);
	assert_int_equal(session_token(&list, one, NOON + 3 * SESSION_RESTS_MS + 1), 0);
	assert_int_equal(list.n, 0);
}

/* One token alone does not take the room of all others. */
static void each_token_has_a_few_and_all_are_bounded(void **state)
{
	char other[TOKEN_BYTES], first[TOKEN_BYTES], next[TOKEN_BYTES];

	(void)state;
	list.n = 0;
	assert_true(session_begin(&list, 8, NOON, other));
	assert_true(session_begin(&list, 7, NOON + 1, first));
	for (int i = 0; i < SESSIONS_EACH; i++)
		assert_true(session_begin(&list, 7, NOON + 2 + i, next));
	assert_int_equal(list.n, SESSIONS_EACH + 1);
	assert_int_equal(session_token(&list, first, NOON), 0);
	assert_int_equal(session_token(&list, other, NOON), 8);
	for (int i = 0; i < SESSIONS_MOST; i++)
		assert_true(session_begin(&list, 100 + i, NOON + 100, next));
	assert_int_equal(list.n, SESSIONS_MOST);
	assert_int_equal(session_token(&list, other, NOON), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_stands_for_its_token_until_it_ends),
		cmocka_unit_test(one_that_rests_too_long_ends),
		cmocka_unit_test(each_token_has_a_few_and_all_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
