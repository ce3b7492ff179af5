/* What pages are made from, and what all requests share. It is for this wing alone. */
#ifndef PAGE_SOURCES_H
#define PAGE_SOURCES_H

#include <pthread.h>

#include "db/store/store.h"
#include "gateway/api/api.h"
#include "gateway/callback/asker_queue.h"
#include "gateway/channel/channel.h"
#include "gateway/http/connection_list.h"
#include "gateway/state/metrics.h"

struct phones;
struct web_request;

/* Of HTTP's thread, but for what is behind the lock. */
struct page_sources {
	struct metrics *metrics; /* counted in as well: they are atomics */
	struct store *store;     /* the thread's own */
	struct api *api;         /* which asks it */
	struct asker_queue *askers;
	struct phones *phones; /* NULL: nobody has asked for them yet */
	struct connection_list connections;
	bool ends;         /* no stream goes on */
	size_t asking;     /* requests under way that the loop is to answer */
	int64_t denied_at; /* steady ms: when the log last named one that was not proven */
	unsigned denied_n; /* since then */
	int wake_fd;       /* the thread is woken by it (base/wakeup.h) */
	pthread_mutex_t lock;
	struct channels *channels;    /* held */
	struct rulebook *rules;       /* held */
	struct setup *setup;          /* of the last reload, until the api has it; or NULL */
	struct web_request *answered; /* a list: the loop has answered, and they may go on */
};

/* From any thread: the channels of now, and the rules, held; from now on these hold; this request may go on. */
struct channels *page_sources_channels(struct page_sources *from);
struct rulebook *page_sources_rules(struct page_sources *from);
void page_sources_renew(struct page_sources *from, const struct setup *s, struct channels *c, struct rulebook *r);
/* The configuration that came with the last of these, to be freed; NULL: none came since it was asked for. */
struct setup *page_sources_setup(struct page_sources *from);
void page_sources_answered(struct page_sources *from, struct web_request *x);
/* All that may go on do. */
void page_sources_resume(struct page_sources *from);

#endif
