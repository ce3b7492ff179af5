/* What the queue knows of rows of the outbox that are not to be read again for now, and of receivers: a hash by id. It
 * is for this wing alone. */
#ifndef MT_ROWS_H
#define MT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/outbox/outbox.h"

enum mt_state {
	MT_UNDER_WAY,
	MT_SETTLED, /* something of it waits for the commit that writes it */
	MT_MARKED,  /* waits for the commit that marks it as `sending` */
	MT_GOES,    /* marked, and to be handed over */
	MT_CALLED,  /* the one before it to its receiver is answered, or it has waited: it is to be handed over */
	MT_HELD     /* ready, but it alone waits until a time; its receiver is not free */
};

struct mt_row { /* id 0: a free place */
	int64_t id;
	int64_t receiver; /* 0: of no account */
	int64_t until;    /* HELD: UTC ms */
	uint32_t lane;    /* its channel's */
	uint32_t tries;   /* how often it was tried before */
	enum mt_state state;
	struct outbox_mt *mt; /* MARKED, GOES: its own copy, so that it is not read again; NULL: it is to be */
	bool kept;            /* what its transport answers is, though its channel may go another way since */
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
/* Frees its copy of the text, if it has one. */
void mt_row_forget(struct mt_row *row);
/* Does nothing if it is not there. */
void mt_rows_remove(struct mt_rows *r, int64_t id);

#endif
