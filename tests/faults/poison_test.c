/* A text that kills the gateway: after three ends it is set aside, and the others get through. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/gateway/road.h"

#define POISON "毒药"
#define NEIGHBOURS 40

static char well[4096], sick[4200]; /* the programs */

static void find_programs(void)
{
	const char *program = getenv("FIELDGATE");

	snprintf(well, sizeof(well), "%s", program ? program : "build/fieldgate");
	snprintf(sick, sizeof(sick), "%s-poison", well);
}

static void start(struct road *r, const char *program)
{
	setenv("FIELDGATE", program, 1);
	peer_gateway_start(&r->site);
}

static void begin(struct road *r)
{
	setenv("FIELDGATE", sick, 1);
	road_begin(r);
}

static bool has_ended(void *ctx)
{
	struct road *r = ctx;
	int status;

	if (waitpid(r->site.gateway, &status, WNOHANG) != r->site.gateway)
		return false;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	r->site.gateway = 0;
	return true;
}

static void dies(struct road *r)
{
	assert_true(peer_until(has_ended, r, PEER_PATIENCE));
}

static void send_all(struct road *r)
{
	char id[32];

	for (int i = 0; i < NEIGHBOURS; i++) {
		snprintf(id, sizeof(id), "n-%d", i);
		road_mo(r, id, i % 2 ? HEAD : AGENT, "帮助");
		if (i == NEIGHBOURS / 2)
			road_mo(r, "poison", ENGINEER, POISON);
	}
}

static void a_text_that_kills_the_gateway_is_set_aside_after_three_ends(void **state)
{
	struct road r = {0};
	size_t from;

	(void)state;
	begin(&r);
	send_all(&r);
	for (int ends = 1; ends < 3; ends++) {
		dies(&r);
		start(&r, sick);
	}
	dies(&r);
	from = client_heard(r.desk);
	start(&r, sick);
	assert_non_null(client_wait(r.desk, from, "rejected/sms", POISON));
	assert_non_null(client_wait(r.desk, from, "reply/desk/poison", "\"error\""));
	road_await(&r, "SELECT count(*) FROM inbox WHERE outcome = 'answered'", NEIGHBOURS, PEER_PATIENCE);
	assert_int_equal(road_ask(&r,
				  "SELECT count(*) FROM inbox WHERE outcome = 'rejected' AND why LIKE '%three times%' "
				  "AND CAST(payload AS TEXT) LIKE '%" POISON "%'"),
			 1);

	/* It is still known when it comes again, to this process and to the next. */
	from = client_heard(r.desk);
	road_mo(&r, "poison", ENGINEER, POISON);
	assert_non_null(client_wait(r.desk, from, "rejected/sms", POISON));
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	from = client_heard(r.desk);
	start(&r, sick);
	road_online(&r, from);
	road_mo(&r, "poison", ENGINEER, POISON);
	assert_non_null(client_wait(r.desk, from, "rejected/sms", POISON));
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	road_end(&r);
}

/* What was wrong may have been mended in the meantime. */
static void a_text_that_is_decided_after_two_ends_is_no_poison(void **state)
{
	struct road r = {0};
	size_t from;

	(void)state;
	begin(&r);
	road_mo(&r, "poison", ENGINEER, POISON);
	dies(&r);
	start(&r, sick);
	dies(&r);
	from = client_heard(r.desk);
	start(&r, well);
	road_ok(&r, from, "poison");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'rejected'"), 0);
	road_end(&r);
}

static void make_due(struct road *r)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(r->site.database, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, PEER_PATIENCE);
	assert_int_equal(sqlite3_exec(db, "UPDATE ticket SET next = 60000", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* No text brings it, so nothing would be rejected: that ticket's clocks rest, and those of the others go on. */
static void what_is_due_and_kills_the_gateway_is_set_aside_after_three_ends(void **state)
{
	struct road r = {0};
	char out[4096], n[32];
	size_t from;

	(void)state;
	begin(&r);
	road_opened(&r, "o-1", n);
	assert_int_equal(
		peer_run(&r.site, out, sizeof(out), "open", "repair", "EC210-0042", "down", POISON, (char *)NULL), 0);
	road_quiet(&r);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 2);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	make_due(&r);
	for (int ends = 0; ends < 3; ends++) {
		start(&r, sick);
		dies(&r);
	}
	from = client_heard(r.desk);
	start(&r, sick);
	road_mo(&r, "after", HEAD, "帮助");
	road_ok(&r, from, "after");
	assert_true(peer_log_says(&r.site, "its clocks rest until its next text"));
	road_await(&r, "SELECT count(*) FROM ticket WHERE next IS NULL AND fault LIKE '%毒%'", 1, PEER_PATIENCE);
	road_await(&r, "SELECT count(*) FROM ticket WHERE next > 60000 AND fault NOT LIKE '%毒%'", 1, PEER_PATIENCE);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'rejected'"), 0);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_that_kills_the_gateway_is_set_aside_after_three_ends),
		cmocka_unit_test(a_text_that_is_decided_after_two_ends_is_no_poison),
		cmocka_unit_test(what_is_due_and_kills_the_gateway_is_set_aside_after_three_ends),
	};

	find_programs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
