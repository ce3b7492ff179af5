#include "gateway/limits.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/people.h"
#include "templates/text.h"

#define HOUR_MS (60LL * 60 * 1000)
#define SHELF 8 /* places where one number may stand */
#define SHELVES (LIMITS_NUMBERS / SHELF)

struct place {
	char number[MSISDN_MAX];
	int64_t hour;
	int answers; /* in that hour; 0: free */
};

struct limits {
	struct place shelves[SHELVES][SHELF];
};

struct limits *limits_new(void)
{
	return calloc(1, sizeof(struct limits));
}

void limits_free(struct limits *l)
{
	free(l);
}

static struct place *shelf_of(struct limits *l, const char *number)
{
	uint64_t h = 14695981039346656037u;

	for (; *number; number++)
		h = (h ^ (unsigned char)*number) * 1099511628211u;
	return l->shelves[(h >> 32) % SHELVES];
}

static int answers_in(const struct place *p, int64_t hour)
{
	return p->hour == hour ? p->answers : 0;
}

/* The number's own place; else the one that is missed least. */
static struct place *place_of(struct place *shelf, const char *number, int64_t hour)
{
	struct place *least = shelf;

	for (struct place *p = shelf; p < shelf + SHELF; p++) {
		if (p->answers && strcmp(p->number, number) == 0)
			return p;
		if (answers_in(p, hour) < answers_in(least, hour))
			least = p;
	}
	least->answers = 0;
	text_copy(least->number, sizeof(least->number), number);
	return least;
}

bool limits_answer(struct limits *l, const char *number, int most, int64_t now)
{
	int64_t hour = now / HOUR_MS;
	struct place *p;

	if (!l || most <= 0)
		return true;
	p = place_of(shelf_of(l, number), number, hour);
	if (p->hour != hour)
		*p = (struct place){.hour = hour, .answers = 0, .number = ""};
	text_copy(p->number, sizeof(p->number), number);
	if (p->answers >= most)
		return false;
	p->answers++;
	return true;
}
