/* The rows of the outbox that are not to be handed over again: under way, or answered and waiting for the commit
 * that marks them. A hash by id. It is for this wing alone. */
#ifndef MT_ROWS_H
#define MT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mt_row { /* id 0: a free place */
	int64_t id;
	int64_t receiver; /* 0: of no account */
	uint32_t lane;    /* its channel's */
	bool settled;     /* answered, and waits for the commit */
};

struct mt_rows {
	struct mt_row *places; /* a power of two of them, never more than half full */
	size_t size, n;
};

/* False: out of memory. */
bool mt_rows_init(struct mt_rows *r);
void mt_rows_free(struct mt_rows *r);

/* NULL: it is not there. Valid until the next call. */
struct mt_row *mt_rows_find(struct mt_rows *r, int64_t id);
/* One that is not there yet. False: out of memory. */
bool mt_rows_add(struct mt_rows *r, const struct mt_row *row);
/* Does nothing if it is not there. */
void mt_rows_remove(struct mt_rows *r, int64_t id);

#endif
