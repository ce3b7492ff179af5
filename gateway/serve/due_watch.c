#include "gateway/serve/due_watch.h"

#include <inttypes.h>

#include "db/tables/inbox.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/daily_send.h"

#define JUMP_MS 60000 /* the wall clock has moved by more than the time that passed: somebody set it */

static void forget(struct due_watch *v)
{
	v->due_known = v->list_known = false;
}

void due_watch_begin(struct due_watch *v, struct gateway *g)
{
	int64_t now = clock_now(), behind = inbox_newest(g->store) - now;

	v->wall_ahead = now - clock_steady();
	if (!clock_refresh_look(&v->renew, g, now) || !daily_begin(g, now) || behind < JUMP_MS)
		return; /* a store that fails says so at the first commit */
	log_warn("the clock of this computer is %" PRId64 " s behind the last input; what is due goes by it",
		 behind / 1000);
	clock_refresh_all(&v->renew, g);
}

bool due_watch_rules_read(struct due_watch *v, struct gateway *g)
{
	forget(v);
	return clock_refresh_look(&v->renew, g, clock_now()) && daily_begin(g, clock_now());
}

bool due_watch_touched(struct due_watch *v, struct gateway *g)
{
	forget(v);
	return clock_refresh_look(&v->renew, g, clock_now());
}

void due_watch_moved(struct due_watch *v, bool due)
{
	v->due_known = false;
	v->list_known = v->list_known && !due;
}

/* The wall clock was set. What is due is told by what lies in the database, each step once, so forwards nothing needs doing; back,
 * what was reckoned from times that have not come yet is reckoned anew. */
static bool watch_wall_clock(struct due_watch *v, struct gateway *g)
{
	int64_t ahead = clock_now() - clock_steady(), jump = ahead - v->wall_ahead;

	v->wall_ahead = ahead;
	if (jump > -JUMP_MS && jump < JUMP_MS)
		return true;
	log_warn("the clock of this computer was set %s by %" PRId64 " s; what is due goes by it",
		 jump > 0 ? "forwards" : "back", (jump > 0 ? jump : -jump) / 1000);
	forget(v);
	return jump > 0 || clock_refresh_all(&v->renew, g);
}

bool due_watch_look(struct due_watch *v, struct gateway *g, int64_t now, bool *due)
{
	*due = false;
	if (!watch_wall_clock(v, g))
		return false;
	if (!v->due_known) {
		if (!v->list_known)
			v->list_at = daily_next(g, clock_now());
		v->due_at = due_next(g, v->list_at);
		v->due_known = v->list_known = !store_failed(g->store);
	}
	*due = v->due_known && v->due_at != 0 && v->due_at <= now;
	return v->due_known;
}

int64_t due_watch_next(const struct due_watch *v)
{
	return v->due_known ? v->due_at : 0;
}

bool due_watch_has_work(const struct due_watch *v)
{
	return v->renew.wanted;
}

bool due_watch_work(struct due_watch *v, struct gateway *g, int64_t now)
{
	bool good;

	forget(v);
	good = clock_refresh_step(&v->renew, g, now);
	if (good && !v->renew.wanted)
		log_info("the clocks of all open tickets go by the present rules");
	return good;
}
