/* Some events of the ledger, made into what all streams send of them: written once, however many listen. It is for this
 * wing alone. */
#ifndef STREAM_CHUNK_H
#define STREAM_CHUNK_H

#include "db/store/ledger_rows.h"
#include "handlers/model/ticket.h"

#define CHUNK_ROWS 64

struct chunk_row {
	int64_t seq;
	struct ticket
		*ticket; /* borrowed from the first row of that ticket; NULL: the event is of none that there is */
	char *event;     /* as it is sent */
	char *state;     /* where the ticket stands, at the first row of each; else NULL */
	bool owns;
};

/* Zero-initialise. */
struct stream_chunk {
	int64_t after, last; /* the rows behind `after`, up to `last` */
	size_t n;
	struct chunk_row rows[CHUNK_ROWS];
};

/* Reads those behind `after`. False: the store or memory failed, and the chunk is empty. */
bool stream_chunk_read(struct stream_chunk *c, struct store *s, const struct flows *flows, int64_t after);
void stream_chunk_clear(struct stream_chunk *c);

#endif
