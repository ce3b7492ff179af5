#include "gateway/board/day_tickets.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/ledger_rows.h"
#include "db/store/tickets_found.h"
#include "handlers/clock/due.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/time/when_local.h"
#include "templates/text/units.h"

#define EVENTS_MOST 65536
#define CHUNK DAY_TICKETS_MOST /* events, or tickets, read at once */
/* The system's clock may have been set back meanwhile. */
#define SLACK_MS HOUR_MS

/* ---- what holds of one ---- */

struct day_span day_span(int64_t now, int back)
{
	return (struct day_span){when_day(now, -back), when_day(now, 1 - back)};
}

static bool is_in(const struct day_span *d, int64_t at)
{
	return at >= d->from && at < d->until;
}

bool day_opened(const struct ticket *t, const struct day_span *d)
{
	return is_in(d, t->opened);
}

bool day_stamped(const struct ticket *t, size_t node, const struct day_span *d)
{
	return t->nodes[node].how == NODE_STAMPED && is_in(d, t->nodes[node].at);
}

bool day_late(const struct ticket *t, const struct day_span *d, int64_t now)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_state *s = &t->clocks[i];
		bool over = s->stopped ? s->verdict == MISSED : due_over(&t->flow->clocks[i], s, now);

		if (s->started && s->due && is_in(d, s->due) && over)
			return true;
	}
	return false;
}

bool day_missing(const struct ticket *t, const struct day_span *d, int64_t now)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		if (t->nodes[i].how == NODE_MISSED && is_in(d, t->nodes[i].at))
			return true;
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		if (lacking_by_clock(t, i, now) >= 0 && is_in(d, t->clocks[i].due))
			return true;
	return false;
}

/* ---- which may be meant ---- */

/* Each once: those touched, a chunk more than are wanted at most, and those that are open. */
#define FOUND_MOST (3 * CHUNK)
#define SLOTS 16384 /* more than FOUND_MOST, so that one is always free */

_Static_assert(SLOTS > FOUND_MOST, "a number that is not there is looked for until a free slot");

struct found {
	int64_t all[FOUND_MOST];
	size_t n;
	int64_t slots[SLOTS]; /* of a hash: numbers; 0: free */
	int64_t read[CHUNK];
};

/* What concerns no ticket is of ticket 0. */
static void add(struct found *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t number = f->read[i];
		size_t at = ((uint64_t)number * UINT64_C(0x9e3779b97f4a7c15) >> 32) % SLOTS;

		while (f->slots[at] && f->slots[at] != number)
			at = (at + 1) % SLOTS;
		if (!number || f->slots[at])
			continue;
		f->slots[at] = number;
		f->all[f->n++] = number;
	}
}

/* Of events since then, the last ones first. True: all were read; more tickets than are wanted are not looked for. */
static bool add_touched(struct found *f, struct store *s, int64_t since)
{
	int64_t before = 0;
	size_t events = 0, some = CHUNK;

	while (some == CHUNK && f->n <= DAY_TICKETS_MOST && events < EVENTS_MOST) {
		some = ledger_tickets_since(s, since, &before, f->read, CHUNK);
		events += some;
		add(f, some);
	}
	return some < CHUNK;
}

/* True: all. */
static bool add_open(struct found *f, struct store *s)
{
	size_t open = tickets_open_after(s, 0, f->read, CHUNK);

	add(f, open);
	return open < CHUNK;
}

static int newest_first(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*y > *x) - (*y < *x);
}

int64_t *day_tickets(struct store *s, int64_t from, size_t *n, bool *whole)
{
	struct found *f = calloc(1, sizeof(*f));
	int64_t *all = calloc(FOUND_MOST, sizeof(*all));

	*n = 0;
	if (f && all) {
		*whole = add_touched(f, s, from - SLACK_MS);
		*whole = add_open(f, s) && *whole && f->n <= DAY_TICKETS_MOST;
		memcpy(all, f->all, f->n * sizeof(*all));
		qsort(all, f->n, sizeof(*all), newest_first);
		*n = f->n < DAY_TICKETS_MOST ? f->n : DAY_TICKETS_MOST;
	} else {
		free(all);
		all = NULL;
	}
	free(f);
	return all;
}
