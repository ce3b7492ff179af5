#include "gateway/import/import_moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/import/import_mobile.h"
#include "gateway/import/import_names.h"
#include "gateway/import/import_values.h"
#include "templates/text/array.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

/* Where these stand in a row of people and of customers. */
enum { NAME, MOBILE, ROLES_OF_STAFF, WAS = 5 };

/* The row that begins with a number. */
struct first {
	char number[MSISDN_MAX];
	size_t row;
};

struct import_moves {
	struct import_move *all; /* one for each row */
	size_t n;
	struct import_given *given; /* by number, once all are found */
	size_t given_n, given_cap;
};

static bool no_memory(struct import_run *im)
{
	import_wrong(im, WRONG_MEMORY, NULL);
	return true;
}

static bool has_left(struct import_run *im, const char *name)
{
	char folded[NAME_BYTES];

	return fold_small(folded, sizeof(folded), name) && people_retired_named(im->store, folded);
}

/* ---- a number in `was` ---- */

/* The same file a second time: the person has the new number, and the old one is nobody's or somebody else's. */
static bool is_done(struct import_run *im, const char *name, const char *mobile, const struct person *owner)
{
	char first[MSISDN_MAX];
	struct person now = {0};
	int64_t id = import_mobile_first(im, mobile, first) ? people_owner(im->store, first) : 0;

	return id && people_by_id(im->store, id, &now) && import_same_name(now.name, name) &&
	       (!owner->id || (owner->id != id && !import_same_name(owner->name, name)));
}

/* Who had the number of `was`, as far as this row may say so; 0: nobody, and why is a fault. */
static int64_t who_had(struct import_run *im, char *const *fields, const char *was, const struct person *owner)
{
	if (!owner->id) {
		import_fault(im,
			     "nobody has the number %s, which stands in `was`; mend it, or leave `was` empty if %s is "
			     "new",
			     was, fields[NAME]);
	} else if (!import_same_name(owner->name, fields[NAME]) && !im->ways.rename) {
		import_fault(im,
			     "the number %s in `was` is that of %s, and this row is about %s; mend it, or import with "
			     "`--rename` if %s is now called %s",
			     was, owner->name, fields[NAME], owner->name, fields[NAME]);
	}
	return im->bad ? 0 : owner->id;
}

static void find_was(struct import_run *im, char *const *fields, bool staff, struct import_move *move)
{
	char was[MSISDN_MAX], key[32];
	struct person owner = {0};
	int64_t id;

	if (!import_mobile(im, fields[WAS], was))
		return;
	id = people_owner(im->store, was);
	if (id)
		people_by_id(im->store, id, &owner);
	move->leaves = staff && !*fields[MOBILE] && !*fields[ROLES_OF_STAFF];
	move->gone = move->leaves && (!owner.id || !import_same_name(owner.name, fields[NAME])) &&
		     has_left(im, fields[NAME]);
	if (move->gone || is_done(im, fields[NAME], fields[MOBILE], &owner))
		return;
	move->person = who_had(im, fields, was, &owner);
	snprintf(key, sizeof(key), "person %lld", (long long)move->person);
	if (move->person)
		import_once(im, key, was);
}

/* ---- a number that two rows begin with ---- */

/* The one retires somebody, and the other gives their number to somebody else. */
static void find_leaver(struct import_run *im, char *const *leaver, char *const *heir, const char *number,
			struct import_move *move)
{
	struct person owner = {0};
	int64_t id = people_owner(im->store, number);

	if (*leaver[WAS] || import_same_name(leaver[NAME], heir[NAME]) || !id || !people_by_id(im->store, id, &owner))
		return;
	if (import_same_name(owner.name, leaver[NAME]))
		move->person = id;
	move->leaves = move->person != 0;
	move->gone = !move->leaves && import_same_name(owner.name, heir[NAME]) && has_left(im, leaver[NAME]);
}

static int by_first(const void *a, const void *b)
{
	const struct first *x = a, *y = b;
	int order = strcmp(x->number, y->number);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool find_leavers(struct import_run *im, const struct csv_table *t)
{
	struct first *firsts = calloc(t->n + 1, sizeof(*firsts));
	size_t n = 0;

	if (!firsts)
		return no_memory(im);
	for (size_t i = 0; i < t->n; i++) {
		firsts[n].row = i;
		n += import_mobile_first(im, t->rows[i].fields[MOBILE], firsts[n].number);
	}
	qsort(firsts, n, sizeof(*firsts), by_first);
	for (size_t i = 1; i < n && !store_failed(im->store); i++) {
		char *const *a = t->rows[firsts[i - 1].row].fields, *const *b = t->rows[firsts[i].row].fields;

		if (strcmp(firsts[i - 1].number, firsts[i].number) != 0 || !*a[ROLES_OF_STAFF] == !*b[ROLES_OF_STAFF])
			continue;
		if (*a[ROLES_OF_STAFF])
			find_leaver(im, b, a, firsts[i].number, &im->moves->all[firsts[i].row]);
		else
			find_leaver(im, a, b, firsts[i].number, &im->moves->all[firsts[i - 1].row]);
	}
	free(firsts);
	return !store_failed(im->store);
}

/* ---- all of them ---- */

static int by_number(const void *a, const void *b)
{
	return strcmp(((const struct import_given *)a)->number, ((const struct import_given *)b)->number);
}

/* Notes what the person had, and takes it from them. */
static bool let_go(struct import_run *im, struct import_move *move, int line)
{
	struct import_moves *m = im->moves;
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	size_t n = people_numbers(im->store, move->person, numbers);

	move->had = import_numbers_text(numbers, n).s;
	for (size_t i = 0; i < n; i++) {
		struct import_given *given = array_room(m->given, m->given_n, &m->given_cap, sizeof(*given));

		if (!given)
			return no_memory(im);
		m->given = given;
		given[m->given_n] = (struct import_given){.person = move->person, .line = line};
		memcpy(given[m->given_n++].number, numbers[i], MSISDN_MAX);
	}
	return people_let_go(im->store, move->person);
}

bool import_moves_find(struct import_run *im, const struct csv_table *t, bool staff)
{
	struct import_moves *m = im->moves = calloc(1, sizeof(*m));

	if (m)
		m->all = calloc(t->n + 1, sizeof(*m->all));
	if (!m || !m->all)
		return no_memory(im);
	m->n = t->n;
	for (size_t i = 0; i < t->n && !store_failed(im->store); i++) {
		im->line = t->rows[i].line;
		im->bad = false;
		if (*t->rows[i].fields[WAS])
			find_was(im, t->rows[i].fields, staff, &m->all[i]);
		m->all[i].bad = im->bad;
	}
	if (store_failed(im->store) || (staff && !find_leavers(im, t)))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (m->all[i].person && !m->all[i].bad && !let_go(im, &m->all[i], t->rows[i].line))
			return false;
	if (m->given_n)
		qsort(m->given, m->given_n, sizeof(*m->given), by_number);
	return true;
}

const struct import_move *import_move(const struct import_run *im)
{
	static const struct import_move none;

	return im->moves && im->row < im->moves->n ? &im->moves->all[im->row] : &none;
}

const struct import_given *import_given(const struct import_run *im, const char *number)
{
	struct import_given key = {0};

	if (!im->moves || !im->moves->given_n || !text_copy(key.number, sizeof(key.number), number))
		return NULL;
	return bsearch(&key, im->moves->given, im->moves->given_n, sizeof(key), by_number);
}

void import_moves_free(struct import_moves *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->n; i++)
		free(m->all[i].had);
	free(m->all);
	free(m->given);
	free(m);
}
