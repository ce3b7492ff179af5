/* The gateway's two connections to the broker, with a real one. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/road.h"

#define OPENINGS 3000

/* By the last that `status` said. */
static bool is_online(void *ctx)
{
	struct client *c = ctx;
	bool online = false;

	for (size_t i = 0; i < client_heard(c); i++) {
		const struct heard *m = client_message(c, i);

		if (strcmp(m->topic, "status") == 0)
			online = memmem(m->payload, m->n, "\"online\"", strlen("\"online\""));
	}
	return online;
}

/* MQTT 3.1.1: who takes an id over is not told of by name there, so the gateway comes back soon. */
static void one_that_is_lost_takes_the_other_along_and_both_come_back(const char *id, bool offline)
{
	struct road r = {.site = {.protocol = 4}};
	struct client *usurper;
	size_t from;

	road_begin(&r);
	from = client_heard(r.desk);
	usurper = client_new(r.site.port, id);
	assert_true(peer_log_says(&r.site, "next try in"));
	assert_true(!offline || client_wait(r.desk, from, "status", "offline"));
	client_free(usurper);
	road_mo(&r, "m-1", HEAD, "帮助");
	road_told(&r, from, HEAD, "派工");
	assert_true(peer_until(is_online, r.desk, PEER_PATIENCE));
	road_quiet(&r);
	road_end(&r);
}

static void losing_what_texts_come_by(void **state)
{
	(void)state;
	one_that_is_lost_takes_the_other_along_and_both_come_back(
		"fieldgate", false); /* mosquitto speaks no will for one that is thrown out */
}

static void losing_what_all_goes_out_by(void **state)
{
	(void)state;
	one_that_is_lost_takes_the_other_along_and_both_come_back("fieldgate-out", true);
}

static void begin_with_thousands_waiting(struct road *r)
{
	char id[32];

	road_begin(r);
	assert_int_equal(peer_gateway_stop(&r->site, SIGTERM), 0);
	for (int i = 0; i < OPENINGS; i++) {
		snprintf(id, sizeof(id), "o-%d", i);
		road_open(r, id, "does not start");
	}
	assert_true(client_flushed(r->desk, PEER_PATIENCE));
	peer_gateway_start(&r->site);
}

/* What is said for the first of many that wait goes out, and is answered, long before the last has been heard. */
static void texts_go_out_while_thousands_wait_to_come_in(void **state)
{
	struct road r = {0};
	int64_t all, late;

	(void)state;
	begin_with_thousands_waiting(&r);
	road_await(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'", OPENINGS, PEER_PATIENCE);
	road_await(&r, "SELECT count(*) FROM outbox WHERE state <> 'sent'", 0, PEER_PATIENCE);
	all = road_ask(&r, "SELECT count(*) FROM outbox");
	late = road_ask(&r, "SELECT count(*) FROM outbox WHERE state_at > (SELECT max(came) FROM inbox)");
	assert_true(all >= 2 * OPENINGS);
	assert_in_range(late, 0, all / 2);
	road_end(&r);
}

/* Whoever's text was taken is told what became of it, also when the gateway is told to stop in between. */
static void all_that_was_taken_is_answered_before_the_end(void **state)
{
	struct road r = {0};

	(void)state;
	begin_with_thousands_waiting(&r);
	road_await(&r, "SELECT count(*) > 0 FROM inbox WHERE kind <> 'due'", 1, PEER_PATIENCE);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	assert_in_range(road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), 1, OPENINGS);
	assert_true(client_wait_count(r.desk, 0, "reply/", NULL,
				      (size_t)road_ask(&r, "SELECT count(*) FROM inbox WHERE kind <> 'due'"),
				      PEER_PATIENCE));
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(losing_what_texts_come_by),
		cmocka_unit_test(losing_what_all_goes_out_by),
		cmocka_unit_test(texts_go_out_while_thousands_wait_to_come_in),
		cmocka_unit_test(all_that_was_taken_is_answered_before_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
