/* HTTP: whether we live, whether we are ready, and the metrics. This wing alone includes microhttpd.h.
 *
 * It runs in a thread of its own, with a connection of its own to the database, and touches nothing of the loop's
 * but the metrics. It listens where `http: {listen}` says and nowhere else. */
#ifndef WEB_H
#define WEB_H

#include "gateway/config/setup.h"
#include "gateway/state/metrics.h"

struct web;

/* *web is NULL where http is off. False with one line in why[size] if it cannot listen. The metrics must outlive it. */
bool web_start(struct web **web, const struct setup *s, const struct metrics *m, char *why, size_t size);
/* Ends all connections, and waits for the thread; before the gateway's own store is closed. NULL is fine. */
void web_stop(struct web *w);

#endif
