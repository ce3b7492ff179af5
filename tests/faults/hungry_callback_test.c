/* A carrier calls back while one of the gateway's allocations fails now and then, wherever it is at: in the thread of
 * HTTP or in the loop. What is not answered 2xx is called again, as a carrier does; then all of it is there, and is
 * there once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/faults/flood_site.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/http.h"

#define FAILURES 40
#define CALLS_MOST 200

struct calls {
	struct road *r;
	int sent;
	size_t again; /* how often one was not answered 2xx */
};

static bool is_taken(void *ctx)
{
	static struct http_answer a;
	struct calls *c = ctx;
	char body[256], request[512];
	int n;

	snprintf(body, sizeof(body), "{\"id\":\"h-%d\",\"from\":\"" AGENT "\",\"text\":\"帮助\"}", c->sent);
	n = snprintf(request, sizeof(request),
		     "POST /mo/fake HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
		     strlen(body), body);
	http_raw(c->r->site.http, request, (size_t)n, &a);
	assert_true(a.status == 200 || a.status == 503 || a.status == 0);
	c->again += a.status != 200;
	return a.status == 200;
}

/* Calls until the allocation has failed that is `at` allocations ahead. */
static void fails_once(struct calls *c, struct disk_switch *control, long at)
{
	long failed = control->failed;

	control->fails_at = at;
	for (int i = 0; i < CALLS_MOST && control->failed == failed; i++) {
		if (!peer_until(is_taken, c, PEER_PATIENCE))
			peer_die("callback %d is never taken", c->sent);
		c->sent++;
	}
	assert_int_equal(control->failed, failed + 1);
}

static void a_callback_that_memory_failed_is_taken_when_it_comes_again(void **state)
{
	const char *program = getenv("FIELDGATE");
	struct disk_switch *control;
	struct road r = {0};
	struct calls c = {.r = &r};
	char hungry[4096];

	(void)state;
	snprintf(hungry, sizeof(hungry), "%s-hungry", program ? program : "build/fieldgate");
	setenv("FIELDGATE", hungry, 1);
	site_make(&r, &control, "channels: channels");
	aide_write(r.site.dir, "channels/fake.yaml",
		   "channel: fake\nkind: http\nmo:\n  proof: none\n  from: json\n"
		   "  fields: {from: /from, text: /text, id: /id}\n");
	road_listen(r.desk);
	site_go(&r);
	for (int i = 0; i < FAILURES; i++)
		fails_once(&c, control, 1 + 5 * (long)i);
	control->fails_at = 0;
	assert_true(c.again > 0);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), c.sent);
	assert_int_equal(road_ask(&r, "SELECT count(DISTINCT key) FROM inbox WHERE outcome = 'answered'"), c.sent);
	site_end(&r, control);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_callback_that_memory_failed_is_taken_when_it_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
