#include "tests/faults/carrier_breaker.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/faults/carrier_truth.h"
#include "tests/faults/region.h"
#include "tests/gateway/client.h"
#include "tests/gateway/kannel_site.h"

#define SLOTS 12 /* tickets that are open at a time */
#define SMSBOX_EVERY 8
#define RATE 200        /* segments a second: no kill may find the gateway waiting for its own limit */
#define PAUSE_MS 5      /* of each turn */
#define SILENCE 10000   /* ms after which a phone whose text was not taken texts again */
#define TOLD_EVERY 5000 /* ms */
#define MTS_UP 16 /* by a ticket of a machine that runs, from opening to closing: `tells` in handlers/repair.yaml */
#define MTS_DOWN (MTS_UP + 1) /* the unit's head hears of one that is down */

enum phase { STARTED, ARMED };

struct breaker {
	struct carrier_breaking want;
	uint64_t random;
	struct peer_site site;
	struct kannel kannel;
	struct client *desk;
	struct carrier_truth *truth;
	enum phase phase;
	int kills, jobs, open;
	int64_t seq;      /* of the last event that was answered */
	size_t heard_mts; /* texts that phones had when the gateway was started */
	long begun, started, kill_at, told_at;
	long repeat_at; /* after a crash of smsbox; 0: there was none */
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

/* ---- load ---- */

static bool is_down(int job)
{
	return job % 3 == 0;
}

/* The broker keeps it while the gateway is away. */
static void open_ticket(struct breaker *b)
{
	int job = ++b->jobs, station = job % STATIONS;
	char key[32], opening[300];

	snprintf(key, sizeof(key), "o-%d", job);
	snprintf(opening, sizeof(opening),
		 "{\"id\":\"%s\",\"flow\":\"repair\",\"machine\":\"%s\",\"fault\":\"发动机异响 #%d#\",\"down\":%s}",
		 key, region_serial(station, job / STATIONS % MACHINES), job, is_down(job) ? "true" : "false");
	carrier_truth_opened(b->truth, job, key, is_down(job) ? MTS_DOWN : MTS_UP);
	client_publish(b->desk, "ticket/open", opening, strlen(opening), NULL, NULL);
	b->open++;
}

/* What the ledger has taken, the next one answers by a text; none waits for a text to come that may be parked. */
static void answer_event(struct breaker *b, int job, int64_t ticket, const char *code)
{
	int station = job % STATIONS, engineer = job / STATIONS % ENGINEERS;
	const char *phone = region_number(ENGINEER, station, engineer), *next;
	struct phone_text p;
	char *const text = p.words;

	if (strcmp(code, "open") == 0) {
		next = "dispatch";
		phone = region_number(HEAD, station, 0);
		snprintf(text, sizeof(p.words), "派工 %" PRId64 " 14:00 %s", ticket,
			 region_name(ENGINEER, station, engineer));
	} else if (strcmp(code, "dispatch") == 0) {
		next = "depart";
		snprintf(text, sizeof(p.words), "出发 %" PRId64 " 2小时", ticket);
	} else if (strcmp(code, "depart") == 0) {
		next = "arrive";
		snprintf(text, sizeof(p.words), "到达 %" PRId64, ticket);
	} else if (strcmp(code, "arrive") == 0) {
		next = "repaired";
		snprintf(text, sizeof(p.words), "修复 %" PRId64 " 更换继电器", ticket);
	} else if (strcmp(code, "repaired") == 0) {
		next = "close";
		phone = AGENT;
		snprintf(text, sizeof(p.words), "回访 %" PRId64 " 客户满意", ticket);
	} else {
		b->open--;
		return;
	}
	snprintf(p.phone, sizeof(p.phone), "%s", phone);
	carrier_truth_said(b->truth, ticket, next, &p);
	kannel_mo(&b->kannel, p.phone, p.words);
}

/* Whose text was gone with a crash hears nothing, and texts again. */
static void tend_kannel(struct breaker *b)
{
	struct phone_text p;

	if (kannel_smsbox_crashed(&b->kannel)) {
		carrier_truth_crashed(b->truth);
		kannel_smsbox_again(&b->kannel);
		b->repeat_at = peer_ms() + SILENCE;
	}
	if (!b->repeat_at || peer_ms() < b->repeat_at)
		return;
	b->repeat_at = 0;
	while (carrier_truth_repeat(b->truth, &p))
		kannel_mo(&b->kannel, p.phone, p.words);
}

static void turn(struct breaker *b)
{
	const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};
	char code[32];
	int64_t ticket;
	int job;

	if (peer_gateway_ended(&b->site))
		peer_die("the gateway ended by itself after kill %d; see %s", b->kills, b->site.log);
	tend_kannel(b);
	while (b->open < SLOTS && b->kills < b->want.kills)
		open_ticket(b);
	while (carrier_truth_event(b->truth, &b->seq, &job, &ticket, code))
		answer_event(b, job, ticket, code);
	kannel_heard(&b->kannel);
	nanosleep(&pause, NULL);
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

static void start_phase(struct breaker *b)
{
	b->phase = STARTED;
	b->started = peer_ms();
	b->heard_mts = kannel_heard(&b->kannel);
	/* One in ten does not get to do anything. */
	b->kill_at = between(b, 1, 10) == 1 ? b->started + between(b, 0, 60) : 0;
}

/* Most die soon, some have time to get out of breath. */
static void arm(struct breaker *b)
{
	int ms = between(b, 1, 8) == 1 ? between(b, 150, 500) : between(b, 0, 150);

	b->phase = ARMED;
	b->kill_at = peer_ms() + ms;
}

static void kill_gateway(struct breaker *b)
{
	peer_gateway_stop(&b->site, SIGKILL);
	b->kills++;
	if (b->want.smsbox_too && b->kills % SMSBOX_EVERY == 0)
		kill(b->kannel.smsbox, SIGKILL);
	carrier_truth_killed(b->truth);
	peer_gateway_start(&b->site);
	start_phase(b);
}

static void tell(struct breaker *b)
{
	if (peer_ms() < b->told_at)
		return;
	b->told_at = peer_ms() + TOLD_EVERY;
	fprintf(stderr, "  %d of %d kills, %d tickets opened, phones have %zu texts, %ld s\n", b->kills, b->want.kills,
		b->jobs, kannel_heard(&b->kannel), (peer_ms() - b->begun) / 1000);
}

static void consider_killing(struct breaker *b)
{
	if (b->phase == STARTED && kannel_heard(&b->kannel) > b->heard_mts && !b->kill_at)
		arm(b);
	else if (b->kill_at && peer_ms() >= b->kill_at)
		kill_gateway(b);
	else if (peer_ms() - b->started > PEER_PATIENCE)
		peer_die("after kill %d (seed %" PRIu64 ") nothing came through in %d s; see %s", b->kills,
			 b->want.seed, PEER_PATIENCE / 1000, b->site.dir);
}

/* ---- beginning and end ---- */

static void begin(struct breaker *b)
{
	const struct kannel_other other = {.segments_per_second = RATE, .resends = b->want.resends};

	b->begun = peer_ms();
	b->random = b->want.seed;
	b->site.zone = peer_noon_zone();
	b->site.http = peer_free_port();
	b->site.config_lines = KANNEL_CONFIG;
	peer_make_folder(&b->site);
	kannel_site_make(&b->kannel, &b->site, &other);
	peer_make(&b->site);
	region_import(&b->site);
	kannel_start(&b->kannel);
	peer_broker_start(&b->site);
	b->truth = carrier_truth_new(b->site.database);
	b->desk = client_new(b->site.port, NULL);
	client_subscribe(b->desk, "status");
	peer_gateway_start(&b->site);
	if (!client_wait(b->desk, 0, "status", "\"online\""))
		peer_die("the gateway is not online; see %s", b->site.log);
	start_phase(b);
}

static bool all_closed(struct breaker *b)
{
	return b->open == 0;
}

static bool settled(struct breaker *b)
{
	return carrier_truth_settled(b->truth);
}

/* What was under way at the last kill may be on its way back. */
static bool reported(struct breaker *b)
{
	carrier_truth_phones(b->truth, &b->kannel);
	return carrier_truth_reported(b->truth);
}

/* A person who has looked at the phones sends again what is parked and never came. */
static void resend_parked(struct breaker *b)
{
	int64_t n;
	char id[24], out[2048];

	carrier_truth_phones(b->truth, &b->kannel);
	n = carrier_truth_park(b->truth);
	for (int64_t i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "%" PRId64, carrier_truth_parked(b->truth, i));
		if (peer_run(&b->site, out, sizeof(out), "outbox", "resend", id, (char *)NULL) != 0)
			peer_die("outbox resend %s: %s", id, out);
	}
}

static bool audit(const struct breaker *b)
{
	char out[2048];
	bool good = peer_run(&b->site, out, sizeof(out), "audit", (char *)NULL) == 0;

	out[strcspn(out, "\n")] = '\0';
	printf("          audit: %s%s\n", out, good ? "" : "  <-- must be well");
	return good;
}

static bool compare(struct breaker *b, int64_t *twice)
{
	bool good;

	carrier_truth_phones(b->truth, &b->kannel);
	printf("%8d  kills, seed %" PRIu64 ", in %.1f s\n", b->kills, b->want.seed,
	       (double)(peer_ms() - b->begun) / 1000);
	good = carrier_truth_holds(b->truth, stdout, twice);
	return audit(b) && good;
}

static void end(struct breaker *b)
{
	carrier_truth_free(b->truth);
	client_free(b->desk);
	peer_clear(&b->site);
	kannel_free(&b->kannel);
}

bool carrier_breaker_run(const struct carrier_breaking *want, int64_t *twice)
{
	struct breaker b = {.want = *want};
	bool good;

	begin(&b);
	while (b.kills < want->kills) {
		turn(&b);
		consider_killing(&b);
		tell(&b);
	}
	turn_until(&b, all_closed, "every ticket closed");
	turn_until(&b, settled, "every MT in an end state");
	turn_until(&b, reported, "a report of each MT that is parked and that a phone has");
	resend_parked(&b);
	turn_until(&b, settled, "those that were sent again in an end state");
	if (peer_gateway_stop(&b.site, SIGTERM) != 0)
		peer_die("the gateway did not stop well; see %s", b.site.log);
	good = compare(&b, twice);
	end(&b);
	return good;
}
