#include "db/store/tickets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/tables/concern.h"
#include "db/sqlite/tables/ticket_row.h"
#include "db/store/field_words.h"
#include "handlers/clock/clock_next.h"
#include "handlers/clock/clock_text.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_number.h"
#include "templates/text/text.h"

/* ---- adding ---- */

#define FIRST_NUMBER 1000

static bool read_next(struct store *s)
{
	char next[32];

	s->now.next_ticket_known = store_get(s, "next_ticket", next, sizeof(next));
	s->now.next_ticket = next[0] ? strtoll(next, NULL, 10) : FIRST_NUMBER;
	return s->now.next_ticket_known;
}

int64_t tickets_upcoming(struct store *s)
{
	return s->now.next_ticket_known || read_next(s) ? ticket_number(s->now.next_ticket) : 0;
}

int64_t tickets_next(struct store *s)
{
	char next[32];

	if (!s->now.next_ticket_known && !read_next(s))
		return 0;
	/* The number after it is written at once, so that both go back together if the transaction does. */
	snprintf(next, sizeof(next), "%" PRId64, s->now.next_ticket + 1);
	if (!store_put(s, "next_ticket", next))
		return 0;
	return ticket_number(s->now.next_ticket++);
}

static const char *state_name(const struct ticket *t)
{
	return t->state < 0 ? NULL : t->flow->states[t->state].name;
}

static bool has_ended(const struct ticket *t)
{
	return t->state >= 0 && t->flow->states[t->state].ends;
}

/* All that the ledger decides, written as one change from a blank ticket. */
static bool write_standing(struct store *s, const struct ticket *t, char out[CHANGE_BYTES])
{
	struct ticket blank;

	ticket_blank(&blank, t->flow, t->number);
	return change_between(&blank, t, out) ||
	       sql_refuse(s, "ticket %" PRId64 " has grown beyond %d bytes", t->number, CHANGE_BYTES);
}

static void bind_clocks(struct query *q, const struct ticket *t, int64_t now, char clocks[CLOCK_TEXT_BYTES])
{
	clock_text_write(t, clocks);
	sql_text(q, clocks);
	sql_id(q, clocks_next(t));
	sql_id(q, lacking_since(t, now));
}

bool tickets_add(struct store *s, const struct ticket *t, const struct ticket_words *w, int64_t opened)
{
	char standing[CHANGE_BYTES], clocks[CLOCK_TEXT_BYTES];
	struct query q;

	if (!write_standing(s, t, standing))
		return false;
	q = sql(s, "INSERT INTO ticket (number, flow, state, ended, opened, machine, customer, station, lead, "
		   "standing, last_text, last_by, last_at, fault, site, serial, customer_words, station_words, "
		   "reported_by, clocks, next, lacking, claimed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
		   "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)");
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
	sql_id(&q, ticket_claimed(t) != 0);
	return sql_run(&q) && concern_save(s, t);
}

int64_t tickets_by_key(struct store *s, const char *flow, const char *key)
{
	struct query q = sql(s, "SELECT ticket FROM origin WHERE flow = ?1 AND key = ?2");

	sql_text(&q, flow);
	sql_text(&q, key);
	return sql_one_int(&q);
}

bool tickets_note_key(struct store *s, const struct ticket *t, const char *key)
{
	struct query q = sql(s, "INSERT INTO origin (flow, key, ticket) VALUES (?1, ?2, ?3)");

	sql_text(&q, t->flow->name);
	sql_text(&q, key);
	sql_int(&q, t->number);
	return sql_run(&q);
}

/* ---- saving ---- */

/* As the row has them: the columns that are in an index, or refer to other tables. */
struct indexed {
	char state[FLOW_NAME];
	bool ended;
	int64_t machine, customer, station, lead;
	int64_t next, lacking;
	bool claimed;
};

static bool read_indexed(struct store *s, int64_t number, struct indexed *out)
{
	struct query q =
		sql(s, "SELECT state, ended, machine, customer, station, lead, next, lacking, claimed FROM ticket "
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
		out->claimed = !sql_is_null(&q, 8);
	}
	if (!sql_end(&q))
		return false;
	return found || sql_refuse(s, "there is no ticket %" PRId64, number);
}

#define SAVE "UPDATE ticket SET standing = ?2, last_text = ?3, last_by = ?4, last_at = ?5, clocks = ?6"
#define SAVE_NEXT SAVE ", next = ?7, lacking = ?8"

/* An UPDATE touches the indexes of each column that it names, changed or not, and looks up the rows that it refers
 * to. Few texts change more than the state and the next step, and many not even that: so each UPDATE names as few
 * columns as will do. */
static struct query update_of(struct store *s, const struct ticket *t, const struct indexed *was, bool same_next)
{
	const char *state = state_name(t);

	if (t->machine != was->machine || t->customer != was->customer || t->station != was->station ||
	    (state && has_ended(t) != was->ended) || (ticket_claimed(t) != 0) != was->claimed)
		/* A state that the flow no longer has keeps its name here, so that `check` can name it. */
		return sql(s, SAVE_NEXT
			   ", state = coalesce(?9, state), lead = ?10, machine = ?11, customer = ?12, station = ?13, "
			   "ended = CASE WHEN ?9 IS NULL THEN ended WHEN ?14 THEN coalesce(ended, ?15) END, "
			   "claimed = ?16 "
			   "WHERE number = ?1");
	if (t->lead != was->lead)
		return sql(s, SAVE_NEXT ", state = coalesce(?9, state), lead = ?10 WHERE number = ?1");
	if (state && strcmp(state, was->state) != 0)
		return sql(s, SAVE_NEXT ", state = ?9 WHERE number = ?1");
	return same_next ? sql(s, SAVE " WHERE number = ?1") : sql(s, SAVE_NEXT " WHERE number = ?1");
}

static void bind_indexed(struct query *q, const struct ticket *t, int64_t next, int64_t lacking, int64_t now)
{
	int wanted = sql_wants(q);

	if (wanted > 6) {
		sql_id(q, next);
		sql_id(q, lacking);
	}
	if (wanted > 8)
		sql_text(q, state_name(t));
	if (wanted > 9)
		sql_id(q, t->lead);
	if (wanted <= 10)
		return;
	sql_id(q, t->machine);
	sql_id(q, t->customer);
	sql_id(q, t->station);
	sql_int(q, has_ended(t));
	sql_int(q, now);
	sql_id(q, ticket_claimed(t) != 0);
}

/* What stands in tables of its own. */
static bool save_fields(struct store *s, const struct ticket *t, const struct indexed *was, int64_t now)
{
	bool ended = has_ended(t), told = t->flow->brings & BRINGS_WORDS && t->state >= 0 && ended != was->ended;

	return concern_save(s, t) && (!told || field_words_ended(s, t->number, ended ? now : 0));
}

bool tickets_save(struct store *s, const struct ticket *t, int64_t now)
{
	int64_t next = clocks_next(t), lacking = lacking_since(t, now);
	char standing[CHANGE_BYTES], clocks[CLOCK_TEXT_BYTES];
	struct indexed was = {.ended = false};
	struct query q;

	if (!write_standing(s, t, standing) || !read_indexed(s, t->number, &was))
		return false;
	clock_text_write(t, clocks);
	q = update_of(s, t, &was, next == was.next && lacking == was.lacking);
	sql_int(&q, t->number);
	sql_text(&q, standing);
	sql_id(&q, t->last_text);
	sql_id(&q, t->last_by);
	sql_id(&q, t->last_at);
	sql_text(&q, clocks);
	bind_indexed(&q, t, next, lacking, now);
	return sql_run(&q) && save_fields(s, t, &was, now);
}

bool tickets_withdraw(struct store *s, const struct ticket *t, int64_t now)
{
	struct query q;

	if (!tickets_save(s, t, now))
		return false;
	q = sql(s, "UPDATE ticket SET ended = ?2, next = NULL, lacking = NULL, claimed = NULL WHERE number = ?1");
	sql_int(&q, t->number);
	sql_int(&q, now);
	return sql_run(&q) && concern_drop(s, t) &&
	       (!(t->flow->brings & BRINGS_WORDS) || field_words_ended(s, t->number, now));
}

bool tickets_save_clocks(struct store *s, const struct ticket *t, int64_t now)
{
	char clocks[CLOCK_TEXT_BYTES];
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

typedef bool row_read(struct query *q, const struct flow *flow, struct ticket *out);

static bool load(struct query q, const struct flows *flows, row_read *read, struct ticket *out)
{
	bool found = false;

	if (sql_row(&q)) {
		const struct flow *flow = row_flow(&q, flows);

		found = flow && read(&q, flow, out);
	}
	return sql_end(&q) && found;
}

bool tickets_load(struct store *s, const struct flows *flows, int64_t number, struct ticket *out)
{
	return load(row_of_ticket(s, number), flows, row_read_ticket, out);
}

bool tickets_load_bare(struct store *s, const struct flows *flows, int64_t number, struct ticket *out)
{
	struct query q = sql(s, BARE "WHERE t.number = ?1");

	sql_int(&q, number);
	return load(q, flows, row_read_bare, out);
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

bool tickets_known(struct store *s, int64_t number)
{
	struct query q = sql(s, "SELECT 1 FROM ticket WHERE number = ?1");
	bool known;

	sql_int(&q, number);
	known = sql_row(&q);
	return sql_end(&q) && known;
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

/* ---- many at once ---- */

/* Numbers that lie no farther apart are read by one statement: to begin one costs as much as to pass over some rows. */
#define NEAR 40
#define BETWEEN "WHERE t.number BETWEEN ?1 AND ?2 ORDER BY t.number DESC"

static size_t near_ones(const int64_t *numbers, size_t n)
{
	size_t near = 1;

	while (near < n && numbers[near - 1] - numbers[near] <= NEAR)
		near++;
	return near;
}

static struct query between(struct store *s, const struct tickets_glance *g, int64_t from, int64_t to)
{
	struct query q = g->sees ? sql(s, BARE BETWEEN) : sql(s, LIGHT BETWEEN);

	sql_int(&q, from);
	sql_int(&q, to);
	return q;
}

/* The row under the query; true if `each` gets it. */
static bool read(struct query *q, const struct tickets_glance *g, struct ticket *t)
{
	const struct flow *flow = row_flow(q, g->flows);

	if (!flow || !row_read_light(q, flow, t) || (g->wants && !g->wants(g->ctx, t)))
		return false;
	return (!g->sees || (row_read_whom(q, t) && g->sees(g->ctx, t))) && row_read_days(q, t);
}

/* Others that lie between are passed over. */
static bool look_at(struct store *s, const struct tickets_glance *g, const int64_t *numbers, size_t n, struct ticket *t)
{
	struct query q = between(s, g, numbers[n - 1], numbers[0]);
	bool on = true;

	for (size_t i = 0; on && sql_row(&q);) {
		int64_t number = sql_get_int(&q, 0);

		while (numbers[i] > number)
			i++;
		if (numbers[i] == number)
			on = !read(&q, g, t) || g->each(g->ctx, t);
	}
	return sql_end(&q) && on;
}

bool tickets_glance(struct store *s, const struct tickets_glance *g, const int64_t *numbers, size_t n)
{
	struct ticket *t = calloc(1, sizeof(*t));
	bool on = t != NULL;

	for (size_t i = 0, near; on && i < n; i += near) {
		near = near_ones(numbers + i, n - i);
		on = look_at(s, g, numbers + i, near, t);
	}
	free(t);
	return on;
}
