/* Zones against libc's clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "handlers/zone/day.h"
#include "handlers/zone/zone.h"
#include "tests/handlers/chance.h"
#include "tests/handlers/libc_clock.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static const char *const zone_names[] = {"Asia/Shanghai",       "Europe/Berlin",     "America/New_York",
					 "Australia/Lord_Howe", "Asia/Kathmandu",    "America/St_Johns",
					 "America/Santiago",    "Africa/Casablanca", "Pacific/Apia",
					 "Asia/Gaza",           "America/Nuuk",      "Europe/Dublin"};

/* Every quarter of an hour in the first five, so that every change is met from both sides; every hour in the others. */
static void zones_are_libcs(void **state)
{
	int64_t from = day_number(2020, 1, 1) * DAY_MS, to = day_number(2041, 1, 1) * DAY_MS;

	(void)state;
	for (size_t i = 0; i < COUNT(zone_names); i++) {
		struct zone *z = zone_open(zone_names[i]);

		assert_non_null(z);
		libc_zone(zone_names[i]);
		for (int64_t t = from; t < to; t += (i < 5 ? 15 : 60) * MINUTE_MS)
			if (zone_local(z, t) != libc_local(t))
				fail_msg("%s at %lld", zone_names[i], (long long)t);
		zone_close(z);
	}
}

/* The last column but one of each line. */
static size_t all_zones(char names[][64], size_t max)
{
	FILE *in = fopen("/usr/share/zoneinfo/zone1970.tab", "re");
	char line[512];
	size_t n = 0;

	assert_non_null(in);
	while (n < max && fgets(line, sizeof(line), in))
		if (line[0] != '#')
			n += sscanf(line, "%*s %*s %63s", names[n]) == 1;
	fclose(in);
	return n;
}

static void all_the_zones_there_are_until_2070(void **state)
{
	static char names[512][64];
	size_t n = all_zones(names, COUNT(names));

	(void)state;
	assert_true(n > 250);
	for (size_t i = 0; i < n; i++) {
		struct zone *z = zone_open(names[i]);
		int64_t to = day_number(2070, 1, 1) * DAY_MS;

		if (!z)
			fail_msg("%s is not understood", names[i]);
		libc_zone(names[i]);
		for (int64_t t = day_number(1995, 1, 1) * DAY_MS; t < to; t += 53 * HOUR_MS)
			if (zone_local(z, t) != libc_local(t))
				fail_msg("%s at %lld", names[i], (long long)t);
		zone_close(z);
	}
}

/* The first instant at which the clock shows so much: not a moment earlier, and mktime's where there is only one. */
static void the_first_instant_of_a_local_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(zone_names); i++) {
		struct zone *z = zone_open(zone_names[i]);

		assert_non_null(z);
		libc_zone(zone_names[i]);
		for (int k = 0; k < 5000; k++) {
			int64_t local = (day_number(2020, 1, 1) + (int64_t)chance(7670)) * DAY_MS;
			int64_t found;

			local += (int64_t)chance(24 * 12) * 5 * MINUTE_MS;
			found = zone_first(z, local);
			assert_true(libc_local(found) >= local);
			for (int64_t before = found - 1000; before > found - 4 * HOUR_MS; before -= 10 * MINUTE_MS)
				if (libc_local(before) >= local)
					fail_msg("%s: %lld is later", zone_names[i], (long long)before);
			if (libc_local(found) == local && libc_tm(found).tm_isdst == libc_tm(found - DAY_MS).tm_isdst) {
				struct tm tm = libc_tm(found);
				int64_t libc = (int64_t)mktime(&tm) * 1000;

				assert_int_equal(libc, found);
			}
		}
		zone_close(z);
	}
}

static void what_is_no_zone(void **state)
{
	static const char *const wrong[] = {"",     "Asia/Urumchi", "/etc/localtime", "../zoneinfo/UTC",
					    ":UTC", "zone1970.tab", "Europe/",        "Asia"};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct zone *z = zone_open(wrong[i]);

		if (z)
			fail_msg("`%s` is one", wrong[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_are_libcs),
		cmocka_unit_test(all_the_zones_there_are_until_2070),
		cmocka_unit_test(the_first_instant_of_a_local_time),
		cmocka_unit_test(what_is_no_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
