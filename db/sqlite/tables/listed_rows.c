#include "db/store/listed_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"

/* The first column of each is the key. ?1 is the key of the row before, ?2 how many are wanted; where one row alone is
 * asked for, ?1 is its own key. */

#define NUMBERS_OF_P \
	"(SELECT group_concat(number, ';') FROM (SELECT number FROM mobile WHERE person = p.id ORDER BY rank)) "
/* By first mobile: CROSS JOIN keeps SQLite to this order, in which nothing is sorted. */
#define PEOPLE_BY_NUMBER "FROM mobile m CROSS JOIN person p ON p.id = m.person "
#define STAFF(is)                                                                       \
	"SELECT m.number, p.name, " NUMBERS_OF_P                                        \
	", replace(p.roles, ' ', ';'), t.name, p.lang, p.email, p.id " PEOPLE_BY_NUMBER \
	"LEFT JOIN station t ON t.id = p.station WHERE m.number " is " ?1 AND m.rank = 0 AND "
#define STATION(is) "SELECT folded, name, region, address FROM station WHERE folded " is " ?1 ORDER BY folded LIMIT ?2"

static struct query stations(struct store *s, bool one)
{
	return sql(s, one ? STATION("=") : STATION(">"));
}

static struct query people(struct store *s, bool one)
{
	return sql(s, one ? STAFF("=") "p.roles <> '' ORDER BY m.number LIMIT ?2"
			  : STAFF(">") "p.roles <> '' ORDER BY m.number LIMIT ?2");
}

static struct query retired(struct store *s, bool one)
{
	return sql(s, one ? STAFF("=") "p.roles = '' AND p.customer = 0 ORDER BY m.number LIMIT ?2"
			  : STAFF(">") "p.roles = '' AND p.customer = 0 ORDER BY m.number LIMIT ?2");
}

/* For one customer alone nobody looks through all people for managers. */
static struct query customer(struct store *s)
{
	return sql(s, "SELECT m.number, p.name, " NUMBERS_OF_P ", p.class, p.lang, "
		      "CASE WHEN (SELECT count(*) FROM person o WHERE o.folded = w.folded AND o.roles <> '' "
		      "AND instr(' ' || o.roles || ' ', ' sales_manager ') > 0) > 1 "
		      "THEN (SELECT number FROM mobile WHERE person = w.id AND rank = 0) ELSE w.name END, "
		      "p.id " PEOPLE_BY_NUMBER "LEFT JOIN person w ON w.id = p.sales_manager "
		      "AND instr(' ' || w.roles || ' ', ' sales_manager ') > 0 "
		      "WHERE m.number = ?1 AND m.rank = 0 AND p.customer = 1 LIMIT ?2");
}

/* A sales manager whose name another one has too is named by mobile; one who is none any more, not at all. */
static struct query customers(struct store *s, bool one)
{
	return one ? customer(s)
		   : sql(s, "/* whole */ WITH manager AS MATERIALIZED (SELECT id, name, folded FROM person "
			    "WHERE roles <> '' AND instr(' ' || roles || ' ', ' sales_manager ') > 0), "
			    "twice AS MATERIALIZED (SELECT folded FROM manager GROUP BY folded HAVING count(*) > 1) "
			    "SELECT m.number, p.name, " NUMBERS_OF_P ", p.class, p.lang, "
			    "CASE WHEN w.folded IN twice THEN (SELECT number FROM mobile WHERE person = w.id AND rank "
			    "= 0) "
			    "ELSE w.name END, p.id " PEOPLE_BY_NUMBER "LEFT JOIN manager w ON w.id = p.sales_manager "
			    "WHERE m.number > ?1 AND m.rank = 0 AND p.customer = 1 ORDER BY m.number LIMIT ?2");
}

/* Likewise a machine's customer. */
#define MACHINE(is)                                                                                       \
	"SELECT m.folded, m.serial, m.model, "                                                            \
	"CASE WHEN (SELECT count(*) FROM person o WHERE o.customer = 1 AND o.folded = p.folded) > 1 "     \
	"THEN (SELECT number FROM mobile WHERE person = p.id AND rank = 0) ELSE p.name END, "             \
	"t.name, m.km, m.latitude, m.longitude, m.hours, m.warranty_until "                               \
	"FROM machine m LEFT JOIN person p ON p.id = m.customer LEFT JOIN station t ON t.id = m.station " \
	"WHERE m.folded " is " ?1 ORDER BY m.folded LIMIT ?2"

static struct query machines(struct store *s, bool one)
{
	return sql(s, one ? MACHINE("=") : MACHINE(">"));
}

static struct query deputies(struct store *s, bool one)
{
	(void)one; /* a head may have several */
	return sql(s, "/* whole */ SELECT m.number, p.name, m.number, t.name, d.name, n.number, p.deputy_until "
		      "FROM person p JOIN mobile m ON m.person = p.id AND m.rank = 0 JOIN person d ON d.id = p.deputy "
		      "LEFT JOIN mobile n ON n.person = d.id AND n.rank = 0 LEFT JOIN station t ON t.id = p.station "
		      "WHERE p.roles <> '' AND p.deputy IS NOT NULL AND m.number > ?1 ORDER BY m.number LIMIT ?2");
}

static const struct kind {
	struct query (*ask)(struct store *s, bool one);
	int fields;
	bool has_id;
	unsigned reals; /* which of them are numbers, as bits */
} kinds[] = {
	[LISTED_STATIONS] = {stations, 3, false, 0},
	[LISTED_PEOPLE] = {people, 6, true, 0},
	[LISTED_RETIRED] = {retired, 6, true, 0},
	[LISTED_CUSTOMERS] = {customers, 5, true, 0},
	[LISTED_MACHINES] = {machines, 9, false, 1u << 4 | 1u << 5 | 1u << 6 | 1u << 7},
	[LISTED_DEPUTIES] = {deputies, 6, false, 0},
};

/* As people write it, without an exponent and without zeros at the end. Eight decimals of a degree are a millimetre. */
static char *write_real(double v)
{
	char digits[48];
	size_t n = (size_t)snprintf(digits, sizeof(digits), "%.8f", v);

	if (n >= sizeof(digits))
		n = sizeof(digits) - 1;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	n -= digits[n - 1] == '.';
	digits[n] = '\0';
	return strdup(digits);
}

static char *field(struct query *q, int column, bool real)
{
	if (sql_is_null(q, column))
		return strdup("");
	return real ? write_real(sql_get_real(q, column)) : sql_dup(q, column);
}

static bool read_row(struct query *q, const struct kind *k, struct listed_row *out)
{
	bool good;

	*out = (struct listed_row){.key = field(q, 0, false)};
	good = out->key != NULL;
	for (int i = 0; i < k->fields; i++) {
		out->fields[i] = field(q, i + 1, k->reals >> i & 1);
		good = good && out->fields[i];
	}
	if (k->has_id)
		out->id = sql_get_int(q, k->fields + 1);
	return good;
}

static size_t read_rows(struct store *s, const struct kind *k, bool one, const char *key, struct listed_row *out,
			size_t max)
{
	struct query q = k->ask(s, one);
	size_t n = 0;

	sql_text(&q, key);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q)) {
		if (!read_row(&q, k, &out[n++])) {
			sql_fail(s, "out of memory");
			break;
		}
	}
	if (sql_end(&q))
		return n;
	while (n > 0)
		listed_row_free(&out[--n]);
	return 0;
}

size_t listed_page(struct store *s, enum listed kind, const char *after, struct listed_row *out, size_t max)
{
	return read_rows(s, &kinds[kind], false, after, out, max);
}

bool listed_one(struct store *s, enum listed kind, const char *key, struct listed_row *out)
{
	return read_rows(s, &kinds[kind], true, key, out, 1) == 1;
}

void listed_row_free(struct listed_row *r)
{
	free(r->key);
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		free(r->fields[i]);
	*r = (struct listed_row){0};
}
