/* Who may send a code, and which tickets it fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/kind/kinds.h"
#include "tests/handlers/fake_asserts.h"

static size_t fits(struct fake *f, const char *who, const char *code, struct ticket *out)
{
	return candidates_fitting(&f->ctx, fake_person(f, who), f->repair, flow_code(f->repair, code), f->now, out,
				  FITS_MAX);
}

static void ever(void **state)
{
	static const struct {
		const char *who, *code;
		bool may;
	} rows[] = {
		{"李雷", "depart", true},     {"李雷", "wait", true},   {"李雷", "dispatch", false},
		{"阿里木", "dispatch", true}, {"阿里木", "wait", true}, {"阿里木", "depart", false},
		{"吴敏", "cancel", true},     {"吴敏", "assign", true}, {"desk", "close", true},
		{"desk", "dispatch", false},  {"赵强", "list", true},   {"王建国", "undo", true},
		{"王建国", "cancel", false},
	};
	struct fake *f = *state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(permission_ever(&f->ctx, fake_person(f, rows[i].who),
						 flow_code(f->repair, rows[i].code), f->now),
				 rows[i].may);
}

static void skipping_comes_second(void **state)
{
	struct fake *f = *state;
	struct ticket out[FITS_MAX];
	fake_open(f, "EC210-0042", false, "漏油");
	fake_open(f, "EC360-0113", false, "异响");
	fake_send(f, "阿里木", "派工 10008 10:00 李雷");
	fake_send(f, "阿里木", "派工 10019 11:00 李雷");
	assert_int_equal(fits(f, "李雷", "arrive", out), 2);
	assert_int_equal(out[0].number, 10008); /* by number */
	fake_send(f, "李雷", "出发 10019 10:00");
	assert_int_equal(fits(f, "李雷", "arrive", out), 1);
	assert_int_equal(out[0].number, 10019);
	assert_int_equal(fits(f, "韩梅", "arrive", out), 0);
	assert_int_equal(fits(f, "阿里木", "cancel", out), 2);
	assert_int_equal(fits(f, "买买提", "cancel", out), 0);
	assert_int_equal(fits(f, "desk", "cancel", out), 2);
}

static void for_a_deputy(void **state)
{
	struct fake *f = *state;
	struct ticket out[FITS_MAX];
	fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "代班 买买提 18:00");
	assert_int_equal(fits(f, "买买提", "cancel", out), 1);
	assert_int_equal(fits(f, "阿里木", "cancel", out), 1);
	fake_at(f, "18:00");
	assert_int_equal(fits(f, "买买提", "cancel", out), 0);
}

static void for_the_deputy_of_two(void **state)
{
	struct fake *f = *state;
	struct ticket out[FITS_MAX];
	fake_open(f, "EC210-0042", false, "漏油");
	fake_open(f, "EC55-0201", false, "异响"); /* of the other station */
	fake_send(f, "阿里木", "代班 周涛");
	fake_send(f, "买买提", "代班 周涛 18:00");
	assert_int_equal(fits(f, "周涛", "dispatch", out), 2);
	assert_int_equal(out[0].number, 10008);
	assert_int_equal(out[1].number, 10019);
	fake_send(f, "阿里木", "代班 阿里木");
	assert_int_equal(fits(f, "周涛", "dispatch", out), 1);
	assert_int_equal(out[0].number, 10019);
	fake_at(f, "18:00");
	assert_int_equal(fits(f, "周涛", "dispatch", out), 0);
}

static void ticket_overtaken_nodes(void **state)
{
	struct fake *f = *state;
	const struct ticket *t;
	const struct code *depart;
	int departed;
	fake_open(f, "EC210-0042", false, "漏油");
	fake_send(f, "阿里木", "派工 10:00 李雷");
	fake_at(f, "10:00");
	fake_send(f, "李雷", "到达");
	t = fake_ticket(f, 10008);
	depart = flow_code(f->repair, "depart");
	departed = flow_node(f->repair, "departed");
	assert_int_equal(ticket_overtaken_node(t, depart, fake_time(f, "09:30")), departed);
	assert_int_equal(ticket_overtaken_node(t, depart, fake_time(f, "10:00")), -1);
	assert_int_equal(ticket_overtaken_node(t, depart, 0), -1);
	assert_int_equal(ticket_overtaken_node(t, flow_code(f->repair, "arrive"), fake_time(f, "09:30")), -1);
}

/* Two tickets: the first names the person where it gives no right, the second where it does. */
static size_t two_that_name(void *ctx, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
			    struct ticket *out, size_t max)
{
	(void)ctx;
	(void)states;
	if (whose != OF_NAMED)
		return 0;
	for (size_t i = 0; i < 2 && i < max; i++) {
		ticket_blank(&out[i], flow, 10008 + (int64_t)i);
		out[i].fields[i] = id;
	}
	return max < 2 ? max : 2;
}

static void one_that_a_field_names_is_found_behind_another(void **state)
{
	static struct flow flow = {.states_n = 1, .fields_n = 2};
	struct fake *f = *state;
	const struct world world = {.tickets = two_that_name};
	const struct context ctx = {.world = &world, .roster = f->ctx.roster, .rules = f->ctx.rules};
	const struct code code = {.from = 1, .by_fields = {{.field = 1, .role = -1}}, .by_fields_n = 1};
	struct ticket one;

	flow.fields[0].is.kind = flow.fields[1].is.kind = kinds_bringing(BRINGS_PERSON);
	assert_int_equal(candidates_among(&ctx, fake_person(f, "李雷"), &flow, &code, code.from, f->now, &one, 1), 1);
	assert_int_equal(one.number, 10009);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ever, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(skipping_comes_second, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(for_a_deputy, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(for_the_deputy_of_two, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(ticket_overtaken_nodes, fake_begin, fake_end),
		cmocka_unit_test_setup_teardown(one_that_a_field_names_is_found_behind_another, fake_begin, fake_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
