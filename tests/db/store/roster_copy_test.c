#include "db/store/place.h"
#include "db/store/roster_rows.h"
#include "tests/db/fixture.h"

static struct store *open_trial(void)
{
	char why[256] = "";
	struct store *s = store_open(store_trial, why, sizeof(why));

	assert_string_equal(why, "");
	return s;
}

static void people_and_machines_are_copied_and_nothing_else(void **state)
{
	struct store *s = open_store(), *to = open_trial(), *reading;
	struct machine_row row = {.serial = "EC210-0042",
				  .km = "12.5",
				  .latitude = "",
				  .longitude = "",
				  .hours = "",
				  .model = "EC210",
				  .warranty_until = ""};
	struct machine m;
	struct person p;
	int64_t station = 0, engineer, customer;
	char why[256];

	(void)state;
	assert_true(store_begin(s));
	assert_true(station_put(s, "东海", "east", "", &station));
	engineer = put_engineer(s);
	customer = put_customer(s, "大山", "+8613911110000", engineer);
	row.customer = customer;
	row.station = station;
	assert_true(machine_put(s, &row) && people_deputy(s, engineer, customer, 0));
	open_ticket(s, engineer, T0);
	assert_true(store_commit(s));
	reading = store_open_reading(path, why, sizeof(why));
	assert_non_null(reading);
	assert_true(roster_copy(reading, to));
	assert_true(people_by_number(to, "+8613911110000", &p));
	assert_int_equal(p.id, customer);
	assert_int_equal(p.sales_manager, engineer);
	assert_true(people_by_id(to, engineer, &p));
	assert_true(machine_by_serial(to, "ec210-0042", &m));
	assert_int_equal(m.station, station);
	assert_true(m.km > 12.4 && m.km < 12.6);
	assert_int_equal(number_of(to, "SELECT count(*) FROM ticket"), 0);
	assert_int_equal(number_of(to, "SELECT count(*) FROM inbox"), 0);
	assert_int_equal(number_of(to, "SELECT count(*) FROM event"), 0);
	assert_true(people_version(to) != 0);
	store_close(reading);
	store_close(to);
	store_close(s);
}

/* Where somebody is there already, nothing is left of the copy. */
static void what_cannot_be_copied_is_copied_not_at_all(void **state)
{
	struct store *s = open_store(), *to = open_trial();

	(void)state;
	assert_true(store_begin(s) && store_begin(to));
	put_engineer(s);
	put_customer(s, "大山", "+8613911110000", 0);
	put_engineer(to);
	assert_true(store_commit(s) && store_commit(to));
	assert_false(roster_copy(s, to));
	assert_int_equal(number_of(to, "SELECT count(*) FROM person"), 1);
	store_close(to);
	store_close(s);
}

/* Whoever plays with a copy sees no customer's number, and can text from each of theirs all the same. */
static void a_copy_has_no_customers_number(void **state)
{
	struct store *s = open_store();
	int64_t customer;
	struct person p;
	char number[32];

	(void)state;
	assert_true(store_begin(s));
	put_engineer(s);
	customer = put_customer(s, "大山", "+8613911110000", 0);
	assert_true(store_commit(s));
	assert_true(roster_disguise(s));
	assert_false(people_by_number(s, "+8613911110000", &p));
	snprintf(number, sizeof(number), DISGUISE "%09d0", (int)customer);
	assert_true(people_by_number(s, number, &p));
	assert_int_equal(p.id, customer);
	assert_int_equal(number_of(s, "SELECT count(*) FROM mobile WHERE number GLOB '" DISGUISE "*'"), 1);
	store_close(s);
}

/* None of its people gets lost because a column was added that the copy does not know. */
static void every_column_is_copied(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_table_info('station')"), 5);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_table_info('person')"), 14);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_table_info('mobile')"), 3);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_table_info('machine')"), 11);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(people_and_machines_are_copied_and_nothing_else),
		TEST(what_cannot_be_copied_is_copied_not_at_all),
		TEST(a_copy_has_no_customers_number),
		TEST(every_column_is_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
