#include "db/messages/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/part_rows.h"
#include "templates/text/halves.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

/* Parts that have waited longer belong to a message that will never be whole: phones use a ref again. */
#define PARTS_MS HOUR_MS
/* A carrier may bring a part again for so long. */
#define REPEATS_MS DAY_MS
#define PARTS_MAX 255
#define JOINED_MAX (256 << 10)

/* What waits there under this ref makes way if it is of another message, for a ref is one byte, which phones draw at
 * random; and if nothing waits but what a carrier has brought again of the message before, and this part is of another
 * one. */
static bool make_way(struct store *s, const struct part_row *p)
{
	bool other;

	if (!part_rows_foreign(s, p, PARTS_MS, &other) || (other && !part_rows_drop(s, &p->group)))
		return false;
	return part_rows_repeated(s, p, REPEATS_MS, &other) && (!other || part_rows_drop(s, &p->group));
}

/* NULL: not all are there, or the store failed. */
static char *join(struct store *s, const struct part_group *g)
{
	struct text joined = text_new(JOINED_MAX);
	char *whole = NULL;
	int n;

	if (part_rows_join(s, g, &joined, &n) && n == g->total && part_rows_finish(s, g)) {
		whole = strdup(text_str(&joined));
		if (!whole || joined.full)
			store_fail(s, "out of memory");
		else
			halves_join(whole);
	}
	text_free(&joined);
	if (!store_failed(s))
		return whole;
	free(whole);
	return NULL;
}

bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole)
{
	const struct part_row part = {.group = {.channel = channel, .sender = sender, .ref = ref, .total = total},
				      .number = number,
				      .inbox = inbox,
				      .text = text};
	char why[WHY_BYTES];

	*whole = NULL;
	if (total < 1 || total > PARTS_MAX || number < 1 || number > total) {
		snprintf(why, sizeof(why), "there is no part %d of %d", number, total);
		return store_refuse(s, why);
	}
	if (!make_way(s, &part) || !part_rows_put(s, &part))
		return false;
	*whole = join(s, &part.group);
	return !store_failed(s);
}

/* ---- what will never be whole ---- */

int64_t parts_next_late(struct store *s)
{
	struct waiting_group g;
	bool found;

	return part_rows_oldest(s, &g, &found) && found ? g.came + PARTS_MS : 0;
}

/* One gap a run of parts that did not come. */
static bool join_with_gaps(struct store *s, struct waiting_group *g, struct late_parts *out)
{
	struct text joined = text_new(JOINED_MAX);
	bool good = part_rows_join_gaps(s, &g->group, "…", &joined, &out->inbox);

	out->text = good ? strdup(text_str(&joined)) : NULL;
	if (good && (!out->text || joined.full))
		store_fail(s, "out of memory");
	text_free(&joined);
	if (out->text)
		halves_join(out->text);
	return !store_failed(s) && part_rows_drop(s, &g->group);
}

bool parts_take_late(struct store *s, int64_t now, struct late_parts *out)
{
	struct waiting_group g;
	bool found;

	*out = (struct late_parts){0};
	if (!part_rows_oldest(s, &g, &found))
		return false;
	if (!found || g.came + PARTS_MS > now)
		return true;
	text_copy(out->channel, sizeof(out->channel), g.channel);
	text_copy(out->sender, sizeof(out->sender), g.sender);
	if (join_with_gaps(s, &g, out))
		return true;
	free(out->text);
	out->text = NULL;
	return false;
}
