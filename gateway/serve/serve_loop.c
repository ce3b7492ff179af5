#include "gateway/serve/serve_loop.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "db/store/store.h"
#include "db/store/upkeep.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/channel/channel.h"
#include "gateway/road/batch.h"
#include "gateway/serve/gather.h"
#include "gateway/serve/idle_purge.h"
#include "gateway/serve/rejection_log.h"
#include "gateway/serve/reload.h"
#include "gateway/serve/systemd.h"
#include "gateway/state/input.h"
#include "gateway/state/metrics.h"
#include "gateway/transport/transports.h"
#include "handlers/answer/effects.h"
#include "templates/text/text.h"

#define LOOK_MS 500    /* how soon a verb's work is seen */
#define DRAIN_MS 10000 /* when we stop: as long as nothing of what is under way may be confirmed */

/* ---- the transports' hooks ---- */

static void came(void *ctx, const struct arrival *a)
{
	struct serve_loop *s = ctx;

	if (!gather_arrival(&s->batch, a))
		s->short_of_memory = true;
}

static void answered(void *ctx, const struct transport_answer *a)
{
	struct serve_loop *s = ctx;

	release_answered(s->release, a);
}

static void connected(void *ctx, bool forgotten)
{
	struct serve_loop *s = ctx;

	metrics_connected(s->g->metrics);
	if (forgotten)
		release_forgotten(s->release);
}

const struct transport_hooks serve_loop_hooks = {.came = came, .answered = answered, .connected = connected};

/* ---- a store that fails ---- */

/* Nothing of the batch holds: everything must come again. */
static void in_trouble(struct serve_loop *s, const char *why)
{
	int wait = trouble_begin(&s->trouble, clock_steady());

	log_error("the store failed: %s; nothing was acknowledged, trying again in %d s", why, wait / 1000);
	metrics_failure(s->g->metrics);
	transports_drop(&s->transports, wait);
	asker_queue_drop(s->askers, wait);
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

/* ---- reading the files again ---- */

static bool reload_all(struct serve_loop *s, struct faults *faults)
{
	struct channels *before = NULL;
	bool again;

	systemd_reloading();
	again = reload(s->g, s->config_file, &s->reloaded, &before, faults);
	metrics_reload(s->g->metrics, again);
	if (again) {
		transports_renew(&s->transports, s->g->channels);
		release_renew(s->release, &s->transports);
		web_renew(s->web, s->g->setup, s->g->channels, s->g->rules);
		channels_release(before);
		reload_warn(s->g);
	}
	if (!due_watch_rules_read(&s->due_watch, s->g)) /* with the next look again */
		in_trouble(s, store_why(s->g->store));
	if (store_failed(s->g->store)) {
		log_error("the store failed: %s", store_why(s->g->store));
		store_recover(s->g->store);
	}
	systemd_ready();
	return again;
}

/* ---- gather ---- */

static void listen(struct serve_loop *s)
{
	struct transport_hooks hooks = serve_loop_hooks;
	int64_t left = s->trouble.until - clock_steady();

	transports_listen(&s->transports);
	hooks.ctx = s;
	if (s->stop_at)
		asker_queue_close(s->askers);
	else if (left > 0)
		asker_queue_drop(s->askers, (int)left);
	else
		asker_queue_listen(s->askers, &hooks, release_behind(s->release));
}

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

/* Those that were asked for over HTTP, once they stand in the ledger: between two batches, as by a signal. Where the
 * store fails meanwhile the batch is gone, and whoever asked is told to come again. */
static void reload_asked(struct serve_loop *s)
{
	for (size_t i = 0; i < s->batch.n; i++) {
		struct input *in = &s->batch.all[i];
		struct faults faults = {0};

		if (!in->reloads)
			continue;
		if (!reload_all(s, &faults) && i < s->batch.n) {
			text_copy(in->outcome, sizeof(in->outcome), outcome_name(REFUSED));
			in->lacks = ROW_HAS_FAULTS;
			in->answer = reload_said(&faults);
		}
		faults_free(&faults);
		if (i < s->batch.n)
			asker_queue_decided(s->askers, in);
	}
}

static void committed(struct serve_loop *s, const struct settled *done)
{
	struct batch *b = &s->batch;
	bool by_hand = false;

	out_of_trouble(s);
	if (settled_any(done))
		release_settled_kept(s->release);
	if (b->n) {
		trouble_forget(&s->trouble);
		rejection_log(b);
		for (size_t i = 0; i < b->n; i++) {
			if (!b->all[i].reloads)
				asker_queue_decided(s->askers, &b->all[i]);
			by_hand = by_hand || b->all[i].kind == IN_HAND;
		}
		due_watch_moved(&s->due_watch, b->all[b->n - 1].kind == IN_DUE);
	}
	if (by_hand)
		release_look(s->release); /* texts that the outbox had long done with may be ready again */
	release_batch(s->release, b);
	reload_asked(s);
	batch_clear(b);
	store_upkeep(s->g->store);
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
	release_pump(s->release, &s->transports, s->stop_at);
	transports_pause(&s->transports, s->stop_at || release_behind(s->release));
	transports_hurry(&s->transports, release_waiting(s->release));
	if (store_failed(s->g->store))
		in_trouble(s, store_why(s->g->store));
	else
		transports_flush(&s->transports);
}

/* What was answered makes room for more: it goes before a batch is decided, for that takes a while. */
static void hear_answers(struct serve_loop *s)
{
	if (!transports_hear(&s->transports))
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
		transports_acknowledge(&s->transports);
}

/* ---- signals ---- */

static void take_signals(struct serve_loop *s)
{
	struct signalfd_siginfo info;
	struct faults faults = {0};

	while (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGHUP) {
			reload_all(s, &faults);
			faults_free(&faults);
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

	ms = sooner(ms, transports_timeout(&s->transports));
	if (tries)
		ms = sooner(ms, release_timeout(s->release));
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
	watch_list_add(&s->watch_list, s->signals, POLLIN);
	watch_list_add(&s->watch_list, asker_queue_fd(s->askers), POLLIN);
	transports_watch(&s->transports, &s->watch_list);
	watch_list_wait(&s->watch_list, until_next_work(s, clock_steady()));
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
	return transports_are_up(&s->transports) ? READY : NO_BROKER;
}

static void still_alive(struct serve_loop *s)
{
	int64_t every = systemd_interval(), now = clock_steady();

	metrics_beat(s->g->metrics, now, readiness(s), transports_are_up(&s->transports));
	if (!every || now < s->alive_at)
		return;
	s->alive_at = now + every;
	systemd_alive();
}

/* Whoever was heard is answered, and what has left is marked, as long as the transports go on confirming. */
static bool may_end(const struct serve_loop *s)
{
	const struct transport *publisher = transports_publisher(&s->transports);
	bool owes = transports_owe(&s->transports) || (release_owes(s->release) && transport_room(publisher));

	return s->stop_at && (!owes || clock_steady() >= s->stop_at);
}

void serve_loop_run(struct serve_loop *s)
{
	bool is_idle;

	do {
		wait_for_work(s);
		take_signals(s);
		transports_tend(&s->transports);
		hear_answers(s);
		listen(s);
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
