/* Zones from files written here: rules by hand, and broken files. None may be half understood. */
#include "handlers/zone/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/zone/day.h"
#include "templates/text/units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define BYTES_MAX (80 * 1024)
#define HEADER 44

/* ---- a file ---- */

static char folder[] = "/tmp/fieldgate-zone-XXXXXX";
static unsigned char bytes[BYTES_MAX];
static size_t n;

static void put(int64_t value, size_t width)
{
	for (size_t i = width; i > 0; i--)
		bytes[n++] = (unsigned char)((uint64_t)value >> 8 * (i - 1));
}

struct recipe {
	const int64_t *times; /* s */
	const unsigned char *into;
	size_t times_n;
	const int *ahead; /* s */
	size_t types, leaps;
	const char *footer;
};

static void header(const struct recipe *r)
{
	memcpy(bytes + n, "TZif2", 5);
	memset(bytes + n + 5, 0, 15);
	n += 20;
	put(0, 4);
	put(0, 4);
	put(r ? (int64_t)r->leaps : 0, 4);
	put(r ? (int64_t)r->times_n : 0, 4);
	put(r ? (int64_t)r->types : 0, 4);
	put(0, 4);
}

static void write_zone(void)
{
	char path[64];
	FILE *to;

	snprintf(path, sizeof(path), "%s/Zone", folder);
	to = fopen(path, "we");

	assert_non_null(to);
	assert_int_equal(fwrite(bytes, 1, n, to), n);
	assert_int_equal(fclose(to), 0);
}

/* The old block is empty, as newer compilers of zones leave it. */
static void cook(const struct recipe *r)
{
	n = 0;
	header(NULL);
	header(r);
	for (size_t i = 0; i < r->times_n; i++)
		put(r->times[i], 8);
	for (size_t i = 0; i < r->times_n; i++)
		put(r->into[i], 1);
	for (size_t i = 0; i < r->types; i++) {
		put(r->ahead[i], 4);
		put(0, 2);
	}
	for (size_t i = 0; i < r->leaps; i++) {
		put(0, 8); /* when */
		put(0, 4); /* how many by then */
	}
	n += (size_t)sprintf((char *)bytes + n, "\n%s\n", r->footer);
	write_zone();
}

static const int one_type[] = {8 * 3600};
static const int two_types[] = {3600, 7200};
static const int64_t two_times[] = {INT64_C(1000000000), INT64_C(1100000000)};
static const unsigned char there_and_back[] = {1, 0};

#define PLAIN(rule)                                             \
	{                                                       \
		.ahead = one_type, .types = 1, .footer = (rule) \
	}
#define MOVED(rule)                                                   \
	{                                                             \
		two_times, there_and_back, 2, two_types, 2, 0, (rule) \
	}

static void refused(const char *why)
{
	struct zone *z = zone_open("Zone");

	if (z)
		fail_msg("understood: %s", why);
}

static struct zone *understood(const struct recipe *r)
{
	struct zone *z;

	cook(r);
	z = zone_open("Zone");

	if (!z)
		fail_msg("not understood: %s", r->footer);
	return z;
}

/* ---- rules ---- */

static int64_t ahead_at(const struct zone *z, int year, int month, int day, int minute)
{
	int64_t at = day_number(year, month, day) * DAY_MS + minute * MINUTE_MS;

	return (zone_local(z, at) - at) / 1000;
}

static void offsets_are_read_as_they_are_written(void **state)
{
	static const struct {
		const char *rule;
		int ahead;
	} rows[] = {{"CST-8", 8 * 3600},   {"<+0330>-3:30", 3 * 3600 + 1800},
		    {"<-03>3", -3 * 3600}, {"LMT-8:05:43", 8 * 3600 + 343},
		    {"EST+5", -5 * 3600},  {"UTC0", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct recipe r = PLAIN(rows[i].rule);
		struct zone *z;

		/* The rule decides for the future, and the file's only type for the past. */
		r.ahead = &rows[i].ahead;
		z = understood(&r);

		assert_int_equal(ahead_at(z, 2026, 7, 1, 0), rows[i].ahead);
		assert_int_equal(ahead_at(z, 1970, 1, 1, 0), rows[i].ahead);
		zone_close(z);
	}
}

struct turn {
	const char *rule;
	int before[4], after[4]; /* month, day, minute (UTC), s ahead */
};

static const struct turn turns[] = {
	/* The last Sunday of March, 02:00, and of October, 03:00 summer time. */
	{"CET-1CEST,M3.5.0,M10.5.0/3", {3, 29, 59, 3600}, {3, 29, 60, 7200}},
	{"CET-1CEST,M3.5.0,M10.5.0/3", {10, 25, 59, 7200}, {10, 25, 60, 3600}},
	/* South of the equator summer spans the end of the year. */
	{"<-04>4<-03>,M9.1.6/24,M4.1.6/24", {9, 6, 239, -14400}, {9, 6, 240, -10800}},
	{"<-04>4<-03>,M9.1.6/24,M4.1.6/24", {4, 5, 179, -10800}, {4, 5, 180, -14400}},
	/* A time before midnight, on the day before; summer time with an offset of its own, of half an hour. */
	{"AAA-2BBB-2:30,M3.4.4/-2:30,M12.5.0/0", {3, 25, 1169, 7200}, {3, 25, 1170, 9000}},
	{"AAA-2BBB-2:30,M3.4.4/-2:30,M12.5.0/0", {12, 26, 1289, 9000}, {12, 26, 1290, 7200}},
	/* As in Dublin, where what the rule calls summer time is in winter. */
	{"IST-1GMT0,M10.5.0,M3.5.0/1", {3, 29, 59, 0}, {3, 29, 60, 3600}},
};

static void rules_change_the_clock_when_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(turns); i++) {
		const struct turn *t = &turns[i];
		struct recipe r = PLAIN(t->rule);
		struct zone *z = understood(&r);
		int64_t before = ahead_at(z, 2026, t->before[0], t->before[1], t->before[2]);
		int64_t after = ahead_at(z, 2026, t->after[0], t->after[1], t->after[2]);

		if (before != t->before[3] || after != t->after[3])
			fail_msg("%s, %d-%d: from %lld to %lld", t->rule, t->after[0], t->after[1], (long long)before,
				 (long long)after);
		zone_close(z);
	}
}

static void the_table_holds_until_its_last_change(void **state)
{
	const struct recipe r = MOVED("CET-1CEST,M3.5.0,M10.5.0/3");
	struct zone *z = understood(&r);

	(void)state;
	assert_int_equal(ahead_at(z, 2001, 9, 9, 0), 3600);  /* before the first */
	assert_int_equal(ahead_at(z, 2001, 9, 10, 0), 7200); /* after it, though the rule would be in force */
	assert_int_equal(ahead_at(z, 2004, 1, 1, 0), 7200);  /* winter, but the table says so */
	assert_int_equal(ahead_at(z, 2004, 12, 1, 0), 3600); /* after the last */
	assert_int_equal(ahead_at(z, 2026, 7, 1, 0), 7200);  /* the rule's summer */
	zone_close(z);
}

static void without_a_rule_the_last_change_stays(void **state)
{
	const struct recipe r = MOVED("");
	struct zone *z = understood(&r);

	(void)state;
	assert_int_equal(ahead_at(z, 2004, 1, 1, 0), 7200);
	assert_int_equal(ahead_at(z, 2026, 7, 1, 0), 3600);
	zone_close(z);
}

/* ---- what is not a zone ---- */

static void half_a_rule_is_none(void **state)
{
	static const char *const rules[] = {
		"8",
		"CST",
		"<+08-8",
		"<>",
		"CST-",
		"CST-26",
		"CST-1234",
		"CST-8:",
		"CST-8:60",
		"CST-8:00:60",
		"CST-8:00:00:00",
		"CST-8 ",
		"CET-1CEST",
		"CET-1CEST-",
		"CET-1CEST-26,M3.5.0,M10.5.0",
		"CET-1,M3.5.0,M10.5.0",
		"CET-1CEST,M3.5.0",
		"CET-1CEST,J60,J300",
		"CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M0.5.0,M10.5.0",
		"CET-1CEST,M3.0.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,M3-5.0,M10.5.0",
		"CET-1CEST,M3.5,M10.5.0",
		"CET-1CEST,M3.5.,M10.5.0",
		"CET-1CEST,M3..0,M10.5.0",
		"CET-1CEST,M.5.0,M10.5.0",
		"CET-1CEST,M3.5.0/,M10.5.0",
		"CET-1CEST,M3.5.0/168,M10.5.0",
		"CET-1CEST,M3.5.0,M10.5.0/x",
		"CET-1CEST,M3.5.0,M10.5.0 ",
		"CET-1CEST,M3.5.0,",
		"CET-1CEST,M3.5.0M10.5.0",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct recipe r = PLAIN(rules[i]);

		cook(&r);
		refused(rules[i]);
	}
}

static void a_rule_that_has_no_end_is_none(void **state)
{
	char rule[200];
	struct recipe r = PLAIN(rule);

	(void)state;
	memset(rule, 'A', sizeof(rule));
	memcpy(rule + 190, "-8", 3);
	cook(&r); /* longer than any rule */
	refused("a rule of 192 letters");
	r.footer = "CST-8";
	cook(&r);
	n--;
	write_zone();
	refused("no end of line behind the rule");
	cook(&r);
	bytes[n - 7] = ' ';
	write_zone();
	refused("no end of line before the rule");
}

/* A file that ends anywhere too early, or is too long, is not half a zone. */
static void a_file_cut_short_is_none(void **state)
{
	const struct recipe r = MOVED("CET-1CEST,M3.5.0,M10.5.0/3");
	size_t whole;

	(void)state;
	cook(&r);
	whole = n;
	zone_close(understood(&r));
	for (size_t cut = 0; cut < whole; cut++) {
		char why[40];

		n = cut;
		write_zone();
		snprintf(why, sizeof(why), "the first %zu bytes", cut);
		refused(why);
	}
	cook(&r);
	memset(bytes + n, 0, 64 * 1024);
	n = 64 * 1024;
	write_zone();
	refused("64 KiB");
}

static void numbers_that_contradict_the_file_are_refused(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *why;
	} slips[] = {
		{0, 't', "another magic"},
		{4, 0, "version 1"},
		{HEADER, 't', "no second block"},
		{HEADER + 4, '1', "a second block of version 1"},
		{20, 0x80, "fewer than none"},
		{HEADER + 36, 1, "16 million types"},
		{HEADER + 39, 3, "a type too few"},
		{HEADER + 39, 0, "no type"},
		{2 * HEADER + 16, 2, "a type that is not there"},
		{2 * HEADER + 8, 0, "the second change before the first"},
	};
	const struct recipe r = MOVED("CET-1");

	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		cook(&r);
		bytes[slips[i].at] = slips[i].byte;
		if (slips[i].at == 2 * HEADER + 8) /* 2004 becomes 1996: still after the first year */
			memcpy(bytes + 2 * HEADER + 8, "\0\0\0\0\x30\0\0\0", 8);
		write_zone();
		refused(slips[i].why);
	}
}

/* Such a file counts seconds that the system's clock does not. */
static void leap_seconds_are_refused(void **state)
{
	struct recipe r = PLAIN("CST-8");

	(void)state;
	r.leaps = 2;
	cook(&r);
	refused("leap seconds");
}

static void a_name_longer_than_a_path_is_none(void **state)
{
	static char name[5000];

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	assert_null(zone_open(name));
}

static void an_empty_tzdir_is_the_systems(void **state)
{
	struct zone *z;

	(void)state;
	setenv("TZDIR", "", 1);
	z = zone_open("Asia/Shanghai");
	setenv("TZDIR", folder, 1);
	assert_non_null(z);
	assert_int_equal(ahead_at(z, 2026, 7, 1, 0), 8 * 3600);
	zone_close(z);
	assert_null(zone_open("Asia/Shanghai"));
}

/* ---- */

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? setenv("TZDIR", folder, 1) : -1;
}

static int remove_folder(void **state)
{
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/Zone", folder);
	unlink(path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_are_read_as_they_are_written),
		cmocka_unit_test(rules_change_the_clock_when_they_say),
		cmocka_unit_test(the_table_holds_until_its_last_change),
		cmocka_unit_test(without_a_rule_the_last_change_stays),
		cmocka_unit_test(half_a_rule_is_none),
		cmocka_unit_test(a_rule_that_has_no_end_is_none),
		cmocka_unit_test(a_file_cut_short_is_none),
		cmocka_unit_test(numbers_that_contradict_the_file_are_refused),
		cmocka_unit_test(leap_seconds_are_refused),
		cmocka_unit_test(a_name_longer_than_a_path_is_none),
		cmocka_unit_test(an_empty_tzdir_is_the_systems),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
