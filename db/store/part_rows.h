/* Parts of long messages as they lie there. What makes a message of them is db/messages/parts.h's affair.
 *
 * All return false on failure of the store. */
#ifndef PART_ROWS_H
#define PART_ROWS_H

#include "db/store/store.h"
#include "handlers/people/people.h"
#include "templates/text/text.h"

struct part_group { /* the parts of one message; those that wait have numbers above 0 */
	const char *channel, *sender;
	int64_t ref;
	int total;
};
struct part_row {
	struct part_group group;
	int number;
	int64_t inbox;
	const char *text;
};

/* Whether a part waits there that cannot be of the same message: it has other words in this place, or its input came
 * more than `ms` before this one's. */
bool part_rows_foreign(struct store *s, const struct part_row *p, int64_t ms, bool *found);
/* Whether all that waits there has come again: a message that is whole has the same words in these places, and came at
 * most `ms` before; and this part does not. */
bool part_rows_repeated(struct store *s, const struct part_row *p, int64_t ms, bool *found);
/* Deletes those that wait. */
bool part_rows_drop(struct store *s, const struct part_group *g);
/* Adds a part that waits, unless one is there in its place. */
bool part_rows_put(struct store *s, const struct part_row *p);
/* Appends the words of those that wait, in order; *n is how many there are. */
bool part_rows_join(struct store *s, const struct part_group *g, struct text *joined, int *n);
/* Those that wait are whole: they are kept under negative numbers, and those of the sender's whole message before are
 * deleted. */
bool part_rows_finish(struct store *s, const struct part_group *g);

struct waiting_group { /* stays where it is: `group` points into it */
	char channel[CHANNEL_BYTES], sender[MSISDN_MAX];
	struct part_group group;
	int64_t came; /* UTC ms: its first part */
};
/* The one that has waited longest for a part. */
bool part_rows_oldest(struct store *s, struct waiting_group *out, bool *found);
/* As part_rows_join(), with `gap` for each run of parts that are missing; *inbox is the last part's that came. */
bool part_rows_join_gaps(struct store *s, const struct part_group *g, const char *gap, struct text *joined,
			 int64_t *inbox);

#endif
