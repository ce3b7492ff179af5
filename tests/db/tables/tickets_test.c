#include "handlers/model/ticket_change.h"
#include "handlers/model/ticket_move.h"
#include "handlers/model/ticket_number.h"
#include "tests/db/help.h"

static int64_t engineer(struct store *s)
{
	return put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
}

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
	lead = engineer(s);
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
	t.nodes[2] = (struct node){NODE_STAMPED, T0 + MINUTE};
	t.nodes[1] = (struct node){NODE_MISSED, T0 + MINUTE};
	t.eta = T0 + 90 * MINUTE;
	t.companions[0] = lead;
	t.companions_n = 1;
	t.down = true;
	t.claims[2] = T0;
	t.last_text = 5;
	t.last_by = lead;
	t.last_at = T0 + MINUTE;
	assert_true(tickets_save(s, &t, T0 + MINUTE) && store_commit(s));
	assert_true(tickets_load(s, &flows, number, &back));
	assert_true(ticket_diff(&t, &back, change));
	assert_string_equal(change, "");
	assert_int_equal(back.last_text, 5);
	assert_int_equal(back.last_by, lead);
	assert_int_equal(back.last_at, T0 + MINUTE);
	assert_ptr_equal(back.flow, &repair);
	assert_false(tickets_load(s, &flows, number + 1, &back));
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
	assert_true(store_begin(s) && people_put_station(s, "乌鲁木齐站", "B", "", &row.station));
	manager = engineer(s);
	row.customer = put_customer(s, "王建国", "+8613900000001", manager);
	assert_true(people_put_machine(s, &row) && people_machine(s, "ec210-0042", &m));
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
	store_rollback(s);
	store_close(s);
}

static void open_tickets_are_found_by_whose_and_state(void **state)
{
	struct store *s = open_store();
	struct ticket found[4];
	int64_t a, b, first, second, third, fourth;

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = open_ticket(s, a, T0);
	second = open_ticket(s, a, T0);
	third = open_ticket(s, a, T0);
	fourth = open_ticket(s, b, T0);
	advance(s, first, 2, "depart", a, T0 + MINUTE);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 3);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, second);
	assert_int_equal(found[2].number, third);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 1u << 2, found, 4), 1);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 1u << 1, found, 4), 0);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 4), 4);
	assert_int_equal(found[3].number, fourth);
	/* Where there are more than asked for, the lowest numbers of all states together. */
	advance(s, third, 1, "dispatch", a, T0 + MINUTE);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 3), 3);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, second);
	assert_int_equal(found[2].number, third);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 0), 0);
	assert_int_equal(tickets_find(s, OF_STATION, 9, &repair, 0xf, found, 4), 0);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, 9, &repair, 0xf, found, 4), 0);
	/* What has ended is found no more, unless an undo opens it again. */
	advance(s, second, 3, "close", a, T0 + 2 * MINUTE);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 2);
	advance(s, second, 0, "undo", a, T0 + 3 * MINUTE);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 3);
	assert_true(store_commit(s));
	store_close(s);
}

/* Ended ones too, until the last of a ticket's claims is gone. */
static void claimed_tickets_are_found(void **state)
{
	struct store *s = open_store();
	struct ticket found[4], t;
	int64_t station, first, second, third;

	(void)state;
	assert_true(store_begin(s) && people_put_station(s, "乌鲁木齐站", "B", "", &station));
	first = open_ticket(s, 0, T0);
	second = open_ticket(s, 0, T0);
	third = open_ticket(s, 0, T0);
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 4), 0);
	assert_true(tickets_load(s, &flows, third, &t));
	ticket_claim(&t, 0, T0 - MINUTE, 5);
	ticket_claim(&t, 2, T0 + MINUTE, 5);
	t.state = 3;
	t.station = station;
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, first, &t));
	ticket_claim(&t, 1, T0 + MINUTE, 0);
	assert_true(tickets_save(s, &t, T0));
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 4), 2);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, third);
	assert_int_equal(found[1].claims[2], T0 + MINUTE);
	assert_int_equal(found[1].askers[2], 5);
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 1), 1);
	assert_int_equal(tickets_claimed(s, OF_STATION, station, &repair, found, 4), 1);
	t = found[0];
	ticket_correct(&t, 0);
	assert_true(tickets_save(s, &t, T0));
	assert_int_equal(tickets_claimed(s, OF_STATION, station, &repair, found, 4), 1);
	ticket_claim(&t, 2, 0, 0);
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, third, &t));
	assert_true(t.corrected[0] && t.nodes[0].at == T0 - MINUTE);
	assert_int_equal(tickets_claimed(s, OF_STATION, station, &repair, found, 4), 0);
	assert_true(second > first);
	store_rollback(s);
	store_close(s);
}

/* A ticket of this lead and customer, planned then. */
static int64_t planned_ticket(struct store *s, int64_t lead, int64_t customer, int64_t planned)
{
	struct ticket t;
	int64_t number = open_ticket(s, lead, T0);

	assert_true(tickets_load(s, &flows, number, &t));
	t.customer = customer;
	t.planned = planned;
	assert_true(tickets_save(s, &t, T0));
	return number;
}

static void the_customers_of_a_day_are_counted(void **state)
{
	struct store *s = open_store();
	struct ticket t, gone;
	int64_t a, b, first, second;

	(void)state;
	assert_true(store_begin(s));
	a = engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = put_customer(s, "王建国", "+8613900000001", 0);
	second = put_customer(s, "马忠", "+8613900000003", 0);
	assert_true(tickets_load(s, &flows, planned_ticket(s, a, first, T0), &t));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 0); /* it is itself none */
	planned_ticket(s, a, first, T0);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 0); /* nor is its customer */
	planned_ticket(s, a, second, T0);
	planned_ticket(s, a, second, T0 + MINUTE - 1);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 1);
	planned_ticket(s, a, second, T0 - 1);
	planned_ticket(s, a, second, T0 + MINUTE);
	planned_ticket(s, b, second, T0);
	planned_ticket(s, a, 0, 0);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 1);
	planned_ticket(s, a, 0, T0); /* nobody knows whose these are: two customers */
	assert_true(tickets_load(s, &flows, planned_ticket(s, a, 0, T0), &gone));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 3);
	gone.state = 3;
	assert_true(tickets_save(s, &gone, T0));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE), 2);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

static void an_earlier_repair_is_found(void **state)
{
	struct store *s = open_store();
	struct machine_row row = {.serial = "EC210-0042",
				  .model = "EC210D",
				  .km = "",
				  .latitude = "",
				  .longitude = "",
				  .hours = "",
				  .warranty_until = ""};
	struct machine m;
	struct ticket t, was;
	int64_t number = 0, at = 0, first;

	(void)state;
	assert_true(store_begin(s) && people_put_machine(s, &row) && people_machine(s, "ec210-0042", &m));
	first = open_ticket(s, 0, T0);
	assert_true(tickets_load(s, &flows, first, &was));
	was.machine = m.id;
	was.nodes[2] = (struct node){NODE_MISSED, T0 + MINUTE};
	assert_true(tickets_save(s, &was, T0));
	assert_true(tickets_load(s, &flows, open_ticket(s, 0, T0 + 9 * MINUTE), &t));
	t.machine = m.id;
	assert_true(tickets_save(s, &t, T0));
	assert_false(tickets_earlier(s, &t, 2, T0, &number, &at)); /* missed is not when */
	was.nodes[2] = (struct node){NODE_STAMPED, T0 + MINUTE};
	was.state = 3;
	assert_true(tickets_save(s, &was, T0));
	assert_true(tickets_earlier(s, &t, 2, T0 + MINUTE, &number, &at));
	assert_int_equal(number, first);
	assert_int_equal(at, T0 + MINUTE);
	assert_false(tickets_earlier(s, &t, 2, T0 + MINUTE + 1, &number, &at)); /* longer ago */
	assert_false(tickets_earlier(s, &t, 1, T0, &number, &at));              /* another node */
	was.nodes[2].at = T0 + 10 * MINUTE;                                     /* only after this one was opened */
	assert_true(tickets_save(s, &was, T0));
	assert_false(tickets_earlier(s, &t, 2, T0, &number, &at));
	was.nodes[2].at = T0 + MINUTE;
	was.machine = 0;
	assert_true(tickets_save(s, &was, T0));
	assert_false(tickets_earlier(s, &t, 2, T0, &number, &at));
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

static void the_list_is_newest_first_and_pages(void **state)
{
	struct store *s = open_store();
	struct flows none = {.n = 0};
	struct ticket found[4];
	int64_t n[5];

	(void)state;
	assert_true(store_begin(s));
	for (int i = 0; i < 5; i++)
		n[i] = open_ticket(s, 0, T0 + i);
	advance(s, n[3], 3, "close", 0, T0 + MINUTE);
	assert_true(store_commit(s));
	assert_int_equal(tickets_list(s, &flows, true, 0, found, 3), 3);
	assert_int_equal(found[0].number, n[4]);
	assert_int_equal(found[1].number, n[3]);
	assert_int_equal(tickets_list(s, &flows, true, found[2].number, found, 3), 2);
	assert_int_equal(found[1].number, n[0]);
	assert_int_equal(tickets_list(s, &flows, false, 0, found, 4), 4);
	assert_int_equal(found[1].number, n[2]);
	assert_int_equal(tickets_list(s, &none, false, 0, found, 4), 0);
	assert_false(tickets_load(s, &none, n[0], found));
	assert_false(store_failed(s));
	store_close(s);
}

static void states_in_use_are_told(void **state)
{
	struct store *s = open_store();
	char states[4][FLOW_NAME];
	int64_t numbers[1], first;

	(void)state;
	assert_true(store_begin(s));
	first = open_ticket(s, 0, T0);
	open_ticket(s, 0, T0);
	advance(s, open_ticket(s, 0, T0), 2, "depart", 0, T0);
	advance(s, open_ticket(s, 0, T0), 3, "close", 0, T0);
	assert_int_equal(tickets_states(s, "repair", states, 4), 2);
	assert_string_equal(states[0], "en_route");
	assert_string_equal(states[1], "reported");
	assert_int_equal(tickets_states(s, "other", states, 4), 0);
	assert_int_equal(tickets_in_state(s, "repair", "reported", numbers, 1), 2);
	assert_int_equal(numbers[0], first);
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

static void a_customers_open_tickets_are_found_in_order(void **state)
{
	struct store *s = open_store();
	struct ticket found[4], t;
	int64_t lead, customer, n[3];

	(void)state;
	assert_true(store_begin(s));
	lead = engineer(s);
	customer = put_customer(s, "王建国", "+8613900000001", 0);
	for (size_t i = 0; i < 3; i++) {
		n[i] = open_ticket(s, lead, T0);
		assert_true(tickets_load(s, &flows, n[i], &t));
		t.customer = customer;
		assert_true(tickets_save(s, &t, T0));
	}
	open_ticket(s, lead, T0); /* nobody's */
	advance(s, n[0], 2, "depart", lead, T0 + MINUTE);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0x7, found, 4), 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(found[i].number, n[i]);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0x7, found, 2), 2);
	assert_int_equal(found[1].number, n[1]);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 1u << 2, found, 4), 1);
	assert_int_equal(found[0].number, n[0]);
	advance(s, n[1], 3, "close", lead, T0 + 2 * MINUTE);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0xf, found, 4), 2);
	assert_int_equal(found[1].number, n[2]);
	store_rollback(s);
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct ticket found[2];
	char states[2][FLOW_NAME];
	int64_t numbers[2];

	(void)state;
	assert_true(store_begin(s));
	advance(s, open_ticket(s, 0, T0), 2, "depart", 0, T0);
	for (int whose = OF_LEAD; whose <= OF_ALL; whose++)
		tickets_find(s, (enum whose)whose, 1, &repair, 0xf, found, 2);
	tickets_claimed(s, OF_ALL, 0, &repair, found, 2);
	tickets_list(s, &flows, true, 0, found, 2);
	tickets_list(s, &flows, false, 0, found, 2);
	tickets_states(s, "repair", states, 2);
	tickets_in_state(s, "repair", "reported", numbers, 2);
	tickets_open_after(s, 0, numbers, 2);
	tickets_due(s, T0, numbers, 2);
	tickets_next_due(s);
	assert_true(tickets_load(s, &flows, tickets_open_after(s, 0, numbers, 1) ? numbers[0] : 0, found));
	assert_true(tickets_save_clocks(s, found, T0) && tickets_mute(s, found->number));
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* What the clocks are asked each time the gateway wakes takes as many steps of SQLite's machine with very many open tickets as
 * with few. */
static int steps_of_asking(struct store *s)
{
	int64_t numbers[8];
	int steps = 0;

	assert_int_equal(tickets_next_due(s), T0);
	assert_int_equal(tickets_due(s, T0 + 7, numbers, 8), 8);
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		if (s->statements[i].text && strstr(s->statements[i].text, "next"))
			steps += sqlite3_stmt_status(s->statements[i].stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	return steps;
}

static void open_many(struct store *s, int from, int to)
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(
		sqlite3_prepare_v2(s->db,
				   "WITH RECURSIVE i (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM i WHERE n + 1 "
				   "< ?2) INSERT INTO ticket (number, flow, state, opened, standing, fault, next) "
				   "SELECT n, 'repair', 'reported', ?3, '', '', ?3 + n FROM i",
				   -1, &q, NULL),
		SQLITE_OK);
	sqlite3_bind_int(q, 1, from);
	sqlite3_bind_int(q, 2, to);
	sqlite3_bind_int64(q, 3, T0);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
}

static void what_is_due_next_costs_the_same_with_many_open_tickets(void **state)
{
	struct store *s = open_store();
	int few;

	(void)state;
	assert_true(store_begin(s));
	open_many(s, 0, 100);
	steps_of_asking(s); /* the first time counts its making too */
	few = steps_of_asking(s);
	assert_true(few > 0);
	open_many(s, 100, 100000);
	assert_int_equal(steps_of_asking(s), few);
	store_rollback(s);
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

/* ---- walks ---- */

struct walked {
	int64_t numbers[8];
	size_t n, stop_at;
};

static bool take_down(void *ctx, const struct ticket *t)
{
	struct walked *w = ctx;

	w->numbers[w->n++] = t->number;
	return w->n < w->stop_at;
}

static struct walked walked(struct store *s, bool by_next, bool ended, int64_t since, size_t stop_at)
{
	struct walked all = {.stop_at = stop_at};
	const struct ticket_walk w = {.each = take_down, .ctx = &all};

	if (by_next)
		assert_true(tickets_by_next(s, &flows, &w));
	else
		assert_true(tickets_lacking(s, &flows, ended, since, &w));
	return all;
}

static void set_moments(struct store *s, int64_t number, const char *next, const char *lacking, const char *ended)
{
	char text[200];

	snprintf(text, sizeof(text), "UPDATE ticket SET next = %s, lacking = %s, ended = %s WHERE number = %lld", next,
		 lacking, ended, (long long)number);
	assert_int_equal(sqlite3_exec(s->db, text, NULL, NULL, NULL), SQLITE_OK);
}

static void walks_go_in_the_order_of_their_index_and_end_when_told(void **state)
{
	struct store *s = open_store();
	int64_t a, b, c, d;
	struct walked w;

	(void)state;
	assert_true(store_begin(s));
	a = open_ticket(s, 0, T0);
	b = open_ticket(s, 0, T0);
	c = open_ticket(s, 0, T0);
	d = open_ticket(s, 0, T0);
	set_moments(s, a, "300", "30", "NULL");
	set_moments(s, b, "100", "NULL", "NULL");
	set_moments(s, c, "200", "10", "NULL");
	set_moments(s, d, "NULL", "20", "5");
	w = walked(s, true, false, 0, 8);
	assert_int_equal(w.n, 3);
	assert_true(w.numbers[0] == b && w.numbers[1] == c && w.numbers[2] == a);
	w = walked(s, true, false, 0, 1);
	assert_int_equal(w.n, 1);
	w = walked(s, false, false, 0, 8);
	assert_int_equal(w.n, 2);
	assert_true(w.numbers[0] == c && w.numbers[1] == a);
	w = walked(s, false, false, 11, 8);
	assert_int_equal(w.n, 1);
	assert_int_equal(w.numbers[0], a);
	w = walked(s, false, true, 0, 8);
	assert_int_equal(w.n, 1);
	assert_int_equal(w.numbers[0], d);
	assert_int_equal(walked(s, false, true, 21, 8).n, 0);
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
		TEST(open_tickets_are_found_by_whose_and_state),
		TEST(a_customers_open_tickets_are_found_in_order),
		TEST(claimed_tickets_are_found),
		TEST(the_customers_of_a_day_are_counted),
		TEST(an_earlier_repair_is_found),
		TEST(the_list_is_newest_first_and_pages),
		TEST(states_in_use_are_told),
		TEST(a_ticket_that_is_not_there_is_not_saved),
		TEST(a_damaged_row_counts_as_none),
		TEST(no_query_scans),
		TEST(walks_go_in_the_order_of_their_index_and_end_when_told),
		TEST(what_is_due_next_costs_the_same_with_many_open_tickets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
