#include "db/sqlite/tables/concern.h"

#include "db/sqlite/sql.h"

/* The person or the station, as it is kept; 0: none. */
static int64_t kept(struct store *s, int64_t ticket, const char *field)
{
	struct query q = sql(s, "SELECT coalesce(person, station) FROM concern WHERE ticket = ?1 AND field = ?2");

	sql_int(&q, ticket);
	sql_text(&q, field);
	return sql_one_int(&q);
}

static bool put(struct store *s, int64_t ticket, const char *field, int64_t person, int64_t station)
{
	struct query q =
		sql(s, "INSERT OR REPLACE INTO concern (ticket, field, person, station) VALUES (?1, ?2, ?3, ?4)");

	sql_int(&q, ticket);
	sql_text(&q, field);
	sql_id(&q, person);
	sql_id(&q, station);
	return sql_run(&q);
}

static bool drop(struct store *s, int64_t ticket, const char *field)
{
	struct query q = sql(s, "DELETE FROM concern WHERE ticket = ?1 AND field = ?2");

	sql_int(&q, ticket);
	sql_text(&q, field);
	return sql_run(&q);
}

static bool drop_all(struct store *s, int64_t ticket)
{
	struct query q = sql(s, "DELETE FROM concern WHERE ticket = ?1");

	sql_int(&q, ticket);
	return sql_run(&q);
}

/* Few texts change whom a ticket names: it is read first, and mostly left as it is. */
static bool save_field(struct store *s, const struct ticket *t, size_t i)
{
	const struct value *is = &t->flow->fields[i].is;
	int64_t id = t->fields[i];

	if (!(is->kind->brings & BRINGS_CONCERN) || kept(s, t->number, is->name) == id)
		return !store_failed(s);
	if (id == 0)
		return drop(s, t->number, is->name);
	return is->kind->brings & BRINGS_PERSON ? put(s, t->number, is->name, id, 0)
						: put(s, t->number, is->name, 0, id);
}

bool concern_drop(struct store *s, const struct ticket *t)
{
	return !(t->flow->brings & BRINGS_CONCERN) || drop_all(s, t->number);
}

bool concern_save(struct store *s, const struct ticket *t)
{
	bool good = true;

	if (!(t->flow->brings & BRINGS_CONCERN))
		return true;
	if (t->state >= 0 && t->flow->states[t->state].ends)
		return drop_all(s, t->number);
	for (size_t i = 0; i < t->flow->fields_n && good; i++)
		good = save_field(s, t, i);
	return good;
}
