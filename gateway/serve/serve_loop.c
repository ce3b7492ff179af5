#include "gateway/serve/serve_loop.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "db/sqlite/checkpoint.h"
#include "db/sqlite/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/batch.h"
#include "gateway/serve/gather.h"
#include "gateway/serve/idle_purge.h"
#include "gateway/serve/reload.h"
#include "gateway/serve/systemd.h"
#include "gateway/state/input.h"
#include "gateway/state/metrics.h"
#include "gateway/transport/broker.h"

#define LOOK_MS 500    /* how soon a verb's work is seen */
#define DRAIN_MS 10000 /* when we stop: as long as the broker may confirm nothing of what is under way */

/* ---- the broker's hooks ---- */

static void came(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		 const void *correlation, size_t correlation_n)
{
	struct serve_loop *s = ctx;

	if (!gather_message(&s->batch, topic, payload, n, reply_to, correlation, correlation_n))
		s->short_of_memory = true;
}

static void answered(void *ctx, int64_t tag, int reason)
{
	struct serve_loop *s = ctx;

	release_answered(s->release, tag, reason);
}

static void connected(void *ctx, bool session)
{
	struct serve_loop *s = ctx;

	log_info("connected to the broker at %s:%d%s", s->g->setup->broker.host, s->g->setup->broker.port,
		 session ? ", where our session was kept" : "");
	metrics_connected(s->g->metrics);
	if (!session)
		release_forgotten(s->release);
}

static void lost(void *ctx, const char *why)
{
	struct serve_loop *s = ctx;

	log_warn("broker %s:%d: %s", s->g->setup->broker.host, s->g->setup->broker.port, why);
}

const struct broker_hooks serve_loop_hooks = {.came = came, .answered = answered, .connected = connected, .lost = lost};

/* ---- a store that fails ---- */

/* Nothing of the batch holds, and anything written to the broker would acknowledge it: the connection goes, everything
 * comes again. */
static void in_trouble(struct serve_loop *s, const char *why)
{
	int wait = trouble_begin(&s->trouble, clock_steady());

	log_error("the store failed: %s; nothing was acknowledged, trying again in %d s", why, wait / 1000);
	metrics_failure(s->g->metrics);
	broker_drop(s->broker, wait);
	store_recover(s->g->store);
	batch_clear(&s->batch);
	s->short_of_memory = false;
}

/* While the store failed, what it was asked for came back empty: so everything is looked for again. */
static void out_of_trouble(struct serve_loop *s)
{
	if (s->trouble.on)
		release_look(s->release);
	trouble_end(&s->trouble);
}

/* With nothing to commit, a small row tells whether the store is well again: else we would not know until the next
 * text. A batch may still not fit where a row does, so the next trouble takes longer yet. */
static bool try_store(struct serve_loop *s)
{
	struct store *store = s->g->store;
	char now[24];

	snprintf(now, sizeof(now), "%" PRId64, clock_now()); /* the same value again would write nothing */
	if (!store_begin(store) || !store_put(store, "tried", now) || !store_commit(store)) {
		store_rollback(store);
		in_trouble(s, store_why(store));
		return false;
	}
	out_of_trouble(s);
	return true;
}

/* ---- gather ---- */

static void gather_what_is_due(struct serve_loop *s)
{
	int64_t now = clock_now();
	bool due;

	if (s->stop_at || trouble_waits(&s->trouble, clock_steady()))
		return;
	if (!due_watch_look(&s->due_watch, s->g, now, &due))
		return; /* release() sees that the store failed, and says why */
	if (due && !gather_due(&s->batch, now))
		s->short_of_memory = true;
}

/* ---- decide and commit ---- */

/* Not with each batch: a lone text would write a page more. */
static struct settled what_is_settled(const struct serve_loop *s, bool waiting)
{
	if (s->stop_at || (release_settled_due(s->release) && !waiting))
		return release_settled(s->release);
	return (struct settled){0};
}

static void committed(struct serve_loop *s, const struct settled *done)
{
	struct batch *b = &s->batch;

	out_of_trouble(s);
	if (settled_any(done))
		release_settled_kept(s->release);
	if (b->n) {
		trouble_forget(&s->trouble);
		release_look(s->release);
		release_batch(s->release, b);
		due_watch_moved(&s->due_watch, b->all[b->n - 1].kind == IN_DUE);
	}
	batch_clear(b);
	store_checkpoint(s->g->store);
}

/* False: in trouble. */
static bool commit(struct serve_loop *s)
{
	bool waiting = trouble_waits(&s->trouble, clock_steady());
	struct settled done;

	if (s->short_of_memory) {
		in_trouble(s, "out of memory");
		return false;
	}
	done = what_is_settled(s, waiting);
	if (!s->batch.n && !settled_any(&done))
		return !s->trouble.on || waiting || try_store(s);
	if (!batch_run(s->g, &s->batch, &done, clock_now())) {
		in_trouble(s, store_why(s->g->store));
		return false;
	}
	committed(s, &done);
	return true;
}

/* ---- release ---- */

static void send_out(struct serve_loop *s)
{
	release_pump(s->release, s->broker, s->stop_at);
	broker_pause(s->broker, s->stop_at || release_behind(s->release));
	broker_hurry(s->broker, release_waiting(s->release));
	if (store_failed(s->g->store))
		in_trouble(s, store_why(s->g->store));
	else
		broker_send(s->broker);
}

/* What was answered makes room for more: it goes before a batch is decided, for that takes a while. */
static void hear_answers(struct serve_loop *s)
{
	if (!broker_hear_answers(s->broker))
		return;
	if (s->stop_at)
		s->stop_at = clock_steady() + DRAIN_MS;
	if (!s->trouble.on)
		send_out(s);
}

static void release(struct serve_loop *s)
{
	int64_t now = clock_steady();

	if (trouble_waits(&s->trouble, now))
		return;
	if (now >= s->look_at) {
		s->look_at = now + LOOK_MS;
		if (store_touched(s->g->store)) {
			release_look(s->release);
			due_watch_touched(&s->due_watch, s->g);
		}
	}
	send_out(s);
	if (!s->trouble.on)
		broker_acknowledge(s->broker);
}

/* ---- signals ---- */

static void reload_all(struct serve_loop *s)
{
	bool again;

	systemd_reloading();
	again = reload(s->g, s->config_file, &s->reloaded);
	metrics_reload(s->g->metrics, again);
	if (again)
		reload_warn_of_years(s->g);
	if (!due_watch_rules_read(&s->due_watch, s->g)) /* with the next look again */
		in_trouble(s, store_why(s->g->store));
	if (store_failed(s->g->store)) {
		log_error("the store failed: %s", store_why(s->g->store));
		store_recover(s->g->store);
	}
	systemd_ready();
}

static void take_signals(struct serve_loop *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGHUP) {
			reload_all(s);
			continue;
		}
		log_info("told to stop (%s)", strsignal((int)info.ssi_signo));
		s->stop_at = s->stop_at ? s->stop_at : clock_steady() + DRAIN_MS;
		systemd_stopping();
	}
}

/* ---- waiting ---- */

static int sooner(int a, int b)
{
	return b >= 0 && b < a ? b : a;
}

/* Never for longer than until the next look. */
static int within_look(int64_t ms)
{
	return ms <= 0 ? 0 : ms < LOOK_MS ? (int)ms : LOOK_MS;
}

/* In trouble nothing is looked for, but the beat goes on. */
static int until_next_look(const struct serve_loop *s, int64_t now)
{
	return within_look((s->trouble.until > s->look_at ? s->trouble.until : s->look_at) - now);
}

static int until_next_work(const struct serve_loop *s, int64_t now)
{
	bool tries = !trouble_waits(&s->trouble, now);
	int ms = until_next_look(s, now);

	ms = sooner(ms, broker_timeout(s->broker));
	if (tries)
		ms = sooner(ms, release_timeout(s->release, s->broker));
	if (tries && due_watch_next(&s->due_watch))
		ms = sooner(ms, within_look(due_watch_next(&s->due_watch) - clock_now()));
	if (due_watch_has_work(&s->due_watch) && !s->trouble.on)
		ms = 0;
	if (s->stop_at)
		ms = sooner(ms, s->stop_at > now ? (int)(s->stop_at - now) : 0);
	return ms;
}

static void wait_for_work(struct serve_loop *s)
{
	struct pollfd p[3] = {{.fd = s->signals, .events = POLLIN}};
	size_t n = 1 + broker_fds(s->broker, p + 1);

	if (poll(p, n, until_next_work(s, clock_steady())) < 0 && errno != EINTR)
		log_error("poll: %s", strerror(errno));
}

/* ---- all of it ---- */

/* What is done while nothing else is: a step of each, in a transaction of its own. */
static void idle(struct serve_loop *s)
{
	if (due_watch_has_work(&s->due_watch) && !due_watch_work(&s->due_watch, s->g, clock_now()))
		in_trouble(s, store_why(s->g->store));
	if (!s->trouble.on && !idle_purge_step(s->g, &s->purge_at))
		in_trouble(s, store_why(s->g->store));
}

static enum readiness readiness(const struct serve_loop *s)
{
	if (s->stop_at)
		return STOPPING;
	if (s->trouble.on)
		return TROUBLE;
	return broker_is_up(s->broker) ? READY : NO_BROKER;
}

static void still_alive(struct serve_loop *s)
{
	int64_t every = systemd_interval(), now = clock_steady();

	metrics_beat(s->g->metrics, now, readiness(s), broker_is_up(s->broker));
	if (!every || now < s->alive_at)
		return;
	s->alive_at = now + every;
	systemd_alive();
}

/* Whoever was heard is answered, and what has left is marked, as long as the broker goes on confirming. */
static bool may_end(const struct serve_loop *s)
{
	bool owes = broker_owes(s->broker) || (release_owes(s->release) && broker_room(s->broker));

	return s->stop_at && (!owes || clock_steady() >= s->stop_at);
}

void serve_loop_run(struct serve_loop *s)
{
	bool is_idle;

	do {
		wait_for_work(s);
		take_signals(s);
		broker_tend(s->broker);
		hear_answers(s);
		broker_listen(s->broker);
		gather_what_is_due(s);
		is_idle = !s->batch.n && !s->stop_at && !s->trouble.on;
		if (commit(s))
			release(s);
		if (is_idle && !s->trouble.on)
			idle(s);
		still_alive(s);
	} while (!may_end(s));
	commit(s);
}
