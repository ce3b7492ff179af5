#include "gateway/import/import_people.h"

#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/import/import_names.h"
#include "gateway/import/import_values.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

static void taken(struct import_run *im, const char *number, int64_t by)
{
	struct person p;

	if (people_by_id(im->store, by, &p))
		import_fault(im, "the mobile %s belongs to %s already; take it from there first", number, p.name);
	else
		import_fault(im, "the mobile %s belongs to someone else already; take it from there first", number);
}

/* Names the number that someone else has, where it can be found. */
static void someone_has(struct import_run *im, const struct numbers *numbers, int64_t self, int64_t by)
{
	struct person p;

	for (size_t i = 0; i < numbers->n; i++) {
		if (people_by_number(im->store, numbers->all[i], &p) && p.id != self) {
			taken(im, numbers->all[i], p.id);
			return;
		}
	}
	taken(im, numbers->n > 1 ? numbers->all[1] : numbers->all[0], by);
}

/* Staff and a customer of another name are two people: no row may turn the one into the other. */
static bool is_another(const struct person *before, const struct people_row *row)
{
	char folded[NAME_BYTES];
	bool crosses = row->customer ? before->roles != 0 : before->customer && before->roles == 0;

	return crosses && fold_small(folded, sizeof(folded), row->name) && strcmp(folded, before->folded) != 0;
}

/* Says why this row may not change the person whose number it begins with. */
static void check_owner(struct import_run *im, const struct people_row *row, const char *number,
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

/* Someone who was retired and comes back is not counted as new. */
static void count_person(struct import_run *im, const struct people_row *row, const struct person *before, bool there)
{
	bool customer_only = before->customer && before->roles == 0;

	if (!row->customer && row->roles == 0 && before->roles != 0)
		im->retired++;
	else if (row->customer ? before->customer : there && !customer_only)
		im->updated++;
	else
		im->added++;
}

/* Puts in a row of people or customers, and counts what that did. */
static bool put_person(struct import_run *im, struct people_row *row, const struct numbers *numbers)
{
	struct store *s = im->store;
	struct person before = {0};
	bool known = people_by_number(s, numbers->all[0], &before);
	bool there = people_owner(s, numbers->all[0]) != 0;
	int64_t id = 0, taken_by = 0;

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
	if (!people_put(s, row, &id, &taken_by))
		return false;
	if (taken_by)
		someone_has(im, numbers, known ? before.id : 0, taken_by);
	else
		count_person(im, row, &before, there);
	return true;
}

bool import_put_staff(struct import_run *im, char *const *fields)
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

bool import_put_customer(struct import_run *im, char *const *fields)
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
