#include "gateway/show/ticket_record.h"

#include <stdlib.h>

#include "db/outbox/outbox_found.h"
#include "db/store/delivery.h"
#include "db/store/inbox.h"
#include "db/store/ledger_rows.h"
#include "db/store/people_rows.h"
#include "db/store/tickets.h"
#include "gateway/board/clock_rule.h"
#include "gateway/command/workspace.h"
#include "gateway/show/clock_history.h"
#include "gateway/show/hidden/digits_hidden.h"
#include "gateway/show/rows_limit.h"
#include "gateway/show/ticket_family.h"
#include "gateway/show/ticket_texts.h"
#include "gateway/table/record.h"
#include "gateway/views/field_text.h"
#include "gateway/views/input_text.h"
#include "handlers/clock/due.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/model/change.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

#define RULE_SHOWN 256
#define FIELD_SHOWN 8192 /* bytes: more than the longest text has */

/* The columns of CSV. Those of a row bear the same keys in JSON. New ones stand at the end: spreadsheets read them by place. */
static const char *const columns[] = {"part",        "name", "at",     "text",    "state",   "by",        "direction",
				      "from",        "to",   "number", "channel", "outcome", "template",  "delivery",
				      "delivery_at", "why",  "id",     "tries",   "due",     "stopped",   "late",
				      "rule",        "seq",  "change", "hash",    "by_kind", "from_kind", NULL};

/* Beside what is printed, which a program reads. */
static void note_limit(const char *what, size_t n)
{
	if (n == ROWS_LIMIT)
		fprintf(stderr, "fieldgate: note: there may be more %s: these are the first %d\n", what, ROWS_LIMIT);
}

/* ---- where it stands ---- */

static void put_person(struct record *r, struct store *s, const char *name, int64_t person)
{
	char is[NAME_BYTES] = "";

	if (person)
		workspace_name(s, person, is, sizeof(is));
	record_member(r, name, is);
}

static void put_members(struct record *r, struct store *s, const struct ticket *t)
{
	char reporter[FAULT_BYTES];

	record_member_id(r, "ticket", t->number);
	record_member(r, "flow", t->flow->name);
	record_member(r, "state", t->state >= 0 ? t->flow->states[t->state].name : "?");
	record_member_time(r, "opened", t->opened);
	record_member(r, "fault", t->fault);
	record_member(r, "machine", t->serial);
	record_member(r, "model", t->model);
	record_member_flag(r, "down", t->down);
	record_member(r, "place", t->place);
	record_member(r, "site", t->site);
	record_member(r, "customer", t->customer_name);
	record_member(r, "customer_number", t->customer_number);
	record_member(r, "station", t->station_name);
	if (tickets_reporter(s, t->number, reporter, sizeof(reporter)))
		record_member(r, "reported_by", reporter);
	put_person(r, s, "engineer", t->lead);
	record_member_number(r, "visit", t->visit);
	record_member_id(r, "again", t->again);
}

static void put_companions(struct record *r, struct store *s, const struct ticket *t)
{
	char name[NAME_BYTES];

	record_open_names(r, "companions");
	for (size_t i = 0; i < t->companions_n; i++) {
		workspace_name(s, t->companions[i], name, sizeof(name));
		record_name(r, name);
	}
	record_close(r);
}

static void put_nodes(struct record *r, const struct ticket *t, int64_t now)
{
	const struct flow *f = t->flow;
	uint32_t missing = lacking_nodes(t, now);

	record_open_values(r, "nodes");
	for (size_t i = 0; i < f->nodes_n; i++)
		if (t->nodes[i].how == NODE_STAMPED)
			record_value_time(r, f->nodes[i].name, t->nodes[i].at);
	record_close(r);
	record_open_names(r, "missed");
	for (size_t i = 0; i < f->nodes_n; i++)
		if (t->nodes[i].how == NODE_MISSED)
			record_name(r, f->nodes[i].name);
	record_close(r);
	record_open_names(r, "missing");
	for (size_t i = 0; i < f->nodes_n; i++)
		if (missing & 1u << i)
			record_name(r, f->nodes[i].name);
	record_close(r);
	record_open_values(r, "stated");
	for (size_t i = 0; i < f->nodes_n; i++)
		if (t->claims[i])
			record_value_time(r, f->nodes[i].name, t->claims[i]);
	record_close(r);
}

/* As on the wire: a time as RFC 3339, a person as their first number. */
static void put_field(struct record *r, struct gateway *g, const struct ticket *t, size_t i)
{
	const struct value *is = &t->flow->fields[i].is;
	struct text says = text_new(FIELD_SHOWN);
	struct person p;
	int64_t value;

	if (!field_value(is, t->fields[i], &value))
		return;
	if (is->kind->brings & BRINGS_TIME)
		record_value_time(r, is->name, value);
	else if (is->kind->brings & BRINGS_PERSON && people_by_id(g->store, value, &p))
		text_add(&says, p.number);
	else
		field_text(g, t, i, &says);
	if (says.len > 0)
		record_value_text(r, is->name, text_str(&says), is->kind->digits);
	text_free(&says);
}

static void put_fields(struct record *r, struct gateway *g, const struct ticket *t)
{
	record_open_values(r, "fields");
	for (size_t i = 0; i < t->flow->fields_n; i++)
		put_field(r, g, t, i);
	record_close(r);
}

/* ---- clocks ---- */

/* The last verdict on the clock that the events bear. */
static bool find_verdict(const struct ledger_row *rows, size_t n, const char *clock, struct change_verdict *v)
{
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		const char *rest = rows[i].change;

		while ((rest = change_next_verdict(rest, clock, v)))
			found = true;
	}
	return found;
}

static const char *clock_stands(const struct clock_state *s)
{
	static const char *const ended[] = {
		[UNJUDGED] = "unjudged", [MET] = "met", [MISSED] = "missed", [VOID] = "void"};

	return s->stopped ? ended[s->verdict] : s->resumed ? "runs" : "pauses";
}

static bool is_late(const struct clock_kind *k, const struct clock_state *s, int64_t now)
{
	if (s->stopped)
		return s->verdict == MISSED;
	return s->broken || (s->due && due_over(k, s, now));
}

/* In the words of whoever asks; null where there are none. */
static void put_rule(struct record *r, const struct own_words *words, const struct clock_kind *k,
		     const struct clock_state *s, const struct change_verdict *said)
{
	struct text title = text_new(RULE_SHOWN);

	clock_rule_say(words, k, s, said ? said->rule : "", &title);
	record_put_text(r, "rule_title", text_str(&title));
	text_free(&title);
}

static void put_clock(struct record *r, const struct ticket *t, size_t i, const struct change_verdict *said,
		      int64_t now, const struct ticket_record_more *more)
{
	const struct clock_kind *k = &t->flow->clocks[i];
	const struct clock_state *s = &t->clocks[i];
	char rule[HISTORY_RULE];

	record_row(r);
	record_put_text(r, "name", k->name);
	record_put_text(r, "state", clock_stands(s));
	record_put_flag(r, "late", is_late(k, s, now));
	record_put_time(r, "at", s->started);
	record_put_time(r, "due", s->due);
	record_put_time(r, "stopped", s->stopped);
	/* A verdict goes by the line as it was worded then, whatever the flow says now. */
	record_put_text(r, "rule", said && *said->rule ? said->rule : history_rule(t->flow, k, s, rule));
	if (more) {
		record_put_text(r, "label", k->label.in[more->lang]);
		put_rule(r, more->words, k, s, said);
	}
	record_row_end(r);
}

static void put_clocks(struct record *r, const struct ticket *t, const struct ledger_row *rows, size_t n, int64_t now,
		       const struct ticket_record_more *more)
{
	record_open_rows(r, "clocks");
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_kind *k = &t->flow->clocks[i];
		struct change_verdict v;
		bool judged = t->clocks[i].stopped && !clock_is_promise(k) && find_verdict(rows, n, k->name, &v);

		if (t->clocks[i].started)
			put_clock(r, t, i, judged ? &v : NULL, now, more);
	}
	record_close(r);
}

/* ---- texts ---- */

static void put_received(struct record *r, struct store *s, const struct ticket *t, const struct inbox_row *in,
			 const char *by)
{
	char *words = in->text ? input_text(in->kind, in->text) : NULL;
	char from[NAME_BYTES];

	r->good = r->good && (words || !in->text);
	digits_hide(s, t, in->person, words);
	text_copy(from, sizeof(from), in->sender);
	if (in->person || !*in->sender)
		workspace_name(s, in->person, from, sizeof(from));
	record_row(r);
	record_put_text(r, "direction", "in");
	record_put_time(r, "at", in->came);
	record_put_text(r, "from", from);
	record_put_text(r, "from_kind", in->person ? "known" : *in->sender ? "unknown" : "desk");
	record_put_text(r, "by", by);
	record_put_text(r, "number", in->sender);
	record_put_text(r, "channel", in->channel);
	record_put_text(r, "outcome", in->outcome);
	record_put_text(r, "why", in->why);
	record_put_text(r, "text", words);
	record_row_end(r);
	free(words);
}

static void put_sent(struct record *r, struct store *s, const struct ticket *t, const struct outbox_row *o)
{
	char to[NAME_BYTES] = "", id[DECIMAL_BYTES];

	if (o->person)
		workspace_name(s, o->person, to, sizeof(to));
	digits_hide(s, t, o->person, o->text);
	record_row(r);
	record_put_text(r, "direction", "out");
	record_put_time(r, "at", o->created);
	record_put_text(r, "to", to);
	record_put_text(r, "number", o->number);
	record_put_text(r, "template", o->template);
	record_put_text(r, "delivery", delivery_name(o->state));
	record_put_time(r, "delivery_at", o->state_at);
	record_put_text(r, "why", o->error);
	record_put_text(r, "id", number_write(o->id, id));
	record_put_number(r, "tries", o->tries);
	record_put_text(r, "text", o->text);
	record_row_end(r);
}

struct both_ways {
	const struct ticket *about;
	struct inbox_row *in;
	struct outbox_row *out;
	size_t in_n, out_n;
};

/* Both as they followed one another; what came stands before what it caused. */
static void put_in_order(struct record *r, struct store *s, struct both_ways *b, const struct ledger_row *rows,
			 size_t n)
{
	size_t i = 0, o = 0;
	char by[NAME_BYTES];

	record_open_rows(r, "texts");
	while (i < b->in_n || o < b->out_n) {
		if (o == b->out_n || (i < b->in_n && b->in[i].came <= b->out[o].created)) {
			ticket_text_by(s, &b->in[i], rows, n, by);
			put_received(r, s, b->about, &b->in[i], by);
			inbox_row_free(&b->in[i++]);
		} else {
			put_sent(r, s, b->about, &b->out[o]);
			outbox_row_free(&b->out[o++]);
		}
	}
	record_close(r);
}

static bool put_texts(struct record *r, struct store *s, const struct ticket *t, const struct ledger_row *rows,
		      size_t n)
{
	struct both_ways b = {
		.about = t, .in = calloc(ROWS_LIMIT, sizeof(*b.in)), .out = calloc(ROWS_LIMIT, sizeof(*b.out))};
	bool good = b.in && b.out;

	if (good) {
		b.in_n = inbox_of_ticket(s, t->number, b.in, ROWS_LIMIT);
		b.out_n = outbox_of_ticket(s, t->number, b.out, ROWS_LIMIT);
		put_in_order(r, s, &b, rows, n);
		note_limit("texts that came", b.in_n);
		note_limit("texts that went out", b.out_n);
	}
	free(b.in);
	free(b.out);
	return good;
}

/* ---- events ---- */

static void put_event(struct record *r, struct store *s, const struct ledger_row *e)
{
	char by[NAME_BYTES];

	workspace_name(s, e->by, by, sizeof(by));
	record_row(r);
	record_put_number(r, "seq", e->seq);
	record_put_time(r, "at", e->at);
	record_put_text(r, "name", e->code);
	record_put_text(r, "by", by);
	record_put_text(r, "by_kind", e->by ? "known" : "desk");
	record_put_text(r, "change", e->change);
	record_put_text(r, "hash", e->hash);
	record_row_end(r);
}

static void put_events(struct record *r, struct store *s, const struct ledger_row *rows, size_t n)
{
	record_open_rows(r, "events");
	for (size_t i = 0; i < n; i++)
		put_event(r, s, &rows[i]);
	record_close(r);
	note_limit("events", n);
}

/* ---- all of it ---- */

static bool print_all(struct gateway *g, const struct ticket *t, int64_t now, enum table_form form,
		      const struct ticket_record_more *more, FILE *out)
{
	struct store *s = g->store;
	struct ledger_row *rows = calloc(ROWS_LIMIT, sizeof(*rows));
	size_t n = rows ? ledger_of(s, t->number, rows, ROWS_LIMIT) : 0;
	const struct family_seen seen = {more ? more->sees : NULL, more ? more->ctx : NULL};
	struct record r;
	bool good;

	if (!rows)
		return false;
	record_begin(&r, form, "ticket", columns, out);
	put_members(&r, s, t);
	ticket_family_put(&r, g, t, &seen);
	put_companions(&r, s, t);
	put_nodes(&r, t, now);
	put_fields(&r, g, t);
	put_clocks(&r, t, rows, n, now, more);
	good = put_texts(&r, s, t, rows, n);
	put_events(&r, s, rows, n);
	free(rows);
	if (more)
		more->put(&r.json, more->ctx);
	return record_end(&r) && good;
}

bool ticket_record_print(struct gateway *g, const struct ticket *t, int64_t now, enum table_form form, FILE *out)
{
	return print_all(g, t, now, form, NULL, out);
}

bool ticket_record_print_with(struct gateway *g, const struct ticket *t, int64_t now,
			      const struct ticket_record_more *more, FILE *out)
{
	return print_all(g, t, now, TABLE_JSON, more, out);
}
