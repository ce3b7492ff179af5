/* What an import says of each row: who is new, who changes from what to what; and that a dry run keeps nothing. */
#include "tests/gateway/import/import_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "db/store/roster_rows.h"
#include "gateway/command/verb.h"

static void has_change(const struct bench *b, const char *says)
{
	if (!strstr(b->changes, says))
		fail_msg("`%s` is not told, but:\n%s", says, b->changes);
}

static void each_column_is_told_as_it_was_and_as_it_is(void **state)
{
	struct bench *b = *state;

	assert_int_equal(import(b, "people",
				STAFF "李雷,13800000011,engineer,,\n韩梅,13800000012,engineer,,\n"
				      "赵强,13800000021,sales_manager,,\n"),
			 VERB_DONE);
	has_change(b, ":2: new: 李雷 (+8613800000011)\n");
	assert_int_equal(b->count.unchanged, 0);
	assert_int_equal(import(b, "people",
				STAFF "李雷,13800000011;13800000013,station_head;engineer,库尔勒站,en\n"
				      "韩梅,13800000012,engineer,,\n赵强,13800000021,,,\n"),
			 VERB_DONE);
	has_change(b,
		   ":2: changed: 李雷 (+8613800000011): mobile +8613800000011 -> +8613800000011;+8613800000013; roles "
		   "engineer -> station_head engineer; station (empty) -> 库尔勒站; language zh -> en\n");
	has_change(b, ":4: retired: 赵强 (+8613800000021): roles sales_manager -> (empty)\n");
	assert_null(strstr(b->changes, "韩梅"));
	assert_int_equal(b->count.changed, 1);
	assert_int_equal(b->count.unchanged, 1);
}

static void customers_stations_and_machines_are_told_likewise(void **state)
{
	struct bench *b = *state;

	assert_int_equal(import(b, "people", STAFF "赵强,13800000021,sales_manager,,\n"), VERB_DONE);
	assert_int_equal(import(b, "customers", CUSTOMERS "王,13900000001,,,\n李,13900000002,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "customers", CUSTOMERS "王,13900000001,b,,赵强\n李,13900000002,,,\n"), VERB_DONE);
	has_change(b, ":2: changed: 王 (+8613900000001): class (empty) -> B; sales_manager (empty) -> 赵强\n");
	assert_int_equal(b->count.unchanged, 1);
	assert_int_equal(import(b, "stations", "station,region,address\n库尔勒站,D,库尔勒\n乌鲁木齐站,B,乌鲁木齐\n"),
			 VERB_DONE);
	has_change(b, ":2: changed: 库尔勒站: region C -> D\n");
	assert_int_equal(b->count.unchanged, 1);
	assert_int_equal(import(b, "machines", MACHINES "A-1,M,王,,35,43.8256,87.6,4120,2027-06-30\nA-2,M,,,,,,,\n"),
			 VERB_DONE);
	assert_int_equal(
		import(b, "machines", MACHINES "A-1,M,李,库尔勒站,35.0,43.8256,87.60,,2027-06-30\nA-2,M,,,,,,,\n"),
		VERB_DONE);
	has_change(b, ":2: changed: A-1: customer 王 -> 李; station (empty) -> 库尔勒站; hours 4120 -> (empty)\n");
	assert_int_equal(b->count.unchanged, 1);
}

static void a_dry_run_tells_the_same_and_keeps_nothing(void **state)
{
	struct bench *b = *state;
	int64_t version = people_version(b->gateway.store);
	struct machine m;

	b->ways.dry_run = true;
	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	has_change(b, ":2: new: 李雷");
	assert_int_equal(b->count.added, 1);
	assert_int_equal(import(b, "machines", MACHINES "A-1,M,,,,,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,enginer,,\n"), VERB_FAULTY);
	assert_int_equal(owner(b, "+8613800000011"), 0);
	assert_false(machine_by_serial(b->gateway.store, "a-1", &m));
	assert_true(people_version(b->gateway.store) == version);
}

/* A file without the column says nothing of it. */
static void a_mail_address_stays_until_a_file_has_the_column(void **state)
{
	static const char mailed[] = "name,mobile,roles,station,language,email\n";
	struct bench *b = *state;
	char csv[256];

	snprintf(csv, sizeof(csv), "%s李雷,13800000011,engineer,,,lei@example.com\n", mailed);
	assert_int_equal(import(b, "people", csv), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "李雷,13800000011,engineer,,\n"), VERB_DONE);
	assert_int_equal(b->count.unchanged, 1);
	snprintf(csv, sizeof(csv), "%s李雷,13800000011,engineer,,,lei@example.org\n", mailed);
	assert_int_equal(import(b, "people", csv), VERB_DONE);
	has_change(b, "email lei@example.com -> lei@example.org");
	snprintf(csv, sizeof(csv), "%s李雷,13800000011,engineer,,,\n", mailed);
	assert_int_equal(import(b, "people", csv), VERB_DONE);
	has_change(b, "email lei@example.org -> (empty)");
}

/* Ten thousand rows, wet and dry, then one of them changed. */
static void ten_thousand_people_are_told_row_by_row(void **state)
{
	enum { PEOPLE = 10000 };
	struct bench *b = *state;
	struct text csv = text_new(1 << 20);
	size_t lines = 0;
	char *one;

	text_add(&csv, STAFF);
	for (int i = 0; i < PEOPLE; i++)
		text_addf(&csv, "Engineer %05d,138%08d,engineer,,en\n", i, i);
	b->ways.dry_run = true;
	for (int i = 0; i < 2; i++, b->ways.dry_run = false) {
		assert_int_equal(import_bytes(b, "people", text_str(&csv), csv.len), VERB_DONE);
		assert_int_equal(b->count.added, PEOPLE);
		lines = 0;
		for (const char *at = b->changes; (at = strchr(at, '\n')); at++)
			lines++;
		assert_int_equal(lines, PEOPLE);
	}
	one = strstr(csv.s, ",13800007777,engineer,,en");
	assert_non_null(one);
	memcpy(one, ",13800007777,agent   ,,en", strlen(",13800007777,agent   ,,en"));
	assert_int_equal(import_bytes(b, "people", text_str(&csv), csv.len), VERB_DONE);
	assert_int_equal(b->count.unchanged, PEOPLE - 1);
	has_change(b, ":7779: changed: Engineer 07777 (+8613800007777): roles engineer -> agent\n");
	assert_ptr_equal(strchr(b->changes, '\n'), b->changes + b->changes_n - 1);
	text_free(&csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_column_is_told_as_it_was_and_as_it_is),
		TEST(customers_stations_and_machines_are_told_likewise),
		TEST(a_dry_run_tells_the_same_and_keeps_nothing),
		TEST(a_mail_address_stays_until_a_file_has_the_column),
		TEST(ten_thousand_people_are_told_row_by_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
