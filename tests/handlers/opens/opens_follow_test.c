/* What a ticket opens, and when. */
#include "handlers/opens/opens_follow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_text.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_move.h"
#include "handlers/opens/opens_key.h"
#include "tests/handlers/world_fake.h"

#define JOB "tests/talks/opens/job.yaml"

struct tried {
	struct fake *f;
	struct clock_context clocks;
	struct ticket t;
	struct openings_due now;
};

static int begin(void **state)
{
	static struct tried tried;

	tried = (struct tried){.f = fake_make_of(JOB, "templates")};
	tried.clocks = context_clocks(&tried.f->ctx);
	ticket_blank(&tried.t, tried.f->repair, 10008);
	tried.t.state = flow_state(tried.f->repair, "open");
	*state = &tried;
	return 0;
}

static int end(void **state)
{
	struct tried *tr = *state;

	fake_free(tr->f);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static int64_t *waiting(struct tried *tr, const char *flow)
{
	for (size_t i = 0; i < tr->t.flow->opened_n; i++)
		if (strcmp(tr->t.flow->opened[i], flow) == 0)
			return &tr->t.opens[i];
	fail_msg("the flow opens no `%s`", flow);
	return NULL;
}

static void go(struct tried *tr, const char *to, const char *when)
{
	struct ticket was = tr->t;

	tr->t.state = flow_state(tr->t.flow, to);
	opens_state(&tr->clocks, &was, &tr->t, fake_time(tr->f, when), &tr->now);
}

static void send(struct tried *tr, const char *code, const char *when)
{
	const struct condition_of of = {.ticket = &tr->t, .roster = &tr->f->roster};

	opens_list(&tr->clocks, &flow_code(tr->t.flow, code)->opens, &of, &tr->t, fake_time(tr->f, when), true,
		   &tr->now);
}

static void what_an_end_opens_later_waits_and_goes_when_the_end_is_left(void **state)
{
	struct tried *tr = *state;

	go(tr, "done", "2026-11-23 10:00");
	assert_int_equal(tr->now.n, 0);
	assert_int_equal(*waiting(tr, "survey"), fake_time(tr->f, "2026-11-24 10:00"));
	assert_int_equal(clocks_next(&tr->t), fake_time(tr->f, "2026-11-24 10:00"));
	go(tr, "open", "2026-11-23 12:00");
	assert_int_equal(*waiting(tr, "survey"), 0);
	assert_int_equal(clocks_next(&tr->t), 0);
}

static void what_was_opened_is_not_forgotten_when_the_end_is_left(void **state)
{
	struct tried *tr = *state;
	int64_t at = fake_time(tr->f, "2026-11-24 10:00");

	go(tr, "done", "2026-11-23 10:00");
	opens_waited(&tr->t, at, &tr->now);
	assert_int_equal(tr->now.n, 1);
	go(tr, "open", "2026-11-24 11:00");
	assert_int_equal(*waiting(tr, "survey"), at);
	go(tr, "done", "2026-11-24 12:00");
	assert_int_equal(*waiting(tr, "survey"), fake_time(tr->f, "2026-11-25 12:00"));
}

static void one_that_waits_is_not_put_off(void **state)
{
	struct tried *tr = *state;
	int64_t first;

	send(tr, "soon", "2026-11-23 10:00"); /* four working hours */
	first = *waiting(tr, "order");
	assert_int_equal(first, fake_time(tr->f, "2026-11-23 14:00"));
	send(tr, "soon", "2026-11-23 11:00");
	assert_int_equal(*waiting(tr, "order"), first);
}

static void it_is_given_once_also_after_it_was_written_and_read(void **state)
{
	struct tried *tr = *state;
	int64_t at = fake_time(tr->f, "2026-11-24 10:00");
	char clocks[CLOCK_TEXT_BYTES];

	go(tr, "done", "2026-11-23 10:00");
	opens_waited(&tr->t, at - 1, &tr->now);
	assert_int_equal(tr->now.n, 0);
	opens_waited(&tr->t, at, &tr->now);
	assert_int_equal(tr->now.n, 1);
	assert_int_equal(tr->now.all[0].of, at);
	assert_int_equal(clocks_next(&tr->t), 0);
	clock_text_write(&tr->t, clocks);
	tr->t.opens_taken = 0;
	assert_true(clock_text_read(&tr->t, clocks));
	tr->now.n = 0;
	opens_waited(&tr->t, at + 1, &tr->now);
	assert_int_equal(tr->now.n, 0);
	assert_false(clock_text_read(&tr->t, "+="));
	assert_false(clock_text_read(&tr->t, "+=x"));
	assert_false(clock_text_read(&tr->t, "+=1,2"));
}

static void a_time_that_is_over_before_its_text_comes_is_opened_all_the_same(void **state)
{
	struct tried *tr = *state;

	tr->t.opens_taken = fake_time(tr->f, "2026-11-25 10:00");
	go(tr, "done", "2026-11-23 10:00");
	opens_waited(&tr->t, fake_time(tr->f, "2026-11-25 10:01"), &tr->now);
	assert_int_equal(tr->now.n, 1);
}

static void where_the_condition_does_not_hold_nothing_is_opened(void **state)
{
	struct tried *tr = *state;
	int amount = flow_field(tr->t.flow, "amount"), calls = flow_field(tr->t.flow, "calls");

	tr->t.fields[amount] = field_kept(&tr->t.flow->fields[amount].is, 80000);
	send(tr, "order", "2026-11-23 10:00");
	assert_int_equal(tr->now.n, 0);
	tr->t.fields[amount] = field_kept(&tr->t.flow->fields[amount].is, 101000);
	send(tr, "order", "2026-11-23 10:00");
	send(tr, "order", "2026-11-23 10:00"); /* two codes of one text open it once */
	assert_int_equal(tr->now.n, 1);
	assert_true(tr->now.all[0].each);
	tr->t.fields[calls] = field_kept(&tr->t.flow->fields[calls].is, 0); /* never */
	go(tr, "done", "2026-11-23 10:00");
	assert_int_equal(*waiting(tr, "survey"), 0);
}

static void a_step_opens_by_its_clock(void **state)
{
	struct tried *tr = *state;
	const struct clock_kind *k = &tr->t.flow->clocks[0];

	tr->t.clocks[0].started = 5;
	opens_step(&tr->clocks, &tr->t, k, 0, &tr->now);
	assert_int_equal(tr->now.n, 1);
	assert_ptr_equal(tr->now.all[0].clock, k);
	assert_int_equal(tr->now.all[0].of, 5);
	assert_false(tr->now.all[0].each);
}

/* After a standstill all may come at once; what found no room was never opened. */
static void what_all_clocks_and_all_waits_open_at_once_is_opened(void **state)
{
	struct tried *tr = *state;
	struct flow *f = tr->f->rules->flows.all[0];

	f->clocks_n = CLOCKS_MAX;
	f->opened_n = OPENED_MAX;
	for (size_t i = 0; i < CLOCKS_MAX; i++) {
		struct clock_kind *k = &f->clocks[i];

		snprintf(k->name, sizeof(k->name), "clock_%zu", i);
		k->steps[0].opens.n = OPENS_MAX;
		for (int o = 0; o < OPENS_MAX; o++)
			k->steps[0].opens.all[o] = (struct opens){.flow = o};
		opens_step(&tr->clocks, &tr->t, k, 0, &tr->now);
	}
	for (size_t i = 0; i < OPENED_MAX; i++)
		tr->t.opens[i] = 7;
	opens_waited(&tr->t, 7, &tr->now);
	assert_int_equal(tr->now.n, CLOCKS_MAX * OPENS_MAX + OPENED_MAX);
}

static void the_ledger_has_who_opened_it_and_what_waits(void **state)
{
	struct tried *tr = *state;
	struct ticket was = tr->t, t = tr->t;
	char change[CHANGE_BYTES];

	tr->t.parent = 10019;
	*waiting(tr, "survey") = 1796005927552;
	assert_true(change_between(&was, &tr->t, change));
	assert_string_equal(change, "parent=10019 opens.survey=1796005927552");
	assert_true(change_apply(&t, change));
	assert_true(change_between(&tr->t, &t, change));
	assert_string_equal(change, "");
	/* A flow that it no longer opens says nothing more, but is read. */
	assert_true(change_apply(&t, "opens.gone=5"));
	assert_false(change_apply(&t, "opens.survey=soon"));
	ticket_restore(&tr->t, &was);
	assert_int_equal(tr->t.parent, 0);
	assert_int_equal(*waiting(tr, "survey"), 0);
}

static void the_keys_of_one_parent_lie_together(void **state)
{
	struct tried *tr = *state;
	const struct opening_due at_once = {.flow = 0}, later = {.of = 7},
				 step = {.clock = &tr->t.flow->clocks[0], .of = 7},
				 scheduled = {.schedule = "weekly", .of = 7};
	char from[OPENS_KEY_BYTES], until[OPENS_KEY_BYTES], key[OPENS_KEY_BYTES], other[OPENS_KEY_BYTES];

	opens_keys(10008, from, until);
	opens_key(10008, &at_once, 12, key);
	assert_string_equal(key, "of 10008 text 12");
	assert_true(strcmp(from, key) <= 0 && strcmp(key, until) < 0);
	opens_key(10008, &later, 12, key);
	assert_string_equal(key, "of 10008 at 7");
	assert_true(strcmp(from, key) <= 0 && strcmp(key, until) < 0);
	opens_key(10008, &step, 12, key);
	assert_string_equal(key, "of 10008 clock standing 7");
	assert_true(strcmp(from, key) <= 0 && strcmp(key, until) < 0);
	opens_key(10008, &scheduled, 12, key);
	assert_string_equal(key, "of 10008 schedule weekly 7");
	assert_true(strcmp(from, key) <= 0 && strcmp(key, until) < 0);
	opens_key(100080, &later, 12, other);
	assert_false(strcmp(from, other) <= 0 && strcmp(other, until) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_an_end_opens_later_waits_and_goes_when_the_end_is_left),
		CASE(what_was_opened_is_not_forgotten_when_the_end_is_left),
		CASE(one_that_waits_is_not_put_off),
		CASE(it_is_given_once_also_after_it_was_written_and_read),
		CASE(a_time_that_is_over_before_its_text_comes_is_opened_all_the_same),
		CASE(where_the_condition_does_not_hold_nothing_is_opened),
		CASE(a_step_opens_by_its_clock),
		CASE(what_all_clocks_and_all_waits_open_at_once_is_opened),
		CASE(the_ledger_has_who_opened_it_and_what_waits),
		CASE(the_keys_of_one_parent_lie_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
