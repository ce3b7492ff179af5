#include "tests/db/fixture.h"

#include "db/store/inbox_gist.h"

static const unsigned char gist[GIST_BYTES] = "the words of a text, but for its";
static const unsigned char other[GIST_BYTES] = "the words of some other text but";

static int64_t take_outcome(struct store *s, int64_t person, int64_t came, const char *outcome)
{
	static int n;
	char key[16];
	struct inbox_entry entry = {.kind = "mo",
				    .channel = "sms",
				    .key = key,
				    .came = came,
				    .moment = came,
				    .person = person,
				    .payload = "x",
				    .length = 1};
	int64_t id = 0;
	bool again = false;

	snprintf(key, sizeof(key), "g%d", ++n);
	assert_true(inbox_take(s, &entry, &id, &again) && !again);
	assert_true(inbox_settle(s, id, outcome, NULL, 0, NULL));
	return id;
}

static void those_of_the_same_person_gist_and_hour_are_counted(void **state)
{
	struct store *s = open_store();
	int64_t a, b;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	assert_int_equal(inbox_alike(s, a, gist, T0 - 1, 3), 0);
	assert_true(inbox_set_gist(s, take_outcome(s, a, T0, "refused"), gist));
	assert_true(inbox_set_gist(s, take_outcome(s, a, T0 + 1, "forwarded"), gist));
	assert_true(inbox_set_gist(s, take_outcome(s, a, T0 + 1, "refused"), other));
	assert_true(inbox_set_gist(s, take_outcome(s, b, T0 + 1, "refused"), gist));
	take_outcome(s, a, T0 + 1, "done");
	assert_int_equal(inbox_alike(s, a, gist, T0 - 1, 3), 2);
	assert_int_equal(inbox_alike(s, a, gist, T0, 3), 1); /* just an hour ago, where `since` is that */
	assert_int_equal(inbox_alike(s, a, gist, T0 + 1, 3), 0);
	assert_int_equal(inbox_alike(s, b, gist, T0 - 1, 3), 1);
	assert_int_equal(inbox_alike(s, a, gist, T0 - 1, 1), 1); /* no more than was asked */
	assert_true(inbox_set_gist(s, take_outcome(s, a, T0 + 2, "resent"), gist));
	assert_int_equal(inbox_alike(s, a, gist, T0 - 1, 3), 2);
	assert_int_equal(inbox_alike_or_resent(s, a, gist, T0 - 1, 3), 3);
	assert_indexed(s);
	store_rollback(s);
	assert_true(store_begin(s));
	assert_int_equal(inbox_alike(s, a, gist, T0 - 1, 3), 0); /* none of it happened */
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(those_of_the_same_person_gist_and_hour_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
