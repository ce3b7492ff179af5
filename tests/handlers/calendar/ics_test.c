/* Files of days: what they may hold, and every fault that can be in one. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/text/units.h"
#include "tests/handlers/calendar/calendar_files.h"
#include "tests/handlers/libc_clock.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Days off, worked days and hours off, each as it may be written, behind a byte order mark. */
/* clang-format off */
#define ALL_KINDS \
	"\xef\xbb\xbf" CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nCATEGORIES:Holiday\n") \
	      EVENT("DTSTART;VALUE=DATE:20260501\n") \
	      EVENT("DTSTART;VALUE=DATE:20260502\nDTEND;VALUE=DATE:20260505\n") \
	      EVENT("DTSTART;VALUE=DATE:20260516\nCATEGORIES:China,workday\n") \
	      EVENT("DTSTART;VALUE=DATE:20260516\nCATEGORIES:HOLIDAY\n") \
	      EVENT("DTSTART;VALUE=DATE:20260601\nCATEGORIES:WORKDAY\n") \
	      EVENT("DTSTART;VALUE=DATE:20260601\n") \
	      EVENT("DTSTART;VALUE=DATE:20260701\n") \
	      EVENT("DTSTART;VALUE=DATE:20260702\nCATEGORIES:WORKDAY\n") \
	      EVENT("DTSTART:20261224T120000\nDTEND:20261224T150000\n") \
	      EVENT("DTSTART;TZID=Asia/Tokyo:20261231T140000\nDURATION:PT10H\n") \
	      EVENT("DTSTART:20261230T060000Z\nDTEND:20261230T073000Z\n") \
	      EVENT("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\n") \
	      EVENT("DTSTART;VALUE=DATE:20260803\nSTATUS:CANCELLED\n") \
	      EVENT("DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=DAILY;COUNT=2\n"))
/* clang-format on */

static void assert_worked(const struct calendars *set, const char *day, int64_t minutes)
{
	char midnight[24];
	int64_t begin, worked;

	snprintf(midnight, sizeof(midnight), "%s 00:00", day);
	begin = at_local(midnight);
	worked = calendar_measure(calendars_for(set, ""), begin, begin + DAY_MS) / MINUTE_MS;
	if (worked != minutes)
		fail_msg("%s: %lld, not %lld minutes", day, (long long)worked, (long long)minutes);
}

static void days_of_all_kinds(void **state)
{
	static const struct {
		const char *day;
		int64_t minutes;
	} rows[] = {
		{"2026-01-01", 0},   {"2027-01-01", 0},   {"2030-01-01", 0},   {"2065-01-01", 0}, /* each year */
		{"2026-05-01", 0},   {"2026-05-04", 0},   {"2026-05-05", 420}, /* without and with DTEND */
		{"2026-05-16", 420}, {"2026-05-17", 0},   {"2026-06-01", 420}, /* both in one file: worked */
		{"2026-07-01", 420}, {"2026-07-02", 0},                        /* the second file's word */
		{"2026-12-24", 300}, {"2026-12-31", 180}, {"2026-12-30", 330}, /* hours off */
		{"2026-11-26", 0},   {"2027-11-25", 0},   {"2026-11-19", 420}, /* a fourth Thursday */
		{"2026-08-03", 420}, {"2026-09-01", 0},   {"2026-09-02", 0},   {"2026-09-03", 420},
	};
	struct calendars *set;

	(void)state;
	write_file(ics_file, ALL_KINDS);
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20260701\nCATEGORIES:WORKDAY\n")
						 EVENT("DTSTART;VALUE=DATE:20260702\n")));
	set = loads(WITH_DAYS);
	libc_zone("Asia/Shanghai");
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_worked(set, rows[i].day, rows[i].minutes);
	calendars_free(set);
}

/* As public feeds of China's holidays have it: no categories, a make-up day says so in its summary. */
#define FEED_MORE                                                                          \
	EVENT("DTSTART;VALUE=DATE:20260912\nSUMMARY:中秋节【班】\n")                       \
	EVENT("DTSTART;VALUE=DATE:20260510\nSUMMARY:劳动节特殊工作日\n")                   \
	EVENT("DTSTART;VALUE=DATE:20260516\nSUMMARY:Special Working Day for Labour Day\n") \
	EVENT("DTSTART;VALUE=DATE:20261005\nSUMMARY:National Day (non-working day)\n")     \
	EVENT("DTSTART;VALUE=DATE:20261006\nSUMMARY:国庆节（非工作日）\n")
#define FEED                                                                                                         \
	CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261002\nSUMMARY:国庆节 假期 第1天/共8天\n")  \
			 EVENT("DTSTART;VALUE=DATE:20261008\nSUMMARY;LANGUAGE=zh_CN:国庆节（休）\n")                 \
				 EVENT("DTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节 补班 第1天/共1天\n")             \
					 EVENT("DTSTART;VALUE=DATE:20260920\nSUMMARY;LANGUAGE=zh_CN:国庆节（班）\n") \
						 EVENT("DTSTART;VALUE=DATE:20260214\nSUMMARY:春节调休上班\n") EVENT( \
							 "DTSTART;VALUE=DATE:20260228\nSUMMARY:Make-up Workday\n")   \
							 EVENT("DTSTART;VALUE=DATE:20260509\nSUMMARY:补班\n"       \
							       "CATEGORIES:HOLIDAY\n") FEED_MORE)

static void a_make_up_day_that_only_its_summary_names_is_worked(void **state)
{
	static const struct {
		const char *day;
		int64_t minutes;
	} rows[] = {{"2026-10-01", 0},
		    {"2026-10-08", 0},
		    {"2026-10-10", 420},
		    {"2026-09-20", 420},
		    {"2026-02-14", 420},
		    {"2026-02-28", 420},
		    {"2026-05-09", 0} /* its category says otherwise */,
		    {"2026-09-12", 420},
		    {"2026-05-10", 420},
		    {"2026-05-16", 420},
		    {"2026-10-05", 0},
		    {"2026-10-06", 0}};
	char here[PATH_MAX], yaml[PATH_MAX + 200];
	struct faults faults = {0};
	struct calendars *set;

	(void)state;
	libc_zone("Asia/Shanghai");
	assert_non_null(realpath("templates", here));
	snprintf(yaml, sizeof(yaml), "templates: %s\n%s", here, WITH_DAYS);
	write_file(ics_file, FEED);
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\n")));
	set = loads(yaml);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_worked(set, rows[i].day, rows[i].minutes);
	calendars_free(set);

	/* A long event that speaks of work may be the holiday before it. */
	write_file(ics_file,
		   CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261009\nSUMMARY:国庆，9日上班\n")));
	assert_null(load(yaml, &faults));
	assert_faults(&faults, "6: it has 8 days; add CATEGORIES:HOLIDAY");
	faults_free(&faults);

	/* Without the words of a language, nothing says so. */
	write_file(ics_file, FEED);
	set = loads(WITH_DAYS);
	assert_worked(set, "2026-10-10", 0);
	calendars_free(set);
}

/* A file, and what is said of it: each fault at its line, from 1. */
struct faulty {
	const char *ics, *faults;
};

static void assert_told(const struct faulty *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct faults faults = {0};

		write_file(ics_file, rows[i].ics);
		write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
		if (load(WITH_DAYS, &faults))
			fail_msg("nothing is said, but expected: %s\n%s", rows[i].faults, rows[i].ics);
		assert_faults(&faults, rows[i].faults);
		assert_string_equal(faults.all[0].file, ics_file);
		faults_free(&faults);
	}
}

static const struct faulty faulty_files[] = {
	{"", "1: begins with BEGIN:VCALENDAR"},
	{"hello\n", "1: begins with BEGIN:VCALENDAR"},
	{CALENDAR(""), "0: there is no VEVENT"},
	{CALENDAR(EVENT("SUMMARY:x\n")), "3: add DTSTART"},
	{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:PT1H\nCATEGORIES:WORKDAY\n")), "4: a whole day"},
	{CALENDAR(EVENT("CATEGORIES:BIRTHDAY\nDTSTART;VALUE=DATE:20261001\n")), "4: write HOLIDAY or WORKDAY"},
	{CALENDAR("BEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\n"), "10: nested"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES:HOLIDAYS\n")), "5: write HOLIDAY or WORKDAY"},
	/* A folded line is not found; then the file as a whole is named. */
	{CALENDAR("BEGIN:\n VEVENT\nDTSTART;VALUE=DATE:20261301\nEND:VEVENT\n"), "0: there is no VEVENT"},
	{CALENDAR(EVENT("SUMMARY:x\n") EVENT("SUMMARY:x\n") EVENT("SUMMARY:x\n")),
	 "3: add DTSTART\n6: add DTSTART\n9: add DTSTART"},
};

static void files_that_hold_no_days_are_told(void **state)
{
	(void)state;
	assert_told(faulty_files, COUNT(faulty_files));
}

static const struct faulty faulty_dates[] = {
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260230\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261301\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART:20261001T250000\nDTEND:20261002T000000\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n") EVENT("SUMMARY:x\nDTSTART;VALUE=DATE:20261032\n")),
	 "8: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261001\n")), "5: ends before"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20260930\n")), "5: ends before"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261099\n")), "5: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND:20261002T120000\n")), "5: write both alike"},
	{CALENDAR(EVENT("DTSTART:20261001T120000\n")), "4: ends before"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDURATION:soon\n")), "5: not a duration"},
	{CALENDAR(EVENT("DTSTART;TZID=China Standard Time:20261001T120000\nDURATION:PT1H\n")),
	 "4: does not know this time zone; write one like TZID=Asia/Shanghai"},
	/* Dates and times that no calendar has, by each of their parts. */
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:18991231\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:22010101\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260001\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260100\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:00000000\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART:20261001T126000\nDURATION:PT1H\n")), "4: no such date or time"},
	{CALENDAR(EVENT("DTSTART:20261001T120061\nDURATION:PT1H\n")), "4: no such date or time"},
	{CALENDAR(EVENT("DTSTART;VALUE=TEXT:Thursday\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDTEND:tomorrow\n")), "5: no such date"},
	/* By the clocks of two zones it ends before it begins. */
	{CALENDAR(EVENT("DTSTART:20261001T120000\nDTEND;TZID=Asia/Tokyo:20261001T123000\n")), "5: ends before"},
	{CALENDAR(EVENT("DTSTART:20261001T120000\nDTEND;TZID=Mars/Base:20261001T123000\n")),
	 "5: does not know this time zone"},
	{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:PT0S\n")), "5: ends before"},
	{CALENDAR(EVENT("DTSTART:20261001T120000\nDURATION:-PT1H\n")), "5: ends before"},
};

static void dates_and_times_that_cannot_be_are_told(void **state)
{
	(void)state;
	assert_told(faulty_dates, COUNT(faulty_dates));
}

static const struct faulty faulty_rules[] = {
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=DAILY\n")), "5: add COUNT or UNTIL"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=WEEKLY;BYDAY=SU\n")), "5: never ends"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=SECONDLY;COUNT=9\n")), "5: not that frequent"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=SOMETIMES\n")), "5: cannot be read"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=99999999\n")
			  EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=15000\n")),
	 "9: more than 20000 days"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;UNTIL=20269999\n")), "5: UNTIL is not a date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n")), "5: fits no day"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=YEARLY;UNTIL=20250101\n")), "5: never applies"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260230\nRRULE:FREQ=YEARLY\n")), "4: no such date"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271001\n")),
	 "6: EXDATE is not read"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRDATE;VALUE=DATE:20271001\n")), "5: RDATE is not read"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=HOURLY;COUNT=9\n")), "5: not that frequent"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=MONTHLY\n")), "5: never ends"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=2\n")),
	 "5: can have one rule"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRDATE:whenever\n")), "5: RDATE is not read"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nEXRULE:FREQ=DAILY;COUNT=2\n")), "5: EXRULE is not read"},
	{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nRECURRENCE-ID:20261001\n")), "5: RECURRENCE-ID is not read"},
};

static void rules_that_are_not_read_are_told(void **state)
{
	(void)state;
	assert_told(faulty_rules, COUNT(faulty_rules));
}

/* The first ten are enough to see what is wrong with all. */
static void a_file_of_faults_says_how_many(void **state)
{
	struct faults faults = {0};
	FILE *to = fopen(ics_file, "we");
	char expected[2000] = "";
	size_t n = 0;

	(void)state;
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
	assert_non_null(to);
	fputs("BEGIN:VCALENDAR\n", to);
	for (int i = 0; i < 300; i++) {
		fputs("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261032\nEND:VEVENT\n", to);
		if (i < 10)
			n += (size_t)snprintf(expected + n, sizeof(expected) - n, "%d: no such date\n", 3 + 3 * i);
	}
	fputs("END:VCALENDAR\n", to);
	fclose(to);
	snprintf(expected + n, sizeof(expected) - n, "32: the 290 events from here on were not checked");
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, expected);
	faults_free(&faults);
}

/* What may look like a fault, but is none. */
static void what_may_stand_in_a_calendar_file(void **state)
{
	static const struct {
		const char *ics;
		int64_t minutes; /* worked on Thursday, 2026-10-01 */
	} rows[] = {
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES: holiday ,family\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nCATEGORIES:family\nCATEGORIES:HOLIDAY\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\nDURATION:P1D\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=MONTHLY;COUNT=2\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260924\nRRULE:FREQ=WEEKLY;UNTIL=20261001\n")), 0},
		{CALENDAR(EVENT("DTSTART;VALUE=DATE:20260924\nRRULE:FREQ=WEEKLY;UNTIL=20260930\n")), 420},
		/* A zone means nothing for a whole day, or for a time in UTC. */
		{CALENDAR(EVENT("DTSTART;TZID=Mars/Base;VALUE=DATE:20261001\n")), 0},
		{CALENDAR(EVENT("DTSTART;TZID=Mars/Base:20261001T020000Z\nDURATION:PT1H\n")), 360},
		{CALENDAR(EVENT("DTSTART;TZID=Asia/Tokyo:20261001T110000\nDTEND:20261001T113000\n")), 330},
		/* Other things in a calendar: a to-do, and a line whose name begins like DTSTART. */
		{CALENDAR("BEGIN:VTODO\nDTSTART:20261001T090000\nEND:VTODO\n" EVENT(
			 "DTSTART;VALUE=DATE:20260930\nDTSTARTLING:yes\n")),
		 420},
	};

	(void)state;
	libc_zone("Asia/Shanghai");
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20260505\n")));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct calendars *set;
		int64_t begin, worked;

		write_file(ics_file, rows[i].ics);
		set = loads(WITH_DAYS);
		begin = at_local("2026-10-01 00:00");
		worked = calendar_measure(calendars_for(set, ""), begin, begin + DAY_MS) / MINUTE_MS;

		if (worked != rows[i].minutes)
			fail_msg("%lld minutes, not %lld:\n%s", (long long)worked, (long long)rows[i].minutes,
				 rows[i].ics);
		calendars_free(set);
	}
}

static void what_is_no_file_of_text(void **state)
{
	static const char nul[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\0\nEND:VEVENT\nEND:VCALENDAR\n";
	FILE *to = fopen(ics_file, "we");
	struct faults faults = {0};
	char config[200];

	(void)state;
	assert_non_null(to);
	fwrite(nul, 1, sizeof(nul) - 1, to);
	fclose(to);
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261001\n")));
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: there is a NUL in it");
	faults_free(&faults);
	/* Named by their whole paths; a folder is not a file. */
	snprintf(config, sizeof(config), "calendars:\n  a: {hours: {mon: 9:00-10:00}, days: [%s, %s]}\n", second_file,
		 folder);
	assert_null(load(config, &faults));
	assert_faults(&faults, "0: it is not a file");
	faults_free(&faults);
}

static void a_file_that_is_too_much(void **state)
{
	FILE *to = fopen(ics_file, "we");
	struct faults faults = {0};

	(void)state;
	assert_non_null(to);
	fputs("BEGIN:VCALENDAR\n", to);
	for (int i = 0; i < 5001; i++)
		fputs("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nEND:VEVENT\n", to);
	fputs("END:VCALENDAR\n", to);
	fclose(to);
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: more than 5000 events");
	faults_free(&faults);
	to = fopen(ics_file, "ae");
	assert_non_null(to);
	for (int i = 0; i < 100000; i++)
		fputs("X-FILLER:1\n", to);
	fclose(to);
	assert_null(load(WITH_DAYS, &faults));
	assert_faults(&faults, "0: larger than 1 MiB");
	faults_free(&faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_of_all_kinds),
		cmocka_unit_test(a_make_up_day_that_only_its_summary_names_is_worked),
		cmocka_unit_test(files_that_hold_no_days_are_told),
		cmocka_unit_test(dates_and_times_that_cannot_be_are_told),
		cmocka_unit_test(rules_that_are_not_read_are_told),
		cmocka_unit_test(a_file_of_faults_says_how_many),
		cmocka_unit_test(what_may_stand_in_a_calendar_file),
		cmocka_unit_test(what_is_no_file_of_text),
		cmocka_unit_test(a_file_that_is_too_much),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
