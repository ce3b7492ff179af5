/* A text to send, out of its row in the outbox. It is for this wing alone. */
#ifndef MT_ROW_H
#define MT_ROW_H

#include <uuid/uuid.h>

#include "db/outbox/outbox.h"
#include "db/sqlite/sql.h"

#define MT_ROW                                                                                                     \
	"SELECT id, uuid, created, expires, ticket, channel, number, template, encoding, segments, text, params, " \
	"tries, "                                                                                                  \
	"not_before FROM outbox "

/* A column of it: its id as text, left as it is where there is none; its state. */
void mt_row_uuid(struct query *q, int column, char out[UUID_TEXT]);
enum delivery mt_row_state(struct query *q, int column);
/* The row whose id this is; 0: there is none. */
int64_t mt_row_find(struct store *s, const uuid_t uuid);
/* The row that was stepped to. */
void mt_row_read(struct query *q, struct outbox_mt *m);
/* All rows, at most max, and ends the query. 0 if it failed. */
size_t mt_rows_read(struct query *q, struct outbox_mt *out, size_t max);

#endif
