#include "handlers/time/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX (64 * 1024) /* bytes of a zone's file; the largest has under 4 KiB */
#define HEADER 44
#define FIRST_YEAR 1990
#define LAST_YEAR 2071
#define RULE_HOURS_MAX 167
#define OFFSET_HOURS_MAX 25

/* From `from` on the clock is `ahead` of UTC, both in ms. The first part is from ever. */
struct part {
	int64_t from, ahead;
};

struct zone {
	int64_t end; /* of the last year, in ms */
	size_t n;
	struct part parts[]; /* in order, from the first year on; neighbours differ */
};

/* ---- dates ---- */

/* Years begin in March here, so that the leap day is a year's last. */
int64_t day_number(int year, int month, int mday)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t months = month + (month > 2 ? -3 : 9);
	int64_t day_of_year = (153 * months + 2) / 5 + mday - 1;
	return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) + day_of_year - 719468;
}

int day_year(int64_t day)
{
	int year = (int)(1970 + floor_div(day * 400, 146097));
	while (day_number(year, 1, 1) > day)
		year--;
	while (day_number(year + 1, 1, 1) <= day)
		year++;
	return year;
}

int day_weekday(int64_t day)
{
	return (int)(day + 3 - floor_div(day + 3, 7) * 7);
}

/* ---- the rule that follows the last change of a file, as CET-1CEST,M3.5.0,M10.5.0/3 ---- */

/* The week-th such weekday of a month, the fifth being the last; Sunday is 0 here. */
struct change {
	int month, week, weekday;
	int64_t time; /* s after midnight */
};

struct rule {
	int64_t standard, summer; /* s ahead of UTC */
	bool changes;
	struct change to_summer, to_standard;
};

static bool read_abbreviation(const char **s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	size_t n;
	if (**s == '<') {
		const char *end = strchr(*s, '>');
		n = end != NULL ? (size_t)(end - *s) + 1 : 0;
	} else {
		n = strspn(*s, letters);
	}
	*s += n;
	return n > 0;
}

static bool read_number(const char **s, int most, int *out)
{
	size_t n = strspn(*s, "0123456789");
	if (n < 1 || n > 3)
		return false;
	*out = 0;
	for (; n > 0; n--)
		*out = *out * 10 + (*(*s)++ - '0');
	return *out <= most;
}

/* [+-]hh[:mm[:ss]] as seconds. */
static bool read_time(const char **s, int hours_max, int64_t *out)
{
	int64_t sign = **s == '-' ? -1 : 1;
	int part[3] = {0};
	if (**s == '-' || **s == '+')
		(*s)++;
	if (!read_number(s, hours_max, &part[0]))
		return false;
	for (int i = 1; i < 3 && **s == ':'; i++) {
		(*s)++;
		if (!read_number(s, 59, &part[i]))
			return false;
	}
	*out = sign * (part[0] * INT64_C(3600) + part[1] * INT64_C(60) + part[2]);
	return true;
}

static bool read_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* ",M3.5.0/3". The two other ways of writing one are in no zone of the database. */
static bool read_change(const char **s, struct change *c)
{
	c->time = INT64_C(2) * 3600;
	if (!read_char(s, ',') || !read_char(s, 'M') || !read_number(s, 12, &c->month) || !read_char(s, '.') ||
	    !read_number(s, 5, &c->week) || !read_char(s, '.') || !read_number(s, 6, &c->weekday))
		return false;
	if (c->month < 1 || c->week < 1)
		return false;
	return !read_char(s, '/') || read_time(s, RULE_HOURS_MAX, &c->time);
}

static bool read_rule(const char *s, struct rule *r)
{
	*r = (struct rule){0};
	if (!read_abbreviation(&s) || !read_time(&s, OFFSET_HOURS_MAX, &r->standard))
		return false;
	r->standard = -r->standard; /* written as west of Greenwich */
	if (*s == '\0')
		return true;
	r->changes = true;
	r->summer = r->standard + 3600;
	if (!read_abbreviation(&s))
		return false;
	if (*s != ',') {
		if (!read_time(&s, OFFSET_HOURS_MAX, &r->summer))
			return false;
		r->summer = -r->summer;
	}
	return read_change(&s, &r->to_summer) && read_change(&s, &r->to_standard) && *s == '\0';
}

/* The instant of a change, in s; until then the clock was `ahead`. */
static int64_t change_at(const struct change *c, int year, int64_t ahead)
{
	int64_t first = day_number(year, c->month, 1);
	int64_t end = c->month == 12 ? day_number(year + 1, 1, 1) : day_number(year, c->month + 1, 1);
	int64_t weekday = (day_weekday(first) + 1) % 7;
	int64_t day = first + (c->weekday - weekday + 7) % 7 + 7 * (c->week - 1);
	if (day >= end)
		day -= 7;
	return day * 24 * 3600 + c->time - ahead;
}

/* ---- the file ---- */

static int64_t big_endian(const unsigned char *p, size_t bytes)
{
	uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | p[i];
	return (int64_t)value;
}

/* One of the two blocks that a file has, the second with longer times. */
struct block {
	size_t leaps, times, types, letters, standards, universals;
	size_t width; /* bytes of a time */
	const unsigned char *data;
};

/* False unless a block of that width, header and all, is within p[n]. */
static bool read_block(const unsigned char *p, size_t n, size_t width, struct block *b, size_t *size)
{
	if (n < HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return false;
	size_t counts[6];
	for (size_t i = 0; i < 6; i++) {
		int64_t count = big_endian(p + 20 + 4 * i, 4);
		if (count < 0 || count > FILE_MAX)
			return false;
		counts[i] = (size_t)count;
	}
	*b = (struct block){counts[2], counts[3], counts[4], counts[5], counts[1], counts[0], width, p + HEADER};
	*size = HEADER + b->times * (width + 1) + b->types * 6 + b->letters + b->leaps * (width + 4) + b->standards +
		b->universals;
	return *size <= n;
}

static void add_part(struct zone *z, int64_t from, int64_t ahead)
{
	struct part *last = z->n > 0 ? &z->parts[z->n - 1] : NULL;
	if (last != NULL && last->ahead == ahead * 1000)
		return;
	z->parts[z->n++] = (struct part){from * 1000, ahead * 1000};
}

static int64_t ahead_of(const struct block *b, size_t type)
{
	return big_endian(b->data + b->times * (b->width + 1) + 6 * type, 4);
}

/* Changes before the first year only say how the clock stands at its beginning. False if a type is none. */
static bool add_times(struct zone *z, const struct block *b, int64_t *last)
{
	int64_t first = day_number(FIRST_YEAR, 1, 1) * 24 * 3600, end = day_number(LAST_YEAR + 1, 1, 1) * 24 * 3600;
	int64_t ahead = ahead_of(b, 0);
	*last = first;
	for (size_t i = 0; i < b->times; i++) {
		int64_t at = big_endian(b->data + b->width * i, b->width);
		size_t type = b->data[b->width * b->times + i];
		if (type >= b->types || (at > first && at < *last))
			return false;
		if (at > first && z->n == 0)
			add_part(z, first, ahead);
		ahead = ahead_of(b, type);
		if (at > first && at < end)
			add_part(z, at, ahead);
		if (at > first)
			*last = at;
	}
	if (z->n == 0)
		add_part(z, first, ahead);
	return true;
}

static void add_rule(struct zone *z, const struct rule *r, int64_t last)
{
	for (int year = FIRST_YEAR; r->changes && year <= LAST_YEAR; year++) {
		int64_t summer = change_at(&r->to_summer, year, r->standard);
		int64_t standard = change_at(&r->to_standard, year, r->summer);
		if (summer < standard && summer > last)
			add_part(z, summer, r->summer);
		if (standard > last)
			add_part(z, standard, r->standard);
		if (summer >= standard && summer > last)
			add_part(z, summer, r->summer);
	}
}

/* The footer is a line of its own behind the second block. */
static bool read_footer(const unsigned char *p, size_t n, struct rule *r)
{
	char line[128];
	const unsigned char *end = n > 1 && p[0] == '\n' ? memchr(p + 1, '\n', n - 1) : NULL;
	if (end == NULL || (size_t)(end - p) > sizeof(line))
		return false;
	size_t len = (size_t)(end - p) - 1;
	memcpy(line, p + 1, len);
	line[len] = '\0';
	*r = (struct rule){0};
	return len == 0 || read_rule(line, r);
}

static struct zone *parse(const unsigned char *p, size_t n)
{
	struct block b;
	struct rule r;
	size_t size;
	int64_t last;
	if (!read_block(p, n, 4, &b, &size))
		return NULL;
	p += size;
	n -= size;
	/* With leap seconds the file counts otherwise than the system's clock does. */
	if (!read_block(p, n, 8, &b, &size) || b.types == 0 || b.leaps > 0 || !read_footer(p + size, n - size, &r))
		return NULL;
	size_t room = 2 + b.times + 2 * (LAST_YEAR - FIRST_YEAR + 1);
	struct zone *z = calloc(1, sizeof(*z) + room * sizeof(z->parts[0]));
	if (z == NULL)
		return NULL;
	z->end = day_number(LAST_YEAR + 1, 1, 1) * DAY_MS;
	if (!add_times(z, &b, &last)) {
		free(z);
		return NULL;
	}
	add_rule(z, &r, last);
	return z;
}

struct zone *zone_open(const char *name)
{
	const char *folder = getenv("TZDIR");
	char path[4096];
	if (name[0] == '\0' || name[0] == '/' || name[0] == ':' || strstr(name, "..") != NULL)
		return NULL;
	if (folder == NULL || folder[0] == '\0')
		folder = "/usr/share/zoneinfo";
	int len = snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *in = (size_t)len < sizeof(path) ? fopen(path, "rbe") : NULL;
	if (in == NULL)
		return NULL;
	unsigned char *bytes = malloc(FILE_MAX);
	size_t n = bytes != NULL ? fread(bytes, 1, FILE_MAX, in) : 0;
	struct zone *z = n > 0 && n < FILE_MAX ? parse(bytes, n) : NULL;
	fclose(in);
	free(bytes);
	return z;
}

void zone_close(struct zone *z)
{
	free(z);
}

/* ---- looking up ---- */

/* The part that `at` lies in; the first for all before it. */
static size_t part_at(const struct zone *z, int64_t at)
{
	size_t low = 0, high = z->n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (z->parts[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int64_t part_begin(const struct zone *z, size_t i)
{
	return i == 0 ? INT64_MIN : z->parts[i].from;
}

static int64_t part_end(const struct zone *z, size_t i)
{
	return i + 1 == z->n ? INT64_MAX : z->parts[i + 1].from;
}

bool zone_ahead(const struct zone *z, int64_t at, int64_t *ahead)
{
	*ahead = z->parts[part_at(z, at)].ahead;
	return at >= z->parts[0].from && at < z->end;
}

int64_t zone_local(const struct zone *z, int64_t at)
{
	return at + z->parts[part_at(z, at)].ahead;
}

int64_t zone_first(const struct zone *z, int64_t local)
{
	/* No clock is further ahead than this. */
	size_t i = part_at(z, local - (OFFSET_HOURS_MAX + 1) * INT64_C(3600000));
	while (local - z->parts[i].ahead >= part_end(z, i))
		i++;
	int64_t at = local - z->parts[i].ahead;
	return at > part_begin(z, i) ? at : part_begin(z, i);
}

int64_t zone_next(const struct zone *z, int64_t at, int64_t time)
{
	/* From the part before, so that a leap at `at` itself counts. */
	for (size_t i = part_at(z, at - 1);; i++) {
		int64_t from = at > part_begin(z, i) ? at : part_begin(z, i);
		int64_t local = from + z->parts[i].ahead - time;
		int64_t found = from + (floor_div(local - 1, DAY_MS) + 1) * DAY_MS - local;
		if (i + 1 == z->n || found < part_end(z, i))
			return found;
		if (found - part_end(z, i) < z->parts[i + 1].ahead - z->parts[i].ahead)
			return part_end(z, i);
	}
}
