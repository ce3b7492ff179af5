/* The set of calendars, and what the configuration says of them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handlers/calendar/calendar_make.h"
#include "handlers/calendar/ics.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "handlers/time/day.h"
#include "templates/file/yaml.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define STATIONS_MAX 1000 /* named in one configuration */
#define ZONE_BYTES 64
#define PATH_BYTES 1024

static const char *const calendar_keys[] = {"zone", "stations", "hours", "days", "make_up", NULL};
static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* A place in the configuration, for what can be checked only later. */
struct origin {
	int line, col, width;
};

struct named {
	char name[NAME_BYTES], folded[NAME_BYTES];
	struct calendar *calendar;
	struct origin at;
};

struct calendars {
	char *file; /* the configuration; NULL if made in code, where no station and no file is named */
	struct calendar *all[CALENDARS_MAX];
	size_t n;
	struct calendar *others;
	struct named *stations;
	size_t stations_n, stations_cap;
	struct source {
		const struct calendar *calendar;
		int64_t last_day;
		struct origin at;
	} * sources; /* the .ics files */
	size_t sources_n;
};

/* ---- the set ---- */

struct calendars *calendars_new(void)
{
	return calloc(1, sizeof(struct calendars));
}

void calendars_free(struct calendars *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->n; i++)
		calendar_free(set->all[i]);
	free(set->stations);
	free(set->sources);
	free(set->file);
	free(set);
}

/* Where a station stands among those sorted by name, or would. */
static size_t station_spot(const struct calendars *set, const char *folded)
{
	size_t low = 0, high = set->stations_n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(set->stations[middle].folded, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct named *find_station(const struct calendars *set, const char *folded)
{
	size_t i = station_spot(set, folded);
	return i < set->stations_n && strcmp(set->stations[i].folded, folded) == 0 ? &set->stations[i] : NULL;
}

const struct calendar *calendars_for(const struct calendars *set, const char *station_folded)
{
	const struct named *found = find_station(set, station_folded);
	return found != NULL ? found->calendar : set->others;
}

static bool add_station(struct calendars *set, const struct named *station)
{
	if (set->stations_n == set->stations_cap) {
		size_t cap = set->stations_cap > 0 ? 2 * set->stations_cap : 16;
		struct named *grown = realloc(set->stations, cap * sizeof(*grown));
		if (grown == NULL)
			return false;
		set->stations = grown;
		set->stations_cap = cap;
	}
	struct named *at = &set->stations[station_spot(set, station->folded)];
	memmove(at + 1, at, (size_t)(set->stations + set->stations_n - at) * sizeof(*at));
	*at = *station;
	set->stations_n++;
	return true;
}

static bool add_calendar(struct calendars *set, struct calendar *c)
{
	if (set->n == CALENDARS_MAX)
		return false;
	set->all[set->n++] = c;
	return true;
}

bool calendars_add(struct calendars *set, struct calendar *c)
{
	if (!add_calendar(set, c))
		return false;
	set->others = c;
	return true;
}

/* ---- what can be seen only with the people, or at a time ---- */

static void origin_fault(const struct calendars *set, struct origin at, struct faults *f, const char *what)
{
	fault_add(f, set->file, at.line, at.col, at.width, "%s", what);
}

static void check_station(const struct calendars *set, const struct named *station, const struct roster *r,
			  const char *const *names, struct faults *f)
{
	if (roster_station_named(r, station->folded) != NULL)
		return;
	const char *near = spelling_nearest(station->name, names, r->stations_n);
	struct text what = text_new(600);
	text_addf(&what, "there is no station `%s`; ", station->name);
	if (near != NULL)
		text_addf(&what, "did you mean `%s`?", near);
	else
		text_add(&what, "import it, or leave it out");
	origin_fault(set, station->at, f, text_str(&what));
	text_free(&what);
}

void calendars_check_people(const struct calendars *set, const struct roster *r, struct faults *f)
{
	if (r->stations_n == 0 || set->stations_n == 0)
		return;
	const char **names = calloc(r->stations_n, sizeof(*names));
	if (names == NULL) {
		origin_fault(set, (struct origin){0}, f, "there is not enough memory to check the stations; free some");
		return;
	}
	for (size_t i = 0; i < r->stations_n; i++)
		names[i] = r->stations[i].name;
	for (size_t i = 0; i < set->stations_n; i++)
		check_station(set, &set->stations[i], r, names, f);
	free(names);
}

void calendars_check_years(const struct calendars *set, int64_t now, struct faults *warnings)
{
	for (size_t i = 0; i < set->sources_n; i++) {
		const struct source *s = &set->sources[i];
		int64_t today = zone_local(calendar_zone(s->calendar), now) / DAY_MS;
		char what[160];
		if (s->last_day == INT64_MIN) {
			origin_fault(set, s->at, warnings,
				     "nothing in this file counts, all of it is called off; leave it out");
			continue;
		}
		if (day_year(s->last_day) >= day_year(today))
			continue;
		snprintf(what, sizeof(what),
			 "the last day in this file is in %d, and it is %d: holidays count as working days; add this "
			 "year's file",
			 day_year(s->last_day), day_year(today));
		origin_fault(set, s->at, warnings, what);
	}
}

/* ---- hours ---- */

/* What is needed while the configuration is read. */
struct reader {
	struct calendars *set;
	const char *zone; /* the installation's */
	struct faults *f;
};

static struct origin origin_of(const struct yaml *n)
{
	return (struct origin){n->line, n->col, n->width};
}

static int find_weekday(const char *s, size_t n)
{
	for (int i = 0; i < 7; i++)
		if (strlen(weekdays[i]) == n && strncmp(weekdays[i], s, n) == 0)
			return i;
	return -1;
}

static bool weekday_fault(struct reader *r, const struct yaml *n, const char *s, size_t len)
{
	char wrong[32];
	snprintf(wrong, sizeof(wrong), "%.*s", (int)(len < 30 ? len : 30), s);
	const char *near = spelling_nearest(wrong, weekdays, 7);
	if (near != NULL)
		yaml_fault_key(r->f, n, "there is no weekday `%s`; did you mean `%s`?", wrong, near);
	else
		yaml_fault_key(r->f, n, "there is no weekday `%s`; write mon, tue, wed, thu, fri, sat or sun", wrong);
	return false;
}

/* "sat", or "mon-fri", which may go round the week's end, as "sun-thu". */
static bool read_weekdays(struct reader *r, const struct yaml *n, int *from, int *to)
{
	if (n->key == NULL)
		return false; /* not a word: that is a fault already */
	size_t len = strcspn(n->key, "-");
	const char *rest = n->key[len] == '-' ? n->key + len + 1 : n->key;
	*from = find_weekday(n->key, len);
	*to = find_weekday(rest, strlen(rest));
	if (*from < 0)
		return weekday_fault(r, n, n->key, len);
	return *to >= 0 || weekday_fault(r, n, rest, strlen(rest));
}

static bool read_digits(const char **s, int *out)
{
	size_t n = strspn(*s, "0123456789");
	*out = 0;
	if (n < 1 || n > 2)
		return false;
	for (; n > 0; n--)
		*out = *out * 10 + (*(*s)++ - '0');
	return true;
}

/* "09:00" as minutes; to 24:00. */
static bool read_clock(const char **s, int *out)
{
	int hour, minute;
	if (!read_digits(s, &hour) || *(*s)++ != ':' || strspn(*s, "0123456789") != 2 || !read_digits(s, &minute))
		return false;
	*out = hour * 60 + minute;
	return minute < 60 && *out <= 24 * 60;
}

static bool read_window(struct reader *r, const struct yaml *n, const struct day_hours *before, struct window *w)
{
	char typed[16];
	const char *s = typed;
	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return false;
	if (!read_clock(&s, &w->from) || *s++ != '-' || !read_clock(&s, &w->to) || *s != '\0')
		yaml_fault(r->f, n, "these are no hours; write them as 09:00-12:00, the end at most 24:00");
	else if (w->from == w->to)
		yaml_fault(r->f, n, "this lasts no time at all; write a later end, or leave it out");
	else if (w->from > w->to)
		yaml_fault(
			r->f, n,
			"this ends before it begins; write the earlier time first, and part what goes past midnight: "
			"22:00-24:00 here and 00:00-06:00 on the next day");
	else if (before->n > 0 && w->from < before->all[before->n - 1].to)
		yaml_fault(r->f, n,
			   "this begins before the hours left of it end; write them in order, none within another");
	else
		return true;
	return false;
}

static void read_day(struct reader *r, const struct yaml *n, struct hours *h, bool seen[7])
{
	struct day_hours day = {.n = 0};
	int from, to;
	if (!read_weekdays(r, n, &from, &to) ||
	    !yaml_is_list(n, "[09:00-12:00, 13:30-18:00], or leave the day out", r->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++) {
		if (day.n == WINDOWS_MAX) {
			yaml_fault(r->f, yaml_item(n, i), "a day can have %d hours like these; join some", WINDOWS_MAX);
			break;
		}
		if (read_window(r, yaml_item(n, i), &day, &day.all[day.n]))
			day.n++;
	}
	for (int d = from;; d = (d + 1) % 7) {
		if (seen[d])
			yaml_fault_key(r->f, n, "`%s` has its hours above already; say them once", weekdays[d]);
		seen[d] = true;
		h->on[d] = day;
		if (d == to)
			break;
	}
}

static void read_hours(struct reader *r, const struct yaml *y, struct hours *h)
{
	bool seen[7] = {false};
	const struct yaml *n = yaml_need(y, "hours", "`hours: {mon-fri: 09:00-18:00}`, when there is work", r->f);
	if (n == NULL || !yaml_is_map(n, "{mon-fri: [09:00-12:00, 13:30-18:00], sat: 10:00-12:00}", r->f))
		return;
	for (size_t i = 0; i < n->n; i++)
		read_day(r, &n->items[i], h, seen);
}

/* Where nothing is said, the first day of the week with hours. */
static int read_make_up(struct reader *r, const struct yaml *y, const struct hours *h)
{
	const struct yaml *n = yaml_get(y, "make_up");
	int day = n != NULL ? yaml_one_of(n, "weekday", weekdays, 7, r->f) : -1;
	if (day >= 0 && h->on[day].n == 0)
		yaml_fault(r->f, n,
			   "`%s` has no hours, so a make-up working day would have none; name a day with hours",
			   weekdays[day]);
	for (int d = 0; day < 0 && d < 7; d++)
		if (h->on[d].n > 0)
			day = d;
	return day < 0 ? 0 : day;
}

/* ---- stations and days ---- */

static void read_station(struct reader *r, const struct yaml *n, struct calendar *c)
{
	struct named station = {.calendar = c, .at = origin_of(n)};
	if (!yaml_text(n, station.name, sizeof(station.name), r->f))
		return;
	if (!fold_small(station.folded, sizeof(station.folded), station.name) || station.folded[0] == '\0') {
		yaml_fault(r->f, n, "this cannot be a station's name; write it as in stations.csv");
		return;
	}
	const struct named *other = find_station(r->set, station.folded);
	if (other != NULL)
		yaml_fault(r->f, n, "`%s` has the calendar `%s` in line %d already; leave it out of one", station.name,
			   calendar_name(other->calendar), other->at.line);
	else if (r->set->stations_n == STATIONS_MAX)
		yaml_fault(r->f, n, "at most %d stations can be named here; let the others have the default calendar",
			   STATIONS_MAX);
	else if (!add_station(r->set, &station))
		yaml_fault(r->f, n, "there is not enough memory to read it; free some and try again");
}

static void read_stations(struct reader *r, const struct yaml *y, struct calendar *c)
{
	const struct yaml *n = yaml_get(y, "stations");
	if (n == NULL && r->set->others != NULL)
		yaml_fault_key(r->f, y,
			       "`%s` is for all other stations already; add `stations: [...]` to one of the two",
			       calendar_name(r->set->others));
	if (n == NULL && r->set->others == NULL)
		r->set->others = c;
	if (n == NULL || !yaml_is_list(n, "[STATION, ...], or leave the key out for all others", r->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_station(r, yaml_item(n, i), c);
}

/* A day that is a make-up day and a holiday in one file is worked; a later file has the last word on its days. */
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

static bool add_source(struct reader *r, const struct yaml *n, const struct calendar *c, int64_t last_day)
{
	struct source *grown = realloc(r->set->sources, (r->set->sources_n + 1) * sizeof(*grown));
	if (grown == NULL)
		return false;
	r->set->sources = grown;
	grown[r->set->sources_n++] = (struct source){c, last_day, origin_of(n)};
	return true;
}

static void read_file(struct reader *r, const struct yaml *n, struct calendar *c)
{
	char typed[PATH_BYTES], path[PATH_BYTES];
	struct ics days;
	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	const char *slash = strrchr(n->file, '/');
	int folder = typed[0] != '/' && slash != NULL ? (int)(slash - n->file) + 1 : 0;
	int len = snprintf(path, sizeof(path), "%.*s%s", folder, n->file, typed);
	if ((size_t)len >= sizeof(path)) {
		yaml_fault(r->f, n, "this path is too long; at most %d bytes, with the folder of this file",
			   PATH_BYTES - 1);
		return;
	}
	if (access(path, R_OK) != 0) {
		yaml_fault(r->f, n,
			   "this file cannot be read (%s); mend the path, relative to this file, or its permissions",
			   strerror(errno));
		return;
	}
	if (!ics_read(path, calendar_zone(c), &days, r->f))
		return;
	if (!apply(c, &days) || !add_source(r, n, c, days.last_day))
		yaml_fault(r->f, n, "there is not enough memory to read it; free some and try again");
	ics_free(&days);
}

static void read_files(struct reader *r, const struct yaml *y, struct calendar *c)
{
	const struct yaml *n = yaml_get(y, "days");
	if (n == NULL || !yaml_is_list(n, "[FILE.ics, ...], or leave the key out", r->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_file(r, yaml_item(n, i), c);
}

/* ---- a calendar ---- */

static bool is_zone(const char *name)
{
	struct zone *z = zone_open(name);
	zone_close(z);
	return z != NULL;
}

/* A zone that is a fault already is taken as UTC, so that the rest is looked at too. */
static struct calendar *make(struct reader *r, const struct yaml *y, const struct hours *h, int make_up)
{
	char name[ZONE_BYTES] = "";
	const struct yaml *zone = yaml_get(y, "zone");
	struct calendar *c = NULL;
	if (zone == NULL)
		text_copy(name, sizeof(name), r->zone[0] != '\0' ? r->zone : "UTC");
	if (zone == NULL || yaml_text(zone, name, sizeof(name), r->f))
		c = calendar_new(y->key, name, h, make_up);
	if (c == NULL && name[0] != '\0' && zone != NULL)
		yaml_fault(r->f, zone,
			   "this computer knows no such time zone; write one such as Asia/Shanghai, or install tzdata");
	else if (c == NULL && zone == NULL && is_zone(name))
		yaml_fault_key(r->f, y, "there is not enough memory to read it; free some and try again");
	return c != NULL ? c : calendar_new(y->key, "UTC", h, make_up);
}

static void read_calendar(struct reader *r, const struct yaml *y)
{
	struct hours hours = {0};
	if (y->key == NULL || !yaml_is_map(y, "{hours: {mon-fri: 09:00-18:00}}", r->f))
		return;
	if (strlen(y->key) >= CALENDAR_NAME || y->key[0] == '\0')
		yaml_fault_key(r->f, y, "a calendar's name has 1 to %d bytes; change it", CALENDAR_NAME - 1);
	yaml_keys(y, calendar_keys, r->f);
	read_hours(r, y, &hours);
	struct calendar *c = make(r, y, &hours, read_make_up(r, y, &hours));
	if (c == NULL || !add_calendar(r->set, c)) {
		yaml_fault_key(r->f, y,
			       c == NULL ? "it needs memory, and the zone UTC; free some, or install tzdata"
					 : "these are too many calendars; at most 32 are possible");
		calendar_free(c);
		return;
	}
	read_stations(r, y, c);
	read_files(r, y, c);
	calendar_seal(c);
}

/* Monday to Friday, 09:00 to 18:00. */
static void make_default(struct reader *r)
{
	struct hours hours = {0};
	for (int d = 0; d < 5; d++)
		hours.on[d] = (struct day_hours){.all = {{9 * 60, 18 * 60}}, .n = 1};
	struct calendar *c = calendar_new("default", r->zone[0] != '\0' ? r->zone : "UTC", &hours, 0);
	if (c == NULL) {
		fault_add(r->f, r->set->file, 0, 0, 1,
			  "the time zone `%s` cannot be read; install tzdata, or write `zone` in a calendar", r->zone);
		return;
	}
	calendar_seal(c);
	add_calendar(r->set, c);
	r->set->others = c;
}

static void read_all(struct reader *r, const struct yaml *root)
{
	const struct yaml *n = yaml_get(root, "calendars");
	if (n == NULL) {
		make_default(r);
		return;
	}
	if (!yaml_is_map(n, "{NAME: {hours: {mon-fri: 09:00-18:00}}}, or leave the key out", r->f))
		return;
	for (size_t i = 0; i < n->n; i++)
		read_calendar(r, &n->items[i]);
	if (r->set->others == NULL && r->set->n > 0)
		yaml_fault_key(r->f, n, "no calendar is for all other stations; leave `stations` out of one");
}

struct calendars *calendars_load(const char *config_file, const char *zone, struct faults *f)
{
	struct faults syntax = {0}; /* told when the configuration was first read */
	struct reader r = {calendars_new(), zone, f};
	size_t before = f->n;
	struct yaml *root = yaml_open(config_file, &syntax);
	if (r.set != NULL)
		r.set->file = strdup(config_file);
	if (root == NULL || r.set == NULL || r.set->file == NULL)
		fault_add(f, config_file, 0, 0, 1, "its calendars cannot be read; mend it, or free memory");
	else
		read_all(&r, root);
	yaml_close(root);
	faults_free(&syntax);
	if (f->n == before)
		return r.set;
	calendars_free(r.set);
	return NULL;
}
