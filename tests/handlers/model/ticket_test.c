/* The ticket: its number, and the one mover. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/model/ticket_move.h"
#include "handlers/model/ticket_number.h"
#include "tests/handlers/fake_asserts.h"

static void check_digits(void **state)
{
	(void)state;
	assert_int_equal(ticket_number(1000), 10008);
	for (int64_t running = 1000; running < 1500; running++) {
		int64_t n = ticket_number(running), place = 1;
		assert_true(ticket_number_ok(n));
		for (int digit = 0; digit < 5; digit++, place *= 10) {
			int64_t here = n / place % 10, next = n / (place * 10) % 10;
			for (int64_t wrong = 0; wrong < 10; wrong++) /* one wrong key */
				assert_true(wrong == here || !ticket_number_ok(n + (wrong - here) * place));
			if (digit < 4 && here != next) /* two neighbours swapped */
				assert_false(ticket_number_ok(n + (next - here) * place + (here - next) * place * 10));
		}
	}
	assert_false(ticket_number_ok(0));
	assert_false(ticket_number_ok(9999));
	assert_false(ticket_number_ok(-10008));
}

static struct move move_of(struct fake *f, const char *code, const char *at)
{
	return (struct move){.code = flow_code(f->repair, code), .at = fake_time(f, at)};
}

static void visits_and_promises(void **state)
{
	struct fake *f = *state;
	struct ticket t;
	struct move open, dispatch, delay, wait, depart, arrive, left;
	ticket_blank(&t, f->repair, 10008);
	open = (struct move){.code = &f->repair->open, .at = fake_time(f, "09:00")};
	ticket_move(&t, &open);
	dispatch = move_of(f, "dispatch", "09:10");
	dispatch.lead = 2;
	dispatch.told[flow_field(f->repair, "planned")] = fake_time(f, "10:00");
	ticket_move(&t, &dispatch);
	delay = move_of(f, "delay", "09:20");
	delay.told[flow_field(f->repair, "eta")] = fake_time(f, "12:00");
	ticket_move(&t, &delay);
	assert_int_equal(FIELD(t, "eta"), delay.told[flow_field(f->repair, "eta")]);
	wait = move_of(f, "wait", "09:30");
	ticket_move(&t, &wait);
	assert_int_equal(FIELD(t, "eta"), 0);     /* nobody is expected while parts are waited for */
	assert_int_equal(FIELD(t, "planned"), 0); /* whoever is sent next would be told it */
	depart = move_of(f, "depart", "10:00");
	depart.told[flow_field(f->repair, "eta")] = fake_time(f, "11:00");
	ticket_move(&t, &depart);
	assert_int_equal(FIELD(t, "eta"), depart.told[flow_field(f->repair, "eta")]);
	arrive = move_of(f, "arrive", "11:00");
	ticket_move(&t, &arrive);
	assert_int_equal(FIELD(t, "eta"), 0);
	assert_int_equal(t.visit, 1);
	left = move_of(f, "left", "12:00");
	ticket_move(&t, &left);
	assert_int_equal(FIELD(t, "planned"), 0);
	ticket_move(&t, &arrive);
	assert_int_equal(t.visit, 2);
	ticket_move(&t, &depart); /* any depart after an arrival */
	assert_int_equal(t.visit, 3);
	assert_int_equal(t.nodes[flow_node(f->repair, "departed")].at, depart.at);
	assert_int_equal(ticket_last_stamp(&t, -1), arrive.at);
	assert_int_equal(ticket_last_stamp(&t, flow_node(f->repair, "departed")), dispatch.at);
}

/* The customer was told when somebody comes; whoever that is now. */
static void an_expected_arrival_stands_when_the_ticket_is_handed_over(void **state)
{
	struct fake *f = *state;
	struct ticket t;
	struct move open = {.code = &f->repair->open, .at = fake_time(f, "09:00")},
		    dispatch = move_of(f, "dispatch", "09:10"), depart = move_of(f, "depart", "09:30"),
		    reassign = move_of(f, "reassign", "09:40");

	ticket_blank(&t, f->repair, 10008);
	ticket_move(&t, &open);
	dispatch.lead = 2;
	dispatch.told[flow_field(f->repair, "planned")] = fake_time(f, "10:00");
	ticket_move(&t, &dispatch);
	depart.told[flow_field(f->repair, "eta")] = fake_time(f, "11:00");
	ticket_move(&t, &depart);
	reassign.lead = 3;
	ticket_move(&t, &reassign);
	assert_int_equal(FIELD(t, "eta"), depart.told[flow_field(f->repair, "eta")]);

	/* Until another time is told. */
	dispatch.told[flow_field(f->repair, "planned")] = fake_time(f, "14:00");
	ticket_move(&t, &dispatch);
	assert_int_equal(FIELD(t, "eta"), 0);
	assert_int_equal(FIELD(t, "planned"), dispatch.told[flow_field(f->repair, "planned")]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_digits),
		cmocka_unit_test_setup_teardown(visits_and_promises, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(an_expected_arrival_stands_when_the_ticket_is_handed_over, fake_begin,
						fake_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
