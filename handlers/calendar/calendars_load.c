#include "handlers/calendar/calendars_load.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/calendar/hours_read.h"
#include "handlers/calendar/ics.h"
#include "handlers/zone/day.h"
#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#define STATIONS_MAX 1000 /* named in one configuration */
#define ZONE_BYTES 64
#define PATH_BYTES 1024
#define NO_MEMORY "there is not enough memory to read it; free some and try again"

static const char *const calendar_keys[] = {"zone", "stations", "hours", "days", "make_up", NULL};

/* What is needed while the configuration is read. */
struct loader {
	struct calendars *set;
	const char *zone; /* the installation's */
	struct day_words words;
	struct faults *f;
};

static struct origin origin_of(const struct yaml *n)
{
	return (struct origin){n->line, n->col, n->width};
}

/* ---- stations ---- */

static void read_station(struct loader *l, const struct yaml *n, struct calendar *c)
{
	struct named_station station = {.calendar = c, .at = origin_of(n)};
	const struct named_station *other;

	if (!yaml_text(n, station.name, sizeof(station.name), l->f))
		return;
	if (!fold_small(station.folded, sizeof(station.folded), station.name) || station.folded[0] == '\0') {
		yaml_fault(l->f, n, "this cannot be a station's name; write it as in stations.csv");
		return;
	}
	other = calendars_station(l->set, station.folded);
	if (other != NULL)
		yaml_fault(l->f, n, "`%s` already has the calendar `%s`, in line %d; leave it out of one", station.name,
			   calendar_name(other->calendar), other->at.line);
	else if (l->set->stations_n == STATIONS_MAX)
		yaml_fault(l->f, n, "at most %d stations can be named here; let the others have the default calendar",
			   STATIONS_MAX);
	else if (!calendars_add_station(l->set, &station))
		yaml_fault(l->f, n, NO_MEMORY);
}

static void read_stations(struct loader *l, const struct yaml *y, struct calendar *c)
{
	const struct yaml *n = yaml_get(y, "stations");

	if (n == NULL && l->set->others != NULL)
		yaml_fault_key(l->f, y,
			       "`%s` is already for all other stations; add `stations: [...]` to one of the two",
			       calendar_name(l->set->others));
	if (n == NULL && l->set->others == NULL)
		l->set->others = c;
	if (n == NULL || !yaml_is_list(n, "[STATION, ...], or leave the key out for all others", l->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_station(l, yaml_item(n, i), c);
}

/* ---- files of days ---- */

/* A day that one file has both as a make-up day and as a holiday is worked. Of several files the later one decides. */
static bool apply(struct calendar *c, const struct ics *days)
{
	static const enum day_mark order[] = {DAY_OFF, DAY_MAKE_UP};
	int64_t first = day_number(CALENDAR_FIRST_YEAR, 1, 1), end = day_number(CALENDAR_LAST_YEAR + 1, 1, 1);

	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < days->n; i++) {
			const struct ics_span *s = &days->all[i];
			int64_t to = s->to < end ? s->to : end;

			if (s->mark == order[k])
				for (int64_t day = s->from > first ? s->from : first; day < to; day++)
					calendar_mark(c, day, s->mark);
		}
	}
	for (size_t i = 0; i < days->n; i++)
		if (days->all[i].mark == DAY_PLAIN && !calendar_cut(c, days->all[i].from, days->all[i].to))
			return false;
	return true;
}

/* The path of a file or folder that is named relative to the configuration. */
static bool find_file(struct loader *l, const struct yaml *n, char path[PATH_BYTES])
{
	const char *slash = strrchr(n->file, '/');
	char typed[PATH_BYTES];
	int folder, len;

	if (!yaml_text(n, typed, sizeof(typed), l->f))
		return false;
	folder = typed[0] != '/' && slash != NULL ? (int)(slash - n->file) + 1 : 0;
	len = snprintf(path, PATH_BYTES, "%.*s%s", folder, n->file, typed);
	if ((size_t)len >= PATH_BYTES) {
		yaml_fault(l->f, n, "this path is too long; it can have at most %d bytes, with the folder of this file",
			   PATH_BYTES - 1);
		return false;
	}
	if (access(path, R_OK) == 0)
		return true;
	yaml_fault(
		l->f, n,
		"this file cannot be read (%s); correct the path, which is relative to this file, or the permissions",
		strerror(errno));
	return false;
}

static void read_file(struct loader *l, const struct yaml *n, struct calendar *c)
{
	struct days_file file = {.calendar = c, .at = origin_of(n)};
	char path[PATH_BYTES];
	struct ics days;

	if (!find_file(l, n, path) || !ics_read(path, calendar_zone(c), &l->words, &days, l->f))
		return;
	file.last_day = days.last_day;
	if (!apply(c, &days) || !calendars_add_file(l->set, &file))
		yaml_fault(l->f, n, NO_MEMORY);
	ics_free(&days);
}

static void read_files(struct loader *l, const struct yaml *y, struct calendar *c)
{
	const struct yaml *n = yaml_get(y, "days");

	if (n == NULL || !yaml_is_list(n, "[FILE.ics, ...], or leave the key out", l->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_file(l, yaml_item(n, i), c);
}

/* ---- a calendar ---- */

/* A zone that is a fault is taken as UTC, so that the rest is checked too. */
static struct calendar *make(struct loader *l, const struct yaml *y, const struct hours *h, int make_up)
{
	char name[ZONE_BYTES] = "";
	const struct yaml *zone = yaml_get(y, "zone");
	struct calendar *c = NULL;

	if (zone == NULL)
		text_copy(name, sizeof(name), l->zone[0] != '\0' ? l->zone : "UTC");
	if (zone == NULL || yaml_text(zone, name, sizeof(name), l->f))
		c = calendar_new(y->key, name, h, make_up);
	if (c == NULL && name[0] != '\0' && zone != NULL)
		yaml_fault(l->f, zone,
			   "this computer does not know this time zone; write one like Europe/London or Asia/Shanghai, "
			   "or install tzdata");
	else if (c == NULL && zone == NULL && zone_known(name))
		yaml_fault_key(l->f, y, NO_MEMORY);
	return c != NULL ? c : calendar_new(y->key, "UTC", h, make_up);
}

static void read_calendar(struct loader *l, const struct yaml *y)
{
	struct hours hours = {0};
	struct calendar *c;

	if (y->key == NULL || !yaml_is_map(y, "{hours: {mon-fri: 09:00-18:00}}", l->f))
		return;
	if (strlen(y->key) >= CALENDAR_NAME || y->key[0] == '\0')
		yaml_fault_key(l->f, y, "a calendar's name has 1 to %d bytes; change it", CALENDAR_NAME - 1);
	yaml_keys(y, calendar_keys, l->f);
	hours_read(y, &hours, l->f);
	c = make(l, y, &hours, hours_read_make_up(y, &hours, l->f));
	if (c == NULL || !calendars_keep(l->set, c)) {
		yaml_fault_key(l->f, y,
			       c == NULL ? "this needs memory and the time zone UTC; free some, or install tzdata"
					 : "there are too many calendars; at most 32 are possible");
		calendar_free(c);
		return;
	}
	read_stations(l, y, c);
	read_files(l, y, c);
	calendar_seal(c);
}

/* Monday to Friday, 09:00 to 18:00. */
static void make_default(struct loader *l)
{
	struct hours hours = {0};
	struct calendar *c;

	for (int d = 0; d < 5; d++)
		hours.on[d] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	c = calendar_new("default", l->zone[0] != '\0' ? l->zone : "UTC", &hours, 0);
	if (c == NULL) {
		fault_add(l->f, l->set->file, 0, 0, 1,
			  "the time zone `%s` cannot be read; install tzdata, or write `zone` in a calendar", l->zone);
		return;
	}
	calendar_seal(c);
	calendars_add(l->set, c);
}

/* The words for make-up working days stand beside the templates. What is wrong with that key is told where they are read. */
static void read_words(struct loader *l, const struct yaml *root)
{
	const struct yaml *n = yaml_get(root, "templates");
	struct faults told = {0};
	struct faults *f = l->f;
	char path[PATH_BYTES];
	bool found;

	l->f = &told;
	found = n != NULL && find_file(l, n, path);
	l->f = f;
	if (found)
		day_words_read(path, &l->words, f);
	faults_free(&told);
}

static void read_all(struct loader *l, const struct yaml *root)
{
	const struct yaml *n = yaml_get(root, "calendars");

	read_words(l, root);
	if (n == NULL) {
		make_default(l);
		return;
	}
	if (!yaml_is_map(n, "{NAME: {hours: {mon-fri: 09:00-18:00}}}, or leave the key out", l->f))
		return;
	for (size_t i = 0; i < n->n; i++)
		read_calendar(l, &n->items[i]);
	if (l->set->others == NULL && l->set->n > 0)
		yaml_fault_key(l->f, n, "no calendar is for all other stations; leave `stations` out of one");
}

struct calendars *calendars_load(const char *config_file, const char *zone, struct faults *f)
{
	struct faults syntax = {0}; /* told when the configuration was first read */
	struct loader l = {.set = calendars_new(), .zone = zone, .f = f};
	size_t before = f->n;
	struct yaml *root = yaml_open(config_file, &syntax);

	if (l.set != NULL)
		l.set->file = strdup(config_file);
	if (root == NULL || l.set == NULL || l.set->file == NULL)
		fault_add(f, config_file, 0, 0, 1, "its calendars cannot be read; correct the file, or free memory");
	else
		read_all(&l, root);
	yaml_close(root);
	faults_free(&syntax);
	if (f->n == before)
		return l.set;
	calendars_free(l.set);
	return NULL;
}
