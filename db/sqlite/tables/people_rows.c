#include "db/store/people_rows.h"

#include "db/sqlite/tables/person_row.h"
#include "db/store/roster_rows.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

/* ---- finding one ---- */

static bool one_person(struct query *q, struct person *out)
{
	bool found = sql_row(q);

	if (found)
		row_read_person(q, out);
	return sql_end(q) && found;
}

bool people_by_number(struct store *s, const char *number, struct person *out)
{
	struct query q = sql(s, PERSON "mobile m JOIN person p ON p.id = m.person" FIRST_NUMBER
				       "WHERE m.number = ?1 AND (p.roles <> '' OR p.customer = 1)");

	sql_text(&q, number);
	return one_person(&q, out);
}

/* Whose number it is, 0 if nobody's, and which of theirs: 0 for the first. */
static bool owner_of(struct store *s, const char *number, int64_t *person, int64_t *rank)
{
	struct query q = sql(s, "SELECT person, rank FROM mobile WHERE number = ?1");

	*person = *rank = 0;
	sql_text(&q, number);
	if (sql_row(&q)) {
		*person = sql_get_int(&q, 0);
		*rank = sql_get_int(&q, 1);
	}
	return sql_end(&q);
}

int64_t people_owner(struct store *s, const char *number)
{
	int64_t person, rank;

	return owner_of(s, number, &person, &rank) ? person : 0;
}

bool people_by_id(struct store *s, int64_t id, struct person *out)
{
	struct query q = sql(s, PERSON "person p" FIRST_NUMBER "WHERE p.id = ?1");

	sql_int(&q, id);
	return one_person(&q, out);
}

int people_customer_named(struct store *s, const char *folded, struct person *out)
{
	struct query q =
		sql(s, PERSON "person p" FIRST_NUMBER "WHERE p.customer = 1 AND p.folded = ?1 ORDER BY p.id LIMIT 2");
	int n = 0;

	sql_text(&q, folded);
	while (sql_row(&q))
		if (n++ == 0)
			row_read_person(&q, out);
	return sql_end(&q) ? n : 0;
}

size_t people_called(struct store *s, const char *folded, struct person *out, size_t max)
{
	struct query q = sql(s, PERSON "person p" FIRST_NUMBER
				       "WHERE p.folded = ?1 AND p.forgotten IS NULL ORDER BY p.id LIMIT ?2");
	size_t n = 0;

	sql_text(&q, folded);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q))
		row_read_person(&q, &out[n++]);
	return sql_end(&q) ? n : 0;
}

size_t people_beginning(struct store *s, const char *folded, int64_t *ids, size_t max)
{
	struct query q = sql(s, "SELECT id FROM person WHERE folded >= ?1 AND folded < ?1 || char(1114111) "
				"AND forgotten IS NULL ORDER BY folded LIMIT ?2");

	sql_text(&q, folded);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, ids, max);
}

static size_t names(struct query q, char (*out)[NAME_BYTES], size_t max)
{
	size_t n = 0;

	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q))
		sql_get(&q, 0, out[n++], NAME_BYTES);
	return sql_end(&q) ? n : 0;
}

size_t people_names(struct store *s, char (*out)[NAME_BYTES], size_t max)
{
	return names(sql(s, "/* whole */ SELECT name FROM person WHERE forgotten IS NULL ORDER BY id LIMIT ?1"), out,
		     max);
}

size_t people_customers_names(struct store *s, char (*out)[NAME_BYTES], size_t max)
{
	return names(sql(s, "/* whole */ SELECT name FROM person WHERE customer = 1 AND forgotten IS NULL ORDER BY id "
			    "LIMIT ?1"),
		     out, max);
}

/* ---- what texts change ---- */

bool people_channel(struct store *s, int64_t person, const char *channel)
{
	struct query q = sql(s, "UPDATE person SET channel = ?2 WHERE id = ?1 AND channel <> ?2");

	sql_int(&q, person);
	sql_text(&q, channel);
	return sql_run(&q);
}

bool people_deputy(struct store *s, int64_t head, int64_t deputy, int64_t until)
{
	struct query q = sql(s, "UPDATE person SET deputy = ?2, deputy_until = ?3 WHERE id = ?1");

	sql_int(&q, head);
	sql_id(&q, deputy);
	sql_int(&q, deputy ? until : 0);
	return sql_run(&q) && people_changed(s);
}

/* ---- writing a whole row ---- */

size_t people_numbers(struct store *s, int64_t person, char out[PERSON_NUMBERS][MSISDN_MAX])
{
	struct query q = sql(s, "SELECT number FROM mobile WHERE person = ?1 ORDER BY rank");
	size_t n = 0;

	sql_int(&q, person);
	while (n < PERSON_NUMBERS && sql_row(&q))
		sql_get(&q, 0, out[n++], MSISDN_MAX);
	return sql_end(&q) ? n : 0;
}

bool people_email(struct store *s, int64_t person, char out[EMAIL_BYTES])
{
	struct query q = sql(s, "SELECT email FROM person WHERE id = ?1");

	out[0] = '\0';
	sql_int(&q, person);
	if (sql_row(&q))
		sql_get(&q, 0, out, EMAIL_BYTES);
	return sql_end(&q);
}

bool people_retired_named(struct store *s, const char *folded)
{
	struct query q = sql(s, "SELECT count(*) FROM person WHERE folded = ?1 AND roles = ''");

	sql_text(&q, folded);
	return sql_one_int(&q) > 0;
}

bool people_let_go(struct store *s, int64_t person)
{
	struct query q = sql(s, "DELETE FROM mobile WHERE person = ?1");

	sql_int(&q, person);
	return sql_run(&q);
}

/* Finds the row's person by id or first number, 0 for a new one, and who else has one of the numbers. */
static bool find_owner(struct store *s, const struct people_row *row, int64_t *id, int64_t *taken_by)
{
	int64_t owner, rank;

	*id = row->id;
	*taken_by = 0;
	if (!row->id && !owner_of(s, row->numbers[0], &owner, &rank))
		return false;
	if (!row->id && rank == 0)
		*id = owner;
	else if (!row->id)
		*taken_by = owner; /* a further number of theirs is no key */
	for (size_t i = row->id ? 0 : 1; i < row->numbers_n && !*taken_by; i++) {
		if (!owner_of(s, row->numbers[i], &owner, &rank))
			return false;
		if (owner && owner != *id)
			*taken_by = owner;
	}
	return true;
}

static bool add_bare(struct store *s, const struct people_row *row, const char *folded, int64_t *id)
{
	struct query q = sql(s, "INSERT INTO person (name, folded, lang) VALUES (?1, ?2, ?3)");

	sql_text(&q, row->name);
	sql_text(&q, folded);
	sql_text(&q, lang_name(row->lang));
	if (!sql_run(&q))
		return false;
	*id = sql_new_id(s);
	return true;
}

static bool write_person(struct store *s, const struct people_row *row, const char *folded, int64_t id)
{
	struct query q =
		row->customer ? sql(s, "UPDATE person SET name = ?2, folded = ?3, lang = ?4, customer = 1, class = ?5, "
				       "sales_manager = ?6 WHERE id = ?1")
			      : sql(s, "UPDATE person SET name = ?2, folded = ?3, lang = ?4, roles = ?5, station = ?6, "
				       "email = coalesce(?7, email) WHERE id = ?1");
	char class[2] = {row->class, '\0'}, roles[ROLES_BYTES];

	sql_int(&q, id);
	sql_text(&q, row->name);
	sql_text(&q, folded);
	sql_text(&q, lang_name(row->lang));
	if (row->customer) {
		sql_text(&q, class);
		sql_id(&q, row->sales_manager);
	} else {
		roles_write(&s->roles, row->roles, roles);
		sql_text(&q, roles);
		sql_id(&q, row->station);
		sql_text(&q, row->email);
	}
	return sql_run(&q);
}

/* A person's numbers are those of the last row that named them. */
static bool write_numbers(struct store *s, const struct people_row *row, int64_t id)
{
	struct query q;

	if (!people_let_go(s, id))
		return false;
	for (size_t i = 0; i < row->numbers_n; i++) {
		/* One that stands twice in the row is there already. */
		q = sql(s, "INSERT INTO mobile (number, person, rank) VALUES (?1, ?2, ?3) "
			   "ON CONFLICT (number) DO NOTHING");
		sql_text(&q, row->numbers[i]);
		sql_int(&q, id);
		sql_int(&q, (int64_t)i);
		if (!sql_run(&q))
			return false;
	}
	return true;
}

bool people_put(struct store *s, const struct people_row *row, int64_t *id, int64_t *taken_by)
{
	char folded[NAME_BYTES];

	*id = *taken_by = 0;
	if ((row->numbers_n == 0 && !row->id) || !fold_small(folded, sizeof(folded), row->name))
		return sql_refuse(s, "a person needs a number, and a name of less than %d bytes", NAME_BYTES);
	if (!find_owner(s, row, id, taken_by))
		return false;
	if (*taken_by)
		return true;
	if (!*id && !add_bare(s, row, folded, id))
		return false;
	return write_person(s, row, folded, *id) && write_numbers(s, row, *id);
}
