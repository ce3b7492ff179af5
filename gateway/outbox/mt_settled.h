/* What became of MTs, until a commit has written it. It is for this wing alone. */
#ifndef MT_SETTLED_H
#define MT_SETTLED_H

#include "gateway/outbox/mt_ids.h"
#include "gateway/road/batch.h"

/* Zero-initialise. */
struct mt_settled {
	struct mt_ids sent, expired, sending;
	struct settled_change *changes;
	size_t changes_n, changes_cap;
	bool hurried;   /* something waits for that commit to be handed over */
	bool overtaken; /* not all of `sending` were ready any more when they were marked */
};

/* Each adds an outbox row. False: out of memory. */
bool mt_settled_sent(struct mt_settled *s, int64_t id);
bool mt_settled_expired(struct mt_settled *s, int64_t id);
bool mt_settled_sending(struct mt_settled *s, int64_t id);
/* Copies it. */
bool mt_settled_change(struct mt_settled *s, const struct settled_change *c);

/* As the batch takes it; borrowed until mt_settled_clear(). */
void mt_settled_show(struct mt_settled *s, struct settled *out);
/* They are written. */
void mt_settled_clear(struct mt_settled *s);
void mt_settled_free(struct mt_settled *s);

#endif
