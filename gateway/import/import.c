#include "gateway/import/import.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/store.h"
#include "db/tables/machine_rows.h"
#include "db/tables/people_rows.h"
#include "db/tables/roster_rows.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv_table.h"
#include "gateway/import/import_read.h"
#include "templates/text/fold.h"

struct kind {
	const char *name;
	const char *const *columns;
	/* Checks a row and puts it in. What is wrong in it is a fault; false means that the store failed. */
	bool (*put)(struct import *im, char *const *fields);
};

/* ---- stations */

static bool put_station(struct import *im, char *const *fields)
{
	char folded[NAME_BYTES];
	const char *name = fields[0], *region = fields[1], *address = fields[2];
	int64_t id;
	if (import_key(im, "station", name, folded, sizeof(folded)))
		import_once(im, folded, name);
	import_fits(im, "region", region, sizeof((struct station *)0)->region);
	import_fits(im, "address", address, sizeof((struct station *)0)->address);
	if (im->bad)
		return true;
	if (roster_station_named(&im->roster, folded))
		im->count->updated++;
	else
		im->count->added++;
	return station_put(im->gateway->store, name, region, address, &id);
}

/* ---- people and customers */

static void taken(struct import *im, const char *number, int64_t by)
{
	struct person p;
	if (people_by_id(im->gateway->store, by, &p))
		import_fault(im, "the mobile %s belongs to %s already; take it from there first", number, p.name);
	else
		import_fault(im, "the mobile %s belongs to someone else already; take it from there first", number);
}

/* Names the number that someone else has, where it can be found. */
static void someone_has(struct import *im, const struct numbers *numbers, int64_t self, int64_t by)
{
	struct person p;
	for (size_t i = 0; i < numbers->n; i++) {
		if (people_by_number(im->gateway->store, numbers->all[i], &p) && p.id != self) {
			taken(im, numbers->all[i], p.id);
			return;
		}
	}
	taken(im, numbers->n > 1 ? numbers->all[1] : numbers->all[0], by);
}

/* A row may not make one person of two: of a member of staff a customer of another name, nor the other way round. */
static bool is_another(const struct person *before, const struct people_row *row)
{
	char folded[NAME_BYTES];
	bool crosses = row->customer ? before->roles != 0 : before->customer && before->roles == 0;
	return crosses && fold_small(folded, sizeof(folded), row->name) && strcmp(folded, before->folded) != 0;
}

/* Says what forbids this row to speak of whom its first number names. */
static void check_owner(struct import *im, const struct people_row *row, const char *number,
			const struct person *before)
{
	char folded[NAME_BYTES];
	if (strcmp(before->number, number) == 0) {
		if (is_another(before, row))
			import_fault(im,
				     "the mobile %s is that of %s, who %s, and this row calls its owner %s; give %s a "
				     "mobile of their own, or write the same name",
				     number, before->name, row->customer ? "is on the staff" : "is a customer",
				     row->name, row->name);
	} else if (fold_small(folded, sizeof(folded), row->name) && strcmp(folded, before->folded) == 0) {
		import_fault(im, "the first number is the key, and that of %s is %s; write it first, and %s behind it",
			     before->name, before->number, number);
	} else {
		taken(im, number, before->id);
	}
}

/* Whoever was retired and comes back is no new one. */
static void count_person(struct import *im, const struct people_row *row, const struct person *before, bool there)
{
	bool customer_only = before->customer && before->roles == 0;
	if (!row->customer && row->roles == 0 && before->roles != 0)
		im->count->retired++;
	else if (row->customer ? before->customer : there && !customer_only)
		im->count->updated++;
	else
		im->count->added++;
}

/* Puts a row of people or customers, counts what that did. */
static bool put_person(struct import *im, struct people_row *row, const struct numbers *numbers)
{
	struct store *s = im->gateway->store;
	struct person before = {0};
	bool known = people_by_number(s, numbers->all[0], &before);
	bool there = people_owner(s, numbers->all[0]) != 0;
	if (known)
		check_owner(im, row, numbers->all[0], &before);
	if (!there && !row->customer && row->roles == 0)
		import_fault(im, "nobody has the mobile %s, so nobody can be retired; mend it, or write the roles",
			     numbers->all[0]);
	if (im->bad)
		return true;
	for (size_t i = 0; i < numbers->n; i++)
		row->numbers[i] = numbers->all[i];
	row->numbers_n = numbers->n;
	int64_t id = 0, taken_by = 0;
	if (!people_put(s, row, &id, &taken_by))
		return false;
	if (taken_by)
		someone_has(im, numbers, known ? before.id : 0, taken_by);
	else
		count_person(im, row, &before, there);
	return true;
}

static bool put_staff(struct import *im, char *const *fields)
{
	char folded[NAME_BYTES];
	struct numbers numbers;
	struct people_row row = {.name = fields[0]};
	import_key(im, "name", fields[0], folded, sizeof(folded));
	import_numbers(im, fields[1], &numbers);
	row.roles = import_roles(im, fields[2]);
	row.station = import_station(im, fields[3]);
	row.lang = import_lang(im, fields[4]);
	if (numbers.n > 0)
		import_once(im, numbers.all[0], numbers.all[0]);
	return im->bad || put_person(im, &row, &numbers);
}

static bool put_customer(struct import *im, char *const *fields)
{
	char folded[NAME_BYTES];
	struct numbers numbers;
	struct people_row row = {.name = fields[0], .customer = true};
	import_key(im, "name", fields[0], folded, sizeof(folded));
	import_numbers(im, fields[1], &numbers);
	row.class = import_class(im, fields[2]);
	row.lang = import_lang(im, fields[3]);
	row.sales_manager = import_sales_manager(im, fields[4]);
	if (numbers.n > 0)
		import_once(im, numbers.all[0], numbers.all[0]);
	return im->bad || put_person(im, &row, &numbers);
}

/* ---- machines */

static void check_machine(struct import *im, const struct machine_row *row)
{
	import_fits(im, "model", row->model, sizeof((struct machine *)0)->model);
	import_number(im, "km", row->km, 0, 50000);
	import_number(im, "latitude", row->latitude, -90, 90);
	import_number(im, "longitude", row->longitude, -180, 180);
	import_number(im, "hours", row->hours, 0, 10000000);
	if (!*row->latitude != !*row->longitude)
		import_fault(im, "latitude and longitude belong together; write both or none");
	import_date(im, "warranty_until", row->warranty_until);
}

static bool put_machine(struct import *im, char *const *fields)
{
	char folded[SERIAL_BYTES];
	struct machine before;
	struct machine_row row = {
		.serial = fields[0],
		.model = fields[1],
		.km = fields[4],
		.latitude = fields[5],
		.longitude = fields[6],
		.hours = fields[7],
		.warranty_until = fields[8],
	};
	if (import_key(im, "serial", row.serial, folded, sizeof(folded)))
		import_once(im, folded, row.serial);
	row.customer = import_customer(im, fields[2]);
	row.station = import_station(im, fields[3]);
	check_machine(im, &row);
	if (im->bad)
		return true;
	if (machine_by_serial(im->gateway->store, folded, &before))
		im->count->updated++;
	else
		im->count->added++;
	return machine_put(im->gateway->store, &row);
}

/* ---- all kinds */

const char *const import_kinds[] = {"stations", "people", "customers", "machines", NULL};

static const struct kind kinds[] = {
	{"stations", (const char *const[]){"station", "region", "address", NULL}, put_station},
	{"people", (const char *const[]){"name", "mobile", "roles", "station", "language", NULL}, put_staff},
	{"customers", (const char *const[]){"name", "mobile", "class", "language", "sales_manager", NULL},
	 put_customer},
	{"machines",
	 (const char *const[]){"serial", "model", "customer", "station", "km", "latitude", "longitude", "hours",
			       "warranty_until", NULL},
	 put_machine},
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

/* All rows are tried, so that all that is wrong is named at once. False when the store fails. */
static bool put_rows(struct import *im, const struct kind *kind, const struct table *t)
{
	size_t before = im->faults->n;
	for (size_t i = 0; i < t->n; i++) {
		im->line = t->rows[i].line;
		im->bad = false;
		if (!kind->put(im, t->rows[i].fields) || store_failed(im->gateway->store))
			return false;
		if (im->faults->n - before < TABLE_FAULTS_MAX)
			continue;
		import_fault(im, "there are more faults than are shown; mend those above first");
		break;
	}
	return true;
}

static int broken(struct import *im)
{
	fault_add(im->faults, im->file, 0, 0, 0, "nothing was imported: %s", store_why(im->gateway->store));
	return VERB_BROKEN;
}

/* One transaction; nothing of it is kept if there is any fault, of the table's form or of its sense. */
static int put_table(struct import *im, const struct kind *kind, const struct table *t, bool well_formed)
{
	struct store *s = im->gateway->store;
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
	*count = (struct import_count){0};
	if (!k) {
		fault_add(f, path, 0, 0, 0,
			  "there is no kind `%s`; the kinds are stations, people, customers, machines", kind);
		return VERB_FAULTY;
	}
	struct table t;
	enum table_read read = table_read(&t, path, k->columns, f);
	int code = VERB_BROKEN;
	if (read != TABLE_UNREADABLE) {
		struct import im = {.gateway = g, .faults = f, .count = count, .file = path};
		code = put_table(&im, k, &t, read == TABLE_READ);
		roster_free(&im.roster);
		tdestroy(im.seen, free);
	}
	if (code != VERB_DONE)
		*count = (struct import_count){0};
	table_free(&t);
	return code;
}
