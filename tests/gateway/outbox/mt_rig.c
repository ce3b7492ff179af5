#include "tests/gateway/outbox/mt_rig.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/store/open.h"
#include "db/store/store.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/batch.h"
#include "gateway/state/channel_state.h"
#include "gateway/state/stale_tickets.h"
#include "tests/gateway/aide.h"

struct rig rig;

static char dir[300], database[320];
static sqlite3 *beside; /* who else looks into the database, and puts texts in */

/* ---- time ---- */

static int64_t passed;             /* ms */
static struct timespec stopped[2]; /* at which time; of CLOCK_REALTIME and CLOCK_MONOTONIC */

/* In the place of libc's: every clock of the program goes by it. */
int clock_gettime(clockid_t which, struct timespec *t)
{
	bool is_stopped = (which == CLOCK_REALTIME || which == CLOCK_MONOTONIC) && stopped[which].tv_sec;
	long rc = is_stopped ? 0 : syscall(SYS_clock_gettime, which, t);

	if (is_stopped)
		*t = stopped[which];
	t->tv_sec += passed / 1000;
	t->tv_nsec += passed % 1000 * 1000000;
	if (t->tv_nsec >= 1000000000) {
		t->tv_sec++;
		t->tv_nsec -= 1000000000;
	}
	return (int)rc;
}

void rig_pass(int64_t ms)
{
	passed += ms;
}

void rig_stop_clock(void)
{
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &stopped[CLOCK_REALTIME]);
	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &stopped[CLOCK_MONOTONIC]);
}

/* ---- beside ---- */

int64_t rig_ask(const char *fmt, ...)
{
	sqlite3_stmt *q;
	int64_t n = -1;
	va_list args;
	char *sql;

	va_start(args, fmt);
	sql = sqlite3_vmprintf(fmt, args);
	va_end(args);
	if (sqlite3_prepare_v2(beside, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(beside));
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
	sqlite3_free(sql);
	return n;
}

int64_t rig_put_until(const char *channel, const char *number, int64_t expires)
{
	rig_ask("INSERT INTO outbox (uuid, inbox, number, channel, answer, template, params, text, encoding, segments, "
		"created, expires, state, state_at) VALUES (randomblob(16), 1, %Q, %Q, 0, 't', '{}', 'x', 'gsm7', 1, "
		"1, "
		"%lld, 'ready', 1)",
		number, channel, (long long)expires);
	return rig_ask("SELECT max(id) FROM outbox");
}

int64_t rig_put(const char *channel, const char *number)
{
	return rig_put_until(channel, number, clock_now() + DAY);
}

int64_t rig_put_many(const char *channel, int n)
{
	int64_t before = rig_ask("SELECT coalesce(max(id), 0) FROM outbox");

	rig_ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
		"INSERT INTO outbox (uuid, inbox, number, channel, answer, template, params, text, encoding, segments, "
		"created, expires, state, state_at) SELECT randomblob(16), 1, '+' || i, %Q, 0, 't', '{}', 'x', 'gsm7', "
		"1, 1, %lld, 'ready', 1 FROM n",
		n, channel, (long long)(clock_now() + DAY));
	return before + 1;
}

bool rig_stands(int64_t row, const char *state, const char *error)
{
	return rig_ask("SELECT count(*) FROM outbox WHERE id = %lld AND state = %Q AND error IS %Q", (long long)row,
		       state, error);
}

/* ---- the gateway's side ---- */

static void answered(void *ctx, const struct transport_answer *a)
{
	(void)ctx;
	release_answered(rig.release, a);
}

void rig_up(void)
{
	static const struct transport_row *const rows[] = {&trial_rows[0], &trial_rows[1], NULL};
	const struct transport_hooks hooks = {.answered = answered};
	char why[200];

	rig.g = (struct gateway){.store = store_open(database, why, sizeof(why)),
				 .stale = stale_tickets_new(),
				 .channel_states = channel_states_new(),
				 .channels = &rig.channels};
	assert_non_null(rig.g.store);
	assert_non_null(rig.g.stale);
	assert_non_null(rig.g.channel_states);
	rig.release = release_new(&rig.g);
	assert_non_null(rig.release);
	assert_true(transports_open(&rig.transports, rows, NULL, NULL, &hooks, why, sizeof(why)));
}

void rig_down(void)
{
	transports_close(&rig.transports);
	release_free(rig.release);
	stale_tickets_free(rig.g.stale);
	channel_states_free(rig.g.channel_states);
	rig.g.channels = NULL;
	gateway_close(&rig.g);
}

int rig_begin(void **state)
{
	(void)state;
	aide_folder(dir, sizeof(dir));
	snprintf(database, sizeof(database), "%s/fieldgate.db", dir);
	passed = 0;
	memset(stopped, 0, sizeof(stopped));
	trial_begin();
	trials[0].channel = "sms";
	trials[1].channel = "wecom";
	memset(rig.files, 0, sizeof(rig.files));
	strcpy(rig.files[0].name, "sms");
	strcpy(rig.files[1].name, "wecom");
	rig.channels = (struct channels){.holders = 1, .all = rig.files, .n = 2};
	rig_up();
	assert_int_equal(sqlite3_open(database, &beside), SQLITE_OK);
	rig_ask("PRAGMA synchronous = OFF");
	rig_ask("INSERT INTO inbox (id, kind, channel, key, came, moment, payload, length, outcome) "
		"VALUES (1, 'mo', 'sms', 'k', 1, 1, x'', 0, 'done')");
	return 0;
}

int rig_end(void **state)
{
	(void)state;
	rig_down();
	trial_end();
	sqlite3_close(beside);
	aide_remove(dir);
	return 0;
}

void rig_turn(void)
{
	transports_hear(&rig.transports);
	release_look(rig.release);
	release_pump(rig.release, &rig.transports, false);
	assert_false(store_failed(rig.g.store));
}

void rig_commit(void)
{
	const struct settled done = release_settled(rig.release);
	struct batch none = {0};

	assert_true(batch_run(&rig.g, &none, &done, clock_now()));
	release_settled_kept(rig.release);
}

void rig_settle(void)
{
	struct settled left;
	size_t before;

	do {
		before = trials[0].n + trials[1].n;
		rig_turn();
		rig_commit();
		rig_turn();
		left = release_settled(rig.release);
	} while (settled_any(&left) || before != trials[0].n + trials[1].n);
}

bool rig_wait(void)
{
	int ms;

	rig_commit(); /* or it would ask to be called for that */
	while ((ms = release_timeout(rig.release)) > 0)
		rig_pass(ms);
	return ms == 0;
}

void rig_wait_for_retry(void)
{
	assert_true(rig_wait());
}

/* ---- two carriers ---- */

int rig_begin_carriers(void **state)
{
	int rc = rig_begin(state);

	trial_is_a_carrier(&trials[0], false);
	trial_is_a_carrier(&trials[1], false);
	return rc;
}

void rig_later(size_t k, bool alone, int64_t wait_ms)
{
	trial_answer_with(
		&trials[0], k,
		&(struct transport_answer){
			.outcome = TRANSPORT_LATER, .why = "busy", .status = 503, .alone = alone, .wait_ms = wait_ms});
}

void rig_taken(size_t k)
{
	trial_answer(&trials[0], k, TRANSPORT_TAKEN, "");
}
