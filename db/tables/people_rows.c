#include "db/tables/people_rows.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/wording/lang.h"

/* The columns of a person, in the order read_person() takes them; `p` and the first number `n` are joined by all. */
#define PERSON                                                                                                  \
	"SELECT p.id, p.name, p.folded, n.number, p.channel, p.lang, p.roles, p.customer, p.class, p.station, " \
	"p.sales_manager, p.deputy, p.deputy_until FROM "
#define FIRST_NUMBER " LEFT JOIN mobile n ON n.person = p.id AND n.rank = 0 "

static void read_person(struct query *q, struct person *out)
{
	char word[8];

	*out = (struct person){
		.id = sql_get_int(q, 0),
		.roles = (uint32_t)sql_get_int(q, 6),
		.customer = sql_get_int(q, 7) != 0,
		.station = sql_get_int(q, 9),
		.sales_manager = sql_get_int(q, 10),
		.deputy = sql_get_int(q, 11),
		.deputy_until = sql_get_int(q, 12),
	};
	sql_get(q, 1, out->name, sizeof(out->name));
	sql_get(q, 2, out->folded, sizeof(out->folded));
	sql_get(q, 3, out->number, sizeof(out->number));
	sql_get(q, 4, out->channel, sizeof(out->channel));
	sql_get(q, 5, word, sizeof(word));
	if (!lang_read(word, &out->lang))
		out->lang = ZH;
	sql_get(q, 8, word, sizeof(word));
	out->class = word[0];
}

/* ---- the roster ---- */

/* Makes room for one more of `size` bytes; capacities are powers of two. */
static void *grown(struct store *s, void *array, size_t n, size_t size)
{
	void *more;

	if (array && (n & (n - 1)))
		return array;
	more = reallocarray(array, n ? n * 2 : 1, size);
	if (!more)
		sql_fail(s, "out of memory");
	return more;
}

static bool read_staff(struct store *s, struct roster *out)
{
	struct query q = sql(s, "/* whole */ " PERSON "person p" FIRST_NUMBER "WHERE p.roles <> 0 ORDER BY p.id");

	while (sql_row(&q)) {
		struct person *more = grown(s, out->people, out->n, sizeof(*more));

		if (!more)
			break;
		out->people = more;
		read_person(&q, &out->people[out->n++]);
	}
	return sql_end(&q);
}

static bool read_stations(struct store *s, struct roster *out)
{
	struct query q = sql(s, "/* whole */ SELECT id, name, folded, region, address FROM station ORDER BY id");

	while (sql_row(&q)) {
		struct station *more = grown(s, out->stations, out->stations_n, sizeof(*more));
		struct station *st;

		if (!more)
			break;
		out->stations = more;
		st = &out->stations[out->stations_n++];
		*st = (struct station){.id = sql_get_int(&q, 0)};
		sql_get(&q, 1, st->name, sizeof(st->name));
		sql_get(&q, 2, st->folded, sizeof(st->folded));
		sql_get(&q, 3, st->region, sizeof(st->region));
		sql_get(&q, 4, st->address, sizeof(st->address));
	}
	return sql_end(&q);
}

bool people_roster(struct store *s, struct roster *out)
{
	*out = (struct roster){0};
	if (read_staff(s, out) && read_stations(s, out)) {
		if (roster_index(out))
			return true;
		sql_fail(s, "out of memory");
	}
	roster_free(out);
	*out = (struct roster){0};
	return false;
}

int64_t people_version(struct store *s)
{
	char value[32];

	return store_get(s, "people", value, sizeof(value)) ? strtoll(value, NULL, 10) : 0;
}

/* A random version and no running one: after a rollback a number would be given out a second time, and a roster read in
 * between would be taken for the later one. */
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

/* ---- one person ---- */

static bool one_person(struct query *q, struct person *out)
{
	bool found = sql_row(q);

	if (found)
		read_person(q, out);
	return sql_end(q) && found;
}

bool people_by_number(struct store *s, const char *number, struct person *out)
{
	struct query q = sql(s, PERSON "mobile m JOIN person p ON p.id = m.person" FIRST_NUMBER
				       "WHERE m.number = ?1 AND (p.roles <> 0 OR p.customer = 1)");

	sql_text(&q, number);
	return one_person(&q, out);
}

int64_t people_numbered(struct store *s, const char *number)
{
	struct query q = sql(s, "SELECT person FROM mobile WHERE number = ?1");
	int64_t id;

	sql_text(&q, number);
	id = sql_row(&q) ? sql_get_int(&q, 0) : 0;
	return sql_end(&q) ? id : 0;
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
			read_person(&q, out);
	return sql_end(&q) ? n : 0;
}

/* "43.8256,87.6168 (35 km)", without what is not known. SQLite's printf, for the process's locale may write commas. */
void sql_get_place(struct query *q, int column, char *out, size_t size)
{
	bool mapped = !sql_is_null(q, column) && !sql_is_null(q, column + 1);
	bool measured = !sql_is_null(q, column + 2);
	double latitude = sqlite3_column_double(q->stmt, column);
	double longitude = sqlite3_column_double(q->stmt, column + 1);
	double km = sqlite3_column_double(q->stmt, column + 2);

	out[0] = '\0';
	if (mapped && measured)
		sqlite3_snprintf((int)size, out, "%.10g,%.10g (%.10g km)", latitude, longitude, km);
	else if (mapped)
		sqlite3_snprintf((int)size, out, "%.10g,%.10g", latitude, longitude);
	else if (measured)
		sqlite3_snprintf((int)size, out, "%.10g km", km);
}

bool people_machine(struct store *s, const char *folded_serial, struct machine *out)
{
	struct query q = sql(s, "SELECT id, serial, model, customer, station, latitude, longitude, km "
				"FROM machine WHERE folded = ?1");
	bool found;

	sql_text(&q, folded_serial);
	found = sql_row(&q);
	if (found) {
		*out = (struct machine){
			.id = sql_get_int(&q, 0),
			.customer = sql_get_int(&q, 3),
			.station = sql_get_int(&q, 4),
		};
		sql_get(&q, 1, out->serial, sizeof(out->serial));
		sql_get(&q, 2, out->model, sizeof(out->model));
		sql_get_place(&q, 5, out->place, sizeof(out->place));
		out->km = sql_is_null(&q, 7) ? -1 : sql_get_real(&q, 7);
	}
	return sql_end(&q) && found;
}

size_t people_stations_of(struct store *s, int64_t customer, int64_t *stations, size_t max)
{
	struct query q = sql(s, "SELECT DISTINCT station FROM machine "
				"WHERE customer = ?1 AND station IS NOT NULL ORDER BY station");
	size_t n = 0;

	sql_int(&q, customer);
	while (n < max && sql_row(&q))
		stations[n++] = sql_get_int(&q, 0);
	return sql_end(&q) ? n : 0;
}

/* ---- what texts change ---- */

/* The version stays: whoever keeps a roster and calls this notes the channel there too. */
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

/* ---- import ---- */

/* Whose number it is, and the how-manieth; *person is 0 if nobody's. */
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

/* Finds the row's person by the first number, 0 for a new one, and who else has one of the numbers. */
static bool find_owner(struct store *s, const struct people_row *row, int64_t *id, int64_t *taken_by)
{
	int64_t owner, rank;

	*id = *taken_by = 0;
	if (!owner_of(s, row->numbers[0], &owner, &rank))
		return false;
	if (rank == 0)
		*id = owner;
	else
		*taken_by = owner; /* someone's further number is nobody's key */
	for (size_t i = 1; i < row->numbers_n && !*taken_by; i++) {
		if (!owner_of(s, row->numbers[i], &owner, &rank))
			return false;
		if (owner != *id)
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
			      : sql(s, "UPDATE person SET name = ?2, folded = ?3, lang = ?4, roles = ?5, station = ?6 "
				       "WHERE id = ?1");
	char class[2] = {row->class, '\0'};

	sql_int(&q, id);
	sql_text(&q, row->name);
	sql_text(&q, folded);
	sql_text(&q, lang_name(row->lang));
	if (row->customer) {
		sql_text(&q, class);
		sql_id(&q, row->sales_manager);
	} else {
		sql_int(&q, row->roles);
		sql_id(&q, row->station);
	}
	return sql_run(&q);
}

/* A person's numbers are those of the last row that named them. */
static bool write_numbers(struct store *s, const struct people_row *row, int64_t id)
{
	struct query q = sql(s, "DELETE FROM mobile WHERE person = ?1 AND rank > 0");

	sql_int(&q, id);
	if (!sql_run(&q))
		return false;
	for (size_t i = 0; i < row->numbers_n; i++) {
		/* One that stands twice in the row, or is the key, is there already. */
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
	if (row->numbers_n == 0 || !fold_small(folded, sizeof(folded), row->name))
		return sql_refuse(s, "a person needs a number, and a name of less than %d bytes", NAME_BYTES);
	if (!find_owner(s, row, id, taken_by))
		return false;
	if (*taken_by)
		return true;
	if (!*id && !add_bare(s, row, folded, id))
		return false;
	return write_person(s, row, folded, *id) && write_numbers(s, row, *id);
}

static int64_t station_named(struct store *s, const char *folded)
{
	struct query q = sql(s, "SELECT id FROM station WHERE folded = ?1");
	int64_t id;

	sql_text(&q, folded);
	id = sql_row(&q) ? sql_get_int(&q, 0) : 0;
	return sql_end(&q) ? id : 0;
}

bool people_put_station(struct store *s, const char *name, const char *region, const char *address, int64_t *id)
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

bool people_put_machine(struct store *s, const struct machine_row *row)
{
	char folded[SERIAL_BYTES];
	struct query q;

	if (!fold_small(folded, sizeof(folded), row->serial))
		return sql_refuse(s, "a serial has less than %d bytes", SERIAL_BYTES);
	/* The columns' types turn text into numbers, whatever the process's locale. */
	q = sql(s, "INSERT INTO machine (serial, folded, model, customer, station, km, latitude, longitude, hours, "
		   "warranty_until) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), nullif(?8, ''), "
		   "nullif(?9, ''), nullif(?10, '')) ON CONFLICT (folded) DO UPDATE SET serial = excluded.serial, "
		   "model = excluded.model, customer = excluded.customer, station = excluded.station, "
		   "km = excluded.km, latitude = excluded.latitude, longitude = excluded.longitude, "
		   "hours = excluded.hours, warranty_until = excluded.warranty_until");
	sql_text(&q, row->serial);
	sql_text(&q, folded);
	sql_text(&q, row->model);
	sql_id(&q, row->customer);
	sql_id(&q, row->station);
	sql_text(&q, row->km);
	sql_text(&q, row->latitude);
	sql_text(&q, row->longitude);
	sql_text(&q, row->hours);
	sql_text(&q, row->warranty_until);
	return sql_run(&q);
}
