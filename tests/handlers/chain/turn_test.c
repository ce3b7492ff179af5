/* Whose turn it is to sign: who is asked, who is passed over, and what follows when all have signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/chain/turn.h"
#include "tests/handlers/fake_asserts.h"

/* In `reported` these are asked, and then the ticket is `dispatched`. */
static struct chain_kind *ask(struct fake *f, const struct ask *asks, size_t n)
{
	struct flow *flow = f->rules->flows.all[0];
	struct chain_kind *c = &flow->chains[0];

	*c = (struct chain_kind){.name = "approval",
				 .in = flow_state(flow, "reported"),
				 .asks_n = n,
				 .then = {.to = flow_state(flow, "dispatched"), .stamps = 1u << 1}};
	memcpy(c->asks, asks, n * sizeof(*asks));
	flow->chains_n = 1;
	return c;
}

#define ROLE_ASKED(r)                                           \
	{                                                       \
		.name = #r, .whom = {.to = (enum audience)(r) } \
	}

static struct ticket begun(struct fake *f, int64_t station)
{
	const struct turn_context ctx = {.roster = &f->roster};
	struct ticket before, t;

	ticket_blank(&before, f->repair, 10008);
	before.station = station;
	t = before;
	t.state = flow_state(f->repair, "reported");
	turn_follow(&ctx, &before, &t, f->now);
	return t;
}

static bool is_turn_of(struct fake *f, const struct ticket *t, const char *name)
{
	int64_t whom;

	return turn_is(&f->roster, t, fake_person(f, name), f->now, &whom);
}

static void sign(struct fake *f, struct ticket *t, const char *name)
{
	const struct turn_context ctx = {.roster = &f->roster};
	int64_t whom = 0;

	assert_true(turn_is(&f->roster, t, fake_person(f, name), f->now, &whom));
	turn_sign(&ctx, t, fake_person(f, name)->id, whom, f->now + 1);
}

static void count(void *ctx, const struct person *p)
{
	int64_t *last = ctx;

	*last = p->id;
}

static void one_after_another_signs(void **state)
{
	static const struct ask asks[] = {ROLE_ASKED(STATION_HEAD), ROLE_ASKED(SALES_DIRECTOR)};
	struct fake *f = *state;
	int64_t asked = 0;
	struct ticket t;

	ask(f, asks, 2);
	t = begun(f, fake_person(f, "阿里木")->station);
	assert_true(is_turn_of(f, &t, "阿里木"));
	assert_false(is_turn_of(f, &t, "买买提")); /* of another station */
	assert_false(is_turn_of(f, &t, "钱伟"));
	assert_true(turn_includes(&f->roster, &t, fake_person(f, "钱伟"), f->now));
	assert_false(turn_includes(&f->roster, &t, fake_person(f, "李雷"), f->now));
	assert_int_equal(turn_each(&f->roster, &t, f->now, count, &asked), 1);
	assert_int_equal(asked, fake_person(f, "阿里木")->id);
	sign(f, &t, "阿里木");
	assert_false(is_turn_of(f, &t, "阿里木"));
	sign(f, &t, "钱伟");
	assert_int_equal(t.state, flow_state(f->repair, "dispatched"));
	assert_int_equal(t.nodes[1].at, f->now + 1);
	assert_int_equal(t.turn, 0);
	assert_null(turn_chain(&t));
	assert_int_equal(turn_each(&f->roster, &t, f->now, count, &asked), 0);
	assert_int_equal(t.signatures[1].by, fake_person(f, "钱伟")->id);
}

static void whoever_has_signed_is_passed_over(void **state)
{
	static const struct ask asks[] = {ROLE_ASKED(SALES_DIRECTOR), ROLE_ASKED(SERVICE_DIRECTOR)};
	struct fake *f = *state;
	struct ticket t;

	ask(f, asks, 2);
	for (size_t i = 0; i < f->roster.n; i++) {
		if (f->roster.people[i].roles & ROLE_BIT(SALES_DIRECTOR))
			f->roster.people[i].roles |= ROLE_BIT(SERVICE_DIRECTOR);
		else
			f->roster.people[i].roles &= ~ROLE_BIT(SERVICE_DIRECTOR);
	}
	assert_true(roster_index(&f->roster));
	t = begun(f, 0);
	sign(f, &t, "钱伟");
	assert_int_equal(t.state, flow_state(f->repair, "dispatched"));
	assert_int_equal(t.signatures[1].by, 0);
}

static void a_ticket_waits_for_whom_nobody_is(void **state)
{
	static const struct ask asks[] = {ROLE_ASKED(WORKSHOP)};
	struct fake *f = *state;
	int64_t asked = 0;
	struct ticket t;

	ask(f, asks, 1);
	t = begun(f, 1);
	assert_int_equal(t.turn, 1);
	assert_int_equal(turn_each(&f->roster, &t, f->now, count, &asked), 0);
}

static void leads_and_people_of_fields_sign(void **state)
{
	struct ask asks[] = {{.name = "lead_engineer", .whom = {.to = TO_LEAD}},
			     {.name = "who", .whom = {.to = TO_FIELD, .named = {0, -1}}},
			     {.name = "who.station_head", .whom = {.to = TO_FIELD, .named = {0, STATION_HEAD}}}};
	struct fake *f = *state;
	struct ticket t;

	ask(f, asks, 3);
	t = begun(f, 1);
	assert_false(is_turn_of(f, &t, "李雷")); /* nobody leads it yet */
	t.lead = fake_person(f, "李雷")->id;
	t.fields[0] = fake_person(f, "韩梅")->id; /* as a field of a person has it */
	sign(f, &t, "李雷");
	assert_true(is_turn_of(f, &t, "韩梅"));
	sign(f, &t, "韩梅");
	assert_true(is_turn_of(f, &t, "阿里木"));
	t.fields[0] = 0;
	assert_false(is_turn_of(f, &t, "阿里木"));
}

/* Down it is signed, else nobody is asked, and the ticket goes on. */
static void where_nobody_is_asked_it_goes_on(void **state)
{
	struct fake *f = *state;
	struct flow *flow = f->rules->flows.all[0];
	struct ask asks[] = {ROLE_ASKED(SALES_DIRECTOR)};
	const struct chain_kind *ended[2];
	struct chain_kind *c;
	struct ticket blank, t;

	for (const struct condition *when = flow->conditions; when && !asks[0].whom.when; when = when->next)
		if (when->n == 1 && when->terms[0].n == 1 && when->terms[0].in[0].least == 1 && !when->terms[0].field &&
		    !when->terms[0].take)
			asks[0].whom.when = when; /* `down: yes` */
	assert_non_null(asks[0].whom.when);
	c = ask(f, asks, 1);
	t = begun(f, 1);
	assert_int_equal(t.state, c->then.to);
	assert_int_equal(t.chain, 1);
	ticket_blank(&blank, f->repair, 10008);
	assert_int_equal(turn_ended(NULL, &t, NULL, ended), 1);
	assert_int_equal(turn_ended(&blank, &t, NULL, ended), 1);
	assert_ptr_equal(ended[0], c);
	assert_int_equal(turn_ended(&blank, &t, &(struct code){.to = c->then.to}, ended), 0); /* a code led there */
	assert_int_equal(turn_ended(&t, &t, NULL, ended), 0);
}

static void another_set_of_digits_after_three_wrong_ones(void **state)
{
	static const struct ask asks[] = {ROLE_ASKED(SALES_DIRECTOR)};
	struct fake *f = *state;
	struct ticket t;

	ask(f, asks, 1)->confirms = true;
	t = begun(f, 1);
	assert_int_equal(t.set, 1);
	for (int i = 1; i < DIGITS_TRIES; i++) {
		turn_wrong(&t);
		assert_int_equal(t.wrong, i);
		assert_int_equal(t.set, 1);
	}
	turn_wrong(&t);
	assert_int_equal(t.wrong, 0);
	assert_int_equal(t.set, 2);
}

#define WITH_FAKE(f) cmocka_unit_test_setup_teardown(f, fake_begin, fake_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FAKE(one_after_another_signs),           WITH_FAKE(whoever_has_signed_is_passed_over),
		WITH_FAKE(a_ticket_waits_for_whom_nobody_is), WITH_FAKE(leads_and_people_of_fields_sign),
		WITH_FAKE(where_nobody_is_asked_it_goes_on),  WITH_FAKE(another_set_of_digits_after_three_wrong_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
