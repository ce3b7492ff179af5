#include "db/messages/parts.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

/* Parts that have waited longer belong to a message that will never be whole: phones use a ref again. */
#define PARTS_MS DAY_MS
#define PARTS_MAX 255
#define JOINED_MAX (256 << 10)

struct group { /* of parts */
	const char *channel, *sender;
	int64_t ref;
	int total;
};

struct part {
	struct group group;
	int number;
	int64_t inbox;
	const char *text;
};

static void bind_group(struct query *q, const struct group *g)
{
	sql_text(q, g->channel);
	sql_text(q, g->sender);
	sql_int(q, g->ref);
	sql_int(q, g->total);
}

/* Parts of a message that is whole stay under their negative numbers, until the sender's next one is: so that one that
 * comes again is known. */
static bool finish_group(struct store *s, const struct group *g)
{
	struct query old = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND number < 0");
	struct query q;

	sql_text(&old, g->channel);
	sql_text(&old, g->sender);
	if (!sql_run(&old))
		return false;
	q = sql(s, "UPDATE part SET number = -number WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4");
	bind_group(&q, g);
	return sql_run(&q);
}

/* Drops those that wait if this statement finds one, given the part as ?5 and ?6, its input as ?7 and PARTS_MS as ?8. */
static bool drop_waiting_if(struct store *s, const struct part *p, const char *found)
{
	struct query q = sql(s, found);
	bool drop;

	bind_group(&q, &p->group);
	sql_int(&q, p->number);
	sql_text(&q, p->text);
	sql_int(&q, p->inbox);
	sql_int(&q, PARTS_MS);
	drop = sql_row(&q);
	if (!sql_end(&q) || !drop)
		return !s->failed;
	q = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 AND number > 0");
	bind_group(&q, &p->group);
	return sql_run(&q);
}

/* What waits there under this ref belongs to another message if it is old, or has other words in this place: a ref is
 * one byte, which phones draw at random. */
static bool drop_stale(struct store *s, const struct part *p)
{
	return drop_waiting_if(s, p,
			       "SELECT 1 FROM part p JOIN inbox i ON i.id = p.inbox WHERE p.channel = ?1 "
			       "AND p.sender = ?2 AND p.ref = ?3 AND p.total = ?4 AND p.number > 0 AND ((p.number = ?5 "
			       "AND p.text <> ?6) OR i.came < (SELECT came FROM inbox WHERE id = ?7) - ?8) LIMIT 1");
}

/* Nothing waits there but what a carrier has brought again of the message before, and this part is of another one. */
static bool drop_repeated(struct store *s, const struct part *p)
{
	return drop_waiting_if(
		s, p,
		"SELECT 1 FROM inbox i WHERE i.id = ?7 AND NOT EXISTS (SELECT 1 FROM part d WHERE d.channel = ?1 "
		"AND d.sender = ?2 AND d.ref = ?3 AND d.total = ?4 AND d.number = -?5 AND d.text = ?6) "
		"AND EXISTS (SELECT 1 FROM part w WHERE w.channel = ?1 AND w.sender = ?2 AND w.ref = ?3 "
		"AND w.total = ?4 AND w.number > 0) AND NOT EXISTS (SELECT 1 FROM part w WHERE w.channel = ?1 "
		"AND w.sender = ?2 AND w.ref = ?3 AND w.total = ?4 AND w.number > 0 AND NOT EXISTS (SELECT 1 "
		"FROM part d JOIN inbox b ON b.id = d.inbox WHERE d.channel = ?1 AND d.sender = ?2 AND d.ref = ?3 "
		"AND d.total = ?4 AND d.number = -w.number AND d.text = w.text AND b.came >= i.came - ?8))");
}

static bool put_part(struct store *s, const struct part *p)
{
	struct query q = sql(s, "INSERT INTO part (channel, sender, ref, total, number, inbox, text) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?7, ?6) "
				"ON CONFLICT (channel, sender, ref, total, number) DO NOTHING");

	bind_group(&q, &p->group);
	sql_int(&q, p->number);
	sql_text(&q, p->text);
	sql_int(&q, p->inbox);
	return sql_run(&q);
}

/* Joins what is there; *n is how many parts that was. */
static bool join_parts(struct store *s, const struct group *g, struct text *joined, int *n)
{
	struct query q = sql(s, "SELECT text FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 "
				"AND number > 0 ORDER BY number");
	size_t length;

	bind_group(&q, g);
	for (*n = 0; sql_row(&q); ++*n) {
		const char *text = sql_bytes(&q, 0, &length);

		text_addn(joined, text, length);
	}
	return sql_end(&q);
}

bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole)
{
	const struct part part = {.group = {.channel = channel, .sender = sender, .ref = ref, .total = total},
				  .number = number,
				  .inbox = inbox,
				  .text = text};
	struct text joined;
	int n;

	*whole = NULL;
	if (total < 1 || total > PARTS_MAX || number < 1 || number > total)
		return sql_refuse(s, "there is no part %d of %d", number, total);
	if (!drop_stale(s, &part) || !drop_repeated(s, &part) || !put_part(s, &part))
		return false;
	joined = text_new(JOINED_MAX);
	if (join_parts(s, &part.group, &joined, &n) && n == total && finish_group(s, &part.group)) {
		*whole = strdup(text_str(&joined));
		if (!*whole || joined.full)
			sql_fail(s, "out of memory");
	}
	text_free(&joined);
	if (s->failed) {
		free(*whole);
		*whole = NULL;
	}
	return !s->failed;
}
