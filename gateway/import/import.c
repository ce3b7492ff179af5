#include "gateway/import/import.h"

#include <string.h>

#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import_machines.h"
#include "gateway/import/import_moves.h"
#include "gateway/import/import_people.h"
#include "gateway/import/import_stations.h"

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
