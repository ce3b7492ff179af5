#include "db/store/listed_rows.h"

#include "tests/db/fixture.h"
#include "tests/langs.h"

#define HEAD ROLE_BIT(STATION_HEAD)
#define TECH ROLE_BIT(ENGINEER)
#define SELLER ROLE_BIT(SALES_MANAGER)

/* All rows of a list, a page of two at a time, a line each. */
static const char *listed(struct store *s, enum listed kind)
{
	static char lines[4096];
	char after[128] = "";
	struct listed_row page[2];
	size_t n, at = 0;

	lines[0] = '\0';
	do {
		n = listed_page(s, kind, after, page, 2);
		for (size_t i = 0; i < n; i++) {
			for (size_t k = 0; k < LISTED_FIELDS && page[i].fields[k]; k++)
				at += (size_t)snprintf(lines + at, sizeof(lines) - at, "%s%s", k > 0 ? "," : "",
						       page[i].fields[k]);
			at += (size_t)snprintf(lines + at, sizeof(lines) - at, "\n");
			snprintf(after, sizeof(after), "%s", page[i].key);
			listed_row_free(&page[i]);
		}
	} while (n == 2);
	assert_false(store_failed(s));
	return lines;
}

static void people_stand_in_order_of_their_first_mobile_whatever_the_page(void **state)
{
	struct store *s = open_store();
	struct people_row two = {.name = "韩梅",
				 .numbers = {"+8613800000012", "+8613800000001"},
				 .numbers_n = 2,
				 .email = "two@example.com",
				 .roles = TECH | HEAD,
				 .lang = EN};
	int64_t station = 0, id, taken;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "Urumqi", &station));
	put_person(s, "赵强", "+8613800000031", SELLER, station);
	put_person(s, "Retired", "+8613800000099", 0, station);
	put_person(s, "李雷", "+8613800000011", TECH, station);
	assert_true(people_put(s, &two, &id, &taken));
	put_customer(s, "王建国", "+8613900000001", 0);
	assert_string_equal(listed(s, LISTED_PEOPLE),
			    "李雷,+8613800000011,engineer,乌鲁木齐站,zh,\n"
			    "韩梅,+8613800000012;+8613800000001,station_head;engineer,,en,two@example.com\n"
			    "赵强,+8613800000031,sales_manager,乌鲁木齐站,zh,\n");
	assert_string_equal(listed(s, LISTED_RETIRED), "Retired,+8613800000099,,乌鲁木齐站,zh,\n");
	assert_string_equal(listed(s, LISTED_STATIONS), "乌鲁木齐站,B,Urumqi\n");
	store_rollback(s);
	store_close(s);
}

static void whose_name_another_has_too_is_named_by_mobile(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {.serial = "A-1",
				  .model = "",
				  .km = "0.00001",
				  .latitude = "-43.8256",
				  .longitude = "87",
				  .hours = "9999999.9",
				  .warranty_until = ""};
	int64_t first, second, other, gone;

	(void)state;
	assert_true(store_begin(s));
	first = put_person(s, "赵强", "+8613800000031", SELLER, 0);
	put_person(s, "赵强", "+8613800000032", SELLER, 0);
	put_person(s, "周梅", "+8613800000033", TECH, 0);
	other = put_person(s, "周梅", "+8613800000034", SELLER, 0);
	gone = put_person(s, "钱伟", "+8613800000035", SELLER, 0);
	row.customer = put_customer(s, "X", "+8613900000001", first);
	second = put_customer(s, "x", "+8613900000002", other);
	put_customer(s, "Y", "+8613900000003", gone);
	put_person(s, "钱伟", "+8613800000035", 0, 0);
	assert_true(machine_put(s, &row));
	row = (struct machine_row){.serial = "A-2",
				   .model = "M",
				   .km = "",
				   .latitude = "",
				   .longitude = "",
				   .hours = "",
				   .warranty_until = "2027-06-30",
				   .customer = second};
	assert_true(machine_put(s, &row));
	assert_string_equal(listed(s, LISTED_CUSTOMERS), "X,+8613900000001,A,en,+8613800000031\n"
							 "x,+8613900000002,A,en,周梅\n"
							 "Y,+8613900000003,A,en,\n");
	assert_string_equal(listed(s, LISTED_MACHINES), "A-1,,+8613900000001,,0.00001,-43.8256,87,9999999.9,\n"
							"A-2,M,+8613900000002,,,,,,2027-06-30\n");
	store_rollback(s);
	store_close(s);
}

static void deputies_are_listed_with_those_for_whom_they_stand_in(void **state)
{
	struct store *s = open_store();
	int64_t head, deputy;

	(void)state;
	assert_true(store_begin(s));
	head = put_person(s, "阿里木", "+8613800000001", HEAD, 0);
	deputy = put_person(s, "李雷", "+8613800000011", TECH, 0);
	assert_string_equal(listed(s, LISTED_DEPUTIES), "");
	assert_true(people_deputy(s, head, deputy, T0));
	assert_string_equal(listed(s, LISTED_DEPUTIES), "阿里木,+8613800000001,,李雷,+8613800000011,1763712000000\n");
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	for (enum listed kind = LISTED_STATIONS; kind <= LISTED_DEPUTIES; kind++)
		listed(s, kind);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(people_stand_in_order_of_their_first_mobile_whatever_the_page),
		TEST(whose_name_another_has_too_is_named_by_mobile),
		TEST(deputies_are_listed_with_those_for_whom_they_stand_in),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
