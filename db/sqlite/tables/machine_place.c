#include "db/sqlite/tables/machine_place.h"

void machine_place_read(struct query *q, int column, char *out, size_t size)
{
	bool mapped = !sql_is_null(q, column) && !sql_is_null(q, column + 1);
	bool measured = !sql_is_null(q, column + 2);
	double latitude = sql_get_real(q, column), longitude = sql_get_real(q, column + 1);
	double km = sql_get_real(q, column + 2);

	out[0] = '\0';
	/* SQLite's printf, for the process's locale may write commas. */
	if (mapped && measured)
		sqlite3_snprintf((int)size, out, "%.10g,%.10g (%.10g km)", latitude, longitude, km);
	else if (mapped)
		sqlite3_snprintf((int)size, out, "%.10g,%.10g", latitude, longitude);
	else if (measured)
		sqlite3_snprintf((int)size, out, "%.10g km", km);
}
