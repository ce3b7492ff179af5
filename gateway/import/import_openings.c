#include "gateway/import/import_openings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include "db/store/machine_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv/csv_header.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import_changes.h"
#include "gateway/import/import_run.h"
#include "gateway/road/batch.h"
#include "gateway/road/store_world.h"
#include "gateway/views/field_text.h"
#include "gateway/wire/wire_out.h"
#include "handlers/decide/opening.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"

enum { FLOW, KEY, MACHINE, CUSTOMER, STATION, WORDS, FIRST_FIELD };

#define KEY_BYTES 256    /* as on the wire */
#define FIELD_SHOWN 8192 /* bytes: more than the longest text has */

/* Columns, a file that has them, and what its rows become. */
struct openings {
	struct gateway *g;
	struct import_run im;
	struct context context;
	struct world world;
	struct store_world store_world;
	const char *columns[CSV_COLUMNS_MAX + 1];
	char names[CSV_COLUMNS_MAX][PLACE_NAME + 1]; /* of fields, each behind its mark */
	size_t n;
	struct batch batch;
	int64_t now;
};

/* ---- the columns ---- */

static bool has_column(const struct openings *o, const char *name)
{
	for (size_t i = FIRST_FIELD; i < o->n; i++) {
		if (strcmp(o->names[i] + 1, name) == 0)
			return true;
	}
	return false;
}

/* Those of all flows, each once. What finds no room there is is no column. */
static void find_columns(struct openings *o)
{
	static const char *const first[] = {"flow", "key", "?machine", "?customer", "?station", "words"};
	const struct flows *all = &o->g->rules->flows;

	memcpy(o->columns, first, sizeof(first));
	o->n = FIRST_FIELD;
	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->all[i]->fields_n && o->n < CSV_COLUMNS_MAX; k++) {
			const char *name = all->all[i]->fields[k].is.name;

			if (has_column(o, name))
				continue;
			snprintf(o->names[o->n], sizeof(o->names[o->n]), "%c%s", CSV_OPTIONAL, name);
			o->columns[o->n] = o->names[o->n];
			o->n++;
		}
	}
	o->columns[o->n] = NULL;
}

/* ---- a row ---- */

static const struct flow *find_flow(struct openings *o, const char *name)
{
	const struct flows *all = &o->g->rules->flows;
	const struct flow *f = flows_find(all, name);
	const char *names[FLOWS_MAX], *near;

	for (size_t i = 0; i < all->n; i++)
		names[i] = all->all[i]->name;
	near = f ? NULL : spelling_nearest(name, names, all->n);
	if (near)
		import_fault(&o->im, "there is no flow `%s`; did you mean `%s`?", name, near);
	else if (!f)
		import_fault(&o->im, "there is no flow `%s`; there is `%s`", name, names[0]);
	return f;
}

static void check_key(struct openings *o, const char *flow, const char *key)
{
	char whole[FLOW_NAME + KEY_BYTES + 2];

	if (!*key)
		import_fault(&o->im, "`key` is empty; write what you call this case, so that it is opened once");
	else if (strlen(key) >= KEY_BYTES)
		import_fault(&o->im, "`key` is too long; at most %d bytes can be kept", KEY_BYTES - 1);
	else if (snprintf(whole, sizeof(whole), "%.31s %s", flow, key) > 0)
		import_once(&o->im, whole, key);
}

/* What no field of the flow keeps, or is no such value, is a fault. */
static size_t read_fields(struct openings *o, struct opening *trial, char *const *row, struct wire_field *out)
{
	char why[WHY_BYTES];
	size_t n = 0;

	for (size_t i = FIRST_FIELD; i < o->n; i++) {
		if (!*row[i])
			continue;
		if (!opening_field(&o->context, trial, o->names[i] + 1, row[i], why, sizeof(why))) {
			import_fault(&o->im, "%s", why);
			continue;
		}
		text_copy(out[n].name, sizeof(out[n].name), o->names[i] + 1);
		out[n++].value = row[i];
	}
	return n;
}

/* It is opened all the same, and waits for the desk. */
static void warn_of_machine(struct openings *o, const char *serial)
{
	char folded[SERIAL_BYTES];
	struct machine m;

	if (*serial && (!fold_small(folded, sizeof(folded), serial) || !machine_by_serial(o->g->store, folded, &m)))
		import_warn(&o->im, "there is no machine `%s`; the ticket keeps the words, and waits for an agent",
			    serial);
}

/* Whether the row gives that field of the ticket another value, noted as one of its changes. */
static bool differs(struct openings *o, const struct opening *given, const struct ticket *t,
		    const struct wire_field *is)
{
	int i = flow_field(t->flow, is->name);
	struct text was = text_new(FIELD_SHOWN);
	bool differs;

	field_text(o->g, t, (size_t)i, &was);
	differs = given->said[i] ? strcmp(text_str(&was), is->value) != 0 : given->told[i] != t->fields[i];
	if (differs)
		import_column(&o->im, is->name, text_str(&was), is->value);
	text_free(&was);
	return differs;
}

/* Leaves of the fields those that the ticket has otherwise; none of a ticket that has ended. */
static size_t keep_changes(struct openings *o, const struct opening *given, int64_t number, struct wire_field *fields,
			   size_t n)
{
	struct ticket *t = calloc(1, sizeof(*t));
	size_t kept = 0;

	if (t && n > 0 && tickets_load(o->g->store, &o->g->rules->flows, number, t)) {
		bool ended = t->state < 0 || given->flow->states[t->state].ends;

		if (ended)
			import_warn(&o->im, "ticket %" PRId64 " has ended and stays as it is", number);
		for (size_t i = 0; i < n && !ended; i++) {
			if (differs(o, given, t, &fields[i]))
				fields[kept++] = fields[i];
		}
	}
	free(t);
	return kept;
}

static bool add_input(struct openings *o, char *const *row, const struct wire_field *fields, size_t n)
{
	struct input *in = batch_add(&o->batch);
	char id[UUID_TEXT];
	uuid_t uuid;

	if (!in)
		return false;
	uuid_generate(uuid);
	uuid_unparse_lower(uuid, id);
	in->kind = IN_OPEN;
	text_copy(in->channel, sizeof(in->channel), "import");
	in->payload = wire_open_row(&(const struct wire_opening){.id = id,
								 .flow = row[FLOW],
								 .key = row[KEY],
								 .machine = row[MACHINE],
								 .customer = row[CUSTOMER],
								 .station = row[STATION],
								 .fault = row[WORDS],
								 .fields = fields,
								 .fields_n = n});
	in->length = in->payload ? strlen(in->payload) : 0;
	in->by_hand = in->renews = true;
	in->came = o->now;
	return in->payload != NULL;
}

/* False where memory ran out or the store failed. */
static bool put_row(struct openings *o, char *const *row)
{
	struct wire_field fields[FIELDS_MAX];
	const struct flow *f = find_flow(o, row[FLOW]);
	struct opening given = {.flow = f};
	int64_t number;
	size_t n;

	check_key(o, row[FLOW], row[KEY]);
	if (!*row[WORDS])
		import_fault(&o->im, "`words` is empty; write what it is about");
	if (!f)
		return true;
	n = read_fields(o, &given, row, fields);
	if (o->im.bad)
		return !store_failed(o->g->store);
	warn_of_machine(o, row[MACHINE]);
	number = tickets_by_key(o->g->store, f->name, row[KEY]);
	if (number != 0) {
		n = keep_changes(o, &given, number, fields, n);
		import_row_known(&o->im, row[KEY], f->name);
		return !store_failed(o->g->store) && (n == 0 || add_input(o, row, fields, n));
	}
	import_row_added(&o->im, row[KEY], f->name);
	return !store_failed(o->g->store) && add_input(o, row, fields, n);
}

/* ---- the file ---- */

static int broken(struct openings *o, const char *why)
{
	fault_add(o->im.faults, o->im.file, 0, 0, 0, "nothing was opened: %s", why);
	return VERB_BROKEN;
}

static int open_all(struct openings *o)
{
	if (o->batch.n > 0 && !batch_run(o->g, &o->batch, NULL, o->now))
		return broken(o, store_why(o->g->store));
	return VERB_DONE;
}

static int put_rows(struct openings *o, const struct csv_table *t, bool well_formed)
{
	size_t before = o->im.faults->n;

	for (size_t i = 0; i < t->n; i++) {
		o->im.line = t->rows[i].line;
		o->im.bad = false;
		text_clear(&o->im.changes);
		if (!put_row(o, t->rows[i].fields))
			return broken(o, store_failed(o->g->store) ? store_why(o->g->store) : "out of memory");
	}
	if (!well_formed || o->im.faults->n > before)
		return VERB_FAULTY;
	return o->im.ways.dry_run ? VERB_DONE : open_all(o);
}

int import_openings(struct gateway *g, const char *path, int64_t now, const struct import_ways *ways, struct faults *f,
		    struct import_count *count)
{
	struct openings *o = calloc(1, sizeof(*o));
	struct csv_table t;
	enum csv_table_state state;
	int code = VERB_BROKEN;

	*count = (struct import_count){0};
	if (!o) {
		fault_add(f, path, 0, 0, 0, "out of memory; free some and try again");
		return VERB_BROKEN;
	}
	o->g = g;
	o->now = now;
	o->im = (struct import_run){.store = g->store, .ways = *ways, .faults = f, .file = path};
	o->context = (struct context){.rules = g->rules, .roster = &g->roster, .world = &o->world};
	store_world_init(&o->world, &o->store_world, g, true);
	find_columns(o);
	state = csv_table_read(&t, path, o->columns, f);
	if (state != TABLE_UNREADABLE)
		code = put_rows(o, &t, state == TABLE_READ);
	if (code == VERB_DONE)
		*count = o->im.count;
	batch_free(&o->batch);
	import_run_free(&o->im);
	csv_table_free(&t);
	free(o);
	return code;
}
