#include "gateway/vigil.h"

#include <inttypes.h>

#include "db/mail.h"
#include "gateway/clock.h"
#include "gateway/daily.h"
#include "gateway/log.h"

#define JUMP_MS 60000 /* the wall clock has moved by more than the time that passed: somebody set it */

static void forget(struct vigil *v)
{
	v->due_known = v->list_known = false;
}

void vigil_begin(struct vigil *v, struct gateway *g)
{
	int64_t now = clock_now(), behind = mail_newest(g->store) - now;

	v->wall_ahead = now - clock_steady();
	if (!renew_look(&v->renew, g, now) || !daily_begin(g, now) || behind < JUMP_MS)
		return; /* a store that fails says so at the first commit */
	log_warn("the clock of this computer is %" PRId64 " s behind the last input; what is due goes by it",
		 behind / 1000);
	renew_all(&v->renew, g);
}

bool vigil_rules_read(struct vigil *v, struct gateway *g)
{
	forget(v);
	return renew_look(&v->renew, g, clock_now()) && daily_begin(g, clock_now());
}

bool vigil_touched(struct vigil *v, struct gateway *g)
{
	forget(v);
	return renew_look(&v->renew, g, clock_now());
}

void vigil_moved(struct vigil *v, bool due)
{
	v->due_known = false;
	v->list_known = v->list_known && !due;
}

/* The wall clock was set. What is due is told by what lies in the database, each step once, so forwards nothing needs doing; back,
 * what was reckoned from times that have not come yet is reckoned anew. */
static bool watch_wall_clock(struct vigil *v, struct gateway *g)
{
	int64_t ahead = clock_now() - clock_steady(), jump = ahead - v->wall_ahead;

	v->wall_ahead = ahead;
	if (jump > -JUMP_MS && jump < JUMP_MS)
		return true;
	log_warn("the clock of this computer was set %s by %" PRId64 " s; what is due goes by it",
		 jump > 0 ? "forwards" : "back", (jump > 0 ? jump : -jump) / 1000);
	forget(v);
	return jump > 0 || renew_all(&v->renew, g);
}

bool vigil_look(struct vigil *v, struct gateway *g, int64_t now, bool *due)
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

int64_t vigil_next(const struct vigil *v)
{
	return v->due_known ? v->due_at : 0;
}

bool vigil_has_work(const struct vigil *v)
{
	return v->renew.wanted;
}

bool vigil_work(struct vigil *v, struct gateway *g, int64_t now)
{
	forget(v);
	return renew_step(&v->renew, g, now);
}
