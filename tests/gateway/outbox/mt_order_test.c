/* Texts to a carrier that answers as the dice say, and a gateway that is killed now and then: none overtakes another to
 * its receiver, and none is given again that may have been taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/outbox/mt_rig.h"

static struct trial *const one = &trials[0];

#define RECEIVERS 12
#define TEXTS 400

static uint32_t dice;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % sides;
}

struct life {
	int64_t last[RECEIVERS];    /* of each receiver, the newest text that was taken, or never will be */
	bool may_go[2 * TEXTS + 1]; /* by row: it was not given yet, or its carrier said that it may be again */
	bool knows;
};

static void check_turn(struct trial *t, const struct outbox_mt *mt)
{
	struct life *life = t->ctx;

	assert_true(mt->id > life->last[atoi(mt->number + 1)]);
	assert_true(life->knows || life->may_go[mt->id]);
	life->may_go[mt->id] = false;
	for (size_t i = 0; i < t->n; i++)
		assert_true(t->texts[i].heard || strcmp(t->texts[i].number, mt->number) != 0);
}

static void answer_one(struct life *life, size_t k)
{
	static const enum transport_outcome likely[] = {TRANSPORT_TAKEN, TRANSPORT_TAKEN,   TRANSPORT_TAKEN,
							TRANSPORT_LATER, TRANSPORT_REFUSED, TRANSPORT_UNKNOWN};
	const struct trial_text *text = &one->texts[k];
	struct transport_answer a = {.outcome = likely[roll(6)], .why = "dice", .alone = roll(8)};

	if (a.outcome == TRANSPORT_LATER || (a.outcome == TRANSPORT_UNKNOWN && life->knows))
		life->may_go[text->id] = true;
	else
		life->last[atoi(text->number + 1)] = text->id;
	trial_answer_with(one, k, &a);
}

static void kill_it(struct life *life)
{
	transports_hear(&rig.transports); /* what was answered, was heard; what was not is lost */
	if (roll(2))
		rig_commit();
	rig_down();
	for (size_t i = 0; i < one->n; i++)
		one->texts[i].answered = one->texts[i].heard = true;
	one->under_way = 0;
	for (int r = 0; r < RECEIVERS; r++)
		life->last[r] = rig_ask("SELECT coalesce(max(id), 0) FROM outbox WHERE number = '+' || %d AND state IN "
					"('sent', 'rejected', 'unknown')",
					r);
	/* Answers that no commit has written are forgotten: it may go once more only where it was not marked. */
	for (int64_t id = 1; id <= TEXTS; id++)
		if (rig_ask("SELECT count(*) FROM outbox WHERE id = %lld AND state = 'ready'", (long long)id))
			life->may_go[id] = true;
	rig_up();
}

static void live(bool knows)
{
	struct life *life = calloc(1, sizeof(*life));
	char number[8];
	int texts = 0;

	dice = 20261129 + knows;
	life->knows = one->knows_again = knows;
	memset(life->may_go, true, sizeof(life->may_go));
	one->places = 9;
	one->before_send = check_turn;
	one->ctx = life;
	while (texts < TEXTS || rig_ask("SELECT count(*) FROM outbox WHERE state = 'ready' OR state = 'sending'")) {
		for (uint32_t i = roll(12); i && texts < TEXTS; i--, texts++) {
			snprintf(number, sizeof(number), "+%u", roll(RECEIVERS));
			rig_put("sms", number);
		}
		rig_turn();
		for (size_t k = 0; k < one->n; k++)
			if (!one->texts[k].answered && !roll(3))
				answer_one(life, k);
		if (roll(3))
			rig_commit();
		if (!roll(40))
			kill_it(life);
		if (!one->under_way)
			rig_wait();
	}
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state IN ('sent', 'rejected', 'unknown')"), TEXTS);
	assert_int_equal(rig_ask("SELECT count(*) FROM outbox WHERE state <> 'sent' AND error IS NULL"), 0);
	free(life);
}

static void order_is_kept_and_nothing_goes_twice_whatever_is_answered(void **state)
{
	(void)state;
	live(false);
}

static void order_is_kept_where_the_carrier_knows_texts_again(void **state)
{
	(void)state;
	live(true);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, rig_begin_carriers, rig_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order_is_kept_and_nothing_goes_twice_whatever_is_answered),
		TEST(order_is_kept_where_the_carrier_knows_texts_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
