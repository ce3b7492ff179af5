#include "handlers/model/ticket_move.h"
#include "tests/db/fixture.h"

static void open_tickets_are_found_by_whose_and_state(void **state)
{
	struct store *s = open_store();
	struct ticket found[4];
	int64_t a, b, first, second, third, fourth;

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = open_ticket(s, a, T0);
	second = open_ticket(s, a, T0);
	third = open_ticket(s, a, T0);
	fourth = open_ticket(s, b, T0);
	advance(s, first, 2, "depart", a, T0 + MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 3);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, second);
	assert_int_equal(found[2].number, third);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 1u << 2, found, 4), 1);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 1u << 1, found, 4), 0);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 4), 4);
	assert_int_equal(found[3].number, fourth);
	/* Where there are more than asked for, the lowest numbers of all states together. */
	advance(s, third, 1, "dispatch", a, T0 + MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 3), 3);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, second);
	assert_int_equal(found[2].number, third);
	assert_int_equal(tickets_find(s, OF_ALL, 0, &repair, 0xf, found, 0), 0);
	assert_int_equal(tickets_find(s, OF_STATION, 9, &repair, 0xf, found, 4), 0);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, 9, &repair, 0xf, found, 4), 0);
	/* What has ended is found no more, unless an undo opens it again. */
	advance(s, second, 3, "close", a, T0 + 2 * MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 2);
	advance(s, second, 0, "undo", a, T0 + 3 * MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_LEAD, a, &repair, 0xf, found, 4), 3);
	assert_true(store_commit(s));
	store_close(s);
}

/* In the states that are asked for, whatever stands between them, and no more than asked for. */
static void open_tickets_of_one_are_found_among_those_in_other_states(void **state)
{
	static const enum whose of_one[] = {OF_LEAD, OF_STATION, OF_CUSTOMER};
	struct store *s = open_store();
	struct ticket t, found[4];
	int64_t numbers[5], of[3];

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "", &of[1]));
	of[0] = put_engineer(s);
	of[2] = put_customer(s, "马忠", "+8613900000003", 0);
	for (int i = 0; i < 5; i++) {
		numbers[i] = open_ticket(s, of[0], T0);
		assert_true(tickets_load(s, &flows, numbers[i], &t));
		t.station = of[1];
		t.customer = of[2];
		t.state = i % 2;
		assert_true(tickets_save(s, &t, T0));
	}
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		assert_int_equal(tickets_find(s, of_one[i], of[i], &repair, 1u << 0, found, 4), 3);
		assert_int_equal(found[1].number, numbers[2]);
		assert_int_equal(tickets_find(s, of_one[i], of[i], &repair, 1u << 1, found, 4), 2);
		assert_int_equal(found[1].number, numbers[3]);
		assert_int_equal(tickets_find(s, of_one[i], of[i], &repair, 1u << 1, found, 1), 1);
		assert_int_equal(found[0].number, numbers[1]);
		assert_int_equal(tickets_find(s, of_one[i], of[i], &repair, 1u << 2, found, 4), 0);
	}
	assert_true(store_commit(s));
	store_close(s);
}

/* Each text moves its ticket on: it would write every index in the order of states. */
static void states_are_in_no_index_of_one_lead_or_station(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_index_info('ticket_lead') WHERE name = 'lead'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_index_info('ticket_lead') WHERE name = 'state'"), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_index_info('ticket_station') WHERE name = 'state'"),
			 0);
	store_close(s);
}

/* Of people who are here, and of those who have left, for as long as the tickets are open. */
static void the_tickets_of_a_person_are_found(void **state)
{
	struct store *s = open_store();
	struct ticket_left left[4];
	int64_t a, b, first, second, third, numbers[2];

	(void)state;
	assert_true(store_begin(s));
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = open_ticket(s, b, T0);
	second = open_ticket(s, a, T0);
	third = open_ticket(s, a, T0);
	assert_int_equal(tickets_of_person(s, a, numbers, 2), 2);
	assert_int_equal(numbers[0], second);
	assert_int_equal(numbers[1], third);
	assert_int_equal(tickets_of_person(s, a, numbers, 1), 2);
	assert_int_equal(tickets_left(s, left, 4), 0);
	assert_int_equal(put_person(s, "韩梅", "+8613800000012", 0, 0), b);
	assert_int_equal(tickets_left(s, left, 4), 1);
	assert_int_equal(left[0].person, b);
	assert_int_equal(left[0].number, first);
	put_person(s, "李雷", "+8613800000011", 0, 0);
	assert_int_equal(tickets_left(s, left, 4), 3);
	assert_int_equal(left[0].person, a);
	assert_int_equal(left[2].person, b);
	assert_int_equal(tickets_left(s, left, 2), 2);
	advance(s, first, 3, "close", b, T0 + MINUTE_MS);
	assert_int_equal(tickets_left(s, left, 4), 2);
	assert_int_equal(tickets_of_person(s, b, numbers, 2), 0);
	store_rollback(s);
	store_close(s);
}

/* Ended ones too, until the last of a ticket's claims is gone. */
static void claimed_tickets_are_found(void **state)
{
	struct store *s = open_store();
	struct ticket found[4], t;
	int64_t station, first, second, third;

	(void)state;
	assert_true(store_begin(s) && station_put(s, "乌鲁木齐站", "B", "", &station));
	first = open_ticket(s, 0, T0);
	second = open_ticket(s, 0, T0);
	third = open_ticket(s, 0, T0);
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 4), 0);
	assert_true(tickets_load(s, &flows, third, &t));
	ticket_claim(&t, 0, T0 - MINUTE_MS, 5);
	ticket_claim(&t, 2, T0 + MINUTE_MS, 5);
	t.state = 3;
	t.station = station;
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, first, &t));
	ticket_claim(&t, 1, T0 + MINUTE_MS, 0);
	assert_true(tickets_save(s, &t, T0));
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 4), 2);
	assert_int_equal(found[0].number, first);
	assert_int_equal(found[1].number, third);
	assert_int_equal(found[1].claims[2], T0 + MINUTE_MS);
	assert_int_equal(found[1].askers[2], 5);
	assert_int_equal(tickets_claimed(s, OF_ALL, 0, &repair, found, 1), 1);
	assert_int_equal(tickets_claimed(s, OF_STATION, station, &repair, found, 4), 1);
	t = found[0];
	ticket_correct(&t, 0);
	assert_true(tickets_save(s, &t, T0));
	assert_int_equal(tickets_claimed(s, OF_STATION, station, &repair, found, 4), 1);
	ticket_claim(&t, 2, 0, 0);
	assert_true(tickets_save(s, &t, T0) && tickets_load(s, &flows, third, &t));
	assert_true(t.corrected[0] && t.nodes[0].at == T0 - MINUTE_MS);
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
	FIELD(t, "planned") = planned;
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
	a = put_engineer(s);
	b = put_person(s, "韩梅", "+8613800000012", ROLE_BIT(ENGINEER), 0);
	first = put_customer(s, "王建国", "+8613900000001", 0);
	second = put_customer(s, "马忠", "+8613900000003", 0);
	assert_true(tickets_load(s, &flows, planned_ticket(s, a, first, T0), &t));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 0); /* it is itself none */
	planned_ticket(s, a, first, T0);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 0); /* nor is its customer */
	planned_ticket(s, a, second, T0);
	planned_ticket(s, a, second, T0 + MINUTE_MS - 1);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 1);
	planned_ticket(s, a, second, T0 - 1);
	planned_ticket(s, a, second, T0 + MINUTE_MS);
	planned_ticket(s, b, second, T0);
	planned_ticket(s, a, 0, 0);
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 1);
	planned_ticket(s, a, 0, T0); /* nobody knows whose these are: two customers */
	assert_true(tickets_load(s, &flows, planned_ticket(s, a, 0, T0), &gone));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 3);
	gone.state = 3;
	assert_true(tickets_save(s, &gone, T0));
	assert_int_equal(tickets_load_of(s, &t, T0, T0 + MINUTE_MS), 2);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

static void a_machines_open_tickets_and_its_earlier_repair_are_found(void **state)
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
	int64_t number = 0, at = 0, first, open[2];

	(void)state;
	assert_true(store_begin(s) && machine_put(s, &row) && machine_by_serial(s, "ec210-0042", &m));
	first = open_ticket(s, 0, T0);
	assert_true(tickets_load(s, &flows, first, &was));
	was.machine = m.id;
	was.nodes[2] = (struct node){NODE_MISSED, T0 + MINUTE_MS};
	assert_true(tickets_save(s, &was, T0));
	assert_true(tickets_load(s, &flows, open_ticket(s, 0, T0 + 9 * MINUTE_MS), &t));
	t.machine = m.id;
	assert_true(tickets_save(s, &t, T0));
	assert_int_equal(tickets_open_of(s, m.id, open, 2), 2);
	assert_int_equal(open[0], t.number);
	assert_int_equal(open[1], first);
	assert_int_equal(tickets_open_of(s, m.id, open, 1), 1);
	assert_int_equal(tickets_open_of(s, m.id + 1, open, 2), 0);
	assert_false(tickets_earlier(s, &t, 2, T0, &number, &at)); /* missed is not when */
	was.nodes[2] = (struct node){NODE_STAMPED, T0 + MINUTE_MS};
	was.state = 3;
	assert_true(tickets_save(s, &was, T0));
	assert_true(tickets_earlier(s, &t, 2, T0 + MINUTE_MS, &number, &at));
	assert_int_equal(number, first);
	assert_int_equal(at, T0 + MINUTE_MS);
	assert_false(tickets_earlier(s, &t, 2, T0 + MINUTE_MS + 1, &number, &at)); /* longer ago */
	assert_false(tickets_earlier(s, &t, 1, T0, &number, &at));                 /* another node */
	assert_int_equal(tickets_open_of(s, m.id, open, 2), 1);                    /* the other one has ended */
	assert_int_equal(open[0], t.number);
	was.nodes[2].at = T0 + 10 * MINUTE_MS; /* only after this one was opened */
	assert_true(tickets_save(s, &was, T0));
	assert_false(tickets_earlier(s, &t, 2, T0, &number, &at));
	was.nodes[2].at = T0 + MINUTE_MS;
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
	advance(s, n[3], 3, "close", 0, T0 + MINUTE_MS);
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
	assert_int_equal(tickets_flows(s, states, 4), 1);
	assert_string_equal(states[0], "repair");
	assert_int_equal(tickets_in_state(s, "repair", "reported", numbers, 1), 2);
	assert_int_equal(numbers[0], first);
	store_rollback(s);
	store_close(s);
}

static void a_customers_open_tickets_are_found_in_order(void **state)
{
	struct store *s = open_store();
	struct ticket found[4], t;
	int64_t lead, customer, n[3];

	(void)state;
	assert_true(store_begin(s));
	lead = put_engineer(s);
	customer = put_customer(s, "王建国", "+8613900000001", 0);
	for (size_t i = 0; i < 3; i++) {
		n[i] = open_ticket(s, lead, T0);
		assert_true(tickets_load(s, &flows, n[i], &t));
		t.customer = customer;
		assert_true(tickets_save(s, &t, T0));
	}
	open_ticket(s, lead, T0); /* nobody's */
	advance(s, n[0], 2, "depart", lead, T0 + MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0x7, found, 4), 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(found[i].number, n[i]);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0x7, found, 2), 2);
	assert_int_equal(found[1].number, n[1]);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 1u << 2, found, 4), 1);
	assert_int_equal(found[0].number, n[0]);
	advance(s, n[1], 3, "close", lead, T0 + 2 * MINUTE_MS);
	assert_int_equal(tickets_find(s, OF_CUSTOMER, customer, &repair, 0xf, found, 4), 2);
	assert_int_equal(found[1].number, n[2]);
	store_rollback(s);
	store_close(s);
}

static bool note(struct store *s, int64_t number, const char *key)
{
	struct ticket t;

	return tickets_load(s, &flows, number, &t) && tickets_note_key(s, &t, key);
}

static void what_a_ticket_opened_is_found_by_its_keys(void **state)
{
	struct store *s = open_store();
	int64_t parent, other, first, second, some[4];
	struct ticket t;
	char key[64];

	(void)state;
	assert_true(store_begin(s));
	parent = open_ticket(s, 0, T0);
	other = open_ticket(s, 0, T0);
	first = open_ticket(s, 0, T0);
	second = open_ticket(s, 0, T0);
	snprintf(key, sizeof(key), "of %lld text 3", (long long)parent);
	assert_true(note(s, first, key));
	snprintf(key, sizeof(key), "of %lld text 3", (long long)other);
	assert_true(note(s, second, key));
	assert_true(note(s, other, "of a list"));
	assert_int_equal(tickets_opened_by(s, "repair", parent, some, 4), 1);
	assert_int_equal(some[0], first);
	assert_int_equal(tickets_opened_by(s, "other", parent, some, 4), 0);
	assert_true(tickets_opened_stand(s, "repair", parent));
	assert_false(tickets_opened_stand(s, "other", parent));
	assert_true(tickets_untouched(s, first));
	advance(s, second, 1, "dispatch", 0, T0 + MINUTE_MS);
	assert_false(tickets_untouched(s, second));
	/* Taken back it stands nowhere, has ended, and is due no more. */
	assert_true(tickets_load(s, &flows, first, &t));
	ticket_withdraw(&t);
	assert_true(tickets_withdraw(s, &t, T0 + 5));
	assert_true(tickets_load(s, &flows, first, &t));
	assert_int_equal(t.state, -1);
	assert_false(tickets_opened_stand(s, "repair", parent));
	assert_int_equal(number_of(s, "SELECT count(*) FROM ticket WHERE ended IS NULL"), 3);
	assert_int_equal(tickets_opened_by(s, "repair", parent, some, 4), 1);
	assert_indexed(s);
	assert_true(store_commit(s));
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();
	struct ticket found[2];
	char states[2][FLOW_NAME];
	struct ticket_left left[1];
	int64_t numbers[2], at;
	size_t count;

	(void)state;
	assert_true(store_begin(s));
	numbers[0] = open_ticket(s, 0, T0);
	advance(s, numbers[0], 2, "depart", 0, T0);
	for (int by = TICKETS_BY_STATION; by <= TICKETS_BY_MACHINE_ALL; by++)
		tickets_numbers(s, (enum tickets_by)by, 1, 0, numbers, 2);
	tickets_of_customer(s, 1, numbers, 2);
	numbers[0] = ticket_number(1000);
	assert_true(tickets_load(s, &flows, numbers[0], found));
	for (int whose = OF_LEAD; whose <= OF_ALL; whose++)
		tickets_find(s, (enum whose)whose, 1, &repair, 0xf, found, 2);
	tickets_claimed(s, OF_ALL, 0, &repair, found, 2);
	tickets_list(s, &flows, true, 0, found, 2);
	tickets_list(s, &flows, false, 0, found, 2);
	tickets_flows(s, states, 2);
	tickets_states(s, "repair", states, 2);
	tickets_in_state(s, "repair", "reported", numbers, 2);
	tickets_of_person(s, 1, numbers, 2);
	tickets_left(s, left, 1);
	tickets_open_after(s, 0, numbers, 2);
	tickets_load_of(s, found, T0, T0 + 1);
	tickets_earlier(s, found, 0, T0, numbers, &at);
	tickets_unplaced(s, &repair, 0xf, found, 2, &count);
	tickets_has_open(s, 1, "repair");
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(open_tickets_are_found_by_whose_and_state),
		TEST(open_tickets_of_one_are_found_among_those_in_other_states),
		TEST(states_are_in_no_index_of_one_lead_or_station),
		TEST(a_customers_open_tickets_are_found_in_order),
		TEST(the_tickets_of_a_person_are_found),
		TEST(claimed_tickets_are_found),
		TEST(the_customers_of_a_day_are_counted),
		TEST(a_machines_open_tickets_and_its_earlier_repair_are_found),
		TEST(the_list_is_newest_first_and_pages),
		TEST(states_in_use_are_told),
		TEST(what_a_ticket_opened_is_found_by_its_keys),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
