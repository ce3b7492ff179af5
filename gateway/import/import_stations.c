#include "gateway/import/import_stations.h"

#include "db/store/roster_rows.h"
#include "gateway/import/import_changes.h"
#include "gateway/import/import_values.h"

bool import_put_station(struct import_run *im, char *const *fields)
{
	char folded[NAME_BYTES];
	const char *name = fields[0], *region = fields[1], *address = fields[2];
	const struct station *before;
	int64_t id;

	if (import_key(im, "station", name, folded, sizeof(folded)))
		import_once(im, folded, name);
	import_fits(im, "region", region, sizeof((struct station *)0)->region);
	import_fits(im, "address", address, sizeof((struct station *)0)->address);
	if (im->bad)
		return true;
	before = roster_station_named(&im->roster, folded);
	if (before) {
		import_column(im, "station", before->name, name);
		import_column(im, "region", before->region, region);
		import_column(im, "address", before->address, address);
		import_row_known(im, before->name, "");
	} else {
		import_row_added(im, name, "");
	}
	return station_put(im->store, name, region, address, &id);
}
