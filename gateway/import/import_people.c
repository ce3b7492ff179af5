#include "gateway/import/import_people.h"

#include <string.h>

#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/tickets_found.h"
#include "db/store/token_rows.h"
#include "gateway/base/wall_clock.h"
#include "gateway/import/import_changes.h"
#include "gateway/import/import_moves.h"
#include "gateway/import/import_names.h"
#include "gateway/import/import_values.h"
#include "gateway/import/people_warnings.h"
#include "handlers/people/roster_names.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

#define EMAIL 6 /* its place in a row of people */

/* A row on its way into the store. */
struct put {
	struct people_row row;
	struct numbers numbers;
	struct person before; /* whose row it is; of id 0: somebody new */
	const struct import_move *move;
};

static void taken(struct import_run *im, const char *number, int64_t by)
{
	struct person p;

	if (people_by_id(im->store, by, &p))
		import_wrong(im, WRONG_TAKEN, VALUES(number, p.name));
	else
		import_wrong(im, WRONG_TAKEN_BY_SOMEONE, VALUES(number));
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
static bool is_another(const struct put *p)
{
	bool crosses = p->row.customer ? p->before.roles != 0 : p->before.customer && p->before.roles == 0;

	return crosses && !import_same_name(p->row.name, p->before.name);
}

/* A number handed on, or a person renamed: only whoever wrote the row knows which. */
static void another_name(struct import_run *im, const struct put *p)
{
	const char *before = p->before.name, *name = p->row.name, *number = p->numbers.all[0];

	import_wrong(im, p->row.customer ? WRONG_NAME : WRONG_NAME_OF_STAFF, VALUES(number, before, name));
}

/* Says why this row may not change the person whose number it begins with. */
static void check_owner(struct import_run *im, const struct put *p)
{
	const struct person *before = &p->before;
	const char *name = p->row.name, *number = p->numbers.n ? p->numbers.all[0] : before->number;

	if (is_another(p))
		import_wrong(im, p->row.customer ? WRONG_OF_STAFF : WRONG_OF_CUSTOMER,
			     VALUES(number, before->name, name));
	else if (p->move->person || strcmp(before->number, number) == 0) {
		if (!p->move->person && !im->ways.rename && !import_same_name(name, before->name))
			another_name(im, p);
	} else if (import_same_name(name, before->name))
		import_wrong(im, WRONG_FIRST, VALUES(before->name, before->number, number));
	else
		taken(im, number, before->id);
}

/* Someone whose row gives their number away has no other row that keeps it. */
static void check_given(struct import_run *im, const struct put *p)
{
	const struct import_given *given = import_given(im, p->numbers.all[0]);
	struct person before = {0};

	if (given && people_by_id(im->store, given->person, &before) && import_same_name(p->row.name, before.name))
		import_fault(im, "%s has given %s away in line %d; keep only one of the two rows", p->row.name,
			     p->numbers.all[0], given->line);
}

/* A new person of a name that is known may be the same one with a new number. */
static void warn_of_namesake(struct import_run *im, const struct put *p)
{
	char folded[NAME_BYTES];
	struct person customer = {0};
	const struct person *found = NULL;
	size_t length = 0;

	if (!fold_small(folded, sizeof(folded), p->row.name))
		return;
	if (p->row.customer)
		found = people_customer_named(im->store, folded, &customer) ? &customer : NULL;
	else if (roster_names_at(&im->roster, folded, strlen(folded), &found, 1, &length) == 0 ||
		 length != strlen(folded))
		found = NULL;
	if (found && *found->number)
		import_warn(im,
			    "there is a %s already, with the mobile %s; if this is the same person, write that number "
			    "in the column `was`",
			    found->name, found->number);
}

static void note_numbers(struct import_run *im, const struct put *p)
{
	char known[PERSON_NUMBERS][MSISDN_MAX];
	size_t n = p->move->had ? 0 : people_numbers(im->store, p->before.id, known);
	struct text had = import_numbers_text(known, n), has = import_numbers_text(p->numbers.all, p->numbers.n);

	import_column(im, "mobile", p->move->had ? p->move->had : text_str(&had), text_str(&has));
	text_free(&had);
	text_free(&has);
}

static void note_customer(struct import_run *im, const struct put *p)
{
	char from[2] = {p->before.class, '\0'}, to[2] = {p->row.class, '\0'};
	struct person before = {0}, after = {0};

	import_column(im, "class", from, to);
	if (p->before.sales_manager)
		people_by_id(im->store, p->before.sales_manager, &before);
	if (p->row.sales_manager)
		people_by_id(im->store, p->row.sales_manager, &after);
	if (before.id != after.id)
		import_column(im, "sales_manager", before.name, after.name);
}

static void note_changes(struct import_run *im, const struct put *p)
{
	char from[ROLES_BYTES], to[ROLES_BYTES];

	import_column(im, "name", p->before.name, p->row.name);
	note_numbers(im, p);
	if (p->row.customer) {
		note_customer(im, p);
	} else {
		roles_write(people_roles_of(im->store), p->before.roles, from);
		roles_write(people_roles_of(im->store), p->row.roles, to);
		import_column(im, "roles", from, to);
		import_station_column(im, p->before.station, p->row.station);
	}
	if (p->row.email) {
		char email[EMAIL_BYTES];

		people_email(im->store, p->before.id, email);
		import_column(im, "email", email, p->row.email);
	}
	import_column(im, "language", lang_name(p->before.lang), lang_name(p->row.lang));
}

/* Someone who was retired and comes back is not counted as new. */
static void count_person(struct import_run *im, const struct put *p)
{
	const struct person *before = &p->before;
	const char *number = p->numbers.n ? p->numbers.all[0] : "";
	bool customer_only = before->customer && before->roles == 0;

	if (before->id)
		note_changes(im, p);
	if (!p->row.customer && p->row.roles == 0 && before->roles != 0)
		import_row_retired(im, p->row.name, number);
	else if (before->id && (p->row.customer ? before->customer : !customer_only))
		import_row_known(im, p->row.name, number);
	else
		import_row_added(im, p->row.name, number);
}

/* Finds whose row it is, and says why it may not be put in. */
static void check_person(struct import_run *im, struct put *p)
{
	int64_t id = p->move->person ? p->move->person : people_owner(im->store, p->numbers.all[0]);

	if (id && people_by_id(im->store, id, &p->before)) {
		check_owner(im, p);
		if (p->move->leaves && p->before.customer)
			import_wrong(im, WRONG_NONE_LEFT, VALUES(p->before.name));
		return;
	}
	if (!p->row.customer && p->row.roles == 0)
		import_wrong(im, WRONG_NOBODY, VALUES(p->numbers.all[0]));
	check_given(im, p);
	if (!im->bad)
		warn_of_namesake(im, p);
}

/* Of what this row leaves open. */
static void warn_of_person(struct import_run *im, const struct put *p)
{
	bool leaves = !p->row.customer && p->row.roles == 0;
	bool both = p->row.customer ? p->before.roles != 0 : !leaves && p->before.customer;
	int64_t tickets[LEFT_SHOWN];
	size_t n = leaves ? tickets_of_person(im->store, p->before.id, tickets, LEFT_SHOWN) : 0;
	struct text line = text_new(PEOPLE_WARNING_BYTES);

	if (n)
		people_warnings_left(&line, p->row.name, tickets, n);
	if (both)
		people_warnings_both(&line, p->row.name, p->numbers.all[0]);
	if (line.len)
		import_warn(im, "%s", text_str(&line));
	text_free(&line);
}

/* Puts in a row of people or customers, and counts what that did. */
static bool put_person(struct import_run *im, struct put *p)
{
	int64_t id = 0, taken_by = 0;

	check_person(im, p);
	if (im->bad)
		return true;
	p->row.id = p->move->person;
	for (size_t i = 0; i < p->numbers.n; i++)
		p->row.numbers[i] = p->numbers.all[i];
	p->row.numbers_n = p->numbers.n;
	count_person(im, p);
	if (!people_put(im->store, &p->row, &id, &taken_by))
		return false;
	/* Who comes back is given a token anew. */
	if (!p->row.customer && p->row.roles == 0 && !tokens_end(im->store, id, clock_now()))
		return false;
	if (taken_by)
		someone_has(im, &p->numbers, p->before.id, taken_by);
	else
		warn_of_person(im, p);
	return true;
}

/* Of someone who leaves and whose number goes to somebody else, the further ones stay. */
static void read_numbers(struct import_run *im, const char *field, struct put *p)
{
	bool none = p->move->leaves && !*field;

	if (!none)
		import_numbers(im, field, &p->numbers);
	if (p->move->leaves && p->numbers.n > 0)
		memmove(p->numbers.all[0], p->numbers.all[1], --p->numbers.n * sizeof(p->numbers.all[0]));
	else if (p->numbers.n > 0 && !p->move->gone)
		import_once(im, p->numbers.all[0], p->numbers.all[0]);
}

/* What all rows of people have. */
static void read_person(struct import_run *im, char *const *fields, struct put *p)
{
	char folded[NAME_BYTES];

	p->move = import_move(im);
	p->row.name = fields[0];
	import_key(im, "name", fields[0], folded, sizeof(folded));
	read_numbers(im, fields[1], p);
	im->bad = im->bad || p->move->bad;
}

bool import_put_staff(struct import_run *im, char *const *fields)
{
	struct put p = {0};

	read_person(im, fields, &p);
	p.row.roles = import_roles(im, fields[2]);
	p.row.station = import_station(im, fields[3]);
	p.row.lang = import_lang(im, fields[4]);
	import_email(im, fields[EMAIL]);
	p.row.email = im->there & UINT64_C(1) << EMAIL ? fields[EMAIL] : NULL;
	if (p.move->gone && !im->bad)
		import_row_known(im, p.row.name, "");
	return im->bad || p.move->gone || put_person(im, &p);
}

bool import_put_customer(struct import_run *im, char *const *fields)
{
	struct put p = {.row.customer = true};

	read_person(im, fields, &p);
	p.row.class = import_class(im, fields[2]);
	p.row.lang = import_lang(im, fields[3]);
	p.row.sales_manager = import_sales_manager(im, fields[4]);
	return im->bad || put_person(im, &p);
}
