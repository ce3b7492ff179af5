#include "tests/db/fixture.h"
#include "tests/langs.h"

#define HEAD ROLE_BIT(STATION_HEAD)

#define TECH ROLE_BIT(ENGINEER)

static void a_person_is_known_by_any_number(void **state)
{
	struct store *s = open_store();
	struct people_row row = {.name = "李雷",
				 .numbers = {"+8613800000011", "+8613800000022"},
				 .numbers_n = 2,
				 .roles = TECH,
				 .lang = ZH};
	struct person p;
	int64_t id = 0, taken_by;

	(void)state;
	assert_true(store_begin(s) && people_put(s, &row, &id, &taken_by));
	assert_true(people_by_number(s, "+8613800000022", &p));
	assert_int_equal(p.id, id);
	assert_string_equal(p.number, "+8613800000011");
	assert_string_equal(p.folded, "李雷");
	assert_false(people_by_number(s, "+8613800000033", &p));
	/* A new further number in place of the old one; the same twice does no harm. */
	row.numbers[1] = "+8613800000033";
	row.numbers[2] = "+8613800000011";
	row.numbers_n = 3;
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_false(people_by_number(s, "+8613800000022", &p));
	assert_true(people_by_number(s, "+8613800000033", &p));
	assert_int_equal(number_of(s, "SELECT count(*) FROM person"), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static void the_retired_are_known_no_more_unless_customers(void **state)
{
	struct store *s = open_store();
	struct person p;
	int64_t id = 0;

	(void)state;
	assert_true(store_begin(s));
	id = put_person(s, "李雷", "+8613800000011", TECH, 0);
	assert_int_equal(put_person(s, "李雷", "+8613800000011", 0, 0), id);
	assert_false(people_by_number(s, "+8613800000011", &p));
	assert_int_equal(people_owner(s, "+8613800000011"), id);
	assert_int_equal(people_owner(s, "+8613800000012"), 0);
	assert_true(people_by_id(s, id, &p));
	assert_int_equal(p.roles, 0);
	assert_int_equal(put_customer(s, "李雷", "+8613800000011", 0), id);
	assert_true(people_by_number(s, "+8613800000011", &p));
	assert_true(p.customer);
	assert_int_equal(p.class, 'A');
	assert_true(store_commit(s));
	store_close(s);
}

static void a_customers_row_leaves_roles_and_station_as_they_are(void **state)
{
	struct store *s = open_store();
	struct person p;
	int64_t station = 0, id = 0;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "Korla", "C", "", &station));
	id = put_person(s, "马忠", "+8613900000003", TECH, station);
	put_customer(s, "马忠", "+8613900000003", id);
	assert_true(people_by_id(s, id, &p));
	assert_int_equal(p.roles, TECH);
	assert_int_equal(p.station, station);
	assert_int_equal(p.sales_manager, id);
	assert_int_equal(p.lang, EN);
	put_person(s, "马忠", "+8613900000003", HEAD, 0);
	assert_true(people_by_id(s, id, &p));
	assert_true(p.customer);
	assert_int_equal(p.roles, HEAD);
	assert_true(store_commit(s));
	store_close(s);
}

/* It is kept by its name: listed again, it is theirs again. */
static void who_has_a_language_that_is_not_listed_gets_the_first(void **state)
{
	char english[][LANG_BYTES] = {"en"}, both[][LANG_BYTES] = {"zh", "en"}, turned[][LANG_BYTES] = {"en", "zh"};
	struct store *s = open_store();
	struct person p;
	int64_t id;

	(void)state;
	assert_true(store_begin(s));
	id = put_person(s, "李雷", "+8613800000011", TECH, 0);
	langs_use(english, 1);
	assert_true(people_by_id(s, id, &p));
	assert_string_equal(lang_name(p.lang), "en");
	langs_use(turned, 2);
	assert_true(people_by_id(s, id, &p));
	assert_string_equal(lang_name(p.lang), "zh");
	assert_int_equal(p.lang, 1);
	langs_use(both, 2);
	store_rollback(s);
	store_close(s);
}

static void a_number_that_is_taken_changes_nothing(void **state)
{
	struct store *s = open_store();
	struct people_row row = {.name = "Other",
				 .numbers = {"+8613800000012", "+8613800000011"},
				 .numbers_n = 2,
				 .roles = TECH,
				 .lang = ZH};
	int64_t first = 0, id = 0, taken_by;

	(void)state;
	assert_true(store_begin(s));
	first = put_person(s, "李雷", "+8613800000011", TECH, 0);
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, first);
	assert_int_equal(number_of(s, "SELECT count(*) FROM person"), 1);
	row.numbers[1] = "+8613800000044";
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	/* The further number of one is not the key of another. */
	row.numbers[0] = "+8613800000044";
	row.numbers_n = 1;
	first = id;
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, first);
	row.numbers_n = 0;
	assert_false(people_put(s, &row, &id, &taken_by));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_row_of_an_id_gives_that_person_other_numbers(void **state)
{
	struct store *s = open_store();
	struct people_row row = {
		.name = "李雷", .numbers = {"+8613800000099"}, .numbers_n = 1, .roles = TECH, .lang = ZH};
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	int64_t other, id, taken_by;

	(void)state;
	assert_true(store_begin(s));
	row.id = put_person(s, "李雷", "+8613800000011", TECH, 0);
	other = put_person(s, "韩梅", "+8613800000012", TECH, 0);
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	assert_int_equal(id, row.id);
	assert_int_equal(people_numbers(s, id, numbers), 1);
	assert_string_equal(numbers[0], "+8613800000099");
	assert_int_equal(people_owner(s, "+8613800000011"), 0);
	row.numbers[0] = "+8613800000012";
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, other);
	assert_true(people_let_go(s, other) && people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	assert_int_equal(people_owner(s, "+8613800000012"), row.id);
	/* Somebody who has left needs none. */
	assert_false(people_retired_named(s, "李雷"));
	row.numbers_n = 0;
	row.roles = 0;
	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(people_numbers(s, id, numbers), 0);
	assert_true(people_retired_named(s, "李雷"));
	store_rollback(s);
	store_close(s);
}

static void a_customer_is_found_by_a_name_that_is_alone(void **state)
{
	struct store *s = open_store();
	struct person p;

	(void)state;
	assert_true(store_begin(s));
	put_customer(s, "Silk Road QUARRY", "+8613900000004", 0);
	put_customer(s, "王建国", "+8613900000001", 0);
	put_customer(s, "王建国", "+8613900000002", 0);
	put_person(s, "Staff", "+8613900000005", TECH, 0);
	assert_int_equal(people_customer_named(s, "silk road quarry", &p), 1);
	assert_string_equal(p.name, "Silk Road QUARRY");
	assert_int_equal(people_customer_named(s, "王建国", &p), 2);
	assert_string_equal(p.number, "+8613900000001");
	assert_int_equal(people_customer_named(s, "staff", &p), 0);
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct machine m;
	struct machine_known as_imported;
	struct person p;
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	int64_t id = 0, stations[2];
	const struct machine_row row = {.serial = "1",
					.model = "",
					.km = "",
					.latitude = "",
					.longitude = "",
					.hours = "",
					.warranty_until = ""};

	(void)state;
	assert_true(store_begin(s) && station_put(s, "A", "", "", &id) && machine_put(s, &row));
	id = put_person(s, "李雷", "+8613800000011", TECH, 0);
	put_customer(s, "李雷", "+8613800000011", 0);
	people_by_number(s, "x", &p);
	people_owner(s, "x");
	people_called(s, "x", &p, 1);
	people_numbers(s, id, numbers);
	people_let_go(s, id);
	people_retired_named(s, "x");
	machine_known(s, "1", &as_imported);
	people_by_id(s, id, &p);
	people_customer_named(s, "x", &p);
	machine_by_serial(s, "1", &m);
	machine_stations_of(s, 1, stations, 2);
	machines_beginning(s, "1", stations, 2);
	machines_of(s, 1, stations, 2);
	people_beginning(s, "x", stations, 2);
	assert_true(people_channel(s, id, "wecom") && people_deputy(s, id, 0, 0));
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_person_is_known_by_any_number),
		TEST(the_retired_are_known_no_more_unless_customers),
		TEST(a_customers_row_leaves_roles_and_station_as_they_are),
		TEST(who_has_a_language_that_is_not_listed_gets_the_first),
		TEST(a_number_that_is_taken_changes_nothing),
		TEST(a_row_of_an_id_gives_that_person_other_numbers),
		TEST(a_customer_is_found_by_a_name_that_is_alone),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
