#include "gateway/show/ticket_sheet.h"

#include <string.h>

#include "db/store/tickets.h"
#include "gateway/base/columns.h"
#include "gateway/command/workspace.h"
#include "gateway/show/label_text.h"
#include "gateway/show/ticket_family.h"
#include "gateway/views/field_text.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/text_cut.h"

static void print_field(FILE *out, const char *label, const char *value)
{
	struct text line = text_new(FAULT_BYTES + 16);

	if (!*value)
		return;
	text_cut(&line, value, FAULT_BYTES);
	fprintf(out, "%-10s %s\n", label, text_str(&line));
	text_free(&line);
}

static void print_person(FILE *out, struct store *s, const char *label, int64_t person)
{
	char name[NAME_BYTES];

	if (person == 0)
		return;
	workspace_name(s, person, name, sizeof(name));
	print_field(out, label, name);
}

static void print_time(FILE *out, const char *label, int64_t at)
{
	char written[24];

	if (at == 0)
		return;
	when_local(at, written);
	print_field(out, label, written);
}

/* The same machine was repaired shortly before. */
static void print_again(FILE *out, const struct ticket *t)
{
	char when[24], again[80];

	if (!t->again)
		return;
	when_local(t->again_at, when);
	snprintf(again, sizeof(again), "ticket %lld, repaired %s", (long long)t->again, when);
	print_field(out, "again", again);
}

/* What a number counts, and what people call a choice. */
static void add_meaning(const struct value *is, const char *choice, struct text *out)
{
	char label[LABEL_TEXT_BYTES];

	if (*is->unit.in[lang_of_verbs])
		text_addf(out, " %s", is->unit.in[lang_of_verbs]);
	for (size_t i = 0; i < is->choices_n; i++)
		if (strcmp(is->choices[i].name, choice) == 0)
			text_addf(out, " (%s)", label_text(&is->choices[i].label, label));
}

static void print_kept(FILE *out, struct gateway *g, const struct ticket *t, size_t i)
{
	const struct value *is = &t->flow->fields[i].is;
	struct text value = text_new(FAULT_BYTES), said;

	field_text(g, t, i, &value);
	if (value.len > 0) {
		said = text_new(FAULT_BYTES + LABEL_BYTES * 2);
		text_add(&said, text_str(&value));
		add_meaning(is, text_str(&value), &said);
		print_field(out, is->label.in[lang_of_verbs], text_str(&said));
		text_free(&said);
	}
	text_free(&value);
}

static void print_fields(FILE *out, struct gateway *g, const struct ticket *t)
{
	struct store *s = g->store;
	char reporter[FAULT_BYTES], label[LABEL_TEXT_BYTES];
	const struct flow *f = t->flow;

	fprintf(out, "ticket     %lld\n", (long long)t->number);
	fprintf(out, "flow       %s (%s)\n", t->flow->name, t->flow->title.in[lang_of_verbs]);
	if (t->state >= 0)
		fprintf(out, "state      %s (%s)\n", f->states[t->state].name,
			label_text(&f->states[t->state].label, label));
	else
		fputs(ticket_withdrawn(t) ? "state      none: the text that opened it was taken back\n"
					  : "state      one that the flow no longer has\n",
		      out);
	print_time(out, "opened", t->opened);
	print_field(out, "fault", t->fault);
	print_field(out, "machine", t->serial);
	print_field(out, "model", t->model);
	print_field(out, "down", t->down ? "the machine stands still" : "");
	print_field(out, "place", t->place);
	print_field(out, "site", t->site);
	print_field(out, "customer", t->customer_name);
	print_field(out, "number", t->customer_number);
	print_field(out, "station", t->station_name);
	if (tickets_reporter(s, t->number, reporter, sizeof(reporter)))
		print_field(out, "reported", reporter);
	print_person(out, s, "engineer", t->lead);
	for (size_t i = 0; i < t->companions_n; i++)
		print_person(out, s, i == 0 ? "with" : "", t->companions[i]);
	for (size_t i = 0; i < f->fields_n; i++)
		print_kept(out, g, t, i);
	ticket_family_print(g, t, out);
	print_again(out, t);
	if (t->visit > 1)
		fprintf(out, "visit      %d\n", t->visit);
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
	columns_add(out, (const char *const[]){"", t->flow->nodes[i].name, t->flow->nodes[i].label.in[LANG_FIRST], at,
					       claim});
}

static void print_nodes(FILE *out, const struct ticket *t)
{
	struct columns rows = {.width = 5};

	fputs("\nnodes\n", out);
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		add_node(&rows, t, i);
	columns_print(&rows, out);
}

void ticket_sheet_print(struct gateway *g, const struct ticket *t, FILE *out)
{
	print_fields(out, g, t);
	print_nodes(out, t);
}
