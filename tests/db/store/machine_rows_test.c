#include "tests/db/fixture.h"

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
	assert_true(store_begin(s) && machine_put(s, &row));
	assert_true(machine_by_serial(s, "ec210-0042", &m));
	assert_string_equal(m.serial, "EC210-0042");
	assert_string_equal(m.place, "43.8256,87.6168 (35 km)");
	assert_int_equal(m.customer + m.station, 0);
	row.km = row.hours = row.warranty_until = "";
	assert_true(machine_put(s, &row) && machine_by_serial(s, "ec210-0042", &m));
	assert_string_equal(m.place, "43.8256,87.6168");
	row.km = "12.5";
	row.latitude = "";
	assert_true(machine_put(s, &row) && machine_by_serial(s, "ec210-0042", &m));
	assert_string_equal(m.place, "12.5 km");
	row.km = "";
	assert_true(machine_put(s, &row) && machine_by_serial(s, "ec210-0042", &m));
	assert_string_equal(m.place, "");
	assert_int_equal(number_of(s, "SELECT count(*) FROM machine WHERE hours IS NULL"), 1);
	assert_false(machine_by_serial(s, "ec210-0043", &m));
	row.customer = 77;
	assert_false(machine_put(s, &row));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_machine_is_known_as_it_was_imported(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {.serial = "EC210-0042",
				  .model = "EC210D",
				  .km = "35",
				  .latitude = "",
				  .longitude = "",
				  .hours = "0",
				  .warranty_until = "2026-12-31"};
	struct machine_known m;

	(void)state;
	assert_true(store_begin(s) && machine_put(s, &row));
	assert_false(machine_known(s, "ec210-0043", &m));
	assert_true(machine_known(s, "ec210-0042", &m));
	assert_string_equal(m.serial, "EC210-0042");
	assert_string_equal(m.model, "EC210D");
	assert_string_equal(m.warranty_until, "2026-12-31");
	assert_true(m.km == 35 && m.hours == 0 && m.latitude != m.latitude && m.longitude != m.longitude);
	store_rollback(s);
	store_close(s);
}

/* In order, and without those that nobody has and nobody looks after. */
static void machines_one_page_after_another(void **state)
{
	struct store *s = open_store();
	struct machine_counted found[2];
	int64_t station = 0;
	char serial[8];
	struct machine_row row = {.serial = serial,
				  .model = "EC210D",
				  .km = "35",
				  .latitude = "",
				  .longitude = "",
				  .hours = "",
				  .warranty_until = ""};

	(void)state;
	assert_true(store_begin(s) && station_put(s, "A", "", "", &station));
	for (int i = 1; i <= 4; i++) {
		snprintf(serial, sizeof(serial), "A-%d", i);
		row.station = i == 2 ? 0 : station;
		row.hours = i == 3 ? "1500.5" : "";
		row.warranty_until = i == 3 ? "2026-12-31" : "";
		assert_true(machine_put(s, &row));
	}
	assert_int_equal(machines_after(s, 0, found, 2), 2);
	assert_string_equal(found[0].is.serial, "A-1");
	assert_int_equal(found[0].is.hours, -1);
	assert_string_equal(found[0].warranty_until, "");
	assert_string_equal(found[1].is.serial, "A-3");
	assert_string_equal(found[1].is.model, "EC210D");
	assert_true(found[1].is.hours == 1500500 && found[1].is.km == 35 && found[1].is.station == station);
	assert_string_equal(found[1].warranty_until, "2026-12-31");
	assert_int_equal(machines_after(s, found[1].is.id, found, 2), 1);
	assert_string_equal(found[0].is.serial, "A-4");
	assert_int_equal(machines_after(s, found[0].is.id, found, 2), 0);
	assert_indexed(s);
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
	assert_true(store_begin(s) && station_put(s, "A", "", "", &a) && station_put(s, "B", "", "", &b));
	row.customer = customer = put_customer(s, "X", "+8613900000001", 0);
	row.station = b;
	row.serial = "1";
	assert_true(machine_put(s, &row));
	row.serial = "2";
	assert_true(machine_put(s, &row));
	row.station = a;
	row.serial = "3";
	assert_true(machine_put(s, &row));
	row.station = 0;
	row.serial = "4";
	assert_true(machine_put(s, &row));
	assert_int_equal(machine_stations_of(s, customer, stations, 4), 2);
	assert_int_equal(stations[0], a);
	assert_int_equal(stations[1], b);
	assert_int_equal(machine_stations_of(s, customer, stations, 1), 1);
	assert_int_equal(machine_stations_of(s, customer + 1, stations, 4), 0);
	store_rollback(s);
	store_close(s);
}

static void machines_are_found_by_the_beginning_of_a_serial(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {
		.model = "m", .km = "", .latitude = "", .longitude = "", .hours = "", .warranty_until = ""};
	static const char *const serials[] = {"ec210-2", "EC210-1", "ec21", "ec22", "%"};
	int64_t ids[4];
	struct machine m;

	(void)state;
	assert_true(store_begin(s));
	for (size_t i = 0; i < sizeof(serials) / sizeof(*serials); i++) {
		row.serial = serials[i];
		assert_true(machine_put(s, &row));
	}
	assert_int_equal(machines_beginning(s, "ec210", ids, 4), 2);
	assert_true(machine_by_serial(s, "ec210-1", &m) && m.id == ids[0]);
	assert_int_equal(machines_beginning(s, "ec21", ids, 4), 3);
	assert_int_equal(machines_beginning(s, "ec", ids, 2), 2);
	assert_int_equal(machines_beginning(s, "%", ids, 4), 1);
	assert_int_equal(machines_beginning(s, "_", ids, 4), 0);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_machine_is_known_as_it_was_imported),
		TEST(a_machine_says_where_it_is_as_far_as_known),
		TEST(machines_one_page_after_another),
		TEST(machines_are_found_by_the_beginning_of_a_serial),
		TEST(a_customers_stations_are_those_of_the_machines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
