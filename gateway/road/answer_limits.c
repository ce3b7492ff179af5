#include "gateway/road/answer_limits.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "handlers/model/people.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define SHELF 8 /* seats where one number may sit */
#define SHELVES (LIMITS_NUMBERS / SHELF)

struct seat {
	char number[MSISDN_MAX];
	int64_t hour;
	int answers; /* in that hour; 0: free */
	bool logged; /* that it is muted */
};

struct counted { /* a seat, as it was before */
	struct seat *seat, was;
};

struct limits {
	struct seat shelves[SHELVES][SHELF];
	struct counted *counted; /* since the last batch that holds, in order */
	size_t counted_n, counted_cap;
};

struct limits *limits_new(void)
{
	return calloc(1, sizeof(struct limits));
}

void limits_free(struct limits *l)
{
	if (l)
		free(l->counted);
	free(l);
}

/* Where memory runs out (and errno says so) the batch fails, and one answer too many stays counted. */
static void note_seat(struct limits *l, struct seat *p)
{
	size_t cap = l->counted_cap ? l->counted_cap * 2 : 64;
	struct counted *all;

	if (l->counted_n == l->counted_cap) {
		all = realloc(l->counted, cap * sizeof(*all));
		if (!all)
			return;
		l->counted = all;
		l->counted_cap = cap;
	}
	l->counted[l->counted_n++] = (struct counted){.seat = p, .was = *p};
}

void limits_keep(struct limits *l)
{
	if (l)
		l->counted_n = 0;
}

void limits_back(struct limits *l)
{
	while (l && l->counted_n) {
		const struct counted *c = &l->counted[--l->counted_n];

		*c->seat = c->was;
	}
}

static struct seat *shelf_of(struct limits *l, const char *number)
{
	uint64_t h = 14695981039346656037u;

	for (; *number; number++)
		h = (h ^ (unsigned char)*number) * 1099511628211u;
	return l->shelves[(h >> 32) % SHELVES];
}

static int answers_in(const struct seat *p, int64_t hour)
{
	return p->hour == hour ? p->answers : 0;
}

/* The number's own seat; else the one that is missed least. */
static struct seat *seat_of(struct seat *shelf, const char *number, int64_t hour)
{
	struct seat *least = shelf;

	for (struct seat *p = shelf; p < shelf + SHELF; p++) {
		if (p->answers && strcmp(p->number, number) == 0)
			return p;
		if (answers_in(p, hour) < answers_in(least, hour))
			least = p;
	}
	return least;
}

static bool sits(const struct seat *p, const char *number, int64_t hour)
{
	return p->answers && p->hour == hour && strcmp(p->number, number) == 0;
}

static void begin_hour(struct seat *p, const char *number, int64_t hour)
{
	*p = (struct seat){.hour = hour};
	text_copy(p->number, sizeof(p->number), number);
}

/* Whole numbers do not belong into logs. */
static const char *last_digits(const char *number)
{
	size_t n = strlen(number);

	return n > 4 ? number + n - 4 : number;
}

bool limits_answer(struct limits *l, const char *number, int most, int64_t now)
{
	int64_t hour = now / HOUR_MS;
	struct seat *p;

	if (!l || most <= 0)
		return true;
	p = seat_of(shelf_of(l, number), number, hour);
	note_seat(l, p);
	if (!sits(p, number, hour))
		begin_hour(p, number, hour);
	if (p->answers < most) {
		p->answers++;
		return true;
	}
	if (!p->logged)
		log_warn(
			"the number that ends in %s was answered %d times within the hour; until the next it gets only "
			"answers to texts that move a ticket",
			last_digits(number), most);
	p->logged = true;
	return false;
}
