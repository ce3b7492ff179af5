/* What pages are made from, and what all requests share. It is for this wing alone. */
#ifndef PAGE_SOURCES_H
#define PAGE_SOURCES_H

#include <pthread.h>

#include "db/store/store.h"
#include "gateway/callback/asker_queue.h"
#include "gateway/channel/channel.h"
#include "gateway/http/connection_list.h"
#include "gateway/state/metrics.h"

/* Of HTTP's thread, but for the channels. */
struct page_sources {
	struct metrics *metrics; /* counted in as well: they are atomics */
	struct store *store;     /* the thread's own */
	struct asker_queue *askers;
	struct connection_list connections;
	size_t asking;             /* requests under way that the loop is to answer */
	int64_t denied_at;         /* steady ms: when the log last named one that was not proven */
	unsigned denied_n;         /* since then */
	pthread_mutex_t lock;      /* of: */
	struct channels *channels; /* held */
};

/* Those of now, held; from any thread. */
struct channels *page_sources_channels(struct page_sources *from);
/* From any thread: from now on these hold. */
void page_sources_renew(struct page_sources *from, struct channels *c);

#endif
