#include "db/tickets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sql.h"
#include "handlers/clocks.h"
#include "templates/text.h"

#define LOAD_SEEN 99    /* customers a day, of one engineer */
#define EARLIER_SEEN 40 /* tickets of one machine, from the newest back */

/* The columns of a ticket, in the order read_ticket() takes them. */
#define TICKET                                                                                                       \
	"SELECT t.number, t.flow, t.standing, t.last_text, t.last_by, t.last_at, t.opened, t.fault, t.site, "        \
	"coalesce(m.serial, t.serial), m.model, m.latitude, m.longitude, m.km, coalesce(c.name, t.customer_words), " \
	"n.number, c.sales_manager, coalesce(st.name, t.station_words), t.clocks, c.class FROM ticket t "
#define WORDS                                                                              \
	"LEFT JOIN machine m ON m.id = t.machine LEFT JOIN person c ON c.id = t.customer " \
	"LEFT JOIN mobile n ON n.person = c.id AND n.rank = 0 LEFT JOIN station st ON st.id = t.station "

int64_t tickets_next(struct store *s)
{
	char next[32];

	/* The next one's running number is written down at once: both go back together if the transaction does. */
	snprintf(next, sizeof(next), "%" PRId64, s->now.next + 1);
	if (!store_put(s, "next_ticket", next))
		return 0;
	return ticket_number(s->now.next++);
}

/* ---- writing ---- */

static const char *state_name(const struct ticket *t)
{
	return t->state < 0 ? NULL : t->flow->states[t->state].name;
}

static bool has_ended(const struct ticket *t)
{
	return t->state >= 0 && t->flow->states[t->state].ends;
}

/* All that the ledger decides, as one change from a blank ticket. */
static bool write_standing(struct store *s, const struct ticket *t, char out[CHANGE_BYTES])
{
	struct ticket *blank = malloc(sizeof(*blank));
	bool fits;

	if (!blank) {
		sql_fail(s, "out of memory");
		return false;
	}
	ticket_blank(blank, t->flow, t->number);
	fits = ticket_diff(blank, t, out);
	free(blank);
	return fits || sql_refuse(s, "ticket %" PRId64 " has grown over %d bytes", t->number, CHANGE_BYTES);
}

static void bind_clocks(struct query *q, const struct ticket *t, int64_t now, char clocks[CLOCKS_BYTES])
{
	clocks_write(t, clocks);
	sql_text(q, clocks);
	sql_id(q, clocks_next(t));
	sql_id(q, clocks_lacking_since(t, now));
}

bool tickets_add(struct store *s, const struct ticket *t, const struct ticket_words *w, int64_t opened)
{
	char standing[CHANGE_BYTES], clocks[CLOCKS_BYTES];
	struct query q;

	if (!write_standing(s, t, standing))
		return false;
	q = sql(s, "INSERT INTO ticket (number, flow, state, ended, opened, machine, customer, station, lead, "
		   "standing, last_text, last_by, last_at, fault, site, serial, customer_words, station_words, "
		   "reported_by, clocks, next, lacking) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
		   "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)");
	sql_int(&q, t->number);
	sql_text(&q, t->flow->name);
	sql_text(&q, state_name(t));
	sql_id(&q, has_ended(t) ? opened : 0);
	sql_int(&q, opened);
	sql_id(&q, t->machine);
	sql_id(&q, t->customer);
	sql_id(&q, t->station);
	sql_id(&q, t->lead);
	sql_text(&q, standing);
	sql_id(&q, t->last_text);
	sql_id(&q, t->last_by);
	sql_id(&q, t->last_at);
	sql_text(&q, w->fault);
	sql_text(&q, w->site ? w->site : "");
	sql_text(&q, w->serial ? w->serial : "");
	sql_text(&q, w->customer ? w->customer : "");
	sql_text(&q, w->station ? w->station : "");
	sql_text(&q, w->reported_by ? w->reported_by : "");
	bind_clocks(&q, t, opened, clocks);
	return sql_run(&q);
}

/* What the indexes know of a ticket, and what refers to other tables. */
struct filed {
	char state[FLOW_NAME];
	bool ended;
	int64_t machine, customer, station, lead;
	int64_t next, lacking;
};

static bool read_filed(struct store *s, int64_t number, struct filed *out)
{
	struct query q = sql(s, "SELECT state, ended, machine, customer, station, lead, next, lacking FROM ticket "
				"WHERE number = ?1");
	bool found;

	sql_int(&q, number);
	found = sql_row(&q);
	if (found) {
		sql_get(&q, 0, out->state, sizeof(out->state));
		out->ended = !sql_is_null(&q, 1);
		out->machine = sql_get_int(&q, 2);
		out->customer = sql_get_int(&q, 3);
		out->station = sql_get_int(&q, 4);
		out->lead = sql_get_int(&q, 5);
		out->next = sql_get_int(&q, 6);
		out->lacking = sql_get_int(&q, 7);
	}
	if (!sql_end(&q))
		return false;
	return found || sql_refuse(s, "there is no ticket %" PRId64, number);
}

#define SAVE "UPDATE ticket SET standing = ?2, last_text = ?3, last_by = ?4, last_at = ?5, clocks = ?6"

/* An UPDATE touches the indexes of each column that it names, changed or not, and looks up what they refer to: few texts
 * change more than the state, and many not even that. */
static struct query update_of(struct store *s, const struct ticket *t, const struct filed *was)
{
	const char *state = state_name(t);

	if (t->machine != was->machine || t->customer != was->customer || t->station != was->station ||
	    (state && has_ended(t) != was->ended))
		/* A state that the flow no longer has keeps its name here, so that `check` can tell of it. */
		return sql(s, SAVE
			   ", state = coalesce(?7, state), lead = ?8, machine = ?9, customer = ?10, station = ?11, "
			   "ended = CASE WHEN ?7 IS NULL THEN ended WHEN ?12 THEN coalesce(ended, ?13) END "
			   "WHERE number = ?1");
	if (t->lead != was->lead)
		return sql(s, SAVE ", state = coalesce(?7, state), lead = ?8 WHERE number = ?1");
	if (state && strcmp(state, was->state) != 0)
		return sql(s, SAVE ", state = ?7 WHERE number = ?1");
	return sql(s, SAVE " WHERE number = ?1");
}

static void bind_filed(struct query *q, const struct ticket *t, int64_t now)
{
	int wanted = sql_wants(q);

	if (wanted > 6)
		sql_text(q, state_name(t));
	if (wanted > 7)
		sql_id(q, t->lead);
	if (wanted <= 8)
		return;
	sql_id(q, t->machine);
	sql_id(q, t->customer);
	sql_id(q, t->station);
	sql_int(q, has_ended(t));
	sql_int(q, now);
}

/* These have an index each, and many texts move neither. */
static bool save_next(struct store *s, const struct ticket *t, const struct filed *was, int64_t now)
{
	int64_t next = clocks_next(t), lacking = clocks_lacking_since(t, now);
	struct query q;

	if (next == was->next && lacking == was->lacking)
		return true;
	q = sql(s, "UPDATE ticket SET next = ?2, lacking = ?3 WHERE number = ?1");
	sql_int(&q, t->number);
	sql_id(&q, next);
	sql_id(&q, lacking);
	return sql_run(&q);
}

bool tickets_save(struct store *s, const struct ticket *t, int64_t now)
{
	char standing[CHANGE_BYTES], clocks[CLOCKS_BYTES];
	struct filed was = {.ended = false};
	struct query q;

	if (!write_standing(s, t, standing) || !read_filed(s, t->number, &was))
		return false;
	clocks_write(t, clocks);
	q = update_of(s, t, &was);
	sql_int(&q, t->number);
	sql_text(&q, standing);
	sql_id(&q, t->last_text);
	sql_id(&q, t->last_by);
	sql_id(&q, t->last_at);
	sql_text(&q, clocks);
	bind_filed(&q, t, now);
	return sql_run(&q) && save_next(s, t, &was, now);
}

bool tickets_save_clocks(struct store *s, const struct ticket *t, int64_t now)
{
	char clocks[CLOCKS_BYTES];
	struct query q = sql(s, "UPDATE ticket SET clocks = ?2, next = ?3, lacking = ?4 WHERE number = ?1");

	sql_int(&q, t->number);
	bind_clocks(&q, t, now, clocks);
	return sql_run(&q);
}

bool tickets_mute(struct store *s, int64_t number)
{
	struct query q = sql(s, "UPDATE ticket SET next = NULL WHERE number = ?1");

	sql_int(&q, number);
	return sql_run(&q);
}

/* ---- reading ---- */

/* False if what is kept of it cannot be read: it then counts as none, for one damaged row must not stop the rest. */
static bool read_ticket(struct query *q, const struct flow *flow, struct ticket *out)
{
	size_t n;

	ticket_blank(out, flow, sql_get_int(q, 0));
	if (!ticket_apply(out, sql_bytes(q, 2, &n)))
		return sql_refuse(q->store, "ticket %" PRId64 " cannot be read: run `fieldgate audit`", out->number);
	out->last_text = sql_get_int(q, 3);
	out->last_by = sql_get_int(q, 4);
	out->last_at = sql_get_int(q, 5);
	out->opened = sql_get_int(q, 6);
	sql_get(q, 7, out->fault, sizeof(out->fault));
	sql_get(q, 8, out->site, sizeof(out->site));
	sql_get(q, 9, out->serial, sizeof(out->serial));
	sql_get(q, 10, out->model, sizeof(out->model));
	sql_get_place(q, 11, out->place, sizeof(out->place));
	sql_get(q, 14, out->customer_name, sizeof(out->customer_name));
	sql_get(q, 15, out->customer_number, sizeof(out->customer_number));
	out->customer_manager = sql_get_int(q, 16);
	sql_get(q, 17, out->station_name, sizeof(out->station_name));
	out->km = sql_is_null(q, 13) ? -1 : sql_get_real(q, 13);
	out->customer_class = sql_bytes(q, 19, &n)[0];
	/* Clocks that cannot be read are none: they can be made again from the ledger. */
	if (!clocks_read(out, sql_bytes(q, 18, &n)))
		memset(out->clocks, 0, sizeof(out->clocks));
	return !q->bad;
}

/* The row's flow, or NULL. */
static const struct flow *flow_of(struct query *q, const struct flows *flows)
{
	char name[FLOW_NAME];

	sql_get(q, 1, name, sizeof(name));
	return flows_find(flows, name);
}

static struct query one_ticket(struct store *s, int64_t number)
{
	struct query q = sql(s, TICKET WORDS "WHERE t.number = ?1");

	sql_int(&q, number);
	return q;
}

bool tickets_load(struct store *s, const struct flows *flows, int64_t number, struct ticket *out)
{
	struct query q = one_ticket(s, number);
	bool found = false;

	if (sql_row(&q)) {
		const struct flow *flow = flow_of(&q, flows);

		found = flow && read_ticket(&q, flow, out);
	}
	return sql_end(&q) && found;
}

bool tickets_measure(struct store *s, struct ticket *t)
{
	struct query q = sql(s, "SELECT (SELECT km FROM machine WHERE id = ?1), "
				"(SELECT class FROM person WHERE id = ?2)");
	size_t n;

	sql_int(&q, t->machine);
	sql_int(&q, t->customer);
	if (sql_row(&q)) {
		t->km = sql_is_null(&q, 0) ? -1 : sql_get_real(&q, 0);
		t->customer_class = sql_bytes(&q, 1, &n)[0];
	}
	return sql_end(&q);
}

static struct query open_ones(struct store *s, enum whose whose)
{
	switch (whose) {
	case OF_LEAD:
		return sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND lead = ?4 "
			      "AND ended IS NULL ORDER BY number LIMIT ?3");
	case OF_STATION:
		return sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND station = ?4 "
			      "AND ended IS NULL ORDER BY number LIMIT ?3");
	case OF_CUSTOMER:
		return sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND customer = ?4 "
			      "AND ended IS NULL ORDER BY number LIMIT ?3");
	case OF_ALL:
		break;
	}
	return sql(s, "SELECT number FROM ticket WHERE flow = ?1 AND state = ?2 AND ended IS NULL "
		      "ORDER BY number LIMIT ?3");
}

/* Puts a number among the lowest so far, which are kept in order; the highest falls out where there is no room. */
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

/* One state after another, because the index has its numbers in order only within a state. */
static size_t find_numbers(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
			   int64_t *lowest, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < flow->states_n && !s->failed; i++) {
		struct query q;

		if (!(states & 1u << i))
			continue;
		q = open_ones(s, whose);
		sql_text(&q, flow->name);
		sql_text(&q, flow->states[i].name);
		sql_int(&q, (int64_t)max);
		if (whose != OF_ALL)
			sql_int(&q, id);
		while (sql_row(&q))
			n = insert(lowest, n, max, sql_get_int(&q, 0));
		sql_end(&q);
	}
	return s->failed ? 0 : n;
}

size_t tickets_find(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		    struct ticket *out, size_t max)
{
	int64_t *lowest = max ? calloc(max, sizeof(*lowest)) : NULL;
	size_t n, written = 0;

	if (!lowest) {
		if (max)
			sql_fail(s, "out of memory");
		return 0;
	}
	n = find_numbers(s, whose, id, flow, states, lowest, max);
	for (size_t i = 0; i < n; i++) {
		struct query q = one_ticket(s, lowest[i]);

		if (sql_row(&q) && read_ticket(&q, flow, &out[written]))
			written++;
		sql_end(&q);
	}
	free(lowest);
	return s->failed ? 0 : written;
}

size_t tickets_claimed(struct store *s, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out,
		       size_t max)
{
	struct query q = sql(s, TICKET "INDEXED BY ticket_claimed " WORDS
				       "WHERE t.flow = ?1 AND instr(t.standing, 'claim.') > 0 "
				       "AND (?2 OR t.station = ?3) ORDER BY t.number");
	size_t n = 0;

	sql_text(&q, flow->name);
	sql_int(&q, whose == OF_ALL);
	sql_int(&q, id);
	while (n < max && sql_row(&q))
		n += read_ticket(&q, flow, &out[n]);
	return sql_end(&q) ? n : 0;
}

/* How `standing` writes a time is ticket_diff()'s affair. SQL's instr() would compare at each byte. */
static bool is_planned(const char *standing, int64_t from, int64_t until)
{
	static const char word[] = " planned=";
	const char *planned = strstr(standing, word);
	int64_t at = planned ? strtoll(planned + sizeof(word) - 1, NULL, 10) : 0;

	return planned && at >= from && at < until;
}

size_t tickets_load_of(struct store *s, const struct ticket *t, int64_t from, int64_t until)
{
	/* An engineer's open tickets are few. */
	struct query q =
		sql(s, "SELECT customer, standing FROM ticket INDEXED BY ticket_lead WHERE lead = ?1 AND ended IS NULL "
		       "AND number <> ?2 AND (customer IS NULL OR customer <> ?3)");
	int64_t seen[LOAD_SEEN];
	size_t n = 0;

	sql_int(&q, t->lead);
	sql_int(&q, t->number);
	sql_int(&q, t->customer);
	while (n < LOAD_SEEN && sql_row(&q)) {
		int64_t customer = sql_get_int(&q, 0);
		size_t length;
		bool there = !is_planned(sql_bytes(&q, 1, &length), from, until);

		for (size_t i = 0; customer && i < n && !there; i++)
			there = seen[i] == customer;
		if (!there)
			seen[n++] = customer;
	}
	return sql_end(&q) ? n : 0;
}

bool tickets_earlier(struct store *s, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at)
{
	struct query q = sql(s, "SELECT number, CAST(substr(standing, instr(standing, ?4) + length(?4)) AS INTEGER) "
				"FROM ticket INDEXED BY ticket_machine WHERE machine = ?1 AND flow = ?2 "
				"AND number <> ?3 AND instr(standing, ?4) > 0 ORDER BY opened DESC LIMIT ?5");
	char word[FLOW_NAME + 8];
	bool found = false;

	snprintf(word, sizeof(word), "node.%s=", t->flow->nodes[node].name);
	sql_int(&q, t->machine);
	sql_text(&q, t->flow->name);
	sql_int(&q, t->number);
	sql_text(&q, word);
	sql_int(&q, EARLIER_SEEN);
	/* A missed node's time is written behind a word, and so reads as 0. */
	while (!found && sql_row(&q)) {
		*number = sql_get_int(&q, 0);
		*at = sql_get_int(&q, 1);
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
		const struct flow *flow = flow_of(&q, flows);

		if (flow && read_ticket(&q, flow, &out[n]))
			n++;
	}
	return sql_end(&q) ? n : 0;
}

bool tickets_reporter(struct store *s, int64_t number, char *out, size_t size)
{
	struct query q = sql(s, "SELECT reported_by FROM ticket WHERE number = ?1");

	out[0] = '\0';
	sql_int(&q, number);
	if (sql_row(&q))
		sql_get(&q, 0, out, size);
	return sql_end(&q);
}

size_t tickets_open_after(struct store *s, int64_t after, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket INDEXED BY ticket_open "
				"WHERE ended IS NULL AND number > ?1 ORDER BY number");
	size_t n = 0;

	sql_int(&q, after);
	while (n < max && sql_row(&q))
		numbers[n++] = sql_get_int(&q, 0);
	return sql_end(&q) ? n : 0;
}

size_t tickets_states(struct store *s, const char *flow, char out[][FLOW_NAME], size_t max)
{
	size_t n = 0;
	bool more = true;

	/* From one name to the next by the index, past all tickets between. */
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
	size_t n = 0;

	sql_text(&q, flow);
	sql_text(&q, state);
	for (; sql_row(&q); n++)
		if (n < max)
			numbers[n] = sql_get_int(&q, 0);
	return sql_end(&q) ? n : 0;
}

size_t tickets_due(struct store *s, int64_t now, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket WHERE next <= ?1 ORDER BY next LIMIT ?2");
	size_t n = 0;

	sql_int(&q, now);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q))
		numbers[n++] = sql_get_int(&q, 0);
	return sql_end(&q) ? n : 0;
}

int64_t tickets_next_due(struct store *s)
{
	struct query q = sql(s, "SELECT next FROM ticket WHERE next IS NOT NULL ORDER BY next LIMIT 1");
	int64_t next = sql_row(&q) ? sql_get_int(&q, 0) : 0;

	return sql_end(&q) ? next : 0;
}

/* Ends the query. */
static bool walk(struct query *q, const struct flows *flows, const struct ticket_walk *w)
{
	struct ticket *t = malloc(sizeof(*t));
	bool more = t != NULL;

	if (!t)
		sql_fail(q->store, "out of memory");
	while (more && sql_row(q)) {
		const struct flow *flow = flow_of(q, flows);

		if (flow && read_ticket(q, flow, t))
			more = w->each(w->ctx, t);
	}
	free(t);
	return sql_end(q);
}

bool tickets_by_next(struct store *s, const struct flows *flows, const struct ticket_walk *w)
{
	struct query q = sql(s, TICKET "INDEXED BY ticket_next " WORDS "WHERE t.next > 0 ORDER BY t.next");

	return walk(&q, flows, w);
}

bool tickets_lacking(struct store *s, const struct flows *flows, bool ended, int64_t since, const struct ticket_walk *w)
{
	struct query q = ended ? sql(s, TICKET "INDEXED BY ticket_lacking " WORDS
					       "WHERE t.lacking >= ?1 AND t.ended IS NOT NULL ORDER BY t.lacking")
			       : sql(s, TICKET "INDEXED BY ticket_owing " WORDS
					       "WHERE t.lacking >= ?1 AND t.ended IS NULL ORDER BY t.lacking");

	sql_int(&q, since);
	return walk(&q, flows, w);
}

size_t tickets_unplaced(struct store *s, const struct flow *flow, uint32_t states, struct ticket *out, size_t max,
			size_t *count)
{
	int64_t *numbers = calloc(max, sizeof(*numbers));
	size_t n = 0, kept = 0;

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
	for (size_t i = 0; i < n; i++) {
		struct query q = one_ticket(s, numbers[i]);

		if (sql_row(&q) && read_ticket(&q, flow, &out[kept]))
			kept++;
		sql_end(&q);
	}
	if (!numbers)
		sql_fail(s, "out of memory");
	free(numbers);
	return s->failed ? 0 : kept;
}
