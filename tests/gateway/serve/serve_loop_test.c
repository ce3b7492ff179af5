/* The whole of `serve`, in this process, with a transport of the tests in the place of MQTT: when it is told to send,
 * when to acknowledge, and what the end waits for. Everything is committed before either, as another connection to the
 * database sees it. */
#include "gateway/serve/serve.h"

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

#include "gateway/channel/channel.h"
#include "gateway/command/workspace.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/peer.h"
#include "tests/gateway/trial.h"

#define HELP "{\"id\":\"m-1\",\"from\":\"+8613800000001\",\"text\":\"帮助\"}"

struct scene {
	struct peer_site site;
	sqlite3 *beside;
	bool said, locked;
	int turns_stopped; /* turns since it was told to stop */
	size_t sent_while_locked, acknowledged_while_locked;
	struct channels *renewed; /* with these; held */
	size_t renewals, steps;
};
static struct scene scene;
static struct trial *const trial = &trials[0];

static const struct arrival help = {.kind = IN_MO, .channel = "sms", .payload = HELP, .n = sizeof(HELP) - 1};

static int64_t ask(const char *sql)
{
	sqlite3_stmt *q;
	int64_t n = -1;

	assert_int_equal(sqlite3_prepare_v2(scene.beside, sql, -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
	return n;
}

/* Returns serve()'s code when the script has told it to stop. */
static int run(void (*turn)(struct trial *t))
{
	static const struct transport_row *const rows[] = {&trial_rows[0], NULL};
	const struct call call = {.config = scene.site.config};
	static struct workspace w;
	int code;

	trial->turn = turn;
	assert_int_equal(workspace_open(&w, &call, WORKSPACE_RULES | WORKSPACE_WRITING), VERB_DONE);
	code = serve(&w.gateway, w.setup.file, rows);
	workspace_close(&w);
	return code;
}

static void stop(void)
{
	assert_int_equal(kill(getpid(), SIGTERM), 0);
	scene.turns_stopped = 1;
}

static bool is_stopped(void)
{
	return scene.turns_stopped && scene.turns_stopped++;
}

static void say_help(struct trial *t)
{
	if (!scene.said)
		trial_arrives(t, &help);
	scene.said = true;
}

static bool last_is_answered(const struct trial *t)
{
	return t->n && t->texts[t->n - 1].answered;
}

static int begin(void **state)
{
	(void)state;
	scene = (struct scene){0};
	peer_make(&scene.site);
	assert_int_equal(sqlite3_open(scene.site.database, &scene.beside), SQLITE_OK);
	trial_begin();
	return 0;
}

static int end(void **state)
{
	(void)state;
	trial_end();
	sqlite3_close(scene.beside);
	peer_clear(&scene.site);
	return 0;
}

/* ---- nothing before the commit ---- */

static void is_on_disk(struct trial *t, const struct outbox_mt *mt)
{
	char sql[120];

	(void)t;
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM outbox WHERE id = %lld AND state = 'ready'",
		 (long long)mt->id);
	assert_int_equal(ask(sql), 1);
	if (scene.locked)
		scene.sent_while_locked++;
}

static void was_taken(struct trial *t)
{
	(void)t;
	assert_int_equal(ask("SELECT count(*) FROM inbox WHERE key = 'm-1' AND outcome = 'answered'"), 1);
	if (scene.locked)
		scene.acknowledged_while_locked++;
}

static void say_help_and_stop(struct trial *t)
{
	if (is_stopped())
		return;
	say_help(t);
	if (last_is_answered(t))
		stop();
}

static void a_text_is_committed_before_its_answer_leaves(void **state)
{
	(void)state;
	trial->takes_all = true;
	trial->before_send = is_on_disk;
	trial->before_acknowledge = was_taken;
	assert_int_equal(run(say_help_and_stop), 0);
	assert_int_equal(trial->acknowledged, 1);
	assert_int_equal(trial->n, 1);
	assert_string_equal(trial->texts[0].number, "+8613800000001");
	assert_int_equal(trial->dropped, 0);
	assert_int_equal(ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 1);
}

/* Somebody else holds the database from before the text comes, until the gateway has given up once. */
static void hold_the_store(struct trial *t)
{
	if (is_stopped())
		return;
	if (!scene.said) {
		ask("BEGIN IMMEDIATE");
		scene.locked = true;
		say_help(t);
	} else if (t->dropped && scene.locked) {
		ask("ROLLBACK");
		scene.locked = false;
		trial_wake(t);
	} else if (last_is_answered(t)) {
		stop();
	}
}

static void what_cannot_be_committed_is_neither_sent_nor_acknowledged(void **state)
{
	(void)state;
	trial->takes_all = true;
	trial->before_send = is_on_disk;
	trial->before_acknowledge = was_taken;
	assert_int_equal(run(hold_the_store), 0);
	assert_int_equal(trial->dropped, 1);
	assert_int_equal(scene.sent_while_locked, 0);
	assert_int_equal(scene.acknowledged_while_locked, 0);
	assert_int_equal(trial->acknowledged, 1);
	assert_int_equal(trial->n, 1);
	assert_int_equal(ask("SELECT count(*) FROM inbox"), 1);
}

/* ---- the end ---- */

/* The text is kept, and answered only some turns after it was told to stop. */
static void answer_late(struct trial *t)
{
	if (is_stopped()) {
		trial_wake(t);
		if (scene.turns_stopped == 10)
			trial_answer(t, 0, TRANSPORT_TAKEN, "");
		return;
	}
	say_help(t);
	if (t->n)
		stop();
}

static void what_is_under_way_may_still_be_answered_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(run(answer_late), 0);
	assert_true(scene.turns_stopped >= 10);
	assert_int_equal(trial->under_way, 0);
	assert_int_equal(ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 1);
}

/* It was given, and then its transport lost the connection: nobody will answer. */
static void lose_it(struct trial *t)
{
	if (is_stopped())
		return;
	say_help(t);
	if (!t->n)
		return;
	t->lost = true;
	stop();
}

static void the_end_does_not_wait_for_a_connection_that_is_lost(void **state)
{
	(void)state;
	assert_int_equal(run(lose_it), 0);
	assert_in_range(scene.turns_stopped, 1, 3);
	assert_int_equal(ask("SELECT count(*) FROM outbox WHERE state = 'ready'"), 1);
	/* It is still owed: the next one sends it. */
	trial->lost = false;
	trial->under_way = 0;
	trial->takes_all = true;
	scene.turns_stopped = 0;
	assert_int_equal(run(say_help_and_stop), 0);
	assert_int_equal(trial->n, 2);
	assert_int_equal(trial->texts[1].id, trial->texts[0].id);
	assert_int_equal(ask("SELECT count(*) FROM outbox WHERE state = 'sent'"), 1);
}

/* ---- channels ---- */

static void renewed(void *self, struct channels *c)
{
	(void)self;
	channels_release(scene.renewed);
	scene.renewed = channels_hold(c);
	scene.renewals++;
}

static void reload_with(const char *yaml)
{
	aide_write(scene.site.dir, "carrier.yaml", "%s", yaml);
	assert_int_equal(kill(getpid(), SIGHUP), 0);
	scene.steps++;
}

/* A good file, one with a fault, of which nobody hears, and a good one again. */
static void reload_three_times(struct trial *t)
{
	if (is_stopped())
		return;
	trial_wake(t);
	if (scene.steps == 0) {
		reload_with("channel: carrier\nkind: mqtt\nsignature: first\n");
	} else if (scene.steps == 1 && scene.renewals == 1) {
		assert_string_equal(channels_find(scene.renewed, "carrier")->signature, "first");
		reload_with("channel: carrier\nkind: mqt\n");
	} else if (scene.steps >= 2 && scene.steps < 5) {
		scene.steps++; /* a signal is seen with the next turn */
	} else if (scene.steps == 5) {
		assert_int_equal(scene.renewals, 1);
		reload_with("channel: carrier\nkind: mqtt\nsignature: third\n");
	} else if (scene.renewals == 2) {
		stop();
	}
}

static void transports_hear_of_channels_that_were_read_again(void **state)
{
	char *config;

	(void)state;
	trial_rows[0].renew = renewed;
	aide_write(scene.site.dir, "carrier.yaml", "channel: carrier\nkind: mqtt\n");
	config = aide_read(scene.site.dir, "fieldgate.yaml");
	aide_write(scene.site.dir, "fieldgate.yaml", "%schannels: carrier.yaml\n", config);
	free(config);
	assert_int_equal(run(reload_three_times), 0);
	assert_string_equal(channels_find(scene.renewed, "carrier")->signature, "third");
	channels_release(scene.renewed);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_is_committed_before_its_answer_leaves),
		TEST(what_cannot_be_committed_is_neither_sent_nor_acknowledged),
		TEST(what_is_under_way_may_still_be_answered_at_the_end),
		TEST(the_end_does_not_wait_for_a_connection_that_is_lost),
		TEST(transports_hear_of_channels_that_were_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
