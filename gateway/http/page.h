/* The pages: a row for each path, which makes its reply. It is for this wing alone. */
#ifndef PAGE_H
#define PAGE_H

#include "db/store/store.h"
#include "gateway/http/reply.h"
#include "gateway/state/metrics.h"

/* What pages are made from. They are made in HTTP's thread, whose store this is. */
struct page_sources {
	const struct metrics *metrics;
	struct store *store;
};

struct page {
	const char *path;
	struct reply (*make)(const struct page_sources *from);
};

/* NULL: there is none. */
const struct page *page_find(const char *path);

#endif
