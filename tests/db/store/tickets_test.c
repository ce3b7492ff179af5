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

#define MANY 70

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

/* Their nodes and clocks are not read yet. */
static bool is_led(void *of, const struct ticket *t)
{
	(void)of;
	return t->lead && t->nodes[0].how == NODE_OPEN && !t->clocks[0].started;
}

/* Nor is the lead. */
static bool is_of_even_minute(void *of, const struct ticket *t)
{
	(void)of;
	return (t->opened - T0) / MINUTE_MS % 2 == 0 && t->flow == &repair && !t->lead;
}

static void start_clocks(struct store *s, int64_t number)
{
	struct ticket t;

	assert_true(tickets_load(s, &flows, number, &t));
	for (size_t i = 0; i < repair.clocks_n; i++)
		t.clocks[i] = (struct clock_state){.started = t.opened, .due = t.opened + HOUR_MS};
	assert_true(tickets_save_clocks(s, &t, t.opened));
}

/* One a minute, each third of them with a lead, and with clocks that run; the last is numbers[0]. */
static void open_many(struct store *s, int64_t numbers[MANY])
{
	int64_t lead = put_engineer(s);

	for (size_t i = 0; i < MANY; i++) {
		numbers[MANY - 1 - i] = open_ticket(s, i % 3 ? 0 : lead, T0 + (int64_t)i * MINUTE_MS);
		start_clocks(s, numbers[MANY - 1 - i]);
	}
}

static void many_are_looked_at_in_order_and_those_that_are_gone_are_not(void **state)
{
	struct store *s = open_store();
	int64_t numbers[MANY];
	struct glance got = {.most = MANY + 1};
	struct tickets_glance g = {.flows = &flows, .each = note, .ctx = &got};

	(void)state;
	assert_true(store_begin(s));
	open_many(s, numbers);
	numbers[33]--; /* no ticket has it, by its check digit */
	numbers[MANY - 1]--;
	assert_true(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, MANY - 2);
	for (size_t i = 0; i < got.n; i++)
		assert_int_equal(got.seen[i], numbers[i < 33 ? i : i + 1]);
	got = (struct glance){.most = 40};
	assert_false(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, 40);
	assert_true(tickets_glance(s, &g, numbers, 0));
	assert_int_equal(got.n, 40);
	store_rollback(s);
	store_close(s);
}

/* Near and far, and by a number that none has. */
static void a_glance_passes_over_those_that_nobody_asks_for(void **state)
{
	struct store *s = open_store();
	int64_t numbers[MANY];

	(void)state;
	assert_true(store_begin(s));
	open_many(s, numbers);
	for (size_t step = 1; step < MANY; step++) {
		struct glance got = {.most = MANY + 1};
		const struct tickets_glance g = {.flows = &flows, .each = note, .ctx = &got};
		int64_t some[MANY + 1];
		size_t n = 0;

		for (size_t i = step / 2; i < MANY; i += step)
			some[n++] = numbers[i];
		some[n] = 1;
		assert_true(tickets_glance(s, &g, some, n + 1));
		assert_int_equal(got.n, n);
		assert_memory_equal(got.seen, some, n * sizeof(*some));
	}
	store_rollback(s);
	store_close(s);
}

static void of_many_those_come_that_are_wanted_and_seen(void **state)
{
	struct store *s = open_store();
	int64_t numbers[MANY];
	struct glance got = {.most = MANY + 1};
	struct tickets_glance g = {
		.flows = &flows, .wants = is_of_even_minute, .sees = is_led, .each = note, .ctx = &got};

	(void)state;
	assert_true(store_begin(s));
	open_many(s, numbers);
	assert_true(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, (MANY + 5) / 6);
	for (size_t i = 0; i < got.n; i++)
		assert_int_equal(got.seen[got.n - 1 - i], numbers[MANY - 1 - 6 * i]);
	got = (struct glance){.most = MANY + 1};
	g.sees = NULL;
	assert_true(tickets_glance(s, &g, numbers, MANY));
	assert_int_equal(got.n, MANY / 2);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* Of two clocks that run or ran: a glance tells no more of them than the days need. */
static void assert_same_days(const struct clock_state *got, const struct clock_state *kept)
{
	assert_int_equal(repair.clocks_n, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_true(kept[i].due && got[i].started);
		assert_int_equal(got[i].due, kept[i].due);
		assert_int_equal(got[i].verdict, kept[i].verdict);
		assert_int_equal(got[i].stopped != 0, kept[i].stopped != 0);
	}
}

static void a_glance_sees_what_the_days_are_reckoned_by(void **state)
{
	struct store *s = open_store();
	int64_t number;
	struct ticket t;

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, put_engineer(s), T0);
	assert_true(tickets_load(s, &flows, number, &t));
	t.nodes[1] = (struct node){NODE_STAMPED, T0 + MINUTE_MS};
	t.clocks[0] = (struct clock_state){
		.started = T0, .due = T0 + MINUTE_MS / 2, .stopped = T0 + MINUTE_MS, .verdict = MISSED};
	t.clocks[1] = (struct clock_state){.started = T0, .due = T0 + HOUR_MS};
	assert_true(station_put(s, "乌鲁木齐站", "B", "", &t.station));
	assert_true(tickets_save(s, &t, T0 + MINUTE_MS) && tickets_save_clocks(s, &t, T0 + MINUTE_MS));
	for (int asks = 0; asks < 2; asks++) {
		struct glance got = {.most = 2};
		const struct tickets_glance g = {
			.flows = &flows, .sees = asks ? is_led : NULL, .each = note, .ctx = &got};

		assert_true(tickets_glance(s, &g, &number, 1));
		assert_int_equal(got.last.number, number);
		assert_int_equal(got.last.opened, T0);
		assert_int_equal(got.last.station, t.station);
		assert_ptr_equal(got.last.flow, &repair);
		assert_memory_equal(got.last.nodes, t.nodes, sizeof(t.nodes));
		assert_same_days(got.last.clocks, t.clocks);
		assert_int_equal(got.last.lead, asks ? t.lead : 0);
	}
	store_rollback(s);
	store_close(s);
}

static void note_whom(const struct ticket *from, struct ticket *to)
{
	ticket_blank(to, from->flow, from->number);
	to->station = from->station;
	to->customer = from->customer;
	to->customer_manager = from->customer_manager;
	to->lead = from->lead;
	to->companions_n = from->companions_n;
	memcpy(to->companions, from->companions, sizeof(to->companions));
	memcpy(to->fields, from->fields, sizeof(to->fields));
}

struct shown {
	struct ticket whom;
	size_t n;
};

static bool note_before_it_is_seen(void *of, const struct ticket *t)
{
	struct shown *shown = of;

	note_whom(t, &shown->whom);
	shown->n++;
	return false;
}

static bool never(void *ctx, struct ticket *t)
{
	(void)ctx;
	(void)t;
	fail_msg("it came though nobody may see it");
	return false;
}

static void who_may_see_a_ticket_is_asked_with_all_whom_it_concerns(void **state)
{
	struct store *s = open_store();
	struct shown shown = {.n = 0};
	const struct tickets_glance g = {.flows = &flows, .sees = note_before_it_is_seen, .each = never, .ctx = &shown};
	struct ticket t, whom;
	int64_t number;

	(void)state;
	assert_true(store_begin(s));
	number = open_ticket(s, put_engineer(s), T0);
	assert_true(tickets_load(s, &flows, number, &t));
	t.companions[0] = t.lead;
	t.companions_n = 1;
	t.customer = put_customer(s, "王建国", "+8613900000001", t.lead);
	FIELD(t, "eta") = T0 + 90 * MINUTE_MS;
	assert_true(station_put(s, "乌鲁木齐站", "B", "", &t.station));
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, number, &t));
	assert_true(t.customer_manager && t.customer && t.station && t.lead);
	note_whom(&t, &whom);
	assert_true(tickets_glance(s, &g, &number, 1));
	assert_int_equal(shown.n, 1);
	assert_memory_equal(&shown.whom, &whom, sizeof(whom));
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
		TEST(a_glance_passes_over_those_that_nobody_asks_for),
		TEST(of_many_those_come_that_are_wanted_and_seen),
		TEST(a_glance_sees_what_the_days_are_reckoned_by),
		TEST(who_may_see_a_ticket_is_asked_with_all_whom_it_concerns),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
