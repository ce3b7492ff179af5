#include "db/store/tickets_found.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlite/tables/ticket_row.h"
#include "handlers/model/change.h"
#include "handlers/opens/opens_key.h"

#define LOAD_MAX 99    /* customers a day, of one engineer */
#define EARLIER_MAX 40 /* tickets of one machine, from the newest back */

/* Puts a number among the lowest so far, which are kept in order; the highest is dropped where there is no room. */
static size_t insert(int64_t *lowest, size_t n, size_t max, int64_t number)
{
	size_t i = n < max ? n : max - 1;

	if (n == max && number > lowest[i])
		return n;
	for (; i > 0 && lowest[i - 1] > number; i--)
		lowest[i] = lowest[i - 1];
	lowest[i] = number;
	return n < max ? n + 1 : n;
}

static struct query open_of_one(struct store *s, enum whose whose)
{
	switch (whose) {
	case OF_LEAD:
		return sql(s, "SELECT number, state FROM ticket INDEXED BY ticket_lead "
			      "WHERE lead = ?1 AND flow = ?2 AND ended IS NULL ORDER BY number");
	case OF_STATION:
		return sql(s, "SELECT number, state FROM ticket INDEXED BY ticket_station "
			      "WHERE station = ?1 AND flow = ?2 AND ended IS NULL ORDER BY number");
	case OF_NAMED:
		return sql(s, "SELECT t.number, t.state FROM concern c INDEXED BY concern_person "
			      "CROSS JOIN ticket t ON t.number = c.ticket WHERE c.person = ?1 AND t.flow = ?2 "
			      "AND t.ended IS NULL ORDER BY c.ticket");
	case OF_NAMED_STATION:
		return sql(s, "SELECT t.number, t.state FROM concern c INDEXED BY concern_station "
			      "CROSS JOIN ticket t ON t.number = c.ticket WHERE c.station = ?1 AND t.flow = ?2 "
			      "AND t.ended IS NULL ORDER BY c.ticket");
	case OF_CUSTOMER:
	case OF_ALL: /* find_of_all() asks for these */
		break;
	}
	return sql(s, "SELECT number, state FROM ticket INDEXED BY ticket_customer "
		      "WHERE customer = ?1 AND flow = ?2 AND ended IS NULL ORDER BY number");
}

/* What is open of one is looked through in all states: were an index in the order of states, each text that moves a
 * ticket on would have to write it. Of a station it is a few hundred at most. A ticket may name somebody twice. */
static size_t find_of_one(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
			  int64_t *numbers, size_t max)
{
	struct query q = open_of_one(s, whose);
	char name[FLOW_NAME];
	size_t n = 0;

	sql_int(&q, id);
	sql_text(&q, flow->name);
	while (n < max && sql_row(&q)) {
		int state;

		sql_get(&q, 1, name, sizeof(name));
		state = flow_state(flow, name);
		if (state >= 0 && states & 1u << state && (n == 0 || numbers[n - 1] != sql_get_int(&q, 0)))
			numbers[n++] = sql_get_int(&q, 0);
	}
	return sql_end(&q) ? n : 0;
}

/* One state after another, because the index has its numbers in order only within a state. */
static size_t find_of_all(struct store *s, const struct flow *flow, uint32_t states, int64_t *lowest, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < flow->states_n && !s->failed; i++) {
		struct query q;

		if (!(states & 1u << i))
			continue;
		q = sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND ended IS NULL "
			   "ORDER BY number LIMIT ?3");
		sql_text(&q, flow->name);
		sql_text(&q, flow->states[i].name);
		sql_int(&q, (int64_t)max);
		while (sql_row(&q))
			n = insert(lowest, n, max, sql_get_int(&q, 0));
		sql_end(&q);
	}
	return s->failed ? 0 : n;
}

static struct query row_of_brief(struct store *s, int64_t number)
{
	struct query q = sql(s, BRIEF " FROM ticket t LEFT JOIN machine m ON m.id = t.machine WHERE t.number = ?1");

	sql_int(&q, number);
	return q;
}

/* Those that can be read; returns how many. */
static size_t read_numbered(struct store *s, const struct flow *flow, const int64_t *numbers, size_t n, bool brief,
			    struct ticket *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct query q = brief ? row_of_brief(s, numbers[i]) : row_of_ticket(s, numbers[i]);

		if (sql_row(&q) && (brief ? row_read_brief : row_read_ticket)(&q, flow, &out[kept]))
			kept++;
		sql_end(&q);
	}
	return kept;
}

size_t tickets_find(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		    struct ticket *out, size_t max)
{
	int64_t *lowest = max ? calloc(max, sizeof(*lowest)) : NULL;
	size_t n;

	if (!lowest) {
		if (max)
			sql_fail(s, "out of memory");
		return 0;
	}
	n = whose == OF_ALL ? find_of_all(s, flow, states, lowest, max)
			    : find_of_one(s, whose, id, flow, states, lowest, max);
	n = read_numbered(s, flow, lowest, n, true, out);
	free(lowest);
	return s->failed ? 0 : n;
}

size_t tickets_find_that(struct store *s, const struct flow *flow, uint32_t states, ticket_is *is, void *of,
			 struct ticket *out, size_t max)
{
	int64_t *numbers = calloc(LOOKED_THROUGH, sizeof(*numbers));
	size_t all = numbers ? find_of_all(s, flow, states, numbers, LOOKED_THROUGH) : 0, n = 0;

	if (!numbers)
		sql_fail(s, "out of memory");
	for (size_t i = 0; i < all && n < max && !s->failed; i++)
		if (read_numbered(s, flow, &numbers[i], 1, true, &out[n]) == 1 && is(of, &out[n]))
			n++;
	free(numbers);
	return s->failed ? 0 : n;
}

size_t tickets_claimed(struct store *s, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out,
		       size_t max)
{
	struct query q = sql(s, TICKET "INDEXED BY ticket_claimed " WORDS "WHERE t.flow = ?1 AND t.claimed IS NOT NULL "
				       "AND (?2 OR t.station = ?3) ORDER BY t.number");
	size_t n = 0;

	sql_text(&q, flow->name);
	sql_int(&q, whose == OF_ALL);
	sql_int(&q, id);
	while (n < max && sql_row(&q))
		n += row_read_ticket(&q, flow, &out[n]);
	return sql_end(&q) ? n : 0;
}

size_t tickets_load_of(struct store *s, const struct ticket *t, int64_t from, int64_t until)
{
	/* An engineer's open tickets are few. */
	struct query q =
		sql(s, "SELECT customer, standing FROM ticket INDEXED BY ticket_lead WHERE lead = ?1 AND ended IS NULL "
		       "AND number <> ?2 AND (customer IS NULL OR customer <> ?3)");
	int field = flow_planned(t->flow);
	const char *name = field >= 0 ? t->flow->fields[field].is.name : NULL;
	int64_t seen[LOAD_MAX];
	size_t n = 0;

	sql_int(&q, t->lead);
	sql_int(&q, t->number);
	sql_int(&q, t->customer);
	while (n < LOAD_MAX && sql_row(&q)) {
		int64_t customer = sql_get_int(&q, 0);
		size_t length;
		int64_t planned = name ? change_field(sql_bytes(&q, 1, &length), name) : 0;
		bool there = planned < from || planned >= until;

		for (size_t i = 0; customer && i < n && !there; i++)
			there = seen[i] == customer;
		if (!there)
			seen[n++] = customer;
	}
	return sql_end(&q) ? n : 0;
}

bool tickets_earlier(struct store *s, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at)
{
	struct query q = sql(s, "SELECT number, standing FROM ticket INDEXED BY ticket_machine WHERE machine = ?1 "
				"AND flow = ?2 AND number <> ?3 ORDER BY opened DESC");
	const char *name = t->flow->nodes[node].name;
	size_t seen = 0;
	bool found = false;

	sql_int(&q, t->machine);
	sql_text(&q, t->flow->name);
	sql_int(&q, t->number);
	while (!found && seen < EARLIER_MAX && sql_row(&q)) {
		size_t length;

		*number = sql_get_int(&q, 0);
		seen += change_node(sql_bytes(&q, 1, &length), name, at);
		found = *at >= since && *at <= t->opened;
	}
	return sql_end(&q) && found;
}

size_t tickets_list(struct store *s, const struct flows *flows, bool all, int64_t before, struct ticket *out,
		    size_t max)
{
	struct query q = all ? sql(s, TICKET WORDS "WHERE t.number < ?1 ORDER BY t.number DESC")
			     : sql(s, TICKET "INDEXED BY ticket_open " WORDS
					     "WHERE t.ended IS NULL AND t.number < ?1 ORDER BY t.number DESC");
	size_t n = 0;

	sql_int(&q, before ? before : INT64_MAX);
	while (n < max && sql_row(&q)) {
		const struct flow *flow = row_flow(&q, flows);

		if (flow && row_read_ticket(&q, flow, &out[n]))
			n++;
	}
	return sql_end(&q) ? n : 0;
}

/* Sorted is what is open of a customer, which is little, and of a machine what there ever was. */
static struct query numbers_by(struct store *s, enum tickets_by by)
{
	switch (by) {
	case TICKETS_BY_STATION:
		return sql(s, "SELECT number FROM ticket INDEXED BY ticket_station WHERE station = ?1 AND number < ?2 "
			      "AND ended IS NULL ORDER BY number DESC LIMIT ?3");
	case TICKETS_BY_LEAD:
		return sql(s, "SELECT number FROM ticket INDEXED BY ticket_lead WHERE lead = ?1 AND number < ?2 "
			      "AND ended IS NULL ORDER BY number DESC LIMIT ?3");
	case TICKETS_BY_CUSTOMER:
		return sql(s,
			   "SELECT number FROM ticket INDEXED BY ticket_customer WHERE customer = ?1 AND number < ?2 "
			   "AND ended IS NULL ORDER BY number DESC LIMIT ?3");
	case TICKETS_BY_MACHINE:
		return sql(s, "SELECT number FROM ticket INDEXED BY ticket_machine WHERE machine = ?1 AND number < ?2 "
			      "AND ended IS NULL ORDER BY number DESC LIMIT ?3");
	case TICKETS_BY_MACHINE_ALL:
		break;
	}
	return sql(s, "SELECT number FROM ticket INDEXED BY ticket_machine WHERE machine = ?1 AND number < ?2 "
		      "ORDER BY number DESC LIMIT ?3");
}

size_t tickets_numbers(struct store *s, enum tickets_by by, int64_t id, int64_t before, int64_t *numbers, size_t max)
{
	struct query q = numbers_by(s, by);

	sql_int(&q, id);
	sql_int(&q, before ? before : INT64_MAX);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, numbers, max);
}

size_t tickets_open_after(struct store *s, int64_t after, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket INDEXED BY ticket_open "
				"WHERE ended IS NULL AND number > ?1 ORDER BY number");

	sql_int(&q, after);
	return sql_ints(&q, numbers, max);
}

size_t tickets_of_person(struct store *s, int64_t person, int64_t *numbers, size_t max)
{
	struct query q =
		sql(s, "SELECT number FROM ticket INDEXED BY ticket_lead WHERE lead = ?1 AND ended IS NULL "
		       "UNION SELECT ticket FROM concern INDEXED BY concern_person WHERE person = ?1 ORDER BY 1");

	sql_int(&q, person);
	return sql_ints_counting(&q, numbers, max);
}

size_t tickets_of_customer(struct store *s, int64_t person, int64_t *numbers, size_t max)
{
	struct query q =
		sql(s, "SELECT number FROM ticket INDEXED BY ticket_customer WHERE customer = ?1 AND ended IS NULL "
		       "ORDER BY number");

	sql_int(&q, person);
	return sql_ints_counting(&q, numbers, max);
}

size_t tickets_left(struct store *s, struct ticket_left *out, size_t max)
{
	struct query q = sql(
		s,
		"/* whole */ SELECT p.id, t.number FROM ticket t INDEXED BY ticket_open JOIN person p ON p.id = t.lead "
		"WHERE t.ended IS NULL AND p.roles = '' UNION SELECT p.id, c.ticket FROM concern c "
		"JOIN person p ON p.id = c.person WHERE p.roles = '' AND p.customer = 0 ORDER BY 1, 2");
	size_t n = 0;

	while (n < max && sql_row(&q)) {
		out[n].person = sql_get_int(&q, 0);
		out[n++].number = sql_get_int(&q, 1);
	}
	return sql_end(&q) ? n : 0;
}

bool tickets_has_open(struct store *s, int64_t machine, const char *flow)
{
	struct query q = sql(s, "SELECT number FROM ticket INDEXED BY ticket_machine "
				"WHERE machine = ?1 AND ended IS NULL AND flow = ?2 LIMIT 1");

	sql_int(&q, machine);
	sql_text(&q, flow);
	return sql_one_int(&q) != 0;
}

size_t tickets_open_of(struct store *s, int64_t machine, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket INDEXED BY ticket_machine "
				"WHERE machine = ?1 AND ended IS NULL ORDER BY opened DESC");

	sql_int(&q, machine);
	return sql_ints(&q, numbers, max);
}

size_t tickets_flows(struct store *s, char out[][FLOW_NAME], size_t max)
{
	size_t n = 0;
	bool more = true;

	/* As below. */
	while (n < max && more) {
		struct query q =
			sql(s, "SELECT flow FROM ticket WHERE flow > ?1 AND ended IS NULL ORDER BY flow LIMIT 1");

		sql_text(&q, n ? out[n - 1] : "");
		more = sql_row(&q);
		if (more)
			sql_get(&q, 0, out[n++], FLOW_NAME);
		if (!sql_end(&q))
			return 0;
	}
	return n;
}

size_t tickets_states(struct store *s, const char *flow, char out[][FLOW_NAME], size_t max)
{
	size_t n = 0;
	bool more = true;

	/* Goes from one name to the next by the index, and skips all tickets between. */
	while (n < max && more) {
		struct query q = sql(s, "SELECT state FROM ticket WHERE flow = ?1 AND state > ?2 AND ended IS NULL "
					"ORDER BY state LIMIT 1");

		sql_text(&q, flow);
		sql_text(&q, n ? out[n - 1] : "");
		more = sql_row(&q);
		if (more)
			sql_get(&q, 0, out[n++], FLOW_NAME);
		if (!sql_end(&q))
			return 0;
	}
	return n;
}

size_t tickets_in_state(struct store *s, const char *flow, const char *state, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND ended IS NULL "
				"ORDER BY number");

	sql_text(&q, flow);
	sql_text(&q, state);
	return sql_ints_counting(&q, numbers, max);
}

/* ---- what a ticket opened ---- */

/* Which must stay until the query has run. */
struct key_range {
	char from[OPENS_KEY_BYTES], until[OPENS_KEY_BYTES];
};

static void bind_keys(struct query *q, const char *flow, int64_t parent, struct key_range *keys)
{
	opens_keys(parent, keys->from, keys->until);
	sql_text(q, flow);
	sql_text(q, keys->from);
	sql_text(q, keys->until);
}

size_t tickets_opened_by(struct store *s, const char *flow, int64_t parent, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT ticket FROM origin WHERE flow = ?1 AND key >= ?2 AND key < ?3 "
				"ORDER BY key LIMIT ?4");
	struct key_range keys;

	bind_keys(&q, flow, parent, &keys);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, numbers, max);
}

bool tickets_opened_stand(struct store *s, const char *flow, int64_t parent)
{
	struct query q = sql(s, "SELECT t.number FROM origin o JOIN ticket t ON t.number = o.ticket "
				"WHERE o.flow = ?1 AND o.key >= ?2 AND o.key < ?3 AND t.ended IS NULL LIMIT 1");
	struct key_range keys;

	bind_keys(&q, flow, parent, &keys);
	return sql_one_int(&q) != 0;
}

bool tickets_untouched(struct store *s, int64_t number)
{
	struct query q = sql(s, "SELECT seq FROM event WHERE ticket = ?1 LIMIT 2");
	int64_t some[2];

	sql_int(&q, number);
	return sql_ints(&q, some, 2) == 1 && !store_failed(s);
}

static size_t count_and_first(struct query *q, int64_t *first)
{
	size_t n = 0;

	*first = 0;
	if (sql_row(q)) {
		n = (size_t)sql_get_int(q, 0);
		*first = sql_get_int(q, 1);
	}
	return sql_end(q) ? n : 0;
}

size_t tickets_holding(struct store *s, const char *flow, const char *field, int64_t *first)
{
	struct query q = sql(s, "/* whole */ SELECT count(*), min(number) FROM ticket INDEXED BY ticket_state "
				"WHERE flow = ?1 AND ended IS NULL AND instr(' ' || standing, ' f.' || ?2 || '=') > 0");

	sql_text(&q, flow);
	sql_text(&q, field);
	return count_and_first(&q, first);
}

size_t tickets_unplaced(struct store *s, const struct flow *flow, uint32_t states, struct ticket *out, size_t max,
			size_t *count)
{
	int64_t *numbers = calloc(max, sizeof(*numbers));
	size_t n = 0;

	*count = 0;
	for (size_t i = 0; numbers && i < flow->states_n && !s->failed; i++) {
		struct query q;

		if (!(states & 1u << i))
			continue;
		q = sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND ended IS NULL "
			   "AND (station IS NULL OR machine IS NULL) ORDER BY number LIMIT ?3");
		sql_text(&q, flow->name);
		sql_text(&q, flow->states[i].name);
		sql_int(&q, UNPLACED_COUNTED);
		while (sql_row(&q)) {
			n = insert(numbers, n, max, sql_get_int(&q, 0));
			++*count;
		}
		sql_end(&q);
	}
	if (!numbers)
		sql_fail(s, "out of memory");
	n = read_numbered(s, flow, numbers, n, false, out);
	free(numbers);
	return s->failed ? 0 : n;
}
