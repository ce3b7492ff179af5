/* Texts that fail for good: each stands in the log, and who must act is told, in the transaction that marks it. It is
 * for this wing alone. */
#ifndef LOST_TEXTS_H
#define LOST_TEXTS_H

#include "db/store/delivery.h"
#include "gateway/road/intake.h"

/* Zero-initialise. */
struct lost_texts {
	int64_t *ids;
	size_t n, cap;
};

/* To be called before a text of the outbox is marked so: notes it where that state means that it will never arrive, and
 * it has no final state yet. False if the store or memory failed. */
bool lost_texts_note(struct lost_texts *l, struct store *s, int64_t id, enum delivery state);
/* One that is marked already. */
bool lost_texts_add(struct lost_texts *l, struct store *s, int64_t id);
/* Once they are marked: says so of each, and forgets them. An intake without a row is filed where somebody is to be
 * told. Nobody is told of an answer or of such a notice, and each of one ticket at most once an hour. */
bool lost_texts_tell(struct lost_texts *l, struct intake *intake);
void lost_texts_free(struct lost_texts *l);

#endif
