/* The ids of MTs. */
#ifndef MT_ID_H
#define MT_ID_H

#include <stddef.h>
#include <stdint.h>
#include <uuid/uuid.h>

struct mt_noise { /* random bytes, drawn ahead; blank at first */
	unsigned char bytes[256];
	size_t left;
};

/* A new one, of version 7 (RFC 9562): 48 bits of time, then 34 that are random, then its row in the outbox. So a report
 * finds the row by its id, and no text has to write an index of ids. */
void mt_id_make(struct mt_noise *noise, int64_t now, int64_t row, uuid_t id);
/* The row that an id of ours names; of any other id, some number. */
int64_t mt_id_row(const uuid_t id);

#endif
