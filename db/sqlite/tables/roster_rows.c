#include "db/store/roster_rows.h"

#include <stdlib.h>

#include "db/sqlite/tables/person_row.h"
#include "templates/text/array.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

static bool read_staff(struct store *s, struct roster *out)
{
	struct query q = sql(s, "/* whole */ " PERSON "person p" FIRST_NUMBER "WHERE p.roles <> '' ORDER BY p.id");
	size_t cap = 0;

	while (sql_row(&q)) {
		struct person *more = array_room(out->people, out->n, &cap, sizeof(*more));

		if (!more) {
			sql_fail(s, "out of memory");
			break;
		}
		out->people = more;
		row_read_person(&q, &out->people[out->n++]);
	}
	return sql_end(&q);
}

static void read_station(struct query *q, struct station *out)
{
	*out = (struct station){.id = sql_get_int(q, 0)};
	sql_get(q, 1, out->name, sizeof(out->name));
	sql_get(q, 2, out->folded, sizeof(out->folded));
	sql_get(q, 3, out->region, sizeof(out->region));
	sql_get(q, 4, out->address, sizeof(out->address));
}

static bool read_stations(struct store *s, struct roster *out)
{
	struct query q = sql(s, "/* whole */ SELECT id, name, folded, region, address FROM station ORDER BY id");
	size_t cap = 0;

	while (sql_row(&q)) {
		struct station *more = array_room(out->stations, out->stations_n, &cap, sizeof(*more));

		if (!more) {
			sql_fail(s, "out of memory");
			break;
		}
		out->stations = more;
		read_station(&q, &out->stations[out->stations_n++]);
	}
	return sql_end(&q);
}

bool people_roster(struct store *s, struct roster *out)
{
	*out = (struct roster){.own_with_deputy = roles_with_deputy(&s->roles)};
	if (read_staff(s, out) && read_stations(s, out)) {
		if (roster_index(out))
			return true;
		sql_fail(s, "out of memory");
	}
	roster_free(out);
	*out = (struct roster){0};
	return false;
}

void people_roles(struct store *s, const struct roles *roles)
{
	s->roles = *roles;
}

const struct roles *people_roles_of(const struct store *s)
{
	return &s->roles;
}

bool people_unknown_roles(struct store *s, people_unknown_role_fn *each, void *ctx)
{
	struct query q = sql(s, "/* whole */ SELECT name, roles FROM person WHERE roles <> '' ORDER BY id");
	char name[NAME_BYTES], role[ROLE_BYTES];

	while (sql_row(&q)) {
		size_t n;
		const char *roles = sql_bytes(&q, 1, &n);

		sql_get(&q, 0, name, sizeof(name));
		while (roles_next_unknown(&s->roles, &roles, role))
			each(ctx, name, role);
	}
	return sql_end(&q);
}

int64_t people_version(struct store *s)
{
	char value[32];

	return store_get(s, "people", value, sizeof(value)) ? strtoll(value, NULL, 10) : 0;
}

/* Random and not counted up: after a rollback a count would be given out a second time, and a roster read in between
 * would be taken for the later one. */
static bool new_version(struct store *s, const char *key)
{
	struct query q = sql(s, "INSERT INTO meta (key, value) "
				"VALUES (?1, CAST(random() & 0x7fffffffffffffff AS TEXT)) "
				"ON CONFLICT (key) DO UPDATE SET value = excluded.value");

	sql_text(&q, key);
	return sql_run(&q);
}

bool people_changed(struct store *s)
{
	return new_version(s, "people");
}

bool people_imported(struct store *s)
{
	return people_changed(s) && new_version(s, "imported");
}

static int64_t station_named(struct store *s, const char *folded)
{
	struct query q = sql(s, "SELECT id FROM station WHERE folded = ?1");

	sql_text(&q, folded);
	return sql_one_int(&q);
}

bool station_put(struct store *s, const char *name, const char *region, const char *address, int64_t *id)
{
	char folded[NAME_BYTES];
	struct query q;

	*id = 0;
	if (!fold_small(folded, sizeof(folded), name))
		return sql_refuse(s, "a station's name has less than %d bytes", NAME_BYTES);
	*id = station_named(s, folded);
	if (*id)
		q = sql(s, "UPDATE station SET name = ?1, folded = ?2, region = ?3, address = ?4 WHERE id = ?5");
	else
		q = sql(s, "INSERT INTO station (name, folded, region, address) VALUES (?1, ?2, ?3, ?4)");
	sql_text(&q, name);
	sql_text(&q, folded);
	sql_text(&q, region);
	sql_text(&q, address);
	if (*id)
		sql_int(&q, *id);
	if (!sql_run(&q))
		return false;
	if (!*id)
		*id = sql_new_id(s);
	return true;
}

/* ---- a copy ---- */

static const struct copied {
	const char *select, *insert;
} tables[] = {
	{"/* whole */ SELECT id, name, folded, region, address FROM station",
	 "INSERT INTO station (id, name, folded, region, address) VALUES (?1, ?2, ?3, ?4, ?5)"},
	{"/* whole */ SELECT id, name, folded, lang, roles, customer, class, station, sales_manager, deputy, "
	 "deputy_until, channel, email, forgotten FROM person",
	 "INSERT INTO person (id, name, folded, lang, roles, customer, class, station, sales_manager, deputy, "
	 "deputy_until, channel, email, forgotten) "
	 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"},
	{"/* whole */ SELECT number, person, rank FROM mobile",
	 "INSERT INTO mobile (number, person, rank) VALUES (?1, ?2, ?3)"},
	{"/* whole */ SELECT id, serial, folded, model, customer, station, km, latitude, longitude, hours, "
	 "warranty_until FROM machine",
	 "INSERT INTO machine (id, serial, folded, model, customer, station, km, latitude, longitude, hours, "
	 "warranty_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"},
};

/* Whatever it is, as it is. */
static void bind_value(struct query *in, struct query *out, int column)
{
	if (!in->bad && !out->bad &&
	    !sql_check(out->store, sqlite3_bind_value(out->stmt, column + 1, sqlite3_column_value(in->stmt, column))))
		out->bad = true;
}

static bool copy_table(struct store *from, struct store *to, const struct copied *t)
{
	struct query in = sql(from, t->select);
	bool good = true;

	while (good && sql_row(&in)) {
		struct query out = sql(to, t->insert);
		int n = sql_wants(&out);

		for (int i = 0; i < n; i++)
			bind_value(&in, &out, i);
		good = sql_run(&out);
	}
	return sql_end(&in) && good;
}

/* People name one another, whichever comes first. */
static bool copy_all(struct store *from, struct store *to)
{
	if (!sql_check(to, sql_exec(to, "PRAGMA defer_foreign_keys = ON")))
		return false;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (!copy_table(from, to, &tables[i]))
			return false;
	return people_imported(to);
}

bool roster_copy(struct store *from, struct store *to)
{
	bool good;

	if (!store_begin(to))
		return false;
	store_read_begin(from);
	good = copy_all(from, to);
	store_read_end(from);
	if (good)
		return store_commit(to);
	store_rollback(to);
	return false;
}

bool roster_disguise(struct store *s)
{
	struct query q;

	if (!store_begin(s))
		return false;
	q = sql(s, "/* whole */ UPDATE mobile SET number = ?1 || printf('%09d', person) || rank "
		   "WHERE person IN (SELECT id FROM person WHERE roles = '')");
	sql_text(&q, DISGUISE);
	if (sql_run(&q) && people_changed(s))
		return store_commit(s);
	store_rollback(s);
	return false;
}
