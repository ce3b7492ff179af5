#include "tests/faults/breaker.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/faults/crew.h"
#include "tests/faults/region.h"
#include "tests/faults/reports.h"

#define WINDOW 64       /* so that the gateway is past its first careful inputs soon after a kill */
#define BROKER_ALONE 2  /* kills of the broker alone in a row: the gateway's backoff doubles with each */
#define TOLD_EVERY 5000 /* ms */

/*   STARTED ──online, and something came through──► ARMED ──at the instant──► killed, started again      */
enum phase { STARTED, ARMED };

struct breaker {
	struct breaking want;
	uint64_t random;
	struct peer_site site;
	struct truth *truth;
	struct crew *crew;
	struct reports *reports;
	struct party *phone, *watcher;
	bool phone_done, watcher_done;
	enum phase phase;
	int kills, alone;
	int64_t progress; /* what had come through when it was started */
	long begun, started, kill_at, told_at;
};

/* ---- chance ---- */

/* splitmix64 */
static uint64_t next_random(struct breaker *b)
{
	uint64_t z = b->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static int between(struct breaker *b, int least, int most)
{
	return least + (int)(next_random(b) % (uint64_t)(most - least + 1));
}

/* ---- who listens ---- */

static void phone_told(struct breaker *b, const char *id, const char *template)
{
	bool first = truth_heard_mt(b->truth, id), help = strcmp(template, "help") == 0;

	if (help && first)
		crew_helped(b->crew);
	if (!help)
		reports_mt(b->reports, id);
}

static void phone_heard(void *ctx, const char *topic, const char *payload, size_t n)
{
	struct breaker *b = ctx;
	json_t *o = json_loadb(payload, n, 0, NULL);
	const char *id = json_string_value(json_object_get(o, "id"));
	const char *template = json_string_value(json_object_get(o, "template"));
	const char *text = json_string_value(json_object_get(o, "text"));
	const char *ticket = json_string_value(json_object_get(o, "ticket"));

	if (strcmp(topic, "mt/end") == 0)
		b->phone_done = true;
	else if (!id || !template || !text)
		peer_die("an MT that is none: %s", payload);
	else
		phone_told(b, id, template);
	if (template && text && ticket && strcmp(template, "opened.station_head") == 0 && strchr(text, '#'))
		crew_number(b->crew, (int)strtol(strchr(text, '#') + 1, NULL, 10), strtoll(ticket, NULL, 10));
	json_decref(o);
}

static void watcher_heard(void *ctx, const char *topic, const char *payload, size_t n)
{
	struct breaker *b = ctx;
	json_t *o = json_loadb(payload, n, 0, NULL);

	if (strcmp(topic, "event/end") == 0)
		b->watcher_done = true;
	else
		truth_heard_event(b->truth, json_integer_value(json_object_get(o, "seq")));
	json_decref(o);
}

/* ---- one turn of the loop ---- */

static void check_gateway(struct breaker *b)
{
	int status;

	if (!b->site.gateway || waitpid(b->site.gateway, &status, WNOHANG) != b->site.gateway)
		return;
	b->site.gateway = 0;
	peer_die("the gateway ended by itself (status %#x) after kill %d; see %s", (unsigned)status, b->kills,
		 b->site.log);
}

static void turn(struct breaker *b)
{
	struct pollfd p[] = {party_poll(crew_party(b->crew)), party_poll(b->phone), party_poll(b->watcher),
			     party_poll(reports_party(b->reports))};

	if (poll(p, sizeof(p) / sizeof(*p), 2) < 0 && errno != EINTR)
		peer_die("poll: %s", strerror(errno));
	party_turn(crew_party(b->crew));
	party_turn(b->phone);
	party_turn(b->watcher);
	party_turn(reports_party(b->reports));
	crew_turn(b->crew);
	reports_turn(b->reports);
	check_gateway(b);
}

static void turn_until(struct breaker *b, bool (*holds)(struct breaker *b), const char *what)
{
	long end = peer_ms() + PEER_PATIENCE;

	while (!holds(b)) {
		if (peer_ms() > end)
			peer_die("after %d kills (seed %" PRIu64 ") this never came: %s; see %s", b->kills,
				 b->want.seed, what, b->site.dir);
		turn(b);
	}
}

/* ---- killing ---- */

static int64_t progress(const struct breaker *b)
{
	return crew_replies(b->crew) + truth_mts(b->truth);
}

static void start_phase(struct breaker *b)
{
	b->phase = STARTED;
	b->started = peer_ms();
	b->progress = progress(b);
	/* One in ten does not get to do anything. */
	b->kill_at = between(b, 1, 10) == 1 ? b->started + between(b, 0, 40) : 0;
	crew_forget_online(b->crew);
}

/* Most die soon, some have time to get out of breath. */
static void arm(struct breaker *b)
{
	int ms = between(b, 1, 8) == 1 ? between(b, 150, 500) : between(b, 5, 150);

	b->phase = ARMED;
	b->kill_at = peer_ms() + ms;
}

static void kill_some(struct breaker *b)
{
	int die = b->want.gateway_only ? 0 : between(b, 0, 9);
	bool broker = die >= 6, gateway = die < 8 || b->alone >= BROKER_ALONE;

	b->alone = gateway ? 0 : b->alone + 1;
	/* Which of two dies first is chance too. */
	if (broker && die % 2)
		peer_broker_kill(&b->site);
	if (gateway)
		peer_gateway_stop(&b->site, SIGKILL);
	if (broker && b->site.broker)
		peer_broker_kill(&b->site);
	b->kills++;
	truth_killed(b->truth, gateway, broker);
	if (gateway && broker && die % 3 == 0)
		peer_gateway_start(&b->site); /* it has to wait for its broker */
	if (broker)
		peer_broker_start(&b->site);
	if (!b->site.gateway)
		peer_gateway_start(&b->site);
	start_phase(b);
}

static void tell(struct breaker *b)
{
	if (peer_ms() < b->told_at)
		return;
	b->told_at = peer_ms() + TOLD_EVERY;
	fprintf(stderr, "  %d of %d kills, %" PRId64 " texts sent (%" PRId64 " again), %" PRId64 " MTs heard, %ld s\n",
		b->kills, b->want.kills, crew_sent(b->crew), crew_repeated(b->crew), truth_mts(b->truth),
		(peer_ms() - b->begun) / 1000);
}

static void consider_killing(struct breaker *b)
{
	if (b->phase == STARTED && crew_online(b->crew) && progress(b) > b->progress && !b->kill_at)
		arm(b);
	else if (b->kill_at && peer_ms() >= b->kill_at)
		kill_some(b);
	else if (peer_ms() - b->started > PEER_PATIENCE)
		peer_die("after kill %d (seed %" PRIu64 ") nothing came through in %d s; see %s", b->kills,
			 b->want.seed, PEER_PATIENCE / 1000, b->site.dir);
}

/* ---- beginning ---- */

/* Into the configuration that peer_make() has written. */
static void set_window(const struct peer_site *s)
{
	char text[4096], *at;
	FILE *f = fopen(s->config, "r+e");
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	text[n] = '\0';
	at = strstr(text, ", protocol: ");
	if (!at)
		peer_die("%s has no protocol", s->config);
	fseek(f, 0, SEEK_SET);
	fprintf(f, "%.*s, window: %d%s", (int)(at - text), text, WINDOW, at);
	fclose(f);
}

static bool all_up(struct breaker *b)
{
	return party_up(crew_party(b->crew)) && party_up(b->phone) && party_up(b->watcher) &&
	       party_up(reports_party(b->reports));
}

static bool sessions_saved(struct breaker *b)
{
	char db[600];
	FILE *f;
	long size = 0;

	snprintf(db, sizeof(db), "%s/mosquitto.db", b->site.dir);
	f = fopen(db, "re");
	if (f && fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (f)
		fclose(f);
	return size > 0;
}

static bool online(struct breaker *b)
{
	return crew_online(b->crew) && progress(b) > 100 && sessions_saved(b);
}

static void begin(struct breaker *b)
{
	static const char *const mts[] = {"mt/#", NULL}, *const events[] = {"event/#", NULL};
	const struct crew_ways ways = {.trust_puback = b->want.trust_puback, .no_replies = b->want.protocol == 4};

	b->begun = peer_ms();
	b->random = b->want.seed;
	b->site.persistence = true;
	b->site.protocol = b->want.protocol;
	/* With 3.1.1 the broker's window is the gateway's. */
	b->site.broker_lines = b->want.protocol == 4 ? "max_inflight_messages 64\nautosave_interval 50\n"
						     : "max_inflight_messages 1000\nautosave_interval 50\n";
	if (b->want.program)
		setenv("FIELDGATE", b->want.program, 1);
	peer_make(&b->site);
	set_window(&b->site);
	region_import(&b->site);
	peer_broker_start(&b->site);
	b->truth = truth_new();
	b->crew = crew_new(b->site.port, b->truth, &ways);
	b->reports = reports_new(b->site.port, b->truth, b->want.trust_puback);
	b->phone = party_new(b->site.port, "phone", mts, &(struct party_hooks){b, phone_heard, NULL, NULL});
	b->watcher = party_new(b->site.port, "watcher", events, &(struct party_hooks){b, watcher_heard, NULL, NULL});
	turn_until(b, all_up, "subscriptions");
	peer_gateway_start(&b->site);
	turn_until(b, online, "the first hundred replies and MTs");
	b->started = peer_ms();
	arm(b);
}

/* ---- the end ---- */

static int64_t ask(const struct breaker *b, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t n = -1;

	if (sqlite3_open_v2(b->site.database, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK) {
		if (sqlite3_step(q) == SQLITE_ROW)
			n = sqlite3_column_int64(q, 0);
		sqlite3_finalize(q);
	}
	sqlite3_close(db);
	return n;
}

static bool crew_done(struct breaker *b)
{
	return crew_idle(b->crew);
}

static bool reports_done(struct breaker *b)
{
	return reports_idle(b->reports);
}

static bool last_replied(struct breaker *b)
{
	crew_send_last(b->crew);
	return crew_last_replied(b->crew);
}

static bool all_settled(struct breaker *b)
{
	return ask(b, "SELECT (SELECT count(*) FROM outbox WHERE state = 'ready') = 0 AND "
		      "(SELECT value FROM meta WHERE key = 'published') = (SELECT max(seq) FROM event)") == 1;
}

/* What was queued for them comes before these. */
static bool phone_done(struct breaker *b)
{
	return b->phone_done;
}

static bool watcher_done(struct breaker *b)
{
	return b->watcher_done;
}

/* Senders that trust PUBACK know only that the broker has their last; what comes behind it tells that it was taken. */
static void last_taken(struct breaker *b)
{
	crew_another_last(b->crew);
	turn_until(b, last_replied, "the reply to the last text");
	turn_until(b, all_settled, "every MT and event taken");
}

static void quieten(struct breaker *b)
{
	crew_finish(b->crew);
	turn_until(b, crew_done, "every ticket closed");
	last_taken(b);
	turn_until(b, all_up, "all connections");
	party_publish(crew_party(b->crew), "mt/end", "{}", NULL, NULL);
	turn_until(b, phone_done, "what was queued for the phones");
	turn_until(b, reports_done, "every report taken");
	last_taken(b);
	if (peer_gateway_stop(&b->site, SIGTERM) != 0)
		peer_die("the gateway did not stop well; see %s", b->site.log);
	turn_until(b, all_up, "all connections");
	party_publish(crew_party(b->crew), "event/end", "{}", NULL, NULL);
	turn_until(b, watcher_done, "what was queued for the watcher");
}

static bool audit(const struct breaker *b)
{
	char out[2048];
	bool good = peer_run(&b->site, out, sizeof(out), "audit", (char *)NULL) == 0;

	out[strcspn(out, "\n")] = '\0';
	printf("          audit: %s%s\n", out, good ? "" : "  <-- must be well");
	return good;
}

static void end(struct breaker *b)
{
	party_free(b->phone);
	party_free(b->watcher);
	reports_free(b->reports);
	crew_free(b->crew);
	truth_free(b->truth);
	peer_clear(&b->site);
}

bool breaker_run(const struct breaking *want, int64_t *lost)
{
	struct breaker b = {.want = *want};
	bool good;

	begin(&b);
	while (b.kills < want->kills) {
		turn(&b);
		consider_killing(&b);
		tell(&b);
	}
	quieten(&b);
	printf("%8d  kills, seed %" PRIu64 ", in %.1f s\n%8" PRId64 "  texts sent, and %" PRId64 " of them again\n",
	       b.kills, want->seed, (double)(peer_ms() - b.begun) / 1000, crew_sent(b.crew) - crew_repeated(b.crew),
	       crew_repeated(b.crew));
	good = truth_holds(b.truth, b.site.database, stdout, lost);
	good = audit(&b) && good;
	end(&b);
	return good;
}
