#include "db/store/machine_rows.h"

#include <math.h>

#include "db/sqlite/tables/machine_place.h"
#include "handlers/zone/day.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

static int64_t thousandths(double hours)
{
	return (int64_t)(hours * 1000 + 0.5);
}

/* From the first columns of a row: id, serial, model, customer, station, latitude, longitude, km, hours. */
static void read_machine(struct query *q, struct machine *out)
{
	*out = (struct machine){
		.id = sql_get_int(q, 0),
		.customer = sql_get_int(q, 3),
		.station = sql_get_int(q, 4),
	};
	sql_get(q, 1, out->serial, sizeof(out->serial));
	sql_get(q, 2, out->model, sizeof(out->model));
	machine_place_read(q, 5, out->place, sizeof(out->place));
	out->km = sql_is_null(q, 7) ? -1 : sql_get_real(q, 7);
	out->hours = sql_is_null(q, 8) ? -1 : thousandths(sql_get_real(q, 8));
}

bool machine_by_serial(struct store *s, const char *folded_serial, struct machine *out)
{
	struct query q = sql(s, "SELECT id, serial, model, customer, station, latitude, longitude, km, hours "
				"FROM machine WHERE folded = ?1");
	bool found;

	sql_text(&q, folded_serial);
	found = sql_row(&q);
	if (found)
		read_machine(&q, out);
	return sql_end(&q) && found;
}

bool machine_serial_of(struct store *s, int64_t machine, char out[SERIAL_BYTES])
{
	struct query q = sql(s, "SELECT serial FROM machine WHERE id = ?1");
	bool found;

	sql_int(&q, machine);
	found = sql_row(&q);
	if (found)
		sql_get(&q, 0, out, SERIAL_BYTES);
	return sql_end(&q) && found;
}

size_t machines_beginning(struct store *s, const char *folded, int64_t *ids, size_t max)
{
	struct query q = sql(s, "SELECT id FROM machine WHERE folded >= ?1 AND folded < ?1 || char(1114111) "
				"ORDER BY folded LIMIT ?2");

	sql_text(&q, folded);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, ids, max);
}

size_t machines_of(struct store *s, int64_t customer, int64_t *ids, size_t max)
{
	struct query q = sql(s, "SELECT id FROM machine WHERE customer = ?1 LIMIT ?2");

	sql_int(&q, customer);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, ids, max);
}

size_t machine_stations_of(struct store *s, int64_t customer, int64_t *stations, size_t max)
{
	struct query q = sql(s, "SELECT DISTINCT station FROM machine "
				"WHERE customer = ?1 AND station IS NOT NULL ORDER BY station");

	sql_int(&q, customer);
	return sql_ints(&q, stations, max);
}

static double real_or_nan(struct query *q, int column)
{
	return sql_is_null(q, column) ? NAN : sql_get_real(q, column);
}

size_t machines_after(struct store *s, int64_t after, struct machine_counted *out, size_t max)
{
	struct query q =
		sql(s, "SELECT id, serial, model, customer, station, latitude, longitude, km, hours, "
		       "warranty_until FROM machine WHERE id > ?1 AND (customer IS NOT NULL OR station IS NOT NULL) "
		       "ORDER BY id LIMIT ?2");
	size_t n = 0;

	sql_int(&q, after);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q)) {
		read_machine(&q, &out[n].is);
		sql_get(&q, 9, out[n].warranty_until, sizeof(out[n].warranty_until));
		n++;
	}
	return sql_end(&q) ? n : 0;
}

bool machine_known(struct store *s, const char *folded_serial, struct machine_known *out)
{
	struct query q = sql(s, "SELECT serial, model, customer, station, km, latitude, longitude, hours, "
				"warranty_until FROM machine WHERE folded = ?1");
	bool found;

	sql_text(&q, folded_serial);
	found = sql_row(&q);
	if (found) {
		*out = (struct machine_known){
			.customer = sql_get_int(&q, 2),
			.station = sql_get_int(&q, 3),
			.km = real_or_nan(&q, 4),
			.latitude = real_or_nan(&q, 5),
			.longitude = real_or_nan(&q, 6),
			.hours = real_or_nan(&q, 7),
		};
		sql_get(&q, 0, out->serial, sizeof(out->serial));
		sql_get(&q, 1, out->model, sizeof(out->model));
		sql_get(&q, 8, out->warranty_until, sizeof(out->warranty_until));
	}
	return sql_end(&q) && found;
}

/* In the order of enum machine_part. */
static const char *const part_asked[MACHINE_PARTS] = {
	"SELECT hours FROM machine WHERE id = ?1",
	"SELECT station FROM machine WHERE id = ?1",
	"SELECT customer FROM machine WHERE id = ?1",
	"SELECT warranty_until FROM machine WHERE id = ?1",
};
static const char *const part_set[MACHINE_PARTS] = {
	"UPDATE machine SET hours = ?2 / 1000.0 WHERE id = ?1",
	"UPDATE machine SET station = ?2 WHERE id = ?1",
	"UPDATE machine SET customer = ?2 WHERE id = ?1",
	"UPDATE machine SET warranty_until = ?2 WHERE id = ?1",
};

static int64_t read_part(struct query *q, enum machine_part part)
{
	char day[DAY_BYTES];
	int64_t value = SET_NOTHING;

	if (part == PART_HOURS)
		return thousandths(sql_get_real(q, 0));
	if (part != PART_WARRANTY)
		return sql_get_int(q, 0);
	sql_get(q, 0, day, sizeof(day));
	return day_read(day, &value) ? value : SET_NOTHING;
}

bool machine_part(struct store *s, int64_t machine, enum machine_part part, int64_t *value)
{
	struct query q = sql(s, part_asked[part]);
	bool found;

	sql_int(&q, machine);
	found = sql_row(&q);
	*value = found && !sql_is_null(&q, 0) ? read_part(&q, part) : SET_NOTHING;
	return sql_end(&q) && found;
}

bool machine_set_part(struct store *s, int64_t machine, enum machine_part part, int64_t value)
{
	struct query q = sql(s, part_set[part]);
	char day[DAY_BYTES];

	sql_int(&q, machine);
	if (value == SET_NOTHING)
		sql_id(&q, 0);
	else if (part != PART_WARRANTY)
		sql_int(&q, value);
	else
		day_write(value, day);
	if (value != SET_NOTHING && part == PART_WARRANTY)
		sql_text(&q, day);
	return sql_run(&q);
}

bool machine_sets_walk(struct store *s, int64_t machine, enum machine_part part,
		       bool (*each)(void *ctx, const struct machine_set_row *row), void *ctx)
{
	struct query q =
		sql(s, "SELECT e.seq, e.inbox, ifnull(i.undone, 0), e.flow, e.code, e.change "
		       "FROM ticket t CROSS JOIN event e ON e.ticket = t.number LEFT JOIN inbox i ON i.id = e.inbox "
		       "WHERE t.machine = ?1 AND instr(e.change, 'set.') > 0 ORDER BY e.seq DESC");
	bool more = true;
	size_t n;

	sql_int(&q, machine);
	while (more && sql_row(&q)) {
		struct machine_set_row row = {.seq = sql_get_int(&q, 0), .text = sql_get_int(&q, 1)};

		row.undone = sql_get_int(&q, 2) != 0;
		sql_get(&q, 3, row.flow, sizeof(row.flow));
		sql_get(&q, 4, row.code, sizeof(row.code));
		if (change_find_set(sql_bytes(&q, 5, &n), part, &row.set))
			more = each(ctx, &row);
	}
	return sql_end(&q);
}

bool machine_put(struct store *s, const struct machine_row *row)
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
