/* HTTP: whether we live, whether we are ready, the metrics, and what carriers call back with. This wing alone includes
 * microhttpd.h.
 *
 * It runs in a thread of its own, with a connection of its own to the database, and touches nothing of the loop's
 * but the metrics and the queue of those who ask. It listens where `http: {listen}` says and nowhere else. */
#ifndef WEB_H
#define WEB_H

#include "gateway/callback/asker_queue.h"
#include "gateway/channel/channel.h"
#include "gateway/config/settings.h"
#include "gateway/state/metrics.h"
#include "handlers/answer/rulebook.h"

struct web;

/* *web is NULL where http is off. False with one line in why[size] if it cannot listen. Holds the channels; the metrics
 * and the queue must outlive it. */
bool web_start(struct web **web, const struct setup *s, struct metrics *m, struct asker_queue *askers,
	       struct channels *channels, struct rulebook *rules, char *why, size_t size);
/* The files were read again. */
void web_renew(struct web *w, const struct setup *s, struct channels *channels, struct rulebook *rules);
/* Ends all connections, and waits for the thread; after the queue was closed and nobody of it is in a batch, before the
 * gateway's own store is closed. NULL is fine, here too. */
void web_stop(struct web *w);

#endif
