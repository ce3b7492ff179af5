#include "handlers/people/roster.h"
#include "tests/db/help.h"

#define HEAD ROLE_BIT(STATION_HEAD)
#define TECH ROLE_BIT(ENGINEER)

static void staff_are_on_the_roster_and_customers_are_not(void **state)
{
	struct store *s = open_store();
	struct roster r = {0};
	int64_t station = 0, head, engineer;

	(void)state;
	assert_true(store_begin(s) && people_put_station(s, "乌鲁木齐站", "B", "Urumqi", &station));
	head = put_person(s, "阿里木", "+8613800000001", HEAD, station);
	engineer = put_person(s, "Tom Baker", "+8613800000013", TECH, 0);
	put_person(s, "Retired", "+8613800000099", 0, station);
	put_customer(s, "王建国", "+8613900000001", engineer);
	assert_true(store_commit(s) && people_roster(s, &r));
	assert_int_equal(r.n, 2);
	assert_int_equal(r.stations_n, 1);
	assert_string_equal(roster_station(&r, station)->region, "B");
	assert_string_equal(roster_person(&r, head)->number, "+8613800000001");
	assert_int_equal(roster_person(&r, head)->station, station);
	assert_string_equal(roster_person(&r, engineer)->folded, "tom baker");
	assert_int_equal(roster_person(&r, engineer)->station, 0);
	roster_free(&r);
	store_close(s);
}

static void a_roster_may_be_empty_or_large(void **state)
{
	struct store *s = open_store();
	struct roster r;
	char number[MSISDN_MAX], name[32];

	(void)state;
	assert_true(people_roster(s, &r));
	assert_int_equal(r.n + r.stations_n, 0);
	roster_free(&r);
	assert_true(store_begin(s));
	for (int i = 0; i < 300; i++) {
		snprintf(number, sizeof(number), "+86138%08d", i);
		snprintf(name, sizeof(name), "Engineer %d", i);
		put_person(s, name, number, TECH, 0);
	}
	assert_true(store_commit(s) && people_roster(s, &r));
	assert_int_equal(r.n, 300);
	roster_free(&r);
	store_close(s);
}

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
	assert_int_equal(people_numbered(s, "+8613800000011"), id);
	assert_int_equal(people_numbered(s, "+8613800000012"), 0);
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
	assert_true(store_begin(s) && people_put_station(s, "Korla", "C", "", &station));
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

static void a_station_is_updated_by_its_folded_name(void **state)
{
	struct store *s = open_store();
	int64_t a = 0, b = 0;

	(void)state;
	assert_true(store_begin(s) && people_put_station(s, "Korla", "C", "old", &a));
	assert_true(people_put_station(s, "ＫＯＲＬＡ", "B", "new", &b));
	assert_int_equal(a, b);
	assert_int_equal(number_of(s, "SELECT count(*) FROM station WHERE region = 'B' AND address = 'new'"), 1);
	store_rollback(s);
	store_close(s);
}

static void a_machine_says_where_it_is_as_far_as_known(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {.serial = "EC210-0042",
				  .model = "EC210D",
				  .km = "35",
				  .latitude = "43.8256",
				  .longitude = "87.6168",
				  .hours = "4120",
				  .warranty_until = "2026-12-31"};
	struct machine m;

	(void)state;
	assert_true(store_begin(s) && people_put_machine(s, &row));
	assert_true(people_machine(s, "ec210-0042", &m));
	assert_string_equal(m.serial, "EC210-0042");
	assert_string_equal(m.place, "43.8256,87.6168 (35 km)");
	assert_int_equal(m.customer + m.station, 0);
	row.km = row.hours = row.warranty_until = "";
	assert_true(people_put_machine(s, &row) && people_machine(s, "ec210-0042", &m));
	assert_string_equal(m.place, "43.8256,87.6168");
	row.km = "12.5";
	row.latitude = "";
	assert_true(people_put_machine(s, &row) && people_machine(s, "ec210-0042", &m));
	assert_string_equal(m.place, "12.5 km");
	row.km = "";
	assert_true(people_put_machine(s, &row) && people_machine(s, "ec210-0042", &m));
	assert_string_equal(m.place, "");
	assert_int_equal(number_of(s, "SELECT count(*) FROM machine WHERE hours IS NULL"), 1);
	assert_false(people_machine(s, "ec210-0043", &m));
	row.customer = 77;
	assert_false(people_put_machine(s, &row));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_customers_stations_are_those_of_the_machines(void **state)
{
	struct store *s = open_store();
	int64_t a = 0, b = 0, customer, stations[4];
	struct machine_row row = {
		.model = "", .km = "", .latitude = "", .longitude = "", .hours = "", .warranty_until = ""};

	(void)state;
	assert_true(store_begin(s) && people_put_station(s, "A", "", "", &a) && people_put_station(s, "B", "", "", &b));
	row.customer = customer = put_customer(s, "X", "+8613900000001", 0);
	row.station = b;
	row.serial = "1";
	assert_true(people_put_machine(s, &row));
	row.serial = "2";
	assert_true(people_put_machine(s, &row));
	row.station = a;
	row.serial = "3";
	assert_true(people_put_machine(s, &row));
	row.station = 0;
	row.serial = "4";
	assert_true(people_put_machine(s, &row));
	assert_int_equal(people_stations_of(s, customer, stations, 4), 2);
	assert_int_equal(stations[0], a);
	assert_int_equal(stations[1], b);
	assert_int_equal(people_stations_of(s, customer, stations, 1), 1);
	assert_int_equal(people_stations_of(s, customer + 1, stations, 4), 0);
	store_rollback(s);
	store_close(s);
}

static void what_the_roster_knows_changes_its_version(void **state)
{
	struct store *s = open_store();
	struct person p;
	int64_t v, staff, customer, after;

	(void)state;
	assert_int_equal(people_version(s), 0);
	assert_true(store_begin(s));
	staff = put_person(s, "李雷", "+8613800000011", TECH, 0);
	customer = put_customer(s, "X", "+8613900000001", 0);
	assert_true(people_changed(s));
	v = people_version(s);
	assert_true(v > 0);
	/* A channel does not: whoever keeps a roster notes it there. */
	assert_true(people_channel(s, staff, "wecom") && people_channel(s, customer, "wecom"));
	assert_int_equal(people_version(s), v);
	assert_true(people_by_id(s, staff, &p));
	assert_string_equal(p.channel, "wecom");
	assert_true(store_commit(s));

	/* A version that was rolled back never comes again. */
	assert_true(store_begin(s) && people_deputy(s, staff, customer, T0));
	after = people_version(s);
	assert_true(people_by_id(s, staff, &p));
	assert_int_equal(p.deputy, customer);
	assert_int_equal(p.deputy_until, T0);
	store_rollback(s);
	assert_int_equal(people_version(s), v);
	assert_true(store_begin(s) && people_deputy(s, staff, 0, T0));
	assert_int_not_equal(people_version(s), v);
	assert_int_not_equal(people_version(s), after);
	assert_true(people_by_id(s, staff, &p));
	assert_int_equal(p.deputy + p.deputy_until, 0);
	assert_true(store_commit(s));
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct machine m;
	struct person p;
	int64_t id = 0, stations[2];
	const struct machine_row row = {.serial = "1",
					.model = "",
					.km = "",
					.latitude = "",
					.longitude = "",
					.hours = "",
					.warranty_until = ""};

	(void)state;
	assert_true(store_begin(s) && people_put_station(s, "A", "", "", &id) && people_put_machine(s, &row));
	id = put_person(s, "李雷", "+8613800000011", TECH, 0);
	put_customer(s, "李雷", "+8613800000011", 0);
	people_by_number(s, "x", &p);
	people_numbered(s, "x");
	people_by_id(s, id, &p);
	people_customer_named(s, "x", &p);
	people_machine(s, "1", &m);
	people_stations_of(s, 1, stations, 2);
	assert_true(people_channel(s, id, "wecom") && people_deputy(s, id, 0, 0));
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(staff_are_on_the_roster_and_customers_are_not),
		TEST(a_roster_may_be_empty_or_large),
		TEST(a_person_is_known_by_any_number),
		TEST(the_retired_are_known_no_more_unless_customers),
		TEST(a_customers_row_leaves_roles_and_station_as_they_are),
		TEST(a_number_that_is_taken_changes_nothing),
		TEST(a_customer_is_found_by_a_name_that_is_alone),
		TEST(a_station_is_updated_by_its_folded_name),
		TEST(a_machine_says_where_it_is_as_far_as_known),
		TEST(a_customers_stations_are_those_of_the_machines),
		TEST(what_the_roster_knows_changes_its_version),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
