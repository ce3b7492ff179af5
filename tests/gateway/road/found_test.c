/* What a reader from outside found, each as it happened. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/road.h"

#define LONG 5000

static char said[1 << 16];

/* LONG times a letter, to be freed. */
static char *many(char letter)
{
	char *s = malloc(LONG + 1);

	assert_non_null(s);
	memset(s, letter, LONG);
	s[LONG] = '\0';
	return s;
}

static void an_opening_with_long_words_is_taken_and_they_are_kept_whole(void **state)
{
	static const char *const keys[] = {"fault", "machine", "customer", "station", "site", "reported_by"};
	struct road r = {0};
	json_t *o, *reply;
	size_t from;

	(void)state;
	road_begin(&r);
	from = client_heard(r.desk);
	o = json_pack("{s:s, s:s}", "id", "o-1", "flow", "repair");
	for (size_t i = 0; i < 6; i++) {
		char *words = many((char)('a' + i));

		json_object_set_new(o, keys[i], json_string(words));
		free(words);
	}
	road_send(&r, "ticket/open", "o-1", o);
	reply = road_reply(&r, from, "o-1");
	assert_string_equal(json_string_value(json_object_get(reply, "ticket")), "10008");
	json_decref(reply);
	road_told(&r, from, DIRECTOR, "10008");
	assert_int_equal(road_ask(&r, "SELECT length(fault) + length(serial) + length(customer_words) + "
				      "length(station_words) + length(site) + length(reported_by) FROM ticket"),
			 6 * LONG);
	peer_run(&r.site, said, sizeof(said), "show", "10008", (char *)NULL);
	assert_non_null(strstr(said, "reported   fff"));
	road_end(&r);
}

static void send_at(struct road *r, const char *id, json_t *sent_at)
{
	road_send(r, "mo/sms", id,
		  json_pack("{s:s, s:s, s:s, s:o}", "id", id, "from", HEAD, "text", "帮助", "sent_at", sent_at));
}

static void a_time_that_cannot_be_read_counts_as_not_said(void **state)
{
	struct road r = {0};
	size_t from;

	(void)state;
	road_begin(&r);
	from = client_heard(r.desk);
	send_at(&r, "m-1", json_string("yesterday"));
	send_at(&r, "m-2", json_string("2026-11-21 09:00:00"));
	send_at(&r, "m-3", json_string("2025-11-21 09:00:00+08:00"));
	send_at(&r, "m-4", json_integer(1795298779640));
	for (int i = 1; i < 4; i++)
		road_ok(&r, from, (const char *[]){"", "m-1", "m-2", "m-3"}[i]);
	assert_non_null(client_wait(r.desk, from, "rejected/sms", "sent_at"));
	assert_int_equal(
		road_ask(&r, "SELECT count(*) FROM inbox WHERE sent IS NULL AND moment = came AND key < 'm-3'"), 2);
	assert_int_equal(road_ask(&r, "SELECT sent FROM inbox WHERE key = 'm-3'"), 1763686800000);
	road_end(&r);
}

static bool is_retained(struct road *r, const char *number)
{
	struct client *late = client_new(r->site.port, NULL);
	char topic[64];
	bool there = false;

	snprintf(topic, sizeof(topic), "ticket/%s", number);
	client_subscribe(late, "ticket/+");
	client_publish(late, "ticket/end", "end", 3, NULL, NULL);
	assert_non_null(client_wait(late, 0, "ticket/end", "end"));
	there = client_count(late, 0, topic, "\"state\"") > 0;
	client_free(late);
	return there;
}

struct wanted {
	struct road *r;
	const char *number;
};

static bool holds(void *ctx)
{
	const struct wanted *w = ctx;

	return is_retained(w->r, w->number);
}

/* The broker has no persistence here: stopped, it has lost all that it retained. */
static void where_tickets_stand_is_said_again_once_a_broker_has_lost_it(void **state)
{
	struct road r = {0};
	char n[32], m[32];

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	road_opened(&r, "o-2", m);
	assert_true(peer_until(holds, &(struct wanted){&r, m}, PEER_PATIENCE));
	peer_broker_kill(&r.site);
	peer_broker_start(&r.site);
	assert_true(peer_until(holds, &(struct wanted){&r, n}, PEER_PATIENCE));
	assert_true(peer_until(holds, &(struct wanted){&r, m}, PEER_PATIENCE));

	/* Likewise where the gateway was away meanwhile, as on a copy of its database. */
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	peer_broker_kill(&r.site);
	peer_broker_start(&r.site);
	peer_gateway_start(&r.site);
	assert_true(peer_until(holds, &(struct wanted){&r, n}, PEER_PATIENCE));
	road_end(&r);
}

static void a_second_gateway_of_one_client_id_is_named(void **state)
{
	struct road r = {0};
	struct client *other;

	(void)state;
	road_begin(&r);
	other = client_new(r.site.port, "fieldgate");
	assert_true(peer_log_says(&r.site, "uses the client id `fieldgate` too"));
	assert_true(peer_log_says(&r.site, "give each its own `client_id` under `broker`"));
	client_free(other);
	road_end(&r);
}

/* A copy of an installation that is started beside it, with a database of its own. */
static void two_gateways_of_one_client_id_are_told_of_each_other(void **state)
{
	struct road r = {0};
	struct peer_site copy = {0};

	(void)state;
	road_begin(&r);
	copy.port = r.site.port;
	peer_make(&copy);
	peer_gateway_start(&copy);
	assert_true(peer_log_says(&r.site, "uses the client id `fieldgate` too"));
	assert_true(peer_log_says(&copy, "connected to the broker"));
	peer_clear(&copy);
	road_end(&r);
}

/* How often the log says this; each time in a line that begins with its time. */
static int log_lines(const struct road *r, const char *what)
{
	char line[2048];
	FILE *f = fopen(r->site.log, "re");
	int n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		if (!strstr(line, what))
			continue;
		assert_memory_equal(line, "20", 2);
		assert_non_null(strstr(line, " error: "));
		n++;
	}
	fclose(f);
	return n;
}

static void a_failure_of_the_store_is_logged_once_with_time_and_level(void **state)
{
	struct road r = {0};
	sqlite3 *db;

	(void)state;
	road_begin(&r);
	assert_int_equal(sqlite3_open(r.site.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	road_mo(&r, "m-1", HEAD, "帮助");
	assert_true(peer_log_says(&r.site, "nothing was acknowledged"));
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(log_lines(&r, "is being written by another program"), 1);
	road_end(&r);
}

static void show_speaks_in_words(void **state)
{
	struct road r = {0};
	char n[32];
	size_t from;

	(void)state;
	road_begin(&r);
	road_opened(&r, "o-1", n);
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 23:59 李雷");
	road_stands(&r, from, n, "dispatched");
	peer_run(&r.site, said, sizeof(said), "show", n, (char *)NULL);
	assert_non_null(strstr(said, "engineer 李雷"));
	assert_null(strstr(said, "node.reported="));
	peer_run(&r.site, said, sizeof(said), "show", n, "--raw", (char *)NULL);
	assert_non_null(strstr(said, "node.reported="));
	road_end(&r);
}

static void wrong_usage_says_what_is_missing(void **state)
{
	struct road r = {0};

	(void)state;
	peer_make(&r.site);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "open", "repair", "EC210-0042", "down", (char *)NULL),
			 2);
	assert_non_null(strstr(said, "the fault is missing"));
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "open", "repair", "EC210-0042", " ", (char *)NULL), 2);
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "open", "nope", "S", "x", (char *)NULL), 1);
	assert_non_null(strstr(said, "there is no flow `nope`; there is `repair`"));
	assert_int_equal(peer_run(&r.site, said, sizeof(said), "help", "nope", (char *)NULL), 2);
	assert_null(strstr(said, "did you mean"));
	peer_clear(&r.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_opening_with_long_words_is_taken_and_they_are_kept_whole),
		cmocka_unit_test(a_time_that_cannot_be_read_counts_as_not_said),
		cmocka_unit_test(where_tickets_stand_is_said_again_once_a_broker_has_lost_it),
		cmocka_unit_test(a_second_gateway_of_one_client_id_is_named),
		cmocka_unit_test(two_gateways_of_one_client_id_are_told_of_each_other),
		cmocka_unit_test(a_failure_of_the_store_is_logged_once_with_time_and_level),
		cmocka_unit_test(show_speaks_in_words),
		cmocka_unit_test(wrong_usage_says_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
