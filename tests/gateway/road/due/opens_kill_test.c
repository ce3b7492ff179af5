/* What one ticket opens later is opened once, though the gateway is killed at it again and again; and at once by a text that
 * comes again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/outbox/outbox_found.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "db/store/tickets_found.h"
#include "gateway/road/batch.h"
#include "gateway/wire/wire_out.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"
#include "tests/gateway/road/due_killed.h"

#define JOBS 25
#define TURNS 2
#define KILLS 12 /* with TURNS turns each fewer than the one that each job needs, so each gateway dies at its work */

_Static_assert(KILLS *TURNS < JOBS, "one would come to the end before it is killed");

static char folder[256], database[300];

static int rules(void **state)
{
	(void)state;
	due_installation("opens", folder, database);
	return 0;
}

static int no_rules(void **state)
{
	aide_remove(folder);
	return due_rules_unload(state);
}

static int64_t open_job(struct due_field *f)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	int64_t ticket;
	char id[32];

	assert_non_null(in);
	snprintf(id, sizeof(id), "j-%d", f->sends++);
	in->kind = IN_OPEN;
	in->payload = wire_open(id, "job", "EC210-0042", false, "fault");
	in->length = strlen(in->payload);
	in->came = f->now;
	in->by_hand = true;
	snprintf(in->channel, sizeof(in->channel), "sms");
	assert_true(batch_run(&f->g, &b, NULL, f->now));
	ticket = b.all[0].ticket;
	batch_free(&b);
	assert_true(ticket > 0);
	return ticket;
}

static void finish(struct due_field *f, int64_t ticket)
{
	char words[64];

	snprintf(words, sizeof(words), "完工 %lld", (long long)ticket);
	due_text(f, HEAD, 0, words);
}

/* One ticket of that flow, and one text about it to whom `number` is. */
static void opened_once(struct store *s, const char *flow, int64_t parent, const char *number)
{
	static struct outbox_row rows[ROWS];
	int64_t some[2];
	size_t n, told = 0;

	assert_int_equal(tickets_opened_by(s, flow, parent, some, 2), 1);
	n = outbox_of_ticket(s, some[0], rows, ROWS);
	for (size_t i = 0; i < n; i++) {
		told += strcmp(rows[i].number, number) == 0;
		outbox_row_free(&rows[i]);
	}
	assert_int_equal(told, 1);
}

static void ledger_holds(struct store *s)
{
	char why[512];

	if (!ledger_audit(s, &due_rules->flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
}

static void killed_at_any_moment_it_opens_each_once(void **state)
{
	struct due_field *f = *state;
	int64_t jobs[JOBS], until;

	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	due_import(&f->g);
	for (int i = 0; i < JOBS; i++) {
		jobs[i] = open_job(f);
		finish(f, jobs[i]);
		f->now += MINUTE;
	}
	until = f->now + DAY;
	gateway_close(&f->g);
	f->seed = 11;
	for (int i = 0; i < KILLS; i++)
		is_killed(database, until, 1 + (int)due_dice(f, TURNS), 1000 + (long)due_dice(f, 40000));
	comes_to_the_end(database, until);

	due_gateway_open(&f->g, database);
	for (int i = 0; i < JOBS; i++)
		opened_once(f->g.store, "survey", jobs[i], "+8613900000001");
	assert_int_equal(tickets_next_due(f->g.store), 0);
	ledger_holds(f->g.store);
	gateway_close(&f->g);
	due_gateway_open(&f->g, ":memory:");
}

static void a_text_that_comes_again_opens_nothing_again(void **state)
{
	struct due_field *f = *state;
	int64_t job = open_job(f);
	char words[64];

	snprintf(words, sizeof(words), "订货 %lld 1200元 pump", (long long)job);
	due_text(f, HEAD, 0, words);
	f->now += MINUTE;
	due_text(f, HEAD, 0, words); /* a resend */
	f->sends--;
	due_text(f, HEAD, 0, words); /* and under its old key */
	opened_once(f->g.store, "order", job, "+8613800000043");
	ledger_holds(f->g.store);
}

static void a_file_that_opens_it_no_more_leaves_the_ticket_and_the_ledger_as_they_are(void **state)
{
	struct due_field *f = *state;
	const struct flow *flow = flows_find(&due_rules->flows, "job");
	int64_t job = open_job(f);
	struct ticket t;

	finish(f, job);
	assert_true(tickets_load(f->g.store, &due_rules->flows, job, &t));
	assert_int_equal(ticket_opens_next(&t), f->now + DAY);
	for (size_t i = 0; i < due_rules->flows.n; i++)
		if (due_rules->flows.all[i] == flow)
			due_rules->flows.all[i]->opened_n = 0;
	assert_true(tickets_load(f->g.store, &due_rules->flows, job, &t));
	ledger_holds(f->g.store);
	f->now += 2 * DAY;
	due_turn(f);
	assert_int_equal(tickets_next_due(f->g.store), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(killed_at_any_moment_it_opens_each_once),
		DUE_TEST(a_text_that_comes_again_opens_nothing_again),
		DUE_TEST(a_file_that_opens_it_no_more_leaves_the_ticket_and_the_ledger_as_they_are),
	};

	return cmocka_run_group_tests(tests, rules, no_rules);
}
