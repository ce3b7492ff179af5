/* The loop: gather, decide and commit, release; to be woken by a transport, a signal or the clock. It is for this wing
 * alone. */
#ifndef SERVE_LOOP_H
#define SERVE_LOOP_H

#include "gateway/base/watch_list.h"
#include "gateway/callback/asker_queue.h"
#include "gateway/http/web.h"
#include "gateway/release/release.h"
#include "gateway/serve/due_watch.h"
#include "gateway/serve/reload.h"
#include "gateway/serve/trouble.h"
#include "gateway/transport/transports.h"

struct serve_loop {
	struct gateway *g;
	const char *config_file;
	struct reloaded reloaded;
	struct transports transports;
	struct web *web;            /* NULL: HTTP is off */
	struct asker_queue *askers; /* of other threads, whose inputs are answered after the commit */
	struct watch_list watch_list;
	struct release *release;
	struct batch batch;
	struct due_watch due_watch;
	struct trouble trouble; /* of the store */
	int signals;            /* a signalfd */
	bool short_of_memory;   /* something that came could not be kept */
	/* steady ms; 0: at once */
	int64_t look_at;  /* for what others have written */
	int64_t alive_at; /* to tell systemd */
	int64_t purge_at;
	int64_t stop_at; /* at the latest; 0: go on */
};

/* The transports' hooks; `ctx` is the loop. */
extern const struct transport_hooks serve_loop_hooks;

/* Until SIGTERM or SIGINT. What is under way then may still be confirmed, as long as the transports go on
 * confirming. */
void serve_loop_run(struct serve_loop *s);

#endif
