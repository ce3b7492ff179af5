/* Texts that have not arrived, as lists: those that wait, or may have been sent and are parked, and those that
 * failed. */
#ifndef OUTBOX_ROWS_H
#define OUTBOX_ROWS_H

#include "db/outbox/outbox_hand.h"
#include "gateway/table/table.h"

/* `Tom Baker (+86138****0013)`; only the number where it is nobody's. */
#define OUTBOX_TO (NAME_BYTES + MSISDN_MAX + 4)
void outbox_to(struct store *s, const struct outbox_line *l, char out[OUTBOX_TO]);

/* Each by channel, and there in order: those being sent, those that wait, those that are parked. False: it is not all
 * of the list, as memory ran out or the store failed. */
bool outbox_rows_print(struct store *s, int64_t now, FILE *out);
/* Newest first, `most` at most. Likewise. */
bool outbox_failed_print(struct store *s, size_t most, enum table_form form, FILE *out);

/* A page of them as JSON, `most` at most: from `*state` and `*place` on, which move behind the last. Those that wait go from
 * `sending` by `ready` to `unknown`; those that did not arrive are of any other state, such as `failed`. *more: there may be
 * others. Likewise. */
bool outbox_page_json(struct store *s, enum delivery *state, struct outbox_place *place, size_t most, FILE *out,
		      bool *more);

#endif
