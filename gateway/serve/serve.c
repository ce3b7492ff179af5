#include "gateway/serve/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "db/sqlite/lock.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/web.h"
#include "gateway/release/release.h"
#include "gateway/road/answer_limits.h"
#include "gateway/road/metrics.h"
#include "gateway/road/poison.h"
#include "gateway/road/stale_tickets.h"
#include "gateway/serve/due_watch.h"
#include "gateway/serve/idle_purge.h"
#include "gateway/serve/reload.h"
#include "gateway/serve/systemd.h"
#include "gateway/transport/broker.h"
#include "handlers/calendar/calendars.h"
#include "templates/text/text.h"

#define LOOK_MS 500        /* how soon a verb's work is seen */
#define DRAIN_MS 10000     /* when we stop: as long as the broker may confirm nothing of what is under way */
#define TROUBLE_LEAST 1000 /* between two tries of a failing store */
#define TROUBLE_MOST 30000

struct serving {
	struct gateway *g;
	const char *config_file;
	struct setup *reloaded; /* owns g->setup after a reload */
	struct broker *broker;
	struct release *out;
	struct web *web;
	struct batch batch;
	int signals;
	int lock;
	bool short_of_memory; /* something that came could not be kept */
	int64_t look_at;      /* steady ms */
	int64_t alive_at;
	int64_t sweep_at;
	int64_t stop_at; /* 0: go on */
	struct due_watch due_watch;
	int64_t trouble_until;
	bool trouble; /* the store is not well */
	int backoff;  /* ms: of the last trouble, until a batch is committed */
};

/* ---- what comes in ---- */

static bool kind_of(const char *topic, enum input_kind *kind, const char **channel)
{
	*channel = "";
	if (strcmp(topic, "ticket/open") == 0) {
		*kind = IN_OPEN;
	} else if (strncmp(topic, "mo/", 3) == 0) {
		*kind = IN_MO;
		*channel = topic + 3;
	} else if (strncmp(topic, "dlr/", 4) == 0) {
		*kind = IN_DLR;
		*channel = topic + 4;
	} else {
		return false;
	}
	return true;
}

/* A copy with a NUL behind. */
static char *copy(const void *from, size_t n)
{
	char *to = malloc(n + 1);

	if (!to)
		return NULL;
	if (n)
		memcpy(to, from, n);
	to[n] = '\0';
	return to;
}

/* The whole payload is kept, however long: batch_run() rejects it, and a rejection bears the SHA-256 of all of it. */
static bool fill(struct input *in, const void *payload, size_t n, const char *reply_to, const void *correlation,
		 size_t correlation_n)
{
	in->payload = copy(payload, n);
	in->length = n;
	in->reply_to = reply_to ? strdup(reply_to) : NULL;
	in->correlation = correlation_n ? copy(correlation, correlation_n) : NULL;
	in->correlation_n = correlation_n;
	in->came = clock_now();
	return in->payload && (!reply_to || in->reply_to) && (!correlation_n || in->correlation);
}

static void came(void *ctx, const char *topic, const void *payload, size_t n, const char *reply_to,
		 const void *correlation, size_t correlation_n)
{
	struct serving *s = ctx;
	enum input_kind kind;
	const char *channel;
	struct input *in;

	if (!kind_of(topic, &kind, &channel))
		return;
	in = batch_add(&s->batch);
	if (!in || !fill(in, payload, n, reply_to, correlation, correlation_n)) {
		s->short_of_memory = true;
		return;
	}
	in->kind = kind;
	text_copy(in->channel, sizeof(in->channel), channel);
}

static void answered(void *ctx, int64_t tag, int reason)
{
	struct serving *s = ctx;

	release_answered(s->out, tag, reason);
}

static void connected(void *ctx, bool session)
{
	struct serving *s = ctx;

	log_info("connected to the broker at %s:%d%s", s->g->setup->broker.host, s->g->setup->broker.port,
		 session ? ", where our session was kept" : "");
	metrics_connected(s->g->metrics);
	if (!session)
		release_forgotten(s->out);
}

static void lost(void *ctx, const char *why)
{
	struct serving *s = ctx;

	log_warn("broker %s:%d: %s", s->g->setup->broker.host, s->g->setup->broker.port, why);
}

/* ---- the steps ---- */

/* Nothing of the batch holds, and anything written to the broker would acknowledge it: the connection goes, everything
 * comes again. */
static void in_trouble(struct serving *s, const char *why)
{
	s->backoff = s->backoff ? s->backoff * 2 : TROUBLE_LEAST;
	if (s->backoff > TROUBLE_MOST)
		s->backoff = TROUBLE_MOST;
	s->trouble = true;
	s->trouble_until = clock_steady() + s->backoff;
	log_error("the store failed: %s; nothing was acknowledged, trying again in %d s", why, s->backoff / 1000);
	metrics_failure(s->g->metrics);
	broker_drop(s->broker, s->backoff);
	store_recover(s->g->store);
	batch_clear(&s->batch);
	s->short_of_memory = false;
}

static void out_of_trouble(struct serving *s)
{
	if (s->trouble)
		release_look(s->out); /* a look that failed has found nothing */
	s->trouble = false;
	s->trouble_until = 0;
}

/* With nothing to commit, a small row tells whether the store is well again: else we would not know until the next text. A
 * batch may still not fit where a row does, so the next trouble takes longer yet. */
static bool try_store(struct serving *s)
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

/* ---- what is due ---- */

/* What is due goes last in its batch: a text that came by then has stopped its clock. */
static void gather_due(struct serving *s)
{
	int64_t now = clock_now();
	struct input *in;
	bool due;

	if (s->stop_at || clock_steady() < s->trouble_until)
		return;
	if (!due_watch_look(&s->due_watch, s->g, now, &due) || !due)
		return; /* release() sees that the store failed, and says why */
	in = batch_add(&s->batch);
	if (!in) {
		s->short_of_memory = true;
		return;
	}
	in->kind = IN_DUE;
	in->came = now;
}

/* Decide and commit. False: in trouble. */
static bool commit(struct serving *s)
{
	bool waiting = clock_steady() < s->trouble_until;
	struct settled done = {0};

	if (s->short_of_memory) {
		in_trouble(s, "out of memory");
		return false;
	}
	/* Not with each batch: a lone text would write a page more. */
	if (s->stop_at || (release_settled_due(s->out) && !waiting))
		done = release_settled(s->out);
	if (!s->batch.n && !release_settled_any(&done))
		return !s->trouble || waiting || try_store(s);
	if (!batch_run(s->g, &s->batch, &done, clock_now())) {
		in_trouble(s, store_why(s->g->store));
		return false;
	}
	out_of_trouble(s);
	s->backoff = s->batch.n ? 0 : s->backoff;
	if (release_settled_any(&done))
		release_settled_kept(s->out);
	if (s->batch.n)
		release_look(s->out);
	release_batch(s->out, &s->batch);
	if (s->batch.n)
		due_watch_moved(&s->due_watch, s->batch.all[s->batch.n - 1].kind == IN_DUE);
	batch_clear(&s->batch);
	store_tend(s->g->store);
	return true;
}

static void send_out(struct serving *s)
{
	release_pump(s->out, s->broker, s->stop_at);
	broker_pause(s->broker, s->stop_at || release_behind(s->out));
	broker_hurry(s->broker, release_waiting(s->out));
	if (store_failed(s->g->store))
		in_trouble(s, store_why(s->g->store));
	else
		broker_send(s->broker);
}

/* What was answered makes room for more: it goes before a batch is decided, for that takes a while. */
static void hear_answers(struct serving *s)
{
	if (!broker_hear_answers(s->broker))
		return;
	if (s->stop_at)
		s->stop_at = clock_steady() + DRAIN_MS;
	if (!s->trouble)
		send_out(s);
}

static void release(struct serving *s)
{
	if (clock_steady() < s->trouble_until)
		return;
	if (clock_steady() >= s->look_at) {
		s->look_at = clock_steady() + LOOK_MS;
		if (store_touched(s->g->store)) {
			release_look(s->out);
			due_watch_touched(&s->due_watch, s->g);
		}
	}
	send_out(s);
	if (!s->trouble)
		broker_acknowledge(s->broker);
}

/* ---- signals and waiting ---- */

/* Holidays that ended with a year past, as `check` warns of. */
static void warn_of_years(const struct gateway *g)
{
	struct faults warnings = {0};

	calendars_check_years(g->rules->calendars, clock_now(), &warnings);
	for (size_t i = 0; i < warnings.n; i++) {
		const struct fault *one = &warnings.all[i];

		log_warn("%s:%d: %s", one->file ? one->file : "", one->line, one->what ? one->what : "out of memory");
	}
	faults_free(&warnings);
}

static void take_signals(struct serving *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo != SIGHUP) {
			log_info("told to stop (%s)", strsignal((int)info.ssi_signo));
			s->stop_at = s->stop_at ? s->stop_at : clock_steady() + DRAIN_MS;
			systemd_stopping();
			continue;
		}
		systemd_reloading();
		bool again = reload(s->g, s->config_file, &s->reloaded);

		metrics_reload(s->g->metrics, again);
		if (again)
			warn_of_years(s->g);
		if (!due_watch_rules_read(&s->due_watch, s->g)) /* with the next look again */
			in_trouble(s, store_why(s->g->store));
		if (store_failed(s->g->store)) {
			log_error("the store failed: %s", store_why(s->g->store));
			store_recover(s->g->store);
		}
		systemd_ready();
	}
}

static int sooner(int a, int b)
{
	return b >= 0 && b < a ? b : a;
}

/* In trouble nothing is looked for, but the beat goes on. */
static int until_next_look(const struct serving *s, int64_t now)
{
	int64_t at = s->trouble_until > s->look_at ? s->trouble_until : s->look_at;

	if (at <= now)
		return 0;
	return at - now < LOOK_MS ? (int)(at - now) : LOOK_MS;
}

static int until(int64_t ms)
{
	return ms <= 0 ? 0 : ms < LOOK_MS ? (int)ms : LOOK_MS;
}

static void wait_for_work(struct serving *s)
{
	struct pollfd p[3] = {{.fd = s->signals, .events = POLLIN}};
	size_t n = 1 + broker_fds(s->broker, p + 1);
	int64_t now = clock_steady();
	int ms = until_next_look(s, now);

	ms = sooner(ms, broker_timeout(s->broker));
	if (now >= s->trouble_until)
		ms = sooner(ms, release_timeout(s->out, s->broker));
	if (due_watch_next(&s->due_watch) && now >= s->trouble_until)
		ms = sooner(ms, until(due_watch_next(&s->due_watch) - clock_now()));
	if (due_watch_has_work(&s->due_watch) && !s->trouble)
		ms = 0;
	if (s->stop_at)
		ms = sooner(ms, s->stop_at > now ? (int)(s->stop_at - now) : 0);
	if (poll(p, n, ms) < 0 && errno != EINTR)
		log_error("poll: %s", strerror(errno));
}

static enum condition condition(const struct serving *s)
{
	if (s->stop_at)
		return STOPPING;
	if (s->trouble)
		return TROUBLE;
	return broker_is_up(s->broker) ? READY : NO_BROKER;
}

static void still_alive(struct serving *s)
{
	int64_t every = systemd_interval();

	metrics_beat(s->g->metrics, clock_steady(), condition(s), broker_is_up(s->broker));
	if (!every || clock_steady() < s->alive_at)
		return;
	s->alive_at = clock_steady() + every;
	systemd_alive();
}

/* Whoever was heard is answered, and what has left is marked, as long as the broker goes on confirming. */
static bool may_end(const struct serving *s)
{
	bool owes = broker_owes(s->broker) || (release_owes(s->out) && broker_room(s->broker));

	return s->stop_at && (!owes || clock_steady() >= s->stop_at);
}

static void loop(struct serving *s)
{
	bool idle;

	do {
		wait_for_work(s);
		take_signals(s);
		broker_tend(s->broker);
		hear_answers(s);
		broker_listen(s->broker);
		gather_due(s);
		idle = !s->batch.n && !s->stop_at && !s->trouble;
		if (commit(s))
			release(s);
		if (idle && !s->trouble && due_watch_has_work(&s->due_watch) &&
		    !due_watch_work(&s->due_watch, s->g, clock_now()))
			in_trouble(s, store_why(s->g->store));
		if (idle && !s->trouble && !sweep(s->g, &s->sweep_at))
			in_trouble(s, store_why(s->g->store));
		still_alive(s);
	} while (!may_end(s));
	commit(s);
}

/* ---- beginning and end ---- */

static void name_holder(const char *database, pid_t pid)
{
	char path[64], comm[64] = "";
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/comm", (long)pid);
	f = fopen(path, "re");
	if (f && fgets(comm, sizeof(comm), f))
		comm[strcspn(comm, "\n")] = '\0';
	if (f)
		fclose(f);
	fprintf(stderr, "fieldgate: process %ld (%s) serves this database already (%s); stop it first\n", (long)pid,
		comm[0] ? comm : "?", database);
}

/* -1: said why. */
static int lock_database(const char *database)
{
	pid_t holder;
	int fd = lock_take(database, &holder);

	if (fd < 0 && holder)
		name_holder(database, holder);
	else if (fd < 0)
		fprintf(stderr, "fieldgate: cannot lock %s.lock: %s\n", database, strerror(errno));
	return fd;
}

static void signals_of_ours(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

static bool begin_to_show(struct serving *s, char *why, size_t size)
{
	s->g->metrics = metrics_new(clock_now());
	if (!s->g->metrics) {
		snprintf(why, size, "out of memory");
		return false;
	}
	metrics_beat(s->g->metrics, clock_steady(), STARTING, false);
	return web_start(&s->web, s->g->setup, s->g->metrics, why, size);
}

static bool begin(struct serving *s, const sigset_t *ours)
{
	const struct broker_hooks hooks = {
		.ctx = s,
		.came = came,
		.answered = answered,
		.connected = connected,
		.lost = lost,
	};
	char why[PATH_BYTES + 256];

	s->signals = signalfd(-1, ours, SFD_NONBLOCK | SFD_CLOEXEC);
	/* The lock's file has nothing else in it. */
	s->g->poison = s->signals >= 0 ? poison_new(s->g->store, s->lock) : NULL;
	s->g->limits = s->g->poison ? limits_new() : NULL;
	s->g->stale = s->g->limits ? stale_tickets_new() : NULL;
	s->out = s->g->stale ? release_new(s->g) : NULL;
	if (!s->out) {
		fprintf(stderr, "fieldgate: cannot begin to serve: %s\n",
			store_failed(s->g->store) ? store_why(s->g->store) : strerror(errno));
		return false;
	}
	s->broker = broker_new(s->g->setup, &hooks, why, sizeof(why));
	if (s->broker && begin_to_show(s, why, sizeof(why)))
		return true;
	fprintf(stderr, "fieldgate: %s\n", why);
	return false;
}

static void end(struct serving *s)
{
	web_stop(s->web);
	metrics_free(s->g->metrics);
	s->g->metrics = NULL;
	poison_free(s->g->poison);
	s->g->poison = NULL;
	limits_free(s->g->limits);
	s->g->limits = NULL;
	stale_tickets_free(s->g->stale);
	s->g->stale = NULL;
	broker_free(s->broker);
	release_free(s->out);
	batch_free(&s->batch);
	if (s->signals >= 0)
		close(s->signals);
}

int serve(struct gateway *g, const char *config_file)
{
	const struct setup *given = g->setup;
	struct serving s = {.g = g, .config_file = config_file, .signals = -1};
	sigset_t ours, before;
	bool begun;

	s.lock = lock_database(given->database);
	if (s.lock < 0)
		return 3;
	signals_of_ours(&ours);
	pthread_sigmask(SIG_BLOCK, &ours, &before);
	begun = begin(&s, &ours);
	if (begun) {
		if (!store_tend_beside(g->store))
			log_warn("no thread for copying the log of %s: texts wait for it now and then",
				 given->database);
		log_info("serving %s", given->database);
		warn_of_years(g);
		due_watch_begin(&s.due_watch, g);
		systemd_ready();
		loop(&s);
		log_info("stopped");
	}
	end(&s);
	g->setup = given;
	free(s.reloaded);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	close(s.lock);
	return begun ? 0 : 3;
}
