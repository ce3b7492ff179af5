#include "tests/db/fixture.h"

static void numbers_run_on_from_the_first(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_int_equal(tickets_next(s), 0); /* not without a transaction */
	store_recover(s);
	assert_true(store_begin(s));
	assert_int_equal(tickets_next(s), ticket_number(1000));
	assert_int_equal(tickets_next(s), ticket_number(1001));
	assert_true(store_commit(s));
	store_close(s);
	s = open_store();
	assert_true(store_begin(s));
	assert_int_equal(tickets_next(s), ticket_number(1002));
	store_rollback(s);
	store_close(s);
}

static void a_ticket_comes_back_as_it_was(void **state)
{
	struct store *s = open_store();
	struct ticket t, back;
	int64_t lead, number;
	char change[CHANGE_BYTES];

	(void)state;
	assert_true(store_begin(s));
	lead = put_engineer(s);
	number = open_ticket(s, lead, T0);
	assert_true(tickets_load(s, &flows, number, &t));
	assert_int_equal(t.opened, T0);
	assert_string_equal(t.fault, "发动机无法启动");
	assert_string_equal(t.site, "北矿");
	assert_string_equal(t.serial, "EC-UNKNOWN");
	assert_string_equal(t.customer_name, "somebody");
	assert_string_equal(t.station_name, "somewhere");
	assert_string_equal(t.model, "");
	assert_int_equal(t.last_text, 0);
	t.state = 2;
	t.nodes[2] = (struct node){NODE_STAMPED, T0 + MINUTE_MS};
	t.nodes[1] = (struct node){NODE_MISSED, T0 + MINUTE_MS};
	FIELD(t, "eta") = T0 + 90 * MINUTE_MS;
	t.companions[0] = lead;
	t.companions_n = 1;
	t.down = true;
	t.claims[2] = T0;
	t.last_text = 5;
	t.last_by = lead;
	t.last_at = T0 + MINUTE_MS;
	assert_true(tickets_save(s, &t, T0 + MINUTE_MS) && store_commit(s));
	assert_true(tickets_load(s, &flows, number, &back));
	assert_true(change_between(&t, &back, change));
	assert_string_equal(change, "");
	assert_int_equal(back.last_text, 5);
	assert_int_equal(back.last_by, lead);
	assert_int_equal(back.last_at, T0 + MINUTE_MS);
	assert_ptr_equal(back.flow, &repair);
	assert_false(tickets_load(s, &flows, number + 1, &back));
	assert_true(tickets_load_bare(s, &flows, number, &back));
	assert_true(change_between(&t, &back, change));
	assert_string_equal(change, "");
	assert_int_equal(back.opened, T0);
	assert_memory_equal(back.clocks, t.clocks, sizeof(t.clocks));
	assert_string_equal(back.fault, "");
	assert_false(tickets_load_bare(s, &flows, number + 1, &back));
	store_close(s);
}

static void the_words_come_from_machine_customer_and_station(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {.serial = "EC210-0042",
				  .model = "EC210D",
				  .km = "35",
				  .latitude = "43.8256",
				  .longitude = "87.6168",
				  .hours = "",
				  .warranty_until = ""};
	struct machine m = {0};
	struct ticket t;
	int64_t number, manager;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "", &row.station));
	manager = put_engineer(s);
	row.customer = put_customer(s, "王建国", "+8613900000001", manager);
	assert_true(machine_put(s, &row) && machine_by_serial(s, "ec210-0042", &m));
	number = open_ticket(s, 0, T0);
	assert_true(tickets_load(s, &flows, number, &t));
	t.machine = m.id;
	t.customer = row.customer;
	t.station = row.station;
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, number, &t));
	assert_string_equal(t.serial, "EC210-0042");
	assert_string_equal(t.model, "EC210D");
	assert_string_equal(t.place, "43.8256,87.6168 (35 km)");
	assert_string_equal(t.customer_name, "王建国");
	assert_string_equal(t.customer_number, "+8613900000001");
	assert_int_equal(t.customer_manager, manager);
	assert_string_equal(t.station_name, "乌鲁木齐站");
	assert_true(tickets_load_bare(s, &flows, number, &t));
	assert_int_equal(t.customer_manager, manager);
	assert_int_equal(t.station, row.station);
	assert_string_equal(t.station_name, "");
	store_rollback(s);
	store_close(s);
}

static void a_ticket_that_is_not_there_is_not_saved(void **state)
{
	struct store *s = open_store();
	struct ticket t;

	(void)state;
	ticket_blank(&t, &repair, 12345);
	t.state = 1;
	assert_true(store_begin(s));
	assert_false(tickets_save(s, &t, T0));
	assert_false(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_damaged_row_counts_as_none(void **state)
{
	struct store *s = open_store();
	struct ticket found[4];
	int64_t number, other;

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	other = open_ticket(s, 0, T0);
	assert_true(store_commit(s));
	tamper("UPDATE ticket SET standing = 'nonsense here' WHERE number = (SELECT min(number) FROM ticket)");
	assert_false(tickets_load(s, &flows, number, found));
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 4), 1);
	assert_int_equal(found[0].number, other);
	assert_false(store_failed(s));
	store_close(s);
}

/* ---- many at once ---- */

#define MANY 70 /* more than are asked for at once, twice */

struct glance {
	int64_t seen[MANY + 1];
	size_t n, most;
	struct ticket last;
};

static bool note(void *ctx, struct ticket *t)
{
	struct glance *g = ctx;

	g->last = *t;
	g->seen[g->n++] = t->number;
	return g->n < g->most;
}

static bool is_led(void *of, const struct ticket *t)
{
	(void)of;
	return t->lead && !t->clocks[0].started;
}

static void many_are_looked_at_in_order_and_those_that_are_gone_are_not(void **state)
{
	struct store *s = open_store();
	int64_t numbers[MANY], lead;
	struct glance got = {.most = MANY + 1};
	struct tickets_glance g = {.flows = &flows, .each = note, .ctx = &got};

	(void)state;
	assert_true(store_begin(s));
	lead = put_engineer(s);
	for (size_t i = MANY; i-- > 0;)
		numbers[i] = open_ticket(s, i % 2 ? lead : 0, T0 + (int64_t)i);
	numbers[33]--; /* no ticket has it, by its check digit */
	assert_true(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, MANY - 1);
	for (size_t i = 0; i < got.n; i++)
		assert_int_equal(got.seen[i], numbers[i < 33 ? i : i + 1]);
	got = (struct glance){.most = MANY + 1};
	g.wants = is_led;
	assert_true(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, MANY / 2 - 1);
	for (size_t i = 0; i < got.n; i++)
		assert_int_equal(got.seen[i], numbers[i < 16 ? 2 * i + 1 : 2 * i + 3]);
	got = (struct glance){.most = 40};
	g.wants = NULL;
	assert_false(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, 40);
	assert_true(tickets_glance(s, &g, numbers, 0));
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* With and without a question whether it is wanted. */
static void a_glance_sees_what_the_days_are_reckoned_by(void **state)
{
	struct store *s = open_store();
	int64_t number, lead;
	struct ticket t;

	(void)state;
	assert_true(store_begin(s));
	lead = put_engineer(s);
	number = open_ticket(s, lead, T0);
	assert_true(tickets_load(s, &flows, number, &t));
	t.nodes[1] = (struct node){NODE_STAMPED, T0 + MINUTE_MS};
	assert_true(tickets_save(s, &t, T0 + MINUTE_MS));
	for (int asks = 0; asks < 2; asks++) {
		struct glance got = {.most = 2};
		const struct tickets_glance g = {
			.flows = &flows, .wants = asks ? is_led : NULL, .each = note, .ctx = &got};

		assert_true(tickets_glance(s, &g, &number, 1));
		assert_int_equal(got.last.number, number);
		assert_int_equal(got.last.opened, T0);
		assert_int_equal(got.last.station, t.station);
		assert_ptr_equal(got.last.flow, &repair);
		assert_memory_equal(got.last.nodes, t.nodes, sizeof(t.nodes));
		for (size_t i = 0; i < repair.clocks_n; i++)
			assert_int_equal(got.last.clocks[i].due, t.clocks[i].due);
		assert_int_equal(got.last.lead, asks ? lead : 0);
	}
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct ticket t;
	int64_t number;
	char said[8];

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, 0, T0);
	advance(s, number, 2, "depart", 0, T0);
	assert_true(tickets_load(s, &flows, number, &t) && tickets_measure(s, &t));
	assert_true(tickets_save_clocks(s, &t, T0) && tickets_mute(s, number));
	assert_true(tickets_reporter(s, number, said, sizeof(said)));
	assert_string_equal(said, "desk");
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_run_on_from_the_first),
		TEST(a_ticket_comes_back_as_it_was),
		TEST(the_words_come_from_machine_customer_and_station),
		TEST(a_ticket_that_is_not_there_is_not_saved),
		TEST(a_damaged_row_counts_as_none),
		TEST(many_are_looked_at_in_order_and_those_that_are_gone_are_not),
		TEST(a_glance_sees_what_the_days_are_reckoned_by),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
