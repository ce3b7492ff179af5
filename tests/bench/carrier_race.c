#include "tests/bench/carrier_race.h"

#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "templates/text/units.h"
#include "tests/bench/curl_alone.h"
#include "tests/bench/meter.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/trial_carrier.h"

enum racer { CURL_ALONE, RESENDS, PARKS, RACERS };

static const char *const names[RACERS] = {"libcurl alone", "gateway, unknown: resend", "gateway, unknown: park"};

static struct {
	struct peer_site site;
	struct trial_carrier *carrier;
	size_t texts, under_way;
	int64_t numbers; /* used so far */
	double cpu;      /* s, of the last run */
	struct figures rates[RACERS], ratios[RACERS], cpus[RACERS];
} race;

/* ---- the texts ---- */

static void run_sql(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		peer_die("%s: %s", sql, why);
}

static void put_texts(void)
{
	int64_t now = clock_now();
	sqlite3 *db;
	char *sql;

	if (sqlite3_open(race.site.database, &db) != SQLITE_OK)
		peer_die("%s: %s", race.site.database, sqlite3_errmsg(db));
	run_sql(db, "INSERT OR IGNORE INTO inbox (id, kind, channel, key, came, moment, payload, length, outcome) "
		    "VALUES (1, 'mo', 'cloud', 'k', 1, 1, x'', 0, 'done')");
	sql = sqlite3_mprintf(
		"WITH RECURSIVE k (i) AS (SELECT %lld UNION ALL SELECT i + 1 FROM k WHERE i < %lld) "
		"INSERT INTO outbox (uuid, inbox, number, channel, answer, template, params, text, encoding, segments, "
		"created, expires, state, state_at) "
		"SELECT randomblob(16), 1, printf('+86138%%08d', i), 'cloud', 0, 'received', '{}', "
		"'工单 ' || i || ' 已派给李雷，预计 16:30 到达；出发时请回复 出发', 'ucs2', 1, %lld, %lld, 'ready', "
		"%lld FROM k",
		(long long)race.numbers, (long long)(race.numbers + (int64_t)race.texts - 1), (long long)now,
		(long long)(now + DAY_MS), (long long)now);
	run_sql(db, sql);
	sqlite3_free(sql);
	sqlite3_close(db);
	race.numbers += (int64_t)race.texts;
}

/* ---- the racers ---- */

static void write_channel(const char *unknown)
{
	aide_write(race.site.dir, "cloud.yaml",
		   "channel: cloud\nkind: http\nunknown: %s\ntakes: {under_way: %zu}\nsend:\n"
		   "  url: http://127.0.0.1:%d/send\n  query: {to: \"{to}\", id: \"{id}\", text: \"{text}\"}\n"
		   "answers:\n  - {status: 200, body: \"~ ^OK\", is: taken, id: \"~ ^OK ([a-z0-9]+)\"}\n",
		   unknown, race.under_way, trial_carrier_port(race.carrier));
}

static bool have_come(void *ctx)
{
	return trial_carrier_requests(race.carrier) >= *(const size_t *)ctx;
}

static void run_gateway(enum racer who, size_t first)
{
	size_t one = first + 1, all = first + race.texts;

	write_channel(who == RESENDS ? "resend" : "park");
	put_texts();
	peer_gateway_start(&race.site);
	if (!peer_until(have_come, &one, PEER_PATIENCE))
		peer_die("the gateway does not send; see %s", race.site.log);
	race.cpu = meter_cpu(race.site.gateway);
	if (!peer_until(have_come, &all, PEER_PATIENCE))
		peer_die("the gateway does not send; see %s", race.site.log);
	race.cpu = meter_cpu(race.site.gateway) - race.cpu;
	if (peer_gateway_stop(&race.site, SIGTERM) != 0)
		peer_die("the gateway does not end well; see %s", race.site.log);
}

static double thread_cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What a gateway asked for just before. */
static void run_curl(size_t first)
{
	const char **urls = calloc(race.texts, sizeof(*urls));
	char url[2048];

	for (size_t i = 0; urls && i < race.texts; i++) {
		snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", trial_carrier_port(race.carrier),
			 trial_carrier_request(race.carrier, first - race.texts + i)->target);
		urls[i] = strdup(url);
	}
	race.cpu = thread_cpu();
	if (!urls || !curl_alone(urls, race.texts, race.under_way))
		peer_die("libcurl alone had other answers");
	race.cpu = thread_cpu() - race.cpu;
	for (size_t i = 0; i < race.texts; i++)
		free((char *)urls[i]);
	free(urls);
}

/* By the carrier's clock, from the first that comes to the last; MTs a second. */
static double measure(enum racer who)
{
	size_t first = trial_carrier_requests(race.carrier), last = first + race.texts - 1;
	int64_t us;

	if (who == CURL_ALONE)
		run_curl(first);
	else
		run_gateway(who, first);
	us = trial_carrier_request(race.carrier, last)->came - trial_carrier_request(race.carrier, first)->came;
	return (double)(race.texts - 1) * 1e6 / (double)us;
}

static void run_round(void)
{
	static const enum racer order[] = {RESENDS, PARKS, CURL_ALONE};
	double rates[RACERS];

	for (int i = 0; i < RACERS; i++) {
		rates[order[i]] = measure(order[i]);
		figures_add(&race.cpus[order[i]], race.cpu * 1e6 / (double)race.texts);
	}
	for (int i = 0; i < RACERS; i++) {
		figures_add(&race.rates[i], rates[i]);
		figures_add(&race.ratios[i], rates[i] / rates[CURL_ALONE]);
	}
}

/* ---- all of it ---- */

static void print_row(enum racer who)
{
	const struct figures *rate = &race.rates[who], *ratio = &race.ratios[who];
	char spread[40];

	snprintf(spread, sizeof(spread), "(%.0f-%.0f)", figures_least(rate), figures_most(rate));
	printf("%-30s %8.0f %17s %7.2f  (%.2f-%.2f) %8.1f\n", names[who], figures_median(rate), spread,
	       figures_median(ratio), figures_least(ratio), figures_most(ratio), figures_median(&race.cpus[who]));
}

static void begin(void)
{
	char *config;

	race.carrier = trial_carrier_new();
	peer_make(&race.site);
	write_channel("park");
	config = aide_read(race.site.dir, "fieldgate.yaml");
	aide_write(race.site.dir, "fieldgate.yaml", "%schannels: [cloud.yaml]\n", config);
	free(config);
	peer_broker_start(&race.site);
}

void carrier_race(size_t rounds, size_t texts, size_t under_way)
{
	race.texts = texts;
	race.under_way = under_way;
	begin();
	measure(PARKS); /* warms up */
	for (size_t i = 0; i < rounds; i++)
		run_round();
	printf("\n%zu MTs by one channel of HTTP, %zu under way\n%-30s %8s %17s %7s %13s %8s\n", texts, under_way, "",
	       "MTs/s", "", "x curl", "", "us/MT");
	for (int i = 0; i < RACERS; i++)
		print_row(i);
	peer_broker_stop(&race.site);
	peer_clear(&race.site);
	trial_carrier_free(race.carrier);
}
