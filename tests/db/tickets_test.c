#include "help.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_run_on_from_the_first),
		TEST(a_ticket_comes_back_as_it_was),
		TEST(the_words_come_from_machine_customer_and_station),
		TEST(open_tickets_are_found_by_whose_and_state),
		TEST(the_list_is_newest_first_and_pages),
		TEST(states_in_use_are_told),
		TEST(a_ticket_that_is_not_there_is_not_saved),
		TEST(a_damaged_row_counts_as_none),
		TEST(no_query_scans),
		TEST(what_is_due_next_costs_the_same_with_many_open_tickets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
