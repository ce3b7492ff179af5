/* One person's texts, page by page. */
#include "db/outbox/texts_of.h"

#include "tests/db/fixture.h"

#define MOST 8

static struct text_of all[MOST];

static void let_go(size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_of_free(&all[i]);
}

static void the_newest_stand_first_and_pages_meet(void **state)
{
	struct store *s = open_store();
	char uuid[UUID_TEXT];
	int64_t id, last = 0;
	size_t n;

	(void)state;
	assert_true(store_begin(s));
	id = put_engineer(s);
	for (int i = 0; i < 5; i++)
		last = take_from(s, id, T0 + i * DAY_MS, T0 + i * DAY_MS,
				 (const unsigned char *)"0123456789abcdef0123456789abcdef");
	put_out(s, last, 0, id, true, uuid);
	assert_true(store_commit(s));
	n = texts_from_person(s, id, 0, INT64_MAX, all, 2);
	assert_int_equal(n, 2);
	assert_true(all[0].at == T0 + 4 * DAY_MS && all[1].at == T0 + 3 * DAY_MS && all[0].came);
	let_go(n);
	n = texts_from_person(s, id, 0, T0 + 3 * DAY_MS, all, MOST);
	assert_int_equal(n, 3);
	assert_true(all[0].at == T0 + 2 * DAY_MS && all[2].at == T0);
	let_go(n);
	n = texts_from_person(s, id, T0 + 3 * DAY_MS, INT64_MAX, all, MOST);
	assert_int_equal(n, 2);
	let_go(n);
	n = texts_to_person(s, id, 0, INT64_MAX, all, MOST);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].words, "hello");
	assert_string_equal(all[0].state, "ready");
	let_go(n);
	assert_int_equal(texts_to_person(s, id, T0 + 1, INT64_MAX, all, MOST), 0);
	assert_int_equal(texts_to_person(s, id, 0, T0, all, MOST), 0);
	assert_int_equal(texts_from_person(s, id + 1, 0, INT64_MAX, all, MOST), 0);
	store_close(s);
}

/* It stands where it was sent, behind one that came before it. */
static void a_text_that_came_late_was_left_out_behind_an_older_one(void **state)
{
	struct store *s = open_store();
	int64_t id, late;
	size_t n;

	(void)state;
	assert_true(store_begin(s));
	id = put_engineer(s);
	take_from(s, id, T0 + 2 * DAY_MS, T0 + 2 * DAY_MS, (const unsigned char *)"0123456789abcdef0123456789abcdef");
	late = take_from(s, id, T0 + 4 * DAY_MS, T0, (const unsigned char *)"0123456789abcdef0123456789abcdef");
	assert_true(store_commit(s));
	n = texts_from_person(s, id, T0 + 3 * DAY_MS, INT64_MAX, all, MOST);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].id, late);
	let_go(n);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	texts_from_person(s, 1, 0, INT64_MAX, all, MOST);
	texts_to_person(s, 1, 0, INT64_MAX, all, MOST);
	texts_from_stranger(s, "+8613800000011", 0, INT64_MAX, all, MOST);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_newest_stand_first_and_pages_meet),
		TEST(a_text_that_came_late_was_left_out_behind_an_older_one),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
