#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/messages/delivery.h"
#include "db/messages/inbox.h"
#include "db/messages/outbox_found.h"
#include "db/sqlite/store.h"
#include "db/tables/ledger_rows.h"
#include "db/tables/tickets.h"
#include "gateway/base/columns.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/workspace.h"
#include "gateway/views/explain.h"
#include "gateway/wire/wire_in.h"
#include "handlers/model/ticket_change.h"
#include "handlers/time/when.h"
#include "templates/text/text_cut.h"
#include "templates/text/units.h"

#define ROWS_MAX 1000 /* of events, texts and messages each: a ticket has dozens */

static int run(const struct call *c);

const struct verb verb_show = {
	.name = "show",
	.usage = "TICKET [--raw]",
	.brief = "shows one ticket: nodes, clocks, events, texts and their delivery",
	.help = "Where the ticket stands, the time of each node (or that it was missed), stated times that wait for\n"
		"approval, what was corrected, each clock that ever ran (the line that holds, when it is due, what "
		"was\n"
		"judged, the working time counted window by window, its steps, and how it went, event by event), its\n"
		"events and what each changed, its texts as they came and what became of each, and the\n"
		"texts that went out with the state of their delivery. With --raw, what an event changed is shown as\n"
		"the ledger has it.\n",
	.options = {{"--raw", false}},
	.least = 1,
	.most = 1,
	.run = run,
};

static void print_field(const char *label, const char *value)
{
	if (!*value)
		return;
	struct text line = text_new(FAULT_BYTES + 16);
	text_cut(&line, value, FAULT_BYTES);
	printf("%-10s %s\n", label, text_str(&line));
	text_free(&line);
}

static void print_person(struct store *s, const char *label, int64_t person)
{
	char name[NAME_BYTES];
	if (person == 0)
		return;
	workspace_name(s, person, name, sizeof(name));
	print_field(label, name);
}

static void print_time(const char *label, int64_t at)
{
	char written[24];
	if (at == 0)
		return;
	when_local(at, written);
	print_field(label, written);
}

/* The same machine was repaired shortly before. */
static void print_again(const struct ticket *t)
{
	char when[24], again[80];
	if (!t->again)
		return;
	when_local(t->again_at, when);
	snprintf(again, sizeof(again), "ticket %lld, repaired %s", (long long)t->again, when);
	print_field("again", again);
}

static void print_ticket(struct store *s, const struct ticket *t)
{
	char reporter[FAULT_BYTES];
	const struct state *state = t->state < 0 ? NULL : &t->flow->states[t->state];
	printf("ticket     %lld\n", (long long)t->number);
	printf("flow       %s (%s)\n", t->flow->name, t->flow->title.in[EN]);
	if (state)
		printf("state      %s (%s, %s)\n", state->name, state->label.in[EN], state->label.in[ZH]);
	else
		puts("state      one that the flow no longer has");
	print_time("opened", t->opened);
	print_field("fault", t->fault);
	print_field("machine", t->serial);
	print_field("model", t->model);
	print_field("down", t->down ? "the machine stands still" : "");
	print_field("place", t->place);
	print_field("site", t->site);
	print_field("customer", t->customer_name);
	print_field("number", t->customer_number);
	print_field("station", t->station_name);
	if (tickets_reporter(s, t->number, reporter, sizeof(reporter)))
		print_field("reported", reporter);
	print_person(s, "engineer", t->lead);
	for (size_t i = 0; i < t->companions_n; i++)
		print_person(s, i == 0 ? "with" : "", t->companions[i]);
	print_time("planned", t->planned);
	print_time("expected", t->eta);
	print_again(t);
	if (t->visit > 1)
		printf("visit      %d\n", t->visit);
}

static void add_node(struct columns *out, const struct ticket *t, size_t i)
{
	const struct node *n = &t->nodes[i];
	char at[24] = "-", claim[64] = "";
	if (n->how == NODE_STAMPED)
		when_local(n->at, at);
	if (n->how == NODE_MISSED)
		text_copy(at, sizeof(at), "missed");
	if (t->claims[i]) {
		char claimed[24];
		when_local(t->claims[i], claimed);
		snprintf(claim, sizeof(claim), "stated %s, waits for approval", claimed);
	} else if (t->corrected[i]) {
		text_copy(claim, sizeof(claim), "corrected");
	}
	columns_add(out, (const char *const[]){"", t->flow->nodes[i].name, t->flow->nodes[i].label.in[ZH], at, claim});
}

static void print_nodes(const struct ticket *t)
{
	struct columns out = {.width = 5};
	puts("\nnodes");
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		add_node(&out, t, i);
	columns_print(&out, stdout);
}

static void said_if_more(size_t n)
{
	if (n == ROWS_MAX)
		printf("  … and more: these are the first %d\n", ROWS_MAX);
}

/* ---- events in words */

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

static void say_change(struct store *s, const struct ticket *before, const struct ticket *after, struct text *out)
{
	char name[NAME_BYTES];
	for (size_t i = 0; i < after->flow->nodes_n; i++)
		say_node(out, before, after, i);
	if (after->lead != before->lead && after->lead) {
		workspace_name(s, after->lead, name, sizeof(name));
		say(out, "engineer", name);
	}
	say_time(out, "planned", before->planned, after->planned);
	say_time(out, "expected", before->eta, after->eta);
	if (after->visit != before->visit && after->visit > 1)
		text_addf(out, "%svisit %d", out->len ? ", " : "", after->visit);
}

struct telling { /* a ticket made again, event by event */
	struct store *store;
	struct ticket before, after;
	struct columns out;
	bool raw;
};

static void add_event(struct telling *e, const struct ledger_row *r)
{
	char seq[24], at[24], by[NAME_BYTES];
	const struct ticket *t = &e->after;
	struct text what = text_new(CHANGE_BYTES);
	e->before = e->after;
	if (!ticket_apply(&e->after, r->change) || e->raw)
		text_add(&what, r->change);
	else
		say_change(e->store, &e->before, t, &what);
	snprintf(seq, sizeof(seq), "%lld", (long long)r->seq);
	when_local(r->at, at);
	workspace_name(e->store, r->by, by, sizeof(by));
	columns_add(&e->out,
		    (const char *const[]){"", seq, at, r->code, by, t->state < 0 ? "?" : t->flow->states[t->state].name,
					  text_str(&what)});
	text_free(&what);
}

/* ---- corrections: what was asked for and decided, node by node */

static void add_correction(struct telling *e, size_t node, const struct ledger_row *r, const char *what, int64_t time)
{
	char when[24] = "", written[24] = "", who[NAME_BYTES] = "", line[64];
	if (time)
		when_local(time, written);
	if (r) {
		when_local(r->at, when);
		workspace_name(e->store, r->by, who, sizeof(who));
	}
	snprintf(line, sizeof(line), "%s%s%s", what, time ? " " : "", written);
	columns_add(&e->out, (const char *const[]){"", e->after.flow->nodes[node].name, line, when, who});
}

/* What the node said before anyone asked, above all else. */
static void add_first(struct telling *e, size_t i)
{
	const struct node *was = &e->before.nodes[i], *n = was->how == NODE_OPEN ? &e->after.nodes[i] : was;
	add_correction(e, i, NULL, n->how == NODE_MISSED ? "missed" : "stamped", n->how == NODE_MISSED ? 0 : n->at);
}

static const char *corrected_how(const struct telling *e, const struct ledger_row *r, size_t i, int64_t *time)
{
	const struct ticket *b = &e->before, *a = &e->after;
	const struct code *c = flow_code(a->flow, r->code);
	*time = a->claims[i] ? a->claims[i] : b->claims[i];
	if (c && c->does == DOES_UNDO)
		return a->claims[i] ? "waits again:" : "taken back:";
	if (a->claims[i])
		return "asked for";
	return a->corrected[i] && a->nodes[i].at == b->claims[i] ? "approved" : "refused";
}

/* One node's, through all events. */
static void add_corrections(struct telling *e, const struct ledger_row *rows, size_t n, size_t i)
{
	bool any = false;
	ticket_blank(&e->after, e->after.flow, e->after.number);
	for (size_t k = 0; k < n; k++) {
		int64_t time;
		e->before = e->after;
		if (!ticket_apply(&e->after, rows[k].change) || e->before.claims[i] == e->after.claims[i])
			continue;
		if (!any)
			add_first(e, i);
		any = true;
		const char *how = corrected_how(e, &rows[k], i, &time);
		add_correction(e, i, &rows[k], how, time);
	}
}

static void print_corrections(struct telling *e, const struct ledger_row *rows, size_t n)
{
	e->out = (struct columns){.width = 5};
	for (size_t i = 0; i < e->after.flow->nodes_n; i++)
		add_corrections(e, rows, n, i);
	if (e->out.n > 0)
		puts("\ncorrections");
	columns_print(&e->out, stdout);
}

static bool print_events(struct store *s, const struct ticket *t, bool raw)
{
	struct ledger_row *rows = calloc(ROWS_MAX, sizeof(*rows));
	struct telling *e = calloc(1, sizeof(*e));
	size_t n = rows && e ? ledger_of(s, t->number, rows, ROWS_MAX) : 0;
	if (rows && e) {
		*e = (struct telling){.store = s, .out.width = 7, .raw = raw};
		ticket_blank(&e->after, t->flow, t->number);
		puts("\nevents");
		for (size_t i = 0; i < n; i++)
			add_event(e, &rows[i]);
		columns_print(&e->out, stdout);
		said_if_more(n);
		print_corrections(e, rows, n);
	}
	bool good = rows && e;
	free(rows);
	free(e);
	return good;
}

/* The words of a text; the payload itself where they cannot be read. To be freed; NULL for none. */
static char *words_of(const struct inbox_row *r)
{
	char why[WHY_BYTES];
	struct wire_mo mo = {0};
	struct wire_open open = {0};
	if (!r->text)
		return NULL;
	if (strcmp(r->kind, "mo") == 0 && wire_read_mo(r->text, strlen(r->text), &mo, why, sizeof(why)))
		return mo.text;
	if (strcmp(r->kind, "open") == 0 && wire_read_open(r->text, strlen(r->text), &open, why, sizeof(why))) {
		char *fault = open.fault;
		open.fault = NULL;
		wire_open_free(&open);
		return fault;
	}
	return strdup(r->text);
}

static void add_text(struct columns *out, struct store *s, const struct inbox_row *r)
{
	char came[24], from[NAME_BYTES], became[300];
	char *words = words_of(r);
	when_local(r->came, came);
	if (r->person || !*r->sender)
		workspace_name(s, r->person, from, sizeof(from));
	else
		text_copy(from, sizeof(from), r->sender);
	snprintf(became, sizeof(became), "%s%s%s", r->outcome, *r->why ? ": " : "", r->why);
	columns_add(out, (const char *const[]){"", came, from, r->channel, became, words ? words : ""});
	free(words);
}

static bool print_texts(struct store *s, int64_t ticket)
{
	struct inbox_row *rows = calloc(ROWS_MAX, sizeof(*rows));
	if (!rows)
		return false;
	struct columns out = {.width = 6};
	size_t n = inbox_of_ticket(s, ticket, rows, ROWS_MAX);
	puts("\ntexts that came");
	for (size_t i = 0; i < n; i++) {
		add_text(&out, s, &rows[i]);
		inbox_row_free(&rows[i]);
	}
	columns_print(&out, stdout);
	said_if_more(n);
	free(rows);
	return true;
}

static void add_sent(struct columns *out, struct store *s, const struct outbox_row *r)
{
	char created[24], changed[24], to[NAME_BYTES + MSISDN_MAX + 8], name[NAME_BYTES], state[160];
	when_local(r->created, created);
	when_local(r->state_at, changed);
	workspace_name(s, r->person, name, sizeof(name));
	snprintf(to, sizeof(to), "%s (%s)", name, r->number);
	snprintf(state, sizeof(state), "%s%s%s", delivery_name(r->state), *r->error ? ": " : "", r->error);
	columns_add(out, (const char *const[]){"", created, to, state, changed, r->text ? r->text : ""});
}

static bool print_sent(struct store *s, int64_t ticket)
{
	struct outbox_row *rows = calloc(ROWS_MAX, sizeof(*rows));
	if (!rows)
		return false;
	struct columns out = {.width = 6};
	size_t n = outbox_of_ticket(s, ticket, rows, ROWS_MAX);
	puts("\ntexts that went out");
	for (size_t i = 0; i < n; i++) {
		add_sent(&out, s, &rows[i]);
		outbox_row_free(&rows[i]);
	}
	columns_print(&out, stdout);
	said_if_more(n);
	free(rows);
	return true;
}

static int show(struct workspace *o, int64_t number, bool raw)
{
	static struct ticket t;
	if (!tickets_load(o->store, &o->rules.flows, number, &t)) {
		if (store_failed(o->store))
			verb_error("the ticket cannot be read: %s", store_why(o->store));
		else
			verb_error("there is no ticket %lld; `fieldgate list --all` lists them", (long long)number);
		return store_failed(o->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	/* Where memory runs out a field or a row is left out, and only errno tells. */
	errno = 0;
	print_ticket(o->store, &t);
	print_nodes(&t);
	bool whole = explain_clocks(o, &t, clock_now(), stdout) && errno != ENOMEM && print_events(o->store, &t, raw) &&
		     print_texts(o->store, number) && print_sent(o->store, number);
	if (whole && errno != ENOMEM && !store_failed(o->store))
		return VERB_DONE;
	verb_error("this is not all of the ticket: %s", store_failed(o->store) ? store_why(o->store) : "out of memory");
	return VERB_BROKEN;
}

static int run(const struct call *c)
{
	static struct workspace o;
	char *end;
	errno = 0;
	long long number = strtoll(c->args[0], &end, 10);
	if (errno != 0 || *end != '\0' || number <= 0)
		return verb_misused(&verb_show, "`%s` is no ticket number; write digits alone", c->args[0]);
	int code = workspace_open(&o, c, WORKSPACE_RULES | WORKSPACE_READING | WORKSPACE_PEOPLE);
	if (code == VERB_DONE)
		code = show(&o, number, c->options[0] != NULL);
	workspace_close(&o);
	return code;
}
