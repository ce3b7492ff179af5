#include "gateway/serve/serve.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "db/store/forget.h"
#include "db/store/store.h"
#include "db/store/upkeep.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/config/settings.h"
#include "gateway/config/setup.h"
#include "gateway/http/web.h"
#include "gateway/import/import.h"
#include "gateway/release/release.h"
#include "gateway/road/batch.h"
#include "gateway/serve/due_watch.h"
#include "gateway/serve/reload.h"
#include "gateway/serve/serve_lock.h"
#include "gateway/serve/serve_loop.h"
#include "gateway/serve/systemd.h"
#include "gateway/state/answer_limits.h"
#include "gateway/state/channel_state.h"
#include "gateway/state/metrics.h"
#include "gateway/state/poison_input.h"
#include "gateway/state/stale_tickets.h"
#include "gateway/transport/transports.h"
#include "handlers/calendar/calendars.h"
#include "templates/text/text.h"

#define EXIT_ENVIRONMENT 3

struct serving {
	struct serve_loop loop;
	int lock;
};

/* ---- beginning ---- */

static bool make_road(struct serving *s)
{
	struct gateway *g = s->loop.g;

	/* The lock's file has nothing else in it. */
	g->poison = poison_new(g->store, s->lock);
	g->limits = g->poison ? answer_limits_new() : NULL;
	g->stale = g->limits ? stale_tickets_new() : NULL;
	g->write_row = import_row;
	g->channel_states = g->stale ? channel_states_new() : NULL;
	s->loop.release = g->channel_states ? release_new(g) : NULL;
	s->loop.askers = s->loop.release ? asker_queue_new() : NULL;
	return s->loop.askers;
}

static bool start_http(struct serving *s, char *why, size_t size)
{
	struct gateway *g = s->loop.g;

	g->metrics = metrics_new(clock_now());
	if (!g->metrics) {
		snprintf(why, size, "out of memory");
		return false;
	}
	metrics_beat(g->metrics, clock_steady(), STARTING, false);
	return web_start(&s->loop.web, g->setup, g->metrics, s->loop.askers, g->channels, g->rules, why, size);
}

static bool begin(struct serving *s, const struct transport_row *const rows[], const sigset_t *ours)
{
	struct transport_hooks hooks = serve_loop_hooks;
	struct gateway *g = s->loop.g;
	char why[PATH_BYTES + 256];

	s->loop.signals = signalfd(-1, ours, SFD_NONBLOCK | SFD_CLOEXEC);
	if (s->loop.signals < 0 || !make_road(s)) {
		fprintf(stderr, "fieldgate: cannot begin to serve: %s\n",
			store_failed(g->store) ? store_why(g->store) : strerror(errno));
		return false;
	}
	hooks.ctx = &s->loop;
	if (transports_open(&s->loop.transports, rows, g->setup, g->channels, &hooks, why, sizeof(why)) &&
	    start_http(s, why, sizeof(why)))
		return true;
	fprintf(stderr, "fieldgate: %s\n", why);
	return false;
}

/* ---- serving ---- */

/* Of a person who was forgotten by a verb that was killed before its end. */
static void finish_forgetting(struct store *s)
{
	if (forget_owes_wipe(s) && !forget_wipe(s))
		log_warn("the file of the database may still have bytes of somebody who was forgotten: %s",
			 store_why(s));
	if (store_failed(s))
		store_recover(s);
}

static void run(struct serving *s)
{
	struct gateway *g = s->loop.g;

	if (!store_upkeep_beside(g->store))
		log_warn("no thread for the upkeep of %s: texts wait for it now and then", g->setup->database);
	log_info("serving %s", g->setup->database);
	finish_forgetting(g->store);
	reload_warn(g);
	due_watch_begin(&s->loop.due_watch, g);
	systemd_ready();
	serve_loop_run(&s->loop);
	log_info("stopped");
}

static void end(struct serving *s)
{
	struct gateway *g = s->loop.g;

	if (s->loop.askers)
		asker_queue_close(s->loop.askers);
	web_stop(s->loop.web);
	asker_queue_free(s->loop.askers);
	metrics_free(g->metrics);
	poison_free(g->poison);
	answer_limits_free(g->limits);
	stale_tickets_free(g->stale);
	channel_states_free(g->channel_states);
	g->metrics = NULL;
	g->poison = NULL;
	g->limits = NULL;
	g->stale = NULL;
	g->channel_states = NULL;
	transports_close(&s->loop.transports);
	watch_list_free(&s->loop.watch_list);
	release_free(s->loop.release);
	batch_free(&s->loop.batch);
	if (s->loop.signals >= 0)
		close(s->loop.signals);
}

static void signals_of_ours(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

int serve(struct gateway *g, const char *config_file, const struct transport_row *const rows[])
{
	const struct setup *given = g->setup;
	struct channels *given_channels = g->channels;
	struct serving s = {.loop = {.g = g, .config_file = config_file, .signals = -1}};
	sigset_t ours, before;
	bool begun;

	s.lock = serve_lock_take(given->database);
	if (s.lock < 0)
		return EXIT_ENVIRONMENT;
	signals_of_ours(&ours);
	pthread_sigmask(SIG_BLOCK, &ours, &before);
	begun = begin(&s, rows, &ours);
	if (begun)
		run(&s);
	end(&s);
	g->setup = given;
	g->channels = given_channels;
	reload_forget(&s.loop.reloaded);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	close(s.lock);
	return begun ? 0 : EXIT_ENVIRONMENT;
}
