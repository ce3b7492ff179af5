/* A gateway that is killed while it says what is due says nothing twice and forgets nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"
#include "tests/gateway/road/due_killed.h"

/* ---- kills */

#define KILLED_TICKETS 25
#define TEXTS_EACH 8 /* answer: 1 before, 2 after, 1 later; class A: 1 before, 2 after, 1 later */
#define KILLS 25     /* with KILLED_MOST turns each fewer than the 6 that each ticket needs */

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
