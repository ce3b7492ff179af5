/* What became of MTs, until a commit has marked it. It is for this wing alone. */
#ifndef MT_SETTLED_H
#define MT_SETTLED_H

#include "gateway/release/mt_rows.h"
#include "gateway/road/batch.h"

struct mt_ids {
	int64_t *all;
	size_t n, cap;
};

/* Zero-initialise. */
struct mt_settled {
	struct mt_ids sent, expired;
	struct settled_end *ended;
	size_t ended_n, ended_cap;
};

/* Each adds an outbox row. False: out of memory. */
bool mt_settled_sent(struct mt_settled *s, int64_t id);
bool mt_settled_expired(struct mt_settled *s, int64_t id);
bool mt_settled_ended(struct mt_settled *s, int64_t id, enum delivery state, const char *why);

/* As the batch takes it; borrowed until mt_settled_kept(). */
void mt_settled_show(const struct mt_settled *s, struct settled *out);
/* They are marked: takes them out of `rows` too. */
void mt_settled_kept(struct mt_settled *s, struct mt_rows *rows);
void mt_settled_free(struct mt_settled *s);

#endif
