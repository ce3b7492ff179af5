/* Which connections take too long, by a clock that the test owns. */
#include "gateway/http/connection_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define MANY (HALF_OPEN_MOST + 5)

static struct connection_list list;
static int ends[MANY][2];
static struct open_connection *open[MANY];

static struct open_connection *add(size_t i, int64_t now)
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends[i]), 0);
	open[i] = connection_list_add(&list, ends[i][0], now);
	assert_non_null(open[i]);
	return open[i];
}

/* As the other side sees it. */
static bool is_cut(size_t i)
{
	char byte;

	return recv(ends[i][1], &byte, 1, MSG_DONTWAIT) == 0;
}

static void remove_one(size_t i)
{
	connection_list_remove(open[i]);
	close(ends[i][0]);
	close(ends[i][1]);
}

static void a_request_has_its_time_however_slowly_it_comes(void **state)
{
	(void)state;
	add(0, 1000);
	add(1, 1000);
	add(2, 1000);
	connection_enters(open[1], ASKS, 20000); /* its head took that long */
	assert_int_equal(connection_list_sweep(&list, 1000 + WHOLE_MS - 1), 1);
	assert_false(is_cut(0) || is_cut(1) || is_cut(2));
	connection_enters(open[2], HALF_OPEN, 5000); /* its first request is over */
	assert_int_equal(connection_list_sweep(&list, 1000 + WHOLE_MS), 4000);
	assert_true(is_cut(0) && is_cut(1));
	assert_false(is_cut(2));
	assert_int_equal(connection_list_sweep(&list, 5000 + WHOLE_MS), -1);
	assert_true(is_cut(2));
	remove_one(1);
	remove_one(0);
	remove_one(2);
	assert_null(list.first);
}

static void who_waits_for_the_loop_has_all_the_time_there_is(void **state)
{
	(void)state;
	add(0, 1000);
	connection_enters(open[0], ASKS, 1000);
	connection_enters(open[0], WAITS, 2000);
	assert_int_equal(connection_list_sweep(&list, 10 * WHOLE_MS), -1);
	assert_false(is_cut(0));
	connection_enters(open[0], ASKS, 10 * WHOLE_MS); /* it is answered */
	connection_list_sweep(&list, 11 * WHOLE_MS - 1);
	assert_false(is_cut(0));
	connection_list_sweep(&list, 11 * WHOLE_MS); /* and does not read it */
	assert_true(is_cut(0));
	remove_one(0);
}

static void the_oldest_that_is_half_open_makes_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++)
		add(i, 1000 + (int64_t)i);
	connection_enters(open[0], ASKS, 1000);
	connection_enters(open[1], WAITS, 1000);
	for (size_t i = 4; i < HALF_OPEN_MOST + 2; i++)
		add(i, 2000);
	assert_false(is_cut(2));
	add(HALF_OPEN_MOST + 2, 3000);
	assert_true(is_cut(2));
	assert_false(is_cut(0) || is_cut(1) || is_cut(3));
	add(HALF_OPEN_MOST + 3, 3000);
	assert_true(is_cut(3));
	connection_enters(open[2], ASKS, 3000); /* what it sent before comes too late */
	assert_int_equal(open[2]->phase, CUT);
	for (size_t i = 0; i < HALF_OPEN_MOST + 4; i++)
		remove_one(i);
	assert_null(list.first);
}

static void who_is_slow_with_a_body_makes_room_for_who_is_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++)
		add(i, 0);
	assert_false(connection_list_make_room(&list, 9000));
	connection_enters(open[0], ASKS, 9000);
	connection_enters(open[1], SENDS, 9002); /* it was open for a while before it asked */
	connection_enters(open[2], SENDS, 9001);
	assert_false(connection_list_make_room(&list, 9001 + SLOW_MS - 1));
	assert_true(connection_list_make_room(&list, 9001 + SLOW_MS));
	assert_true(is_cut(2));
	assert_false(connection_list_make_room(&list, 9001 + SLOW_MS));
	assert_true(connection_list_make_room(&list, 9002 + SLOW_MS));
	assert_true(is_cut(1));
	assert_false(connection_list_make_room(&list, 90000));
	assert_false(is_cut(0) || is_cut(3));
	for (size_t i = 0; i < 4; i++)
		remove_one(i);
}

static void those_of_a_caller_are_counted_while_they_are_under_way(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++)
		add(i, 0);
	for (size_t i = 0; i < 3; i++)
		strcpy(open[i]->caller, i < 2 ? "203.0.113.7" : "203.0.113.8");
	assert_int_equal(connection_list_count(&list, "203.0.113.7"), 2);
	connection_enters(open[0], WAITS, 1);
	assert_int_equal(connection_list_count(&list, "203.0.113.7"), 2);
	connection_enters(open[0], HALF_OPEN, 2);
	assert_int_equal(connection_list_count(&list, "203.0.113.7"), 1);
	remove_one(1);
	assert_int_equal(connection_list_count(&list, "203.0.113.7"), 0);
	assert_int_equal(connection_list_count(&list, "203.0.113.8"), 1);
	remove_one(0);
	remove_one(2);
	remove_one(3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_has_its_time_however_slowly_it_comes),
		cmocka_unit_test(who_waits_for_the_loop_has_all_the_time_there_is),
		cmocka_unit_test(who_is_slow_with_a_body_makes_room_for_who_is_not),
		cmocka_unit_test(those_of_a_caller_are_counted_while_they_are_under_way),
		cmocka_unit_test(the_oldest_that_is_half_open_makes_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
