/* A gateway that is killed while it says what is due says nothing twice and forgets nothing. */
#include <fcntl.h>
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

#include "db/store/tickets_due.h"
#include "gateway/road/batch.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

/* ---- kills */

#define KILLED_TICKETS 25
#define TEXTS_EACH 8 /* answer: 1 before, 2 after, 1 later; class A: 1 before, 2 after, 1 later */
#define KILLS 25
#define KILLED_MOST 5 /* turns that it may take before: with all its lives fewer than the 6 that each ticket needs */

/* A gateway of its own that does what is due, one thing after another; it may be killed at any moment. Each takes a
 * byte from `leave`, unless that is -1. */
static void serve_clocks(const char *database, int64_t until, int leave)
{
	struct due_field *f = calloc(1, sizeof(*f));

	if (!f)
		_exit(2);
	due_gateway_open(&f->g, database);
	while ((f->now = tickets_next_due(f->g.store)) != 0 && f->now <= until) {
		struct batch b = {0};
		struct input *in = batch_add(&b);
		char byte;

		if (!in || (leave >= 0 && read(leave, &byte, 1) != 1))
			_exit(2);
		in->kind = IN_DUE;
		in->came = f->now;
		if (!batch_run(&f->g, &b, NULL, f->now))
			_exit(2);
		batch_free(&b);
	}
	_exit(0);
}

static void comes_to_the_end(const char *database, int64_t until)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, -1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Killed after `us`; however late that is, it has not done more than `most` by then. */
static void is_killed(const char *database, int64_t until, int most, long us)
{
	static const char bytes[KILLED_MOST];
	const struct timespec t = {.tv_nsec = us * 1000};
	int status = 0, leave[2];
	pid_t pid;

	assert_int_equal(pipe2(leave, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		serve_clocks(database, until, leave[0]);
	assert_int_equal(write(leave[1], bytes, (size_t)most), most);
	nanosleep(&t, NULL); /* the instant of the kill is what is tried */
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	close(leave[0]);
	close(leave[1]);
}

static size_t texts_of(struct store *s, int64_t ticket)
{
	static struct outbox_row rows[ROWS];
	size_t n = outbox_of_ticket(s, ticket, rows, ROWS), said = 0;

	for (size_t i = 0; i < n; i++) {
		said += strncmp(rows[i].template, "clock.", 6) == 0;
		for (size_t k = 0; k < i; k++)
			assert_false(rows[i].person == rows[k].person && strcmp(rows[i].text, rows[k].text) == 0);
	}
	for (size_t i = 0; i < n; i++)
		outbox_row_free(&rows[i]);
	return said;
}

static void killed_at_any_moment_it_says_nothing_twice_and_forgets_nothing(void **state)
{
	struct due_field *f = *state;
	char folder[256], database[300];
	int64_t tickets[KILLED_TICKETS], until = due_at("11-23 20:00");

	aide_folder(folder, sizeof(folder));
	snprintf(database, sizeof(database), "%s/due.db", folder);
	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	due_import(&f->g);
	for (int i = 0; i < KILLED_TICKETS; i++) {
		tickets[i] = due_open_ticket(f, "EC480-0007", false, "漏油");
		f->now += MINUTE; /* steps are half an hour apart: no two are due for one person at one time */
	}
	gateway_close(&f->g);
	f->seed = 7;
	for (int i = 0; i < KILLS; i++)
		is_killed(database, until, 1 + (int)due_dice(f, KILLED_MOST), 1000 + (long)due_dice(f, 40000));
	comes_to_the_end(database, until);

	due_gateway_open(&f->g, database);
	for (int i = 0; i < KILLED_TICKETS; i++)
		assert_int_equal(texts_of(f->g.store, tickets[i]), TEXTS_EACH);
	gateway_close(&f->g);
	aide_remove(folder);
	due_gateway_open(&f->g, ":memory:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(killed_at_any_moment_it_says_nothing_twice_and_forgets_nothing),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
