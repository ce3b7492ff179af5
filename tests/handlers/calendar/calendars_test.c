/* Sets of calendars: the configuration, whose stations they are for, and what is warned of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "templates/text/text.h"
#include "templates/text/units.h"
#include "tests/handlers/calendar/calendar_files.h"
#include "tests/handlers/libc_clock.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void without_a_word_in_the_configuration(void **state)
{
	struct calendars *set = loads("time_zone: Asia/Shanghai\n");
	const struct calendar *c = calendars_for(set, "喀什站");

	(void)state;
	libc_zone("Asia/Shanghai");
	assert_ptr_equal(c, calendars_for(set, ""));
	assert_string_equal(calendar_name(c), "default");
	assert_int_equal(calendar_measure(c, at_local("2026-11-16 00:00"), at_local("2026-11-23 00:00")), 45 * HOUR_MS);
	assert_local(calendar_add(c, at_local("2026-11-20 17:00"), 2 * HOUR_MS), "2026-11-23 10:00");
	calendars_free(set);
}

static void stations_have_their_own(void **state)
{
	struct calendars *set =
		loads("calendars:\n"
		      "  west: {zone: Asia/Urumqi, stations: [喀什站, Ｋａｓｈｉ], hours: {sun-thu: 08:00-24:00}}\n"
		      "  others: {hours: {mon: 9:00-10:00}}\n");
	const struct calendar *west = calendars_for(set, "喀什站");

	(void)state;
	libc_zone("Asia/Shanghai");
	assert_string_equal(calendar_name(west), "west");
	assert_ptr_equal(calendars_for(set, "kashi"), west);
	assert_string_equal(calendar_name(calendars_for(set, "库尔勒站")), "others");
	assert_string_equal(calendar_name(calendars_for(set, "")), "others");
	/* Two hours behind Shanghai; on Sunday (22nd) it works, on Friday not. */
	assert_local(calendar_add(west, at_local("2026-11-22 03:00"), 60000), "2026-11-22 10:01");
	assert_local(calendar_add(west, at_local("2026-11-20 12:00"), 60000), "2026-11-22 10:01");
	assert_local(calendar_day(west, at_local("2026-11-19 12:00"), 0, -1), "2026-11-20 02:00");
	calendars_free(set);
}

#define ALL "  all: {hours: {mon-fri: 09:00-18:00}}\n"
#define HOURS(hours) "calendars:\n  all: {hours: {" hours "}}\n"
#define WITH(key) "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, " key "}\n"

static void faults_of_the_configuration(void **state)
{
	static const struct {
		const char *yaml, *faults;
	} rows[] = {
		{"calendars: []\n", "1: keys are expected here; write {NAME: {hours: {mon-fri: 09:00-18:00}}}"},
		{"calendars:\n" ALL "  a: [mon]\n", "3: keys are expected here; write {hours:"},
		{"calendars:\n" ALL "  \"\": {stations: x, hours: {mon: 9:00-10:00}}\n",
		 "3: a calendar's name has 1 to 63"},
		{"calendars:\n" ALL "  a234567890123456789012345678901234567890123456789012345678901234: {stations: x, "
		 "hours: {mon: 9:00-10:00}}\n",
		 "3: a calendar's name has 1 to 63"},
		{"calendars:\n  all: {hours: daily}\n", "2: keys are expected here; write {mon-fri:"},
		{HOURS("mon: []"), "2: a list is expected here; write [09:00-12:00"},
		{HOURS("mon: [{from: 9}]"), "2: one text is expected here"},
		{HOURS("mon: 900-1000"), "2: these are not hours"},
		{HOURS("mon: -10:00"), "2: these are not hours"},
		{HOURS("mon: 9-10"), "2: these are not hours"},
		{HOURS("mon: 9:0-10:00"), "2: these are not hours"},
		{HOURS("mon: 9:00 10:00"), "2: these are not hours"},
		{HOURS("mon: 9:60-10:00"), "2: these are not hours"},
		{HOURS("mon: 9:00-10:60"), "2: these are not hours"},
		{HOURS("mon: 9:00-10:00+"), "2: these are not hours"},
		{HOURS("mon: 9:00-24:01"), "2: these are not hours"},
		{HOURS("mon: [1:00-2:00, 2:00-3:00, 3:00-4:00, 4:00-5:00, 5:00-6:00, 6:00-7:00, 7:00-8:00, 8:00-9:00, "
		       "9:00-10:00]"),
		 "2: a day can have at most 8 windows of hours; join some"},
		{HOURS("monday: 9:00-10:00"), "2: there is no weekday `monday`"},
		{HOURS("mon-fry: 9:00-10:00"), "2: there is no weekday `fry`; did you mean `fri`?"},
		{HOURS("day after day after day after day: 9:00-10:00"), "2: there is no weekday `day after day"},
		{HOURS("whenever: 9:00-10:00"), "2: there is no weekday `whenever`; write mon, tue"},
		{WITH("stations: []"), "3: a list is expected here; write [STATION"},
		{WITH("stations: [{a: b}]"), "3: one text is expected here"},
		{WITH("stations: [\" \"]"), "3: this cannot be a station's name"},
		{WITH("stations: x, days: {}"), "3: a list is expected here; write [FILE.ics"},
		{WITH("stations: x, days: [[a]]"), "3: one text is expected here"},
		{WITH("stations: x, zone: [Asia/Tokyo]"), "3: one text is expected here"},
		{WITH("stations: x, make_up: mo"), "3: there is no weekday `mo`; did you mean `mon`?"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct faults faults = {0};

		if (load(rows[i].yaml, &faults))
			fail_msg("nothing is said, but expected: %s", rows[i].faults);
		assert_faults(&faults, rows[i].faults);
		assert_string_equal(faults.all[0].file, config_file);
		faults_free(&faults);
	}
}

/* 32 calendars, 1,000 named stations and paths of 1,023 bytes are possible, and not one more. */
static void too_many_of_them(void **state)
{
	struct text all = text_new(64 * 1024);
	struct faults faults = {0};
	struct calendars *set;

	(void)state;
	text_add(&all, "calendars:\n" ALL);
	for (int i = 1; i < CALENDARS_MAX; i++)
		text_addf(&all, "  c%d: {stations: [s%d], hours: {mon: 9:00-10:00}}\n", i, i);
	set = loads(text_str(&all));
	assert_string_equal(calendar_name(calendars_for(set, "s31")), "c31");
	calendars_free(set);
	text_add(&all, "  one: {stations: [more], hours: {mon: 9:00-10:00}}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults, "34: there are too many calendars; at most 32");
	faults_free(&faults);
	text_free(&all);

	all = text_new(64 * 1024);
	text_add(&all, "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, stations: [s0");
	for (int i = 1; i < 1000; i++)
		text_addf(&all, ", s%d", (i * 7919) % 1000);
	set = load(text_str(&all), &faults); /* its brackets are still open */
	assert_null(set);
	faults_free(&faults);
	text_add(&all, "]}\n");
	set = loads(text_str(&all));
	for (int i = 0; i < 1000; i++) {
		char name[8];

		snprintf(name, sizeof(name), "s%d", i);
		assert_string_equal(calendar_name(calendars_for(set, name)), "a");
	}
	calendars_free(set);
	text_add(&all, "  b: {hours: {mon: 9:00-10:00}, stations: [more]}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults, "4: at most 1000 stations can be named here");
	faults_free(&faults);
	text_free(&all);

	all = text_new(64 * 1024);
	text_add(&all, "calendars:\n" ALL "  a: {hours: {mon: 9:00-10:00}, stations: x, days: [");
	for (int i = 0; i < 1010; i++)
		text_add(&all, "d");
	text_add(&all, "]}\n");
	assert_null(load(text_str(&all), &faults));
	assert_faults(&faults,
		      "3: this path is too long; it can have at most 1023 bytes, with the folder of this file");
	faults_free(&faults);
	text_free(&all);
}

static void without_a_zone_it_is_utc(void **state)
{
	struct faults faults = {0};
	struct calendars *set;

	(void)state;
	libc_zone("UTC");
	write_file(config_file, "calendars:\n" ALL);
	set = calendars_load(config_file, "", &faults);
	assert_non_null(set);
	assert_local(calendar_add(calendars_for(set, ""), at_local("2026-11-20 17:00"), 2 * HOUR_MS),
		     "2026-11-23 10:00");
	calendars_free(set);
}

static void stations_that_are_none(void **state)
{
	struct station stations[2] = {{.id = 1}, {.id = 2}};
	struct roster roster = {.stations = stations, .stations_n = 2}, empty = {0};
	struct faults faults = {0};
	struct calendars *set = loads("calendars:\n"
				      "  a: {stations: [库尔勒站,\n"
				      "     库尔乐站, elsewhere], hours: {mon: 9:00-10:00}}\n"
				      "  b: {hours: {mon: 9:00-10:00}}\n");

	(void)state;
	snprintf(stations[0].name, sizeof(stations[0].name), "库尔勒站");
	snprintf(stations[0].folded, sizeof(stations[0].folded), "库尔勒站");
	snprintf(stations[1].name, sizeof(stations[1].name), "乌鲁木齐站");
	snprintf(stations[1].folded, sizeof(stations[1].folded), "乌鲁木齐站");
	assert_true(roster_index(&roster));
	calendars_check_people(set, &empty, &faults);
	assert_int_equal(faults.n, 0);
	calendars_check_people(set, &roster, &faults);
	assert_int_equal(faults.n, 2);
	for (size_t i = 0; i < 2; i++) {
		bool near = strstr(faults.all[i].what, "did you mean `库尔勒站`?") != NULL;

		assert_int_equal(faults.all[i].line, 3);
		assert_true(near || strstr(faults.all[i].what, "`elsewhere`; import it, or leave it out"));
		assert_int_equal(faults.all[i].col, near ? 6 : 12);
	}
	faults_free(&faults);
	free(roster.by_name);
	free(roster.with_deputy);
	free(roster.by_role);
	calendars_free(set);
}

static void last_years_file_is_a_warning(void **state)
{
	struct faults warnings = {0};
	struct calendars *set;

	(void)state;
	libc_zone("Asia/Shanghai");
	write_file(ics_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260101\n")));
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=YEARLY\n")));
	set = loads(WITH_DAYS);

	calendars_check_years(set, at_local("2025-12-31 23:59"), &warnings);
	assert_int_equal(warnings.n, 0);
	calendars_check_years(set, at_local("2026-01-01 00:00"), &warnings);
	assert_faults(&warnings, "2: is in 2025, and it is 2026");
	faults_free(&warnings);
	calendars_free(set);
}

static void a_file_that_is_all_called_off_is_a_warning(void **state)
{
	struct faults warnings = {0};
	struct calendars *set;

	(void)state;
	libc_zone("Asia/Shanghai");
	write_file(ics_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20261110\nSTATUS:CANCELLED\n")));
	write_file(second_file, CALENDAR(EVENT("DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=YEARLY\n")));
	set = loads(WITH_DAYS);

	calendars_check_years(set, at_local("2026-11-22 00:00"), &warnings);
	assert_faults(&warnings, "2: all events in this file are cancelled");
	faults_free(&warnings);
	calendars_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_word_in_the_configuration),
		cmocka_unit_test(stations_have_their_own),
		cmocka_unit_test(faults_of_the_configuration),
		cmocka_unit_test(too_many_of_them),
		cmocka_unit_test(without_a_zone_it_is_utc),
		cmocka_unit_test(stations_that_are_none),
		cmocka_unit_test(last_years_file_is_a_warning),
		cmocka_unit_test(a_file_that_is_all_called_off_is_a_warning),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
