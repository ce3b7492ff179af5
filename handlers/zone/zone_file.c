#include "handlers/zone/zone_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/zone/day.h"
#include "handlers/zone/zone_rule.h"

#define BYTES_MAX (64 * 1024) /* of a file; the largest has under 4 KiB */
#define HEADER 44

static int64_t big_endian(const unsigned char *p, size_t bytes)
{
	uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | p[i];
	return (int64_t)value;
}

/* One of the two blocks that a file has; the times in the second are longer. */
struct block {
	size_t leaps, times, types, letters, standards, universals;
	size_t width; /* bytes of a time */
	const unsigned char *data;
};

/* False unless p[n] begins with a whole block of that width, header included; its bytes go to *size. */
static bool read_block(const unsigned char *p, size_t n, size_t width, struct block *b, size_t *size)
{
	size_t counts[6];

	if (n < HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return false;
	for (size_t i = 0; i < 6; i++) {
		int64_t count = big_endian(p + 20 + 4 * i, 4);

		if (count < 0 || count > BYTES_MAX)
			return false;
		counts[i] = (size_t)count;
	}
	*b = (struct block){
		.leaps = counts[2],
		.times = counts[3],
		.types = counts[4],
		.letters = counts[5],
		.standards = counts[1],
		.universals = counts[0],
		.width = width,
		.data = p + HEADER,
	};
	*size = HEADER + b->times * (width + 1) + b->types * 6 + b->letters + b->leaps * (width + 4) + b->standards +
		b->universals;
	return *size <= n;
}

/* Both in s. */
static void add_part(struct zone *z, int64_t from, int64_t ahead)
{
	struct zone_part *last = z->n > 0 ? &z->parts[z->n - 1] : NULL;

	if (last != NULL && last->ahead == ahead * SECOND_MS)
		return;
	z->parts[z->n++] = (struct zone_part){from * SECOND_MS, ahead * SECOND_MS};
}

static int64_t ahead_of(const struct block *b, size_t type)
{
	return big_endian(b->data + b->times * (b->width + 1) + 6 * type, 4);
}

/* Adds the changes that the file lists. Those before the first year only say what the clock shows at its beginning.
 * False if they are out of order, or one is of a type that is not there. */
static bool add_times(struct zone *z, const struct block *b, int64_t *last)
{
	int64_t first = day_number(ZONE_FIRST_YEAR, 1, 1) * DAY_S, end = day_number(ZONE_LAST_YEAR + 1, 1, 1) * DAY_S;
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

/* Adds the changes by rule that come after `last`. */
static void add_rule(struct zone *z, const struct zone_rule *r, int64_t last)
{
	for (int year = ZONE_FIRST_YEAR; r->changes && year <= ZONE_LAST_YEAR; year++) {
		int64_t summer = zone_rule_change(&r->to_summer, year, r->standard);
		int64_t standard = zone_rule_change(&r->to_standard, year, r->summer);

		if (summer < standard && summer > last)
			add_part(z, summer, r->summer);
		if (standard > last)
			add_part(z, standard, r->standard);
		if (summer >= standard && summer > last)
			add_part(z, summer, r->summer);
	}
}

/* The rule has a line of its own after the second block. An empty one is no rule: nothing changes any more. */
static bool read_footer(const unsigned char *p, size_t n, struct zone_rule *r)
{
	char line[128];
	const unsigned char *end = n > 1 && p[0] == '\n' ? memchr(p + 1, '\n', n - 1) : NULL;
	size_t len;

	if (end == NULL || (size_t)(end - p) > sizeof(line))
		return false;
	len = (size_t)(end - p) - 1;
	memcpy(line, p + 1, len);
	line[len] = '\0';
	*r = (struct zone_rule){0};
	return len == 0 || zone_rule_read(line, r);
}

static struct zone *parse(const unsigned char *p, size_t n)
{
	struct block b;
	struct zone_rule r;
	struct zone *z;
	size_t size, room;
	int64_t last;

	if (!read_block(p, n, 4, &b, &size))
		return NULL;
	p += size;
	n -= size;
	/* A file with leap seconds counts seconds that the system's clock does not. */
	if (!read_block(p, n, 8, &b, &size) || b.types == 0 || b.leaps > 0 || !read_footer(p + size, n - size, &r))
		return NULL;
	room = 2 + b.times + 2 * (ZONE_LAST_YEAR - ZONE_FIRST_YEAR + 1);
	z = calloc(1, sizeof(*z) + room * sizeof(z->parts[0]));
	if (z == NULL)
		return NULL;
	if (!add_times(z, &b, &last)) {
		free(z);
		return NULL;
	}
	add_rule(z, &r, last);
	return z;
}

struct zone *zone_file_read(const char *path)
{
	FILE *in = fopen(path, "rbe");
	unsigned char *bytes;
	struct zone *z;
	size_t n;

	if (in == NULL)
		return NULL;
	bytes = malloc(BYTES_MAX);
	n = bytes != NULL ? fread(bytes, 1, BYTES_MAX, in) : 0;
	z = n > 0 && n < BYTES_MAX ? parse(bytes, n) : NULL;
	fclose(in);
	free(bytes);
	return z;
}
