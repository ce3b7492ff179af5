#include "tests/bench/list_speed.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "tests/bench/bench_stop.h"
#include "tests/bench/dealer.h"
#include "tests/bench/http_site.h"
#include "tests/bench/meter.h"
#include "tests/gateway/http.h"

#define ASKED_MS 50 /* the 99th percentile */
#define HERE "%E7%AC%AC7%E6%9C%8D%E5%8A%A1%E7%AB%99"
#define NOBODY_OF_HIS "%E7%AC%AC8%E6%9C%8D%E5%8A%A1%E7%AB%99"
#define ENGINEER "%2B8613800000061"
#define CUSTOMER "%2B8613890000007"

enum { OF_AGENT, OF_HEAD, OF_ENGINEER, OF_DIRECTOR, OF_HEADQUARTERS, TOKENS };
static const struct {
	const char *name, *number;
} people[TOKENS] = {{"agent", "+8613830000005"},
		    {"head", "+8613810000006"}, /* of the station above */
		    {"engineer", "+8613800000061"},
		    {"director", "+8613830000002"},
		    {"hq", "+8613830000007"}};

/* What is asked, and by whom; `deep`: its cursor is followed, page by page. */
static const struct asked {
	const char *path;
	int by;
	bool deep;
} asked[] = {
	{"tickets", OF_AGENT, false},
	{"tickets?limit=200", OF_AGENT, true},
	{"tickets?limit=200", OF_HEAD, true},
	{"tickets?open=false&limit=200", OF_AGENT, true},
	{"tickets?open=false", OF_HEAD, true},
	{"tickets?open=false&flow=repair&state=closed", OF_AGENT, true},
	{"tickets?open=false&state=reported", OF_AGENT, true},
	{"tickets?open=false&station=" HERE, OF_AGENT, true},
	{"tickets?open=false&lead=" ENGINEER, OF_AGENT, true},
	{"tickets?open=false&customer=" CUSTOMER, OF_AGENT, true},
	{"tickets?open=false&machine=EC10042", OF_AGENT, true},
	{"tickets?station=" HERE "&limit=200", OF_AGENT, false},
	{"tickets?station=" NOBODY_OF_HIS "&limit=200", OF_HEAD, false},
	{"tickets?lead=" ENGINEER, OF_AGENT, false},
	{"tickets?customer=" CUSTOMER, OF_AGENT, false},
	{"tickets?machine=EC10042", OF_AGENT, false},
	{"tickets?late=true&limit=200", OF_AGENT, true},
	{"tickets?open=false&late=true", OF_AGENT, true},
	{"tickets?q=EC100", OF_AGENT, false},
	{"tickets?q=%E7%8E%8B", OF_AGENT, false},
	{"tickets?q=" CUSTOMER, OF_AGENT, false},
	{"people?limit=200", OF_AGENT, true},
	{"stations?limit=200", OF_AGENT, false},
	{"customers?limit=200", OF_AGENT, true},
	{"machines?limit=200", OF_AGENT, true},
	{"flows", OF_AGENT, false},
	{"channels", OF_AGENT, false},
	{"unknown", OF_AGENT, false},
	{"due?limit=200", OF_AGENT, false},
	{"due?limit=200", OF_HEAD, false},
	{"missing", OF_AGENT, false},
	{"missing", OF_HEAD, false},
	{"missing", OF_ENGINEER, false},
	{"mine?limit=200", OF_AGENT, false},
	{"mine?limit=200", OF_HEAD, false},
	{"mine?limit=200", OF_ENGINEER, false},
	{"mine?limit=200", OF_DIRECTOR, false},
	{"mine?limit=200", OF_HEADQUARTERS, false},
	{"today", OF_AGENT, false},
	{"today", OF_HEAD, false},
	{"today?days=14", OF_AGENT, false},
	{"today?days=14", OF_HEAD, false},
	{"today/tickets?of=opened&limit=200", OF_AGENT, true},
	{"today/tickets?of=opened&limit=200", OF_HEAD, true},
	{"today/tickets?of=late&limit=200", OF_AGENT, true},
	{"today/tickets?of=missing&limit=200", OF_AGENT, true},
	{"today/tickets?node=dispatched&limit=200", OF_AGENT, true},
	{"today/tickets?node=dispatched&station=" HERE, OF_AGENT, true},
	{"people?q=%E7%8E%8B", OF_AGENT, false},
	{"machines?q=EC100&limit=200", OF_AGENT, true},
	{"customers?q=%E7%AC%AC1&limit=200", OF_AGENT, true},
	{"customers?q=" CUSTOMER, OF_AGENT, false},
	{"outbox?limit=200", OF_AGENT, true},
	{"outbox?state=failed&limit=200", OF_AGENT, true},
};

static struct http_answer a;

struct answers { /* in ms, of each: as its caller sees it, and what all threads of the gateway worked meanwhile */
	double *took, *worked;
	size_t n;
};

/* Appends the cursor of the answer; false: it is the last page. */
static bool follow(const char *path, char *next, size_t size)
{
	json_t *o = json_loads(a.body, 0, NULL);
	const char *cursor = json_string_value(json_object_get(o, "next"));
	bool more = cursor;

	if (more)
		snprintf(next, size, "%s%cafter=%s", path, strchr(path, '?') ? '&' : '?', cursor);
	json_decref(o);
	return more;
}

/* With the connection that it is asked by. */
static void ask(const struct peer_site *s, const char *path, const char *token, double *took, double *worked)
{
	char request[1024], why[512];
	int n = snprintf(request, sizeof(request),
			 "GET /v1/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
			 "Authorization: Bearer %s\r\n\r\n",
			 path, token);
	double cpu = meter_cpu(s->gateway);
	int64_t start = clock_steady_us();

	http_raw(s->http, request, (size_t)n, &a);
	*took = (double)(clock_steady_us() - start) / 1000;
	*worked = (meter_cpu(s->gateway) - cpu) * 1000;
	if (a.status == 200)
		return;
	snprintf(why, sizeof(why), "%.100s: %d %.200s", path, a.status, a.body);
	bench_stop(why);
}

static int by_value(const void *x, const void *y)
{
	double one = *(const double *)x, other = *(const double *)y;

	return (one > other) - (one < other);
}

/* The 99th of a hundred, once they are sorted. */
static double nearly_all(const double *ms, size_t n)
{
	return ms[n * 99 / 100];
}

/* True: it was fast enough. */
static bool print_row(const struct asked *q, struct answers *m)
{
	bool slow, works;

	qsort(m->took, m->n, sizeof(*m->took), by_value);
	qsort(m->worked, m->n, sizeof(*m->worked), by_value);
	slow = nearly_all(m->took, m->n) >= ASKED_MS;
	works = nearly_all(m->worked, m->n) >= ASKED_MS;
	printf("%-64s %-8s %8.2f %8.2f %8.2f %8.2f %8.2f%s%s\n", q->path, people[q->by].name, m->took[m->n / 2],
	       nearly_all(m->took, m->n), m->took[m->n - 1], m->worked[m->n / 2], nearly_all(m->worked, m->n),
	       slow ? "  too slow" : "", slow && !works ? ", by waiting" : "");
	return !slow;
}

static bool measure(const struct peer_site *s, const struct asked *q, const char *token, struct answers *m)
{
	char path[512];

	snprintf(path, sizeof(path), "%s", q->path);
	ask(s, path, token, &m->took[0], &m->worked[0]);
	for (size_t i = 0; i < m->n; i++) {
		ask(s, path, token, &m->took[i], &m->worked[i]);
		if (!q->deep || !follow(q->path, path, sizeof(path)))
			snprintf(path, sizeof(path), "%s", q->path);
	}
	return print_row(q, m);
}

static void measure_all(const struct peer_site *s, char tokens[TOKENS][SITE_TOKEN_BYTES], const char *only,
			struct answers *m)
{
	size_t slow = 0, n = 0;

	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		if (!strstr(asked[i].path, only))
			continue;
		slow += !measure(s, &asked[i], tokens[asked[i].by], m);
		n++;
	}
	printf("%zu of %zu are over %d ms at the 99th percentile\n", slow, n, ASKED_MS);
}

void list_speed(const char *dir, size_t tickets, size_t n, const char *only)
{
	struct answers m = {.took = calloc(n, sizeof(*m.took)), .worked = calloc(n, sizeof(*m.worked)), .n = n};
	struct peer_site s = {.port = 0};
	char tokens[TOKENS][SITE_TOKEN_BYTES];

	if (!m.took || !m.worked)
		bench_stop("out of memory");
	http_site_begin(&s, dir, tickets, false);
	for (size_t i = 0; i < TOKENS; i++)
		http_site_token(&s, people[i].number, tokens[i]);
	printf("\nlists of /v1 with %zu tickets, each asked %zu times\n%-64s %-8s %8s %8s %8s %8s %8s\n", tickets, n,
	       "", "by", "p50 ms", "p99 ms", "max ms", "CPU p50", "CPU p99");
	measure_all(&s, tokens, only, &m);
	http_site_end(&s);
	free(m.took);
	free(m.worked);
}
