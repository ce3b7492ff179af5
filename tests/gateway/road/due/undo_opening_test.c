/* A text that opened a ticket is taken back once, whatever comes again and whenever the gateway is killed at it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/ledger/replay.h"
#include "db/outbox/outbox_found.h"
#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "db/store/tickets_found.h"
#include "gateway/show/ticket_sheet.h"
#include "templates/text/text.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

#define AGENT "+8613800000041"    /* 吴敏, who opens and takes back; HEAD hears of it */
#define DIRECTOR "+8613800000033" /* 周涛, to whom the incident goes */
#define JOBS 20
#define MOST_US 20000 /* which is longer than a gateway takes for one text */

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

static void ledger_holds(struct store *s)
{
	char why[512];

	if (!ledger_audit(s, &due_rules->flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
}

/* Its number. */
static int64_t open_job(struct due_field *f, const char *words)
{
	int64_t number = tickets_upcoming(f->g.store);

	due_text(f, AGENT, 0, words);
	assert_true(tickets_known(f->g.store, number));
	return number;
}

/* How many texts with that template went to the number about the ticket. */
static size_t told(struct store *s, int64_t ticket, const char *number, const char *template)
{
	static struct outbox_row rows[ROWS];
	size_t n = outbox_of_ticket(s, ticket, rows, ROWS), same = 0;

	for (size_t i = 0; i < n; i++) {
		same += strcmp(rows[i].number, number) == 0 && strcmp(rows[i].template, template) == 0;
		outbox_row_free(&rows[i]);
	}
	return same;
}

/* It was opened and taken back, and all of it follows from these two events. */
static void is_taken_back(struct store *s, const char *flow, int64_t ticket)
{
	struct ledger_row rows[4];
	struct ticket t, made;

	assert_int_equal(ledger_of(s, ticket, rows, 4), 2);
	assert_string_equal(rows[0].code, "open");
	assert_string_equal(rows[1].code, "undo");
	assert_true(tickets_load(s, &due_rules->flows, ticket, &t));
	assert_int_equal(t.state, -1);
	assert_int_equal(t.last_text, 0);
	assert_true(ledger_replay(s, flows_find(&due_rules->flows, flow), ticket, INT64_MAX, &made));
	assert_int_equal(made.state, -1);
	assert_memory_equal(made.nodes, t.nodes, sizeof(t.nodes));
}

static void what_a_text_opened_is_taken_back_and_due_no_more(void **state)
{
	struct due_field *f = *state;
	struct store *s = f->g.store;
	int64_t job = open_job(f, "建单 EC210-0042 加急 换泵"), incident;

	assert_true(tickets_next_due(s) != 0);
	f->now += 6 * MINUTE;
	due_turn(f);
	assert_int_equal(tickets_opened_by(s, "incident", job, &incident, 1), 1);
	due_text(f, AGENT, 0, "撤销");
	is_taken_back(s, "job", job);
	is_taken_back(s, "incident", incident);
	assert_int_equal(told(s, job, HEAD, "withdrawn"), 1);
	assert_int_equal(told(s, incident, DIRECTOR, "withdrawn"), 1);
	assert_int_equal(tickets_next_due(s), 0);
	assert_false(tickets_opened_stand(s, "incident", job));
	f->sends--;
	due_text(f, AGENT, 0, "撤销"); /* under its old key */
	due_text(f, AGENT, 0, "撤销"); /* there is nothing more */
	is_taken_back(s, "job", job);
	/* The same words are no resend of what was taken back. */
	assert_true(open_job(f, "建单 EC210-0042 加急 换泵") != job);
	ledger_holds(s);
}

static void shows(struct due_field *f, const struct ticket *t, const char *words)
{
	char *said = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&said, &n);

	assert_non_null(to);
	ticket_sheet_print(&f->g, t, to);
	assert_int_equal(fclose(to), 0);
	if (!strstr(said, words))
		fail_msg("`%s` does not stand in %s", words, said);
	free(said);
}

/* A child that had come no further than its opening was said to be taken back where its flow had lost that state, and counted
 * as ended. */
static void a_child_whose_state_is_lost_was_not_taken_back(void **state)
{
	struct due_field *f = *state;
	int64_t job = open_job(f, "建单 EC210-0042 加急 换泵"), number;
	struct flow *incident = NULL;
	struct flow before;
	struct ticket t;

	f->now += 6 * MINUTE;
	due_turn(f);
	assert_int_equal(tickets_opened_by(f->g.store, "incident", job, &number, 1), 1);
	for (size_t i = 0; i < due_rules->flows.n; i++)
		if (strcmp(due_rules->flows.all[i]->name, "incident") == 0)
			incident = due_rules->flows.all[i];
	assert_non_null(incident);
	before = *incident;
	text_copy(incident->states[0].name, FLOW_NAME, "lately_raised");
	text_copy(incident->nodes[0].name, FLOW_NAME, "lately_raised");
	assert_true(tickets_load(f->g.store, &due_rules->flows, number, &t));
	assert_int_equal(t.state, -1);
	assert_true(t.lost);
	assert_false(ticket_withdrawn(&t));
	assert_false(ticket_ended(&t));
	shows(f, &t, "state      one that the flow no longer has");
	/* Nor once it was kept anew, when the name of the state is gone from what it says of itself. */
	assert_true(store_begin(f->g.store));
	assert_true(tickets_save(f->g.store, &t, f->now));
	assert_true(store_commit(f->g.store));
	assert_true(tickets_load(f->g.store, &due_rules->flows, number, &t));
	assert_true(t.lost);
	*incident = before;
	due_text(f, AGENT, 0, "撤销");
	assert_true(tickets_load(f->g.store, &due_rules->flows, job, &t));
	assert_false(t.lost);
	shows(f, &t, "taken back");
}

/* What another ticket opened because of a text is not the text's own: it is taken back by that text's undo alone. */
static void a_ticket_that_another_opened_is_not_taken_back_by_its_number(void **state)
{
	struct due_field *f = *state;
	int64_t job = open_job(f, "建单 EC210-0042 换泵"), order;
	char words[64];
	struct ticket t;

	snprintf(words, sizeof(words), "订货 %lld 1200元 泵", (long long)job);
	due_text(f, HEAD, 0, words);
	assert_int_equal(tickets_opened_by(f->g.store, "order", job, &order, 1), 1);
	snprintf(words, sizeof(words), "撤销 %lld", (long long)order);
	due_text(f, HEAD, 0, words);
	assert_true(tickets_load(f->g.store, &due_rules->flows, order, &t));
	assert_true(t.state >= 0);
	due_text(f, HEAD, 0, "撤销");
	is_taken_back(f->g.store, "order", order);
	ledger_holds(f->g.store);
}

static void undo_and_die(struct due_field *f, const char *words, long us)
{
	const struct timespec t = {.tv_nsec = us * 1000};
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		due_gateway_open(&f->g, database);
		due_text(f, AGENT, 0, words);
		_exit(0);
	}
	nanosleep(&t, NULL); /* the instant of the kill is what is tried */
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void killed_at_any_moment_it_takes_back_once(void **state)
{
	struct due_field *f = *state;
	int64_t jobs[JOBS];

	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	due_import(&f->g);
	f->seed = 5;
	for (int i = 0; i < JOBS; i++) {
		char words[64];

		jobs[i] = open_job(f, "建单 EC210-0042 换泵");
		f->now += MINUTE;
		snprintf(words, sizeof(words), "撤销 %lld", (long long)jobs[i]);
		gateway_close(&f->g);
		undo_and_die(f, words, (long)due_dice(f, MOST_US));
		due_gateway_open(&f->g, database);
		due_text(f, AGENT, 0, words); /* the broker sends it again, under the key that it had */
		f->now += 11 * MINUTE;
	}
	for (int i = 0; i < JOBS; i++) {
		is_taken_back(f->g.store, "job", jobs[i]);
		assert_int_equal(told(f->g.store, jobs[i], HEAD, "withdrawn"), 1);
	}
	ledger_holds(f->g.store);
	gateway_close(&f->g);
	due_gateway_open(&f->g, ":memory:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(what_a_text_opened_is_taken_back_and_due_no_more),
		DUE_TEST(a_child_whose_state_is_lost_was_not_taken_back),
		DUE_TEST(a_ticket_that_another_opened_is_not_taken_back_by_its_number),
		DUE_TEST(killed_at_any_moment_it_takes_back_once),
	};

	return cmocka_run_group_tests(tests, rules, no_rules);
}
