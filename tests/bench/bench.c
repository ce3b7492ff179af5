/* `make bench`: how fast the gateway is, beside what MQTT alone and SQLite alone would allow, in one run; README.md says
 * how to read its table.
 *
 * ROUNDS, BURST (texts), ALONE (texts), SECONDS (of the paced run), TICKETS ("10000 1000000"), QUICK=1, KEEP=1. */
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <mosquitto.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "tests/bench/bench_database.h"
#include "tests/bench/bench_stop.h"
#include "tests/bench/carrier_race.h"
#include "tests/bench/crowd.h"
#include "tests/bench/inside.h"
#include "tests/bench/list_speed.h"
#include "tests/bench/meter.h"
#include "tests/bench/relay.h"
#include "tests/bench/stream_cost.h"
#include "tests/gateway/http.h"
#include "tests/gateway/peer.h"

#define RUNNERS_MAX 7
#define IN_PLACE \
	100000 /* databases with more tickets are not copied for a run: their pool goes on from where it stands */
#define BURST_MOST 60000 /* more would wait than the relay and the crowd have room for */
#define PACED 3          /* the relays and the first gateway */
#define GROUPS 4

struct row { /* of the table */
	char name[48];
	struct figures rate, p50, p99, most, cpu, broker, batch, commits, mts;
};

enum kind { RELAY, RELAY_THAT_LOGS, GATEWAY };

struct runner {
	enum kind kind;
	size_t tickets;
	struct peer_site site;
	char prefix[64];
	pid_t pid;
	struct dealer dealer;
	struct crowd *crowd;
	struct row burst, alone, paced;
	double started, resident[2], peak; /* s; MiB */
};

static struct {
	size_t rounds, burst, alone, seconds;
	struct peer_site broker;
	struct runner runners[RUNNERS_MAX];
	size_t n;
	struct row inside[GROUPS];
	struct figures sync;
	double mt_bytes;
} b;
static char work[360]; /* the run's folder */

static const size_t groups[GROUPS] = {1, 16, 64, 1000};

static size_t wish(const char *name, size_t usual)
{
	const char *v = getenv(name);

	return v && *v ? strtoull(v, NULL, 10) : usual;
}

/* ---- who runs ---- */

static void begin_broker(void)
{
	snprintf(b.broker.dir, sizeof(b.broker.dir), "%s", work);
	b.broker.port = peer_free_port();
	b.broker.broker_lines = "max_inflight_messages 1000\n";
	peer_broker_start(&b.broker);
}

static pid_t start_relay(const struct runner *r)
{
	char port[16], bytes[16], log[sizeof(work) + sizeof(r->prefix) + 8];
	char *args[] = {"relay", "relay", port, (char *)r->prefix, bytes, r->kind == RELAY ? NULL : log, NULL};
	pid_t pid;

	snprintf(log, sizeof(log), "%s/%s.log", work, r->prefix);
	unlink(log);
	snprintf(port, sizeof(port), "%d", b.broker.port);
	snprintf(bytes, sizeof(bytes), "%.0f", b.mt_bytes);
	pid = fork();
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv("/proc/self/exe", args);
	_exit(127);
}

static void start_gateway(struct runner *r)
{
	int64_t start = clock_steady_us();
	struct peer_site *s = &r->site;

	snprintf(s->log, sizeof(s->log), "%s/%s.log", work, r->prefix);
	unlink(s->log);
	peer_gateway_start(s);
	if (!peer_log_says(s, "connected to the broker"))
		bench_stop("a gateway does not start; KEEP=1 keeps its log");
	r->started = (double)(clock_steady_us() - start) / 1e6;
	r->pid = s->gateway;
}

/* In the table; `name` among the broker's topics, and of its files. */
static void name_runner(struct runner *r, char name[32])
{
	if (r->kind == GATEWAY) {
		snprintf(r->burst.name, sizeof(r->burst.name), "gateway, %zu tickets", r->tickets);
		snprintf(name, 32, "gateway-%zu", r->tickets);
	} else {
		snprintf(r->burst.name, sizeof(r->burst.name),
			 r->kind == RELAY ? "relay, no store" : "relay that logs");
		snprintf(name, 32, r->kind == RELAY ? "relay" : "logging-relay");
	}
	r->alone = r->paced = r->burst;
}

static void begin_runner(enum kind kind, size_t tickets)
{
	struct runner *r = &b.runners[b.n++];
	char cached[CACHED_BYTES], name[32];

	r->kind = kind;
	r->tickets = tickets;
	name_runner(r, name);
	snprintf(r->prefix, sizeof(r->prefix), "%s", name);
	bench_database_find(tickets, cached);
	if (tickets <= IN_PLACE) {
		snprintf(r->site.database, sizeof(r->site.database), "%s/%s.db", work, name);
		bench_database_copy(cached, r->site.database);
	} else {
		snprintf(r->site.database, sizeof(r->site.database), "%s", cached);
	}
	if (!dealer_load(&r->dealer, r->site.database))
		bench_stop("the pool of tickets is not what it should be; remove build/bench");
	r->site.http = peer_free_port();
	snprintf(r->site.config, sizeof(r->site.config), "%s/%s.yaml", work, name);
	bench_config_write(r->site.config, r->site.database, name, b.broker.port, r->site.http);
	if (kind == GATEWAY)
		start_gateway(r);
	else
		r->pid = start_relay(r);
	if (!(r->crowd = crowd_new(b.broker.port, r->prefix, &r->dealer)))
		bench_stop("no crowd");
}

static void end_runner(struct runner *r)
{
	crowd_free(r->crowd);
	if (r->kind == GATEWAY)
		peer_gateway_stop(&r->site, SIGTERM);
	else if (r->pid > 0 && kill(r->pid, SIGKILL) == 0)
		waitpid(r->pid, NULL, 0);
}

/* ---- measuring ---- */

struct counted {
	double cpu, broker, batches, inputs, commits;
};

static struct counted count(const struct runner *r)
{
	struct counted c = {.cpu = meter_cpu(r->pid), .broker = meter_cpu(b.broker.broker)};

	if (r->kind != GATEWAY)
		return c;
	c.batches = http_metric(r->site.http, "fieldgate_batch_inputs_count");
	c.inputs = http_metric(r->site.http, "fieldgate_batch_inputs_sum");
	c.commits = http_metric(r->site.http, "fieldgate_commit_seconds_count");
	return c;
}

static void note(struct row *row, const struct passed *p, const struct counted *from, const struct counted *to)
{
	double n = (double)p->texts, batches = to->batches - from->batches;

	figures_add(&row->rate, n / p->seconds);
	figures_add(&row->p50, percentile(p, 0.5));
	figures_add(&row->p99, percentile(p, 0.99));
	figures_add(&row->most, p->ms[p->texts - 1]);
	figures_add(&row->cpu, (to->cpu - from->cpu) * 1e6 / n);
	figures_add(&row->broker, (to->broker - from->broker) * 1e6 / n);
	figures_add(&row->batch, batches > 0 ? (to->inputs - from->inputs) / batches : 0);
	figures_add(&row->commits, (to->commits - from->commits) * 1000 / n);
	figures_add(&row->mts, (double)p->mts / n);
}

static void measure(struct runner *r, struct row *row, size_t n, double rate)
{
	struct counted from = count(r), to;
	struct passed p;

	if (!crowd_send(r->crowd, n, rate, &p))
		bench_stop("not all texts had their MTs");
	to = count(r);
	note(row, &p, &from, &to);
	if (r->kind == GATEWAY && p.mts)
		b.mt_bytes = (double)p.bytes / (double)p.mts;
	free(p.ms);
}

/* One after the other: each waits for the MTs of the one before. */
static void measure_alone(struct runner *r, size_t n)
{
	struct passed all = {.ms = calloc(n, sizeof(*all.ms))}, one;
	struct counted from = count(r), to;

	for (size_t i = 0; i < n; i++) {
		if (!all.ms || !crowd_send(r->crowd, 1, 0, &one))
			bench_stop("not all texts had their MTs");
		all.ms[all.texts++] = one.ms[0];
		all.mts += one.mts;
		all.seconds += one.seconds;
		free(one.ms);
	}
	to = count(r);
	for (size_t i = 1; i < n; i++) /* sorted by insertion: a few hundred */
		for (size_t j = i; j > 0 && all.ms[j - 1] > all.ms[j]; j--) {
			double swap = all.ms[j];

			all.ms[j] = all.ms[j - 1];
			all.ms[j - 1] = swap;
		}
	note(&r->alone, &all, &from, &to);
	free(all.ms);
}

static void run_inside(size_t i, const char *cached, size_t n, size_t group)
{
	static struct dealer d;
	char file[400], config[400];
	struct inside *in;
	double cpu;
	int64_t start;

	snprintf(file, sizeof(file), "%s/inside.db", work);
	snprintf(config, sizeof(config), "%s/inside.yaml", work);
	bench_database_copy(cached, file);
	bench_config_write(config, file, "inside", 1, 0);
	if (!dealer_load(&d, file) || !(in = inside_open(config, file)))
		bench_stop("no store");
	start = clock_steady_us();
	cpu = meter_cpu(getpid());
	if (!inside_texts(in, &d, n, group))
		bench_stop("the store does not take the texts");
	figures_add(&b.inside[i].rate, (double)n * 1e6 / (double)(clock_steady_us() - start));
	figures_add(&b.inside[i].cpu, (meter_cpu(getpid()) - cpu) * 1e6 / (double)n);
	snprintf(b.inside[i].name, sizeof(b.inside[i].name), "SQLite alone, groups of %zu", group);
	inside_close(in);
	unlink(file);
}

/* SQLite alone. A group of one costs an fsync for each text: fewer of them. */
static void measure_inside(size_t i, const char *cached)
{
	run_inside(i, cached, groups[i] == 1 ? b.burst / 8 : b.burst, groups[i]);
}

/* What the disk takes for one fsync of 4 KiB. */
static void measure_sync(void)
{
	static char page[4096];
	char file[640];
	int64_t start;
	int fd;

	snprintf(file, sizeof(file), "%s/sync", work);
	fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	for (int i = 0; fd >= 0 && i < 50; i++) {
		start = clock_steady_us();
		if (write(fd, page, sizeof(page)) != sizeof(page) || fdatasync(fd) != 0)
			bench_stop("cannot write");
		figures_add(&b.sync, (double)(clock_steady_us() - start) / 1000);
	}
	close(fd);
	unlink(file);
}

/* ---- the table ---- */

static void print_head(const char *what)
{
	printf("\n%-30s %8s %17s %7s %7s %7s %7s %8s %8s %6s %7s %5s\n", what, "texts/s", "(least-most)", "x relay",
	       "p50 ms", "p99 ms", "max ms", "us/text", "broker", "batch", "commits", "MTs");
}

static void print_row(const struct row *r, const struct row *relay)
{
	double rate = figures_median(&r->rate), raw = figures_median(&relay->rate);
	char spread[40];

	snprintf(spread, sizeof(spread), "(%.0f-%.0f)", figures_least(&r->rate), figures_most(&r->rate));
	printf("%-30s %8.0f %17s %7.2f ", r->name, rate, spread, raw > 0 ? rate / raw : 0);
	if (!r->p50.n) {
		printf("%7s %7s %7s %8.1f\n", "", "", "", figures_median(&r->cpu));
		return;
	}
	printf("%7.2f %7.2f %7.2f %8.1f %8.1f %6.1f %7.1f %5.2f\n", figures_median(&r->p50), figures_median(&r->p99),
	       figures_most(&r->most), figures_median(&r->cpu), figures_median(&r->broker), figures_median(&r->batch),
	       figures_median(&r->commits), figures_median(&r->mts));
}

static void print_machine(void)
{
	struct utsname u;
	int major, minor, revision;
	char day[32];
	time_t now = time(NULL);

	uname(&u);
	mosquitto_lib_version(&major, &minor, &revision);
	strftime(day, sizeof(day), "%Y-%m-%d %H:%M UTC", gmtime(&now));
	printf("%s, %ld cores, %s %s, SQLite %s, libmosquitto %d.%d.%d; fsync of 4 KiB %.2f ms (%.2f-%.2f)\n", day,
	       sysconf(_SC_NPROCESSORS_ONLN), u.sysname, u.release, sqlite3_libversion(), major, minor, revision,
	       figures_median(&b.sync), figures_least(&b.sync), figures_most(&b.sync));
	printf("%zu rounds of %zu texts (%zu alone); an MT has %.0f bytes; us/text is CPU, commits are per 1,000 "
	       "texts\n",
	       b.rounds, b.burst, b.alone, b.mt_bytes);
}

static void print_table(void)
{
	print_machine();
	print_head("as fast as they go");
	for (size_t i = 0; i < b.n; i++)
		print_row(&b.runners[i].burst, &b.runners[0].burst);
	for (size_t i = 0; i < GROUPS; i++)
		if (b.inside[i].rate.n)
			print_row(&b.inside[i], &b.runners[0].burst);
	print_head("one at a time");
	for (size_t i = 0; i < b.n; i++)
		print_row(&b.runners[i].alone, &b.runners[0].alone);
	print_head("1,000 a second");
	for (size_t i = 0; i < b.n; i++)
		if (b.runners[i].paced.rate.n)
			print_row(&b.runners[i].paced, &b.runners[0].paced);
	printf("\n%-30s %8s %14s %14s %8s\n", "", "start s", "before, MiB", "after, MiB", "peak");
	for (size_t i = 0; i < b.n; i++) {
		const struct runner *r = &b.runners[i];

		printf("%-30s %8.2f %14.1f %14.1f %8.1f\n", r->burst.name, r->started, r->resident[0], r->resident[1],
		       r->peak);
	}
}

/* ---- the run ---- */

static void make_folder(void)
{
	mkdir("build", 0777);
	mkdir("build/bench", 0777);
	snprintf(work, sizeof(work), "%s/build/bench/run-%ld", bench_here(), (long)getpid());
	if (mkdir(work, 0777) != 0)
		bench_stop("cannot make a folder under build/bench");
}

static void remove_folder(void)
{
	char line[640];

	snprintf(line, sizeof(line), "rm -rf %s", work);
	if (!getenv("KEEP") && system(line) != 0)
		fprintf(stderr, "bench: %s is left\n", work);
}

static void begin(void)
{
	bool quick = wish("QUICK", 0) != 0;
	const char *sizes = getenv("TICKETS");
	char *end;

	b.rounds = wish("ROUNDS", quick ? 2 : 5);
	b.burst = wish("BURST", quick ? 3000 : 6000);
	if (b.burst > BURST_MOST)
		bench_stop("BURST: at most 60000; more ROUNDS do for the rest");
	b.alone = wish("ALONE", quick ? 100 : 300);
	b.seconds = wish("SECONDS", quick ? 5 : 60);
	b.mt_bytes = (double)wish("MT_BYTES", 640);
	make_folder();
	measure_sync();
	begin_broker();
	begin_runner(RELAY, POOL);
	begin_runner(RELAY_THAT_LOGS, POOL);
	for (sizes = sizes && *sizes ? sizes
		     : quick         ? "10000"
				     : "10000 1000000";
	     *sizes && b.n < RUNNERS_MAX; sizes = end) {
		size_t n = strtoull(sizes, &end, 10);

		if (end == sizes)
			break;
		begin_runner(GATEWAY, n);
	}
}

static void finish(void)
{
	for (size_t i = 0; i < b.n; i++)
		end_runner(&b.runners[i]);
	peer_broker_stop(&b.broker);
}

static void warm_up(void)
{
	struct row waste = {.name = ""};

	for (size_t i = b.n; i-- > 0;) {
		struct runner *r = &b.runners[i];

		measure(r, &waste, 1000, 0);
		if (r->kind != GATEWAY) {
			/* With the size of MT that the gateways have just sent. */
			kill(r->pid, SIGKILL);
			waitpid(r->pid, NULL, 0);
			r->pid = start_relay(r);
			usleep(300000);
			measure(r, &waste, 1000, 0);
		}
	}
}

static void run(void)
{
	char cached[CACHED_BYTES];

	bench_database_find(10000, cached);
	for (size_t round = 0; round < b.rounds; round++) {
		for (size_t i = 0; i < b.n; i++)
			measure(&b.runners[i], &b.runners[i].burst, b.burst, 0);
		for (size_t i = 0; i < b.n && b.alone; i++)
			measure_alone(&b.runners[i], b.alone);
		for (size_t i = 0; i < GROUPS && !getenv("NO_STORE"); i++)
			measure_inside(i, cached);
		fprintf(stderr, "bench: round %zu of %zu\n", round + 1, b.rounds);
	}
	for (size_t i = 0; i < b.n; i++) {
		struct runner *r = &b.runners[i];

		r->resident[0] = meter_resident(r->pid, false);
		if (b.seconds && i < PACED)
			measure(r, &r->paced, b.seconds * 1000, 1000);
		r->resident[1] = meter_resident(r->pid, false);
		r->peak = meter_resident(r->pid, true);
	}
}

/* `fieldgate-bench inside TEXTS GROUP`: SQLite alone, for a profiler. */
static int only_inside(size_t n, size_t group)
{
	char cached[CACHED_BYTES];

	snprintf(work, sizeof(work), "%s/build/bench", bench_here());
	bench_database_find(10000, cached);
	run_inside(0, cached, n, group);
	print_head("no broker");
	print_row(&b.inside[0], &b.inside[0]);
	return 0;
}

static void race(void)
{
	bool quick = wish("QUICK", 0) != 0;

	carrier_race(wish("ROUNDS", quick ? 2 : 5), wish("CARRIER_TEXTS", quick ? 3000 : 10000), wish("UNDER_WAY", 8));
}

static void measure_lists(const char *only)
{
	bool quick = wish("QUICK", 0) != 0;

	list_speed(work, wish("LISTED", quick ? 10000 : 1000000), wish("ASKS", quick ? 100 : 300), only);
}

/* `fieldgate-bench api`: what /v1 takes, and what it takes from the texts. */
static void measure_api(void)
{
	bool quick = wish("QUICK", 0) != 0;

	stream_cost(work, wish("ROUNDS", quick ? 2 : 6), wish("STREAM_TEXTS", quick ? 2500 : 10000));
	measure_lists("");
}

int main(int argc, char **argv)
{
	if (argc >= 5 && strcmp(argv[1], "relay") == 0)
		return relay(atoi(argv[2]), argv[3], strtoull(argv[4], NULL, 10), argv[5]);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* as store_open() has it, but the dealer opens one before */
	if (argc == 4 && strcmp(argv[1], "inside") == 0)
		return only_inside(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc == 2 && strcmp(argv[1], "carrier") == 0) {
		race();
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "api") == 0) {
		make_folder();
		measure_api();
		remove_folder();
		return 0;
	}
	if (argc >= 2 && strcmp(argv[1], "lists") == 0) {
		make_folder();
		measure_lists(argc > 2 ? argv[2] : "");
		remove_folder();
		return 0;
	}
	begin();
	warm_up();
	run();
	print_table();
	finish();
	measure_api();
	remove_folder();
	race();
	return 0;
}
