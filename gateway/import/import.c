#include "gateway/import/import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/base/etag.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import_machines.h"
#include "gateway/import/import_mobile.h"
#include "gateway/import/import_moves.h"
#include "gateway/import/import_people.h"
#include "gateway/import/import_stations.h"
#include "gateway/views/roster_list.h"
#include "templates/text/fold.h"

struct kind {
	const char *name;
	const char *const *columns;
	/* Checks a row and puts it in. What is wrong in it is a fault; false means that the store failed. */
	bool (*put)(struct import_run *im, char *const *fields);
	bool moves; /* its people may hand their numbers on */
};

const char *const import_kinds[] = {"stations", "people", "customers", "machines", NULL};

static const struct kind kinds[] = {
	{"stations", (const char *const[]){"station", "region", "address", NULL}, import_put_station, false},
	{"people", (const char *const[]){"name", "mobile", "roles", "station", "language", "?was", "?email", NULL},
	 import_put_staff, true},
	{"customers", (const char *const[]){"name", "mobile", "class", "language", "sales_manager", "?was", NULL},
	 import_put_customer, true},
	{"machines",
	 (const char *const[]){"serial", "model", "customer", "station", "km", "latitude", "longitude", "hours",
			       "warranty_until", NULL},
	 import_put_machine, false},
};

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const char *const *import_columns(const char *kind)
{
	const struct kind *k = find_kind(kind);

	return k ? k->columns : NULL;
}

/* All rows are tried, so that all faults are named at once. False when the store fails. */
static bool put_rows(struct import_run *im, const struct kind *kind, const struct csv_table *t)
{
	size_t before = im->faults->n;

	im->there = t->there;
	if (kind->moves && !import_moves_find(im, t, kind->put == import_put_staff))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		im->row = i;
		im->line = t->rows[i].line;
		im->bad = false;
		text_clear(&im->changes);
		if (!kind->put(im, t->rows[i].fields) || store_failed(im->store))
			return false;
		if (im->faults->n - before < TABLE_FAULTS_MAX)
			continue;
		import_fault(im, "there are more faults than are shown; mend those above first");
		break;
	}
	return true;
}

static int broken(struct import_run *im)
{
	fault_add(im->faults, im->file, 0, 0, 0, "nothing was imported: %s", store_why(im->store));
	return VERB_BROKEN;
}

/* One transaction: nothing of it is kept if there is any fault, in the form of the table or in what it says. */
static int put_table(struct import_run *im, const struct kind *kind, const struct csv_table *t, bool well_formed)
{
	struct store *s = im->store;
	size_t before = im->faults->n;

	if (!store_begin(s))
		return broken(im);
	if (!people_roster(s, &im->roster) || !put_rows(im, kind, t)) {
		int code = broken(im);

		store_rollback(s);
		return code;
	}
	if (!well_formed || im->faults->n > before) {
		store_rollback(s);
		return VERB_FAULTY;
	}
	if (im->ways.dry_run) {
		store_rollback(s);
		return VERB_DONE;
	}
	if (!people_imported(s)) {
		int code = broken(im);

		store_rollback(s);
		return code;
	}
	return store_commit(s) ? VERB_DONE : broken(im);
}

int import_file_so(struct gateway *g, const char *kind, const char *path, const struct import_ways *ways,
		   struct faults *f, struct import_count *count)
{
	const struct kind *k = find_kind(kind);
	struct import_run im = {
		.store = g->store, .country = g->setup->country, .ways = *ways, .faults = f, .file = path};
	struct csv_table t;
	enum csv_table_state state;
	int code = VERB_BROKEN;

	*count = (struct import_count){0};
	if (!k) {
		fault_add(f, path, 0, 0, 0,
			  "there is no kind `%s`; the kinds are stations, people, customers, machines", kind);
		return VERB_FAULTY;
	}
	state = csv_table_read(&t, path, k->columns, f);
	if (state != TABLE_UNREADABLE)
		code = put_table(&im, k, &t, state == TABLE_READ);
	if (code == VERB_DONE)
		*count = im.count;
	import_moves_free(im.moves);
	import_run_free(&im);
	csv_table_free(&t);
	return code;
}

int import_file(struct gateway *g, const char *kind, const char *path, struct faults *f, struct import_count *count)
{
	return import_file_so(g, kind, path, &(const struct import_ways){0}, f, count);
}

/* ---- one row ---- */

#define WAS_CELL 5 /* of people and customers */
#define FAULTS_BYTES 4096

struct one {
	struct import_run im;
	const struct kind *kind;
	struct csv_table table;
	char key[SERIAL_BYTES], was[MSISDN_MAX];
};

/* Under which it is listed once it is written; "": none. */
static void find_key(struct one *o)
{
	char *const *fields = o->table.rows[0].fields;
	char number[MSISDN_MAX];

	*o->key = '\0';
	if (!o->kind->moves)
		fold_small(o->key, sizeof(o->key), fields[0]);
	else if (import_mobile_first(&o->im, fields[1], number))
		text_copy(o->key, sizeof(o->key), number);
}

static bool has_row(struct one *o, const struct row_write *w)
{
	const struct faults *f = o->im.faults;

	if (csv_table_read_text(&o->table, w->csv, o->im.file, o->kind->columns, o->im.faults) == TABLE_UNREADABLE)
		return false;
	if (o->table.n == 0 && f->n == 0)
		import_wrong(&o->im, WRONG_EMPTY, NULL);
	if (f->n == 0)
		find_key(o);
	return true;
}

/* What there is, under the key that it has now: whether it may be changed, or is there already. */
static enum row_lacks look(struct one *o, const struct row_write *w)
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX], etag[ETAG_BYTES], *json = NULL;
	const char *key = w->does == ROW_PUT && !o->kind->moves ? w->key : o->key;
	bool there;

	if (w->does == ROW_PUT && o->kind->moves) {
		if (people_numbers(o->im.store, w->of, numbers) == 0)
			return ROW_IS_GONE;
		key = text_copy(o->was, sizeof(o->was), numbers[0]) ? o->was : "";
	}
	there = *key && roster_list_one(o->im.store, o->kind->name, key, false, &json);
	if (json)
		etag_write(json, etag);
	free(json);
	if (w->does == ROW_ADD)
		return there ? ROW_IS_THERE : ROW_LACKS_NOTHING;
	if (!there)
		return ROW_IS_GONE;
	return json && etag_is_in(w->if_match, etag) ? ROW_LACKS_NOTHING : ROW_IS_STALE;
}

/* Another name or serial would be another one. */
static void check_key(struct one *o, const struct row_write *w)
{
	if (w->does == ROW_PUT && !o->kind->moves && strcmp(o->key, w->key) != 0)
		import_wrong(&o->im, WRONG_KEY, VALUES(o->kind->columns[0]));
}

static bool put_row(struct one *o, const struct row_write *w)
{
	if (o->kind->moves)
		o->table.rows[0].fields[WAS_CELL] = o->was;
	check_key(o, w);
	if (o->im.faults->n)
		return true;
	return people_roster(o->im.store, &o->im.roster) && put_rows(&o->im, o->kind, &o->table) &&
	       (o->im.faults->n || people_imported(o->im.store));
}

static char *faults_text(const struct faults *f, const struct row_words *words)
{
	struct text all = text_new(FAULTS_BYTES);
	char *said;

	for (size_t i = 0; i < f->n; i++) {
		if (i)
			row_words_say(words, WRONG_BETWEEN, NULL, &all);
		if (f->all && f->all[i].what)
			text_add(&all, f->all[i].what);
		else
			row_words_say(words, WRONG_MEMORY, NULL, &all);
	}
	said = strdup(text_str(&all));
	text_free(&all);
	return said;
}

static void name_it(const struct one *o, const struct row_write *w, struct row_written *out)
{
	int64_t id = w->of ? w->of : people_owner(o->im.store, o->key);

	if (o->kind->moves)
		snprintf(out->what, sizeof(out->what), "person=%" PRId64, id);
	else
		snprintf(out->what, sizeof(out->what), "%.*s=%s", (int)strlen(o->kind->name) - 1, o->kind->name,
			 o->key);
}

static bool write_row(struct one *o, const struct row_write *w, struct row_written *out)
{
	struct faults *f = o->im.faults;

	if (!has_row(o, w))
		return false;
	if (f->n == 0 && w->does != ROW_READ)
		out->lacks = look(o, w);
	if (out->lacks)
		return true;
	if (f->n == 0 && w->does != ROW_READ && !put_row(o, w))
		return false;
	if (f->n) {
		out->lacks = ROW_HAS_FAULTS;
		return (out->said = faults_text(f, w->words)) != NULL;
	}
	name_it(o, w, out);
	return !*o->key || !roster_list_one(o->im.store, o->kind->name, o->key, false, &out->said) || out->said;
}

bool import_row(struct store *s, const char *country, const struct row_write *w, struct row_written *out)
{
	struct faults f = {0};
	struct one o = {.kind = find_kind(w->kind)};
	bool good;

	/* The id says who is meant, whatever they are called now. */
	o.im = (struct import_run){.store = s,
				   .country = country,
				   .ways = {.rename = w->does == ROW_PUT},
				   .faults = &f,
				   .file = "",
				   .words = w->words};
	good = o.kind && write_row(&o, w, out) && !store_failed(s);
	import_moves_free(o.im.moves);
	import_run_free(&o.im);
	csv_table_free(&o.table);
	faults_free(&f);
	return good;
}
