#include "tests/bench/stream_cost.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench_stop.h"
#include "tests/bench/crowd.h"
#include "tests/bench/http_site.h"
#include "tests/bench/meter.h"
#include "tests/gateway/http.h"

#define LISTENERS 200
#define EACH 10 /* of one token */
#define AGENT "+8613830000005"
#define TICKETS 10000
#define TEXTS_A_SECOND 500
#define ASKED 1.1

static struct {
	struct peer_site site;
	struct dealer dealer;
	struct crowd *crowd;
	char tokens[LISTENERS / EACH][SITE_TOKEN_BYTES];
	struct figures alone, listened, ratio, web[2], bytes;
} c;

/* ---- the listeners: a process of their own, as elsewhere ---- */

struct heard {
	volatile size_t bytes; /* by all of them */
	volatile int standing; /* so many were told how things stand */
	volatile int lost;     /* so many were ended */
};

/* One after the other: of many that have said nothing yet the oldest make room. */
static void connect_all(struct pollfd all[LISTENERS])
{
	char request[512];

	for (size_t i = 0; i < LISTENERS; i++) {
		int n = snprintf(request, sizeof(request),
				 "GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n",
				 c.tokens[i / EACH]);

		all[i] = (struct pollfd){.fd = http_connect(NULL, c.site.http), .events = POLLIN};
		if (all[i].fd < 0 || !http_send(all[i].fd, request, (size_t)n) || poll(&all[i], 1, PEER_PATIENCE) != 1)
			_exit(1);
	}
}

static void listen_all(struct heard *heard)
{
	static char told[64 * 1024];
	struct pollfd all[LISTENERS];
	size_t from[LISTENERS] = {0};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	connect_all(all);
	while (poll(all, LISTENERS, -1) >= 0 || errno == EINTR) {
		for (size_t i = 0; i < LISTENERS; i++) {
			ssize_t n = all[i].revents ? recv(all[i].fd, told, sizeof(told), 0) : -1;

			if (n == 0) {
				heard->lost++;
				all[i].fd = -1;
			}
			if (n <= 0)
				continue;
			heard->standing += from[i] == 0;
			from[i] += (size_t)n;
			heard->bytes += (size_t)n;
		}
	}
	_exit(0);
}

static bool all_stand(void *ctx)
{
	return ((const struct heard *)ctx)->standing == LISTENERS;
}

static pid_t begin_listening(struct heard *heard)
{
	pid_t pid;

	memset(heard, 0, sizeof(*heard));
	pid = fork();
	if (pid == 0)
		listen_all(heard);
	if (pid < 0 || !peer_until(all_stand, heard, PEER_PATIENCE))
		bench_stop("not all who listen are told how things stand");
	return pid;
}

static void end_listening(pid_t pid, const struct heard *heard)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	sleep(1); /* until their places are free again */
	if (heard->lost)
		bench_stop("some who listen were cut off");
}

/* ---- measuring ---- */

/* CPU of the loop, and of all other threads, in us a text. */
struct cost {
	double loop, others;
};

static struct cost measure(size_t texts)
{
	pid_t pid = c.site.gateway;
	double loop = meter_thread_cpu(pid), all = meter_cpu(pid), n = (double)texts;
	struct passed p;

	if (!crowd_send(c.crowd, texts, TEXTS_A_SECOND, &p))
		bench_stop("not all texts had their MTs");
	free(p.ms);
	loop = meter_thread_cpu(pid) - loop;
	return (struct cost){loop * 1e6 / n, (meter_cpu(pid) - all - loop) * 1e6 / n};
}

static struct cost measure_listened(struct heard *heard, size_t texts)
{
	pid_t pid = begin_listening(heard);
	struct cost cost = measure(texts);

	end_listening(pid, heard);
	figures_add(&c.bytes, (double)heard->bytes / LISTENERS / (double)texts);
	return cost;
}

/* Who goes first changes from round to round: the machine's speed does, too. */
static void run_round(size_t round, struct heard *heard, size_t texts)
{
	struct cost with, without;

	if (round % 2) {
		with = measure_listened(heard, texts);
		without = measure(texts);
	} else {
		without = measure(texts);
		with = measure_listened(heard, texts);
	}
	figures_add(&c.alone, without.loop);
	figures_add(&c.listened, with.loop);
	figures_add(&c.ratio, with.loop / without.loop);
	figures_add(&c.web[0], without.others);
	figures_add(&c.web[1], with.others);
}

static void print_row(const char *name, const struct figures *loop, const struct figures *others)
{
	printf("%-30s %8.1f (%.1f-%.1f) %12.1f\n", name, figures_median(loop), figures_least(loop), figures_most(loop),
	       figures_median(others));
}

void stream_cost(const char *dir, size_t rounds, size_t texts)
{
	struct heard *heard = mmap(NULL, sizeof(*heard), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double ratio;

	if (heard == MAP_FAILED)
		bench_stop("out of memory");
	http_site_begin(&c.site, dir, TICKETS, true);
	for (size_t i = 0; i < LISTENERS / EACH; i++)
		http_site_token(&c.site, AGENT, c.tokens[i]);
	if (!dealer_load(&c.dealer, c.site.database) || !(c.crowd = crowd_new(c.site.port, "http", &c.dealer)))
		bench_stop("no crowd");
	measure(texts); /* warms up */
	for (size_t i = 0; i < rounds; i++)
		run_round(i, heard, texts);
	printf("\n%zu rounds of %zu texts, %d a second\n%-30s %8s %22s\n", rounds, texts, TEXTS_A_SECOND, "",
	       "loop us/text", "others us/text");
	print_row("nobody listens", &c.alone, &c.web[0]);
	print_row("200 listen to /v1/stream", &c.listened, &c.web[1]);
	ratio = figures_median(&c.ratio);
	printf("the loop's CPU x %.3f (%.3f-%.3f)%s; each was told %.0f bytes a text\n", ratio, figures_least(&c.ratio),
	       figures_most(&c.ratio), ratio < ASKED ? "" : ", more than a tenth", figures_median(&c.bytes));
	crowd_free(c.crowd);
	http_site_end(&c.site);
	munmap(heard, sizeof(*heard));
}
