#include "gateway/import/import_machines.h"

#include "db/store/machine_rows.h"
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
		import_fault(im, "latitude and longitude belong together; write both or none");
	import_date(im, "warranty_until", row->warranty_until);
}

bool import_put_machine(struct import_run *im, char *const *fields)
{
	char folded[SERIAL_BYTES];
	struct machine before;
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
	if (machine_by_serial(im->store, folded, &before))
		im->updated++;
	else
		im->added++;
	return machine_put(im->store, &row);
}
