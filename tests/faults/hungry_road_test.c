/* The gateway at work, with a broker beside it and one of its allocations failing now and then, wherever it is at: some
 * texts are taken later for it, some replies are lost, and a sender that hears nothing sends again. But no text is lost, none
 * is taken twice, each MT goes out, and the gateway goes on. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/faults/flood_site.h"
#include "tests/gateway/http.h"

#define FAILURES 20
#define STEP 19 /* a text takes some hundred allocations */
#define TEXTS_MOST 200

struct texts {
	struct road *r;
	struct disk_switch *control;
	long failed; /* before */
	int sent;
};

static void send_text(struct texts *t)
{
	char id[32];

	snprintf(id, sizeof(id), "h-%d", t->sent++);
	road_mo(t->r, id, AGENT, "帮助");
}

static bool has_failed(const struct texts *t)
{
	return t->control->failed > t->failed;
}

static int64_t taken(const struct texts *t)
{
	return road_ask(t->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'");
}

static bool has_failed_or_all_is_taken(void *ctx)
{
	return has_failed(ctx) || taken(ctx) == ((const struct texts *)ctx)->sent;
}

/* Texts until the allocation has failed that is `at` allocations ahead. */
static bool fails_once(struct texts *t, long at)
{
	t->failed = t->control->failed;
	t->control->fails_at = at;
	for (int i = 0; i < TEXTS_MOST; i++) {
		send_text(t);
		if (!peer_until(has_failed_or_all_is_taken, t, PEER_PATIENCE))
			return false;
		if (has_failed(t))
			return true;
	}
	return false;
}

/* All that was sent is taken: only then does the gateway's patience begin anew, which doubles with each failure before. */
static void recovers(struct texts *t)
{
	road_await(t->r, "SELECT count(*) FROM inbox WHERE kind = 'mo'", t->sent, PEER_PATIENCE);
}

static size_t last_status(struct client *c)
{
	size_t last = 0;

	for (size_t i = 0; i < client_heard(c); i++)
		if (strcmp(client_message(c, i)->topic, "status") == 0)
			last = i;
	return last;
}

static void memory_that_runs_out_now_and_then_loses_nothing(void **state)
{
	const char *program = getenv("FIELDGATE");
	struct disk_switch *control;
	struct road r = {0};
	struct texts t = {.r = &r};
	const struct heard *m;
	char hungry[4096], out[512], n[32];

	(void)state;
	snprintf(hungry, sizeof(hungry), "%s-hungry", program ? program : "build/fieldgate");
	setenv("FIELDGATE", hungry, 1);
	site_begin(&r, &control, NULL);
	t.control = control;
	road_opened(&r, "o-1", n);
	road_quiet(&r);
	for (int i = 0; i < FAILURES; i++) {
		if (!fails_once(&t, 1 + (long)i * STEP))
			fail_msg("allocation %ld did not come", 1 + (long)i * STEP);
		recovers(&t);
	}
	control->fails_at = 0;
	road_await(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo' AND outcome = 'answered'", t.sent, PEER_PATIENCE);
	road_quiet(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), t.sent);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'help' AND state = 'sent'"),
			 t.sent);
	assert_true(client_wait_count(r.desk, 0, "mt/sms", "\"help\"", (size_t)t.sent, PEER_PATIENCE));
	assert_true(peer_log_says(&r.site, "out of memory"));
	if (peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL) != 0)
		peer_die("audit: %s", out);
	/* And it says again that it is there, whatever it could not say in between. */
	m = client_message(r.desk, last_status(r.desk));
	assert_non_null(memmem(m->payload, m->n, "online", strlen("online")));
	site_end(&r, control);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_that_runs_out_now_and_then_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
