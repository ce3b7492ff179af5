/* `answers` of a channel's file: rows of which the first that fits decides. It is for this wing alone. */
#ifndef ANSWER_ROWS_H
#define ANSWER_ROWS_H

#include "gateway/channel/value_match.h"
#include "gateway/transport/outcome.h"

#define STATUSES_MAX 16 /* of one row */

struct status_range {
	int from, to;
};

struct answer_row {
	struct status_range statuses[STATUSES_MAX];
	size_t statuses_n; /* 0: any */
	bool has_body;
	struct text_match body;
	struct value_match json;
	enum transport_outcome outcome;
	bool alone;
	struct text_found id, why;
};

/* Zero-initialise; answer_rows_free() when done. */
struct answer_rows {
	struct answer_row *all;
	size_t n;
};

/* Of a channel's file; where it has none, those that are meant. */
void answer_rows_read(struct answer_rows *rows, const struct yaml *root, struct faults *f);
void answer_rows_free(struct answer_rows *rows);

#endif
