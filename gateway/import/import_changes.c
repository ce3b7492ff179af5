#include "gateway/import/import_changes.h"

#include <string.h>

#define CHANGES_BYTES 16384 /* of one row; its fields may be long */

void import_column(struct import_run *im, const char *column, const char *from, const char *to)
{
	if (strcmp(from, to) == 0)
		return;
	if (!im->changes.max)
		im->changes = text_new(CHANGES_BYTES);
	text_addf(&im->changes, "%s %s %s -> %s", im->changes.len ? ";" : "", column, *from ? from : "(empty)",
		  *to ? to : "(empty)");
}

void import_station_column(struct import_run *im, int64_t from, int64_t to)
{
	const struct station *before = roster_station(&im->roster, from), *after = roster_station(&im->roster, to);

	import_column(im, "station", before ? before->name : "", after ? after->name : "");
}

static void tell(struct import_run *im, const char *what, const char *name, const char *key, bool with_columns)
{
	if (im->ways.changes)
		fprintf(im->ways.changes, "%s:%d: %s: %s%s%s%s%s%s\n", im->file, im->line, what, name, *key ? " (" : "",
			key, *key ? ")" : "", with_columns ? ":" : "", with_columns ? text_str(&im->changes) : "");
	text_clear(&im->changes);
}

void import_row_added(struct import_run *im, const char *name, const char *key)
{
	im->count.added++;
	tell(im, "new", name, key, false);
}

void import_row_known(struct import_run *im, const char *name, const char *key)
{
	if (im->changes.len == 0) {
		im->count.unchanged++;
		return;
	}
	im->count.changed++;
	tell(im, "changed", name, key, true);
}

void import_row_retired(struct import_run *im, const char *name, const char *key)
{
	im->count.retired++;
	tell(im, "retired", name, key, true);
}
