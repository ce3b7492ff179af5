#include "gateway/import/import.h"

#include <string.h>

#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv_table.h"
#include "gateway/import/import_machines.h"
#include "gateway/import/import_people.h"
#include "gateway/import/import_stations.h"

struct kind {
	const char *name;
	const char *const *columns;
	/* Checks a row and puts it in. What is wrong in it is a fault; false means that the store failed. */
	bool (*put)(struct import_run *im, char *const *fields);
};

const char *const import_kinds[] = {"stations", "people", "customers", "machines", NULL};

static const struct kind kinds[] = {
	{"stations", (const char *const[]){"station", "region", "address", NULL}, import_put_station},
	{"people", (const char *const[]){"name", "mobile", "roles", "station", "language", NULL}, import_put_staff},
	{"customers", (const char *const[]){"name", "mobile", "class", "language", "sales_manager", NULL},
	 import_put_customer},
	{"machines",
	 (const char *const[]){"serial", "model", "customer", "station", "km", "latitude", "longitude", "hours",
			       "warranty_until", NULL},
	 import_put_machine},
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

	for (size_t i = 0; i < t->n; i++) {
		im->line = t->rows[i].line;
		im->bad = false;
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
	if (!people_imported(s)) {
		int code = broken(im);

		store_rollback(s);
		return code;
	}
	return store_commit(s) ? VERB_DONE : broken(im);
}

int import_file(struct gateway *g, const char *kind, const char *path, struct faults *f, struct import_count *count)
{
	const struct kind *k = find_kind(kind);
	struct import_run im = {.store = g->store, .country = g->setup->country, .faults = f, .file = path};
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
		*count = (struct import_count){.added = im.added, .updated = im.updated, .retired = im.retired};
	import_run_free(&im);
	csv_table_free(&t);
	return code;
}
