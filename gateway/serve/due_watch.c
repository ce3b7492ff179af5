#include "gateway/serve/due_watch.h"

#include <inttypes.h>

#include "db/store/inbox.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/due/timed.h"

#define JUMP_MS 60000 /* the wall clock has moved by more than the time that passed: somebody set it */

static void forget(struct due_watch *w)
{
	w->due_known = w->timed_known = false;
}

void due_watch_begin(struct due_watch *w, struct gateway *g)
{
	int64_t now = clock_now(), behind = inbox_newest(g->store) - now;

	w->wall_ahead = now - clock_steady();
	if (!clock_refresh_look(&w->refresh, g, now) || !timed_begin(g, now) || behind < JUMP_MS)
		return; /* a store that fails says so at the first commit */
	log_warn("the clock of this computer is %" PRId64 " s behind the last input; what is due goes by it",
		 behind / 1000);
	clock_refresh_all(&w->refresh, g);
}

bool due_watch_rules_read(struct due_watch *w, struct gateway *g)
{
	forget(w);
	return clock_refresh_look(&w->refresh, g, clock_now()) && timed_begin(g, clock_now());
}

bool due_watch_touched(struct due_watch *w, struct gateway *g)
{
	forget(w);
	return clock_refresh_look(&w->refresh, g, clock_now());
}

void due_watch_moved(struct due_watch *w, bool due)
{
	w->due_known = false;
	w->timed_known = w->timed_known && !due;
}

/* Where the wall clock was set forwards nothing needs doing: what is due is told by the database, each step once.
 * Where it was set back, clocks that were computed from times that have not come yet are made again. */
static bool watch_wall_clock(struct due_watch *w, struct gateway *g)
{
	int64_t ahead = clock_now() - clock_steady(), jump = ahead - w->wall_ahead;

	w->wall_ahead = ahead;
	if (jump > -JUMP_MS && jump < JUMP_MS)
		return true;
	log_warn("the clock of this computer was set %s by %" PRId64 " s; what is due goes by it",
		 jump > 0 ? "forwards" : "back", (jump > 0 ? jump : -jump) / 1000);
	forget(w);
	return jump > 0 || clock_refresh_all(&w->refresh, g);
}

bool due_watch_look(struct due_watch *w, struct gateway *g, int64_t now, bool *due)
{
	*due = false;
	if (!watch_wall_clock(w, g))
		return false;
	if (!w->due_known) {
		if (!gateway_refresh(g)) /* it may be of a batch that did not hold */
			return false;
		if (!w->timed_known)
			w->timed_at = timed_first(g, clock_now());
		w->due_at = due_next(g, w->timed_at, now);
		w->due_known = w->timed_known = !store_failed(g->store);
	}
	*due = w->due_known && w->due_at != 0 && w->due_at <= now;
	return w->due_known;
}

int64_t due_watch_next(const struct due_watch *w)
{
	return w->due_known ? w->due_at : 0;
}

bool due_watch_has_work(const struct due_watch *w)
{
	return w->refresh.wanted;
}

bool due_watch_work(struct due_watch *w, struct gateway *g, int64_t now)
{
	bool good;

	forget(w);
	good = clock_refresh_step(&w->refresh, g, now);
	if (good && !w->refresh.wanted)
		log_info("the clocks of all open tickets go by the present rules");
	return good;
}
