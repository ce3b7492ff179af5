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

static void bind_group(struct query *q, const struct group *g)
{
	sql_text(q, g->channel);
	sql_text(q, g->sender);
	sql_int(q, g->ref);
	sql_int(q, g->total);
}

static bool drop_group(struct store *s, const struct group *g)
{
	struct query q = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4");

	bind_group(&q, g);
	return sql_run(&q);
}

/* What lies there under this ref belongs to another message if it is old, or has other words in this place: a ref is
 * one byte, which phones draw at random. */
static bool drop_stale(struct store *s, const struct group *g, int number, int64_t inbox, const char *text)
{
	struct query q = sql(s, "SELECT 1 FROM part p JOIN inbox i ON i.id = p.inbox WHERE p.channel = ?1 "
				"AND p.sender = ?2 AND p.ref = ?3 AND p.total = ?4 AND ((p.number = ?5 "
				"AND p.text <> ?6) OR i.came < (SELECT came FROM inbox WHERE id = ?7) - ?8) LIMIT 1");
	bool stale;

	bind_group(&q, g);
	sql_int(&q, number);
	sql_text(&q, text);
	sql_int(&q, inbox);
	sql_int(&q, PARTS_MS);
	stale = sql_row(&q);
	return sql_end(&q) && (!stale || drop_group(s, g));
}

static bool put_part(struct store *s, const struct group *g, int number, int64_t inbox, const char *text)
{
	struct query q = sql(s, "INSERT INTO part (channel, sender, ref, total, number, inbox, text) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
				"ON CONFLICT (channel, sender, ref, total, number) DO NOTHING");

	bind_group(&q, g);
	sql_int(&q, number);
	sql_int(&q, inbox);
	sql_text(&q, text);
	return sql_run(&q);
}

/* Joins what is there; *n is how many parts that was. */
static bool join_parts(struct store *s, const struct group *g, struct text *joined, int *n)
{
	struct query q = sql(s, "SELECT text FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 "
				"ORDER BY number");
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
	const struct group g = {.channel = channel, .sender = sender, .ref = ref, .total = total};
	struct text joined;
	int n;

	*whole = NULL;
	if (total < 1 || total > PARTS_MAX || number < 1 || number > total)
		return sql_refuse(s, "there is no part %d of %d", number, total);
	if (!drop_stale(s, &g, number, inbox, text) || !put_part(s, &g, number, inbox, text))
		return false;
	joined = text_new(JOINED_MAX);
	if (join_parts(s, &g, &joined, &n) && n == total && drop_group(s, &g)) {
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
