#include "db/messages/resend.h"

#include "db/messages/inbox_recent.h"
#include "db/sqlite/sql.h"

#define TAKEN "kind = 'mo' AND (outcome = 'done' OR outcome = 'noted' OR outcome = 'forwarded') AND undone = 0"

/* An earlier text that may be the one repeated. */
struct earlier {
	int64_t id; /* 0: none yet */
	int64_t moment;
	bool same_sent;
};

static int64_t far(const struct resend_asked *r, int64_t moment)
{
	return moment > r->moment ? moment - r->moment : r->moment - moment;
}

/* Takes what is sent at the same time over what is near, and the nearer over the farther. */
static void weigh(struct earlier *best, const struct resend_asked *r, const struct earlier *e)
{
	bool better = best->id == 0 || (e->same_sent && !best->same_sent) ||
		      (e->same_sent == best->same_sent && far(r, e->moment) < far(r, best->moment));

	if (better && (e->same_sent || far(r, e->moment) <= RESEND_MS))
		*best = *e;
}

static void look_at_day(struct store *s, const struct resend_asked *r, int64_t day, struct earlier *best)
{
	struct query q = sql(s, "SELECT id, moment, sent IS NOT NULL AND sent = ?5 AND came > ?6 FROM inbox "
				"INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY " = ?2 AND digest = ?3 "
				"AND id <> ?4 AND " TAKEN);

	sql_int(&q, r->person);
	sql_int(&q, day);
	sql_blob(&q, r->digest, 32);
	sql_int(&q, r->self);
	sql_int(&q, r->sent);
	sql_int(&q, r->came - DAY_MS);
	while (sql_row(&q)) {
		struct earlier e = {
			.id = sql_get_int(&q, 0), .moment = sql_get_int(&q, 1), .same_sent = sql_get_int(&q, 2) != 0};

		weigh(best, r, &e);
	}
	if (!sql_end(&q))
		best->id = 0;
}

/* The sender has had something else done or passed on between the two, in the order in which they were sent. */
static bool other_between(struct store *s, const struct resend_asked *r, const struct earlier *e)
{
	bool ahead = e->moment > r->moment;
	int64_t from = ahead ? r->moment : e->moment, to = ahead ? e->moment : r->moment;
	struct query q = sql(s, "SELECT 1 FROM inbox INDEXED BY inbox_recent WHERE person = ?1 AND " INBOX_DAY
				" BETWEEN ?2 AND ?3 AND digest IS NOT NULL AND digest <> ?4 AND " TAKEN
				" AND (moment > ?5 OR (moment = ?5 AND id > ?6)) "
				"AND (moment < ?7 OR (moment = ?7 AND id < ?8)) LIMIT 1");
	bool found;

	sql_int(&q, r->person);
	sql_int(&q, from / DAY_MS);
	sql_int(&q, to / DAY_MS);
	sql_blob(&q, r->digest, 32);
	sql_int(&q, from);
	sql_int(&q, ahead ? r->self : e->id);
	sql_int(&q, to);
	sql_int(&q, ahead ? e->id : r->self);
	found = sql_row(&q);
	return sql_end(&q) && found;
}

int64_t resend_find(struct store *s, const struct resend_asked *r)
{
	/* A time that is not plausible is kept by nothing but the text that says it: that one lies where it came. */
	int64_t back = r->sent != 0 && r->sent != r->moment ? DAY_MS : RESEND_MS;
	struct earlier best = {0};

	for (int64_t day = (r->moment - back) / DAY_MS; day <= (r->moment + RESEND_MS) / DAY_MS; day++)
		look_at_day(s, r, day, &best);
	if (best.id == 0 || store_failed(s) || (!best.same_sent && other_between(s, r, &best)))
		return 0;
	return best.id;
}
