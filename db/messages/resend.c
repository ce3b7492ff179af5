#include "db/messages/resend.h"

struct search {
	const struct resend_asked *asked;
	struct resend_earlier best; /* id 0: none yet */
};

static int64_t far(const struct resend_asked *r, int64_t moment)
{
	return moment > r->moment ? moment - r->moment : r->moment - moment;
}

/* Takes what is sent at the same time over what is near, and the nearer over the farther. */
static void weigh(void *ctx, const struct resend_earlier *e)
{
	struct search *search = ctx;
	const struct resend_asked *r = search->asked;
	const struct resend_earlier *best = &search->best;
	bool better = best->id == 0 || (e->same_sent && !best->same_sent) ||
		      (e->same_sent == best->same_sent && far(r, e->moment) < far(r, best->moment));

	if (better && (e->same_sent || far(r, e->moment) <= RESEND_MS))
		search->best = *e;
}

/* The sender has had something else done or passed on between the two, in the order in which they were sent. */
static bool other_between(struct store *s, const struct resend_asked *r, const struct resend_earlier *e)
{
	const struct resend_place self = {r->moment, r->self}, other = {e->moment, e->id};
	bool ahead = e->moment > r->moment, found;

	return resend_rows_between(s, r, ahead ? &self : &other, ahead ? &other : &self, &found) && found;
}

int64_t resend_find(struct store *s, const struct resend_asked *r)
{
	/* A time that is not plausible is kept by nothing but the text that says it: that one lies where it came. */
	int64_t back = r->sent != 0 && r->sent != r->moment ? DAY_MS : RESEND_MS;
	struct search search = {.asked = r};
	const struct resend_walk w = {.each = weigh, .ctx = &search};

	for (int64_t day = (r->moment - back) / DAY_MS; day <= (r->moment + RESEND_MS) / DAY_MS; day++)
		if (!resend_rows_of_day(s, r, day, &w))
			return 0;
	if (search.best.id == 0 || (!search.best.same_sent && other_between(s, r, &search.best)))
		return 0;
	return store_failed(s) ? 0 : search.best.id;
}
