#include "gateway/board/day_tickets.h"

#include <stdlib.h>

#include "db/store/ledger_rows.h"
#include "db/store/tickets_found.h"
#include "handlers/clock/due.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/time/when_local.h"
#include "templates/text/units.h"

#define EVENTS_MOST 65536
#define CHUNK 4096 /* events read at once */
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

static int newest_first(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*y > *x) - (*y < *x);
}

/* What concerns no ticket is of ticket 0, which comes last. */
static size_t keep_each_once(int64_t *all, size_t n)
{
	size_t kept = 0;

	qsort(all, n, sizeof(*all), newest_first);
	for (size_t i = 0; i < n; i++)
		if (all[i] && (!kept || all[kept - 1] != all[i]))
			all[kept++] = all[i];
	return kept;
}

/* Of events since then, the last ones first; *whole: all were read. More tickets than are wanted are not looked for. */
static size_t touched_since(struct store *s, int64_t since, int64_t *all, bool *whole)
{
	int64_t before = 0;
	size_t n = 0, events = 0, some = CHUNK;

	while (some == CHUNK && n <= DAY_TICKETS_MOST && events < EVENTS_MOST) {
		some = ledger_tickets_since(s, since, &before, all + n, CHUNK);
		events += some;
		n = keep_each_once(all, n + some);
	}
	*whole = some < CHUNK;
	return n;
}

int64_t *day_tickets(struct store *s, int64_t from, size_t *n, bool *whole)
{
	int64_t *all = calloc(2 * DAY_TICKETS_MOST + CHUNK, sizeof(*all));
	size_t touched, open;

	*n = 0;
	if (!all)
		return NULL;
	touched = touched_since(s, from - SLACK_MS, all, whole);
	open = tickets_open_after(s, 0, all + touched, DAY_TICKETS_MOST);
	*n = keep_each_once(all, touched + open);
	*whole = *whole && open < DAY_TICKETS_MOST && *n <= DAY_TICKETS_MOST;
	if (*n > DAY_TICKETS_MOST)
		*n = DAY_TICKETS_MOST;
	return all;
}
