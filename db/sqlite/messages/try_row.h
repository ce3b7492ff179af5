/* Adding to what is kept of a text's tries. It is for this wing alone. */
#ifndef TRY_ROW_H
#define TRY_ROW_H

#include "db/outbox/outbox_tries.h"
#include "db/sqlite/sql.h"

struct try_row { /* its channel is the one that the text has now */
	int64_t outbox, at;
	enum try_outcome outcome;
	int status;
	const char *why; /* NULL: there is no more to say */
};

bool try_row_add(struct store *s, const struct try_row *t);
/* Nothing where the text is not ready. */
bool try_row_add_if_ready(struct store *s, const struct try_row *t);

#endif
