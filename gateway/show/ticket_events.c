#include "gateway/show/ticket_events.h"

#include <stdlib.h>

#include "db/store/ledger_rows.h"
#include "gateway/base/columns.h"
#include "gateway/command/workspace.h"
#include "gateway/show/rows_limit.h"
#include "gateway/show/ticket_corrections.h"
#include "gateway/views/field_text.h"
#include "handlers/model/change.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

/* ---- what an event changed */

static void say(struct text *out, const char *what, const char *rest)
{
	text_addf(out, "%s%s %s", out->len ? ", " : "", what, rest);
}

static void say_time(struct text *out, const char *what, int64_t before, int64_t after)
{
	char at[24] = "no more";

	if (before == after)
		return;
	if (after)
		when_local(after, at);
	say(out, what, at);
}

static void say_node(struct text *out, const struct ticket *before, const struct ticket *after, size_t i)
{
	const struct node *a = &before->nodes[i], *b = &after->nodes[i];
	const char *name = after->flow->nodes[i].name;
	char stated[FLOW_NAME + 16];

	snprintf(stated, sizeof(stated), "stated: %s", name);
	if (b->how == NODE_STAMPED)
		say_time(out, name, a->how == NODE_STAMPED ? a->at : 0, b->at);
	else if (a->how != b->how)
		say(out, name, b->how == NODE_MISSED ? "missed" : "taken back");
	say_time(out, stated, before->claims[i], after->claims[i]);
}

static void say_field(struct text *out, struct gateway *g, const struct ticket *before, const struct ticket *after,
		      size_t i)
{
	struct text is = text_new(FAULT_BYTES);

	if (before->fields[i] != after->fields[i]) {
		field_text(g, after, i, &is);
		say(out, after->flow->fields[i].is.label.in[lang_of_verbs], is.len > 0 ? text_str(&is) : "no more");
	}
	text_free(&is);
}

static void say_opens(struct text *out, const struct ticket *before, const struct ticket *after, size_t i)
{
	char what[FLOW_NAME + 16];

	snprintf(what, sizeof(what), "opens %s", after->flow->opened[i]);
	say_time(out, what, before->opens[i], after->opens[i]);
}

static void say_signature(struct text *out, struct gateway *g, const struct signer *before, const struct signer *after)
{
	char name[NAME_BYTES];

	if (!after->whom || (before->by == after->by && before->whom == after->whom))
		return;
	workspace_name(g->store, after->whom, name, sizeof(name));
	say(out, "signed in the stead of", name);
}

/* What one event changed, in words. */
static void say_change(struct text *out, struct gateway *g, const struct ticket *before, const struct ticket *after)
{
	char name[NAME_BYTES];

	for (size_t i = 0; i < after->flow->nodes_n; i++)
		say_node(out, before, after, i);
	if (after->lead != before->lead && after->lead) {
		workspace_name(g->store, after->lead, name, sizeof(name));
		say(out, "engineer", name);
	}
	for (size_t i = 0; i < after->flow->fields_n; i++)
		say_field(out, g, before, after, i);
	for (size_t i = 0; i < after->flow->opened_n; i++)
		say_opens(out, before, after, i);
	for (size_t i = 0; i < ASKS_MAX; i++)
		say_signature(out, g, &before->signatures[i], &after->signatures[i]);
	if (after->visit != before->visit && after->visit > 1)
		text_addf(out, "%svisit %d", out->len ? ", " : "", after->visit);
	if (after->down != before->down)
		say(out, "the machine", after->down ? "stands still" : "runs again");
}

/* A note changes nothing else; its words are among the texts that came. */
static bool is_note(const struct ticket *t, const char *code)
{
	const struct code *c = flow_code(t->flow, code);

	return c && c->does == DOES_NOTE;
}

/* ---- events */

/* The ticket made again, event by event. */
struct replay {
	struct gateway *g;
	struct ticket before, after;
	struct columns rows;
	bool raw;
};

/* By whom stands beside the event. */
static bool is_signature(const struct ticket *t, const char *code)
{
	const struct code *c = flow_code(t->flow, code);

	return c && c->does == DOES_SIGN;
}

static void say_what_happened(struct text *out, const struct replay *p, const struct ledger_row *r)
{
	const char *code = r->code;
	bool tries = change_only_tries(r->change);

	if (is_signature(&p->after, code))
		say(out, "the ticket", tries ? "was not signed: wrong digits" : "was signed");
	else if (tries)
		say(out, "nothing", "was decided: wrong digits");
	if (is_note(&p->after, code))
		say(out, "a note", "was written");
	say_change(out, p->g, &p->before, &p->after);
}

static void add_event(struct replay *p, const struct ledger_row *r)
{
	char seq[24], at[24], by[NAME_BYTES];
	const struct ticket *t = &p->after;
	struct text what = text_new(CHANGE_BYTES);

	p->before = p->after;
	if (!change_apply(&p->after, r->change) || p->raw)
		text_add(&what, r->change);
	else
		say_what_happened(&what, p, r);
	snprintf(seq, sizeof(seq), "%lld", (long long)r->seq);
	when_local(r->at, at);
	workspace_name(p->g->store, r->by, by, sizeof(by));
	columns_add(&p->rows,
		    (const char *const[]){"", seq, at, r->code, by, t->state < 0 ? "?" : t->flow->states[t->state].name,
					  text_str(&what)});
	text_free(&what);
}

static void print(struct replay *p, const struct ticket *t, const struct ledger_row *rows, size_t n, FILE *out)
{
	ticket_blank(&p->after, t->flow, t->number);
	fputs("\nevents\n", out);
	for (size_t i = 0; i < n; i++)
		add_event(p, &rows[i]);
	columns_print(&p->rows, out);
	rows_limit_note(n, out);
}

bool ticket_events_print(struct gateway *g, const struct ticket *t, bool raw, FILE *out)
{
	struct ledger_row *rows = calloc(ROWS_LIMIT, sizeof(*rows));
	struct replay *p = calloc(1, sizeof(*p));
	bool good = false;

	if (rows && p) {
		size_t n = ledger_of(g->store, t->number, rows, ROWS_LIMIT);

		p->g = g;
		p->rows.width = 7;
		p->raw = raw;
		print(p, t, rows, n, out);
		good = ticket_corrections_print(g->store, t, rows, n, out);
	}
	free(rows);
	free(p);
	return good;
}
