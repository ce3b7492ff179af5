/* A folder with a configuration and two files of days, for one test program. */
#ifndef CALENDAR_FILES_H
#define CALENDAR_FILES_H

#include "handlers/calendar/calendars_load.h"

/* Their paths. */
extern char folder[], config_file[], ics_file[], second_file[];

/* Before all tests and after. */
int make_folder(void **state);
int remove_folder(void **state);

void write_file(const char *path, const char *content);
/* Writes the configuration and loads its calendars, in the zone Asia/Shanghai. loads() fails the test if there is a
 * fault. */
struct calendars *load(const char *yaml, struct faults *faults);
struct calendars *loads(const char *yaml);

/* Exactly these faults, in order: "LINE: part of what it says", each on a line of its own. */
void assert_faults(const struct faults *faults, const char *expected);

#define EVENT(lines) "BEGIN:VEVENT\n" lines "END:VEVENT\n"
#define CALENDAR(events) "BEGIN:VCALENDAR\nVERSION:2.0\n" events "END:VCALENDAR\n"
/* A configuration that names both files. */
#define WITH_DAYS                                                                                           \
	"calendars:\n  all: {hours: {mon-fri: [09:00-12:00, 13:00-17:00]}, make_up: fri, days: [days.ics, " \
	"more.ics]}\n"

#endif
