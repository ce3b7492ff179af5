#include "tests/db/fixture.h"

#define HEAD ROLE_BIT(STATION_HEAD)

#define TECH ROLE_BIT(ENGINEER)

static void staff_are_on_the_roster_and_customers_are_not(void **state)
{
	struct store *s = open_store();
	struct roster r = {0};
	int64_t station = 0, head, engineer;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "Urumqi", &station));
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

static void a_station_is_updated_by_its_folded_name(void **state)
{
	struct store *s = open_store();
	int64_t a = 0, b = 0;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "Korla", "C", "old", &a));
	assert_true(station_put(s, "ＫＯＲＬＡ", "B", "new", &b));
	assert_int_equal(a, b);
	assert_int_equal(number_of(s, "SELECT count(*) FROM station WHERE region = 'B' AND address = 'new'"), 1);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(staff_are_on_the_roster_and_customers_are_not),
		TEST(a_roster_may_be_empty_or_large),
		TEST(a_station_is_updated_by_its_folded_name),
		TEST(what_the_roster_knows_changes_its_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
