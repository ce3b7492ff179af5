/* Whom the fields of open tickets name, and what was said for fields that keep words. */
#include "tests/db/fixture.h"

#include "db/store/field_words.h"
#include "handlers/kind/kinds.h"
#include "handlers/model/ticket_move.h"

enum { OWNER = 2, WITNESS, BRANCH, REASON };

static void add_field(int at, const char *name, const struct value_kind *kind)
{
	struct field *f = &repair.fields[at];

	*f = (struct field){.is = {.kind = kind}, .follows = -1};
	snprintf(f->is.name, sizeof(f->is.name), "%s", name);
	repair.brings |= kind->brings;
	repair.fields_n = (size_t)at + 1;
}

static int begin(void **state)
{
	int rc = set_up_folder(state);

	add_field(OWNER, "owner", &kind_person);
	add_field(WITNESS, "witness", &kind_person);
	add_field(BRANCH, "branch", &kind_station);
	add_field(REASON, "reason", &kind_words);
	return rc;
}

static void keep(struct store *s, int64_t number, int field, int64_t value)
{
	struct ticket t;

	assert_true(tickets_load(s, &flows, number, &t));
	t.fields[field] = value;
	assert_true(tickets_save(s, &t, T0));
}

static size_t naming(struct store *s, enum whose whose, int64_t id, int64_t *first)
{
	struct ticket found[8];
	size_t n = tickets_find(s, whose, id, &repair, 0xf, found, 8);

	*first = n ? found[0].number : 0;
	return n;
}

static void open_tickets_are_found_by_whom_they_name(void **state)
{
	struct store *s = open_store();
	int64_t a, b, station, first, second, at;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "", &station));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = open_ticket(s, 0, T0);
	second = open_ticket(s, 0, T0);
	keep(s, second, OWNER, a);
	keep(s, second, WITNESS, a); /* named twice, and found once */
	keep(s, first, WITNESS, a);
	keep(s, first, BRANCH, station);
	assert_int_equal(naming(s, OF_NAMED, a, &at), 2);
	assert_int_equal(at, first);
	assert_int_equal(naming(s, OF_NAMED, b, &at), 0);
	assert_int_equal(naming(s, OF_NAMED_STATION, station, &at), 1);
	assert_int_equal(naming(s, OF_NAMED_STATION, a + 100, &at), 0);
	/* It names somebody else, or nobody. */
	keep(s, first, WITNESS, b);
	assert_int_equal(naming(s, OF_NAMED, a, &at), 1);
	assert_int_equal(naming(s, OF_NAMED, b, &at), 1);
	keep(s, first, WITNESS, 0);
	assert_int_equal(naming(s, OF_NAMED, b, &at), 0);
	/* Only open ones, until an undo opens it again. */
	advance(s, second, 3, "close", a, T0);
	assert_int_equal(naming(s, OF_NAMED, a, &at), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM concern WHERE person IS NOT NULL"), 0);
	advance(s, second, 0, "undo", a, T0);
	assert_int_equal(naming(s, OF_NAMED, a, &at), 1);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

static void words_are_known_by_the_text_that_said_them(void **state)
{
	struct store *s = open_store();
	int64_t number, one, two;
	char words[16];

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	one = take(s, "k1", 0, T0, "x");
	two = take(s, "k2", 0, T0, "x");
	assert_true(field_words_put(s, number, "reason", one, "first"));
	assert_true(field_words_put(s, number, "reason", two, "a longer reason"));
	assert_false(field_words_put(s, number, "reason", two, "once"));
	assert_false(store_failed(s));
	assert_true(field_words_get(s, number, "reason", one, words, sizeof(words)));
	assert_string_equal(words, "first");
	assert_true(field_words_get(s, number, "reason", two, words, 9));
	assert_string_equal(words, "a longer");
	assert_true(field_words_get(s, number, "other", one, words, sizeof(words)));
	assert_string_equal(words, "");
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* What is said when it ends, or afterwards, is dated like the rest. */
static void words_end_with_their_ticket(void **state)
{
	struct store *s = open_store();
	int64_t number, text;

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	assert_true(field_words_put(s, number, "reason", take(s, "k1", 0, T0, "x"), "before"));
	text = advance(s, number, 3, "close", 0, T0 + MINUTE_MS);
	assert_true(field_words_put(s, number, "reason", text, "at the end"));
	assert_int_equal(number_of(s, "SELECT count(*) FROM field f JOIN ticket t ON t.number = f.ticket "
				      "WHERE f.ended = t.ended"),
			 2);
	advance(s, number, 0, "undo", 0, T0 + 2 * MINUTE_MS);
	assert_int_equal(number_of(s, "SELECT count(*) FROM field WHERE ended IS NULL"), 2);
	store_rollback(s);
	store_close(s);
}

#define WITH_FIELDS(f) cmocka_unit_test_setup_teardown(f, begin, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIELDS(open_tickets_are_found_by_whom_they_name),
		WITH_FIELDS(words_are_known_by_the_text_that_said_them),
		WITH_FIELDS(words_end_with_their_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
