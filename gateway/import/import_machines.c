#include "gateway/import/import_machines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/machine_rows.h"
#include "db/store/people_rows.h"
#include "gateway/import/import_changes.h"
#include "gateway/import/import_names.h"
#include "gateway/import/import_values.h"

static void check_machine(struct import_run *im, const struct machine_row *row)
{
	import_fits(im, "model", row->model, sizeof((struct machine *)0)->model);
	import_number(im, "km", row->km, 0, 50000);
	import_number(im, "latitude", row->latitude, -90, 90);
	import_number(im, "longitude", row->longitude, -180, 180);
	import_number(im, "hours", row->hours, 0, 10000000);
	if (!*row->latitude != !*row->longitude)
		import_wrong(im, WRONG_HALF_PLACE, NULL);
	import_date(im, "warranty_until", row->warranty_until);
}

/* As a row would say it, if it has changed. */
static void note_number(struct import_run *im, const char *column, double from, const char *to)
{
	char known[32] = "";
	double wanted = *to ? strtod(to, NULL) : NAN;

	if (!isnan(from))
		snprintf(known, sizeof(known), "%.10g", from);
	import_column(im, column, known, isnan(from) == isnan(wanted) && (isnan(from) || from == wanted) ? known : to);
}

static void note_customer(struct import_run *im, int64_t from, int64_t to)
{
	struct person before = {0}, after = {0};

	if (from == to)
		return;
	if (from)
		people_by_id(im->store, from, &before);
	if (to)
		people_by_id(im->store, to, &after);
	import_column(im, "customer", before.name, after.name);
	/* Two people may have one name. */
	if (from && to && strcmp(before.name, after.name) == 0)
		import_column(im, "customer", before.number, after.number);
}

static void note_changes(struct import_run *im, const struct machine_known *before, const struct machine_row *row)
{
	import_column(im, "serial", before->serial, row->serial);
	import_column(im, "model", before->model, row->model);
	note_customer(im, before->customer, row->customer);
	import_station_column(im, before->station, row->station);
	note_number(im, "km", before->km, row->km);
	note_number(im, "latitude", before->latitude, row->latitude);
	note_number(im, "longitude", before->longitude, row->longitude);
	note_number(im, "hours", before->hours, row->hours);
	import_column(im, "warranty_until", before->warranty_until, row->warranty_until);
}

bool import_put_machine(struct import_run *im, char *const *fields)
{
	char folded[SERIAL_BYTES];
	struct machine_known before;
	struct machine_row row = {
		.serial = fields[0],
		.model = fields[1],
		.km = fields[4],
		.latitude = fields[5],
		.longitude = fields[6],
		.hours = fields[7],
		.warranty_until = fields[8],
	};

	if (import_key(im, "serial", row.serial, folded, sizeof(folded)))
		import_once(im, folded, row.serial);
	row.customer = import_customer(im, fields[2]);
	row.station = import_station(im, fields[3]);
	check_machine(im, &row);
	if (im->bad)
		return true;
	if (machine_known(im->store, folded, &before)) {
		note_changes(im, &before, &row);
		import_row_known(im, before.serial, "");
	} else {
		import_row_added(im, row.serial, "");
	}
	return machine_put(im->store, &row);
}
