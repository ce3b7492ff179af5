/* A list of rows of the outbox. It is for this wing alone. */
#ifndef MT_IDS_H
#define MT_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise. */
struct mt_ids {
	int64_t *all;
	size_t n, cap;
};

/* False: out of memory. */
bool mt_ids_add(struct mt_ids *list, int64_t id);
void mt_ids_free(struct mt_ids *list);

#endif
